"""A prepared page turned level, and boxes brought back."""

from __future__ import annotations

import numpy as np
import pytest

from extractors.preparation.levelling import levelled
from extractors.preparation.prepared import prepared
from models.geometry import Box
from tests.extractors.drawing import BLUE, DrawnPage, turned

MARK = Box(400, 600, 480, 640)


def _page() -> DrawnPage:
    drawn = DrawnPage()
    for row in range(4):
        drawn.text(300, 900 + 90 * row, "ประชุมคณะกรรมการหมู่บ้านครั้งแรก")
    drawn.text(300, 1400, "ลงชื่อด้วยปากกาสีน้ำเงิน", colour=BLUE)
    drawn.image.paste((0, 0, 0), (MARK.x0, MARK.y0, MARK.x1, MARK.y1))
    return drawn


@pytest.mark.parametrize("degrees", [-8.0, 3.0])
def test_a_mark_found_on_the_level_page_is_found_on_the_shown_one(degrees: float) -> None:
    shown = turned(_page().pixels, degrees)
    page = prepared(shown)
    assert page is not None
    level = levelled(page, float(np.tan(np.radians(-degrees))))
    back = level.to_shown(MARK)
    dark = shown[:800, :, 0] < 128
    ys, xs = np.nonzero(dark)
    assert back.x0 <= xs.min() + 2 and back.x1 >= xs.max() - 1
    assert back.y0 <= ys.min() + 2 and back.y1 >= ys.max() - 1
    assert back.area < 2.5 * 80 * 40


def test_every_layer_of_the_level_page_shows_what_was_drawn_level() -> None:
    drawn = _page().pixels
    page = prepared(turned(drawn, 3.0))
    assert page is not None
    level = levelled(page, float(np.tan(np.radians(-3.0)))).page
    box = np.s_[MARK.y0 + 4 : MARK.y1 - 4, MARK.x0 + 4 : MARK.x1 - 4]
    assert level.full[box].max() < 100 and level.black[box].max() < 100 and level.colour[box].max() < 100
    assert level.ink[box].all()
    as_drawn = prepared(drawn)
    assert as_drawn is not None and as_drawn.inks.tinted is not None and level.inks.tinted is not None
    shared = np.logical_and(level.inks.tinted, as_drawn.inks.tinted).sum()
    assert shared > 0.6 * as_drawn.inks.tinted.sum()
    assert len(level.found) == pytest.approx(len(as_drawn.found), rel=0.1)
