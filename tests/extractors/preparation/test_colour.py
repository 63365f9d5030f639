"""Coloured ink told from print; highlighter bleached."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import ImageDraw

from extractors.preparation.colour import ink_colour
from extractors.preparation.prepared import prepared
from tests.extractors.drawing import BLUE, RED, DrawnPage, letter


@pytest.mark.parametrize(
    ("ink", "name"), [(RED, "red"), (BLUE, "blue"), ((130, 50, 160), "violet"), ((20, 20, 20), "black")]
)
def test_ink_has_a_name(ink: tuple[int, int, int], name: str) -> None:
    drawn = DrawnPage().text(100, 200, "ด่วนที่สุด", size=60, colour=ink)
    dark = np.asarray(drawn.image.convert("L")) < 160
    assert ink_colour(drawn.pixels, dark) == name


def test_coloured_ink_is_on_the_full_page_and_not_on_the_black_one() -> None:
    page = prepared(letter().text(240, 1500, "ตราประทับ", size=50, colour=BLUE).pixels)
    assert page is not None
    part = np.s_[1450:1520, 240:480]
    assert page.full[part].min() < 130
    assert page.black[part].min() > 200
    assert page.ink[part].sum() == 0


def test_print_under_highlighter_stays_readable_ink() -> None:
    drawn = letter()
    ImageDraw.Draw(drawn.image).rectangle((230, 1450, 800, 1520), fill=(30, 190, 230))
    plain = letter().text(240, 1500, "ห้องประชุมชั้นสอง").pixels
    marked = drawn.text(240, 1500, "ห้องประชุมชั้นสอง").pixels
    on_paper, on_marker = prepared(plain), prepared(marked)
    assert on_paper is not None and on_marker is not None
    part = np.s_[1455:1515, 240:480]
    agree = (on_paper.ink[part] == on_marker.ink[part]).mean()
    assert agree > 0.95  # strokes come out a little thinner
