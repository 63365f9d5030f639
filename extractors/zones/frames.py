"""Frames of rubber stamps and e-saraban overlays: small boxes, often tilted, over whatever stands beneath."""

from __future__ import annotations

import math
from collections import Counter
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
        return math.hypot(self.x1 - self.x0, self.y1 - self.y0)


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
    level = [piece for piece in pieces if piece.level]
    rows = {round((p.y0 + p.y1) / 2 / (0.01 * shape[0])) for p in level if p.length > TABLE_WIDTH * shape[1]}
    upright = [piece for piece in pieces if not piece.level and piece.length > 0.02 * shape[0]]
    if len(rows) >= 5 or (len(rows) >= 2 and len(upright) >= 2):
        return True
    # Rules that a copier broke: their pieces lie one behind the other.
    lengths = _lengths_by_height(level, shape)
    wide, whole = TABLE_WIDTH * shape[1], 2 * TABLE_WIDTH * shape[1]
    return sum(length > wide for length in lengths) >= 6 or sum(length > whole for length in lengths) >= 3


def _lengths_by_height(level: Sequence[Piece], shape: tuple[int, int]) -> list[float]:
    """How much of level pieces lies at each height of the page, their common tilt taken off."""
    slope = math.tan(math.radians(float(np.median([piece.tilt for piece in level])))) if level else 0.0
    lengths: Counter[int] = Counter()
    for piece in level:
        height = (piece.y0 + piece.y1) / 2 - slope * ((piece.x0 + piece.x1) / 2 - shape[1] / 2)
        lengths[round(height / (0.008 * shape[0]))] += round(piece.length)
    return [float(length) for length in lengths.values()]


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
    return _pieces(np.take(kept, found.labels), body)


def _pieces(mask: Mask, body: float) -> list[Piece]:
    # Pooled, not sampled: the frame of an e-saraban overlay is one pixel wide.
    height, width = mask.shape[0] // 2 * 2, mask.shape[1] // 2 * 2
    rows = cv2.max(mask[0:height:2, :width], mask[1:height:2, :width])
    half = cv2.max(np.ascontiguousarray(rows[:, 0::2]), np.ascontiguousarray(rows[:, 1::2])) * 255
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
    turn = math.radians(level.tilt)
    cosine, sine = math.cos(turn), math.sin(turn)
    axis, across = np.array([cosine, sine]), np.array([-sine, cosine])
    origin = np.array([level.x0, level.y0])
    spans = [
        _Span(piece.level, *_ends(piece, level, cosine, sine), *_ends(piece, level, -sine, cosine))
        for piece in pieces
        if abs(piece.tilt - level.tilt) < 2.0 + math.degrees(3.0 / piece.length)
    ]
    upright = [span for span in spans if not span.level and min(abs(span.c0), abs(span.c1)) < 8 * body]
    seen = _SeedSpans(spans, body)
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
                worth = seen.evidence(start, end, -reach if above else reach)
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


class _SeedSpans:
    """The spans around one seed. Many candidate frames share a side, so what was found for one side is kept."""

    def __init__(self, spans: Sequence[_Span], body: float) -> None:
        self._body = body
        self._levels = [span for span in spans if span.level]
        self._uprights = [(span.middle, span.c0, span.c1) for span in spans if not span.level]
        self._near_side = self._level_at(0.0, 0.7)
        self._far_sides: dict[float, list[tuple[float, float]]] = {}
        self._upright_shares: dict[tuple[float, float], float] = {}

    def evidence(self, start: float, end: float, far: float) -> float | None:
        """Pixels of the frame's outline that are inked, less half of those that are not; None where it is no frame.

        The frame reaches from `start` to `end` along the seed and from it to `far` across. Rules of a table run on;
        the sides of a stamp end at its corners. A worn stamp prints half of its frame.
        """
        if far not in self._far_sides:
            self._far_sides[far] = self._level_at(far, 1.0)
        far_side = self._far_sides[far]
        if self._runs_on(self._near_side, start, end) or self._runs_on(far_side, start, end):
            return None
        width, height = end - start, abs(far)
        uprights = [self._upright_share(x, far) for x in (start, end)]
        if max(uprights) < 0.6:
            return None
        levels = [_covered(side, start, end) / width for side in (self._near_side, far_side)]
        if sum(share > 0.35 for share in (*uprights, *levels)) < 3:
            return None
        inked = width * sum(levels) + height * sum(uprights)
        return 1.5 * inked - (width + height)

    def _level_at(self, across: float, reach: float) -> list[tuple[float, float]]:
        """Extents along the seed of its level pieces at this distance, within `reach` letter heights, in order."""
        reach *= self._body
        return sorted((s.a0, s.a1) for s in self._levels if abs(s.c0 - across) < reach and abs(s.c1 - across) < reach)

    def _runs_on(self, side: Sequence[tuple[float, float]], start: float, end: float) -> bool:
        body = self._body
        return any(
            (a0 < start - 2 * body and a1 > start - body) or (a1 > end + 2 * body and a0 < end + body)
            for a0, a1 in side
        )

    def _upright_share(self, x: float, far: float) -> float:
        """Share of the frame's upright side at x that is inked."""
        share = self._upright_shares.get((x, far))
        if share is None:
            parts = sorted((c0, c1) for middle, c0, c1 in self._uprights if abs(middle - x) < 0.7 * self._body)
            share = _covered(parts, min(0.0, far), max(0.0, far)) / abs(far)
            self._upright_shares[x, far] = share
        return share


def _covered(parts: Sequence[tuple[float, float]], low: float, high: float) -> float:
    """Length of [low, high] under the parts, which are sorted."""
    total, reached = 0.0, low
    for start, end in parts:
        start, end = max(start, reached), min(end, high)
        if end > start:
            total += end - start
            reached = end
    return total


def _ends(piece: Piece, seed: Piece, along_x: float, along_y: float) -> tuple[float, float]:
    """From where to where the piece reaches in a direction, counted from the seed's first end."""
    first = (piece.x0 - seed.x0) * along_x + (piece.y0 - seed.y0) * along_y
    last = (piece.x1 - seed.x0) * along_x + (piece.y1 - seed.y0) * along_y
    return (first, last) if first <= last else (last, first)
