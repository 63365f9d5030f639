"""Passages that a lower letter restates from an upper one with another number in them. Pure: two texts in, places out.

A number is compared by the words around it, so that it is found wherever the passage stands in the other text; numbers
whose surroundings are not restated, or are restated twice with different numbers, say nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from extractors.thai.digits import to_arabic
from extractors.thai.normal_form import normal_form, without_spaces
from models.geometry import Box

AROUND = 26  # letters on each side of a number, with vowels and marks: some five words
LEAST_AROUND = 30  # of both sides together: a number at the end of a line is told by the words before it
RESTATED = 88.0  # rapidfuzz partial ratio of the surroundings; a reader's slips leave 92 and more, other sentences 60
_NUMBER = re.compile(r"[๐-๙0-9]+(?:[,.:][๐-๙0-9]+)*")
_MASK = "\N{BULLET}"


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A line of a document with its place on a page (from 1)."""

    text: str
    page: int
    box: Box


@dataclass(frozen=True, slots=True)
class Restated:
    """A number of the upper text and the other one that the lower text has in its place, each with its line.

    `words` are those behind the number, as the lower text has them.
    """

    upper: str
    lower: str
    words: str
    upper_line: PlacedLine
    lower_line: PlacedLine


def differing_numbers(upper: Sequence[PlacedLine], lower: Sequence[PlacedLine]) -> list[Restated]:
    """Where the lower text restates the upper one with another number, in the order of the lower text."""
    above, below = _Masked(upper), _Masked(lower)
    return [found for number in below.numbers for found in _compared(number, below, above)]


@dataclass(frozen=True, slots=True)
class _Number:
    value: str
    at: int  # in the masked text
    line: PlacedLine


class _Masked:
    """A text without spaces, each number of it one mark."""

    def __init__(self, lines: Sequence[PlacedLine]) -> None:
        self.numbers: list[_Number] = []
        parts: list[str] = []
        length = 0
        for line in lines:
            plain, end = without_spaces(normal_form(line.text)), 0
            for found in _NUMBER.finditer(plain):
                parts += [plain[end : found.start()], _MASK]
                length += found.start() - end + 1
                self.numbers.append(_Number(to_arabic(found.group()), length - 1, line))
                end = found.end()
            parts.append(plain[end:])
            length += len(plain) - end
        self.text = "".join(parts)
        self.by_place = {number.at: number for number in self.numbers}


def _compared(number: _Number, below: _Masked, above: _Masked) -> Iterator[Restated]:
    start, end = max(0, number.at - AROUND), number.at + 1 + AROUND
    window = below.text[start:end]
    if len(window) - window.count(_MASK) < LEAST_AROUND or len(above.text) < len(window):
        return
    found = fuzz.partial_ratio_alignment(window, above.text, score_cutoff=RESTATED)
    if found is None:
        return
    other = _opposite(window, above.text[found.dest_start : found.dest_end], number.at - start)
    there = above.by_place.get(found.dest_start + other) if other is not None else None
    if there is None or there.value == number.value or _stands_elsewhere(window, number, found.dest_end, above):
        return
    words = below.text[number.at + 1 : number.at + 1 + AROUND // 2].partition(_MASK)[0]
    yield Restated(there.value, number.value, words, there.line, number.line)


def _opposite(window: str, other: str, at: int) -> int | None:
    """The place in `other` that the alignment puts against place `at` of the window."""
    for step in Levenshtein.opcodes(window, other):
        if step.tag == "equal" and step.src_start <= at < step.src_end:
            return step.dest_start + at - step.src_start
    return None


def _stands_elsewhere(window: str, number: _Number, after: int, above: _Masked) -> bool:
    """The same surroundings stand further on too, there with this very number: a list, not a restated passage."""
    rest = above.text[after:]
    found = fuzz.partial_ratio_alignment(window, rest, score_cutoff=RESTATED) if len(rest) >= len(window) else None
    if found is None:
        return False
    start = max(0, number.at - AROUND)
    other = _opposite(window, rest[found.dest_start : found.dest_end], number.at - start)
    there = above.by_place.get(after + found.dest_start + other) if other is not None else None
    return there is not None and there.value == number.value
