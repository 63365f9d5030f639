from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from docproc.bench.alignment import Span, best_distance, best_span, same_characters

PATTERNS = st.text("กขค๑๒", min_size=1, max_size=8)


@given(PATTERNS, st.text("กขค๑๒", max_size=20))
def test_the_best_span_is_as_near_as_the_nearest_of_all_substrings(pattern: str, text: str) -> None:
    substrings = {text[i:j] for i in range(len(text) + 1) for j in range(i, len(text) + 1)}
    nearest = min(Levenshtein.distance(pattern, part) for part in substrings)
    span = best_span(pattern, text)
    assert span.distance == best_distance(pattern, text) == nearest
    assert Levenshtein.distance(pattern, text[span.start : span.end]) == nearest


@pytest.mark.parametrize(
    ("pattern", "text", "span"),
    [
        ("เรื่อง", "ก่อนเรื่องหลัง", Span(0, 4, 10)),
        # One character read as another inside the line.
        ("๒๕๖๓", "พ.ศ.๒๕๒๓", Span(1, 4, 8)),
    ],
)
def test_the_span_is_where_the_line_stands(pattern: str, text: str, span: Span) -> None:
    assert best_span(pattern, text) == span


def test_each_character_is_told_what_stands_in_its_place() -> None:
    assert list(same_characters("๒๕๖๓", "๒๕๒๓")) == [(0, "๒"), (1, "๕"), (2, "๒"), (3, "๓")]
    assert list(same_characters("กขค", "กค")) == [(0, "ก"), (1, ""), (2, "ค")]
