"""The order of classes, on which stored weights depend, and what pen classes stand for."""

import hashlib

import pytest

from extractors.training.alphabet import (
    ALPHABET,
    CLASS_OF,
    CLASSES,
    PEN_ARABIC_DIGITS,
    PEN_THAI_DIGITS,
    PEN_UNREAD,
    PEN_WO_WAEN,
    plain_with_pen,
    to_plain,
)


def test_order_of_classes_is_the_one_the_weights_were_trained_with() -> None:
    assert hashlib.sha256("".join(ALPHABET).encode()).hexdigest()[:16] == "a9a24c4f881b6810"
    assert (CLASSES, CLASS_OF["ก"], CLASS_OF[PEN_UNREAD]) == (214, 1, 211)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        (f"ว {PEN_THAI_DIGITS[5]}{PEN_THAI_DIGITS[0]}", "ว ๕๐"),
        (f"{PEN_ARABIC_DIGITS[1]}{PEN_ARABIC_DIGITS[2]} ธ.ค.", "12 ธ.ค."),
        (f"/{PEN_WO_WAEN}{PEN_ARABIC_DIGITS[7]}", "/ว7"),
        # unread words leave no character, and no space of their own
        (f"ลงชื่อ {PEN_UNREAD} {PEN_UNREAD} (นาย ก)", "ลงชื่อ (นาย ก)"),
        (f"ทราบ {PEN_UNREAD}", "ทราบ"),
        (PEN_UNREAD, ""),
    ],
)
def test_plain_text_of_pen_classes(text: str, plain: str) -> None:
    assert to_plain(text) == plain


def test_only_pen_digits_are_marked() -> None:
    marked = plain_with_pen(f"ว {PEN_WO_WAEN}{PEN_THAI_DIGITS[3]}๓")
    assert marked == [("ว", False), (" ", False), ("ว", False), ("๓", True), ("๓", False)]
