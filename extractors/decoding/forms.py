"""The forms that letters print numbers and days in, as automata: what a well-formed reading may look like.

Digits of one group are all Thai or all Arabic; between groups the script may change where a pen went on. A circle is
a zero in both scripts, and no reader can tell which.
"""

from __future__ import annotations

import re
from functools import cache

from extractors.decoding.grammar import (
    NOTHING,
    SPACE,
    Automaton,
    Form,
    automaton,
    between,
    either,
    maybe,
    one_of,
    row,
    text,
    words,
)
from extractors.decoding.pieces import LENGTHS_OF_MONTHS, SCRIPTS, ZEROS, digit, digits, months, numbers, year
from extractors.thai.dates import WEEKDAYS
from extractors.thai.digits import ANY_DIGIT
from extractors.thai.letter_codes import all_codes

CONSONANTS = tuple(map(chr, range(ord("ก"), ord("ฮ") + 1)))
LEADERS = between(0, 3, one_of(" .…"))  # a dotted rule under the line reads as stops
LONGEST_SUB_UNIT = 3


@cache
def reference_number() -> Automaton:
    """`ลป ๐๔๑๘.๑/ว ๕๑๕๐`, `กค (กวจ) ๐๔๐๕.๒/ว ๑๑๙`, `ศธ 04056.12/45` with a letter code that is somebody's."""
    return automaton(either(*(_reference(script) for script in SCRIPTS)))


@cache
def short_reference_number() -> Automaton:
    """`อว๑.๐๙๗๖`, `ศธ 1.234`: what a university or school puts on a memo."""
    codes = words(*(entry.code for entry in all_codes()))
    return automaton(
        either(*(row(codes, SPACE, digits(s, 1, 2), SPACE, text("."), SPACE, digits(s, 3, 6)) for s in SCRIPTS))
    )


@cache
def serial_number() -> Automaton:
    """`๑๒๓/๒๕๖๖`, `๒๐๔๘/๖๗`: orders and announcements."""
    return automaton(
        either(*(row(digits(s, 1, 5), SPACE, text("/"), SPACE, year(s)) for s in SCRIPTS)),
    )


@cache
def written_date() -> Automaton:
    """`๑๐ พฤศจิกายน ๒๕๖๓`, `วันพุธที่ ๒ ธันวาคม พ.ศ. ๒๕๖๓`, `- 8 ก.ย. 2565`, `1/12/63`: a day that the month has."""
    return automaton(either(_dates_in_words(), *(_date_in_numbers(script) for script in SCRIPTS)))


@cache
def running_number(*, is_marked: bool) -> Automaton:
    """`๕๑๕๐` behind the slash of a number left open; `is_marked` where the ว of a circular is printed before it."""
    mark = NOTHING if is_marked else maybe(row(text("ว"), LEADERS))
    return automaton(row(LEADERS, mark, either(*(digits(script, 1, 6) for script in SCRIPTS)), LEADERS))


@cache
def day_of_month() -> Automaton:
    """`๒๗` or `07` before a printed month."""
    return automaton(row(LEADERS, either(*(numbers(script, 1, 31) for script in SCRIPTS)), LEADERS))


@cache
def telephone_number() -> Automaton:
    """`๐ ๕๔๒๒ ๑๒๓๔`, `081-234-5678 ต่อ ๑๒`: nine digits, ten of a mobile telephone; `๔๖๒๐๒` inside an agency."""
    return automaton(either(*(_telephone(script) for script in SCRIPTS)))


@cache
def exactly(string: str) -> Automaton:
    """This string and no other, its letters set apart as printers do or not."""
    return automaton(row(SPACE, *(row(one_of(char), SPACE) for char in string if not char.isspace())))


def with_zeros_of_their_group(string: str) -> str:
    """`๒๖๐` for `๒๖0`, `105` for `1๐5`: each zero in the script of the digits beside it."""
    return re.sub(rf"{ANY_DIGIT}+", _with_own_zeros, string)


def _with_own_zeros(group: re.Match[str]) -> str:
    others = [char for char in group[0] if char not in ZEROS]
    for script in SCRIPTS:
        if others and all(char in script for char in others):
            return "".join(script[0] if char in ZEROS else char for char in group[0])
    return group[0]


def _reference(script: str) -> Form:
    dotted = between(0, LONGEST_SUB_UNIT, row(text("."), digits(script, 1, 3)))
    bracketed = row(text("("), digits(script, 1, 4), text(")"))
    tag = row(text("("), between(1, 6, one_of((*CONSONANTS, "."))), text(")"), SPACE)
    return row(
        words(*(entry.code for entry in all_codes())),
        SPACE,
        maybe(tag),
        digits(script, 4, 5),
        either(dotted, bracketed),
        SPACE,
        text("/"),
        SPACE,
        maybe(row(text("ว"), SPACE)),
        either(*(digits(other, 1, 6) for other in SCRIPTS)),
    )


def _dates_in_words() -> Form:
    era = maybe(row(words("พ.ศ.", "พศ", "พุทธศักราช"), SPACE))
    days = either(*(_day_and_month(script, last) for script in SCRIPTS for last in LENGTHS_OF_MONTHS))
    return row(
        maybe(row(text("วัน"), words(*WEEKDAYS), text("ที่"), SPACE)),
        maybe(row(text("-"), SPACE)),
        days,
        LEADERS,
        era,
        either(*(year(script) for script in SCRIPTS)),
    )


def _day_and_month(script: str, last: int) -> Form:
    """A day that the months of this length have, and one of them."""
    return row(numbers(script, 1, last), LEADERS, maybe(row(text("เดือน"), SPACE)), months(last))


def _date_in_numbers(script: str) -> Form:
    day, month = numbers(script, 1, 31), numbers(script, 1, 12)
    return either(*(row(day, SPACE, text(mark), SPACE, month, SPACE, text(mark), SPACE, year(script)) for mark in "/-"))


def _telephone(script: str) -> Form:
    gap = maybe(one_of(" -."))  # a stop on the dotted rule of a memo
    any_digit = row(gap, one_of(script + ZEROS))
    landline = row(digit(script, "23457"), between(7, 7, any_digit))
    mobile = row(digit(script, "689"), between(8, 8, any_digit))
    to_last_of_lines = maybe(row(SPACE, text("-"), SPACE, digits(script, 1, 4)))
    extension = maybe(row(SPACE, text("ต่อ"), SPACE, digits(script, 1, 5)))
    # No number inside an agency begins with a zero.
    inside = row(digit(script, "123456789"), digits(script, 3, 6))
    return row(either(row(digit(script, "0"), gap, either(landline, mobile)), inside), to_last_of_lines, extension)
