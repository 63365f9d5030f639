"""What a query becomes."""

from __future__ import annotations

import pytest

from docproc.repository.folding import fold
from docproc.search.query import LONGEST_QUERY, needles_of


@pytest.mark.parametrize("query", ["๒ ธันวาคม ๒๕๖๓", "2 ธ.ค. 2563", "2020-12-02", "2/12/2563", "๒ ธันวาคม พ.ศ. ๒๕๖๓"])
@pytest.mark.parametrize(
    "text", ["๒  ธันวาคม  ๒๕๖๓", "2 ธ.ค. 2563", "2020-12-02", "๒/๑๒/๒๕๖๓", "2 ธ.ค. 63", "๒ เดือน ธันวาคม พ.ศ. ๒๕๖๓"]
)
def test_a_date_is_found_however_either_is_written(query: str, text: str) -> None:
    assert any(needle in fold(text) for needle in needles_of(query))


@pytest.mark.parametrize("query", ["ดศ 0208/ว 12133", "ดศ๐๒๐๘/ว๑๒๑๓๓", "ดศ 0208 / ว 12133"])
def test_a_number_is_one_needle_with_either_digits_and_spaces(query: str) -> None:
    assert needles_of(query) == ("ดศ0208/ว12133",)


def test_eight_digits_are_no_date() -> None:
    assert needles_of("20201202") == ("20201202",)


def test_nothing_is_asked_by_spaces_alone() -> None:
    assert needles_of(" \n\t") == ()


def test_a_query_has_an_end() -> None:
    assert len(needles_of("ก" * 10_000)[0]) == LONGEST_QUERY
