"""A page turned level, and boxes brought back."""

from __future__ import annotations

import numpy as np
import pytest

from extractors.preparation.levelling import levelled
from models.geometry import Box
from tests.extractors.drawing import DrawnPage, turned


@pytest.mark.parametrize("degrees", [-8.0, 3.0])
def test_a_mark_found_on_the_level_page_is_found_on_the_shown_one(degrees: float) -> None:
    drawn = DrawnPage()
    drawn.image.paste((0, 0, 0), (400, 600, 480, 640))
    shown = turned(drawn.pixels, degrees)
    level = levelled(shown, float(np.tan(np.radians(-degrees))))
    back = level.to_shown(Box(400, 600, 480, 640))
    ys, xs = np.nonzero(shown[:, :, 0] < 128)
    assert back.x0 <= xs.min() + 2 and back.x1 >= xs.max() - 1
    assert back.y0 <= ys.min() + 2 and back.y1 >= ys.max() - 1
    assert back.area < 2.5 * 80 * 40
