"""Damages numbers, dates and texts as a reader does, at a given rate, without drawing a page."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from extractors.thai.confusables import confusable_with
from extractors.thai.dates import FIRST_YEAR_BE, LAST_YEAR_BE
from extractors.thai.digits import THAI, to_arabic, to_thai
from models.letter import BUDDHIST_ERA_OFFSET, ReferenceNumber

YEARS: Final = range(FIRST_YEAR_BE, LAST_YEAR_BE + 1)  # others are not read as dates
# What the line reader took letters for, of 25,761 printed consonants of 1,011 damaged lines (200-dpi scans and bad
# photocopies of drawn letters, memos and received letters, seed 77): 90 wrong. Of 4,649 Thai digits there 4 were wrong,
# too few to say for what, so digits are taken for the glyphs of the confusable table.
LETTER_CONFUSIONS: Final[Mapping[str, str]] = {
    "ช": "ขขขขซ", "ต": "ดดดดค", "ส": "ลลลค", "ป": "บ", "ค": "ดดต", "ว": "รา", "บ": "มนย", "ย": "บม", "ล": "สต",
    "ด": "คต", "ฏ": "ฎ", "ซ": "ชข", "ก": "าท", "ณ": "ก", "อ": "ว", "จ": "อร", "ห": "ร", "ง": "ก",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rates:
    """How often what goes wrong; shares of 1.

    `sure` is how many of the numbers without a slip are called sure; one with a slip never is (measured: none).
    """

    name: str
    digit: float  # a digit of print is another
    letter: float  # a consonant is another
    sure: float
    date_unread: float = 0.01
    pen: float = 0.15  # of running numbers, district and below
    pen_right: float = 0.5
    pen_unread: float = 0.3  # the others are read, and wrong in a digit


MEASURED: Final = Rates("as measured: 0.1 % of digits, 0.35 % of letters", 0.001, 0.0035, 0.85)
WORST_SCANS: Final = Rates("as aimed at for the worst scans: 3 % of both", 0.03, 0.03, 0.5)


class Misreader:
    """One reader with its slips; the same seed makes the same ones."""

    def __init__(self, rates: Rates, seed: int) -> None:
        self.rates = rates
        self.random = random.Random(seed)

    def happens(self, share: float) -> bool:
        return self.random.random() < share

    def number(self, true: ReferenceNumber) -> tuple[ReferenceNumber, bool]:
        """The number as read, and whether its reading is sure."""
        read = ReferenceNumber(
            code=self.letters(true.code),
            owner=self.digits(true.owner),
            sub=self.digits(true.sub),
            is_circular=true.is_circular,
            number=self.digits(true.number).lstrip("0") or "1",
            printed="",
            tag=true.tag,
        )
        is_same = read.register_key == true.register_key
        return printed(read), is_same and self.happens(self.rates.sure)

    def pen_number(self, true: ReferenceNumber) -> tuple[ReferenceNumber | None, str]:
        """A running number in pen: right, wrong in one digit, or unread; with the part that was read."""
        draw = self.random.random()
        if draw < self.rates.pen_unread:
            return None, printed(true).printed.rpartition("/")[0] + "/…"
        if draw < self.rates.pen_unread + self.rates.pen_right:
            return printed(true), printed(true).printed
        at = self.random.randrange(len(true.number))
        wrong = true.number[:at] + self.other_digit(true.number[at]) + true.number[at + 1 :]
        read = printed(ReferenceNumber(true.code, true.owner, true.sub, true.is_circular, wrong, "", true.tag))
        return read, read.printed

    def day(self, true: date) -> date | None:
        """The date with slips in the digits of its day and year that leave it a date; None where it is unread."""
        if self.happens(self.rates.date_unread):
            return None
        digits = self.digits(f"{true.day}"), self.digits(f"{true.year + 543}")
        try:
            year = int(digits[1])
            return date(year - BUDDHIST_ERA_OFFSET, true.month, int(digits[0])) if year in YEARS else None
        except ValueError:
            return None

    def text(self, true: str) -> str:
        """Consonants and digits with slips."""
        return "".join(self._glyph(char) for char in true)

    def letters(self, true: str) -> str:
        return "".join(self._glyph(char) for char in true)

    def digits(self, true: str) -> str:
        return "".join(self.other_digit(char) if self.happens(self.rates.digit) else char for char in true)

    def other_digit(self, char: str) -> str:
        others = [other for other in sorted(confusable_with(to_thai(char))) if other in THAI]
        return to_arabic(self.random.choice(others)) if others else char

    def _glyph(self, char: str) -> str:
        if char.isdigit():
            return self.other_digit(char) if self.happens(self.rates.digit) else char
        others = LETTER_CONFUSIONS.get(char, "")
        return self.random.choice(others) if others and self.happens(self.rates.letter) else char


def printed(number: ReferenceNumber) -> ReferenceNumber:
    """The number with the print that its parts make, in Thai digits."""
    sub = f".{number.sub}" if number.sub else ""
    circular = "ว " if number.is_circular else ""
    text = to_thai(f"{number.code} {number.owner}{sub}/{circular}{number.number}")
    return ReferenceNumber(number.code, number.owner, number.sub, number.is_circular, number.number, text, number.tag)
