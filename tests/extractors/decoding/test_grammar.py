"""Automata: that they take exactly the strings their description takes."""

import re
from itertools import product

import pytest

from extractors.decoding.grammar import Form, automaton, between, either, maybe, one_of, row, text, words

# Each form beside the regular expression that takes the same strings.
FORMS: list[tuple[Form, str]] = [
    (text("ab"), "ab"),
    (row(), ""),
    (maybe(text("a")), "a?"),
    (between(1, 3, one_of("ab")), "[ab]{1,3}"),
    (between(2, 2, text("ab")), "(ab){2}"),
    # Two ways begin alike, so that the automaton must follow both.
    (either(row(text("a"), between(0, 2, text("b"))), text("abba")), "ab{0,2}|abba"),
    (row(maybe(text("a")), maybe(text("a")), text("b")), "a?a?b"),
    (words("a", "ab", "ba"), "a|ab|ba"),
]


@pytest.mark.parametrize(("form", "pattern"), FORMS)
def test_automaton_takes_what_its_regular_expression_takes(form: Form, pattern: str) -> None:
    compiled = automaton(form)
    for length in range(6):
        for chars in product("ab", repeat=length):
            string = "".join(chars)
            assert compiled.accepts(string) == bool(re.fullmatch(pattern, string)), string
