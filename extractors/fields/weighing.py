"""A field's free reading weighed against all well-formed readings of the same stretch of the line."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from extractors.decoding.grammar import Automaton
from extractors.fields.passage import Passage
from extractors.fields.well_formed import WellFormed, probability_of_text, well_formed
from extractors.thai.digits import ANY_DIGIT
from models.field import Alternative, Field
from models.status import Status

T = TypeVar("T")

CERTAIN = 0.98  # where the least sure glyph is surer than this no other reading is near
# Below one half of all well-formed readings another value, or several together, are as likely: then none is taken.
LEAST_SHARE = 0.5
# A reading other than the free one is taken only where hardly any other is well formed,
CLEAR_SHARE = 0.85
# and where the reader itself held it possible: what it all but excludes stays an alternative.
LEAST_TAKEN = 0.05
LEAST_LISTED = 0.01
# From this share on another reading is so near that the value is not sure, whoever agrees.
NEAR_SHARE = 0.05
MOST_LISTED = 3
NOT_COUNTED = re.compile(r"[\s.,:…\-–]")  # gaps and stops, lost and seen everywhere


@dataclass(frozen=True, slots=True)
class Weighing(Generic[T]):
    """How one kind of value is weighed: the form it must have, the value of a text, and the field of a passage.

    `key_of` is None for a text without a value, and equal for two spellings of one value.
    """

    form: Automaton
    key_of: Callable[[str], Hashable | None]
    field_of: Callable[[Passage], Field[T]]


def weighed(free: Field[T], stretch: Passage, kind: Weighing[T], *, may_take: bool = True) -> Field[T]:
    """The free reading's field with the well-formed readings of its stretch of the line beside it.

    A well-formed free reading keeps its value unless the others together are likelier, and is not sure where one is
    near. In place of a free reading without a value a clear well-formed one is taken where that may be, as `read`,
    never more.
    """
    if free.value is not None and stretch.weakest >= CERTAIN:
        return free
    readings = well_formed(stretch, kind.form, kind.key_of)
    if not readings:
        return free
    own = kind.key_of(stretch.text)
    if free.value is None and may_take:
        return _taken(free, stretch, kind, readings, own)
    others = tuple(reading for reading in readings if reading.key != own)
    share = next((reading.share for reading in readings if reading.key == own), None)
    listed = replace(free, alternatives=_alternatives(free, stretch, others))
    if share is not None and share < LEAST_SHARE:
        seen = _listed(stretch, next(reading for reading in readings if reading.key == own))
        unread = replace(listed, alternatives=(seen, *listed.alternatives))
        return unread.with_status(Status.UNREAD, "field.other_readings_as_likely")
    is_near = any(reading.share >= NEAR_SHARE for reading in others)
    if is_near and free.status is Status.CORROBORATED:
        return listed.with_status(Status.READ, "field.other_reading_near")
    return listed


def _taken(
    free: Field[T], stretch: Passage, kind: Weighing[T], readings: Sequence[WellFormed], own: Hashable | None
) -> Field[T]:
    """The field of the likeliest well-formed reading where it is clear; else the free one with them beside it."""
    first, others = readings[0], readings[1:]
    is_free = first.key == own
    if first.share >= LEAST_SHARE if is_free else _is_clear(first, stretch):
        field = kind.field_of(respelt(stretch, first))
        if field.value is not None:
            # What the reader saw stays beside what was taken for it.
            seen = () if is_free else (_free_reading(stretch),)
            status = field.status if field.status is Status.DISPUTED else Status.READ
            return replace(
                field,
                status=status,
                confidence=min(first.share, 1.0),
                alternatives=(*seen, *_alternatives(field, stretch, others)),
                reasons=(*field.reasons, "field.well_formed_reading"),
            )
    return replace(free, alternatives=_alternatives(free, stretch, readings))


def _is_clear(reading: WellFormed, stretch: Passage) -> bool:
    """True for a reading that may be taken though it is not what was seen.

    It leaves out no digit that was seen and adds no character: where a stroke ran into the digit before it, that digit
    is misread too (๓/ as ๗).
    """
    seen = stretch.text
    keeps_digits = len(re.findall(ANY_DIGIT, reading.text)) >= len(re.findall(ANY_DIGIT, seen))
    adds_nothing = len(NOT_COUNTED.sub("", reading.text)) <= len(NOT_COUNTED.sub("", seen))
    return reading.share >= CLEAR_SHARE and reading.probability >= LEAST_TAKEN and keeps_digits and adds_nothing


def respelt(stretch: Passage, reading: WellFormed) -> Passage:
    """The stretch spelt as the reading, each character at least as sure as the reading is among all."""
    marks = stretch.respelt(reading.text).marks
    return Passage(
        tuple(replace(mark, confidence=max(mark.confidence, reading.share), alternatives=()) for mark in marks)
    )


def _alternatives(field: Field[T], stretch: Passage, readings: Sequence[WellFormed]) -> tuple[Alternative, ...]:
    """The well-formed readings in place of single glyphs read otherwise; what other readers say stays."""
    own = stretch.readers[:1]
    kept = tuple(other for other in field.alternatives if other.source not in own)
    likely = [reading for reading in readings if reading.probability >= LEAST_LISTED][:MOST_LISTED]
    return (*(_listed(stretch, reading) for reading in likely), *kept)


def _listed(stretch: Passage, reading: WellFormed) -> Alternative:
    return Alternative(reading.text, reading.probability, stretch.readers[0])


def _free_reading(stretch: Passage) -> Alternative:
    return Alternative(stretch.text, probability_of_text(stretch, stretch.text) or 0.0, stretch.readers[0])
