"""Known strings weighed along what a reader saw."""

from __future__ import annotations

import numpy as np
import pytest

from extractors.decoding.named import ANY, MISSED, log_likelihoods
from models.lattice import BLANK, Step


def seen(*chars: str) -> list[Step]:
    return [step for char in chars for step in ({char: 0.9}, {BLANK: 1.0})]


def test_the_string_seen_has_the_product_of_its_glyphs() -> None:
    (found,) = log_likelihoods(seen("ก", "ข"), ["กข"])

    assert found == pytest.approx(2 * np.log(0.9), abs=0.01)


def test_a_letter_that_was_not_seen_costs_its_price() -> None:
    right, wrong = log_likelihoods(seen("ก", "ข"), ["กข", "กค"])

    assert right - wrong == pytest.approx(np.log(0.9 / MISSED), abs=0.01)


def test_letters_may_be_lost_in_a_gap_more_easily_than_elsewhere() -> None:
    gap: list[Step] = [{BLANK: 1.0, ANY: 0.05}] * 4
    in_gap = [*seen("ก"), *gap, *seen("ข")]

    assert log_likelihoods(in_gap, ["กคงข"])[0] > log_likelihoods(seen("ก", "ข"), ["กคงข"])[0] + 5


def test_the_same_letter_twice_needs_a_blank_between() -> None:
    once: list[Step] = [{"ก": 0.9}, {"ก": 0.9}]
    twice, single = log_likelihoods(once, ["กก", "ก"])

    assert single == pytest.approx(2 * np.log(0.9), abs=0.01)
    assert twice < single - 4
