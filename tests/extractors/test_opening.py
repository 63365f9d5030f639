"""Whatever is sent: pages, or the one error that says what is wrong."""

from __future__ import annotations

import io
import zipfile

import numpy as np
import pillow_heif
import pypdfium2
import pytest
from PIL import Image

from extractors.opening import Limits, open_source
from models.errors import (
    DocumentError,
    EmptyFile,
    EncryptedFile,
    NoPages,
    PageTooLarge,
    PageTooSmall,
    TooManyPages,
    TruncatedFile,
    UnsupportedFormat,
)
from tests.extractors.pdf_bytes import encrypted_pdf, pdf_of_empty_pages, pdf_without_pages


def picture(kind: str, size: tuple[int, int] = (400, 300), **options: object) -> bytes:
    """A white picture with a black corner at the top left."""
    image = Image.new("RGB", size, "white")
    image.paste("black", (0, 0, size[0] // 4, size[1] // 4))
    held = io.BytesIO()
    if kind == "HEIF":
        pillow_heif.from_pillow(image).save(held)
    else:
        image.save(held, kind, **options)
    return held.getvalue()


def archive() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as opened:
        opened.writestr("letter.txt", "text")
    return held.getvalue()


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", EmptyFile),
        (b"MZ\x90\x00" + b"\x00" * 200, UnsupportedFormat),  # a program renamed to .pdf
        ("เรียน ท่านนายอำเภอ".encode(), UnsupportedFormat),
        (archive(), UnsupportedFormat),
        (b"\x00\x01\x02\x03" * 50, UnsupportedFormat),
        (picture("PNG")[:120], TruncatedFile),
        (picture("JPEG")[:200], TruncatedFile),
        (pdf_of_empty_pages(3)[:300], TruncatedFile),
        (b"%PDF-1.7\n", TruncatedFile),
        (pdf_without_pages(), NoPages),
        (encrypted_pdf(), EncryptedFile),
        (pdf_without_pages(), NoPages),  # once more, after one that is locked
        (picture("PNG", (4, 4)), PageTooSmall),
    ],
)
def test_what_cannot_be_read_is_named(data: bytes, error: type[DocumentError]) -> None:
    with pytest.raises(error), open_source(data, "circular.pdf") as opened:
        opened.page(1)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "WEBP", "BMP", "HEIF"])
def test_pictures_of_every_kind_open_as_one_page(kind: str) -> None:
    with open_source(picture(kind), "ภาพ") as opened:
        page = opened.page(1)
    assert (opened.page_count, page.pixels.shape) == (1, (300, 400, 3))
    assert page.pixels[10, 10].max() < 40
    assert page.pixels[200, 300].min() > 215


def test_every_frame_of_a_tiff_is_a_page() -> None:
    frames = [Image.new("1", (200, 280 + 10 * number), 1) for number in range(3)]
    held = io.BytesIO()
    frames[0].save(held, "TIFF", save_all=True, append_images=frames[1:], compression="group4")
    with open_source(held.getvalue(), "fax.tif") as opened:
        heights = [opened.page(number).pixels.shape[0] for number in (3, 1, 2)]
        assert opened.page(1).is_one_bit
    assert heights == [300, 280, 290]


def test_the_orientation_tag_of_a_phone_is_applied() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned clockwise for display
    with open_source(picture("JPEG", exif=exif), "IMG_0001.JPG") as opened:
        page = opened.page(1)
    assert page.pixels.shape == (400, 300, 3)
    assert page.pixels[10, -10].max() < 40


def test_a_huge_picture_is_refused_before_it_is_decoded() -> None:
    held = io.BytesIO()
    Image.new("1", (20000, 20000), 1).save(held, "PNG")
    with open_source(held.getvalue(), "plan.png") as opened, pytest.raises(PageTooLarge):
        opened.page(1)


def test_a_huge_jpeg_is_decoded_smaller() -> None:
    with open_source(picture("JPEG", (8000, 4000)), "map.jpg", Limits(max_pixels=10_000_000)) as opened:
        assert max(opened.page(1).pixels.shape) == 3600


def test_a_long_pdf_gives_any_page_and_a_longer_one_is_refused() -> None:
    data = pdf_of_empty_pages(500)
    with open_source(data, "long.pdf") as opened:
        assert (opened.page_count, opened.page(500).number) == (500, 500)
    with pytest.raises(TooManyPages):
        open_source(data, "long.pdf", Limits(max_pages=499))


def test_a_scan_in_a_pdf_is_shown_at_its_own_resolution() -> None:
    noise = np.random.default_rng(1).integers(0, 255, (1170, 827), dtype=np.uint8)
    held = io.BytesIO()
    Image.fromarray(noise).save(held, "PDF", resolution=100)
    with open_source(held.getvalue(), "scan.pdf") as opened:
        page = opened.page(1)
    assert page.dpi == pytest.approx(100, abs=1)
    assert page.pixels.shape[:2] == pytest.approx((1170, 827), abs=2)


def test_a_page_beyond_the_last_is_the_callers_fault() -> None:
    with open_source(pdf_of_empty_pages(1), "one.pdf") as opened, pytest.raises(IndexError):
        opened.page(2)


def test_pdf_pages_are_drawn_upright() -> None:
    document = pypdfium2.PdfDocument.new()
    page = document.new_page(200, 100)
    page.set_rotation(90)
    held = io.BytesIO()
    document.save(held)
    with open_source(held.getvalue(), "turned.pdf") as opened:
        high, wide = opened.page(1).pixels.shape[:2]
    assert high == pytest.approx(2 * wide, abs=2)
