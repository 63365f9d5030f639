"""A run of letters: the geometry of one line before it is read."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from extractors.lines.components import Components
from models.geometry import Box

Indices = NDArray[np.intp]
Numbers = NDArray[np.float64]

# A line's crop reaches from ABOVE letter heights over the middle of its letters to BELOW under it:
# room for a vowel and a tone above, a vowel below. The line reader is trained on crops cut so.
ABOVE = 1.75
BELOW = 1.25


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
        return self._box(ABOVE, BELOW)

    def core_box(self) -> Box:
        """Upright box of the letters alone."""
        return self._box(0.5, 0.5)

    def level_box(self, slope: float) -> Box:
        """Box of the letters as it would lie on the page were lines of this slope level."""
        middle_x = (self.x0 + self.x1) / 2
        level = self.middle_at(middle_x) - slope * middle_x
        return Box.from_list((self.x0, level - 0.5 * self.body, self.x1, level + 0.5 * self.body))

    def _box(self, above: float, below: float) -> Box:
        ends = (self.middle_at(self.x0), self.middle_at(self.x1))
        return Box.from_list((self.x0, min(ends) - above * self.body, self.x1, max(ends) + below * self.body))

    def stretched(self, x0: float, x1: float) -> TextRun:
        """The same line over another stretch."""
        return replace(self, x0=x0, x1=x1, middle=self.middle_at(x0))

    def joined_with(self, right: TextRun) -> TextRun:
        """Both as one line; its slope is the line through the middles of both, or the longer one's."""
        x0, x1 = min(self.x0, right.x0), max(self.x1, right.x1)
        longer = self if self.width >= right.width else right
        slope = longer.slope
        if right.width > 4 * right.body and self.width > 4 * self.body:
            centres = (self.x0 + self.x1) / 2, (right.x0 + right.x1) / 2
            if centres[1] - centres[0] > 8 * longer.body:
                rise = right.middle_at(centres[1]) - self.middle_at(centres[0])
                slope = rise / (centres[1] - centres[0])
        members = np.concatenate((self.members, right.members))
        weights = len(self.members), len(right.members)
        body = (self.body * weights[0] + right.body * weights[1]) / sum(weights)
        # Through the middle of both, each pulling by its number of letters.
        pulls = [run.middle_at((run.x0 + run.x1) / 2) - slope * ((run.x0 + run.x1) / 2 - x0) for run in (self, right)]
        middle = (pulls[0] * weights[0] + pulls[1] * weights[1]) / sum(weights)
        return TextRun(x0, x1, middle, slope, body, members)


def run_of(found: Components, members: Indices, middles: Numbers, heights: Numbers) -> TextRun:
    """The run through these components: straight line through the middles of those of ordinary height."""
    body = float(np.median(heights))
    ordinary = (heights > 0.8 * body) & (heights < 1.25 * body)
    if not ordinary.any():
        ordinary[:] = True
    x0, x1 = float(found.x[members].min()), float((found.x + found.width)[members].max())
    places, levels = found.centre_x[members][ordinary], middles[ordinary]
    slope = _robust_slope(places, levels) if ordinary.sum() >= 6 and x1 - x0 > 8 * body else 0.0
    middle = float(np.median(levels - slope * (places - x0)))
    return TextRun(x0, x1, middle, slope, body, members)


def _robust_slope(places: Numbers, middles: Numbers) -> float:
    """Slope through most points: least squares, once more without the points far off."""
    slope, offset = np.polyfit(places, middles, 1)
    off = np.abs(middles - slope * places - offset)
    kept = off <= max(1.0, 2 * float(np.median(off)))
    if kept.sum() >= 4:
        slope, _ = np.polyfit(places[kept], middles[kept], 1)
    return float(slope) if abs(slope) < 0.3 else 0.0
