"""The witness reads several crops in one call and keeps them apart."""

from __future__ import annotations

import numpy as np

from extractors.readers.tesseract import TesseractReader
from tests.extractors.drawing import DrawnPage


def crop(text: str) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    drawn = DrawnPage().text(20, 60, text)
    return np.asarray(drawn.image.convert("L"), np.uint8)[18:80, :900]


def test_each_crop_has_its_own_reading() -> None:
    texts = ["ประกาศจังหวัด", "การประชุมคณะกรรมการ", "นายอำเภอ"]
    readings = TesseractReader().read([crop(text) for text in texts])
    assert ["".join(reading.text.split()) for reading in readings] == texts
    assert all(reading.confidence > 0.5 for reading in readings)


def test_a_blank_crop_reads_as_nothing() -> None:
    readings = TesseractReader().read([np.full((40, 300), 255, np.uint8), crop("ประกาศ")])
    assert readings[0].text == ""
    assert readings[1].text == "ประกาศ"


def test_sara_am_comes_as_one_letter() -> None:
    (reading,) = TesseractReader().read([crop("การดำเนินงานของอำเภอ")])
    assert "ำ" in reading.text
    assert "ํ" not in reading.text
