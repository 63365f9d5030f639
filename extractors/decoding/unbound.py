"""What several looks at one line say together, of any text at all, weighed by how likely such a text is written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import numpy as np

from extractors.decoding.beam import Spelling, likely_spellings
from extractors.decoding.grammar import Automaton
from extractors.decoding.lattice import UNREADABLE
from extractors.decoding.named import log_likelihoods
from models.lattice import BLANK, Step

_STATE: Final = 0


def likeliest_text(
    looks: Sequence[Sequence[Step]], log_prior: Callable[[str], float], weight: float
) -> Spelling | None:
    """The text that the looks, in the mean of their logarithms, and the prior together hold likeliest.

    Its probability is its share among what the looks hold possible, which is all that is weighed; None where that is
    nothing. `weight` is that of the prior against the looks: less than 1, as the steps of a look see the same ink and
    count as if they did not.
    """
    texts = list(dict.fromkeys(" ".join(text.split()) for look in looks for text in _texts(look)))
    if not texts:
        return None
    seen = np.mean([log_likelihoods(look, texts) for look in looks], axis=0)
    likely = seen + weight * np.array([log_prior(text) for text in texts])
    best = int(np.argmax(likely))
    return Spelling(texts[best], float(1 / np.exp(likely - likely[best]).sum()))


def _texts(look: Sequence[Step]) -> list[str]:
    """The likeliest strings of a look, best first."""
    chars = {char for step in look for char in step} - {BLANK, UNREADABLE}
    anything = Automaton((dict.fromkeys(chars, _STATE),), frozenset({_STATE}))
    return [spelling.text for spelling in likely_spellings(look, anything)]
