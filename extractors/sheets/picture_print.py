"""Prints by which a page, or its signature columns, is found again however often it was photographed.

A print is the signs of low cosines (the perceptual hash of C. Zauner, "Implementation and benchmarking of perceptual
image hash functions", 2010), in two lengths: 64 bits find candidates in an index, 256 bits decide.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.readers.reader import ColourImage, GrayImage
from models.geometry import Box
from models.picture import PictureKind, PicturePrint
from models.sheet import Cell, ColumnKind, Grid

FEWEST_SIGNED = 3  # one or two signatures say too little about a column
CELL = (16, 4)  # width and height in pixels that a signature cell is brought to
SQUARE = (32, 64)  # width and height in pixels that the columns are brought to
INSIDE = (0.03, 0.08)  # shares of a cell's width and height at its edges that its rules may fill
PAPER_NOISE = 18  # grey levels below the paper that are still paper
INK_DARKEST = 80  # darker ink counts no more: pens differ, and a photograph's light does
# Bits of 64 in which two prints of one picture may differ, and of 256.
# Signatures: 10 sheets of one form, each photographed twice, scanned and copied badly twice, differed from themselves
# in 9 of 64 in nine pairs of ten and in at most 39 of 256; from each other in 18 and 98 at least (1,125 pairs).
# Photographs: 30 of one hall and 24 screenshots of one programme, compressed, made smaller and brighter, differed from
# themselves in at most 4 of either; from each other in 6 and 32 at least (711 pairs). Cut by 3 % at its edges, a
# picture differs from itself as much as from its neighbours: that is not found.
NEAR_KEY = 11
NEAR_CHECK: Mapping[PictureKind, int] = {PictureKind.SIGNATURES: 64, PictureKind.PHOTO: 20, PictureKind.PAGE: 20}


def page_print(gray: GrayImage) -> PicturePrint:
    """The print of a whole picture (height, width)."""
    factor = max(1, min(gray.shape) // 256)  # whole blocks first, which is ten times as fast
    size = max(1, gray.shape[1] // factor), max(1, gray.shape[0] // factor)
    small = cv2.resize(cv2.resize(gray, size, interpolation=cv2.INTER_AREA), (64, 64), interpolation=cv2.INTER_AREA)
    waves = np.asarray(cv2.dct(small.astype(np.float32)))
    return PicturePrint(_above_median(waves[:8, :8]), _above_median(waves[:16, :16]))


def photo_print(pixels: ColourImage) -> PicturePrint:
    """The print of a photograph (height, width, 3)."""
    return page_print(np.asarray(cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY), np.uint8))


def signature_print(gray: GrayImage, grid: Grid) -> PicturePrint | None:
    """The print of the ink in the signature cells, row under row; None where hardly anybody signed.

    `gray` (height, width) is the level page in whose pixels the grid is. Each place of a cell counts by how it differs
    from that place in the other rows, so that the form itself leaves no trace.
    """
    rows = _signature_cells(grid)
    if sum(cell.signed is True for cells in rows for cell in cells) < FEWEST_SIGNED:
        return None
    strip = np.vstack([np.hstack([_ink(gray, cell.box) for cell in cells]) for cells in rows])
    strip = cv2.resize(strip - strip.mean(axis=0, keepdims=True), SQUARE, interpolation=cv2.INTER_AREA)
    # The first row of cosines is the mean over the rows, which was taken away.
    waves = np.asarray(cv2.dct(np.asarray(strip, np.float32)))[1:]
    return PicturePrint(_hex(waves[:8, :8] > 0), _hex(waves[:16, :16] > 0))


def differing_bits(first: str, second: str) -> int:
    """In how many bits two hashes of one length, in hex, differ."""
    return (int(first, 16) ^ int(second, 16)).bit_count()


def are_near(kind: PictureKind, first: PicturePrint, second: PicturePrint) -> bool:
    """Whether both prints, of pictures of one kind, are likely to be of one picture."""
    if differing_bits(first.key, second.key) > NEAR_KEY:
        return False
    return differing_bits(first.check, second.check) <= NEAR_CHECK[kind]


def _signature_cells(grid: Grid) -> list[list[Cell]]:
    places = [place for place, column in enumerate(grid.columns) if column.kind is ColumnKind.SIGNATURE]
    return [[cells[place] for place in places] for cells in grid.rows] if places else []


def _ink(gray: GrayImage, box: Box) -> NDArray[np.float32]:
    """How much darker than the paper, 0 to 80, the inside of a cell is."""
    across, down = int(INSIDE[0] * box.width), int(INSIDE[1] * box.height)
    part = gray[max(0, box.y0 + down) : box.y1 - down, max(0, box.x0 + across) : box.x1 - across].astype(np.float32)
    if part.size == 0:
        return np.zeros((CELL[1], CELL[0]), np.float32)
    darker = np.clip(np.percentile(part, 80) - part - PAPER_NOISE, 0, INK_DARKEST)
    return np.asarray(cv2.resize(darker, CELL, interpolation=cv2.INTER_AREA), np.float32)


def _above_median(waves: NDArray[Any]) -> str:
    low = waves.ravel()
    return _hex(low > np.median(low[1:]))  # the first one is the brightness


def _hex(bits: NDArray[np.bool_]) -> str:
    flat = bits.ravel()
    return f"{int(''.join('1' if bit else '0' for bit in flat), 2):0{len(flat) // 4}x}"
