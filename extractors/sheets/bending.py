"""How a sheet's paper is bent, told by the rules of its table: what should be straight on it and is not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.sheets.paper_outline import Points
from extractors.sheets.rule_lines import RuleLine
from extractors.sheets.ruled_table import RuledTable

Places = NDArray[np.float64]  # (n, 2): x, y

ALONG_RULE = 4  # degree of the curve of one rule: paper bends in one wave and a half at most
ACROSS_RULES = 2  # degree in which the curves change from rule to rule
LEAST_SHARE = 0.6  # of the table's width or height: shorter rules do not vote
SAMPLES = 24  # places along each rule
BEYOND = 0.12  # of the table's size beside it: farther out the paper is taken to go on as there
FEWEST_RULES = 3
NEAR_CURVE = 0.004  # of a side's length
FOLLOWED = 0.7  # share of a side's places that lie on its curve


@dataclass(frozen=True)
class Bend:
    """From places of the straight page to those of the bent one, both in pixels of one plane.

    `middle` and `half` are those of the table, by which places are made -1..1; `aside` and `down` hold the weights of
    the powers of x (first index) and y (second) in what x and y are moved by.
    """

    middle: Places
    half: Places
    aside: NDArray[np.float64]
    down: NDArray[np.float64]

    def at(self, places: Places) -> Places:
        """Where places (n, 2) of the straight page lie on the bent one."""
        inner = np.clip((places - self.middle) / self.half, -1 - BEYOND, 1 + BEYOND)
        moves = [np.polynomial.polynomial.polyval2d(inner[:, 0], inner[:, 1], w) for w in (self.aside, self.down)]
        return np.asarray(places + np.stack(moves, axis=1), np.float64)

    @property
    def curve(self) -> float:
        """How far the rules leave the straight lines between their ends, in pixels, where they do most."""
        places = np.linspace(-1, 1, 9)
        xs, ys = np.meshgrid(places, places)
        down = np.polynomial.polynomial.polyval2d(xs, ys, self.down)
        aside = np.polynomial.polynomial.polyval2d(xs, ys, self.aside).T
        return max(
            float(np.abs(moves - np.linspace(moves[:, 0], moves[:, -1], len(places), axis=1)).max())
            for moves in (down, aside)
        )

    def scaled(self, factor: float) -> Bend:
        """The bend of the same page shown `factor` times as large."""
        return Bend(self.middle * factor, self.half * factor, self.aside * factor, self.down * factor)


def bend_of_rim(rim: Points, corners: Points) -> Bend | None:
    """The bend that the outer edge (n, 2) of a table shows; `corners` are its four. None where a side cannot be told.

    Signatures that reach over a side are left out of its curve.
    """
    sides = [_side(rim, corners, number) for number in range(4)]
    if any(len(side) < 2 * SAMPLES for side in sides):
        return None
    top, right, bottom, left = sides
    (x0, y0), (x1, y1) = corners.min(axis=0), corners.max(axis=0)
    rows = [_curve(side[:, 0], side[:, 1], x0, x1) for side in (top, bottom)]
    columns = [_curve(side[:, 1], side[:, 0], y0, y1) for side in (left, right)]
    smooth = [_follows(curve, side) for curve, side in zip(rows, (top, bottom), strict=True)]
    smooth += [_follows(curve, side[:, ::-1]) for curve, side in zip(columns, (left, right), strict=True)]
    return _fitted(rows, columns, 1) if all(smooth) else None


def _follows(curve: Places, side: Points) -> bool:
    """True where most of a side lies on its curve: where a rule is broken, the rim runs into the table."""
    off = np.abs(np.interp(side[:, 0], curve[:, 0], curve[:, 1]) - side[:, 1])
    near = max(2.0, NEAR_CURVE * float(curve[-1, 0] - curve[0, 0]))
    return float((off < near).mean()) > FOLLOWED


def bend_of_rules(table: RuledTable) -> Bend | None:
    """The bend of all rules of a table; None where too few run through it."""
    box = table.box
    rows = [_samples(rule, box.x0, box.x1) for rule in _long(table.horizontals, box.width)]
    columns = [_samples(rule, box.y0, box.y1) for rule in _long(table.verticals, box.height)]
    if len(rows) < FEWEST_RULES or len(columns) < FEWEST_RULES:
        return None
    return _fitted(rows, columns, ACROSS_RULES)


def _long(rules: Sequence[RuleLine], whole: int) -> list[RuleLine]:
    return [rule for rule in rules if rule.length > LEAST_SHARE * whole]


def _samples(rule: RuleLine, start: float, end: float) -> Places:
    along = np.linspace(max(start, rule.start), min(end, rule.end), SAMPLES)
    return _curve(along, np.array([rule.at(float(place)) for place in along]), start, end)


def _side(rim: Points, corners: Points, number: int) -> Points:
    """The part of the rim between one corner and the next, its ends left out."""
    first, last = (int(np.argmin(np.hypot(*(rim - corners[(number + n) % 4]).T))) for n in (0, 1))
    onward = np.roll(rim, -first, axis=0)[: (last - first) % len(rim)]
    back = np.roll(rim, -last, axis=0)[: (first - last) % len(rim)]
    path = onward if len(onward) < len(back) else back
    cut = len(path) // 40
    return path[cut : len(path) - cut] if cut else path[:0]


def _curve(along: NDArray[np.floating], across: NDArray[np.floating], start: float, end: float) -> Places:
    """Samples (n, 2) of the smooth curve through most of the places: `along` in order from start to end, `across`."""
    middle, half = (start + end) / 2, max((end - start) / 2, 1.0)
    unit = (np.asarray(along, np.float64) - middle) / half
    kept = np.ones(len(unit), bool)
    weights = np.zeros(ALONG_RULE + 1)
    for _ in range(4):
        degree = min(ALONG_RULE, int(kept.sum()) - 1)
        weights = np.polynomial.polynomial.polyfit(unit[kept], across[kept], degree)
        off = np.abs(np.polynomial.polynomial.polyval(unit, weights) - across)
        kept = off <= max(1.5, 2.5 * float(np.median(off)))
    at = np.linspace(max(-1.0, float(unit.min())), min(1.0, float(unit.max())), SAMPLES)
    return np.stack([at * half + middle, np.polynomial.polynomial.polyval(at, weights)], axis=1)


def _fitted(rows: Sequence[Places], columns: Sequence[Places], across: int) -> Bend:
    """`rows` hold x and y of level curves, `columns` y and x of upright ones, each SAMPLES long."""
    levels, uprights = ([float(curve[:, 1].mean()) for curve in curves] for curves in (rows, columns))
    low = np.array([min(uprights), min(levels)])
    high = np.array([max(uprights), max(levels)])
    middle, half = (low + high) / 2, np.maximum((high - low) / 2, 1.0)
    down = _surface(rows, levels, middle, half, across)
    aside = _surface(columns, uprights, middle[::-1], half[::-1], across).T
    size = max(down.shape[0], aside.shape[0])
    return Bend(middle, half, _padded(aside, size), _padded(down, size))


def _padded(weights: NDArray[np.float64], size: int) -> NDArray[np.float64]:
    return np.pad(weights, [(0, size - weights.shape[0]), (0, size - weights.shape[1])])


def _surface(
    curves: Sequence[Places], levels: Sequence[float], middle: Places, half: Places, across: int
) -> NDArray[np.float64]:
    """Weights (along, across) of how far each place of the curves lies from its curve's own level."""
    degree = min(across, len(curves) - 1)
    along = np.concatenate([(curve[:, 0] - middle[0]) / half[0] for curve in curves])
    level = np.concatenate(
        [np.full(len(curve), (at - middle[1]) / half[1]) for curve, at in zip(curves, levels, strict=True)]
    )
    away = np.concatenate([curve[:, 1] - at for curve, at in zip(curves, levels, strict=True)])
    powers = np.polynomial.polynomial.polyvander2d(along, level, [ALONG_RULE, degree])
    kept = np.ones(len(away), bool)
    weights = np.zeros(powers.shape[1])
    for _ in range(3):
        weights = np.linalg.lstsq(powers[kept], away[kept], rcond=None)[0]
        off = np.abs(powers @ weights - away)
        kept = off <= max(1.0, 3 * float(np.median(off)))
    return np.asarray(weights.reshape(ALONG_RULE + 1, degree + 1), np.float64)


CELL = 32  # pixels between the nodes of a mapping that is no homography


@dataclass(frozen=True)
class PageMapping:
    """From pixels of an upright page to those of the photograph it was taken from.

    Places are first moved by the bends, in order, then by the homography.
    """

    homography: NDArray[np.float64]
    bends: tuple[Bend, ...] = ()

    def at(self, places: Places) -> Places:
        """Where places (n, 2) of the page lie in the photograph."""
        for bend in self.bends:
            places = bend.at(places)
        return np.asarray(cv2.perspectiveTransform(places[None], self.homography)[0], np.float64)

    def shrunk(self, factor: float) -> PageMapping:
        """The mapping for the page shown `factor` times as large."""
        enlarge = np.diag([1 / factor, 1 / factor, 1.0])
        return PageMapping(self.homography @ enlarge, tuple(bend.scaled(factor) for bend in self.bends))

    def taken(self, photo: NDArray[np.uint8], size: tuple[int, int]) -> NDArray[np.uint8]:
        """The page (height, width, ...) as the photograph shows it; `size` is its width and height."""
        if not self.bends:
            flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
            return np.asarray(
                cv2.warpPerspective(photo, self.homography, size, flags=flags, borderMode=cv2.BORDER_REPLICATE),
                np.uint8,
            )
        map_x, map_y = self._maps(size)
        return np.asarray(cv2.remap(photo, map_x, map_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE), np.uint8)

    def _maps(self, size: tuple[int, int]) -> list[NDArray[np.float32]]:
        """x and y in the photograph for each pixel of the page, exact at nodes of a lattice and even between them."""
        columns, rows = (length // CELL + 4 for length in size)
        # Enlarging by CELL puts node i at the middle of its cell; a cell is kept free on every side.
        xs, ys = ((np.arange(count) + 0.5) * CELL - 0.5 - CELL for count in (columns, rows))
        nodes = self.at(np.stack([axis.ravel() for axis in np.meshgrid(xs, ys)], axis=1)).reshape(rows, columns, 2)
        inside = np.s_[CELL : CELL + size[1], CELL : CELL + size[0]]
        whole = (columns * CELL, rows * CELL)
        return [
            np.ascontiguousarray(
                cv2.resize(nodes[..., axis].astype(np.float32), whole, interpolation=cv2.INTER_LINEAR)[inside]
            )
            for axis in (0, 1)
        ]
