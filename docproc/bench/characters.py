"""Character error of a page read, spaces left out, in the two ways that the targets are stated, and its digits."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from docproc.bench.alignment import best_distance, best_span, same_characters
from extractors.thai.digits import THAI

ARABIC = "0123456789"
USED = "\0"


@dataclass(frozen=True, slots=True)
class Count:
    """Errors out of characters; adds up over pages."""

    errors: int = 0
    of: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(self.errors + other.errors, self.of + other.of)

    @property
    def share(self) -> float | None:
        """Errors per character; None where there was nothing to read."""
        return self.errors / self.of if self.of else None


def squeezed(text: str) -> str:
    """The text in one spelling and without any white space."""
    return "".join(unicodedata.normalize("NFC", text).replace("ํา", "ำ").split())


def page_error(truth: str, got: str) -> Count:
    """Edits between the whole texts in reading order: whatever was read too much counts as well."""
    wanted = squeezed(truth)
    return Count(Levenshtein.distance(wanted, squeezed(got)), len(wanted))


def line_error(truth: str, got: str) -> Count:
    """Edits of each true line against its best match anywhere in what was read: order and extras do not count."""
    whole = squeezed(got)
    total = Count()
    for line in filter(None, map(squeezed, truth.splitlines())):
        total += Count(min(len(line), best_distance(line, whole)), len(line))
    return total


def digit_errors(truth: str, got: str) -> tuple[Count, Count]:
    """Thai and Arabic digits of the printed lines that do not stand, as the same digit, at their place.

    Each line is looked for where it stands best, wherever that is, the longest line first, and no place serves two
    lines: what a pen added, or another order of columns, is no wrong digit, and a lost row number is not found in
    another number. (An alignment of whole pages counted each digit of a moved line as wrong.)
    """
    whole = squeezed(got)
    thai, arabic = Count(), Count()
    lines = [line for line in map(squeezed, truth.splitlines()) if any(char in THAI or char in ARABIC for char in line)]
    for line in sorted(lines, key=len, reverse=True):
        span = best_span(line, whole)
        for index, theirs in same_characters(line, whole[span.start : span.end]):
            wrong = int(theirs != line[index])
            if line[index] in THAI:
                thai += Count(wrong, 1)
            elif line[index] in ARABIC:
                arabic += Count(wrong, 1)
        whole = whole[: span.start] + USED * (span.end - span.start) + whole[span.end :]
    return thai, arabic
