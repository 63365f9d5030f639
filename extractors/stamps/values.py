"""What can stand behind a stamp's labels, and the value that several looks at one spot hold most likely among those."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from extractors.decoding.beam import Spelling, likely_spellings
from extractors.decoding.grammar import SPACE, Automaton, Form, automaton, between, either, maybe, one_of, row, text
from extractors.decoding.pieces import LENGTHS_OF_MONTHS, SCRIPTS, digit, digits, months, numbers, year
from models.lattice import Step

LEADERS = between(0, 3, one_of(" .…:"))
STOPS = re.compile(r"[\s.…:]")  # strings that differ in these alone say the same
FITS_THE_FORM = 0.15  # of a look's paths: with fewer in the form it has seen something else
NARROW = 12  # strings kept at each step: values are short


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


def likely_values(looks: Sequence[Sequence[Step]], form: Automaton) -> list[Spelling]:
    """The strings of the form, each with its mean share of what each look holds possible of the form; best first.

    A look that sees hardly anything of the form has little to share out, so that all shares stay low.
    """
    shares: dict[str, float] = {}
    spelt: dict[str, Spelling] = {}
    for look in looks:
        found = likely_spellings(look, form, beam=NARROW)
        total = sum(spelling.probability for spelling in found)
        if total == 0.0:  # so unlikely that the probabilities of all strings have run out of digits
            continue
        weight = min(1.0, total / FITS_THE_FORM) / len(looks)
        for spelling in found:
            bare = spelling.text.strip(" .…:-น")
            same = STOPS.sub("", bare)
            shares[same] = shares.get(same, 0.0) + weight * spelling.probability / total
            if same not in spelt or spelling.probability > spelt[same].probability:
                spelt[same] = Spelling(" ".join(bare.split()), spelling.probability)
    ordered = sorted(shares.items(), key=lambda item: -item[1])
    return [Spelling(spelt[same].text, share) for same, share in ordered]


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
