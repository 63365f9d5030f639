"""The probability of strings in a lattice (connectionist temporal classification), as far as an automaton takes them.

A path through the lattice takes one character or the blank at each step; neighbouring equal characters without a
blank between them are one. A string's probability is the sum over all paths that spell it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractors.decoding.grammar import Automaton
from models.lattice import BLANK, Step

BEAM = 24  # strings kept at each step
NEGLIGIBLE = 1e-6  # of the most probable string kept


@dataclass(frozen=True, slots=True)
class Spelling:
    """One string that the automaton takes, and its probability in the lattice."""

    text: str
    probability: float


@dataclass(slots=True)
class _Prefix:
    """The automaton's state after a prefix, and the probability of the paths that end in a blank or in a character."""

    state: int
    blank: float = 0.0
    char: float = 0.0

    @property
    def total(self) -> float:
        return self.blank + self.char


def likely_spellings(steps: Sequence[Step], form: Automaton, beam: int = BEAM) -> list[Spelling]:
    """The strings of the form that the lattice spells, most probable first; empty where it spells none.

    A prefix beam search: exact where no more than `beam` prefixes compete at any step.
    """
    prefixes = {"": _Prefix(0, blank=1.0)}
    for step in steps:
        prefixes = _most_probable(_advanced(prefixes, step, form), beam)
    ended = [Spelling(text, one.total) for text, one in prefixes.items() if one.state in form.accepting]
    return sorted(ended, key=lambda spelling: -spelling.probability)


def _advanced(prefixes: dict[str, _Prefix], step: Step, form: Automaton) -> dict[str, _Prefix]:
    blank = step.get(BLANK, 0.0)
    held: dict[str, _Prefix] = {}
    for text, prefix in prefixes.items():
        moves = form.moves[prefix.state]
        last = text[-1:]
        if blank or last in step:
            stays = held.get(text) or held.setdefault(text, _Prefix(prefix.state))
            stays.blank += prefix.total * blank
            stays.char += prefix.char * step.get(last, 0.0)
        for char, probability in step.items():
            state = moves.get(char)
            if state is None:
                continue
            # The same character again needs a blank before it.
            before = prefix.blank if char == last else prefix.total
            if before:
                longer = held.get(text + char) or held.setdefault(text + char, _Prefix(state))
                longer.char += before * probability
    return held


def _most_probable(prefixes: dict[str, _Prefix], beam: int) -> dict[str, _Prefix]:
    if len(prefixes) <= 1:
        return prefixes
    ordered = sorted(prefixes.items(), key=lambda item: -item[1].total)[:beam]
    least = ordered[0][1].total * NEGLIGIBLE
    return {text: prefix for text, prefix in ordered if prefix.total > least}


def probability_of(steps: Sequence[Step], form: Automaton) -> float:
    """The probability that the lattice spells some string of the form: the forward algorithm over its states."""
    # The state after a prefix, with its last character where the path stands on it ("" on a blank).
    forward: dict[tuple[int, str], float] = {(0, ""): 1.0}
    for step in steps:
        advanced: dict[tuple[int, str], float] = {}
        for (state, last), held in forward.items():
            for char, probability in step.items():
                if char == BLANK:
                    key = (state, "")
                elif char == last:
                    key = (state, last)
                else:
                    target = form.moves[state].get(char)
                    if target is None:
                        continue
                    key = (target, char)
                advanced[key] = advanced.get(key, 0.0) + held * probability
        forward = advanced
    return sum(held for (state, _), held in forward.items() if state in form.accepting)
