"""An upright, evenly lit page out of a photograph of a sheet, with the way back for every box."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.readers.reader import ColourImage
from extractors.sheets.bending import PageMapping, bend_of_rim, bend_of_rules
from extractors.sheets.paper_outline import Points
from extractors.sheets.ruled_table import RuledTable
from extractors.sheets.ruling import find_grid
from extractors.sheets.sighting import SightedTable, Sighting
from models.geometry import Box

Homography = NDArray[np.float64]  # (3, 3)

LONGEST_SIDE = 2800  # pixels of the upright page: 240 dpi for A4
CHECKED_LONG_SIDE = 1500  # pixels of the copy in which the ruled grid is looked for
# The grid's own corners correct the paper's where they show more than this tilt or taper (share of a side).
CROOKED = 0.004
# Rules that leave their straight line by this share of the page's long side show bent paper, not a bent stroke.
BENT = 0.005
BENT_RULE = 0.002
OUTLINE_STEPS = 5  # places on each side of a box by which it is found in the photograph
LEAST_GRID_AREA = 0.05
PAPER_LEVEL = 245


@dataclass(frozen=True)
class Rectified:
    """`image`: the page upright (height, width, 3); `to_original`: from its pixels to the photograph's."""

    image: ColourImage
    to_original: PageMapping

    def box_to_original(self, box: Box) -> Box:
        """The upright box around a box's outline, in the photograph; never outside the integers of it."""
        xs, ys = np.linspace(box.x0, box.x1, OUTLINE_STEPS), np.linspace(box.y0, box.y1, OUTLINE_STEPS)
        level = [np.stack([xs, np.full(OUTLINE_STEPS, y)], axis=1) for y in (box.y0, box.y1)]
        upright = [np.stack([np.full(OUTLINE_STEPS, x), ys], axis=1) for x in (box.x0, box.x1)]
        moved = self.to_original.at(np.concatenate(level + upright).astype(np.float64))
        low, high = np.floor(moved.min(axis=0)), np.ceil(moved.max(axis=0))
        return Box.from_list((max(0.0, low[0]), max(0.0, low[1]), max(0.0, high[0]), max(0.0, high[1])))


def rectify(photo: ColourImage, seen: Sighting) -> Rectified | None:
    """The sheet in a photograph, upright, flat and evenly lit; None where neither paper nor a ruled table was seen.

    The photograph itself is left as it is.
    """
    if seen.paper is not None:
        to_photo, size = _upright(seen.paper)
    elif seen.table is not None:
        to_photo, size = _around_grid(seen.table.corners, photo.shape[1], photo.shape[0])
    else:
        return None
    mapping = PageMapping(to_photo)
    if seen.table is not None:
        mapping = _uncurled(mapping, seen.table, max(size))
    mapping = _straightened(photo, mapping, size)
    return Rectified(even_light(mapping.taken(photo, size)), mapping)


def _uncurled(mapping: PageMapping, table: SightedTable, longest: int) -> PageMapping:
    """The same page, the outer edge of its table made straight where the paper is bent."""
    back = np.linalg.inv(mapping.homography)
    rim, corners = (
        np.asarray(cv2.perspectiveTransform(places[None].astype(np.float64), back)[0], np.float32)
        for places in (table.rim, table.corners)
    )
    bend = bend_of_rim(rim, corners)
    return mapping if bend is None or bend.curve < BENT * longest else PageMapping(mapping.homography, (bend,))


def even_light(image: ColourImage) -> ColourImage:
    """The same page with shadows and the lamp's colour divided out: paper comes out white."""
    reduced = cv2.resize(image, None, fx=0.125, fy=0.125, interpolation=cv2.INTER_AREA)
    paper = cv2.morphologyEx(reduced, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))
    paper = cv2.GaussianBlur(cv2.medianBlur(paper, 5), (0, 0), 2)
    paper = cv2.resize(paper, (image.shape[1], image.shape[0]), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(image, np.maximum(paper, 40), scale=PAPER_LEVEL), np.uint8)


def _upright(corners: Points) -> tuple[Homography, tuple[int, int]]:
    """The homography from an upright page to the photograph, and the page's (width, height)."""
    top, right, bottom, left = (float(np.linalg.norm(corners[(i + 1) % 4] - corners[i])) for i in range(4))
    width, height = max(top, bottom), max(left, right)
    factor = min(1.0, LONGEST_SIDE / max(width, height))
    size = max(1, round(width * factor)), max(1, round(height * factor))
    page = np.array([[0, 0], [size[0], 0], [size[0], size[1]], [0, size[1]]], np.float32)
    return np.asarray(cv2.getPerspectiveTransform(page, corners.astype(np.float32)), np.float64), size


def _around_grid(grid: Points, width: int, height: int) -> tuple[Homography, tuple[int, int]]:
    """As `_upright`, from the corners of the table alone: the page is what the photograph shows around it."""
    to_photo, size = _upright(grid)
    frame = np.array([[[0, 0], [width, 0], [width, height], [0, height]]], np.float64)
    seen = cv2.perspectiveTransform(frame, np.linalg.inv(to_photo))[0]
    # The photograph's corners may lie far off in the page's plane: at most half a table beside the table is kept.
    left, top = (max(float(seen[:, i].min()), -0.5 * size[i]) for i in (0, 1))
    right, bottom = (min(float(seen[:, i].max()), 1.5 * size[i]) for i in (0, 1))
    return _cropped(to_photo, left, top, right, bottom)


def _cropped(
    to_photo: Homography, left: float, top: float, right: float, bottom: float
) -> tuple[Homography, tuple[int, int]]:
    """The part of the page's plane from left, top to right, bottom as a page of its own, no larger than allowed."""
    factor = min(1.0, LONGEST_SIDE / max(right - left, bottom - top, 1.0))
    move = np.array([[1 / factor, 0, left], [0, 1 / factor, top], [0, 0, 1]], np.float64)
    return to_photo @ move, (max(1, round((right - left) * factor)), max(1, round((bottom - top) * factor)))


def _straightened(photo: ColourImage, mapping: PageMapping, size: tuple[int, int]) -> PageMapping:
    """The same page, its ruled grid made exactly upright and straight where it is not."""
    factor = min(1.0, CHECKED_LONG_SIDE / max(size))
    small_size = max(1, round(size[0] * factor)), max(1, round(size[1] * factor))
    gray = np.asarray(cv2.cvtColor(photo, cv2.COLOR_BGR2GRAY), np.uint8)
    small = mapping.shrunk(factor).taken(gray, small_size)
    table = find_grid(small)
    if table is None or table.box.area < LEAST_GRID_AREA * small.size:
        return mapping
    bend = bend_of_rules(table)
    if bend is not None and bend.curve > BENT_RULE * max(small_size):
        return PageMapping(mapping.homography, (bend.scaled(1 / factor), *mapping.bends))
    corners = _table_corners(table) / factor
    box = np.array(_mean_rectangle(corners), np.float32)
    wrong = float(np.abs(corners - box).max())
    if mapping.bends or wrong < CROOKED * max(size):
        return mapping
    correction = np.asarray(cv2.getPerspectiveTransform(box, corners.astype(np.float32)), np.float64)
    return PageMapping(mapping.homography @ correction)


def _table_corners(table: RuledTable) -> Points:
    rows, columns = table.horizontals, table.verticals
    corners = []
    for row, column in ((rows[0], columns[0]), (rows[0], columns[-1]), (rows[-1], columns[-1]), (rows[-1], columns[0])):
        x = column.at((column.start + column.end) / 2)
        for _ in range(3):
            x = column.at(row.at(x))
        corners.append((x, row.at(x)))
    return np.array(corners, np.float32)


def _mean_rectangle(corners: Points) -> list[tuple[float, float]]:
    left, right = (corners[0, 0] + corners[3, 0]) / 2, (corners[1, 0] + corners[2, 0]) / 2
    top, bottom = (corners[0, 1] + corners[1, 1]) / 2, (corners[2, 1] + corners[3, 1]) / 2
    return [(left, top), (right, top), (right, bottom), (left, bottom)]
