"""Where a text stands: around its placed characters, on the first page that has any."""

from __future__ import annotations

from extractors.fields.passage import Passage, joined, passage_of
from tests.factories import line


def test_a_text_over_two_pages_stands_on_its_first() -> None:
    upper, lower = line("ขอเชิญ", y=2100), line("ประชุม", y=200)
    whole = joined([passage_of(upper, 1), passage_of(lower, 2)])
    assert (whole.page, whole.box, whole.text) == (1, upper.box, "ขอเชิญ ประชุม")


def test_a_text_of_no_place_has_none() -> None:
    assert (Passage().page, Passage().box) == (0, None)
