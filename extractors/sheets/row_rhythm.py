"""The even rhythm of row rules: a lost rule is found again where the rhythm expects it, a pen stroke is not a rule."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np

from extractors.sheets.rule_lines import FloatArray, RuleLine

# A table has a rhythm when this share of its rows, at least this many, are of one height.
RHYTHM_SHARE = 0.5
MIN_ROWS = 3
SAME_HEIGHT = 0.14
# A rule this long, of the table's width, bounds whole rows.
FULL_LENGTH = 0.6
HEADING_REACH = 0.2  # of the common height, between two rules that meet
# A lost rule must have left this share of its ink, this much more than the paper above and below it.
LEFT_OVER_INK = 0.22
LEFT_OVER_CONTRAST = 0.12


def mend_row_rules(
    rows: Sequence[RuleLine], left: RuleLine, right: RuleLine, ink: FloatArray, uprights: Sequence[RuleLine] = ()
) -> list[RuleLine]:
    """Row boundaries with false ones dropped and lost ones found; unchanged where the rows have no common height.

    `uprights` are the column rules: a short rule in the first row from which one of them starts parts headings.
    """
    width = _middle(right) - _middle(left)
    full = [row for row in rows if row.length >= FULL_LENGTH * width]
    pitch = row_pitch(full, left, right) or row_pitch(rows, left, right)
    if pitch is None:
        return list(rows)
    kept = _without_false(rows, left, right, pitch, uprights)
    return _with_next(_with_lost(kept, left, right, pitch, ink), pitch, ink)


def row_pitch(rows: Sequence[RuleLine], left: RuleLine, right: RuleLine) -> float | None:
    """The height most rows share, None without one."""
    gaps = np.diff(_heights(rows, left, right))
    if len(gaps) < MIN_ROWS or gaps.min() <= 0:
        return None
    best = max(gaps, key=lambda gap: int((np.abs(gaps - gap) < SAME_HEIGHT * gap).sum()))
    alike = np.abs(gaps - best) < SAME_HEIGHT * best
    if alike.sum() < max(MIN_ROWS, RHYTHM_SHARE * len(gaps)):
        return None
    return float(np.median(gaps[alike]))


def _heights(rows: Sequence[RuleLine], left: RuleLine, right: RuleLine) -> FloatArray:
    """Where each boundary crosses the middle of the table."""
    middle = (_middle(left) + _middle(right)) / 2
    return np.array([row.at(middle) for row in rows], np.float32)


def _middle(side: RuleLine) -> float:
    return side.at((side.start + side.end) / 2)


def _without_false(
    rows: Sequence[RuleLine], left: RuleLine, right: RuleLine, pitch: float, uprights: Sequence[RuleLine]
) -> list[RuleLine]:
    """Drop short lines inside a row of the common height: a struck-out name, a flat signature.

    The first row is spared: a merged heading divided by a short rule may be as tall as a row.
    """
    width = _middle(right) - _middle(left)
    heights = _heights(rows, left, right)
    is_full = [row.length >= FULL_LENGTH * width for row in rows]
    full = [i for i, whole in enumerate(is_full) if whole]
    dropped: set[int] = set()
    for upper, lower in itertools.pairwise(full):
        if abs(heights[lower] - heights[upper] - pitch) < SAME_HEIGHT * pitch:
            between = range(upper + 1, lower)
            dropped.update(i for i in between if upper > 0 or not _parts_headings(rows[i], rows[0], pitch, uprights))
    kept = [i for i in range(len(rows)) if i not in dropped]
    dropped.update(_halving(heights[kept], pitch, kept))
    return [row for i, row in enumerate(rows) if i not in dropped]


def _parts_headings(rule: RuleLine, top: RuleLine, pitch: float, uprights: Sequence[RuleLine]) -> bool:
    """True for a rule from one column rule to another, between which one begins below the table's uppermost rule."""
    reach = HEADING_REACH * pitch
    places = [(upright.at(rule.at(rule.start)), upright.start) for upright in uprights]
    is_held = all(any(abs(x - end) < reach for x, _ in places) for end in (rule.start, rule.end))
    return is_held and any(
        rule.start + reach < x < rule.end - reach and top.at(x) + reach < start < rule.at(x) + reach
        for x, start in places
    )


def _halving(heights: FloatArray, pitch: float, numbers: Sequence[int]) -> set[int]:
    """Lines that divide a row of the common height in two, as a fold of the paper does however long it is.

    Of two neighbours that might be the false one, that goes which leaves the evener rows.
    """

    def unevenness(i: int) -> float:
        return abs(float(heights[i + 1] - heights[i - 1]) - pitch)

    dropped: set[int] = set()
    i = 2
    while i < len(heights) - 1:
        if unevenness(i) >= SAME_HEIGHT * pitch:
            i += 1
            continue
        later = i + 1 < len(heights) - 1 and unevenness(i + 1) < unevenness(i)
        dropped.add(numbers[i + 1 if later else i])
        i += 2
    return dropped


def _with_lost(rows: list[RuleLine], left: RuleLine, right: RuleLine, pitch: float, ink: FloatArray) -> list[RuleLine]:
    heights = _heights(rows, left, right)
    found = [rows[0]]
    for upper, lower, gap in zip(rows, rows[1:], np.diff(heights), strict=False):
        parts = round(float(gap) / pitch)
        if parts >= 2 and abs(float(gap) / parts - pitch) < SAME_HEIGHT * pitch:
            for part in range(1, parts):
                between = _between(upper, lower, part / parts, left, right)
                if _has_left_over(between, ink):
                    found.append(between)
        found.append(lower)
    return found


def _with_next(rows: list[RuleLine], pitch: float, ink: FloatArray) -> list[RuleLine]:
    """With rules lost below the last, as long as one is left over where the rhythm expects it."""
    while True:
        last = rows[-1]
        following = RuleLine(last.positions, last.offsets + np.float32(pitch))
        if following.at(following.start) >= ink.shape[0] - 1 or not all(
            _has_left_over(half, ink) for half in _halves(following)
        ):
            return rows
        rows.append(following)


def _halves(line: RuleLine) -> tuple[RuleLine, RuleLine]:
    """A line of print below a table seldom lies below the whole of it."""
    places = np.linspace(line.start, line.end, 25, dtype=np.float32)
    return RuleLine(places[:13], line.along(places[:13])), RuleLine(places[12:], line.along(places[12:]))


def _between(upper: RuleLine, lower: RuleLine, share: float, left: RuleLine, right: RuleLine) -> RuleLine:
    xs = np.linspace(_middle(left), _middle(right), 24, dtype=np.float32)
    return RuleLine(xs, upper.along(xs) * np.float32(1 - share) + lower.along(xs) * np.float32(share))


def _has_left_over(line: RuleLine, ink: FloatArray) -> bool:
    """True where some shift of the expected rule by a few pixels holds clearly more ink than its surroundings."""
    xs = np.arange(max(0, int(line.start)), min(ink.shape[1], int(line.end)))
    if not len(xs):
        return False
    reach = max(6, round(max(ink.shape) / 250))
    rows = np.clip(np.round(line.along(xs.astype(np.float32))).astype(int), reach + 1, ink.shape[0] - reach - 2)
    shares = np.array([(ink[rows + shift, xs] > 0.3).mean() for shift in range(-reach, reach + 1)])
    return bool(shares.max() >= LEFT_OVER_INK and shares.max() - np.median(shares) >= LEFT_OVER_CONTRAST)
