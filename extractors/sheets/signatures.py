"""Whether a signature cell is signed, from measures of the ink that belongs to it and from what a network sees in it.

Ink belongs to the row where most of its strokes lie: a large signature reaches over its rules, and what reaches into
the next cell is no signature there. A dash, a speck and a short word such as ลา are told from a signature by how
long, how wide and how wound the strokes are; between the two the answer is None.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.sheets.cell_ink import CellInk, column_ink
from extractors.sheets.darkness import Darkness
from extractors.sheets.signature_judge import (
    LEAN_SIGNED,
    LEAN_UNSIGNED,
    LEAST_AGAINST,
    LEAST_SIGNED,
    MOST_UNSIGNED,
    PLAINLY_UNSIGNED,
    signature_judge,
)
from models.geometry import Box

Mask = NDArray[np.bool_]
FloatArray = NDArray[np.float32]

# Components smaller than this, in squared stroke heights (a tenth of the row), are specks.
SPECK = 0.012
# A stroke that reaches over a rule belongs to the upper row from this share of its ink on: tails hang down.
UPPER_SHARE = 0.36
# Two signatures that touch are joined by a neck of few strokes; one signature crosses the rule with many.
NECK_SHARE = 0.36
DOUBTFUL_NECK_SHARE = 0.6
ONE_PLACE = 0.25  # of the piece's width
# The bounds below are in row heights. Measured on 1,700 drawn cells: dashes are at most 0.17 high on scans and
# signatures at least 0.29; ลา is at most 0.66 wide with 1.6 of strokes, and 98 % of the written names are larger.
BLANK_LENGTH = 0.15
# Crumbs this small, in pixels, this near to a rule are its remains.
CRUMB_AREA = 40
EDGE_MARGIN = 6
CRUMBS = 0.015  # squared row heights; an empty cell of a dusty photocopy holds half of it, of a very dusty one twice
# Dust lies all over the cell, the crumbs of a broken stroke within so many row heights of each other: of 40 empty cells
# of very dusty photocopies 37 hold less together, in squared row heights.
CRUMBS_TOGETHER = 0.006
CRUMBS_APART = 0.2
DASH_HEIGHT = 0.23
PLAIN_DASH_HEIGHT = 0.17  # of one straight stroke: no drawn signature is so low
STRAIGHT_WINDING = 1.1
TICK_SIDE = 0.95
TICK_WINDING = 1.15
CROSS_WINDING = 1.62  # of two strokes as long as the diagonal that cross
# What hangs in from the next row is this low, this narrow and no longer than straight across, or pieces far apart.
TAIL_HEIGHT = 0.5
TAIL_WIDTH = 1.2
APART_WINDING = 0.6
WORD_WIDTH = 0.68
WORD_HEIGHT = 0.6
WORD_LENGTH = 1.9
SIGNED_LENGTH = 0.9
# The end of a stroke from another row crosses the rule by so much, and what shows of it here is one short, plain bend.
# Of 1,516 drawn cells 23 hold such a piece, none of them signed.
OVER_RULE = 0.08
STUB_LENGTH = 0.7


@dataclass(frozen=True, slots=True)
class Strokes:
    """Measures of the ink that belongs to one cell, lengths in row heights (of at most `TALLEST_ROW` letters)."""

    length: float  # of all strokes, end to end
    width: float
    height: float
    pieces: int
    largest: float  # share of the ink in its largest connected piece
    winding: float  # stroke length over the diagonal of the box
    shared: bool = False  # perhaps part of the signature in the row above or below
    crumbs: float = 0.0  # ink in pieces too small to count, in squared row heights
    crumbs_together: float = 0.0  # of these, what lies close together
    over_rule: float = 0.0  # how far the ink reaches over the rule above or below

    @property
    def is_stub(self) -> bool:
        """True for the end of a stroke that belongs to the row above or below."""
        is_plain = self.pieces == 1 and self.length < STUB_LENGTH and self.winding < TICK_WINDING
        return is_plain and self.over_rule > OVER_RULE

    @property
    def is_plain_dash(self) -> bool:
        """True for one low stroke; a signature that a copier broke leaves crumbs around it."""
        is_low = self.height < PLAIN_DASH_HEIGHT and self.width > 1.6 * self.height
        return is_low and self.pieces == 1 and self.winding < STRAIGHT_WINDING and not self.is_crumbled

    @property
    def is_crumbled(self) -> bool:
        """True for more crumbs than dust: perhaps a signature that a photocopier broke up."""
        return self.crumbs > CRUMBS and self.crumbs_together > CRUMBS_TOGETHER


@dataclass(frozen=True, slots=True)
class Verdict:
    """`measured` is what the measures alone say, `seen` the network's probability of being signed; None without ink."""

    signed: bool | None
    confidence: float
    box: Box | None = None
    measured: bool | None = None
    seen: float | None = None


NOTHING = Strokes(0.0, 0.0, 0.0, 0, 0.0, 0.0)


def judged_column(darkness: Darkness, cells: Sequence[Box], unit: float) -> list[Verdict]:
    """A verdict for each cell of one signature column, top to bottom; its box is that of the ink on the page.

    `unit` is the length in pixels that counts as one: about the height of a row.
    """
    measures = column_strokes(darkness, cells, unit)
    verdicts = [judged(strokes, box) for strokes, box in measures]
    inks = column_ink(darkness, cells)
    inked = [ink.picture for ink in inks if ink.box is not None]
    told = iter(signature_judge().probabilities(np.stack(inked)).tolist() if inked else ())
    seconds = [
        seconded(verdict, next(told) if ink.box is not None else None, ink)
        for verdict, ink in zip(verdicts, inks, strict=True)
    ]
    # The network takes the end of a signature, and a dash amid a copier's dust, for one now and then.
    return [
        verdict if strokes.is_stub or strokes.is_plain_dash else second
        for (strokes, _), verdict, second in zip(measures, verdicts, seconds, strict=True)
    ]


def seconded(verdict: Verdict, signed: float | None, ink: CellInk) -> Verdict:
    """The verdict from measures put beside the network's probability, None for a cell without ink of its own.

    Where the network is sure it is right more often than the measures; where it is not, it may not lean against them.
    """
    box = verdict.box or ink.box
    if signed is None:
        is_doubtful = bool(verdict.signed) or ink.is_crossed
        return replace(verdict, signed=None, confidence=0.5) if is_doubtful else verdict
    is_plain = verdict.signed is False and verdict.confidence >= PLAINLY_UNSIGNED
    if signed >= (LEAST_AGAINST if is_plain else LEAST_SIGNED):
        return Verdict(True, signed, box, verdict.signed, signed)
    if signed <= MOST_UNSIGNED:
        return Verdict(False, 1 - signed, box, verdict.signed, signed)
    if (verdict.signed is True and signed < LEAN_SIGNED) or (verdict.signed is False and 1 - signed < LEAN_UNSIGNED):
        return Verdict(None, 0.5, box, verdict.signed, signed)
    return replace(verdict, measured=verdict.signed, seen=signed)


def judged(strokes: Strokes, box: Box | None) -> Verdict:
    """Signed or not from the measures alone; None between a short word and a short signature."""
    if strokes.length < BLANK_LENGTH or box is None:
        return Verdict(None, 0.5, box) if strokes.is_crumbled else Verdict(False, 0.97, box)
    if strokes.is_stub or (strokes.height < DASH_HEIGHT and strokes.width > 1.6 * strokes.height):
        return Verdict(False, 0.92, box)
    if (strokes.winding < STRAIGHT_WINDING and strokes.height < 1.5 * DASH_HEIGHT) or _is_tail(strokes):
        return Verdict(None, 0.5, box)
    if _is_tick_sized(strokes):
        if strokes.winding < TICK_WINDING:
            return Verdict(False, 0.8, box)
        if strokes.winding < CROSS_WINDING:
            return Verdict(None, 0.5, box)
    if strokes.width < WORD_WIDTH and strokes.height < WORD_HEIGHT and strokes.length < WORD_LENGTH:
        # What is left of a broken name may be as small as a word.
        return Verdict(None, 0.5, box) if strokes.is_crumbled else Verdict(False, 0.75, box)
    if strokes.width < 1.15 * WORD_WIDTH and strokes.height < WORD_HEIGHT and strokes.length < 1.2 * WORD_LENGTH:
        return Verdict(None, 0.5, box)
    if strokes.length < SIGNED_LENGTH:
        return Verdict(None, 0.5, box)
    if strokes.shared:
        return Verdict(None, 0.5, box)
    sure = min(1.0, (strokes.length - SIGNED_LENGTH) / 2) * min(1.0, strokes.width)
    return Verdict(True, 0.75 + 0.23 * sure, box)


def _is_tail(strokes: Strokes) -> bool:
    """True for a piece of a stroke that began in another row."""
    if strokes.winding < APART_WINDING and strokes.pieces > 1:
        return True
    low = strokes.height < TAIL_HEIGHT and WORD_WIDTH <= strokes.width < TAIL_WIDTH
    return low and strokes.winding < STRAIGHT_WINDING


def _is_tick_sized(strokes: Strokes) -> bool:
    """True for one connected mark about as wide as high and no larger than a row."""
    sides = sorted((strokes.width, strokes.height))
    return strokes.pieces == 1 and WORD_HEIGHT < sides[1] < TICK_SIDE and sides[0] > 0.55 * sides[1]


def column_strokes(darkness: Darkness, cells: Sequence[Box], unit: float) -> list[tuple[Strokes, Box | None]]:
    """Measures of the ink that belongs to each cell of one column, and its box on the page."""
    if not cells:
        return []
    ink = darkness.ink
    window = _around(cells, ink.shape, round(0.5 * unit))
    view = np.s_[window.y0 : window.y1, window.x0 : window.x1]
    part = ink[view].astype(np.uint8)
    # Erasing a rule leaves gaps in strokes that run along it: pieces that nearly touch are one.
    bridge = max(3, round(0.06 * unit)) | 1
    linked = cv2.morphologyEx(part, cv2.MORPH_CLOSE, np.ones((bridge, bridge), np.uint8))
    _, found, stats, centres = cv2.connectedComponentsWithStats(linked, connectivity=8)
    pieces = np.where(part > 0, np.asarray(found, np.int32), 0)
    part = _without_faint(part, pieces, darkness.levels[view], darkness.faintest * darkness.print_level)
    labels = np.where(part > 0, pieces, 0)
    owners = _owners(labels, np.asarray(stats, np.int32), np.asarray(centres), cells, window)
    inside = np.asarray(cv2.distanceTransform(part, cv2.DIST_L2, 3), np.float32)
    return [
        _measured(labels, [own for own in owners if own.cell == number], window, unit, inside, cell)
        for number, cell in enumerate(cells)
    ]


def _without_faint(
    part: NDArray[np.uint8], labels: NDArray[np.int32], levels: FloatArray, least: float
) -> NDArray[np.uint8]:
    """The ink without pieces that are paler than any pen: what shines through from the back of the page."""
    count = int(labels.max(initial=0)) + 1
    inked = part > 0
    areas = np.bincount(labels[inked], minlength=count)
    sums = np.bincount(labels[inked], weights=levels[inked], minlength=count)
    faint = sums / np.maximum(areas, 1) < least
    return np.where(faint[labels], 0, part).astype(np.uint8)


def _around(cells: Sequence[Box], shape: tuple[int, ...], margin: int) -> Box:
    return Box.around(cells).padded(margin, shape[1], shape[0])


def _owners(
    labels: NDArray[np.int32], stats: NDArray[np.int32], centres: NDArray[np.float64], cells: Sequence[Box], window: Box
) -> list[Owned]:
    """Which piece of ink counts in which cell."""
    owned = []
    edges = [edge - window.y0 for cell in cells for edge in (cell.y0, cell.y1)]
    left, right = cells[0].x0 - window.x0, cells[0].x1 - window.x0
    for label in range(1, len(stats)):
        x, y, width, height, area = (int(value) for value in stats[label])
        middle_x, middle_y = (float(value) for value in centres[label])
        if not left - 2 <= middle_x <= right + 2:
            continue
        if area < CRUMB_AREA and min(abs(edge - middle_y) for edge in edges) < EDGE_MARGIN:
            continue  # what erasing a rule left over
        for share in _shares(labels[y : y + height, x : x + width] == label, y + window.y0, cells):
            owned.append(Owned(label, share.cell, share.top - window.y0, share.bottom - window.y0, share.doubtful))
    return owned


@dataclass(frozen=True, slots=True)
class Owned:
    """A piece of ink, or the part of it from row `top` to row `bottom`, as a cell's own."""

    label: int
    cell: int
    top: int
    bottom: int
    doubtful: bool = False


def _shares(piece: Mask, top: int, cells: Sequence[Box]) -> list[Owned]:
    """The cells that a piece of ink belongs to, rows counted on the page; none where it lies outside them all."""
    profile = piece.sum(axis=1)
    bottom = top + len(profile)
    touched = [n for n, cell in enumerate(cells) if cell.y0 < bottom and top < cell.y1]
    if not touched:
        return []
    held = {n: int(profile[max(0, cells[n].y0 - top) : max(0, cells[n].y1 - top)].sum()) for n in touched}
    best = max(touched, key=lambda n: held[n])
    if best - 1 in held and held[best - 1] >= UPPER_SHARE * max(1, sum(held.values())):
        best -= 1
    necks = {n: share for n in touched if (share := _neck_share(piece, profile, top, cells[n])) is not None}
    own = [n for n, share in necks.items() if share <= NECK_SHARE]
    if len(own) > 1:
        return [Owned(0, n, cells[n].y0, cells[n].y1) for n in own]
    doubtful = [n for n, share in necks.items() if share <= DOUBTFUL_NECK_SHARE]
    if len(doubtful) > 1:
        return [Owned(0, n, cells[n].y0, cells[n].y1, doubtful=n != best) for n in {*doubtful, best}]
    return [Owned(0, best, top, bottom)]


def _neck_share(piece: Mask, profile: NDArray[np.int64], top: int, cell: Box) -> float | None:
    """Ink where the cell's rules are crossed, by the ink usual inside it; None where little of it is inside.

    A signature over two rows crosses the rule all along, two that touch cross it in one place: there half counts.
    """
    inside = profile[max(0, cell.y0 - top) : max(0, cell.y1 - top)]
    if len(inside) < 0.5 * cell.height:
        return None
    usual = max(float(np.percentile(inside, 75)), 1.0)
    shares = [0.0]
    for edge in (cell.y0 - top, cell.y1 - top):
        if 0 < edge < len(profile) - 1:
            crossed = _neck(profile, edge) / usual
            shares.append(crossed / 2 if _crossing_span(piece, edge) < ONE_PLACE else crossed)
    return max(shares)


def _crossing_span(piece: Mask, edge: int) -> float:
    """Share of the piece's width between the first and the last place where it crosses a rule."""
    both = piece[max(0, edge - 7) : max(1, edge - 3)].any(axis=0) & piece[edge + 4 : edge + 8].any(axis=0)
    places = np.flatnonzero(np.convolve(both, np.ones(3), "same"))
    return float(places[-1] - places[0]) / piece.shape[1] if len(places) else 0.0


def _neck(profile: NDArray[np.int64], at: int) -> float:
    """Ink where a rule is crossed; the rule's own rows may have been erased, so its neighbours count."""
    near = profile[max(0, at - 4) : at + 5]
    return float(np.percentile(near, 60)) if len(near) else 0.0


def _measured(
    labels: NDArray[np.int32], pieces: Sequence[Owned], window: Box, unit: float, inside: FloatArray, cell: Box
) -> tuple[Strokes, Box | None]:
    boxes, areas, length = [], [], 0.0
    crumbs = np.zeros(labels.shape, np.uint8)
    for own in pieces:
        top, bottom = max(0, own.top), min(labels.shape[0], own.bottom)
        ys, xs = np.nonzero(labels[top:bottom] == own.label)
        if len(xs) < SPECK * unit * unit:
            crumbs[ys + top, xs] = 1
            continue
        boxes.append(Box(int(xs.min()), top + int(ys.min()), int(xs.max()) + 1, top + int(ys.max()) + 1))
        areas.append(len(xs))
        # The mean distance to the paper is a quarter of a pen stroke's thickness.
        length += len(xs) / max(1.0, 4.0 * float(inside[top:bottom][ys, xs].mean()) - 1.0) / unit
    dust, together = float(crumbs.sum()) / unit**2, _most_together(crumbs, unit)
    if not boxes:
        return replace(NOTHING, crumbs=dust, crumbs_together=together), None
    around = Box.around(boxes)
    width, height = around.width / unit, around.height / unit
    shared = all(own.doubtful for own in pieces)
    diagonal = max(float(np.hypot(width, height)), 0.05)
    largest = max(areas) / sum(areas)
    moved = Box(around.x0 + window.x0, around.y0 + window.y0, around.x1 + window.x0, around.y1 + window.y0)
    over = max(0, cell.y0 - moved.y0, moved.y1 - cell.y1) / unit
    strokes = Strokes(length, width, height, len(boxes), largest, length / diagonal, shared, dust, together, over)
    return strokes, moved


def _most_together(crumbs: NDArray[np.uint8], unit: float) -> float:
    """Ink of the crumbs that hang together most, in squared row heights: dust lies all over, a stroke in a line."""
    if not crumbs.any():
        return 0.0
    reach = max(3, round(CRUMBS_APART * unit)) | 1
    _, groups = cv2.connectedComponents(cv2.dilate(crumbs, np.ones((reach, reach), np.uint8)))
    return float(np.bincount(groups[crumbs > 0]).max()) / unit**2
