"""One page: its text layer where that can be trusted, else prepared, its lines found and read, its zones told apart."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from extractors.lines.components import body_height, components_of, ink_of
from extractors.lines.crops import line_crop
from extractors.lines.finding import find_runs
from extractors.lines.order import in_reading_order
from extractors.page_image import PageImage
from extractors.readers.reader import ColourImage, LineReader
from models.page import Ink, Line, PageReading, Quality


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
    gray = np.asarray(cv2.cvtColor(page.pixels, cv2.COLOR_BGR2GRAY), np.uint8)
    found = components_of(ink_of(gray))
    body = body_height(found, max(height, width))
    if body is None:
        return PageReading(page.number, width, height, quality=quality, is_blank=True)
    runs = in_reading_order(find_runs(found, body, (height, width)), lambda run: run.core_box())
    readings = readers.line.read([line_crop(gray, run) for run in runs])
    lines = tuple(
        Line(run.box(), Ink.PRINT, (reading,)) for run, reading in zip(runs, readings, strict=True) if reading.text
    )
    return PageReading(page.number, width, height, lines, quality=quality, readers=(readers.line.name,))
