"""A page made ready for finding and reading its lines; every step is gated by what was measured on the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from extractors.lines.components import Components, Mask, body_height, components_of
from extractors.preparation.colour import coloured_ink, without_highlighter
from extractors.preparation.levels import (
    flattened,
    ink_contrast,
    ink_mask,
    needs_flattening,
    paper_level,
    without_back_side,
)
from extractors.readers.reader import ColourImage, GrayImage
from extractors.sheets.ruling import RuledTable, erase_ruling, erased, ruling_mask
from models.geometry import Box
from models.page import CellPlace

PAPER = 255
SOFT_EDGE = 110  # of 255: lighter than any print, darker than paper


@dataclass(frozen=True)
class PreparedPage:
    """`full` shows all ink, `black` the page without coloured ink; both with even paper and no highlighter.

    `found` are the components of the black ink, `coloured` those of the coloured ink (None without any).
    `body` is the height in pixels of most letters, `cells` are those of ruled tables, whose rules are taken off,
    and `places` say of each cell which it is.
    """

    full: GrayImage
    black: GrayImage
    colour: ColourImage
    ink: Mask
    found: Components
    coloured: Components | None
    body: float
    contrast: float
    was_flattened: bool
    cells: tuple[Box, ...] = ()
    places: tuple[CellPlace, ...] = ()

    @property
    def shape(self) -> tuple[int, int]:
        return self.full.shape[0], self.full.shape[1]


def prepared(colour: ColourImage) -> PreparedPage | None:
    """The page ready for line finding; None where nothing on it looks like letters."""
    gray = np.asarray(cv2.cvtColor(colour, cv2.COLOR_BGR2GRAY), np.uint8)
    tinted = coloured_ink(colour)
    if tinted is not None:
        gray = without_highlighter(gray, colour, tinted, stroke=max(9, max(gray.shape) // 150))
    paper = paper_level(gray)
    uneven = needs_flattening(paper)
    if uneven:
        gray = flattened(gray, paper)
        gray = without_back_side(gray, ink_contrast(gray))
    contrast = ink_contrast(gray)
    full_ink = ink_mask(gray, contrast)
    black, ink, coloured = _split_by_colour(gray, full_ink, tinted)
    found = components_of(ink)
    body = body_height(found, max(gray.shape))
    if body is None and coloured is not None:
        black, ink, found, coloured = gray, full_ink, components_of(full_ink), None
        body = body_height(found, max(gray.shape))
    if body is None:
        return None
    return PreparedPage(gray, black, colour, ink, found, coloured, body, contrast, uneven)


def without_ruling(page: PreparedPage, tables: Sequence[RuledTable]) -> PreparedPage:
    """The page without the rules of its tables; their cells keep lines apart."""
    mask = ruling_mask(page.full, tables)
    rules = cv2.dilate(mask, np.ones((3, 3), np.uint8)) > 0
    ink = np.asarray(np.where(rules, 0, page.ink), np.uint8)
    coloured = page.coloured
    if coloured is not None:
        coloured = components_of(np.asarray((coloured.labels > 0) & ~rules, np.uint8))
    full = erased(page.full, mask)
    numbered = [(number, cell) for number, table in enumerate(tables) for cell in table.cells]
    return replace(
        page,
        full=full,
        black=full if page.black is page.full else erase_ruling(page.black, tables),
        ink=ink,
        found=components_of(ink),
        coloured=coloured,
        cells=tuple(cell.box for _, cell in numbered),
        places=tuple(CellPlace(number, cell.row, cell.column) for number, cell in numbered),
    )


def without_marks(page: PreparedPage, marks: Mask) -> PreparedPage:
    """The page with the marked ink, and the soft edge around it, made paper."""
    if not marks.any():
        return page
    ink = np.asarray(page.ink & (1 - marks), np.uint8)
    edge = np.asarray(cv2.dilate(marks, np.ones((3, 3), np.uint8)), np.uint8) & (1 - ink)
    coloured = page.coloured
    if coloured is not None:
        coloured = components_of(np.asarray((coloured.labels > 0) & (marks == 0), np.uint8))
        edge = edge & (coloured.labels == 0).astype(np.uint8)
    full, black = (np.where(edge > 0, np.uint8(PAPER), layer) for layer in (page.full, page.black))
    return replace(page, full=full, black=black, ink=ink, found=components_of(ink), coloured=coloured)


def without_area(page: PreparedPage, area: Box) -> PreparedPage:
    """The page without the ink inside the area, which is read elsewhere."""
    part = np.s_[max(0, area.y0) : area.y1, max(0, area.x0) : area.x1]
    ink = page.ink.copy()
    ink[part] = 0
    coloured = page.coloured
    if coloured is not None:
        tinted = np.asarray(coloured.labels > 0, np.uint8)
        tinted[part] = 0
        coloured = components_of(tinted)
    return replace(page, ink=ink, found=components_of(ink), coloured=coloured)


def _split_by_colour(gray: GrayImage, ink: Mask, tinted: Mask | None) -> tuple[GrayImage, Mask, Components | None]:
    """The page without coloured ink, its black ink, and the components of the coloured ink."""
    if tinted is None:
        return gray, ink, None
    # The soft edge of a coloured stroke is grey. Where a stamp crosses print, the print is too dark to have a colour.
    edge = np.asarray(cv2.dilate(tinted, np.ones((3, 3), np.uint8)), np.uint8) & (gray > SOFT_EDGE).astype(np.uint8)
    stained = np.asarray(tinted | edge, np.uint8)
    black = np.where(stained > 0, np.uint8(PAPER), gray)
    black_ink = np.asarray(ink & (1 - stained), np.uint8)
    found = components_of(np.asarray(ink & stained, np.uint8))
    return np.asarray(black, np.uint8), black_ink, found
