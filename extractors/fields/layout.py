"""The printed lines of a page as fields look at them: in rows, with margins and the usual leading."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from extractors.fields.passage import Passage, passage_of
from extractors.thai.dates import MONTH_AND_YEAR
from models.geometry import Box
from models.page import Ink, Line, PageReading, ZoneKind

PEN_DIGITS = re.compile(r"ว?\s?[๐-๙0-9]{1,6}")
OPEN_NUMBER = re.compile(r"/\s?ว?\s?[.…]*$")  # `ที่ ลป ๐๔๑๘.๑/ว`: printed up to where the pen was to go on
NEAR = 3.0  # of the line's height
# Two lines stand in one row where the lower half of one meets the other.
SAME_ROW_OVERLAP = 0.5


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """One line with its passage; `row` counts the rows of its page from 0."""

    line: Line
    passage: Passage
    page: int
    row: int

    @property
    def box(self) -> Box:
        return self.line.box

    @property
    def text(self) -> str:
        return self.passage.text

    @property
    def pen_words(self) -> int:
        return self.line.readings[0].pen_words if self.line.readings else 0


@dataclass(frozen=True, slots=True)
class PageLayout:
    """Lines in rows from top to bottom, each row from left to right. Margins are of the running text."""

    page: PageReading
    rows: tuple[tuple[PrintedLine, ...], ...]
    left: int
    right: int
    leading: float

    @property
    def lines(self) -> tuple[PrintedLine, ...]:
        return tuple(line for row in self.rows for line in row)

    def is_full(self, line: PrintedLine) -> bool:
        """True where a line runs so far right that its sentence can go on below."""
        return line.box.x1 > self.right - 0.16 * (self.right - self.left)

    def is_at_left(self, line: PrintedLine) -> bool:
        return line.box.x0 < self.left + 0.06 * (self.right - self.left)

    def is_right_half(self, line: PrintedLine) -> bool:
        return line.box.x0 > self.left + 0.40 * (self.right - self.left)


def page_layout(page: PageReading) -> PageLayout:
    """The page's own printed lines; lines that hold nothing readable are left out."""
    lines = [line for line in page.lines if line.ink is not Ink.STAMP and line.readings]
    lines += completing_pen(page, lines)
    groups = lines_in_rows(lines)
    rows = tuple(
        tuple(PrintedLine(line, passage_of(line, page.number), page.number, number) for line in group)
        for number, group in enumerate(groups)
    )
    left, right = _margins(page, lines)
    return PageLayout(page, rows, left, right, _leading(groups, page))


def completing_pen(page: PageReading, lines: Sequence[Line]) -> list[Line]:
    """Digits that a pen put beside a printed line, taken for a note: the number after ที่, the day before a month."""
    return [
        _by_pen(noted)
        for zone in page.zones_of(ZoneKind.NOTE)
        for noted in zone.lines
        if len(zone.lines) == 1 and PEN_DIGITS.fullmatch(noted.text) and any(_completes(noted, line) for line in lines)
    ]


def _completes(noted: Line, line: Line) -> bool:
    """True beside the open end of a number or the open beginning of a date, on the same height."""
    if _overlap(noted.box, line.box) < SAME_ROW_OVERLAP:
        return False
    near = NEAR * line.box.height
    if OPEN_NUMBER.search(line.text):
        return -near < noted.box.x0 - line.box.x1 < near
    return MONTH_AND_YEAR.match(line.text) is not None and -near < line.box.x0 - noted.box.x1 < near


def _by_pen(line: Line) -> Line:
    readings = tuple(
        replace(reading, glyphs=tuple(replace(glyph, pen=True) for glyph in reading.glyphs))
        for reading in line.readings[:1]
    )
    return replace(line, ink=Ink.PEN, readings=readings)


def row_text(row: Sequence[PrintedLine]) -> str:
    return " ".join(line.text for line in row)


def lines_in_rows(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines that stand beside each other as one row, rows from top to bottom, each from left to right."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda one: one.box.centre[1]):
        # The row's first line decides: a long row must not creep down a skewed page.
        if rows and _overlap(rows[-1][-1].box, line.box) >= SAME_ROW_OVERLAP and not _crosses(rows[-1], line):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda one: one.box.x0) for row in rows]


def _overlap(a: Box, b: Box) -> float:
    shared = min(a.y1, b.y1) - max(a.y0, b.y0)
    return shared / max(1, min(a.height, b.height))


def _crosses(row: Sequence[Line], line: Line) -> bool:
    """Lines of one row stand beside each other; two that share most of their width are two rows."""
    return any(
        min(other.box.x1, line.box.x1) - max(other.box.x0, line.box.x0) > 0.5 * min(other.box.width, line.box.width)
        for other in row
    )


def _margins(page: PageReading, lines: Sequence[Line]) -> tuple[int, int]:
    """Where running text begins and ends: the outer edges that most long lines share."""
    wide = [line.box for line in lines if line.box.width > 0.5 * page.width]
    if len(wide) < 3:
        if not lines:
            return round(0.14 * page.width), round(0.90 * page.width)
        return min(line.box.x0 for line in lines), max(line.box.x1 for line in lines)
    starts = sorted(box.x0 for box in wide)
    ends = sorted(box.x1 for box in wide)
    return starts[len(starts) // 4], ends[(3 * len(ends)) // 4]


def _leading(rows: Sequence[Sequence[Line]], page: PageReading) -> float:
    """Distance between neighbouring rows of running text, in pixels."""
    tops = [row[0].box.centre[1] for row in rows]
    steps = [lower - upper for upper, lower in pairwise(tops) if lower > upper]
    return median(steps) if steps else 0.025 * page.height
