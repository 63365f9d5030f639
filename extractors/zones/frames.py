"""Frames of rubber stamps and e-saraban overlays: small boxes, often tilted, over whatever stands beneath."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.lines.components import Components, Mask
from models.geometry import Box

# A received stamp is about 2.5 x 5 cm (regulation, annex): shares of A4's width and height, with room for others.
WIDTH_SHARE = (0.1, 0.5)
HEIGHT_SHARE = (0.02, 0.2)
TABLE_WIDTH = 0.3  # of the page: tables are wider than stamps
MAX_TILT = 14.0  # degrees; people press stamps by hand
MOST_PIECES, MOST_SEEDS = 150, 16  # the longest of the page: a page of text has few straight pieces, a sheet too many
LEAST_SIDE = 2.5  # letter heights of a straight piece that can be part of a frame


@dataclass(frozen=True)
class Frame:
    """A rectangle on the page, tilted `angle` degrees clockwise about its centre."""

    centre: tuple[float, float]
    width: float
    height: float
    angle: float

    def corners(self) -> NDArray[np.float32]:
        return np.asarray(cv2.boxPoints((self.centre, (self.width, self.height), self.angle)), np.float32)

    def box(self) -> Box:
        corners = self.corners()
        return Box.from_list((*corners.min(axis=0).tolist(), *corners.max(axis=0).tolist()))

    def holds(self, x: float, y: float, margin: float = 0.0) -> bool:
        turn = np.deg2rad(self.angle)
        dx, dy = x - self.centre[0], y - self.centre[1]
        along = dx * np.cos(turn) + dy * np.sin(turn)
        across = -dx * np.sin(turn) + dy * np.cos(turn)
        return bool(abs(along) <= self.width / 2 + margin and abs(across) <= self.height / 2 + margin)


@dataclass(frozen=True)
class Piece:
    """A straight piece of ink from (x0, y0) to (x1, y1); `tilt` degrees off its axis."""

    x0: float
    y0: float
    x1: float
    y1: float
    level: bool
    tilt: float

    @property
    def length(self) -> float:
        return float(np.hypot(self.x1 - self.x0, self.y1 - self.y0))


def find_frames(pieces: Sequence[Piece], body: float, shape: tuple[int, int]) -> list[Frame]:
    """Frames with at least three of their sides, top to bottom. Tables are wider and are left alone."""
    height, width = shape
    seeds = [piece for piece in pieces if piece.level and piece.length > 0.6 * WIDTH_SHARE[0] * width][:MOST_SEEDS]
    found_frames = [found for seed in seeds if (found := _frame_from(seed, pieces, body, (height, width)))]
    frames: list[Frame] = []
    for _, frame in sorted(found_frames, key=lambda one: -one[0]):
        if not any(held.holds(*frame.centre) or frame.holds(*held.centre) for held in frames):
            frames.append(frame)
    return sorted(frames, key=lambda one: one.centre[1])


def may_hold_table(pieces: Sequence[Piece], shape: tuple[int, int]) -> bool:
    """True where the straight pieces could rule a table; looking for one costs more than reading ten lines."""
    level = [piece for piece in pieces if piece.level and piece.length > TABLE_WIDTH * shape[1]]
    rows = {round((piece.y0 + piece.y1) / 2 / (0.01 * shape[0])) for piece in level}
    upright = [piece for piece in pieces if not piece.level and piece.length > 0.02 * shape[0]]
    return len(rows) >= 5 or (len(rows) >= 2 and len(upright) >= 2)


def straight_pieces(found: Components, body: float) -> list[Piece]:
    """The longest straight pieces of ink that are no letters: frames, rules, strokes of an emblem."""
    large = (found.width > 4 * body) | (found.height > 3 * body)
    # A frame copied in one bit falls into dashes.
    large |= (found.width > 0.35 * body) & (found.height < 0.22 * body)
    large |= (found.height > 0.35 * body) & (found.width < 0.22 * body)
    if not large.any():
        return []
    kept = np.zeros(len(found) + 1, np.uint8)
    kept[1:][large] = 1
    return _pieces(kept[found.labels], body)


def _pieces(mask: Mask, body: float) -> list[Piece]:
    # Pooled, not sampled: the frame of an e-saraban overlay is one pixel wide.
    height, width = mask.shape[0] // 2 * 2, mask.shape[1] // 2 * 2
    half = mask[:height, :width].reshape(height // 2, 2, width // 2, 2).max(axis=(1, 3)) * 255
    least = LEAST_SIDE * body / 2
    lines = cv2.HoughLinesP(half, 1, np.pi / 360, int(least * 0.6), minLineLength=least, maxLineGap=0.5 * body)
    pieces = []
    for x0, y0, x1, y1 in [] if lines is None else np.asarray(lines).reshape(-1, 4)[:600].tolist():
        angle = float(np.degrees(np.arctan2(y1 - y0, x1 - x0)))
        if abs(angle) <= MAX_TILT:
            pieces.append(Piece(2 * x0, 2 * y0, 2 * x1, 2 * y1, True, angle))
        elif abs(abs(angle) - 90) <= MAX_TILT:
            pieces.append(Piece(2 * x0, 2 * y0, 2 * x1, 2 * y1, False, (angle % 180) - 90))
    return sorted(pieces, key=lambda piece: -piece.length)[:MOST_PIECES]


def _frame_from(
    level: Piece, pieces: Sequence[Piece], body: float, shape: tuple[int, int]
) -> tuple[float, Frame] | None:
    """The best frame that has this level piece in its upper or lower side, with its evidence in pixels."""
    turn = np.deg2rad(level.tilt)
    axis = np.array([np.cos(turn), np.sin(turn)])
    across = np.array([-axis[1], axis[0]])
    origin = np.array([level.x0, level.y0])
    spans = [
        _Span(piece.level, *_ends(piece, origin, axis), *_ends(piece, origin, across))
        for piece in pieces
        if abs(piece.tilt - level.tilt) < 2.0 + np.degrees(3.0 / piece.length)
    ]
    upright = [span for span in spans if not span.level and min(abs(span.c0), abs(span.c1)) < 8 * body]
    found: tuple[float, Frame] | None = None
    for above in (True, False):
        sides = [s for s in upright if (s.c0 + s.c1 < 0) == above][:12]
        places = sorted({(s.middle, max(abs(s.c0), abs(s.c1))) for s in sides} | _level_ends(spans, body))
        for index, (start, left_reach) in enumerate(places):
            for end, right_reach in places[index + 1 :]:
                reach = max(left_reach, right_reach)
                if not (
                    WIDTH_SHARE[0] * shape[1] <= end - start <= WIDTH_SHARE[1] * shape[1]
                    and HEIGHT_SHARE[0] * shape[0] <= reach <= HEIGHT_SHARE[1] * shape[0]
                ):
                    continue
                worth = _evidence(spans, start, end, -reach if above else reach, body)
                if worth is None or (found is not None and worth <= found[0]):
                    continue
                middle = origin + axis * (start + end) / 2 + across * (-reach if above else reach) / 2
                found = (worth, Frame((float(middle[0]), float(middle[1])), end - start, reach, level.tilt))
    return found


def _level_ends(spans: Sequence[_Span], body: float) -> set[tuple[float, float]]:
    """Where the seed's own line ends: the place of an upright that was not printed or lies under an emblem."""
    near = sorted((span.a0, span.a1) for span in spans if span.level and max(abs(span.c0), abs(span.c1)) < 0.7 * body)
    ends: set[tuple[float, float]] = set()
    reached: float | None = None
    for start, end in near:
        if reached is None or start > reached + 8 * body:
            ends |= {(start, 0.0)} | (set() if reached is None else {(reached, 0.0)})
        reached = end if reached is None else max(reached, end)
    return ends | {(reached, 0.0)} if reached is not None else ends


@dataclass(frozen=True)
class _Span:
    """A piece in the seed's own directions: from a0 to a1 along it, from c0 to c1 across."""

    level: bool
    a0: float
    a1: float
    c0: float
    c1: float

    @property
    def middle(self) -> float:
        return (self.a0 + self.a1) / 2


def _evidence(spans: Sequence[_Span], start: float, end: float, far: float, body: float) -> float | None:
    """Pixels of the frame's outline that are inked, less half of those that are not; None where it is no frame.

    Rules of a table run on; the sides of a stamp end at its corners. A worn stamp prints half of its frame.
    """
    width, height = end - start, abs(far)
    near_side = [s for s in spans if s.level and max(abs(s.c0), abs(s.c1)) < 0.7 * body]
    far_side = [s for s in spans if s.level and max(abs(s.c0 - far), abs(s.c1 - far)) < 1.0 * body]
    if any(s.a0 < start - 2 * body and s.a1 > start - body for s in near_side + far_side):
        return None
    if any(s.a1 > end + 2 * body and s.a0 < end + body for s in near_side + far_side):
        return None
    low, high = min(0.0, far), max(0.0, far)
    uprights = [
        _covered([(s.c0, s.c1) for s in spans if not s.level and abs(s.middle - x) < 0.7 * body], low, high) / height
        for x in (start, end)
    ]
    levels = [_covered([(s.a0, s.a1) for s in side], start, end) / width for side in (near_side, far_side)]
    sides = (*uprights, *levels)
    if sum(share > 0.35 for share in sides) < 3 or max(uprights) < 0.6:
        return None
    inked = width * sum(levels) + height * sum(uprights)
    return 1.5 * inked - (width + height)


def _covered(parts: Sequence[tuple[float, float]], low: float, high: float) -> float:
    """Length of [low, high] under the parts."""
    total, reached = 0.0, low
    for start, end in sorted(parts):
        start, end = max(start, reached), min(end, high)
        if end > start:
            total += end - start
            reached = end
    return total


def _ends(piece: Piece, origin: NDArray[np.float64], direction: NDArray[np.float64]) -> tuple[float, float]:
    ends = sorted(
        float(np.dot(np.array(point) - origin, direction)) for point in ((piece.x0, piece.y0), (piece.x1, piece.y1))
    )
    return ends[0], ends[1]
