"""What else a photograph of a sheet shows: a second sheet, something that lies on it, the pixels of a screen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.readers.reader import ColourImage, GrayImage
from extractors.sheets.paper_outline import Points
from extractors.sheets.sighting import SightedTable

# A second table this large beside the first is a second sheet rather than part of the form.
ALIKE_AREA = 0.45
# How far the middle of a rule lies from the line between its ends, by its length. Flat sheets reach 0.004; most bent by
# up to 0.1 are read row by row once their rules are made straight, but one of 0.05 was not.
BENT_BY = 0.035
NEAR_SIDE = 0.25  # of the side: the rim's other side lies farther away
PATCH = 256  # pixels of the squares whose spectrum is looked at
# Waves of a screen: cycles a pixel. Below, print and rules have waves of their own.
SCREEN_WAVES = 0.12
# A wave this much stronger than the others of about its length repeats over the whole patch.
# Drawn pages, photographed and compressed, reach 6 to 9; screens from 20 on.
SCREEN_PEAK = 14.0
FAINTEST_WAVE = 800.0  # a tenth of a grey level in the spectrum of a patch: paper drawn without noise has less
INK_LEVEL = 0.62  # of the paper's: darker than the gaps between a screen's pixels
FLAT_SIDE = 480  # pixels of the levelled copy in which covered places are looked for
COVERED_LEVEL = 0.5  # of the paper's brightness
COVERED_COLOUR = 16.0  # Lab distance from the paper's colour; skin has 20 and more
COVERED_AREA = 0.012  # of the sheet, in one piece: a finger over two rows
MARGIN = 0.04  # of the sheet: its rim may show the ground


def count_side_by_side(outlines: Sequence[Points]) -> int:
    """How many tables of about one size as the first lie apart, none inside another; the first is one."""
    apart: list[Points] = []
    for outline in (outline.astype(np.float32) for outline in outlines):
        area = float(cv2.contourArea(outline))
        if apart and area < ALIKE_AREA * float(cv2.contourArea(apart[0])):
            continue
        if all(cv2.intersectConvexConvex(outline, other)[0] < 0.05 * area for other in apart):
            apart.append(outline)
    return len(apart)


def is_bent(table: SightedTable | None) -> bool:
    """True where the uppermost and the lowest rule of a table bend the same way, or its outermost columns do.

    One alone may be a signature that reaches over it.
    """
    if table is None:
        return False
    rim, (top_left, top_right, bottom_right, bottom_left) = table.rim, table.corners
    rows = (_bend(rim, top_left, top_right, np.min), _bend(rim, bottom_left, bottom_right, np.max))
    columns = (_bend(rim, bottom_left, top_left, np.min), _bend(rim, bottom_right, top_right, np.max))
    return any(min(pair) > BENT_BY or max(pair) < -BENT_BY for pair in (rows, columns))


def _bend(rim: Points, left: Points, right: Points, outermost: Callable[[Points], np.floating[Any]]) -> float:
    """How far down the middle of the rim between two corners lies from the line between its ends, by its length."""
    along = right - left
    length = max(float(np.hypot(*along)), 1.0)
    unit = along / length
    at = (rim - left) @ unit / length
    down = (rim - left) @ np.array([-unit[1], unit[0]], np.float32) / length
    heights = []
    for share in (0.05, 0.5, 0.95):
        near = down[(np.abs(at - share) < 0.02) & (np.abs(down) < NEAR_SIDE)]
        if not len(near):
            return 0.0
        heights.append(float(outermost(near)))
    return heights[1] - (heights[0] + heights[2]) / 2


def hides_rows(photo: ColourImage, corners: Points) -> bool:
    """True where something dark or coloured lies over a part of the sheet: a hand, a telephone, a fold."""
    side = FLAT_SIDE
    square = np.array([[0, 0], [side, 0], [side, side], [0, side]], np.float32)
    flat = cv2.warpPerspective(photo, cv2.getPerspectiveTransform(corners, square), (side, side))
    # Letters, rules and signatures are thinner than what lies on the sheet.
    plain = cv2.morphologyEx(flat, cv2.MORPH_CLOSE, np.ones((11, 11), np.uint8))
    lab = cv2.cvtColor(cv2.medianBlur(plain, 5), cv2.COLOR_BGR2LAB).astype(np.float32)
    cut = round(MARGIN * side)
    inner = lab[cut:-cut, cut:-cut]
    paper = np.median(inner.reshape(-1, 3), axis=0)
    covered = (inner[..., 0] < COVERED_LEVEL * paper[0]) | (
        np.hypot(*(inner[..., 1:] - paper[1:]).T).T > COVERED_COLOUR
    )
    count, _, stats, _ = cv2.connectedComponentsWithStats(covered.astype(np.uint8), connectivity=4)
    return bool(stats[1:count, 4].max(initial=0) > COVERED_AREA * covered.size)


def is_of_screen(gray: GrayImage, corners: Points) -> bool:
    """True where the light parts of the sheet repeat in waves of a few pixels, as a screen's pixels do."""
    x0, y0 = np.maximum(corners.min(axis=0), 0).astype(int)
    x1, y1 = corners.max(axis=0).astype(int)
    peaks = [
        _peak(np.asarray(gray[y : y + PATCH, x : x + PATCH], np.float32))
        for x in np.linspace(x0, max(x0, x1 - PATCH), 5)[1:4].astype(int)
        for y in np.linspace(y0, max(y0, y1 - PATCH), 5)[1:4].astype(int)
        if y + PATCH <= gray.shape[0] and x + PATCH <= gray.shape[1]
    ]
    return len(peaks) > 0 and min(peaks) > SCREEN_PEAK


def _peak(patch: NDArray[np.float32]) -> float:
    """The strongest short wave of a patch over the usual strength of waves of about its length, print left out."""
    paper = cv2.morphologyEx(patch, cv2.MORPH_CLOSE, np.ones((15, 15), np.uint8))
    print_mask = cv2.dilate((patch < INK_LEVEL * paper).astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
    patch = np.where(print_mask, cv2.blur(paper, (31, 31)) - float(np.median((paper - patch)[~print_mask])), patch)
    window = np.hanning(PATCH).astype(np.float32)
    strength = np.abs(np.fft.rfft2((patch - patch.mean()) * window * window[:, None]))
    waves = np.hypot(np.fft.fftfreq(PATCH)[:, None], np.fft.rfftfreq(PATCH)[None, :])
    # JPEG blocks of eight pixels make waves of their own along both axes.
    ys, xs = np.fft.fftfreq(PATCH)[:, None], np.fft.rfftfreq(PATCH)[None, :]
    blocks = ((np.abs(ys * 8 - np.round(ys * 8)) < 0.04) & (xs < 0.01)) | (
        (np.abs(xs * 8 - np.round(xs * 8)) < 0.04) & (np.abs(ys) < 0.01)
    )
    held = (waves > SCREEN_WAVES) & ~blocks
    best = 0.0
    for low in np.arange(SCREEN_WAVES, 0.5, 0.06):
        ring = held & (waves >= low) & (waves < low + 0.06)
        values = strength[ring]
        best = max(best, float(values.max(initial=0.0)) / max(float(np.percentile(values, 90)), FAINTEST_WAVE))
    return best
