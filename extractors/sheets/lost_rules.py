"""Rules that a copier broke to dashes, found again where the lattice of the rules that were found needs them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from extractors.sheets.rule_lines import FloatArray, RuleLine

INK: Final = 0.35
# Above and below the text of a row only rules stand at one place in row after row. Shares of the row's height.
TOP_MARGIN: Final = (0.05, 0.22)
FOOT_MARGIN: Final = (0.82, 0.95)
LEAST_ROWS: Final = 4
LEAST_WIDTH: Final = 0.09  # of the table's width: a gap narrower than two narrow columns is one
# Of the rows' margins, these inked at all and so much more than the paper beside them.
INKED_ROWS: Final = 0.7
INKED_SHARE: Final = 0.28
CONTRAST: Final = 0.2


def with_lost_columns(columns: Sequence[RuleLine], rows: Sequence[RuleLine], ink: FloatArray) -> list[RuleLine]:
    """The column rules, left to right, with those found again between them; `ink` is that of the page, 0..1."""
    if len(rows) <= LEAST_ROWS:
        return list(columns)
    middle = [(column.start + column.end) / 2 for column in columns]
    width = columns[-1].at(middle[-1]) - columns[0].at(middle[0])
    found = [columns[0]]
    for right in columns[1:]:
        while (lost := _between(found[-1], right, rows, ink, LEAST_WIDTH * width)) is not None:
            found.append(lost)
        found.append(right)
    return found


def _between(
    left: RuleLine, right: RuleLine, rows: Sequence[RuleLine], ink: FloatArray, least: float
) -> RuleLine | None:
    """The leftmost rule that was lost between two that were not."""
    heights = _margins(rows, left)
    apart = float(np.median(right.along(heights.ravel()) - left.along(heights.ravel())))
    if apart < least:
        return None
    inked = _inked(heights, left, right, round(apart), ink)
    share = inked.mean(axis=(0, 1))
    in_rows = (inked.mean(axis=1) >= 0.2).mean(axis=0)
    reach = max(4, round(max(ink.shape) / 330))
    beside = _beside(share, reach)
    held = (in_rows >= INKED_ROWS) & (share >= INKED_SHARE) & (share - beside >= CONTRAST)
    held[: 3 * reach] = False
    held[-3 * reach :] = False
    if not held.any():
        return None
    first = int(np.flatnonzero(held)[0])
    at = first + int(np.argmax(share[first : first + 2 * reach]))
    return _at_share(left, right, at / round(apart), rows)


def _beside(share: NDArray[np.float64], reach: int) -> NDArray[np.float64]:
    """For each place the mean share a little to its left and right."""
    window = np.concatenate([np.ones(reach), np.zeros(2 * reach + 1), np.ones(reach)]) / (2 * reach)
    return np.asarray(np.convolve(share, window, "same")[: len(share)], np.float64)


def _margins(rows: Sequence[RuleLine], near: RuleLine) -> FloatArray:
    """Heights in the margins of each row, (rows, places), as they are beside a column rule."""
    x = near.at((near.start + near.end) / 2)
    levels = np.array([row.at(x) for row in rows[1:]], np.float32)
    shares = np.concatenate([np.linspace(*TOP_MARGIN, 6), np.linspace(*FOOT_MARGIN, 5)]).astype(np.float32)
    return np.asarray(levels[:-1, None] + np.diff(levels)[:, None] * shares[None, :], np.float32)


def _inked(heights: FloatArray, left: RuleLine, right: RuleLine, width: int, ink: FloatArray) -> NDArray[np.bool_]:
    """Whether there is ink at each height and place across, (rows, places, width): across from one rule to the next."""
    ys = heights.ravel()
    starts, ends = left.along(ys), right.along(ys)
    xs = starts[:, None] + (ends - starts)[:, None] * (np.arange(width, dtype=np.float32) / width)[None, :]
    lines = np.clip(np.round(ys).astype(int), 0, ink.shape[0] - 1)[:, None]
    at = np.clip(np.round(xs).astype(int), 1, ink.shape[1] - 2)
    seen = np.maximum(np.maximum(ink[lines, at - 1], ink[lines, at]), ink[lines, at + 1]) > INK
    return np.asarray(seen.reshape(*heights.shape, width), np.bool_)


def _at_share(left: RuleLine, right: RuleLine, share: float, rows: Sequence[RuleLine]) -> RuleLine:
    x = left.at((left.start + left.end) / 2)
    ys = np.linspace(rows[0].at(x), rows[-1].at(x), 24, dtype=np.float32)
    return RuleLine(ys, left.along(ys) * np.float32(1 - share) + right.along(ys) * np.float32(share))
