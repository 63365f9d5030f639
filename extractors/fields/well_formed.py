"""The readings of a passage that have the form its value must have, each with its probability in the lattice.

They stand beside the free reading and never replace it unseen: a value taken from one says so in its reasons, and the
free reading is then an alternative.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from itertools import groupby

from extractors.decoding.beam import likely_spellings, probability_of
from extractors.decoding.forms import exactly, with_zeros_of_their_group
from extractors.decoding.grammar import Automaton
from extractors.fields.passage import Mark, Passage
from models.lattice import BLANK, Step
from models.page import Line, LineReading

# A witness that did not see a stretch well gives every reading of it next to nothing, and must not decide by that.
# Measured on 140 doubtful numbers and days: without a witness the likeliest was right 99 times, with this floor 104.
WITNESS_FLOOR = 1e-3


@dataclass(frozen=True, slots=True)
class WellFormed:
    """A value in its likeliest spelling; `key` is the same for all its spellings.

    `probability` is that of the value in the first reader's lattice. `share` is its part of all well-formed values,
    each weighed by what the witnesses of its line hold of it too.
    """

    key: Hashable
    text: str
    probability: float
    share: float


def well_formed(passage: Passage, form: Automaton, key_of: Callable[[str], Hashable | None]) -> tuple[WellFormed, ...]:
    """What the passage may say in this form, likeliest first; empty where no lattice was kept.

    Spellings with one key are one reading; those whose key is None are none.
    """
    steps = steps_of(passage)
    if not steps:
        return ()
    texts: dict[Hashable, str] = {}
    sums: dict[Hashable, float] = {}
    for spelling in likely_spellings(steps, form):
        text = with_zeros_of_their_group(" ".join(spelling.text.split()))
        key = key_of(text)
        if key is None:
            continue
        texts.setdefault(key, text)
        sums[key] = sums.get(key, 0.0) + spelling.probability
    weights = {key: held * _witnessed(passage, texts[key]) for key, held in sums.items()}
    whole = sum(weights.values())
    readings = (WellFormed(key, texts[key], sums[key], weight / whole) for key, weight in weights.items())
    return tuple(sorted(readings, key=lambda reading: -reading.share))


def _witnessed(passage: Passage, text: str) -> float:
    """What the witnesses hold of a reading, as one factor; 1 where there is none."""
    witnesses = {reading.reader for line in passage.lines for reading in line.readings[1:] if reading.lattice}
    held = (probability_of_text(passage, text, reader) for reader in witnesses)
    return math.prod(WITNESS_FLOOR + probability for probability in held if probability is not None)


def probability_of_text(passage: Passage, text: str, reader: str | None = None) -> float | None:
    """How probable a reader held this text where the passage stands, spaces aside; None where it kept no lattice."""
    steps = steps_of(passage, reader)
    return probability_of(steps, exactly(text)) if steps else None


def steps_of(passage: Passage, reader: str | None = None) -> list[Step]:
    """The lattice over a passage, its lines one after another; empty where a line of it has none.

    Without a reader's name it is that of the lines' first readings.
    """
    steps: list[Step] = []
    for _, group in groupby(passage.marks, key=lambda mark: id(mark.line)):
        marks = list(group)
        line = marks[0].line
        if line is None:
            steps.append({" ": 1.0})
            continue
        part = _steps_of_line(line, marks, reader)
        if not part:
            return []
        steps += [*part, {BLANK: 1.0}]
    return steps


def _steps_of_line(line: Line, marks: list[Mark], reader: str | None) -> list[Step]:
    reading = _reading_of(line, reader)
    if reading is None or reading.lattice is None:
        return []
    return reading.lattice.between(min(mark.x0 for mark in marks), max(mark.x1 for mark in marks))


def _reading_of(line: Line, reader: str | None) -> LineReading | None:
    if reader is None:
        return line.readings[0] if line.readings else None
    return next((reading for reading in line.readings if reading.reader == reader), None)
