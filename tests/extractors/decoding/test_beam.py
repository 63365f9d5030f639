"""The search against counting every path, on lattices small enough to count."""

import random
from collections import defaultdict
from itertools import product

import pytest

from extractors.decoding.beam import likely_spellings, probability_of
from extractors.decoding.forms import exactly
from extractors.decoding.grammar import Automaton, automaton, between, either, maybe, one_of, row, text
from models.lattice import BLANK, Step

CHARS = "ab "
FORMS = [
    automaton(between(0, 5, one_of(CHARS))),
    automaton(between(1, 2, one_of("a"))),
    automaton(row(text("a"), maybe(one_of(" ")), either(text("b"), text("aa")))),
    automaton(either(text("ab"), text("ba"), text("aba"))),
]


def random_lattice(seed: int) -> list[Step]:
    """Up to five steps, some of them sure, with the characters that hold nothing left out."""
    rng = random.Random(seed)
    steps: list[Step] = []
    for _ in range(rng.randint(1, 5)):
        weights = {char: rng.random() ** 3 for char in (*CHARS, BLANK) if rng.random() < 0.8} or {BLANK: 1.0}
        total = sum(weights.values())
        steps.append({char: weight / total for char, weight in weights.items()})
    return steps


def counted(steps: list[Step]) -> dict[str, float]:
    """Every string's probability, by walking every path."""
    sums: dict[str, float] = defaultdict(float)
    for path in product(*(step.items() for step in steps)):
        spelt, last = "", BLANK
        probability = 1.0
        for char, share in path:
            probability *= share
            if char not in (last, BLANK):
                spelt += char
            last = char
        sums[spelt] += probability
    return sums


@pytest.mark.parametrize("seed", range(60))
@pytest.mark.parametrize("form", FORMS)
def test_spellings_are_those_of_the_form_with_their_probability(form: Automaton, seed: int) -> None:
    steps = random_lattice(seed)
    expected = {spelt: held for spelt, held in counted(steps).items() if form.accepts(spelt)}
    found = likely_spellings(steps, form, beam=1000)
    likely = {spelling.text: spelling.probability for spelling in found if spelling.probability > 1e-5}
    assert likely == pytest.approx({spelt: held for spelt, held in expected.items() if held > 1e-5}, rel=1e-3)
    assert probability_of(steps, form) == pytest.approx(sum(expected.values()))
    assert [spelling.probability for spelling in found] == sorted((s.probability for s in found), reverse=True)


@pytest.mark.parametrize("seed", range(20))
def test_probability_of_one_string_leaves_spaces_out_of_account(seed: int) -> None:
    steps = random_lattice(seed)
    sums = counted(steps)
    alike = sum(held for spelt, held in sums.items() if spelt.replace(" ", "") == "ab" and "  " not in spelt)
    assert probability_of(steps, exactly("ab")) == pytest.approx(alike)


def test_a_narrow_beam_keeps_the_likeliest() -> None:
    steps: list[Step] = [{"a": 0.7, "b": 0.3}, {BLANK: 1.0}] * 4
    assert likely_spellings(steps, automaton(between(4, 4, one_of("ab"))), beam=4)[0].text == "aaaa"


def test_nothing_is_found_where_no_path_has_the_form() -> None:
    assert likely_spellings([{"a": 1.0}], automaton(text("b"))) == []
