"""From a network's distribution over characters at every step to the small lattice that is kept with a reading."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from models.lattice import BLANK, Lattice, encoded_step

SURE_STEP: Final = 0.997  # neighbouring steps that hold one character so surely are one step
LEAST: Final = 0.002  # less likely characters are left out
UNREADABLE: Final = "\ufffd"  # stands for pen writing that was seen and not read: no automaton takes it


def compact_lattice(scores: NDArray[np.float32], plain: Sequence[str], ends: Sequence[float]) -> Lattice:
    """The lattice of a line. `scores` is (steps, classes), each row summing to 1, class 0 the blank.

    `plain[c]` is the character of class c, empty for pen writing that cannot be read; classes of one character (print
    and pen) are added up. `ends[n]` is where step n ends in pixels of the crop.
    """
    best = scores.argmax(-1)
    sure = scores[np.arange(len(best)), best] >= SURE_STEP
    same = sure[1:] & sure[:-1] & (best[1:] == best[:-1])
    starts = np.flatnonzero(np.concatenate(([True], ~same)))
    likely = _likely(scores, plain, starts[~sure[starts]])
    bounds = [*starts.tolist(), len(best)]
    steps = []
    for start in starts.tolist():
        held = likely.get(start) or {_char(plain, int(best[start])): 1.0}
        steps.append(encoded_step(held))
    return Lattice(tuple(steps), tuple(round(ends[after - 1]) for _, after in pairwise(bounds)))


def _likely(scores: NDArray[np.float32], plain: Sequence[str], rows: NDArray[np.int64]) -> dict[int, dict[str, float]]:
    """What may stand at each of these steps."""
    held: dict[int, dict[str, float]] = {}
    part = scores[rows]
    at, classes = np.nonzero(part >= LEAST)
    found = zip(rows[at].tolist(), classes.tolist(), part[at, classes].tolist(), strict=True)
    for step, index, probability in found:
        chars = held.setdefault(step, {})
        char = _char(plain, index)
        chars[char] = chars.get(char, 0.0) + probability
    return held


def _char(plain: Sequence[str], index: int) -> str:
    return BLANK if index == 0 else plain[index] or UNREADABLE
