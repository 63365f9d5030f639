"""How likely each of some known strings is, when a reader may have missed some of its characters outright.

Under a date stamp or in worn ink the true letter is not among what the reader held possible. So every character may
stand at every step, at a price, and whole letters may be missing in a gap.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from models.lattice import BLANK, Step

MISSED = 1e-4  # of what was seen elsewhere: a character that the reader did not hold possible
ANY = "*"  # in a step: what every character has there, as where ink is lost
NEVER = -1e9


def log_likelihoods(steps: Sequence[Step], strings: Sequence[str]) -> NDArray[np.float64]:
    """The logarithm of each string's probability along the steps, over all ways to place its characters.

    The forward algorithm of connectionist temporal classification, for all strings at once: their characters with a
    blank before, between and after, [string, place].
    """
    width = 2 * max(map(len, strings), default=0) + 1
    places = np.full((len(strings), width), BLANK, dtype="U1")
    for row, string in zip(places, strings, strict=True):
        row[1 : 2 * len(string) : 2] = list(string)
    # From one character to another one without a blank between them.
    may_skip = (places[:, 2:] != BLANK) & (places[:, 2:] != places[:, :-2])
    forward = np.full(places.shape, NEVER)
    forward[:, 0] = 0.0
    for step in steps:
        reached = forward.copy()
        reached[:, 1:] = np.logaddexp(reached[:, 1:], forward[:, :-1])
        reached[:, 2:] = np.where(may_skip, np.logaddexp(reached[:, 2:], forward[:, :-2]), reached[:, 2:])
        forward = reached + _log_of(step, places)
    rows, ends = np.arange(len(strings)), np.array([2 * len(string) for string in strings], int)
    return np.asarray(np.logaddexp(forward[rows, ends], forward[rows, np.maximum(ends - 1, 0)]))


def _log_of(step: Step, places: NDArray[np.str_]) -> NDArray[np.float64]:
    """The logarithm of what the step holds for the character or blank at each place."""
    held = np.full(places.shape, max(MISSED, step.get(ANY, 0.0)))
    held[places == BLANK] = MISSED
    for char, probability in step.items():
        held[places == char] = max(MISSED, probability)
    return np.asarray(np.log(held))
