"""One page: its text layer where that can be trusted, else prepared, its lines found and read, its zones told apart."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from extractors.page_image import PageImage
from extractors.preparation.prepared import prepared
from extractors.readers.reader import ColourImage, LineReader
from extractors.zones.sorting import sorted_page
from models.page import Ink, PageReading, Quality


@dataclass(frozen=True)
class Readers:
    """`line` reads every line; `witness` (Tesseract, or None) reads again the lines that matter."""

    line: LineReader
    witness: LineReader | None = None


TURNS = {90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}


def shown_image(page: PageImage, turned_degrees: int) -> ColourImage:
    """The page as people see it, turned clockwise: exactly the image whose pixels the boxes are in."""
    if turned_degrees % 360 == 0:
        return page.pixels
    return np.asarray(cv2.rotate(page.pixels, TURNS[turned_degrees % 360]), np.uint8)


def read_page(page: PageImage, readers: Readers) -> PageReading:
    """Everything read on one page."""
    height, width = page.pixels.shape[:2]
    quality = Quality(dpi=page.dpi, one_bit=page.is_one_bit)
    if page.text_layer is not None and page.text_layer.is_trusted:
        return PageReading(
            page.number,
            width,
            height,
            page.text_layer.lines,
            quality=quality,
            from_text_layer=True,
            readers=("text-layer",),
        )
    sheet = prepared(page.pixels)
    if sheet is None:
        return PageReading(page.number, width, height, quality=quality, is_blank=True)
    parted = sorted_page(sheet, readers.line)
    lines = tuple(line.as_line(Ink.PRINT) for line in parted.lines)
    return PageReading(page.number, width, height, lines, parted.zones, quality=quality, readers=(readers.line.name,))
