from __future__ import annotations

from docproc.bench.calibration_table import Claim, Threshold, least_threshold


def claims(*pairs: tuple[float, bool]) -> list[Claim]:
    return [Claim(confidence, right, sure=False) for confidence, right in pairs]


def test_the_threshold_lies_above_the_surest_wrong_value() -> None:
    assert least_threshold(claims((0.99, True), (0.9, True), (0.7, False), (0.6, True)), 99.5) == Threshold(0.9, 2)


def test_values_of_equal_confidence_are_kept_or_dropped_together() -> None:
    assert least_threshold(claims((0.99, True), (0.9, True), (0.9, False)), 99.5) == Threshold(0.99, 1)


def test_no_threshold_helps_where_the_surest_value_is_wrong() -> None:
    assert least_threshold(claims((0.99, False), (0.9, True)), 99.5) is None


def test_one_wrong_value_in_many_may_stay_under_the_threshold() -> None:
    many = claims(*[(0.9, True)] * 300, (0.8, False))
    assert least_threshold(many, 99.5) == Threshold(0.8, 301)
