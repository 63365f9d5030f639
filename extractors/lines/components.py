"""Connected components of a page's ink, and the height of its letters."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

Mask = NDArray[np.uint8]  # (height, width), 1 = ink
Numbers = NDArray[np.int32]


@dataclass(frozen=True)
class Components:
    """Arrays of one value a component; `labels` gives the component (from 1) of each pixel, 0 for paper."""

    labels: Numbers
    x: Numbers
    y: Numbers
    width: Numbers
    height: Numbers
    area: Numbers

    def __len__(self) -> int:
        return len(self.x)

    @property
    def centre_x(self) -> NDArray[np.float64]:
        return self.x + self.width / 2

    @property
    def centre_y(self) -> NDArray[np.float64]:
        return self.y + self.height / 2


def components_of(ink: Mask) -> Components:
    """The 8-connected components; entry i of the arrays is label i + 1."""
    count, found = cv2.connectedComponents(ink, connectivity=8)
    labels = np.asarray(found, np.int32)
    # OpenCV's own statistics visit every pixel of paper and cost four times as much as the labels.
    y, x, end = _ink_rows(ink)
    owner = labels[y, x] - 1
    of_none = np.full(count - 1, max(ink.shape), np.int32), np.zeros(count - 1, np.int32)
    (left, right), (top, bottom) = ((low.copy(), high.copy()) for low, high in (of_none, of_none))
    np.minimum.at(left, owner, x)
    np.maximum.at(right, owner, end)
    np.minimum.at(top, owner, y)
    np.maximum.at(bottom, owner, y + 1)
    area = np.bincount(owner, weights=end - x, minlength=count - 1).astype(np.int32)
    return Components(labels, left, top, right - left, bottom - top, area)


def _ink_rows(ink: Mask) -> tuple[Numbers, Numbers, Numbers]:
    """The unbroken rows of ink from top to bottom: their y, their first x, and the x after their last."""
    height, width = ink.shape
    bordered = np.zeros((height, width + 2), np.bool_)  # paper at both sides, so that no row goes on in the next
    bordered[:, 1:-1] = ink
    flat = bordered.ravel()
    edges = np.flatnonzero(flat[1:] != flat[:-1])
    y, start = np.divmod(edges[0::2], width + 2)
    return y.astype(np.int32), start.astype(np.int32), (edges[1::2] - y * (width + 2)).astype(np.int32)


def body_height(found: Components, longest_side: int) -> float | None:
    """Median height in pixels of what looks like letters, each weighed by its area; None for a page without any.

    Specks outnumber letters on a photocopy, so they must not vote by number. Letters of A4 paper are between
    0.4 % and 3 % of the long side high (7 to 50 points).
    """
    shape = found.width / np.maximum(found.height, 1)
    letters = (found.height >= max(6.0, 0.004 * longest_side)) & (found.height < 0.03 * longest_side)
    letters &= (shape > 0.2) & (shape < 3) & (found.area > 12)
    if letters.sum() < 5:
        return None
    middle = _weighted_median(found.height[letters], found.area[letters])
    near = letters & (found.height > 0.6 * middle) & (found.height < 1.6 * middle)
    return _weighted_median(found.height[near], found.width[near])


def _weighted_median(values: Numbers, weights: Numbers) -> float:
    order = np.argsort(values)
    running = np.cumsum(weights[order])
    return float(values[order][np.searchsorted(running, running[-1] / 2)])
