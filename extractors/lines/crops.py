"""Cutting a line out of the page the way the line reader was trained to see it."""

from __future__ import annotations

import cv2
import numpy as np

from extractors.lines.run import ABOVE, BELOW, TextRun
from extractors.readers.reader import GrayImage

PAD = 0.4  # letter heights of paper left and right of the line
PAPER = 255


def line_crop(page: GrayImage, run: TextRun) -> GrayImage:
    """The line, (height, width), level: a slanted line is turned about its own start."""
    pad = PAD * run.body
    x0, x1 = run.x0 - pad, run.x1 + pad
    height = max(4, round((ABOVE + BELOW) * run.body))
    width = max(4, round(x1 - x0))
    if abs(run.slope) * run.width < 0.12 * run.body:
        top = round(run.middle_at((run.x0 + run.x1) / 2) - ABOVE * run.body)
        return _cut(page, round(x0), top, width, height)
    cosine = float(np.cos(np.arctan(run.slope)))
    sine = float(np.sin(np.arctan(run.slope)))
    # The crop's origin lies ABOVE letter heights over the line's start, measured across the line.
    origin_x = run.x0 - pad * cosine + ABOVE * run.body * sine
    origin_y = run.middle - pad * sine - ABOVE * run.body * cosine
    turn = np.array([[cosine, -sine, origin_x], [sine, cosine, origin_y]], np.float64)
    width = max(4, round((run.width + 2 * pad) / cosine))
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    return np.asarray(cv2.warpAffine(page, turn, (width, height), flags=flags, borderValue=PAPER), np.uint8)


def _cut(page: GrayImage, x0: int, y0: int, width: int, height: int) -> GrayImage:
    high, wide = page.shape
    if x0 >= 0 and y0 >= 0 and x0 + width <= wide and y0 + height <= high:
        return page[y0 : y0 + height, x0 : x0 + width]
    held = np.full((height, width), PAPER, np.uint8)
    left, top, right, bottom = max(0, x0), max(0, y0), min(wide, x0 + width), min(high, y0 + height)
    if right > left and bottom > top:
        held[top - y0 : bottom - y0, left - x0 : right - x0] = page[top:bottom, left:right]
    return held
