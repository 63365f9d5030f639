"""Pieces that the forms of numbers and days are put together from: groups of digits, days of a month, months, years.

Digits of one group are all Thai or all Arabic. A circle is a zero in both scripts, and no reader can tell which.
"""

from __future__ import annotations

from extractors.decoding.grammar import SPACE, Form, between, either, maybe, one_of, row, text
from extractors.thai.dates import MONTHS
from extractors.thai.digits import ARABIC, THAI

SCRIPTS = (THAI, ARABIC)
ZEROS = THAI[0] + ARABIC[0]
SHORT_MONTHS = ("ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.")
DAYS_OF_MONTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
LENGTHS_OF_MONTHS = (29, 30, 31)


def digits(script: str, least: int, most: int) -> Form:
    return between(least, most, one_of(script + ZEROS))


def digit(script: str, values: str) -> Form:
    """One of the digits of `values`, which are Arabic."""
    return one_of(char for value in values for char in (ZEROS if value == "0" else script[int(value)]))


def number(script: str, value: int) -> Form:
    """The value as written, with or without a zero before a single digit."""
    written = row(*(digit(script, char) for char in str(value)))
    return either(written, row(digit(script, "0"), written)) if value < 10 else written


def numbers(script: str, first: int, last: int) -> Form:
    return either(*(number(script, value) for value in range(first, last + 1)))


def year(script: str) -> Form:
    """A year of the Buddhist era of this century of it, or its last two digits."""
    return row(maybe(row(digit(script, "2"), digit(script, "5"))), digits(script, 2, 2))


def months(length: int) -> Form:
    """The months that have so many days at most, by their name or its abbreviation."""
    names = []
    for long, short, days in zip(MONTHS, SHORT_MONTHS, DAYS_OF_MONTHS, strict=True):
        if days == length:
            first, second = short.rstrip(".").split(".")
            stop = maybe(one_of("."))
            names += [text(long), row(text(first), stop, SPACE, text(second), stop)]
    return either(*names)
