from __future__ import annotations

import numpy as np
import pytest

from extractors.picture import picture_kind
from extractors.readers.reader import ColourImage
from models.geometry import Box
from models.page import Ink, Line, LineReading

RANDOM = np.random.default_rng(5)


def line(text: str) -> Line:
    return Line(Box(0, 0, 100, 20), Ink.PRINT, (LineReading(text, 0.9, "line-reader"),))


def even(height: int, width: int, level: int = 250) -> ColourImage:
    return np.full((height, width, 3), level, np.uint8)


def camera_scene(height: int = 900, width: int = 1200) -> ColourImage:
    """A red wall, a green floor and the noise of a sensor."""
    scene = even(height, width)
    scene[: height // 2] = (40, 60, 180)
    scene[height // 2 :] = (50, 140, 60)
    return np.clip(scene + RANDOM.normal(0, 12, scene.shape), 0, 255).astype(np.uint8)


def test_an_even_picture_as_long_as_a_telephone_is_a_screenshot() -> None:
    assert picture_kind(even(2100, 1000), [line("13:45"), line("ข่าวสารอาสา")], has_table=False) == "screenshot"


def test_the_words_under_a_post_show_a_screenshot_of_any_shape() -> None:
    assert picture_kind(even(1000, 1000), [line("ถูกใจ"), line("ความคิดเห็น")], has_table=False) == "screenshot"


def test_a_scene_with_few_letters_is_a_photograph() -> None:
    assert picture_kind(camera_scene(), [line("ยินดีต้อนรับ")], has_table=False) == "photo"


@pytest.mark.parametrize(
    ("pixels", "lines", "has_table"),
    [
        (even(2970, 2100), [line("เรื่อง ขอเชิญประชุม")], False),  # a clean page of paper is as even as a screen
        (even(2970, 2100), [], False),  # a blank page
        (camera_scene(), [line("ก" * 200)], False),  # a photographed letter
        (camera_scene(), [], True),  # a photographed sheet
        (np.clip(even(3000, 1300) - RANDOM.integers(0, 40, (3000, 1300, 1)), 0, 255).astype(np.uint8), [], False),
    ],
)
def test_paper_is_no_picture(pixels: ColourImage, lines: list[Line], has_table: bool) -> None:
    assert picture_kind(pixels, lines, has_table) is None
