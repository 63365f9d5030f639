"""Ruled lines of a page: long thin runs of ink, also faint, broken by a photocopier, or slightly bent."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.lines.components import components_of
from extractors.readers.reader import GrayImage

FloatArray = NDArray[np.float32]

# Rules are looked for on a copy with at most this long side: about 170 dpi for A4, where a hairline is still a pixel.
WORKING_LONG_SIDE = 2000
# Length over which ink must run on to be a rule, in working pixels: 9 mm, longer than any stroke of 24-point type.
RUN_LENGTH = 61
# How far above and below a rule the page must be emptier than on it, in working pixels. Text fails this.
SIDE_DISTANCE = 6
# Of 255.
STRONG_RESPONSE = 128
WEAK_RESPONSE = 71
RIDGE = 5  # below the highest response nearby
STRONG_SHARE = 0.25  # of a piece's length
RULE_SHARE_OF_USUAL = 0.8


@dataclass(frozen=True)
class RuleLine:
    """One rule as a polyline: `offsets[i]` is its place across at `positions[i]` along it, in page pixels.

    For a horizontal rule the positions are x and the offsets y; for a vertical one the other way round.
    """

    positions: FloatArray
    offsets: FloatArray

    @property
    def start(self) -> float:
        return self._knots[0][0]

    @property
    def end(self) -> float:
        return self._knots[0][-1]

    @property
    def length(self) -> float:
        return self.end - self.start

    def at(self, position: float) -> float:
        """Place across at a place along; beyond its ends the rule goes on as straight as it ended."""
        positions, offsets = self._knots
        if position <= positions[0]:
            return offsets[0] + (position - positions[0]) * self._slope
        if position >= positions[-1]:
            return offsets[-1] + (position - positions[-1]) * self._slope
        right = bisect_right(positions, position)
        share = (position - positions[right - 1]) / (positions[right] - positions[right - 1])
        return offsets[right - 1] + share * (offsets[right] - offsets[right - 1])

    def along(self, positions: FloatArray) -> FloatArray:
        """Places across for many places along."""
        inside = np.interp(positions, self.positions, self.offsets)
        inside += np.minimum(positions - self.start, 0) * self._slope
        inside += np.maximum(positions - self.end, 0) * self._slope
        return inside.astype(np.float32)

    @cached_property
    def _knots(self) -> tuple[list[float], list[float]]:
        """Positions and offsets as plain numbers: single places are asked for thousands of times."""
        return self.positions.tolist(), self.offsets.tolist()

    @cached_property
    def _slope(self) -> float:
        positions, offsets = self._knots
        return (offsets[-1] - offsets[0]) / max(positions[-1] - positions[0], 1.0)

    def scaled(self, factor: float) -> RuleLine:
        return RuleLine(self.positions * np.float32(factor), self.offsets * np.float32(factor))


def soft_ink(page: GrayImage) -> FloatArray:
    """How surely each pixel is ink, 0..1, against the paper around it; faint rules count as much as bold ones."""
    height, width = max(4, page.shape[0] // 4 * 4), max(4, page.shape[1] // 4 * 4)
    reduced = cv2.resize(page[:height, :width], (width // 4, height // 4), interpolation=cv2.INTER_AREA)
    paper = cv2.morphologyEx(reduced, cv2.MORPH_CLOSE, np.ones((11, 11), np.uint8))
    paper = cv2.resize(cv2.blur(paper, (9, 9)), (page.shape[1], page.shape[0]), interpolation=cv2.INTER_LINEAR)
    darker = cv2.subtract(paper, page)
    held = np.cumsum(np.bincount(darker[::3, ::3].ravel(), minlength=256))
    # The 98.5th percentile is print where a page is full of it; where little is written, print is the darkest there is.
    usual, darkest = (float(np.searchsorted(held, share * held[-1])) for share in (0.985, 0.999))
    level = max(usual, 0.6 * darkest, 36.0)
    floor = 0.15 * level
    of_darkness = np.clip((np.arange(256, dtype=np.float32) - floor) / (0.45 * level - floor), 0, 1)
    return np.asarray(cv2.LUT(darker, of_darkness.astype(np.float32)), np.float32)


def find_rule_lines(page: GrayImage) -> tuple[list[RuleLine], list[RuleLine]]:
    """Horizontal and vertical rules of an upright page, in page pixels; empty lists where there are none."""
    factor = min(1.0, WORKING_LONG_SIDE / max(page.shape))
    small = page if factor == 1.0 else cv2.resize(page, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    ink = soft_ink(np.asarray(small, np.uint8))
    horizontals = [line.scaled(1 / factor) for line in _lines_along_rows(ink)]
    verticals = [line.scaled(1 / factor) for line in _lines_along_rows(np.ascontiguousarray(ink.T))]
    return horizontals, verticals


def _lines_along_rows(ink: FloatArray) -> list[RuleLine]:
    joined = [points for points in _joined(_fragments(ink)) if points[-1, 0] - points[0, 0] >= RUN_LENGTH * 0.7]
    lines = [_smoothed(points) for points in joined]
    if not lines:
        return []
    shares = [_inked_share(line, ink) for line in lines]
    # A rule keeps as much of its ink as the other rules of its page; letters in a row keep less.
    order = np.argsort(shares)[::-1]
    lengths = np.cumsum([lines[i].length for i in order])
    usual = shares[order[int(np.searchsorted(lengths, lengths[-1] * 0.3))]]
    least = RULE_SHARE_OF_USUAL * usual
    rules = []
    for points, line, share in zip(joined, lines, shares, strict=True):
        if share >= least:
            rules.append(line)
        else:  # rules of one level, a cell without one between them
            parts = [_smoothed(part) for part in _parted_at_gaps(points)]
            rules += [part for part in parts if part.length >= 2 * RUN_LENGTH and _inked_share(part, ink) >= least]
    return rules


def _parted_at_gaps(points: FloatArray) -> list[FloatArray]:
    """The pieces of a joined rule that a gap longer than a run keeps apart."""
    return list(np.split(points, np.flatnonzero(np.diff(points[:, 0]) > RUN_LENGTH) + 1))


def _inked_share(line: RuleLine, ink: FloatArray) -> float:
    xs = np.arange(int(line.start), min(int(line.end) + 1, ink.shape[1]))
    rows = np.clip(np.round(line.along(xs.astype(np.float32))).astype(int), 1, ink.shape[0] - 2)
    return float((np.maximum.reduce([ink[rows - 1, xs], ink[rows, xs], ink[rows + 1, xs]]) > 0.4).mean())


def _response(ink: FloatArray) -> GrayImage:
    """Share of inked run minus the share just above or below, 0..255: high on a rule, low on text and on blots."""
    levels = cv2.convertScaleAbs(ink, alpha=255)
    along = cv2.blur(cv2.dilate(levels, np.ones((3, 1), np.uint8)), (RUN_LENGTH, 1))
    beside = cv2.blur(levels, (RUN_LENGTH, 1))
    bordered = cv2.copyMakeBorder(beside, SIDE_DISTANCE, SIDE_DISTANCE, 0, 0, cv2.BORDER_CONSTANT, value=0)
    above, below = bordered[: -2 * SIDE_DISTANCE], bordered[2 * SIDE_DISTANCE :]
    # A head of a table may touch its rule with text on one side: the emptier side counts twice as much.
    around = cv2.addWeighted(cv2.min(above, below), 2 / 3, cv2.max(above, below), 1 / 3, 0)
    response = cv2.subtract(along, around)
    crest = cv2.dilate(response, np.ones((7, 1), np.uint8))
    _, ridge = cv2.threshold(cv2.subtract(crest, response), RIDGE, 255, cv2.THRESH_BINARY_INV)
    return np.asarray(cv2.copyTo(response, ridge), np.uint8)


def _fragments(ink: FloatArray) -> list[FloatArray]:
    """Connected ridge pieces as (n, 2) arrays of x, y; ends trimmed to where ink really is."""
    response = _response(ink)
    mask = np.asarray(cv2.threshold(response, WEAK_RESPONSE, 1, cv2.THRESH_BINARY)[1], np.uint8)
    linked = components_of(np.asarray(cv2.dilate(mask, np.ones((3, 3), np.uint8)), np.uint8))
    fragments = []
    for index in np.flatnonzero(linked.width >= RUN_LENGTH // 2).tolist():
        x, y, width, height = (int(of[index]) for of in (linked.x, linked.y, linked.width, linked.height))
        window = np.s_[y : y + height, x : x + width]
        weight = np.where((linked.labels[window] == index + 1) & (mask[window] > 0), response[window], np.float32(0))
        if float((weight.max(axis=0) >= STRONG_RESPONSE).mean()) < STRONG_SHARE:
            continue
        total = weight.sum(axis=0)
        columns = np.nonzero(total > 0)[0]
        rows = (weight * np.arange(height, dtype=np.float32)[:, None]).sum(axis=0)[columns] / total[columns]
        points = np.stack([columns + x, rows + y], axis=1).astype(np.float32)
        points = _trimmed(points, ink)
        if len(points) >= RUN_LENGTH // 3 and _is_thin(points, ink):
            fragments.append(points)
    return fragments


def _trimmed(points: FloatArray, ink: FloatArray) -> FloatArray:
    """Cut the ends off that only the averaging window reached."""
    rows = np.clip(np.round(points[:, 1]).astype(int), 1, ink.shape[0] - 2)
    columns = points[:, 0].astype(int)
    inked = np.maximum.reduce([ink[rows - 1, columns], ink[rows, columns], ink[rows + 1, columns]]) > 0.4
    steady = np.convolve(inked, np.ones(7), mode="same") >= 4
    held = np.nonzero(steady & inked)[0]
    return points[held[0] : held[-1] + 1] if len(held) else points[:0]


def _is_thin(points: FloatArray, ink: FloatArray) -> bool:
    """True where most inked places have paper just above and below: a rule, and not the middle of a line of text."""
    rows = np.clip(np.round(points[:, 1]).astype(int), SIDE_DISTANCE, ink.shape[0] - SIDE_DISTANCE - 1)
    columns = points[:, 0].astype(int)
    inked = np.maximum.reduce([ink[rows - 1, columns], ink[rows, columns], ink[rows + 1, columns]]) > 0.4
    beside = np.maximum(ink[rows - SIDE_DISTANCE, columns], ink[rows + SIDE_DISTANCE, columns]) > 0.4
    return bool(inked.sum() and (inked & ~beside).sum() >= 0.62 * inked.sum())


def _joined(fragments: list[FloatArray]) -> list[FloatArray]:
    """Pieces of one broken rule put together: each goes on where another ended, on the same straight course."""
    lines: list[FloatArray] = []
    courses: list[_Course] = []  # of the lines' ends
    for fragment in sorted(fragments, key=lambda points: float(points[0, 0])):
        best, best_miss = -1, 4.0
        start, beginning = float(fragment[0, 0]), _Course.through(fragment[:150])
        for number, course in enumerate(courses):
            gap = start - course.end
            if not -8 <= gap <= RUN_LENGTH * 5:
                continue
            middle = (start + course.end) / 2
            miss = abs(course.at(middle) - beginning.at(middle)) - 0.008 * max(gap, 0)
            if miss < best_miss:
                best, best_miss = number, miss
        if best < 0:
            lines.append(fragment)
            courses.append(_Course.through(fragment[-150:]))
        else:
            kept = fragment[fragment[:, 0] > lines[best][-1, 0]]
            lines[best] = np.concatenate([lines[best], kept])
            courses[best] = _Course.through(lines[best][-150:])
    return lines


@dataclass(frozen=True, slots=True)
class _Course:
    """The straight line through some points of a rule; level where they are few. `end` is the last one's place."""

    x: float
    y: float
    slope: float
    end: float

    @classmethod
    def through(cls, points: FloatArray) -> _Course:
        end = float(points[-1, 0])
        if len(points) < 30:
            return cls(0.0, float(np.median(points[:, 1])), 0.0, end)
        xs, ys = points[:, 0].astype(np.float64), points[:, 1].astype(np.float64)
        x, y = float(xs.mean()), float(ys.mean())
        slope = float((xs - x) @ (ys - y) / ((xs - x) @ (xs - x)))
        return cls(x, y, min(max(slope, -0.06), 0.06), end)

    def at(self, position: float) -> float:
        return self.y + self.slope * (position - self.x)


def _smoothed(points: FloatArray) -> RuleLine:
    """Every 24 pixels one knot, the median of its stretch: crossing strokes do not pull the rule away."""
    count = max(1, round(len(points) / 24))
    size, longer = divmod(len(points), count)  # the first `longer` stretches have a point more than the others
    head, tail = points[: longer * (size + 1)], points[longer * (size + 1) :]
    parts = [head.reshape(longer, size + 1, 2)] if longer else []
    parts.append(tail.reshape(count - longer, size, 2))
    knots = np.concatenate([np.median(part, axis=1) for part in parts])
    positions = np.concatenate([points[:1, 0], knots[:, 0], points[-1:, 0]])
    offsets = np.concatenate([knots[:1, 1], knots[:, 1], knots[-1:, 1]])
    positions, order = np.unique(positions, return_index=True)
    return RuleLine(positions, offsets[order])
