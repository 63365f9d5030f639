"""The outline of a sheet of paper in a photograph, whatever it lies on."""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.readers.reader import ColourImage

Points = NDArray[np.float32]  # (4, 2): top left, top right, bottom right, bottom left
Mask = NDArray[np.uint8]

OUTLINE_LONG_SIDE = 640  # pixels of the copy in which the outline is looked for
LEAST_AREA = 0.12  # of the photograph
LEAST_SCORE = 0.5
# Colour distance (Lab) between just inside and just outside that counts as an edge of paper.
EDGE_CONTRAST = 9.0


def find_paper(photo: ColourImage, must_hold: Points | None = None) -> Points | None:
    """The four corners of the paper in pixels of the photograph; None where nothing looks like a sheet.

    `must_hold`: the corners of a table that the paper is known to hold; a shadow's edge across the page would
    otherwise pass for the paper's.

    Several divisions of the picture into paper and the rest are tried; the one wins whose region is most nearly a
    quadrangle and whose sides show a step in colour along their whole length.
    """
    factor = OUTLINE_LONG_SIDE / max(photo.shape[:2])
    small = cv2.resize(photo, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    # Print and rules vanish, so that paper is one plain region.
    closed = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))
    plain = np.asarray(cv2.medianBlur(closed, 5), np.uint8)
    lab = np.asarray(cv2.cvtColor(plain, cv2.COLOR_BGR2LAB), np.uint8)
    best, best_score = None, LEAST_SCORE
    for mask in _divisions(plain, lab):
        for region in _regions(mask):
            corners = _quadrangle(region)
            if corners is None or (must_hold is not None and not _holds(corners, must_hold * factor)):
                continue
            score = _score(corners, region, lab)
            if score > best_score:
                best, best_score = corners, score
    return None if best is None else np.asarray(best / factor, np.float32)


def _divisions(plain: ColourImage, lab: ColourImage) -> Iterator[Mask]:
    light = lab[..., 0].astype(np.float32)
    saturation = cv2.cvtColor(plain, cv2.COLOR_BGR2HSV)[..., 1].astype(np.float32)
    paleness = np.clip(light - 0.6 * saturation, 0, 255).astype(np.uint8)
    yield _lighter(lab[..., 0])[1]
    level, mask = _lighter(paleness)
    yield mask
    yield ((paleness > 0.8 * level) * 255).astype(np.uint8)
    yield ((paleness > 1.15 * level) * 255).astype(np.uint8)
    yield _grown_from_centre(plain)
    yield _inside_edges(lab)


def _lighter(values: Mask) -> tuple[float, Mask]:
    level, mask = cv2.threshold(values, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    return float(level), np.asarray(mask, np.uint8)


def _grown_from_centre(plain: ColourImage) -> Mask:
    """What belongs to the middle rather than to the border of the picture, parted along the strongest edges."""
    height, width = plain.shape[:2]
    markers = np.zeros((height, width), np.int32)
    markers[:3], markers[-3:], markers[:, :3], markers[:, -3:] = 1, 1, 1, 1
    markers[height * 2 // 5 : height * 3 // 5, width * 2 // 5 : width * 3 // 5] = 2
    grown = cv2.watershed(cv2.GaussianBlur(plain, (0, 0), 1.5), markers)
    return np.asarray((np.asarray(grown) == 2) * 255, np.uint8)


def _inside_edges(lab: ColourImage) -> Mask:
    """Regions closed off by edges, for paper and table of like brightness."""
    edges = np.zeros(lab.shape[:2], np.uint8)
    for channel in cv2.split(lab):
        edges |= np.asarray(cv2.Canny(channel, 15, 45), np.uint8)
    return np.asarray(cv2.bitwise_not(cv2.dilate(edges, np.ones((3, 3), np.uint8))), np.uint8)


def _regions(mask: Mask) -> Iterator[Mask]:
    """The two largest pieces, without thin arms."""
    opened = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((9, 9), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(opened, connectivity=4)
    for label in np.argsort(-stats[1:count, 4])[:2] + 1:
        if stats[label, 4] < LEAST_AREA * mask.size:
            return
        contours, _ = cv2.findContours((labels == label).astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
        filled = np.zeros_like(mask)
        cv2.drawContours(filled, contours, -1, 255, cv2.FILLED)
        yield filled


def _quadrangle(region: Mask) -> Points | None:
    """Four sides laid along the region's outline, each through most of the outline's points near it."""
    contours, _ = cv2.findContours(region, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    outline = max(contours, key=cv2.contourArea).reshape(-1, 2).astype(np.float32)
    hull = cv2.convexHull(outline)
    around = cv2.arcLength(hull, True)
    for share in (0.01, 0.02, 0.03, 0.05, 0.08, 0.12):
        rough = cv2.approxPolyDP(hull, share * around, True).reshape(-1, 2)
        if len(rough) == 4:
            break
    else:
        rough = cv2.boxPoints(cv2.minAreaRect(hull))
    corners = ordered(np.asarray(rough, np.float32))
    sides = [_side(corners[i], corners[(i + 1) % 4], outline) for i in range(4)]
    met = [_meeting(sides[i - 1], sides[i]) for i in range(4)]
    if any(point is None for point in met):
        return None
    return np.array(met, np.float32)


def ordered(corners: Points) -> Points:
    """Top left, top right, bottom right, bottom left."""
    middle = corners.mean(axis=0)
    angles = np.arctan2(corners[:, 1] - middle[1], corners[:, 0] - middle[0])
    round_about = corners[np.argsort(angles)]
    first = int(np.argmin(round_about.sum(axis=1)))
    return np.roll(round_about, -first, axis=0)


def _side(start: Points, end: Points, outline: Points) -> tuple[Points, Points]:
    """A point and a direction: the line through the outline's points along one side, its ends left out."""
    along = end - start
    length = float(np.hypot(*along))
    unit = along / max(length, 1e-6)
    relative = outline - start
    at = relative @ unit
    off = np.abs(relative[:, 0] * unit[1] - relative[:, 1] * unit[0])
    near = (at > 0.06 * length) & (at < 0.94 * length) & (off < max(4.0, 0.04 * length))
    if near.sum() < 12:
        return start, unit
    fitted = cv2.fitLine(outline[near], cv2.DIST_HUBER, 0, 0.01, 0.01).ravel()
    return np.asarray(fitted[2:], np.float32), np.asarray(fitted[:2], np.float32)


def _meeting(first: tuple[Points, Points], second: tuple[Points, Points]) -> Points | None:
    matrix = np.stack([first[1], -second[1]], axis=1)
    if abs(float(np.linalg.det(matrix))) < 0.2:
        return None
    steps = np.linalg.solve(matrix, second[0] - first[0])
    return np.asarray(first[0] + steps[0] * first[1], np.float32)


def _holds(corners: Points, inner: Points) -> bool:
    slack = -0.012 * OUTLINE_LONG_SIDE
    return all(cv2.pointPolygonTest(corners, (float(x), float(y)), True) > slack for x, y in inner)


def _score(corners: Points, region: Mask, lab: ColourImage) -> float:
    """0..1: how well the quadrangle fills the region, how square its corners are, and how real its sides."""
    height, width = region.shape
    area = float(cv2.contourArea(corners))
    if not 0.9 * LEAST_AREA * region.size < area < 0.995 * region.size or not _is_plausible(corners, height, width):
        return 0.0
    drawn = np.zeros_like(region)
    cv2.fillConvexPoly(drawn, corners.round().astype(np.int32), 255)
    both = np.count_nonzero(drawn & region)
    either = np.count_nonzero(drawn | region)
    filled = float(both) / max(float(either), 1.0)
    return float(filled**2 * (0.35 + 0.65 * _edge_support(corners, lab)) * _lightness(drawn, lab))


def _is_plausible(corners: Points, height: int, width: int) -> bool:
    margin = 0.06 * max(height, width)
    inside = (
        (corners > -margin).all() and (corners[:, 0] < width + margin).all() and (corners[:, 1] < height + margin).all()
    )
    before, after = np.roll(corners, 1, axis=0) - corners, np.roll(corners, -1, axis=0) - corners
    lengths = np.hypot(before[:, 0], before[:, 1]) * np.hypot(after[:, 0], after[:, 1])
    products: NDArray[np.float32] = before[:, 0] * after[:, 0] + before[:, 1] * after[:, 1]
    cosines = products / np.maximum(lengths, 1e-6)
    return bool(inside and (np.abs(cosines) < 0.5).all())


def _edge_support(corners: Points, lab: ColourImage) -> float:
    """Share of the outline where the colour changes across it; sides at the picture's border count half."""
    height, width = lab.shape[:2]
    shares = []
    middle = corners.mean(axis=0)
    for i in range(4):
        start, end = corners[i], corners[(i + 1) % 4]
        places = start + (end - start) * np.linspace(0.05, 0.95, 40, dtype=np.float32)[:, None]
        normal = np.array([end[1] - start[1], start[0] - end[0]], np.float32)
        normal /= max(float(np.linalg.norm(normal)), 1e-6)
        if normal @ (middle - start) < 0:
            normal = -normal
        inner, outer = places + 7 * normal, places - 7 * normal
        held = [
            (0 <= x_in < width and 0 <= y_in < height and 0 <= x_out < width and 0 <= y_out < height)
            for (x_in, y_in), (x_out, y_out) in zip(inner, outer, strict=True)
        ]
        if sum(held) < 20:
            shares.append(0.5)
            continue
        steps = _colours(lab, inner[held]) - _colours(lab, outer[held])
        shares.append(float((np.linalg.norm(steps, axis=1) > EDGE_CONTRAST).mean()))
    return float(np.mean(shares))


def _colours(lab: ColourImage, places: Points) -> NDArray[np.float32]:
    at = places.astype(int)
    return np.asarray(lab[at[:, 1], at[:, 0]], np.float32)


def _lightness(drawn: Mask, lab: ColourImage) -> float:
    """Paper is no darker than what it lies on: 1 where the inside is lighter, less the darker it is."""
    inside, outside = lab[..., 0][drawn > 0], lab[..., 0][drawn == 0]
    if not len(outside):
        return 1.0
    lighter = float(np.median(inside)) - float(np.median(outside))
    return float(np.clip(1.0 + (lighter + 10) / 60, 0.3, 1.0))
