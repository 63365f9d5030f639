"""Where the lines of text lie on a page: letters of like height that stand beside each other.

Works on the page's components alone. Letters are gathered in passes, for the height most letters have, for headings
above it and for stamps and notes below it, so that a heading in 29 points and a stamp in 10 are both found. Passes may
claim the same ink twice (the marks of a heading are as high as letters of the body): `contest.py` decides once both
claims are read. A skewed page needs no turning first, since a letter is only ever compared with its neighbours.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.lines.components import Components, Mask
from extractors.lines.run import Indices, TextRun, run_of
from models.geometry import Box

REACH = 1.1  # letter heights that a letter reaches out to each side: justified lines stretch the space between letters
LABEL_GAP = 8.0  # letter heights between ที่ and its number
JOIN_GAP = 2.6  # letter heights between two pieces of one line
HALF = 0.5  # of the page's resolution: gathering letters needs no more, and the mask costs a quarter
PASSES = ((0.7, 1.6), (1.5, 6.0), (0.42, 0.72))  # letter heights, of the page's own
TALLEST_WORD = 3.2  # letter heights: consonant, two marks above and one below run together in bold photocopies


def find_runs(found: Components, body: float, shape: tuple[int, int], cells: Sequence[Box] = ()) -> list[TextRun]:
    """The page's text runs, in no order. `body` is the page's letter height, `shape` its (height, width).

    No run reaches from one of the `cells` of a table into another.
    """
    free = found.area >= max(4.0, 0.02 * body * body)
    runs: list[TextRun] = []
    slope = 0.0
    for low, high in PASSES:
        chosen = np.flatnonzero(free & _letter_like(found, low * body, high * body))
        middles, heights = _cores(found, chosen, body if high < 2 else None)
        pieces = _runs_of(found, chosen, middles, heights, _edges(cells, shape))
        if high > 2:
            pieces = [piece for piece in pieces if _is_heading(found, piece)]
        pieces = [_with_small_parts(found, piece) for piece in pieces]
        if high < 2:
            slope = slope or page_slope(pieces)
            pieces = [_sloped(found, piece, slope) for piece in pieces]
        passed = _not_alone(_joined(pieces, cells), cells)
        runs += passed
        if high < 2:
            for run in passed:
                free &= ~_inside(found, run)
    return runs


def page_slope(runs: Sequence[TextRun]) -> float:
    """The slope most of the page's long lines have; 0 for a page without any."""
    long_runs = sorted((run.slope, run.width) for run in runs if run.slope and run.width > 12 * run.body)
    half, passed = sum(width for _, width in long_runs) / 2, 0.0
    for slope, width in long_runs:
        passed += width
        if passed >= half:
            return slope
    return 0.0


def _sloped(found: Components, run: TextRun, slope: float) -> TextRun:
    """A run too short or too blurred to show its own slope, at the page's."""
    if run.slope or abs(slope) * run.width < 0.1 * run.body:
        return run
    places = found.centre_x[run.members]
    middle = run.middle - slope * (float(np.median(places)) - run.x0)
    return replace(run, middle=middle, slope=slope)


def _letter_like(found: Components, low: float, high: float) -> NDArray[np.bool_]:
    """Components as high as letters; run-together words, higher by their marks, count where they are wide."""
    upright = (found.height >= low) & (found.height < high) & (found.height < 6 * found.width + 2)
    words = (found.height >= low) & (found.height < TALLEST_WORD / 1.6 * high) & (found.width > 1.3 * found.height)
    return (upright | words) & (found.width < 60 * high)


def _cores(found: Components, chosen: Indices, body: float | None) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The middle and height of each chosen component's letters, without the marks that run into them.

    In a bold photocopy whole words are one component. Their letters are the band, `body` high, that holds most ink.
    """
    middles, heights = found.centre_y[chosen].copy(), found.height[chosen].astype(np.float64)
    if body is None:
        return middles, heights
    for place in np.flatnonzero(heights > 1.3 * body).tolist():
        index = chosen[place]
        y, x = int(found.y[index]), int(found.x[index])
        part = found.labels[y : y + int(found.height[index]), x : x + int(found.width[index])] == index + 1
        profile = np.cumsum(np.concatenate(([0], part.sum(axis=1))))
        window = min(len(profile) - 1, max(2, round(body)))
        held = profile[window:] - profile[:-window]
        middles[place] = y + float(np.argmax(held)) + window / 2
        heights[place] = window
    return middles, heights


def _runs_of(
    found: Components,
    chosen: Indices,
    middles: NDArray[np.float64],
    heights: NDArray[np.float64],
    edges: Mask,
) -> list[TextRun]:
    """Groups of the chosen components whose cores, stretched sideways, touch."""
    if not len(chosen):
        return []
    half = HALF
    mask = np.zeros_like(edges)
    top = ((middles - 0.24 * heights) * half).clip(0).astype(int)
    bottom = np.ceil((middles + 0.24 * heights) * half).astype(int)
    left = ((found.x[chosen] - REACH * heights) * half).clip(0).astype(int)
    right = np.ceil((found.x[chosen] + found.width[chosen] + REACH * heights) * half).astype(int)
    for x0, y0, x1, y1 in zip(left.tolist(), top.tolist(), right.tolist(), bottom.tolist(), strict=True):
        mask[y0:y1, x0:x1] = 1
    mask[edges > 0] = 0
    _, labels = cv2.connectedComponents(mask, connectivity=4)
    at_y = (middles * half).astype(int).clip(0, mask.shape[0] - 1)
    at_x = (found.centre_x[chosen] * half).astype(int).clip(0, mask.shape[1] - 1)
    groups = np.asarray(labels, np.int32)[at_y, at_x]
    order = np.argsort(groups, kind="stable")
    parts = np.split(order, np.flatnonzero(np.diff(groups[order])) + 1)
    return [
        run_of(found, chosen[part], middles[part], heights[part]) for part in parts if _is_letter(found, chosen[part])
    ]


def _edges(cells: Sequence[Box], shape: tuple[int, int]) -> Mask:
    """1 on the sides of the cells, at half of the page's resolution."""
    mask: Mask = np.zeros((int(shape[0] * HALF) + 2, int(shape[1] * HALF) + 2), np.uint8)
    for cell in cells:
        corners = [round(value * HALF) for value in (cell.x0, cell.y0, cell.x1, cell.y1)]
        cv2.rectangle(mask, (corners[0], corners[1]), (corners[2], corners[3]), 1, 1)
    return mask


def cell_at(cells: Sequence[Box], run: TextRun) -> int | None:
    """Index of the cell that holds the middle of the run."""
    x = (run.x0 + run.x1) / 2
    return next((index for index, cell in enumerate(cells) if cell.contains_point(x, run.middle_at(x))), None)


def _is_letter(found: Components, part: Indices) -> bool:
    """True for several components, a run-together word, or one as wide as a letter: ท of ที่."""
    return len(part) >= 2 or bool(found.width[part[0]] > 0.4 * found.height[part[0]])


def _not_alone(runs: Sequence[TextRun], cells: Sequence[Box]) -> list[TextRun]:
    """The runs without single letters that stand neither beside a line nor in a cell: specks, strokes of an emblem."""
    lines = [run for run in runs if len(run.members) > 1 or run.width > 1.5 * run.body]
    kept = list(lines)
    for run in runs:
        if len(run.members) == 1 and run.width <= 1.5 * run.body:
            beside = any(
                0 < line.x0 - run.x1 < LABEL_GAP * run.body
                and abs(line.middle_at(run.x1) - run.middle) < 0.4 * run.body
                and 0.6 < run.body / line.body < 1.6
                for line in lines
            )
            if beside or cell_at(cells, run) is not None:
                kept.append(run)
    return kept


def _is_heading(found: Components, run: TextRun) -> bool:
    """True for large letters of like height; an emblem's feathers and a signature's loops are of all heights."""
    heights = found.height[run.members]
    like = (heights > 0.6 * run.body) & (heights < 1.7 * run.body)
    return bool(len(heights) >= 2 and like.mean() > 0.6)


def _with_small_parts(found: Components, run: TextRun) -> TextRun:
    """The run stretched over what its passes left out at its ends: ะ in two halves, brackets, thin เ, full stops."""
    middle = run.middle + run.slope * (found.centre_x - run.x0)
    level = np.abs(found.centre_y - middle) < 0.8 * run.body
    level |= (found.y < middle) & (found.y + found.height > middle)  # โ ไ ใ stand on the line and rise far above it
    level &= (found.height > 0.15 * run.body) & (found.height < 3.2 * run.body)
    level &= (found.width < 3 * run.body) & (found.width > 0.08 * run.body)
    lefts, rights = found.x[level], (found.x + found.width)[level]
    x0, x1 = run.x0, run.x1
    reach = 0.75 * run.body
    for left, right in sorted(zip(lefts.tolist(), rights.tolist(), strict=True)):
        if left - x1 < reach and right > x1:
            x1 = float(right)
    for right, left in sorted(zip(rights.tolist(), lefts.tolist(), strict=True), reverse=True):
        if x0 - right < reach and left < x0:
            x0 = float(left)
    return run.stretched(x0, x1)


def _inside(found: Components, run: TextRun) -> NDArray[np.bool_]:
    """Components in the run's band: its own letters, and the marks above and below them."""
    middle = run.middle + run.slope * (found.centre_x - run.x0)
    off = found.centre_y - middle
    held = (off > -1.5 * run.body) & (off < 1.1 * run.body)
    held &= (found.centre_x > run.x0 - 0.5 * run.body) & (found.centre_x < run.x1 + 0.5 * run.body)
    return held & (found.height < 1.6 * run.body)


def _joined(runs: Sequence[TextRun], cells: Sequence[Box]) -> list[TextRun]:
    """Runs that go on from one another on one line, joined; a wide gap keeps them apart."""
    open_runs: list[TextRun] = []
    for run in sorted(runs, key=lambda one: one.x0):
        best: int | None = None
        for index, earlier in enumerate(open_runs):
            if cells and cell_at(cells, earlier) != cell_at(cells, run):
                continue
            if _goes_on(earlier, run) and (best is None or earlier.x1 > open_runs[best].x1):
                best = index
        if best is None:
            open_runs.append(run)
        else:
            open_runs[best] = open_runs[best].joined_with(run)
    return open_runs


def _goes_on(left: TextRun, right: TextRun) -> bool:
    body = max(left.body, right.body)
    if not 0.6 < left.body / right.body < 1.6:
        return False
    gap = right.x0 - left.x1
    if gap > JOIN_GAP * body or gap < -0.6 * min(left.width, right.width) - body:
        return False
    slope = left.slope if left.width > right.width else right.slope
    between = (left.x1 + right.x0) / 2
    ends = (
        left.middle_at(left.x1) + slope * (between - left.x1),
        right.middle_at(right.x0) - slope * (right.x0 - between),
    )
    return abs(ends[0] - ends[1]) < 0.42 * body
