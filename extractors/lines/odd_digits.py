"""Digits put into a printed line by hand, told by their place and size where they read like print.

The day of a letter and its running number are written into a line typed before. A tidy hand or a numbering stamp
passes for print; its digits are larger than those typed beside them, stand off their line, or are of another stroke.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

import cv2
import numpy as np

from extractors.lines.crops import line_crop
from extractors.lines.reading_lines import ReadLine
from extractors.lines.run import ABOVE, BELOW
from extractors.preparation.prepared import PreparedPage
from extractors.readers.reader import GrayImage
from extractors.thai.dates import find_month_and_year
from extractors.thai.digits import ANY_DIGIT
from models.page import LineReading

DAY = re.compile(rf"(?<!{ANY_DIGIT})({ANY_DIGIT}{{1,2}})[\s.…]*$")
YEAR = re.compile(rf"{ANY_DIGIT}{{4}}")
# ที่ ลป ๐๔๑๘.๑/ว ๕๑๕๐: group 1 is typed with the line, group 2 perhaps not
NUMBER = re.compile(
    rf"^\W*(?:ที่)?\s*[ก-ฮ].{{0,12}}?({ANY_DIGIT}{{4,5}})[^/]*/[\s.…]*(?:ว[\s.…]*)?({ANY_DIGIT}{{1,6}})[\s.…]*$"
)
# Measured on 230 printed days and numbers and 51 by hand: print differed by no more than 0.10, 1.37 and 1.38.
OFF_THE_LINE = 0.2  # letter heights between the feet of the digits
LARGER = 1.55  # Thai digits are of two heights: ๒๘ beside ๐๐๑๘
THICKER = 1.75
LEAST_HEIGHT, MOST_WIDTH = 0.45, 2.5  # letter heights of a digit's ink
BESIDE = 0.1  # letter heights

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Digits:
    """How digits stand in their line, in letter heights: their foot from the crop's top, their height, their stroke."""

    foot: float
    height: float
    stroke: float

    def is_unlike(self, other: _Digits) -> bool:
        ratios = (self.height / other.height, LARGER), (self.stroke / other.stroke, THICKER)
        is_other = any(not 1 / most < ratio < most for ratio, most in ratios)
        return abs(self.foot - other.foot) > OFF_THE_LINE or is_other


def with_odd_digits_by_hand(line: ReadLine, page: PreparedPage) -> ReadLine:
    """The line, with its day or number marked as by hand where that is not of a piece with its other digits."""
    reading = line.reading
    if len(reading.text) != len(reading.glyphs):
        return line
    pairs = [(own, typed) for own, typed in _pairs(reading.text) if not any(g.pen for g in reading.glyphs[slice(*own)])]
    if not pairs:
        return line
    crop = line_crop(page.full, line.run)
    for own, typed in pairs:
        found, beside = _digits(crop, reading, own), _digits(crop, reading, typed)
        if found is not None and beside is not None and found.is_unlike(beside):
            reading = _by_hand(reading, own)
    return replace(line, reading=reading)


def _pairs(text: str) -> Iterator[tuple[Span, Span]]:
    """Digits that may be by hand, each with digits that were typed with the line."""
    month = find_month_and_year(text)
    if month is not None:
        day, year = DAY.search(text[: month.start()]), YEAR.search(text, month.start(), month.end())
        if day and year:
            yield day.span(1), year.span()
    number = NUMBER.match(text)
    if number is not None:
        yield number.span(2), number.span(1)


def _digits(crop: GrayImage, reading: LineReading, span: Span) -> _Digits | None:
    """The ink at these characters; None where it runs into other ink."""
    body = crop.shape[0] / (ABOVE + BELOW)
    glyphs = reading.glyphs[slice(*span)]
    dark, pale = np.percentile(crop, [1, 95])
    ink = np.asarray(crop < (dark + pale) / 2, np.uint8)
    _, labels, stats, centres = cv2.connectedComponentsWithStats(ink)
    x0, x1 = glyphs[0].x0 - BESIDE * body, glyphs[-1].x1 + BESIDE * body
    sized = (stats[:, 3] > LEAST_HEIGHT * body) & (stats[:, 2] < MOST_WIDTH * body)
    held = np.flatnonzero(sized & (centres[:, 0] >= x0) & (centres[:, 0] <= x1))
    held = held[held > 0]
    if not len(held):
        return None
    mask = np.isin(labels, held).astype(np.uint8)
    edge = max(1, int((mask - cv2.erode(mask, np.ones((3, 3), np.uint8))).sum()))
    foot, height = np.median(stats[held, 1] + stats[held, 3]), np.median(stats[held, 3])
    return _Digits(float(foot) / body, float(height) / body, 2 * int(mask.sum()) / edge / body)


def _by_hand(reading: LineReading, span: Span) -> LineReading:
    start, end = span
    glyphs = tuple(replace(glyph, pen=True) if start <= n < end else glyph for n, glyph in enumerate(reading.glyphs))
    return replace(reading, glyphs=glyphs)
