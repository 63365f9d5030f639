"""Dotted lines to sign on: dots in a row across a signature cell, which nobody wrote."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.sheets.cell_text import TextLayer
from models.geometry import Box

# In row heights: how high a dot is at most, how wide are dots that blur into each other, how far the middle of one may
# lie off the line, and the widest gap between two middles.
DOT: Final = 0.12
BLURRED: Final = 0.5
OFF_LINE: Final = 0.05
WIDEST_GAP: Final = 0.3
LEAST_SPAN: Final = 0.5  # of the cell's width
FEWEST_DOTS: Final = 8
# Dots are set at one distance, dust is not: so many of the gaps, that near to the usual one.
EVEN_GAPS: Final = 0.6
EVEN: Final = 0.35  # of the usual gap
RIM: Final = 3  # pixels around a dot that are not quite paper


def without_signing_lines(layer: TextLayer, cells: Sequence[Box], unit: float) -> TextLayer:
    """The page without the dotted lines in these cells. `unit` is about the height of a row, in pixels.

    A dot that a stroke runs into is part of the stroke and stays.
    """
    page, ink = layer.page.copy(), layer.ink.copy()
    for cell in cells:
        view = np.s_[cell.y0 : cell.y1, cell.x0 : cell.x1]
        dots = _dots(ink[view], unit)
        if not dots.any():
            continue
        strokes = cv2.dilate((ink[view] & (dots == 0)).astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
        around = cv2.dilate(dots, np.ones((2 * RIM + 1, 2 * RIM + 1), np.uint8)) > 0
        page[view][around & ~strokes] = np.median(page[view][~ink[view]])
        ink[view] &= dots == 0
    return replace(layer, page=page, ink=ink)


def _dots(ink: NDArray[np.bool_], unit: float) -> NDArray[np.uint8]:
    """1 where a dot of a dotted line is."""
    _, labels, stats, centres = cv2.connectedComponentsWithStats(ink.astype(np.uint8), connectivity=8)
    small = (stats[:, cv2.CC_STAT_WIDTH] <= BLURRED * unit) & (stats[:, cv2.CC_STAT_HEIGHT] <= DOT * unit)
    small[0] = False
    found = np.flatnonzero(small)
    if len(found) < FEWEST_DOTS:
        return np.zeros(ink.shape, np.uint8)
    line = _line_of(np.asarray(centres[found], np.float64), unit, ink.shape[1])
    marked = np.zeros(len(stats), np.uint8)
    marked[found[line]] = 1
    return np.asarray(marked[labels], np.uint8)


def _line_of(middles: NDArray[np.float64], unit: float, width: int) -> NDArray[np.intp]:
    """Which of these points lie in an unbroken row over half of the width; none where there is no such row.

    The row may lean as a page does: it is sought through every two points far apart.
    """
    nothing = np.empty(0, np.intp)
    order = np.argsort(middles[:, 0])
    xs, ys = middles[order, 0], middles[order, 1]
    best = nothing
    for left in range(0, len(xs), max(1, len(xs) // 12)):
        for right in range(len(xs) - 1, left, -max(1, len(xs) // 12)):
            if xs[right] - xs[left] < LEAST_SPAN * width:
                break
            slope = (ys[right] - ys[left]) / (xs[right] - xs[left])
            near = np.flatnonzero(np.abs(ys - ys[left] - slope * (xs - xs[left])) < OFF_LINE * unit)
            if abs(slope) < 0.1 and len(near) > len(best):
                best = near
    if len(best) < FEWEST_DOTS or xs[best[-1]] - xs[best[0]] < LEAST_SPAN * width:
        return nothing
    gaps = np.diff(xs[best])
    usual = float(np.median(gaps))
    # A signature over the line hides some of its dots.
    is_even = float(np.mean(np.abs(gaps - usual) < EVEN * usual)) >= EVEN_GAPS
    return order[best] if is_even and usual <= WIDEST_GAP * unit else nothing
