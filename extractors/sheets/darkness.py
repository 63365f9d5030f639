"""How much darker than its paper a page is, place by place, how dark its print, and how faint the palest pen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.sheets.cell_text import TextLayer
from models.geometry import Box

Mask = NDArray[np.bool_]
FloatArray = NDArray[np.float32]

# Bleed-through keeps at most a fifth of the darkness of print, after a scanner's sharpening up to a third; the palest
# pencil about a quarter. On a page that shows nothing so faint outside its signatures, faint ink is pencil.
FAINTEST: Final = 0.3
FAINTEST_PENCIL: Final = 0.2
# Share of the ink beside the signatures that is fainter than FAINTEST where the back shines through.
SHINING_THROUGH: Final = 0.01
WHOLE_PIECE: Final = 40  # pixels; the rims of strokes are faint and specks are all rim


@dataclass(frozen=True)
class Darkness:
    """The page without rules: where ink is, how much darker than the paper, and how dark the table's print is.

    `faintest` is the share of the print's darkness below which ink is the back of the page shining through.
    """

    ink: Mask
    levels: FloatArray
    print_level: float
    faintest: float = FAINTEST


def darkness_of(layer: TextLayer, table: Box, signatures: Sequence[Box]) -> Darkness:
    """Of the whole page; `table` and the signature cells are boxes on it."""
    small = cv2.resize(layer.page, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    paper = cv2.blur(cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((11, 11), np.uint8)), (9, 9))
    paper = cv2.resize(paper, (layer.page.shape[1], layer.page.shape[0]), interpolation=cv2.INTER_LINEAR)
    levels = cv2.subtract(paper, layer.page).astype(np.float32)
    inside = np.s_[table.y0 : table.y1, table.x0 : table.x1]
    inked = levels[inside][layer.ink[inside]]
    usual = float(np.percentile(inked, 75)) if len(inked) else 255.0
    return Darkness(layer.ink, levels, usual, faintest_ink(layer.ink, levels, usual, signatures))


def faintest_ink(ink: Mask, levels: FloatArray, print_level: float, besides: Sequence[Box]) -> float:
    """The bound of `Darkness.faintest` for a page, from the ink that lies outside the boxes (signature columns)."""
    other = ink.copy()
    for box in besides:
        other[max(0, box.y0) : box.y1, max(0, box.x0) : box.x1] = False
    _, labels = cv2.connectedComponents(other.astype(np.uint8), connectivity=8)
    inked = np.flatnonzero(other)
    pieces = labels.ravel()[inked]
    areas = np.bincount(pieces, minlength=1).astype(np.float64)
    sums = np.bincount(pieces, weights=levels.ravel()[inked], minlength=1)
    held = areas >= WHOLE_PIECE
    faint = held & (sums / np.maximum(areas, 1) < FAINTEST * print_level)
    shines = areas[faint].sum() > SHINING_THROUGH * max(float(areas[held].sum()), 1.0)
    return FAINTEST if shines else FAINTEST_PENCIL
