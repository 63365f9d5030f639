"""Running numbers of a sheet's rows: a number misread, or lost to a copier, is known from those above and below."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from extractors.thai.digits import to_arabic

LEAST_AGREEING: Final = 3
AGREEING_SHARE: Final = 0.5  # of the numbers that were read
READ_SHARE: Final = 0.25  # of the rows: a copier leaves few numbers whole
_THAI: Final = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")


def running_numbers(texts: Mapping[int, str], rows: Sequence[int]) -> dict[int, str]:
    """The text of the number cell of each of the rows, by row, those read otherwise set right.

    Rows count on by one. Where half of the readings, those of a quarter of the rows, agree on the first number, and the
    readings near a row agree on no other, its number is theirs counted on. Cells of rows that are left out of `texts`
    are filled in the same way; the digits are of the script of the others.
    """
    read = {row: number for row in rows if (number := _number(texts.get(row, ""))) is not None}
    starts = Counter(number - place for place, row in enumerate(rows) if (number := read.get(row)) is not None)
    if not starts:
        return dict(texts)
    start, agreeing = starts.most_common(1)[0]
    if agreeing < max(LEAST_AGREEING, AGREEING_SHARE * len(read), READ_SHARE * len(rows)) or start < 0:
        return dict(texts)
    thai = sum(any("๐" <= char <= "๙" for char in text) for text in texts.values()) * 2 > len(texts)
    settled = dict(texts)
    for place, row in enumerate(rows):
        if read.get(row) != start + place and not _counts_anew(place, start, rows, read):
            counted = str(start + place)
            settled[row] = counted.translate(_THAI) if thai else counted
    return settled


def _counts_anew(place: int, start: int, rows: Sequence[int], read: Mapping[int, int]) -> bool:
    """True where the readings near a row agree on another count: numbers that leap or begin again."""
    near = [(at, read[rows[at]]) for at in range(max(0, place - 2), min(len(rows), place + 3)) if rows[at] in read]
    others = Counter(number - at for at, number in near if number - at != start)
    return bool(others) and max(others.values()) >= 2


def _number(text: str) -> int | None:
    digits = to_arabic(text).strip(" .)")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 5 else None
