"""Dotted rules of forms, taken off before the letters on them are read."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.lines.components import Components, Mask

LEAST_DOTS = 9
LEAST_LENGTH = 4.0  # letter heights


def leader_dots(found: Components, body: float, shape: tuple[int, int]) -> NDArray[np.intp]:
    """Components that are dots of a dotted rule: many, small, evenly in a row. A full stop stands alone."""
    small = (found.height <= 0.34 * body) & (found.width <= 0.75 * body) & (found.area >= 1)
    dots = np.flatnonzero(small)
    if len(dots) < LEAST_DOTS:
        return dots[:0]
    half = 0.5
    mask: Mask = np.zeros((int(shape[0] * half) + 2, int(shape[1] * half) + 2), np.uint8)
    reach = 0.55 * body
    left = ((found.x[dots] - reach) * half).clip(0).astype(int)
    right = ((found.x + found.width)[dots] + reach) * half
    level = (found.centre_y[dots] * half).astype(int).clip(0, mask.shape[0] - 2)
    for x0, x1, y in zip(left.tolist(), right.astype(int).tolist(), level.tolist(), strict=True):
        mask[y : y + 2, x0:x1] = 1
    _, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    at_x = (found.centre_x[dots] * half).astype(int).clip(0, mask.shape[1] - 1)
    groups = np.asarray(labels, np.int32)[level, at_x]
    counts = np.bincount(groups, minlength=len(stats))
    length, rise = np.asarray(stats)[:, cv2.CC_STAT_WIDTH], np.asarray(stats)[:, cv2.CC_STAT_HEIGHT]
    is_rule = (counts >= LEAST_DOTS) & (length > LEAST_LENGTH * body * half)
    is_rule &= rise < np.maximum(0.35 * body * half, 0.06 * length) + 2
    is_rule[0] = False
    held = is_rule[groups]
    # A full stop on a dotted rule is larger than the rule's dots.
    for group in np.unique(groups[held]).tolist():
        members = groups == group
        size = np.median(found.height[dots[members]])
        held &= ~(members & (found.height[dots] >= 1.6 * size) & (found.width[dots] >= 1.4 * size))
    return dots[held]
