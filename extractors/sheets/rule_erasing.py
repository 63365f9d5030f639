"""A page with the rules of its tables taken off, and the strokes that cross them left whole."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.readers.reader import GrayImage
from extractors.sheets.rule_lines import RuleLine, soft_ink
from extractors.sheets.ruled_table import RuledTable, crossing

Ink = NDArray[np.bool_]


def erase_ruling(page: GrayImage, tables: Sequence[RuledTable]) -> GrayImage:
    """The page without the rules of its tables; strokes that cross a rule are left whole."""
    return erased(page, ruling_mask(page, tables))


def erased(page: GrayImage, rules: GrayImage) -> GrayImage:
    """The page with paper where `rules` (from `ruling_mask`) marks it."""
    if not rules.any():
        return page.copy()
    reduced = cv2.resize(page, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    closed = cv2.morphologyEx(reduced, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))
    paper = cv2.resize(closed, (page.shape[1], page.shape[0]), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.copyTo(cv2.max(paper, page), rules, page.copy()), np.uint8)


def ruling_mask(page: GrayImage, tables: Sequence[RuledTable]) -> GrayImage:
    """255 where a table's rule darkens the page and no stroke crosses it."""
    mask = np.zeros(page.shape, np.uint8)
    ink = soft_ink(page) > 0.35
    for table in tables:
        for line in table.horizontals:
            _mark_rule(mask, ink, line)
        turned, turned_ink = mask.T, ink.T
        for line in () if table.is_open else table.verticals:
            _mark_rule(turned, turned_ink, line)
        _mark_crossings(mask, table)
    return mask


def _mark_crossings(mask: GrayImage, table: RuledTable) -> None:
    """Where two rules cross each looks like a stroke over the other."""
    reach = max(4, round(max(mask.shape) / 450))
    for row in table.horizontals:
        for column in table.verticals:
            x, y = (round(value) for value in crossing(row, column))
            near = np.s_[max(0, y - reach) : y + reach + 1, max(0, x - reach) : x + reach + 1]
            beside = np.s_[max(0, y - reach) : y + reach + 1, max(0, x - 3 * reach) : x + 3 * reach + 1]
            beneath = np.s_[max(0, y - 3 * reach) : y + 3 * reach + 1, max(0, x - reach) : x + reach + 1]
            rows = mask[beside].max(axis=1, initial=0)
            columns = mask[beneath].max(axis=0, initial=0)
            np.maximum(mask[near], np.minimum.outer(rows, columns), out=mask[near])


def _mark_rule(mask: GrayImage, ink: Ink, line: RuleLine) -> None:
    """Mark one rule (running along x in these arrays, which may be transposed views)."""
    height, width = mask.shape
    xs = np.arange(max(0, int(line.start) - 3), min(width, int(line.end) + 4))
    if not len(xs):
        return
    ys = np.round(line.along(xs.astype(np.float32))).astype(int)
    reach = max(5, round(max(mask.shape) / 330))
    offsets = np.arange(-reach - 3, reach + 4)
    rows = np.clip(ys[None, :] + offsets[:, None], 0, height - 1)
    band = ink[rows, xs[None, :]]
    half = _half_thickness(band, reach)
    near = np.abs(offsets) <= half
    above = band[(offsets >= -half - 3) & (offsets < -half)].sum(axis=0) >= 2
    below = band[(offsets <= half + 3) & (offsets > half)].sum(axis=0) >= 2
    # A slanting stroke enters and leaves the rule at places a little apart.
    slant = np.ones(2 * half + 1)
    erased = ~((np.convolve(above, slant, "same") > 0) & (np.convolve(below, slant, "same") > 0))
    chosen = near[:, None] & erased[None, :]
    mask[rows[chosen], np.broadcast_to(xs[None, :], rows.shape)[chosen]] = 255


def _half_thickness(band: Ink, reach: int) -> int:
    """Half the rule's thickness and a pixel of soft edge, from how the ink falls off on both sides of it."""
    profile = band.mean(axis=1)
    middle = len(profile) // 2
    peak = profile[middle - 2 : middle + 3].max()
    half = 1
    while half < reach and max(profile[middle - half], profile[middle + half]) > 0.4 * peak + 0.1:
        half += 1
    return half + 1
