from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.thai.confusables import are_confusable, confusion_key, weighted_distance

SAME_KEY = [
    # Two readings of one number, two digits apart: both are digits readers mix up.
    ("ลป ๐๐๓๓.๒/ว ๒๗๕๕๕", "ลป ๐๐๑๓.๒/ว ๒๗๔๕๕"),
    # Arabic for Thai digits, the space after ว left out.
    ("ลป ๐๔๑๘.๑/ว ๕๑๕๐", "ลป 0418.1/ว5150"),
    # Another real letter code, one glyph away.
    ("ลป ๐๔๑๘.๑/ว ๕๑๕๐", "ลบ ๐๔๑๘.๑/ว ๕๑๕๐"),
    ("ลป ๐๔๑๘.๑/ว ๕๑๕๐", "สป ๐๔๑๘.๑/ว ๕๑๕๐"),
    # The ว lost, the stop lost.
    ("ลป ๐๔๑๘.๑/ว ๕๑๕๐", "ลป ๐๔๑๘๑/๕๑๕๐"),
]


@pytest.mark.parametrize(("a", "b"), SAME_KEY)
def test_misreadings_meet_under_one_key(a: str, b: str) -> None:
    assert confusion_key(a) == confusion_key(b)


def test_digits_nobody_mixes_up_keep_keys_apart() -> None:
    assert confusion_key("ลป ๐๔๑๘.๑/ว ๕๑๕๐") != confusion_key("ลป ๐๔๑๘.๑/ว ๕๑๕๑")


def test_likely_slips_weigh_less_than_unlikely_ones() -> None:
    assert weighted_distance("๒๗๔๕๕", "๒๗๕๕๕") < weighted_distance("๒๗๔๕๕", "๒๗๐๕๕")


def test_a_lost_mark_weighs_less_than_a_lost_letter() -> None:
    assert weighted_distance("เรื่อง", "เรือง") < weighted_distance("เรื่อง", "เรื่อ")


@given(st.text(alphabet="ลปสบ๐๑๓๔๕/ว .", max_size=12), st.text(alphabet="ลปสบ๐๑๓๔๕/ว .", max_size=12))
def test_distance_is_the_same_both_ways_and_zero_only_for_equal_texts(a: str, b: str) -> None:
    assert weighted_distance(a, b) == pytest.approx(weighted_distance(b, a))
    assert (weighted_distance(a, b) == 0) == (a == b)


def test_pairs_hold_both_ways() -> None:
    assert are_confusable("๔", "๙")
    assert are_confusable("๙", "๔")
    assert not are_confusable("๑", "๕")
