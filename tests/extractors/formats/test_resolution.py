"""Pages scanned finer than reading needs come out smaller, unless their letters are small."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from extractors.formats.resolution import READING_SIDE
from extractors.opening import open_source
from extractors.page_image import PageImage
from tests.extractors.drawing import DrawnPage

SENTENCES = (
    "เรื่อง การประชุมอาสาสมัครประจำหมู่บ้าน",
    "ด้วยอำเภอจะจัดประชุมเพื่อชี้แจงแนวทางการปฏิบัติงาน",
    "จึงเรียนมาเพื่อโปรดทราบ",
)


def page_at_300_dpi(letter_size: int) -> Image.Image:
    """A4 with text of a size in pixels at 200 dpi."""
    drawn = DrawnPage()
    for row in range(12):
        drawn.text(200, 300 + 90 * row, SENTENCES[row % 3], size=letter_size)
    return drawn.image.resize((2481, 3508), Image.Resampling.LANCZOS)


def opened(image: Image.Image, kind: str) -> PageImage:
    held = io.BytesIO()
    if kind == "PDF":
        image.save(held, kind, resolution=300)
    else:
        image.save(held, kind, dpi=(300, 300))
    with open_source(held.getvalue(), f"page.{kind.lower()}") as source:
        return source.page(1)


@pytest.mark.parametrize("kind", ["PDF", "PNG", "TIFF"])
def test_a_page_of_ordinary_letters_is_read_at_200_dpi(kind: str) -> None:
    page = opened(page_at_300_dpi(40), kind)
    assert max(page.pixels.shape) == pytest.approx(READING_SIDE, abs=1)
    assert page.dpi == pytest.approx(200, abs=1)


@pytest.mark.parametrize("kind", ["PDF", "PNG"])
def test_a_page_of_small_letters_keeps_its_pixels(kind: str) -> None:
    page = opened(page_at_300_dpi(18), kind)
    assert max(page.pixels.shape) == pytest.approx(3508, abs=1)
    assert page.dpi == pytest.approx(300, abs=1)


@pytest.mark.parametrize("kind", ["PDF", "PNG"])
def test_a_page_without_letters_keeps_its_pixels(kind: str) -> None:
    page = opened(Image.new("RGB", (2481, 3508), "white"), kind)
    assert max(page.pixels.shape) == pytest.approx(3508, abs=1)


@pytest.mark.parametrize("kind", ["PDF", "PNG"])
def test_a_photocopy_made_smaller_is_still_known_as_one(kind: str) -> None:
    black_and_white = Image.fromarray(np.asarray(page_at_300_dpi(40).convert("L")) > 128)
    page = opened(black_and_white, kind)
    assert max(page.pixels.shape) == pytest.approx(READING_SIDE, abs=1)
    assert page.is_one_bit
