"""Character error of a page read, spaces left out, in the two ways that the targets are stated."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

import numpy as np
from rapidfuzz.distance import Levenshtein

from extractors.thai.digits import THAI


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
        total += Count(min(len(line), _best_match_distance(line, whole)), len(line))
    return total


def thai_digit_error(truth: str, got: str) -> Count:
    """Thai digits of the truth that do not stand, as the same digit, at their place in what was read."""
    wanted, whole = squeezed(truth), squeezed(got)
    wrong = 0
    for step in Levenshtein.opcodes(wanted, whole):
        if step.tag in ("replace", "delete"):
            wrong += sum(char in THAI for char in wanted[step.src_start : step.src_end])
    return Count(wrong, sum(char in THAI for char in wanted))


def _best_match_distance(pattern: str, text: str) -> int:
    """Edit distance of the pattern to its closest substring of the text (Sellers 1980, a row at a time)."""
    letters = np.frombuffer(text.encode("utf-32-le"), np.uint32)
    columns = np.arange(len(letters) + 1)
    row = np.zeros(len(letters) + 1, np.int64)
    for index, char in enumerate(pattern, start=1):
        step = np.empty_like(row)
        step[0] = index
        step[1:] = np.minimum(row[:-1] + (letters != ord(char)), row[1:] + 1)
        # A run of insertions costs one each: the running minimum of (cost - column) carries the best start along.
        row = np.minimum.accumulate(step - columns) + columns
    return int(row.min())
