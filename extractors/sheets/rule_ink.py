"""The ink of a single rule, apart from the strokes that cross it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from extractors.readers.reader import GrayImage
from extractors.sheets.rule_lines import RuleLine

Ink = NDArray[np.bool_]


def mark_rule(mask: GrayImage, ink: Ink, line: RuleLine) -> None:
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
