"""A table of people of which no rule is left: its rows are told by the names that stand one below the other.

A list may be set without rules, and a copier loses thin ones. Only headings of names and of signatures side by side
make such lines a table (`headings.heads_a_sheet`).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from extractors.lines.components import Components
from extractors.sheets.headings import sheet_headings
from extractors.sheets.rule_lines import RuleLine
from extractors.sheets.ruled_table import RuledCell, RuledTable
from models.geometry import Box
from models.page import Line

LEAST_ROWS: Final = 3
SAME_ROW: Final = 0.6  # of a heading's height between the middles of what stands in one row
# A gap of so many rows ends the list; what stands below it is somebody's confirmation of it.
END_OF_LIST: Final = 2.6
EVEN: Final = 0.3  # of a row: how far a lost row's place may be off the rhythm
SIDE: Final = 0.7  # heights of a heading that are added on both sides
FAR: Final = 8.0  # and beyond which a piece of ink belongs to something else
LETTER_GAP: Final = 0.2
NEAR_RULE: Final = 2.0  # heights of a heading
WIDEST_NUMBERS: Final = 6.0
# Of the rows that hold ink at a place: a column of numbers, and the white behind it that a rule's remains may cross.
FILLED: Final = 0.5
EMPTY: Final = 0.2
LEAST_PIECE: Final = 0.15  # heights of a heading; smaller ones are specks


def unruled_table(
    lines: Sequence[Line], found: Components, slope: float, uprights: Sequence[RuleLine] = ()
) -> RuledTable | None:
    """The table below the headings of a sheet; None where there are none, or too few rows.

    `lines` are those of the page, `found` its pieces of ink, `slope` that of its lines (pixels down a pixel right).
    `uprights` are rules between columns that were found: a boundary that one may stand for is that rule.
    """
    headings = sheet_headings(lines)
    if headings is None:
        return None
    head = Box.around(headings)
    height = float(np.median([box.height for box in headings]))
    middle_x = head.centre[0]

    def level(box: Box) -> float:
        """The height at which the line would cross the middle of the headings."""
        return box.centre[1] - slope * (box.centre[0] - middle_x)

    top = float(np.median([level(box) for box in headings]))
    below = [line.box for line in lines if level(line.box) > top + SAME_ROW * height]
    beneath = [box for box in below if box.x0 < head.x1 and box.x1 > head.x0 - FAR * height]
    rows = _rows(sorted(map(level, beneath)), top, height)
    if len(rows) < LEAST_ROWS:
        return None
    edges = _edges(top, rows)
    columns = _columns(headings, _spans(found, edges, height), height, len(rows))
    whole = [rule for rule in uprights if rule.start <= rows[0] and rule.end >= rows[-1]]
    return _table(edges, [_boundary(x, whole, edges, height) for x in columns], slope, middle_x)


def _boundary(x: float, uprights: Sequence[RuleLine], edges: Sequence[float], height: float) -> RuleLine:
    """The rule nearest to where the boundary was told to be, where one is near; else a line straight down."""
    middle = (edges[0] + edges[-1]) / 2
    nearest = min(uprights, key=lambda rule: abs(rule.at(middle) - x), default=None)
    if nearest is not None and abs(nearest.at(middle) - x) < NEAR_RULE * height:
        return nearest
    return RuleLine(np.array([edges[0], edges[-1]], np.float32), np.full(2, x, np.float32))


def _spans(found: Components, edges: Sequence[float], height: float) -> NDArray[np.int64]:
    """From where to where each piece of the rows reaches across, (n, 2), without specks and what is as tall as rows."""
    middles = found.y + found.height / 2
    row = (edges[-1] - edges[0]) / (len(edges) - 1)
    kept = (middles > edges[1]) & (middles < edges[-1])
    kept &= (np.maximum(found.height, found.width) > LEAST_PIECE * height) & (found.height < 2 * row)
    return np.stack([found.x[kept], found.x[kept] + found.width[kept]], axis=1).astype(np.int64)


def _columns(headings: Sequence[Box], spans: NDArray[np.int64], height: float, rows: int) -> list[float]:
    """Boundaries of the columns: between two headings where least ink stands, at the sides where the ink ends."""
    ordered = sorted(headings, key=lambda box: box.x0)
    # A piece far out is no one's: a hole of a file, the rim of the scan.
    near = spans[(spans[:, 0] > ordered[0].x0 - FAR * height) & (spans[:, 1] < ordered[-1].x1 + FAR * height)]
    start = min(int(near[:, 0].min(initial=ordered[0].x0)), ordered[0].x0)
    end = max(int(near[:, 1].max(initial=ordered[-1].x1)), ordered[-1].x1)
    held = np.zeros(end + 2, np.int64)
    # Grown together as far as two letters of a word stand apart.
    np.add.at(held, np.clip(near[:, 0] - round(LETTER_GAP * height), 0, end), 1)
    np.add.at(held, np.clip(near[:, 1] + round(LETTER_GAP * height), 0, end), -1)
    held = np.cumsum(held)
    inner = [_gutter(held, left.x1, after.x0) for left, after in pairwise(ordered)]
    numbers = _behind_numbers(held, start, ordered[0].x0, height, rows)
    side = SIDE * height
    return [max(0.0, start - side), *([numbers] if numbers is not None else []), *inner, end + side]


def _behind_numbers(held: NDArray[np.int64], start: int, heading: int, height: float, rows: int) -> float | None:
    """The gutter behind a narrow column of numbers whose own heading, a letter or two, was not read."""
    part = held[start : max(min(start + round(WIDEST_NUMBERS * height), heading), start + 1)]
    filled, empty = part >= FILLED * rows, part <= EMPTY * rows
    found = None
    for stretch in np.split(np.arange(len(part)), np.flatnonzero(np.diff(empty.astype(int))) + 1):
        if not empty[stretch[0]]:
            continue
        before, behind = filled[: stretch[0]].sum(), filled[stretch[-1] :].any()
        if before > LETTER_GAP * height and behind:
            found = start + float(stretch[0] + stretch[-1]) / 2
    return found


def _gutter(held: NDArray[np.int64], left: int, right: int) -> float:
    """The middle of the widest stretch, from one heading to the next, in which least ink stands."""
    between = held[left : max(right, left + 1)]
    free = np.flatnonzero(between == between.min())
    stretches = np.split(free, np.flatnonzero(np.diff(free) > 1) + 1)
    widest = max(stretches, key=len)
    return left + float(widest[0] + widest[-1]) / 2


def _rows(levels: Sequence[float], top: float, height: float) -> list[float]:
    """The heights of the rows' middles, those lost between two others filled in, up to the first wide gap."""
    rows: list[float] = []
    for at in levels:
        if not rows or at - rows[-1] > SAME_ROW * height:
            rows.append(at)
    gaps = np.diff([top, *rows])
    if len(gaps) < LEAST_ROWS:
        return []
    pitch = float(np.median(gaps))
    kept: list[float] = []
    for at in rows:
        before = kept[-1] if kept else top
        lost = round((at - before) / pitch)
        if lost > END_OF_LIST:
            break
        if lost == 2 and abs((at - before) / pitch - 2) < EVEN and kept:
            kept.append((before + at) / 2)
        kept.append(at)
    return kept


def _edges(top: float, rows: Sequence[float]) -> list[float]:
    """Boundaries of the headings and of the rows, halfway between their middles."""
    middles = np.array([top, *rows])
    between = (middles[1:] + middles[:-1]) / 2
    return [float(2 * top - between[0]), *between.tolist(), float(2 * middles[-1] - between[-1])]


def _table(edges: Sequence[float], verticals: Sequence[RuleLine], slope: float, middle_x: float) -> RuledTable:
    middle_y = (edges[0] + edges[-1]) / 2
    columns = [rule.at(middle_y) for rule in verticals]
    ends = np.array([columns[0], columns[-1]], np.float32)
    horizontals = tuple(RuleLine(ends, np.float32(edge) + np.float32(slope) * (ends - middle_x)) for edge in edges)
    cells = []
    for row, (upper, lower) in enumerate(pairwise(horizontals)):
        for column, (left, right) in enumerate(pairwise(columns)):
            y0, y1 = (rule.at((left + right) / 2) for rule in (upper, lower))
            box = Box.from_list((left, y0, max(right, left + 1), max(y1, y0 + 1)))
            cells.append(RuledCell(row, column, 1, 1, box))
    box = Box.from_list((columns[0], edges[0], columns[-1], edges[-1]))
    return RuledTable(box, horizontals, tuple(verticals), tuple(cells))
