"""Whether a photograph of a sheet is good enough, in words a person in a village hall can act on."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.lines.components import body_height, components_of
from extractors.readers.reader import ColourImage, GrayImage
from extractors.sheets.paper_outline import Points
from extractors.sheets.rule_lines import soft_ink
from extractors.sheets.sighting import Sighting
from extractors.sheets.surroundings import count_side_by_side, hides_rows, is_bent, is_of_screen

NO_SHEET = "quality.no_sheet"
BLANK = "quality.blank"
SCREEN = "quality.screen"
SEVERAL_SHEETS = "quality.several_sheets"
ROWS_LOST = "quality.rows_lost"
CUT_OFF = "quality.cut_off"
DARK = "quality.dark"
GLARE = "quality.glare"
BLURRED = "quality.blurred"
CURLED = "quality.curled"
TOO_SMALL = "quality.too_small"

# Letters lower than this, in pixels, lose their marks: below it the line reader misses most names.
LEAST_BODY = 9.0
# Width in pixels over which ink turns to paper at an edge, a tenth to nine tenths, by letter height.
WIDEST_EDGE = 0.34
# Share of the picture's contrast that one pixel of its steepest edges takes, if nothing in it is sharp.
STEEPEST_BLURRED = 0.1
DARKEST_PAPER = 70.0
LEAST_BLANK_AREA = 0.3  # of the photograph: smaller plain shapes are things in a room
# Paper at the top of the scale with no print on it, as a share of the sheet, in one piece.
GLARE_LEVEL = 252
GLARE_AREA = 0.035
CHECKED_LONG_SIDE = 2200
# A picture that keeps so many pixels on its longer side while it is decoded is enough for the check.
NEEDED_SIDE = 1900
BORDER = 0.004


@dataclass(frozen=True, slots=True)
class PhotoQuality:
    """`remarks`: codes of the message catalogue, the gravest first; empty for a good photograph.

    `sharpness` is edge width over letter height (smaller is sharper), `paper_level` 0..255, `body` the letter height
    in pixels of the photograph; all 0 where no letters were found.
    """

    remarks: tuple[str, ...]
    sharpness: float = 0.0
    paper_level: float = 0.0
    body: float = 0.0


def photo_quality(photo: ColourImage, seen: Sighting, shrunk: float = 1.0) -> PhotoQuality:
    """The verdict on one photograph (height, width, 3) in which `seen` was seen; quick, for people wait for it.

    `shrunk`: how many pixels of `photo` one pixel became that the sheet will be read in, where it was decoded smaller.
    """
    outline = seen.table.corners if seen.table is not None else None
    corners = seen.paper
    if corners is None and outline is None:
        corners = _whole_if_written(photo)
        if corners is None:
            return PhotoQuality((NO_SHEET,))
    shown = corners if corners is not None else outline
    assert shown is not None
    factor = min(1.0, CHECKED_LONG_SIDE / max(photo.shape[:2]))
    gray = np.asarray(cv2.cvtColor(photo, cv2.COLOR_BGR2GRAY), np.uint8)
    if is_of_screen(gray, shown):
        return PhotoQuality((SCREEN,))
    if factor < 1.0:
        gray = np.asarray(cv2.resize(gray, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA), np.uint8)
    inside = _filled(gray.shape, shown * factor)
    ink = np.where(inside, soft_ink(gray) > 0.4, False)
    body = body_height(components_of(ink.astype(np.uint8)), max(gray.shape))
    if body is None:
        if _is_blurred_throughout(gray):
            return PhotoQuality((BLURRED,))
        return PhotoQuality((BLANK if corners is not None and _lies_free(corners, photo) else NO_SHEET,))
    level = float(np.percentile(gray[inside & ~ink], 60))
    edge = _edge_width(gray, ink, round(0.3 * body)) / body
    letters = body / factor / shrunk
    sheets = count_side_by_side([table.corners for table in seen.tables])
    curled = seen.is_rolled or is_bent(seen.table)
    found = {
        SEVERAL_SHEETS: sheets > 1,
        CUT_OFF: _is_cut_off(photo, corners, outline, ink),
        TOO_SMALL: letters < LEAST_BODY,
        DARK: level < DARKEST_PAPER,
        GLARE: _glare(gray, inside) > GLARE_AREA,
        BLURRED: edge > WIDEST_EDGE,
        CURLED: curled,
        # The shaded side of a bend is no hand.
        ROWS_LOST: not curled and corners is not None and hides_rows(photo, corners),
    }
    return PhotoQuality(tuple(remark for remark, holds in found.items() if holds), edge, level, letters)


def _filled(shape: tuple[int, ...], corners: Points) -> NDArray[np.bool_]:
    drawn = np.zeros(shape, np.uint8)
    cv2.fillConvexPoly(drawn, corners.round().astype(np.int32), 1)
    return drawn > 0


def _lies_free(corners: Points, photo: ColourImage) -> bool:
    """True for a paper with ground on all sides: a wall or a window runs out of the picture or is small in it."""
    height, width = photo.shape[:2]
    margin = 0.012 * max(height, width)
    within = (
        (corners > margin).all() and (corners[:, 0] < width - margin).all() and (corners[:, 1] < height - margin).all()
    )
    return bool(within) and float(cv2.contourArea(corners)) > LEAST_BLANK_AREA * height * width


def _whole_if_written(photo: ColourImage) -> Points | None:
    """The whole picture where it is all paper: light, plain and full of letters."""
    small = cv2.resize(photo, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    plain = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))
    saturation = cv2.cvtColor(plain, cv2.COLOR_BGR2HSV)[..., 1]
    uneven = cv2.cvtColor(plain, cv2.COLOR_BGR2GRAY).std()
    if float(np.median(saturation)) > 70 or float(uneven) > 45:
        return None
    height, width = photo.shape[:2]
    return np.array([[0, 0], [width - 1, 0], [width - 1, height - 1], [0, height - 1]], np.float32)


def _is_cut_off(photo: ColourImage, corners: Points | None, outline: Points | None, ink: NDArray[np.bool_]) -> bool:
    """True where the sheet runs out of the picture and takes print with it.

    A margin cut off costs nothing: only ink at the picture's border counts.
    """
    height, width = photo.shape[:2]
    if outline is not None:
        near = BORDER * max(height, width)
        over = (outline[:, 0] > width - near).any() or (outline[:, 1] > height - near).any()
        return bool((outline < near).any() or over)
    margin = max(2, round(BORDER * max(ink.shape)))
    # A rule that leaves the picture is a few pixels of ink; letters cut through are many.
    sides = (
        ink[:margin].any(axis=0),
        ink[-margin:].any(axis=0),
        ink[:, :margin].any(axis=1),
        ink[:, -margin:].any(axis=1),
    )
    touched = corners is None or bool(
        (corners < 0.01 * width).any() or (corners[:, 0] > 0.99 * width).any() or (corners[:, 1] > 0.99 * height).any()
    )
    return touched and any(float(side.mean()) > 0.03 for side in sides)


def _edge_width(gray: GrayImage, ink: NDArray[np.bool_], reach: int) -> float:
    """Pixels from ink to paper: contrast across an edge over its steepest slope, the sharper quarter of all edges.

    Upright and level edges are measured apart and the worse counts: a shaken hand blurs only one of them.
    """
    values = gray.astype(np.float32)
    slopes = [np.abs(cv2.Scharr(values, cv2.CV_32F, *order)) / 32 for order in ((1, 0), (0, 1))]
    around = np.ones((2 * max(reach, 3) + 1, 2 * max(reach, 3) + 1), np.uint8)
    contrast = cv2.subtract(cv2.dilate(gray, around), cv2.erode(gray, around)).astype(np.float32)
    part = ink.astype(np.uint8)
    rim = (cv2.dilate(part, np.ones((3, 3), np.uint8)) - cv2.erode(part, np.ones((3, 3), np.uint8))) > 0
    rim &= contrast > 30
    widths = []
    for slope, other in (slopes, slopes[::-1]):
        chosen = rim & (slope > other) & (slope > 1)
        if chosen.sum() >= 50:
            widths.append(float(np.percentile(contrast[chosen] / slope[chosen], 25)))
    return max(widths, default=0.0)


def _is_blurred_throughout(gray: GrayImage) -> bool:
    """True where even the steepest edges of one direction, such as the paper's own, take many pixels."""
    values = gray.astype(np.float32)
    slopes = (np.abs(cv2.Scharr(values, cv2.CV_32F, *order)) / 32 for order in ((1, 0), (0, 1)))
    contrast = float(np.percentile(values, 99) - np.percentile(values, 1))
    return min(float(np.percentile(slope, 99.9)) for slope in slopes) < STEEPEST_BLURRED * max(contrast, 30.0)


def _glare(gray: GrayImage, inside: NDArray[np.bool_]) -> float:
    """Share of the sheet in the largest washed-out patch, where the rest of the paper is darker."""
    reduced = cv2.resize(gray, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    area = cv2.resize(inside.astype(np.uint8), (reduced.shape[1], reduced.shape[0]), interpolation=cv2.INTER_NEAREST)
    if float(np.percentile(reduced[area > 0], 40)) >= GLARE_LEVEL - 8:
        return 0.0  # paper that is white all over
    washed = ((reduced >= GLARE_LEVEL) & (area > 0)).astype(np.uint8)
    count, _, stats, _ = cv2.connectedComponentsWithStats(washed, connectivity=8)
    return float(stats[1:count, 4].max(initial=0)) / max(int(area.sum()), 1)
