"""The cells of a lattice: places whose common edge is not drawn are one cell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from extractors.sheets.rule_lines import FloatArray, RuleLine
from extractors.sheets.ruled_table import RuledCell, crossing
from models.geometry import Box

Edges = NDArray[np.bool_]
Nodes = Sequence[Sequence[tuple[float, float]]]

# An edge between two cells is there when this share of it is inked; photocopies lose up to half of a rule.
EDGE_COVERAGE = 0.45
BROKEN_EDGE = 0.3  # on a page of broken rules
BEYOND_RULE = 0.35
# What a rule leaves of an edge where a copier lost nearly all of it.
TRACE = 0.18
# Inked share of most edges of a page that was not copied to dashes.
WHOLE_RULE = 0.9
MENDED_ROWS = 0.6  # share of the rows below a rule's first in which it must be drawn
HEAD_ROWS = 2  # most headings have at most so many


def coverage(line: RuleLine, start: float, end: float, ink: FloatArray, beyond: float = BEYOND_RULE) -> float:
    """Inked share of a rule between two places along it; `ink` lies so that the rule runs along x."""
    inset = min(6.0, (end - start) * 0.15)
    xs = np.arange(int(start + inset), max(int(end - inset), int(start + inset) + 1))
    xs = xs[(xs >= 0) & (xs < ink.shape[1])]
    if not len(xs):
        return 0.0
    ys = np.round(line.along(xs.astype(np.float32))).astype(int)
    rows = np.clip(ys[None, :] + np.arange(-2, 3)[:, None], 0, ink.shape[0] - 1)
    share = float((ink[rows, xs[None, :]].max(axis=0) > 0.35).mean())
    outside = max(line.start - start, end - line.end, 0.0) / max(end - start, 1.0)
    # Where the rule itself was not found, letters that happen to stand there must not pass for it.
    return share if outside < 0.5 else max(0.0, share - beyond)


def merged_cells(rows: Sequence[RuleLine], columns: Sequence[RuleLine], ink: FloatArray) -> list[RuledCell]:
    """Cells of the lattice, joined across edges that are not drawn, as far as the union stays a rectangle."""
    nodes = [[crossing(row, column) for column in columns] for row in rows]
    beside, beneath = _edge_shares(rows, columns, nodes, ink, BEYOND_RULE)
    broken = _are_broken(np.concatenate([beside[:, 1:-1].ravel(), beneath[1:-1].ravel()]))
    if broken:
        beside, beneath = _edge_shares(rows, columns, nodes, ink, 0.0)
    return list(_rectangles(_mended_columns(beside, broken), _mended_rows(beneath, broken), nodes))


def _edge_shares(
    rows: Sequence[RuleLine], columns: Sequence[RuleLine], nodes: Nodes, ink: FloatArray, beyond: float
) -> tuple[FloatArray, FloatArray]:
    """Of the edges on the left and on top of each place, how much is inked; `beyond` is taken off outside a rule."""
    row_count, column_count = len(rows) - 1, len(columns) - 1
    turned = ink.T
    beside = np.ones((row_count, column_count + 1), np.float32)
    beneath = np.ones((row_count + 1, column_count), np.float32)
    for r in range(row_count):
        for c in range(1, column_count):
            beside[r, c] = coverage(columns[c], nodes[r][c][1], nodes[r + 1][c][1], turned, beyond)
    for r in range(1, row_count):
        for c in range(column_count):
            beneath[r, c] = coverage(rows[r], nodes[r][c][0], nodes[r][c + 1][0], ink, beyond)
    return beside, beneath


def _mended_columns(shares: FloatArray, broken: bool) -> Edges:
    """Which edges are there. A rule drawn in most rows of the body is there in all rows below its first: copies lose
    pieces. On a page of broken rules it need only have left a trace in most."""
    drawn = shares >= (BROKEN_EDGE if broken else EDGE_COVERAGE)
    for c in range(1, shares.shape[1] - 1):
        held = np.nonzero(drawn[:, c])[0]
        if len(held) and len(held) >= MENDED_ROWS * (shares.shape[0] - held[0]):
            drawn[held[0] :, c] = True
        elif broken and (shares[HEAD_ROWS:, c] >= TRACE).mean() >= MENDED_ROWS:
            # One that stands beside the uppermost headings runs on from there.
            drawn[0 if drawn[0, c] else HEAD_ROWS :, c] = True
    return drawn


def _mended_rows(shares: FloatArray, broken: bool) -> Edges:
    """Which edges are there. On a page of broken rules a row boundary drawn in half of the columns is there in all
    where it left a trace, and below the headings in all."""
    drawn = shares >= EDGE_COVERAGE
    for r in range(1, shares.shape[0] - 1) if broken else ():
        if (shares[r] >= TRACE).mean() >= 0.5:
            drawn[r] |= (shares[r] >= TRACE) | (r > HEAD_ROWS)
    return drawn


def _are_broken(shares: FloatArray) -> bool:
    """Whether the inner edges that are there at all are mostly dashes."""
    held = shares[shares >= TRACE]
    return bool(len(held)) and float(np.median(held)) < WHOLE_RULE


def _rectangles(
    beside: Edges,
    beneath: Edges,
    nodes: Nodes,
) -> Iterable[RuledCell]:
    row_count, column_count = beside.shape[0], beneath.shape[1]
    taken = np.zeros((row_count, column_count), bool)
    for r in range(row_count):
        for c in range(column_count):
            if taken[r, c]:
                continue
            wide = 1
            while c + wide < column_count and not beside[r, c + wide] and not taken[r, c + wide]:
                wide += 1
            tall = 1
            while r + tall < row_count and _goes_on(beside, beneath, r + tall, c, wide):
                tall += 1
            taken[r : r + tall, c : c + wide] = True
            yield RuledCell(r, c, tall, wide, inside(nodes, r, c, tall, wide))


def _goes_on(
    beside: Edges,
    beneath: Edges,
    row: int,
    column: int,
    wide: int,
) -> bool:
    return not beneath[row, column : column + wide].any() and not beside[row, column + 1 : column + wide].any()


def inside(nodes: Nodes, r: int, c: int, tall: int, wide: int) -> Box:
    corners = [nodes[r][c], nodes[r][c + wide], nodes[r + tall][c], nodes[r + tall][c + wide]]
    left = (corners[0][0] + corners[2][0]) / 2
    right = (corners[1][0] + corners[3][0]) / 2
    top = (corners[0][1] + corners[1][1]) / 2
    bottom = (corners[2][1] + corners[3][1]) / 2
    return Box.from_list((left, top, max(right, left + 1), max(bottom, top + 1)))
