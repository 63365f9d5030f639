"""The printed lines of a page as fields look at them: in rows, with margins and the usual leading."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import radians, tan
from statistics import median

from extractors.fields.passage import Passage, passage_of
from extractors.fields.respelling import respelt, respelt_name
from models.geometry import Box
from models.page import Line, PageReading

# (นางสาวสมมุติ ตัวอย่าง) | (สมมุติ ตัวอย่าง), one bracket or the other maybe lost
NAME_LINE = re.compile(r"^[^(\s]{0,2}[({\[][^()]{5,60}[)}\]]?.{0,2}$|^[^()]{5,60}[)}\]]$")
SURE_WORD = 0.85
SPECK_WIDTH = 1.5  # of its height
SHORTEST_LINE = 0.04  # of the page's width
SAME_MARGIN = 0.012
SHARE_OF_LINES = 0.12
LAST_WORD = 0.06
ENOUGH_LINES = 12
USUAL_LEFT, USUAL_RIGHT = 0.14, 0.90  # 3 cm and 2 cm of A4
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
    lines = [line for line in page.lines if line.readings]
    groups = lines_in_rows(lines, _slope(page))
    if page.grid is None:
        groups = [_without_specks(group) for group in groups]
    rows = tuple(
        tuple(PrintedLine(line, _spelt(passage_of(line, page.number)), page.number, number) for line in group)
        for number, group in enumerate(groups)
    )
    left, right = _margins(page, lines)
    return PageLayout(page, rows, left, right, _leading(groups, page))


def _spelt(passage: Passage) -> Passage:
    """A line's passage with doubtful glyphs read as its words ask for; a line that is a person's name as names do."""
    return respelt_name(passage) if NAME_LINE.match(passage.text) else respelt(passage)


def _without_specks(row: list[Line]) -> list[Line]:
    """The row without letters that stand beside its text: dirt, the end of a signature, a corner of the emblem."""
    return [line for line in row if not _is_speck(line)] or row


def _is_speck(line: Line) -> bool:
    if line.cell is not None and line.confidence > SURE_WORD:  # จาก, รีม, น.อ. fill a cell of a form
        return False
    text = line.text.strip()
    if line.box.width > SPECK_WIDTH * line.box.height:
        return False
    letters = sum("ก" <= char <= "ฮ" or (char.isascii() and char.isalpha()) for char in text)
    return letters < 3 and not any(char.isdigit() for char in text) and not text.startswith("ที")


def _slope(page: PageReading) -> float:
    """How far the page's lines fall, in pixels for one to the right; those of a photograph differ over the page."""
    return 0.0 if page.quality.is_photo else tan(radians(page.quality.skew_degrees))


def lines_in_rows(lines: Sequence[Line], slope: float = 0.0) -> list[list[Line]]:
    """Lines that stand beside each other as one row, rows from top to bottom, each from left to right.

    On a skewed page the two ends of a row lie further apart than two rows do; `slope` takes that away.
    """

    def level(line: Line) -> Box:
        fall = round(slope * line.box.centre[0])
        return Box(line.box.x0, line.box.y0 - fall, line.box.x1, line.box.y1 - fall)

    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda one: level(one).centre[1]):
        if rows and _overlap(level(rows[-1][-1]), level(line)) >= SAME_ROW_OVERLAP and not _crosses(rows[-1], line):
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
    """The outermost abscissae at which enough lines begin and end; notes and indented rows stand elsewhere."""
    usual_left, usual_right = round(USUAL_LEFT * page.width), round(USUAL_RIGHT * page.width)
    boxes = [line.box for line in lines if line.box.width > SHORTEST_LINE * page.width]
    if not boxes:
        return usual_left, usual_right
    near = SAME_MARGIN * page.width
    enough = max(2.0, SHARE_OF_LINES * len(boxes))
    starts = [a.x0 for a in boxes if sum(abs(a.x0 - b.x0) < near for b in boxes) >= enough]
    ends = [a.x1 for a in boxes if sum(abs(a.x1 - b.x1) < near for b in boxes) >= enough]
    left = min(starts, default=min(box.x0 for box in boxes))
    right = max(ends, default=0)
    widest = max(box.x1 for box in boxes)
    # Body text that is not justified ends anywhere, so that only the head's right column may share an end.
    right = right if right > widest - LAST_WORD * page.width else widest
    # A page of a few lines, such as the last of a letter, does not show its margins.
    return (left, right) if len(boxes) >= ENOUGH_LINES else (min(left, usual_left), max(right, usual_right))


def _leading(rows: Sequence[Sequence[Line]], page: PageReading) -> float:
    """Distance between neighbouring rows of running text, in pixels."""
    tops = [row[0].box.centre[1] for row in rows]
    steps = [lower - upper for upper, lower in pairwise(tops) if lower > upper]
    return median(steps) if steps else 0.025 * page.height
