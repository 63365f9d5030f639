"""Long straight strokes taken off the page: underlines, folds, a scanner's streaks, the sides of a stamp."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from extractors.lines.components import Mask
from extractors.zones.frames import Piece

LEAST_LEVEL = 8.0  # letter heights; the longest level stroke of a heading's letters is three
LEAST_UPRIGHT = 5.0
THICKEST = 0.4  # letter heights


def rule_mask(ink: Mask, pieces: Sequence[Piece], body: float) -> Mask:
    """1 on the strokes, but for where letters cross them."""
    level: Mask = np.zeros_like(ink)
    upright: Mask = np.zeros_like(ink)
    thick = max(2, round(THICKEST * body))
    for piece in pieces:
        ends = (round(piece.x0), round(piece.y0)), (round(piece.x1), round(piece.y1))
        if piece.level and piece.length > LEAST_LEVEL * body:
            cv2.line(level, *ends, 1, thick)
        elif not piece.level and piece.length > LEAST_UPRIGHT * body:
            cv2.line(upright, *ends, 1, thick)
    if not level.any() and not upright.any():
        return level
    # A letter's stroke goes through a rule and comes out on both sides; the rule's own ink ends within it.
    reach = 2 * thick + 1
    across = np.asarray(cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((reach, 1), np.uint8)), np.uint8)
    along = np.asarray(cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, reach), np.uint8)), np.uint8)
    return np.asarray((level & ink & (1 - across)) | (upright & ink & (1 - along)), np.uint8)
