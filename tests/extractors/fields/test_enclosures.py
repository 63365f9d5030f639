"""The list behind สิ่งที่ส่งมาด้วย: its items, their numbers taken off, and how many of each."""

from __future__ import annotations

import pytest

from extractors.fields.enclosures import enclosures_in
from extractors.fields.head import read_head
from extractors.fields.labels import Label
from extractors.fields.layout import page_layout
from tests.factories import letter_lines, page


@pytest.mark.parametrize(
    ("printed", "items"),
    [
        ((("กำหนดการ", "จำนวน ๑ ชุด"),), [("กำหนดการ", "จำนวน ๑ ชุด")]),
        (
            (("๑. กำหนดการ", "จำนวน ๑ ชุด"), ("๒. แบบตอบรับ", "จำนวน ๒ ฉบับ")),
            [("กำหนดการ", "จำนวน ๑ ชุด"), ("แบบตอบรับ", "จำนวน ๒ ฉบับ")],
        ),
        # On a bad copy one stop became a comma, the other faded.
        (
            (("1, กำหนดการ", "จำนวน 1 ชุด"), ("2 แบบตอบรับ", "จำนวน 2 ฉบับ")),
            [("กำหนดการ", "จำนวน 1 ชุด"), ("แบบตอบรับ", "จำนวน 2 ฉบับ")],
        ),
        # A number that is not the next one belongs to the text.
        ((("๑. กำหนดการ", "จำนวน ๑ ชุด"), ("๕ ขั้นตอน", "")), [("กำหนดการ", "จำนวน ๑ ชุด"), ("๕ ขั้นตอน", None)]),
    ],
)  # fmt: skip
def test_items_and_quantities(printed: tuple[tuple[str, str], ...], items: list[tuple[str, str | None]]) -> None:
    block = read_head(page_layout(page(letter_lines(enclosures=printed)))).block(Label.ENCLOSURE)
    assert [(item.text, item.qty) for item in enclosures_in(block)] == items
