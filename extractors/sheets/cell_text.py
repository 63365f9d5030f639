"""Lines of text inside the cells of a table, cut out for the line reader."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from extractors.lines.components import Components, body_height, components_of
from extractors.lines.crops import line_crop
from extractors.lines.run import TextRun
from extractors.readers.reader import GrayImage, LineReader
from extractors.sheets.rule_lines import soft_ink
from models.geometry import Box
from models.page import LineReading

Mask = NDArray[np.bool_]

INK = 0.4  # of `soft_ink`
# A second line in a cell holds at least this share of the ink of its fullest line.
SECOND_LINE_SHARE = 0.4
# Ink apart from the rest by this many letter heights is text only with this much ink, in squared letter heights.
STRETCH_GAP = 0.7
STRETCH_INK = 0.06
FEWEST_ALIKE = 10  # letters of one height that tell the height of letters
LINE_DISTANCE = 1.35  # letter heights between the middles of two lines of a cell


@dataclass(frozen=True, slots=True)
class CellLine:
    """A line read in a cell: where it stands on the page image, and what was read."""

    row: int
    column: int
    run: TextRun
    reading: LineReading

    @property
    def box(self) -> Box:
        return self.run.box()


@dataclass(frozen=True)
class TextLayer:
    """The page without its rules, the ink of it, and heights in pixels.

    `body` is that of the usual piece of writing, `letter` that of single letters without the marks grown into them.
    """

    page: GrayImage
    ink: Mask
    body: float
    letter: float

    @classmethod
    def of(cls, erased: GrayImage, table: Box) -> TextLayer:
        """Letters are measured inside the table; without any, a letter is taken for a hundredth of the page."""
        ink = np.asarray(soft_ink(erased) > INK)
        inside = ink[table.y0 : table.y1, table.x0 : table.x1].astype(np.uint8)
        found = components_of(inside)
        body = body_height(found, max(erased.shape))
        if body is None:
            body = max(erased.shape) * 0.009
        return cls(erased, ink, body, _without_marks(found, body))


def _without_marks(found: Components, body: float) -> float:
    """The height most single letters have, where marks grown together with theirs make the usual height larger.

    In a photograph a letter and the vowel above it are often one piece.
    """
    single = (found.width > 0.4 * body) & (found.width < 1.6 * body)
    single &= (found.height > 0.5 * body) & (found.height <= body)
    counts = np.bincount(found.height[single], minlength=3)
    near = np.convolve(counts, np.ones(3), mode="same")
    commonest = int(near.argmax())
    return float(commonest) if near[commonest] >= FEWEST_ALIKE else body


def cell_runs(layer: TextLayer, box: Box, slope: float) -> list[TextRun]:
    """Text lines of one cell from top to bottom; `slope` is that of the table's rows there."""
    inset = max(2, round(0.12 * layer.letter))
    x0, y0, x1, y1 = box.x0 + inset, box.y0, box.x1 - inset, box.y1
    ink = layer.ink[max(y0, 0) : max(y1, 0), max(x0, 0) : max(x1, 0)]
    if ink.shape[0] < 4 or ink.shape[1] < 4 or ink.sum() < 0.04 * layer.letter**2:
        return []
    runs = []
    for middle in _line_middles(ink, layer.letter):
        band = ink[max(0, round(middle - 0.75 * layer.letter)) : round(middle + 0.75 * layer.letter) + 1]
        extent = _extent(band, layer.letter)
        if extent is not None:
            left, right = max(x0, 0) + extent[0], max(x0, 0) + extent[1]
            at_left = max(y0, 0) + middle - slope * (right - left) / 2
            runs.append(TextRun(left, right, at_left, slope, layer.letter, np.empty(0, np.intp)))
    return runs


def _extent(band: Mask, body: float) -> tuple[int, int] | None:
    """From the first to the last stretch of ink that holds more than a speck."""
    profile = band.sum(axis=0)
    inked = np.flatnonzero(profile)
    if not len(inked):
        return None
    stretches = np.split(inked, np.flatnonzero(np.diff(inked) > STRETCH_GAP * body) + 1)
    held = [stretch for stretch in stretches if profile[stretch].sum() >= STRETCH_INK * body**2]
    return (int(held[0][0]), int(held[-1][-1]) + 1) if held else None


def _line_middles(ink: Mask, body: float) -> list[float]:
    """Middles of the lines' letters: where a band one letter high holds most ink."""
    window = max(2, round(body))
    profile = np.concatenate(([0], np.cumsum(ink.sum(axis=1))))
    if len(profile) <= window:
        return [ink.shape[0] / 2]
    held = (profile[window:] - profile[:-window]).astype(np.float64)
    fullest = held.max()
    if fullest < 0.03 * body**2:
        return []
    middles: list[float] = []
    while True:
        at = int(held.argmax())
        if held[at] < max(SECOND_LINE_SHARE * fullest, 1) or (middles and len(middles) >= 6):
            return sorted(middles)
        ties = np.flatnonzero(held[at:] >= held[at] * 0.98)
        # The band may slide over paper without losing ink: its middle place is the letters' middle.
        run = int(np.argmax(np.diff(ties, append=ties[-1] + 2) > 1)) if len(ties) else 0
        centre = at + ties[run] / 2
        middles.append(float(centre + window / 2))
        reach = round(LINE_DISTANCE * body)
        held[max(0, at - reach) : at + int(ties[run]) + reach + 1] = 0


def read_cells(layer: TextLayer, cells: Sequence[tuple[int, int, Box, float]], reader: LineReader) -> list[CellLine]:
    """Every line of the given cells (row, column, box, slope), read in one go, in the given order."""
    runs = [(row, column, run) for row, column, box, slope in cells for run in cell_runs(layer, box, slope)]
    readings = reader.read([line_crop(layer.page, run) for _, _, run in runs])
    return [
        CellLine(row, column, run, reading)
        for (row, column, run), reading in zip(runs, readings, strict=True)
        if reading.text or reading.pen_words
    ]
