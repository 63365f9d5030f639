"""Pen writing in cells where print is expected, by what tells a pen from the table's own print."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from extractors.readers.reader import ColourImage
from extractors.sheets.cell_text import CellLine, TextLayer

# Distance in Lab's a and b from the ink of the table's print. Blue pens measured 17 to 45, print under 3.
OTHER_COLOUR = 9.0
# Without colour two of four must hold: another stroke thickness, another letter height, another darkness, and a
# reading less sure than the table's usual one.
OTHER_WEIGHT = 1.22
OTHER_HEIGHT = 1.15
OTHER_LIGHTNESS = 24.0
LESS_SURE = 0.12
LEAST_LINES = 3
FILLED_IN = 0.5  # share of a column's cells


@dataclass(frozen=True, slots=True)
class Marks:
    """How a line was made: stroke thickness and letter height in pixels, and the mean colour of its ink (Lab)."""

    weight: float
    height: float
    colour: tuple[float, float, float]
    confidence: float = 1.0


def pen_cells(
    lines: Sequence[CellLine], headings: Sequence[CellLine], layer: TextLayer, colour: ColourImage | None
) -> frozenset[tuple[int, int]]:
    """Places (row, column) of the cells that a pen wrote.

    The ink of the print is that of the headings, which nobody writes by hand; its strokes and letters are those that
    most lines in that ink have.
    """
    marks = [_marks(line, layer, colour) for line in lines]
    ink = [mark for mark in (_marks(line, layer, colour) for line in headings) if mark is not None]
    tinted = [mark is not None and bool(ink) and _in_another_ink(mark, _middle_colour(ink)) for mark in marks]
    by_reader = {
        (line.row, line.column) for line, is_tinted in zip(lines, tinted, strict=True) if is_tinted or _says_pen(line)
    }
    known = [mark for mark, is_tinted in zip(marks, tinted, strict=True) if mark is not None and not is_tinted]
    if len(known) < LEAST_LINES:
        return _with_whole_columns(by_reader, lines)
    usual = Marks(
        float(np.median([mark.weight for mark in known])),
        float(np.median([mark.height for mark in known])),
        _middle_colour(known),
        float(np.median([mark.confidence for mark in known])),
    )
    unlike = {
        (line.row, line.column)
        for line, mark in zip(lines, marks, strict=True)
        if mark is not None and is_unlike(mark, usual)
    }
    return _with_whole_columns(by_reader | unlike, lines)


def _with_whole_columns(written: set[tuple[int, int]], lines: Sequence[CellLine]) -> frozenset[tuple[int, int]]:
    """With every cell of a column that is mostly in pen: a form left blank for people to fill in."""
    places = {(line.row, line.column) for line in lines}
    counts = Counter(column for _, column in places)
    by_pen = Counter(column for _, column in written)
    return frozenset(written | {(row, column) for row, column in places if by_pen[column] > FILLED_IN * counts[column]})


def is_unlike(mark: Marks, usual: Marks) -> bool:
    """True for another ink, or for strokes and letters of another size."""
    if _in_another_ink(mark, usual.colour):
        return True
    cues = (
        max(mark.weight / usual.weight, usual.weight / mark.weight) > OTHER_WEIGHT,
        max(mark.height / usual.height, usual.height / mark.height) > OTHER_HEIGHT,
        abs(mark.colour[0] - usual.colour[0]) > OTHER_LIGHTNESS,
        mark.confidence < usual.confidence - LESS_SURE,
    )
    return sum(cues) >= 2


def _in_another_ink(mark: Marks, ink: tuple[float, float, float]) -> bool:
    return float(np.hypot(mark.colour[1] - ink[1], mark.colour[2] - ink[2])) > OTHER_COLOUR


def _says_pen(line: CellLine) -> bool:
    glyphs = line.reading.glyphs
    by_pen = sum(glyph.pen for glyph in glyphs)
    return line.reading.pen_words > 0 or by_pen > 0.5 * max(len(glyphs), 1)


def _marks(line: CellLine, layer: TextLayer, colour: ColourImage | None) -> Marks | None:
    box = line.box
    view = np.s_[max(0, box.y0) : box.y1, max(0, box.x0) : box.x1]
    ink = layer.ink[view]
    if ink.sum() < 0.2 * layer.body**2:
        return None
    part = np.ascontiguousarray(ink, np.uint8)
    inside = cv2.distanceTransform(part, cv2.DIST_L2, 3)
    _, _, stats, _ = cv2.connectedComponentsWithStats(part, connectivity=8)
    heights = stats[1:, 3][stats[1:, 3] > 0.35 * layer.body]
    if not len(heights):
        return None
    if colour is None:
        mean = float(layer.page[view][ink].mean()), 128.0, 128.0
    else:
        lab = cv2.cvtColor(np.ascontiguousarray(colour[view]), cv2.COLOR_BGR2LAB)[ink].mean(axis=0)
        mean = float(lab[0]), float(lab[1]), float(lab[2])
    return Marks(
        max(0.5, 4.0 * float(inside[ink].mean()) - 1.0), float(np.median(heights)), mean, line.reading.confidence
    )


def _middle_colour(marks: Sequence[Marks]) -> tuple[float, float, float]:
    light, green_red, blue_yellow = (float(np.median([mark.colour[i] for mark in marks])) for i in range(3))
    return light, green_red, blue_yellow
