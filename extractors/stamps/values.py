"""What can stand behind a stamp's labels."""

from __future__ import annotations

from functools import cache

from extractors.decoding.grammar import SPACE, Automaton, Form, automaton, between, either, maybe, one_of, row, text
from extractors.decoding.pieces import LENGTHS_OF_MONTHS, SCRIPTS, digit, digits, months, numbers, year

LEADERS = between(0, 3, one_of(" .…:"))


@cache
def receipt_number() -> Automaton:
    """`๑๒๓๔`, `1234`, `1234/2567`: numbers of a register, with its year or without."""
    tail = {script: maybe(row(SPACE, text("/"), SPACE, year(script))) for script in SCRIPTS}
    return automaton(_among_leaders(either(*(row(digits(script, 1, 6), tail[script]) for script in SCRIPTS))))


@cache
def receipt_date() -> Automaton:
    """`8 ก.ย. 2565`, `- 8 ก.ย. 65`, `8 กันยายน ๒๕๖๕`, `8/9/65`, `8/ก.ย./65`: a day that its month has."""
    dash = maybe(row(text("-"), SPACE))
    return automaton(_among_leaders(row(dash, either(*(_date(script) for script in SCRIPTS)))))


@cache
def receipt_time() -> Automaton:
    """`9.30`, `๑๓:๕๐`, `13:50:57 น.`: what a clock shows."""
    return automaton(_among_leaders(row(either(*(_time(script) for script in SCRIPTS)), SPACE, maybe(text("น")))))


def _among_leaders(form: Form) -> Form:
    return row(LEADERS, form, LEADERS)


def _date(script: str) -> Form:
    its_year = year(script)
    in_words = [
        row(numbers(script, 1, last), LEADERS, months(last), LEADERS, maybe(row(text("พ.ศ."), SPACE)), its_year)
        for last in LENGTHS_OF_MONTHS
    ]
    parted = [
        row(numbers(script, 1, 31), LEADERS, text(mark), LEADERS, month, LEADERS, text(mark), LEADERS, its_year)
        for mark, month in (
            ("/", either(numbers(script, 1, 12), months(30), months(31))),
            ("-", numbers(script, 1, 12)),
        )
    ]
    return either(*in_words, *parted)


def _time(script: str) -> Form:
    clock = maybe(digit(script, "0"))
    hour = either(row(clock, either(*(digit(script, str(n)) for n in range(10)))),
                  row(digit(script, "1"), digits(script, 1, 1)),
                  row(digit(script, "2"), either(*(digit(script, n) for n in "0123"))))  # fmt: skip
    sixty = row(either(*(digit(script, n) for n in "012345")), digits(script, 1, 1))
    mark = row(SPACE, one_of(".:"), SPACE)
    return row(hour, mark, sixty, maybe(row(mark, sixty)))
