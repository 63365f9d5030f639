"""Pictures that are no paper."""

from __future__ import annotations

import cv2
import numpy as np

from extractors.page_image import PageImage
from extractors.preparation.picture import picture_like
from extractors.readers.reader import ColourImage
from tests.extractors.drawing import letter


def picture(pixels: ColourImage, dpi: float | None = None) -> PageImage:
    return PageImage(1, pixels, dpi, None, False)


def scene() -> ColourImage:
    """Coloured, dark and noisy, as a camera sees a hall."""
    noise = np.random.default_rng(7).integers(0, 255, (60, 80, 3), dtype=np.uint8)
    large = np.asarray(cv2.resize(noise, (1200, 900), interpolation=cv2.INTER_CUBIC), np.int16)
    grain = np.random.default_rng(8).integers(-9, 9, large.shape)
    return np.asarray(np.clip(large + grain, 0, 255), np.uint8)


def screen() -> ColourImage:
    """Flat colours in the shape of a telephone."""
    pixels = np.full((2100, 1000, 3), 245, np.uint8)
    pixels[:160], pixels[400:1300, 60:940] = (200, 90, 30), (120, 160, 90)
    return pixels


def test_a_scene_with_little_text_is_a_photo() -> None:
    assert picture_like(picture(scene()), 20, False) == "photo"


def test_a_scene_full_of_text_or_with_a_table_is_a_photographed_page() -> None:
    assert picture_like(picture(scene()), 500, False) is None
    assert picture_like(picture(scene()), 20, True) is None


def test_a_telephones_screen_is_a_screenshot() -> None:
    assert picture_like(picture(screen()), 300, False) == "screenshot"


def test_paper_is_neither() -> None:
    assert picture_like(picture(letter().pixels, 200.0), 500, False) is None
    assert picture_like(picture(letter().pixels), 10, False) is None
