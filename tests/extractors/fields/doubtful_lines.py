"""Lines whose reader hesitated: a lattice beside each reading."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from extractors.fields.passage import Passage, passage_of
from models.lattice import BLANK, Lattice, encoded_step
from models.page import Line, LineReading
from tests.factories import line

Doubts = Mapping[str, Mapping[str, float]]  # a character of the text to what it may be


def with_lattice(reading: LineReading, doubts: Doubts) -> LineReading:
    """A step for each glyph, with paper between; where a character is in doubt its glyph is as sure as its step."""
    steps, ends, glyphs = [], [], []
    for glyph in reading.glyphs:
        held = doubts.get(glyph.char, {glyph.char: 1.0})
        steps += [encoded_step(held), encoded_step({BLANK: 1.0})]
        ends += [round(glyph.x1) - 1, round(glyph.x1)]
        glyphs.append(replace(glyph, confidence=held.get(glyph.char, 0.98)))
    return replace(reading, glyphs=tuple(glyphs), lattice=Lattice(tuple(steps), tuple(ends)))


def doubtful(text: str, doubts: Doubts, *, witness: str | None = None, witness_doubts: Doubts | None = None,
             keeps_lattice: bool = True) -> Passage:  # fmt: skip
    """A line's passage. `witness` is a second line reader's text; it has a lattice where it has doubts."""
    drawn: Line = line(text)
    first = with_lattice(drawn.readings[0], doubts)
    readings = [first if keeps_lattice else replace(first, lattice=None)]
    if witness is not None:
        theirs = replace(line(witness).readings[0], reader="line-witness")
        readings.append(theirs if witness_doubts is None else with_lattice(theirs, witness_doubts))
    return passage_of(replace(drawn, readings=tuple(readings)), 1)
