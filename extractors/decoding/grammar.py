"""Finite automata over characters, built from a description of a form that reads like the form itself.

A form is put together from `one_of`, `text`, `row`, `either`, `between`, `maybe`; `automaton` makes it deterministic,
so that every string takes one way through it and its probability is counted once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Form:
    """One of `chars` where there are no parts; else the parts in a row, or any one of them."""

    chars: frozenset[str] = frozenset()
    parts: tuple[Form, ...] = ()
    is_choice: bool = False


NOTHING = Form(parts=())


def one_of(chars: Iterable[str]) -> Form:
    return Form(frozenset(chars))


def text(chars: str) -> Form:
    """These characters in this order."""
    return row(*(one_of(char) for char in chars))


def row(*parts: Form) -> Form:
    """The parts, one after another."""
    return Form(parts=parts)


def either(*parts: Form) -> Form:
    return Form(parts=parts, is_choice=True)


def maybe(part: Form) -> Form:
    return either(part, NOTHING)


def between(least: int, most: int, part: Form) -> Form:
    """The part `least` to `most` times."""
    optional = NOTHING
    for _ in range(most - least):
        optional = maybe(row(part, optional))
    return row(*([part] * least), optional)


def words(*spellings: str) -> Form:
    return either(*(text(spelling) for spelling in spellings))


SPACE = maybe(one_of(" "))


@dataclass(frozen=True, slots=True)
class Automaton:
    """`moves[state][char]` is the next state; state 0 is the first."""

    moves: tuple[Mapping[str, int], ...]
    accepting: frozenset[int]

    def accepts(self, string: str) -> bool:
        state: int | None = 0
        for char in string:
            state = self.moves[state].get(char) if state is not None else None
        return state is not None and state in self.accepting


def automaton(form: Form) -> Automaton:
    """The deterministic automaton of a form."""
    draft = _Draft()
    first, last = draft.new(), draft.new()
    draft.add(form, first, last)
    return _determined(draft, first, last)


@dataclass(slots=True)
class _Draft:
    """An automaton in which several ways may lead on with the same character, or with none."""

    moves: list[dict[str, set[int]]] = field(default_factory=list)
    free: list[set[int]] = field(default_factory=list)

    def new(self) -> int:
        self.moves.append({})
        self.free.append(set())
        return len(self.moves) - 1

    def add(self, form: Form, start: int, end: int) -> None:
        if form.chars:
            for char in form.chars:
                self.moves[start].setdefault(char, set()).add(end)
        elif form.is_choice:
            for part in form.parts:
                self.add(part, start, end)
        else:
            for part in form.parts:
                after = self.new()
                self.add(part, start, after)
                start = after
            self.free[start].add(end)

    def closure(self, states: Iterable[int]) -> frozenset[int]:
        """The states and all that can be reached from them without a character."""
        seen = set(states)
        waiting = list(seen)
        while waiting:
            new = self.free[waiting.pop()] - seen
            seen |= new
            waiting += new
        return frozenset(seen)


def _determined(draft: _Draft, first: int, last: int) -> Automaton:
    numbers = {draft.closure([first]): 0}
    waiting = list(numbers)
    moves: list[dict[str, int]] = []
    for held in waiting:
        reached: dict[str, set[int]] = {}
        for state in held:
            for char, ends in draft.moves[state].items():
                reached.setdefault(char, set()).update(ends)
        row_of_moves = {}
        for char, ends in reached.items():
            target = draft.closure(ends)
            if target not in numbers:
                numbers[target] = len(numbers)
                waiting.append(target)
            row_of_moves[char] = numbers[target]
        moves.append(row_of_moves)
    return Automaton(tuple(moves), frozenset(number for held, number in numbers.items() if last in held))
