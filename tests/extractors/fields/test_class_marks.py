"""Classes of urgency, and words of officers that are none."""

from __future__ import annotations

import pytest

from extractors.assembly import assemble
from models.geometry import Box
from models.page import Ink, Zone, ZoneKind
from tests.factories import line, page


@pytest.mark.parametrize(("y", "meant"), [(150, "ด่วน"), (1500, None)])
def test_a_red_word_in_the_head_is_a_class_and_in_the_margin_below_a_note(y: int, meant: str | None) -> None:
    head = [line("ที่ พย ๐๐๓๐.๒/ว ๑๒", y=200), line("๒๘ สิงหาคม ๒๕๖๖", x=800, y=300), line("เรื่อง ขอเชิญประชุม", y=360)]
    noted = line("ด่วน", y=y, ink=Ink.PEN)
    zone = Zone(ZoneKind.NOTE, Box(60, y, 160, y + 60), (noted,), "red")
    letter = assemble([page([*head, line("เรียน นายอำเภอทุกอำเภอ", y=420)], zones=[zone])])[0].letter

    assert letter is not None
    assert letter.urgency.value == meant


@pytest.mark.parametrize(
    ("text", "y", "meant"),
    [("ด่วนที่สุด", 150, "ด่วนที่สุด"), ("T ด่วน", 150, "ด่วน"), ("ด่วน", 1200, None)],
)
def test_a_line_is_a_class_in_the_head_alone_with_a_speck_of_the_emblem_or_without(
    text: str, y: int, meant: str | None
) -> None:
    head = [line("ที่ พย ๐๐๓๐.๒/ว ๑๒", y=200), line("๒๘ สิงหาคม ๒๕๖๖", x=800, y=300), line("เรื่อง ขอเชิญประชุม", y=360)]
    letter = assemble([page([line(text, y=y), *head, line("เรียน นายอำเภอทุกอำเภอ", y=420)])])[0].letter

    assert letter is not None
    assert letter.urgency.value == meant
