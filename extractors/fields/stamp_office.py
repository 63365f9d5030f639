"""The office of a received stamp, weighed against the offices that there are.

Rubber wears, and dates are stamped across the name. A name that the ink allows and that some office bears is likelier
than a string of letters that no office bears and no word is; an office outside the gazetteer keeps its reading where
that is clear. The gazetteer alone makes no value sure.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from rapidfuzz.distance import Levenshtein

from extractors.decoding.named import ANY, log_likelihoods
from extractors.fields.passage import Mark, Passage
from extractors.fields.witnesses import proved
from extractors.thai.confusables import confusable_with
from extractors.thai.normal_form import without_spaces
from extractors.thai.office_names import OfficeName, count_of_kinds, count_of_names, offices_like
from extractors.thai.wording import likeliest
from models.field import Alternative, Field
from models.lattice import BLANK, Step
from models.status import Status

KNOWN = 0.7  # of the stamps that arrive: their office is in the gazetteer
CONFUSED = 0.2  # of a glyph's doubt: another letter that readers mix it up with
LOST = 0.05  # where a gap is in the name, for each letter that may be lost there
MOST_LOST = 8
TAKEN, LISTED = 0.9, 0.05  # shares among all that the ink may say
SOURCE = "gazetteer"


def office_field(passage: Passage) -> Field[str]:
    """The office's name as read, or the one known office that the ink allows, as `read`, with the reading beside it."""
    text = passage.text
    field: Field[str] = proved(passage, text, prose=True)
    free = without_spaces(text)
    names = offices_like(text)
    if not names or names[0].bare == free:
        return field
    likely = _likely_names(passage, free, names)
    share, best = likely[0]
    if share < TAKEN or without_spaces(best) == free:
        listed = [Alternative(name, share, SOURCE) for share, name in likely if share >= LISTED and name != text]
        return replace(field, alternatives=(*listed, *field.alternatives))
    seen = Alternative(text, field.confidence, passage.readers[0] if passage.readers else "")
    return replace(
        field,
        value=best,
        status=Status.READ,
        confidence=min(share, field.confidence),
        alternatives=(seen, *field.alternatives),
        reasons=(*field.reasons, "stamp.office_by_gazetteer"),
    )


def _likely_names(passage: Passage, free: str, names: Sequence[OfficeName]) -> list[tuple[float, str]]:
    """The free reading, known names, and known kinds of an unknown place, each with its share; likeliest first."""
    of_unknown = sorted({(name.kind, _place_read(name, free)) for name in names if name.place})
    written = [passage.text, *(name.written for name in names), *(kind + place for kind, place in of_unknown)]
    priors = [
        math.log(1 - KNOWN) - _cost(free),
        *([math.log(KNOWN / count_of_names())] * len(names)),
        *(math.log((1 - KNOWN) / count_of_kinds()) - _cost(place) for _, place in of_unknown),
    ]
    weights = log_likelihoods(_steps(passage), [without_spaces(one) for one in written]) + np.array(priors)
    shares = np.exp(weights - weights.max())
    merged: dict[str, float] = {}
    for share, name in zip((shares / shares.sum()).tolist(), written, strict=True):
        merged[name] = merged.get(name, 0.0) + share
    return sorted(((share, name) for name, share in merged.items()), reverse=True)


def _place_read(name: OfficeName, free: str) -> str:
    """What the reading has behind the kind of office that the name begins with."""
    kind = len(without_spaces(name.kind))
    start = next(edit.dest_start + max(0, kind - edit.src_start) for edit in Levenshtein.opcodes(name.bare, free)
                 if edit.src_end > kind)  # fmt: skip
    return free[min(start, len(free)) :]


def _cost(text: str) -> float:
    """How unlikely the text is, in nats: letters that make no words cost most."""
    return likeliest([{char: 0.0} for char in text]).cost


def _steps(passage: Passage) -> list[Step]:
    """What may stand at each glyph, and between them; letters may be lost in a gap."""
    steps: list[Step] = [{BLANK: 1.0}]
    for mark in passage.marks:
        if mark.char.isspace():
            steps += [{BLANK: 1.0, ANY: LOST}] * MOST_LOST
        else:
            steps += [_held_at(mark), {BLANK: 1.0}]
    return steps


def _held_at(mark: Mark) -> Step:
    held = dict.fromkeys(confusable_with(mark.char), CONFUSED * (1 - mark.confidence))
    for char, confidence in ((mark.char, mark.confidence), *mark.alternatives):
        held[char] = max(held.get(char, 0.0), confidence)
    return held
