"""The value that several looks at one spot hold most likely among those that may stand there."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.decoding.beam import Spelling, likely_spellings
from extractors.decoding.forms import with_zeros_of_their_group
from extractors.decoding.grammar import Automaton
from models.lattice import Step

STOPS = re.compile(r"[\s.…:]")  # strings that differ in these alone say the same
FITS_THE_FORM = 0.15  # of a look's paths: with fewer in the form it has seen something else
NARROW = 12  # strings kept at each step: values are short


def likely_values(looks: Sequence[Sequence[Step]], form: Automaton) -> list[Spelling]:
    """The strings of the form, each with its mean share of what each look holds possible of the form; best first.

    A look that sees hardly anything of the form has little to share out, so that all shares stay low.
    """
    shares: dict[str, float] = {}
    spelt: dict[str, Spelling] = {}
    for look in looks:
        found = likely_spellings(look, form, beam=NARROW)
        total = sum(spelling.probability for spelling in found)
        if total == 0.0:  # so unlikely that the probabilities of all strings have run out of digits
            continue
        weight = min(1.0, total / FITS_THE_FORM) / len(looks)
        for spelling in found:
            bare = spelling.text.strip(" .…:-น")
            same = STOPS.sub("", with_zeros_of_their_group(bare))
            shares[same] = shares.get(same, 0.0) + weight * spelling.probability / total
            if same not in spelt or spelling.probability > spelt[same].probability:
                spelt[same] = Spelling(" ".join(with_zeros_of_their_group(bare).split()), spelling.probability)
    ordered = sorted(shares.items(), key=lambda item: -item[1])
    return [Spelling(spelt[same].text, share) for same, share in ordered]
