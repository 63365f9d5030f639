"""Where the lines of text lie on a page: letters of like height that stand beside each other.

Works on the page's components alone. Letters are gathered in three passes, for the height most letters have, for
headings above it and for stamps and notes below it, so that a heading in 29 points and a stamp in 10 are both found.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.lines.components import Components
from models.geometry import Box

Indices = NDArray[np.intp]

# A line's crop reaches from ABOVE letter heights over the middle of its letters to BELOW under it:
# room for a vowel and a tone above, a vowel below. The line reader is trained on crops cut so.
ABOVE = 1.75
BELOW = 1.25
REACH = 1.1  # letter heights that a letter reaches out to each side: justified lines stretch the space between letters
SMALLEST_GROUP = 2


@dataclass(frozen=True)
class TextRun:
    """Letters in a row. The middle of the letters lies on y = middle + slope * (x - x0).

    `body` is the height of its letters without marks, `members` the components that made it.
    """

    x0: float
    x1: float
    middle: float
    slope: float
    body: float
    members: Indices

    def middle_at(self, x: float) -> float:
        return self.middle + self.slope * (x - self.x0)

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    def box(self) -> Box:
        """Upright box of the crop."""
        ends = (self.middle_at(self.x0), self.middle_at(self.x1))
        return Box.from_list((self.x0, min(ends) - ABOVE * self.body, self.x1, max(ends) + BELOW * self.body))

    def core_box(self) -> Box:
        """Upright box of the letters alone."""
        ends = (self.middle_at(self.x0), self.middle_at(self.x1))
        return Box.from_list((self.x0, min(ends) - 0.5 * self.body, self.x1, max(ends) + 0.5 * self.body))


def find_runs(found: Components, body: float, shape: tuple[int, int]) -> list[TextRun]:
    """The page's text runs, in no order. `body` is the page's letter height, `shape` its (height, width)."""
    free = found.area >= max(4.0, 0.02 * body * body)
    runs: list[TextRun] = []
    for low, high in ((0.7, 1.6), (1.6, 6.0), (0.42, 0.75)):
        chosen = free & (found.height >= low * body) & (found.height < high * body)
        chosen &= (found.width < 5 * found.height) & (found.height < 5 * found.width + 1)
        passed = _runs_of(found, np.flatnonzero(chosen), shape)
        if high > 2:
            passed = [run for piece in passed for run in _of_like_height(found, piece)]
        runs += passed
        for run in passed:
            free &= ~_inside(found, run)
    return _joined(runs)


def _runs_of(found: Components, chosen: Indices, shape: tuple[int, int]) -> list[TextRun]:
    """Groups of the chosen components whose cores, stretched sideways, touch."""
    if not len(chosen):
        return []
    half = 0.5  # of the page's resolution: a run needs no more, and the mask costs a quarter
    mask = np.zeros((int(shape[0] * half) + 2, int(shape[1] * half) + 2), np.uint8)
    x, y = found.x[chosen] * half, found.y[chosen] * half
    width, height = found.width[chosen] * half, found.height[chosen] * half
    top, bottom = (y + 0.28 * height).astype(int), np.ceil(y + 0.78 * height).astype(int)
    left, right = np.maximum(0, x - REACH * height).astype(int), np.ceil(x + width + REACH * height).astype(int)
    for x0, y0, x1, y1 in zip(left.tolist(), top.tolist(), right.tolist(), bottom.tolist(), strict=True):
        mask[y0:y1, x0:x1] = 1
    _, labels = cv2.connectedComponents(mask, connectivity=4)
    groups = labels[((top + bottom) // 2).clip(0, mask.shape[0] - 1), (x + width / 2).astype(int)]
    order = np.argsort(groups, kind="stable")
    parts = np.split(chosen[order], np.flatnonzero(np.diff(groups[order])) + 1)
    return [run_of(found, part) for part in parts if _is_group(found, part)]


def _is_group(found: Components, part: Indices) -> bool:
    return len(part) >= SMALLEST_GROUP or bool(found.width[part[0]] > 1.5 * found.height[part[0]])


def run_of(found: Components, members: Indices) -> TextRun:
    """The run through these components: straight line through the middles of those of ordinary height."""
    heights = found.height[members]
    body = float(np.median(heights))
    ordinary = (heights > 0.8 * body) & (heights < 1.25 * body)
    plain = members[ordinary] if ordinary.any() else members
    x0, x1 = float(found.x[members].min()), float((found.x + found.width)[members].max())
    middles, places = found.centre_y[plain], found.centre_x[plain]
    slope = 0.0
    if len(plain) >= 6 and x1 - x0 > 8 * body:
        slope = _robust_slope(places, middles)
    middle = float(np.median(middles - slope * (places - x0)))
    return TextRun(x0, x1, middle, slope, body, members)


def _robust_slope(places: NDArray[np.float64], middles: NDArray[np.float64]) -> float:
    """Slope through most points: least squares, once more without the points far off."""
    slope, offset = np.polyfit(places, middles, 1)
    off = np.abs(middles - slope * places - offset)
    kept = off <= max(1.0, 2 * float(np.median(off)))
    if kept.sum() >= 4:
        slope, _ = np.polyfit(places[kept], middles[kept], 1)
    return float(slope) if abs(slope) < 0.3 else 0.0


def _of_like_height(found: Components, run: TextRun) -> list[TextRun]:
    """The run without members far from its letter height: an emblem or a signature beside a heading."""
    heights = found.height[run.members]
    kept = run.members[(heights > 0.55 * run.body) & (heights < 1.8 * run.body)]
    return [run_of(found, kept)] if len(kept) >= SMALLEST_GROUP else []


def _inside(found: Components, run: TextRun) -> NDArray[np.bool_]:
    """Components in the run's band: its own letters, and the marks above and below them."""
    middle = run.middle + run.slope * (found.centre_x - run.x0)
    off = found.centre_y - middle
    held = (off > -ABOVE * run.body) & (off < BELOW * run.body)
    held &= (found.centre_x > run.x0 - 0.5 * run.body) & (found.centre_x < run.x1 + 0.5 * run.body)
    return held & (found.height < 2.5 * run.body)


def _joined(runs: list[TextRun]) -> list[TextRun]:
    """Runs that go on from one another on the same line, joined."""
    return sorted(runs, key=lambda run: run.middle)
