"""Cutting runs of letters into known words, where some letters are in doubt."""

from __future__ import annotations

import pytest

from extractors.thai.wording import known_share, likeliest


def offered(text: str, **doubts: tuple[str, float]) -> list[dict[str, float]]:
    """Each letter for nothing, those in `doubts` (by `at` and their index) with another at its cost in nats."""
    options = [{char: 0.0} for char in text]
    for place, (char, cost) in doubts.items():
        options[int(place.removeprefix("at"))][char] = cost
    return options


@pytest.mark.parametrize(
    ("seen", "place", "offer", "meant"),
    [
        ("ตรวจรับพัสคุงาน", 10, "ด", "ตรวจรับพัสดุงาน"),  # no word before, a word after
        ("ที่อยู่ดามลำพัง", 7, "ต", "ที่อยู่ตามลำพัง"),  # ดาม is a word, ตาม a thousand times as usual
        ("จังหวัดลำปาง", 9, "บ", "จังหวัดลำปาง"),  # ลำบาง is no place
    ],
)
def test_the_likelier_words_are_taken_of_what_is_offered(seen: str, place: int, offer: str, meant: str) -> None:
    assert likeliest(offered(seen, **{f"at{place}": (offer, 3.0)})).text == meant


def test_nothing_is_put_in_that_was_not_offered() -> None:
    assert likeliest(offered("ตรวจรับพัสคุงาน")).text == "ตรวจรับพัสคุงาน"


def test_the_known_share_tells_words_from_other_letters() -> None:
    assert known_share("ขออนุมัติเดินทางไปราชการ") == 1.0
    assert known_share("เะงิภวรสณะกรรฐ") < 0.7
    assert known_share("๑๒๓/๒๕๖๖") == 1.0
