"""Where a line stands in a longer text, and which of its characters are the same there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein


@dataclass(frozen=True, slots=True)
class Span:
    """The substring `[start, end)` of a text that is closest to a pattern, and its edit distance."""

    distance: int
    start: int
    end: int


def best_span(pattern: str, text: str) -> Span:
    """The closest substring, the leftmost end of several."""
    ends = _last_row(pattern, text)
    end = int(ends.argmin())
    distance = int(ends[end])
    # Read backwards from that end, the same search finds the start; no closest substring is longer than both together.
    begin = max(0, end - len(pattern) - distance)
    starts = _last_row(pattern[::-1], text[begin:end][::-1], anchored=True)
    return Span(distance, end - int(starts.argmin()), end)


def best_distance(pattern: str, text: str) -> int:
    return int(_last_row(pattern, text).min())


def same_characters(pattern: str, text: str) -> Iterator[tuple[int, str]]:
    """For each character of the pattern by its index, what the text has in its place: "" where it has nothing."""
    for step in Levenshtein.opcodes(pattern, text):
        if step.tag == "insert":
            continue
        theirs = text[step.dest_start : step.dest_end] if step.tag != "delete" else ""
        for offset, index in enumerate(range(step.src_start, step.src_end)):
            yield index, theirs[offset] if offset < len(theirs) else ""


def _last_row(pattern: str, text: str, *, anchored: bool = False) -> NDArray[np.int64]:
    """Edit distance of the pattern to the closest substring ending before each place of the text (Sellers 1980).

    `anchored` substrings begin where the text begins.
    """
    letters = np.frombuffer(text.encode("utf-32-le"), np.uint32)
    columns = np.arange(len(letters) + 1)
    row = columns.astype(np.int64) if anchored else np.zeros(len(letters) + 1, np.int64)
    for index, char in enumerate(pattern, start=1):
        step = np.empty_like(row)
        step[0] = index
        step[1:] = np.minimum(row[:-1] + (letters != ord(char)), row[1:] + 1)
        # A run of insertions costs one each: the running minimum of (cost - column) carries the best start along.
        row = np.minimum.accumulate(step - columns) + columns
    return row
