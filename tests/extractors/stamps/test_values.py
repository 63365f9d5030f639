"""What can stand behind a label, and which of it several looks hold likeliest."""

from __future__ import annotations

import pytest

from extractors.decoding.looks import likely_values
from extractors.stamps.values import receipt_date, receipt_number, receipt_time
from models.lattice import BLANK, Step


@pytest.mark.parametrize(
    "text",
    ["8 ก.ย. 2565", "- 8 ก.ย. 65", "8/9/65", "08 / 09 / 2565", "๘ กันยายน ๒๕๖๕",
     "24/พ.ย./64", "8 กย 2565", "..8 ก.ย. 2565.."],
)  # fmt: skip
def test_dates_as_clerks_write_them(text: str) -> None:
    assert receipt_date().accepts(text)


@pytest.mark.parametrize("text", ["31 ก.ย. 2565", "31/13/65", "8 ก.ย. ๒565", "๘ ก.ย. 3565", "0/9/65"])
def test_no_days_that_are_none(text: str) -> None:
    assert not receipt_date().accepts(text)


@pytest.mark.parametrize(("text", "is_time"), [("9.30", True), ("13:50:57 น", True), ("25.10", False), ("9.61", False)])
def test_times_that_a_clock_shows(text: str, is_time: bool) -> None:
    assert receipt_time().accepts(text) is is_time


def test_numbers_keep_to_one_script() -> None:
    assert receipt_number().accepts("๑๒๓/๒๕๖๗")
    assert not receipt_number().accepts("๑2๓")


def steps(*columns: Step) -> list[Step]:
    """A lattice with a blank between any two columns."""
    return [step for column in columns for step in (column, {BLANK: 1.0})]


def test_looks_that_differ_share_between_their_values() -> None:
    seven, one = steps({"7": 0.9, "1": 0.1}), steps({"7": 0.2, "1": 0.8})
    best, second = likely_values([seven, seven, one], receipt_number())
    assert (best.text, second.text) == ("7", "1")
    assert best.probability == pytest.approx((0.9 + 0.9 + 0.2) / 3)


def test_stops_and_colons_of_one_time_are_one_value() -> None:
    looks = [steps({"9": 1.0}, {mark: 1.0}, {"3": 1.0}, {"0": 1.0}) for mark in (".", ":")]
    (only,) = likely_values(looks, receipt_time())
    assert only.probability == pytest.approx(1.0)


def test_a_look_that_sees_something_else_has_little_to_say() -> None:
    name = steps({"พ": 0.99, "5": 0.01}, {"ล": 0.99, "7": 0.01})
    assert all(spelling.probability < 0.01 for spelling in likely_values([name], receipt_number()))


def test_a_look_that_holds_nothing_of_the_form_says_nothing() -> None:
    nothing: list[Step] = [{"1": 1e-60}] * 6  # the product is too small for a number
    one = steps({"1": 0.9, "7": 0.1}, {"1": 1.0}, {"1": 1.0})
    best = likely_values([nothing, one], receipt_number())[0]
    assert best.text == "111"
