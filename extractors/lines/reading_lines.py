"""Lines found on a prepared page and read: each with its geometry, its reading and the colour of its ink."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from extractors.lines.contest import winners
from extractors.lines.crops import PAD, line_crop
from extractors.lines.finding import cell_at, find_runs
from extractors.lines.order import cell_by_cell, in_reading_order
from extractors.lines.pen_words import with_whole_pen_words
from extractors.lines.run import TextRun
from extractors.preparation.colour import extremes, ink_colour
from extractors.preparation.levels import flattened, paper_level
from extractors.preparation.prepared import PreparedPage
from extractors.readers.reader import GrayImage, LineReader
from models.page import CellPlace, Ink, Line, LineReading

PAPER = 255
INKED = 230  # of 255: paler than any stroke, darker than bleached marker
INLINE_GAP = 4.0  # letter heights between print and a number stamped or written after it


@dataclass(frozen=True)
class ReadLine:
    """A line as found and read. `colour` is the ink's: "black", "red", "blue", "violet"; `cell` its table cell."""

    run: TextRun
    reading: LineReading
    colour: str = "black"
    cell: CellPlace | None = None

    @property
    def text(self) -> str:
        return self.reading.text

    @property
    def length(self) -> int:
        """Characters without spaces."""
        return sum(not char.isspace() for char in self.reading.text)

    def as_line(self, ink: Ink) -> Line:
        return Line(self.run.box(), ink, (self.reading,), self.cell)


def read_lines(page: PreparedPage, reader: LineReader) -> list[ReadLine]:
    """Every line of the page that reads as something, print or not, in no order."""
    cells = page.cells
    black = find_runs(page.found, page.body, page.shape, cells)
    tinted = find_runs(page.coloured, page.body, page.shape, cells) if page.coloured is not None else []
    black, mixed, tinted = _with_inline_ink(black, tinted, page.body)
    crops = [line_crop(page.black, run) for run in black]
    crops += [line_crop(_restored(page, run, ink), run) for run, ink in mixed]
    vivid = vivid_picture(page) if tinted else page.full
    crops += [line_crop(vivid, run) for run in tinted]
    readings = [with_whole_pen_words(reading) for reading in reader.read(crops)]
    for index, (run, ink) in enumerate(mixed, start=len(black)):
        readings[index] = _by_hand_in(readings[index], run, ink)
    runs = black + [run for run, _ in mixed]
    first = winners([claim for claim in zip(runs, readings, strict=False) if claim[1].text or claim[1].pen_words])
    lines = [ReadLine(run, reading, cell=_place_of(page, run)) for run, reading in first]
    second = winners([claim for claim in zip(tinted, readings[len(runs) :], strict=True) if claim[1].text])
    return lines + [ReadLine(run, reading, _colour_of(page, run), _place_of(page, run)) for run, reading in second]


def _place_of(page: PreparedPage, run: TextRun) -> CellPlace | None:
    index = cell_at(page.cells, run)
    return None if index is None else page.places[index]


def _with_inline_ink(
    black: Sequence[TextRun], tinted: Sequence[TextRun], body: float
) -> tuple[list[TextRun], list[tuple[TextRun, list[TextRun]]], list[TextRun]]:
    """Black runs, black runs joined with the coloured ink that completes them, and coloured runs of their own."""
    joined: dict[int, list[TextRun]] = {}
    alone: list[TextRun] = []
    for run in tinted:
        host = next((index for index, other in enumerate(black) if _completes(other, run, body)), None)
        if host is None:
            alone.append(run)
        else:
            joined.setdefault(host, []).append(run)
    mixed = []
    for index, parts in joined.items():
        x0 = min(black[index].x0, *(part.x0 for part in parts))
        x1 = max(black[index].x1, *(part.x1 for part in parts))
        mixed.append((black[index].stretched(x0, x1), parts))
    return [run for index, run in enumerate(black) if index not in joined], mixed, alone


def _completes(print_run: TextRun, ink: TextRun, page_body: float) -> bool:
    """True for coloured ink on a printed line: a running number or a day put in by pen or numbering machine.

    Headings are not completed: a red urgency class beside one is a line of its own.
    """
    gap = max(ink.x0 - print_run.x1, print_run.x0 - ink.x1)
    level = abs(print_run.middle_at((ink.x0 + ink.x1) / 2) - ink.middle_at((ink.x0 + ink.x1) / 2))
    alike = 0.6 < ink.body / print_run.body < 1.75 and print_run.body < 1.35 * page_body
    return (
        gap < INLINE_GAP * print_run.body and level < 0.6 * print_run.body and alike and ink.width < print_run.width * 3
    )


def _by_hand_in(reading: LineReading, run: TextRun, ink: Sequence[TextRun]) -> LineReading:
    """The reading with digits in another ink marked as by hand: a pen's, or a numbering stamp's however tidy."""
    left = run.x0 - PAD * run.body
    glyphs = tuple(
        replace(glyph, pen=True)
        if glyph.char.isdigit() and any(part.x0 < left + (glyph.x0 + glyph.x1) / 2 < part.x1 for part in ink)
        else glyph
        for glyph in reading.glyphs
    )
    return replace(reading, glyphs=glyphs)


def vivid_picture(page: PreparedPage) -> GrayImage:
    """The page with each pixel of its ink as dark as in the channel that it is darkest in.

    Red and light blue are pale in grey, and a row of them reads as if worn. Bleached marker and what was taken off
    the page stay as they are.
    """
    if page.coloured is None:
        return page.full
    darkest = extremes(page.colour)[1]
    if page.was_flattened:
        darkest = flattened(darkest, paper_level(darkest))
    bleached = cv2.threshold(page.full, INKED, PAPER, cv2.THRESH_BINARY)[1]
    return np.asarray(cv2.min(page.full, cv2.max(darkest, np.asarray(bleached, np.uint8))), np.uint8)


def _restored(page: PreparedPage, run: TextRun, ink: Sequence[TextRun]) -> GrayImage:
    """The page without coloured ink, but for the stretches where it belongs to the line."""
    box = run.box()
    out = page.black.copy() if box.area > 0 else page.black
    for part in ink:
        held = part.box()
        x0, x1 = max(0, held.x0 - 3), held.x1 + 3
        y0, y1 = max(0, box.y0 - 3), box.y1 + 3
        out[y0:y1, x0:x1] = page.full[y0:y1, x0:x1]
    return out


def _colour_of(page: PreparedPage, run: TextRun) -> str:
    box = run.core_box()
    part = np.s_[max(0, box.y0) : box.y1, max(0, box.x0) : box.x1]
    if page.coloured is None:
        return "black"
    return ink_colour(page.colour[part], page.coloured.labels[part] > 0)


def ordered(lines: Sequence[ReadLine], slope: float) -> list[ReadLine]:
    """The lines in reading order; rows run along the page's slope."""
    rows = in_reading_order(lines, lambda line: line.run.level_box(slope))
    return cell_by_cell(rows, lambda line: line.cell, lambda line: line.text)
