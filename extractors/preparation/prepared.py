"""A page made ready for finding and reading its lines; every step is gated by what was measured on the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

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
from extractors.sheets.rule_erasing import erase_ruling, erased, ruling_mask
from extractors.sheets.ruled_table import RuledTable
from models.geometry import Box
from models.page import CellPlace

PAPER = 255
SOFT_EDGE = 110  # of 255: lighter than any print, darker than paper


@dataclass(frozen=True)
class Inks:
    """The page's black ink and its coloured ink (None without any), with their components once these are asked for."""

    black: Mask
    tinted: Mask | None

    @cached_property
    def found(self) -> Components:
        return components_of(self.black)

    @cached_property
    def coloured(self) -> Components | None:
        return None if self.tinted is None else components_of(self.tinted)

    def without(self, marks: Mask) -> Inks:
        """What is left where `marks` (1 or 255) are taken away."""
        kept = cv2.compare(marks, np.zeros_like(marks), cv2.CMP_EQ)
        black, tinted = (
            None if ink is None else np.asarray(cv2.bitwise_and(ink, kept), np.uint8)
            for ink in (self.black, self.tinted)
        )
        assert black is not None
        return Inks(black, tinted)


@dataclass(frozen=True)
class PreparedPage:
    """`full` shows all ink, `black` the page without coloured ink; both with even paper and no highlighter.

    `inks` tells where the ink of either is. `body` is the height in pixels of most letters, `cells` are those of
    ruled tables, whose rules are taken off, and `places` say of each cell which it is.
    """

    full: GrayImage
    black: GrayImage
    colour: ColourImage
    inks: Inks
    body: float
    contrast: float
    was_flattened: bool
    cells: tuple[Box, ...] = ()
    places: tuple[CellPlace, ...] = ()

    @property
    def shape(self) -> tuple[int, int]:
        return self.full.shape[0], self.full.shape[1]

    @property
    def ink(self) -> Mask:
        """The black ink."""
        return self.inks.black

    @property
    def found(self) -> Components:
        """The components of the black ink."""
        return self.inks.found

    @property
    def coloured(self) -> Components | None:
        """The components of the coloured ink, None for a page without any."""
        return self.inks.coloured


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
    black, inks = _split_by_colour(gray, full_ink, tinted)
    body = body_height(inks.found, max(gray.shape))
    if body is None and inks.tinted is not None:
        black, inks = gray, Inks(full_ink, None)
        body = body_height(inks.found, max(gray.shape))
    if body is None:
        return None
    return PreparedPage(gray, black, colour, inks, body, contrast, uneven)


def without_ruling(page: PreparedPage, tables: Sequence[RuledTable]) -> PreparedPage:
    """The page without the rules of its tables; their cells keep lines apart."""
    mask = ruling_mask(page.full, tables)
    rules = np.asarray(cv2.dilate(mask, np.ones((3, 3), np.uint8)), np.uint8)
    full = erased(page.full, mask)
    numbered = [(number, cell) for number, table in enumerate(tables) for cell in table.cells]
    return replace(
        page,
        full=full,
        black=full if page.black is page.full else erase_ruling(page.black, tables),
        inks=page.inks.without(rules),
        cells=tuple(cell.box for _, cell in numbered),
        places=tuple(CellPlace(number, cell.row, cell.column) for number, cell in numbered),
    )


def without_marks(page: PreparedPage, marks: Mask) -> PreparedPage:
    """The page with the marked ink, and the soft edge around it, made paper."""
    if not marks.any():
        return page
    left = page.inks.without(marks)
    edge = np.asarray(cv2.dilate(marks, np.ones((3, 3), np.uint8)), np.uint8)
    for ink in (left.black, left.tinted):
        edge = edge if ink is None else np.asarray(cv2.bitwise_and(edge, 1 - ink), np.uint8)
    full = _with_paper(page.full, edge)
    black = full if page.black is page.full else _with_paper(page.black, edge)
    return replace(page, full=full, black=black, inks=left)


def without_area(page: PreparedPage, area: Box) -> PreparedPage:
    """The page without the ink inside the area, which is read elsewhere."""
    inside = np.zeros(page.shape, np.uint8)
    inside[max(0, area.y0) : area.y1, max(0, area.x0) : area.x1] = 1
    return replace(page, inks=page.inks.without(inside))


def _with_paper(layer: GrayImage, place: Mask) -> GrayImage:
    out = layer.copy()
    out[place > 0] = PAPER
    return out


def _split_by_colour(gray: GrayImage, ink: Mask, tinted: Mask | None) -> tuple[GrayImage, Inks]:
    """The page without coloured ink, and the ink of either."""
    if tinted is None:
        return gray, Inks(ink, None)
    # The soft edge of a coloured stroke is grey. Where a stamp crosses print, the print is too dark to have a colour.
    _, soft = cv2.threshold(gray, SOFT_EDGE, 1, cv2.THRESH_BINARY)
    edge = cv2.bitwise_and(cv2.dilate(tinted, np.ones((3, 3), np.uint8)), soft)
    stained = np.asarray(cv2.bitwise_or(tinted, edge), np.uint8)
    coloured = np.asarray(cv2.bitwise_and(ink, stained), np.uint8)
    return _with_paper(gray, stained), Inks(ink - coloured, coloured)
