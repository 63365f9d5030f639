"""What a reader held possible along a line, step by step: small enough to keep beside the reading of the line."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from string import ascii_letters, digits

BLANK = "∅"  # nothing is written at this step: the blank of connectionist temporal classification
_LEVELS = f"{ascii_letters}{digits}+/"  # one letter for each eighth of a nat below certainty
_LEVELS_A_NAT = 8
_LEVEL_OF = {letter: index for index, letter in enumerate(_LEVELS)}
_PROBABILITY_OF = {letter: math.exp(-index / _LEVELS_A_NAT) for letter, index in _LEVEL_OF.items()}

Step = Mapping[str, float]  # character, or BLANK, to its probability


@dataclass(frozen=True, slots=True)
class Lattice:
    """One step for each place where the reader hesitated, and one for each stretch where it did not.

    `steps[n]` is pairs of a character (or BLANK) and a letter for its probability; what is too unlikely to matter
    is left out. `ends[n]` is where step n ends, in pixels of the crop that the line was read from. A character is
    the same whether printed or written by pen.
    """

    steps: tuple[str, ...]
    ends: tuple[int, ...]

    def between(self, x0: float, x1: float) -> list[Step]:
        """The steps whose middle lies in `x0..x1`, and all that hold nothing but paper there; each sums to 1."""
        found = []
        start = 0
        for step, end in zip(self.steps, self.ends, strict=True):
            middle = (start + end) / 2
            is_paper = step[::2] == BLANK and end > x0 and start < x1
            if is_paper or x0 <= middle < x1:
                found.append(decoded_step(step))
            start = end
        return found

    def shifted(self, distance: float) -> Lattice:
        """The same lattice on a crop that begins `distance` pixels farther left."""
        return Lattice(self.steps, tuple(round(end + distance) for end in self.ends))

    def followed_by(self, other: Lattice) -> Lattice:
        """Both lattices, of two stretches of one crop; where they overlap the first comes first."""
        return Lattice((*self.steps, *other.steps), (*self.ends, *(max(end, *self.ends[-1:]) for end in other.ends)))


def encoded_step(held: Mapping[str, float]) -> str:
    """A step as it is kept, the likeliest character first."""
    ordered = sorted(held.items(), key=lambda item: -item[1])
    return "".join(f"{char}{_letter(probability)}" for char, probability in ordered)


def decoded_step(step: str) -> Step:
    """The probabilities of a kept step, made to sum to 1 again."""
    held = {char: _PROBABILITY_OF[letter] for char, letter in _pairs(step)}
    total = sum(held.values())
    return {char: probability / total for char, probability in held.items()}


def _pairs(step: Sequence[str]) -> Iterator[tuple[str, str]]:
    return zip(step[::2], step[1::2], strict=True)


def _letter(probability: float) -> str:
    level = round(-math.log(max(probability, 1e-9)) * _LEVELS_A_NAT)
    return _LEVELS[min(max(level, 0), len(_LEVELS) - 1)]
