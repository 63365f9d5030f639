"""The ink of a column's cells: which of it is each cell's own, and the picture of a cell that is judged.

A large signature reaches over its rules, and what hangs in from the next row is no signature there: every piece of
connected ink is shown to the judge with the share of it that lies in the cell.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.sheets.darkness import Darkness
from models.geometry import Box

Mask = NDArray[np.bool_]
FloatArray = NDArray[np.float32]
Labels = NDArray[np.int32]

# Of a picture, in pixels: the cell's height, what shows of the rows above and below it, and the picture's width.
CELL_HEIGHT: Final = 36
BEYOND: Final = 14
PICTURE_HEIGHT: Final = CELL_HEIGHT + 2 * BEYOND
PICTURE_WIDTH: Final = 224
BESIDE: Final = 0.08  # of the cell's height: what shows of the columns on either side
# Pieces of ink smaller than this, in squared cell heights, are specks: they are shown, but are nobody's ink.
SPECK: Final = 0.004
OWN_SHARE: Final = 0.36  # of a piece's ink inside the cell, from which the cell has a part in it
# Of the cell's height: what only hangs in from a row beside it seldom reaches so far, and a signature grown together
# with those of other rows does. Of 23 drawn ones without ink of their own 16 do, of 278 empty ones 4.
CROSSING: Final = 0.7


@dataclass(frozen=True)
class CellInk:
    """`box` surrounds the cell's own ink on the page, None without any.

    `picture` is (2, PICTURE_HEIGHT, PICTURE_WIDTH): darkness in shares of the print's, and for ink that belongs to
    other rows the share of its piece that lies outside this cell. `is_crossed`: a piece of ink that lies mostly in
    other rows reaches over most of the cell.
    """

    box: Box | None
    picture: FloatArray
    is_crossed: bool = False


def column_ink(darkness: Darkness, cells: Sequence[Box]) -> list[CellInk]:
    """The ink of each cell of one column, top to bottom, in page pixels."""
    if not cells:
        return []
    usual = float(np.median([cell.height for cell in cells]))
    height, width = darkness.ink.shape
    window = Box.around(cells).padded(round(0.6 * usual), width, height)
    view = np.s_[window.y0 : window.y1, window.x0 : window.x1]
    part = darkness.ink[view].astype(np.uint8)
    # Erasing a rule leaves gaps in strokes that run along it: pieces that nearly touch are one.
    bridge = max(3, round(0.06 * usual)) | 1
    linked = cv2.morphologyEx(part, cv2.MORPH_CLOSE, np.ones((bridge, bridge), np.uint8))
    _, found = cv2.connectedComponents(linked, connectivity=8)
    labels = np.where(part > 0, np.asarray(found, np.int32), 0)
    levels = darkness.levels[view]
    faint = _faint_pieces(labels, levels, darkness.faintest * darkness.print_level)
    if faint.any():
        hidden = cv2.dilate(faint[labels].astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
        labels, levels = np.where(faint[labels], 0, labels), np.where(hidden, 0, levels)
    amounts = np.bincount(labels.ravel(), minlength=int(labels.max(initial=0)) + 1)
    amounts[0] = 0
    shade = np.clip(levels / max(darkness.print_level, 1.0), 0, 1.5).astype(np.float32)
    return [_cell_ink(cell, window, labels, amounts, shade) for cell in cells]


def _faint_pieces(labels: Labels, levels: FloatArray, least: float) -> Mask:
    """For each label, whether its ink is paler than any pen: what shines through from the back of the page."""
    count = int(labels.max(initial=0)) + 1
    inked = labels > 0
    areas = np.bincount(labels[inked], minlength=count)
    sums = np.bincount(labels[inked], weights=levels[inked], minlength=count)
    faint = sums / np.maximum(areas, 1) < least
    faint[0] = False
    return np.asarray(faint, np.bool_)


def _cell_ink(cell: Box, window: Box, labels: Labels, amounts: NDArray[np.int64], shade: FloatArray) -> CellInk:
    y0, y1 = cell.y0 - window.y0, cell.y1 - window.y0
    x0, x1 = max(0, cell.x0 - window.x0), cell.x1 - window.x0
    held = np.bincount(labels[max(0, y0) : y1, x0:x1].ravel(), minlength=len(amounts))
    shares = np.asarray(held / np.maximum(amounts, 1), np.float32)
    shares[0] = 1.0
    own = (shares >= OWN_SHARE) & (held >= SPECK * cell.height**2)
    own[0] = False
    box = _own_box(own, shares, labels, (max(0, y0), y1), (x0, x1))
    scale = CELL_HEIGHT / max(1, cell.height)
    beyond, beside = BEYOND / scale, round(BESIDE * cell.height)
    centre = (box.x0 + box.x1) / 2 if box else (x0 + x1) / 2
    left, right = _seen(x0 - beside, x1 + beside, PICTURE_WIDTH / scale, centre)
    top, foot = round(y0 - beyond), round(y1 + beyond)
    seen = np.s_[max(0, top) : foot, max(0, left) : right]
    foreign = np.where(labels[seen] > 0, 1 - shares[labels[seen]], 0).astype(np.float32)
    picture = np.zeros((2, PICTURE_HEIGHT, PICTURE_WIDTH), np.float32)
    for channel, values in enumerate((shade[seen], foreign)):
        _place(picture[channel], values, (max(0, -top) * scale, max(0, -left) * scale), scale)
    on_page = Box(box.x0 + window.x0, box.y0 + window.y0, box.x1 + window.x0, box.y1 + window.y0) if box else None
    crossed = box is None and _is_crossed(labels[max(0, y0) : y1, x0:x1], held, cell.height)
    return CellInk(on_page, picture, crossed)


def _is_crossed(inside: Labels, held: NDArray[np.int64], height: int) -> bool:
    """True where the piece with most ink in the cell reaches over most of it; `held` is the ink of each piece."""
    amounts = held.copy()
    amounts[0] = 0
    if amounts.max(initial=0) < SPECK * height**2:
        return False
    rows = np.flatnonzero((inside == int(amounts.argmax())).any(axis=1))
    return bool(rows[-1] + 1 - rows[0] >= CROSSING * height)


def _own_box(
    own: Mask, shares: FloatArray, labels: Labels, rows: tuple[int, int], columns: tuple[int, int]
) -> Box | None:
    """Around the pieces that are the cell's own; of one that lies mostly elsewhere, the part inside the cell."""
    if not own.any():
        return None
    whole = own & (shares > 0.5)
    marked = whole[labels]
    inside = np.s_[rows[0] : rows[1], columns[0] : columns[1]]
    marked[inside] |= own[labels[inside]]
    ys, xs = np.flatnonzero(marked.any(axis=1)), np.flatnonzero(marked.any(axis=0))
    return Box(int(xs[0]), int(ys[0]), int(xs[-1]) + 1, int(ys[-1]) + 1)


def _seen(left: int, right: int, widest: float, centre: float) -> tuple[int, int]:
    """The part of a cell too wide for the picture that holds its ink."""
    if right - left <= widest:
        return left, right
    start = min(max(centre - widest / 2, left), right - widest)
    return round(start), round(start + widest)


def _place(canvas: FloatArray, values: FloatArray, at: tuple[float, float], scale: float) -> None:
    """Scaled into the canvas, in the middle across, at its place from the top."""
    if not values.size:
        return
    size = (max(1, round(values.shape[1] * scale)), max(1, round(values.shape[0] * scale)))
    method = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    scaled = cv2.resize(values, size, interpolation=method)[:, : canvas.shape[1]]
    top = min(round(at[0]), canvas.shape[0] - 1)
    left = (canvas.shape[1] - scaled.shape[1]) // 2
    rows = min(scaled.shape[0], canvas.shape[0] - top)
    canvas[top : top + rows, left : left + scaled.shape[1]] = scaled[:rows]
