"""An upright, evenly lit page out of a photograph of a sheet, with the way back for every box."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.readers.reader import ColourImage, GrayImage
from extractors.sheets.paper_outline import Points, find_paper, ordered
from extractors.sheets.rule_lines import soft_ink
from extractors.sheets.ruling import RuledTable, find_grid
from models.geometry import Box

Homography = NDArray[np.float64]  # (3, 3)

LONGEST_SIDE = 2800  # pixels of the upright page: 240 dpi for A4
CHECKED_LONG_SIDE = 1500  # pixels of the copy in which the ruled grid is looked for
# The grid's own corners correct the paper's where they show more than this tilt or taper (share of a side).
CROOKED = 0.004
LEAST_GRID_AREA = 0.05
PAPER_LEVEL = 245


@dataclass(frozen=True)
class Rectified:
    """`image`: the page upright (height, width, 3); `to_original`: from its pixels to the photograph's."""

    image: ColourImage
    to_original: Homography

    def box_to_original(self, box: Box) -> Box:
        """The upright box around the four corners of a box, in the photograph; never outside the integers of it."""
        corners = np.array([[[box.x0, box.y0], [box.x1, box.y0], [box.x1, box.y1], [box.x0, box.y1]]], np.float64)
        moved = cv2.perspectiveTransform(corners, self.to_original)[0]
        low, high = np.floor(moved.min(axis=0)), np.ceil(moved.max(axis=0))
        return Box.from_list((max(0.0, low[0]), max(0.0, low[1]), max(0.0, high[0]), max(0.0, high[1])))


def rectify(photo: ColourImage) -> Rectified | None:
    """The sheet in a photograph, upright and evenly lit; None where neither paper nor a ruled table shows.

    The photograph itself is left as it is.
    """
    grid = grid_outline(photo)
    corners = find_paper(photo, must_hold=grid)
    if corners is None:
        if grid is None:
            return None
        to_photo, size = _around_grid(grid, photo.shape[1], photo.shape[0])
    else:
        to_photo, size = _upright(corners)
    to_photo, size = _straightened(photo, to_photo, size)
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    flat = cv2.warpPerspective(photo, to_photo, size, flags=flags, borderMode=cv2.BORDER_REPLICATE)
    return Rectified(even_light(np.asarray(flat, np.uint8)), to_photo)


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


def _straightened(
    photo: ColourImage, to_photo: Homography, size: tuple[int, int]
) -> tuple[Homography, tuple[int, int]]:
    """The same page, its ruled grid made exactly upright where it is not."""
    factor = min(1.0, CHECKED_LONG_SIDE / max(size))
    shrink = np.diag([1 / factor, 1 / factor, 1.0])
    small_size = max(1, round(size[0] * factor)), max(1, round(size[1] * factor))
    gray = cv2.cvtColor(photo, cv2.COLOR_BGR2GRAY)
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    small = np.asarray(
        cv2.warpPerspective(gray, to_photo @ shrink, small_size, flags=flags, borderMode=cv2.BORDER_REPLICATE), np.uint8
    )
    table = find_grid(small)
    if table is None or table.box.area < LEAST_GRID_AREA * small.size:
        return to_photo, size
    corners = _table_corners(table) / factor
    box = np.array(_mean_rectangle(corners), np.float32)
    wrong = float(np.abs(corners - box).max())
    if wrong < CROOKED * max(size):
        return to_photo, size
    correction = np.asarray(cv2.getPerspectiveTransform(box, corners.astype(np.float32)), np.float64)
    return to_photo @ correction, size


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


def grid_outline(photo: ColourImage) -> Points | None:
    """Corners of the largest table in the photograph; None without one."""
    return next(grid_outlines(photo), None)


def grid_outlines(photo: ColourImage) -> Iterator[Points]:
    """Corners of pieces of connected ink that have the outline of a table, the largest first; three at most."""
    for rim in table_rims(photo):
        outline = four_corners(rim)
        if outline is not None:
            yield outline


def table_rims(photo: ColourImage) -> Iterator[Points]:
    """The outer edge (n, 2) of each of the largest pieces of ink that may be a table's rules, straight or bent."""
    factor = min(1.0, CHECKED_LONG_SIDE / max(photo.shape[:2]))
    gray: GrayImage = np.asarray(cv2.cvtColor(photo, cv2.COLOR_BGR2GRAY), np.uint8)
    gray = np.asarray(cv2.resize(gray, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA), np.uint8)
    ink = cv2.dilate((soft_ink(gray) > 0.4).astype(np.uint8), np.ones((3, 3), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    for label in np.argsort(-(stats[1:count, 2] * stats[1:count, 3]))[:3] + 1:
        x, y, width, height, area = (int(value) for value in stats[label])
        if width * height < LEAST_GRID_AREA * gray.size or area > 0.4 * width * height:
            continue
        margin = 0.01 * CHECKED_LONG_SIDE
        if min(x, y, gray.shape[1] - x - width, gray.shape[0] - y - height) < margin:
            continue  # the cloth or the table it lies on
        part = (labels[y : y + height, x : x + width] == label).astype(np.uint8)
        rims, _ = cv2.findContours(part, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
        rim = max(rims, key=len).reshape(-1, 2).astype(np.float32)
        yield np.asarray((rim + np.array([x, y], np.float32)) / factor, np.float32)


def four_corners(rim: Points) -> Points | None:
    """The corners of the quadrangle that the hull of a rim is; None where it is none."""
    hull = cv2.convexHull(rim)
    for share in (0.01, 0.02, 0.03, 0.05):
        rough = cv2.approxPolyDP(hull, share * cv2.arcLength(hull, True), True)
        if len(rough) == 4 and cv2.contourArea(rough) > 0.93 * cv2.contourArea(hull):
            return np.asarray(ordered(rough.reshape(-1, 2).astype(np.float32)), np.float32)
    return None
