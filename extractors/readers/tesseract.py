"""Tesseract as a second witness for lines; the only file that knows pytesseract.

Its Thai model has no ๔ ๖ ๗ ๘ ๙ in its character set and no Latin letters: what it says of those is never a witness
(`agreement.py` leaves them out). All lines go through one call, stacked on one picture: starting the program and
loading the model costs more than reading a line.
"""

from __future__ import annotations

import functools
import os
from collections.abc import Sequence
from typing import Any

import cv2
import numpy as np
import pytesseract
from numpy.typing import NDArray

from extractors.pdf_text import normal_sara_am
from extractors.readers.reader import GrayImage
from extractors.readers.tesseract_install import find_tesseract
from models.errors import ReaderTimeout
from models.page import LineReading

# Four threads on two cores were six times slower than one (measured); the program reads this when it starts.
os.environ.setdefault("OMP_THREAD_LIMIT", "1")

LANGUAGE = "tha"
LINE_HEIGHT = 48  # pixels; letters of about 16, what a 16-point letter has at 200 dpi
GUTTER = 28  # pixels of paper between stacked lines, or marks join the line above
SECONDS_PER_CALL = 20.0
SPACE_SHARE = 0.28  # of the line height: Tesseract's Thai "words" are single letters, only a wide gap is a space


def tesseract_is_present() -> bool:
    """True where the program and its Thai data are both there."""
    return find_tesseract() is not None


class TesseractReader:
    """Reads line crops by one call of Tesseract for all of them."""

    name = "tesseract"

    def __init__(self) -> None:
        install = find_tesseract()
        if install is None:
            raise RuntimeError("Tesseract or its Thai data is not installed")
        pytesseract.pytesseract.tesseract_cmd = install.program
        self._tessdata_option = f'--tessdata-dir "{install.data_folder}"' if install.data_folder else ""

    @functools.cached_property
    def version(self) -> str:
        return f"{pytesseract.get_tesseract_version()} {LANGUAGE}"

    def read(self, crops: Sequence[GrayImage], *, with_lattices: bool = False) -> list[LineReading]:
        """One reading a crop, empty where nothing was read; ReaderTimeout after SECONDS_PER_CALL."""
        if not crops:
            return []
        sheet, bands = _stacked(crops)
        config = f"--psm 6 {self._tessdata_option}".strip()
        try:
            # On a timeout pytesseract terminates and kills its child before it raises RuntimeError.
            words = pytesseract.image_to_data(
                sheet, lang=LANGUAGE, config=config, timeout=SECONDS_PER_CALL, output_type=pytesseract.Output.DICT
            )
        except pytesseract.TesseractError:
            return [LineReading("", 0.0, self.name) for _ in crops]
        except RuntimeError as error:
            raise ReaderTimeout(self.name) from error
        return [_reading(words, band, self.name) for band in bands]


def _stacked(crops: Sequence[GrayImage]) -> tuple[NDArray[np.uint8], list[tuple[int, int]]]:
    """The crops under one another on one sheet, and the (top, bottom) of each."""
    scaled = [_at_line_height(crop) for crop in crops]
    width = max(line.shape[1] for line in scaled) + 2 * GUTTER
    sheet = np.full((GUTTER + len(scaled) * (LINE_HEIGHT + GUTTER), width), 255, np.uint8)
    bands = []
    for index, line in enumerate(scaled):
        top = GUTTER + index * (LINE_HEIGHT + GUTTER)
        sheet[top : top + LINE_HEIGHT, GUTTER : GUTTER + line.shape[1]] = line
        bands.append((top, top + LINE_HEIGHT))
    return sheet, bands


def _at_line_height(crop: GrayImage) -> GrayImage:
    scale = LINE_HEIGHT / crop.shape[0]
    width = max(1, round(crop.shape[1] * scale))
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(crop, (width, LINE_HEIGHT), interpolation=how), np.uint8)


def _reading(words: dict[str, list[Any]], band: tuple[int, int], reader: str) -> LineReading:
    """The words whose middle lies in the band, left to right, as one line."""
    held = []
    for text, left, top, width, height, confidence in zip(
        words["text"], words["left"], words["top"], words["width"], words["height"], words["conf"], strict=True
    ):
        middle = top + height / 2
        if str(text).strip() and band[0] - GUTTER / 2 <= middle < band[1] + GUTTER / 2:
            held.append((int(left), int(left) + int(width), str(text).strip(), float(confidence)))
    held.sort()
    text = ""
    end: int | None = None
    for left, right, word, _ in held:
        if end is not None and left - end > SPACE_SHARE * LINE_HEIGHT:
            text += " "
        text += word
        end = right
    confidence = float(np.mean([max(0.0, word[3]) for word in held])) / 100 if held else 0.0
    return LineReading(normal_sara_am(text), confidence, reader)
