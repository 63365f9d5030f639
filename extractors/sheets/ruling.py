"""Tables of a page from their ruled lines: rules that meet make a lattice, edges that are missing merge its cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np

from extractors.readers.reader import ColourImage, GrayImage
from extractors.sheets.cell_merging import EDGE_COVERAGE, coverage, inside, merged_cells
from extractors.sheets.lost_rules import with_lost_columns
from extractors.sheets.row_rhythm import mend_row_rules, row_pitch
from extractors.sheets.rule_lines import FloatArray, RuleLine, find_rule_lines, soft_ink
from extractors.sheets.ruled_table import RuledCell, RuledTable, crossing
from models.geometry import Box

# Rules drawn by hand or lost at a corner still meet when their ends miss each other by this share of the long side.
MEETING_TOLERANCE = 0.009
# Rules of one level (a row boundary broken into pieces) lie closer together than this share of the long side.
SAME_LEVEL = 0.0035
COLUMN_LENGTH = 0.45
# Of the rows, those in which strokes of pens may stand one below the other by chance.
STROKES_SHARE = 0.2
# A page edge to edge table without verticals has at least this many rules of one length.
MIN_OPEN_ROWS = 4


def find_grid(page: GrayImage, colour: ColourImage | None = None) -> RuledTable | None:
    """The table of an attendance sheet: the largest ruled table of the page, None where there is none.

    `colour` is taken so that callers can pass what they have; rules are found by darkness alone.
    """
    del colour
    tables = [table for table in find_tables(page) if table.row_count >= 2]
    return max(tables, key=lambda table: table.box.area, default=None)


def find_tables(page: GrayImage) -> list[RuledTable]:
    """Every ruled table of an upright page, from top to bottom."""
    horizontals, verticals = find_rule_lines(page)
    ink = soft_ink(page)
    lattices = (_lattice(rows, columns, ink) for rows, columns in _groups(horizontals, verticals, max(page.shape)))
    tables = [table for table in lattices if table is not None]
    # Strokes that happen to box in a cell of an open table are no table beside it.
    unruled = _open_table(horizontals, tables, ink)
    if unruled is not None and all(2 * table.box.area < unruled.box.area for table in tables):
        tables = [table for table in tables if table.box.covered_by(unruled.box) < 0.5]
        tables.append(unruled)
    return sorted(tables, key=lambda table: (table.box.y0, table.box.x0))


def _groups(
    horizontals: Sequence[RuleLine], verticals: Sequence[RuleLine], long_side: int
) -> Iterable[tuple[list[RuleLine], list[RuleLine]]]:
    """Rules that meet, table by table; rules that end in nothing (strokes, underlines) are dropped."""
    tolerance = MEETING_TOLERANCE * long_side
    meets = np.array([[_meet(h, v, tolerance) for v in verticals] for h in horizontals], bool)
    if meets.size == 0:
        return
    while True:
        rows = meets.sum(axis=1) >= 2
        columns = meets.sum(axis=0) >= 2
        kept = meets & rows[:, None] & columns[None, :]
        if (kept == meets).all():
            break
        meets = kept
    left = set(np.nonzero(meets.any(axis=1))[0].tolist())
    while left:
        rows_in, columns_in = {left.pop()}, set[int]()
        while True:
            more_columns = set(np.nonzero(meets[sorted(rows_in)].any(axis=0))[0].tolist())
            more_rows = set(np.nonzero(meets[:, sorted(more_columns)].any(axis=1))[0].tolist())
            if more_columns == columns_in and more_rows == rows_in:
                break
            rows_in, columns_in = more_rows, more_columns
        left -= rows_in
        yield [horizontals[i] for i in sorted(rows_in)], [verticals[i] for i in sorted(columns_in)]


def _meet(horizontal: RuleLine, vertical: RuleLine, tolerance: float) -> bool:
    y = horizontal.at(vertical.at((horizontal.offsets[0] + horizontal.offsets[-1]) / 2))
    x = vertical.at(y)
    on_horizontal = horizontal.start - tolerance <= x <= horizontal.end + tolerance
    return on_horizontal and vertical.start - tolerance <= y <= vertical.end + tolerance


def _levels(lines: Sequence[RuleLine], long_side: int) -> list[RuleLine]:
    """One rule a boundary, in order: pieces of one boundary are put together, the tilt of all taken into account."""
    longest = max(lines, key=lambda line: line.length)
    slope = float((longest.offsets[-1] - longest.offsets[0]) / max(longest.length, 1))
    middle = (min(line.start for line in lines) + max(line.end for line in lines)) / 2

    def level(line: RuleLine) -> float:
        return float(np.median(line.offsets - slope * (line.positions - middle)))

    merged: list[list[RuleLine]] = []
    for line in sorted(lines, key=level):
        if merged and level(line) - level(merged[-1][-1]) < SAME_LEVEL * long_side:
            merged[-1].append(line)
        else:
            merged.append([line])
    return [_together(pieces) for pieces in merged]


def _together(pieces: Sequence[RuleLine]) -> RuleLine:
    """One polyline through pieces of a boundary; where they overlap the longer piece holds."""
    if len(pieces) == 1:
        return pieces[0]
    points: list[tuple[float, float]] = []
    taken: list[tuple[float, float]] = []
    for piece in sorted(pieces, key=lambda piece: -piece.length):
        for position, offset in zip(piece.positions.tolist(), piece.offsets.tolist(), strict=True):
            if not any(start - 4 <= position <= end + 4 for start, end in taken):
                points.append((position, offset))
        taken.append((piece.start, piece.end))
    ordered = np.array(sorted(points), np.float32)
    return RuleLine(ordered[:, 0], ordered[:, 1])


def _lattice(horizontals: list[RuleLine], verticals: list[RuleLine], ink: FloatArray) -> RuledTable | None:
    rows = _levels(_without_folds(horizontals, verticals, max(ink.shape)), max(ink.shape))
    columns = _with_open_sides(_levels(verticals, max(ink.shape)), rows, max(ink.shape))
    rows = _with_open_ends(mend_row_rules(rows, columns[0], columns[-1], ink, columns), columns, max(ink.shape))
    columns = with_lost_columns(_without_strokes(columns, rows, ink), rows, ink)
    if len(rows) < 2 or len(columns) < 2:
        return None
    return RuledTable(_around(rows, columns), tuple(rows), tuple(columns), tuple(merged_cells(rows, columns, ink)))


def _without_folds(horizontals: list[RuleLine], verticals: list[RuleLine], long_side: int) -> list[RuleLine]:
    """Drop the few lines that run out of the table on both sides: folds of the paper, the rim of a scan."""
    reach = 0.025 * long_side
    left = min(line.at((line.start + line.end) / 2) for line in verticals) - reach
    right = max(line.at((line.start + line.end) / 2) for line in verticals) + reach
    kept = [line for line in horizontals if line.start > left or line.end < right]
    return kept if len(kept) >= max(2, 0.75 * len(horizontals)) else horizontals


def _with_open_sides(columns: list[RuleLine], rows: list[RuleLine], long_side: int) -> list[RuleLine]:
    """Add the left or right border where the row rules run on beyond the outermost ruled column."""
    starts = float(np.median([row.start for row in rows]))
    ends = float(np.median([row.end for row in rows]))
    reach = 0.02 * long_side
    top, bottom = columns[0].start, columns[0].end
    sides = list(columns)
    if columns[0].at((top + bottom) / 2) - starts > reach:
        sides.insert(0, _straight(top, bottom, starts))
    if ends - columns[-1].at((top + bottom) / 2) > reach:
        sides.append(_straight(top, bottom, ends))
    return sides


def _with_open_ends(rows: list[RuleLine], columns: list[RuleLine], long_side: int) -> list[RuleLine]:
    """Add a last row where the columns run on together below the last rule: the page was cut off there."""
    reach = 0.02 * long_side
    last, left, right = rows[-1], columns[0], columns[-1]
    foot = float(np.median([column.end for column in columns]))
    together = [column for column in columns if abs(column.end - foot) < MEETING_TOLERANCE * long_side]
    if len(together) < 3 or len(together) < 0.7 * len(columns) or foot - last.at(left.at(foot)) < reach:
        return rows
    return [*rows, _straight(left.at(foot), right.at(foot), foot)]


def _without_strokes(columns: list[RuleLine], rows: list[RuleLine], ink: FloatArray) -> list[RuleLine]:
    """Drop pen strokes, one above the other, from a table of even rows: they part a cell or two among others alike.

    A form has rules as short, where the rows above or below them have other columns.
    """
    if row_pitch(rows, columns[0], columns[-1]) is None:
        return columns
    middle = (rows[0].start + rows[0].end) / 2
    height = rows[-1].at(middle) - rows[0].at(middle)
    inner = columns[1:-1]
    drawn = [_rows_parted(column, rows, ink) for column in inner]
    # Strokes far apart, one below the other, are no long rule.
    few = STROKES_SHARE * (len(rows) - 1)
    long = [
        column.length >= COLUMN_LENGTH * height and len(held) > few for column, held in zip(inner, drawn, strict=True)
    ]
    kept = [
        column
        for number, column in enumerate(inner)
        if long[number] or (drawn[number] and not _is_stroke(number, drawn, len(rows) - 1))
    ]
    return [columns[0], *kept, columns[-1]]


def _rows_parted(column: RuleLine, rows: Sequence[RuleLine], ink: FloatArray) -> tuple[int, ...]:
    """The rows of the lattice in which the column's rule is inked."""
    levels = [crossing(row, column)[1] for row in rows]
    turned = ink.T
    return tuple(
        row for row, (top, foot) in enumerate(pairwise(levels)) if coverage(column, top, foot, turned) >= EDGE_COVERAGE
    )


def _is_stroke(number: int, drawn: Sequence[tuple[int, ...]], row_count: int) -> bool:
    """True for a short upright, or several over the same rows, among rows that are otherwise parted alike.

    Other uprights as short may be strokes themselves and are left out of account.
    """
    own = drawn[number]
    if own[0] == 0:
        return False
    last = max(max(held, default=0) for held in drawn)
    near = range(own[0] - 1, min(own[-1] + 1, last) + 1)
    short = max(2, STROKES_SHARE * row_count)
    whole = [held for held in drawn if held != own and (len(held) > short or len(own) > short)]
    columns = {frozenset(other for other, held in enumerate(whole) if row in held) for row in near}
    return len(columns) == 1 and bool(next(iter(columns)))


def _straight(start: float, end: float, offset: float) -> RuleLine:
    return RuleLine(np.array([start, max(end, start + 1)], np.float32), np.array([offset, offset], np.float32))


def _around(rows: Sequence[RuleLine], columns: Sequence[RuleLine]) -> Box:
    corners = [crossing(row, column) for row in (rows[0], rows[-1]) for column in (columns[0], columns[-1])]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return Box.from_list((min(xs), min(ys), max(xs) + 1, max(ys) + 1))


def _bounds(line: RuleLine, table: RuledTable) -> bool:
    """True for a rule of the table's that runs over most of the rule's own length."""
    middle = line.at((line.start + line.end) / 2)
    shared = min(line.end, table.box.x1) - max(line.start, table.box.x0)
    reach = SAME_LEVEL * table.box.width
    return shared > 0.5 * line.length and table.box.y0 - reach <= middle <= table.box.y1 + reach


def _open_table(horizontals: Sequence[RuleLine], tables: Sequence[RuledTable], ink: FloatArray) -> RuledTable | None:
    """A table of row rules alone: several rules of one length, one below the other.

    `tables` are those with ruled columns: a form's head and foot of one width have their rules in common with nothing.
    """
    best: list[RuleLine] = []
    tolerance = 0.02 * max(ink.shape)
    for model in horizontals:
        if model.length < 0.3 * ink.shape[1]:
            continue
        alike = [
            line
            for line in horizontals
            if abs(line.start - model.start) < tolerance and abs(line.end - model.end) < tolerance
        ]
        if len(alike) > len(best):
            best = alike
    free = [line for line in best if not any(_bounds(line, table) for table in tables)]
    if len(best) < MIN_OPEN_ROWS or 2 * len(free) < len(best):
        return None
    rows = _levels(best, max(ink.shape))
    sides = [
        _straight(
            rows[0].at(rows[0].start), rows[-1].at(rows[-1].start), float(np.median([row.start for row in rows]))
        ),
        _straight(rows[0].at(rows[0].end), rows[-1].at(rows[-1].end), float(np.median([row.end for row in rows]))),
    ]
    rows = mend_row_rules(rows, sides[0], sides[1], ink)
    if len(rows) < MIN_OPEN_ROWS:
        return None
    nodes = [[crossing(row, side) for side in sides] for row in rows]
    cells = tuple(RuledCell(r, 0, 1, 1, inside(nodes, r, 0, 1, 1)) for r in range(len(rows) - 1))
    return RuledTable(_around(rows, sides), tuple(rows), tuple(sides), cells, is_open=True)
