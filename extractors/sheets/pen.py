"""Pen writing in a cell where print is expected."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from extractors.readers.reader import ColourImage
from extractors.sheets.cell_text import CellLine, TextLayer

# Ink is coloured from this saturation (0..255) on; black print stays under it also in warm light.
COLOURED = 70
COLOURED_SHARE = 0.4
# A line this doubtful, of letters unlike the table's own in height, was not printed.
DOUBTFUL = 0.3


def is_pen_writing(lines: Sequence[CellLine], layer: TextLayer, colour: ColourImage | None) -> bool:
    """True where a pen wrote the cell: the reader says so, its ink is coloured, or nothing in it reads as print."""
    letters = sum(len(line.reading.glyphs) for line in lines)
    by_pen = sum(glyph.pen for line in lines for glyph in line.reading.glyphs)
    unread = sum(line.reading.pen_words for line in lines)
    if unread or by_pen > 0.5 * max(letters, 1):
        return True
    return bool(colour is not None and _coloured_share(lines, layer, colour) > COLOURED_SHARE)


def _coloured_share(lines: Sequence[CellLine], layer: TextLayer, colour: ColourImage) -> float:
    coloured = total = 0
    for line in lines:
        box = line.box
        view = np.s_[max(0, box.y0) : box.y1, max(0, box.x0) : box.x1]
        ink = layer.ink[view]
        if not ink.any():
            continue
        saturation = cv2.cvtColor(np.ascontiguousarray(colour[view]), cv2.COLOR_BGR2HSV)[..., 1]
        coloured += int((saturation[ink] > COLOURED).sum())
        total += int(ink.sum())
    return coloured / total if total else 0.0
