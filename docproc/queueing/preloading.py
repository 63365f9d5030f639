"""What every job needs and a process builds once: built before the workers fork, it costs a job nothing.

Tables that are made when they are first asked for (words with how often they occur, offices by their bare names, the
automata of numbers and dates) would else be made anew in each job process: two thirds of what putting a letter together
takes. The page here is put together so that they are all asked for. The recogniser's session is not among them: it
loads in 0.05 s, and ONNX Runtime does not promise that one outlives a fork.
"""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from typing import Final

import cv2
from PIL import Image
from pythainlp.tokenize import word_tokenize

import extractors.readers.standard  # noqa: F401 - for the job processes
from extractors.assembly import assemble
from extractors.readers.tesseract_install import find_tesseract
from extractors.thai.name_spelling import spelling_log_probability
from models.geometry import Box
from models.page import Glyph, Ink, Line, LineReading, PageReading, Zone, ZoneKind

# numpy and Pillow import these on first use, in the middle of a page.
LATE_IMPORTS: Final = ("numpy.ma", "numpy.fft", "numpy.polynomial", "PIL.TiffImagePlugin", "encodings.utf_16_be")
LETTER: Final = (
    (236, 420, "ที่ ลป ๐๔๑๘.๑/ว ๕๑๕๐"),
    (1000, 420, "ที่ว่าการอำเภอเถิน"),
    (1000, 470, "ถนนประชาราษฎร์ ลป ๕๒๑๖๐"),
    (880, 560, "๒ ธันวาคม ๒๕๖๓"),
    (236, 640, "เรื่อง ขอเชิญประชุมผู้ใหญ่บ้าน"),
    (236, 710, "เรียน ผู้ใหญ่บ้านทุกหมู่บ้าน"),
    (236, 780, "อ้างถึง หนังสือจังหวัดลำปาง ที่ ลป ๐๐๑๘.๑/ว ๗๐๔๒ ลงวันที่ ๒๗ พฤศจิกายน ๒๕๖๓"),
    (236, 850, "สิ่งที่ส่งมาด้วย กำหนดการประชุม จำนวน ๑ ฉบับ"),
    (433, 950, "ด้วยอำเภอเถินกำหนดประชุมผู้ใหญ่บ้านประจำเดือน ณ หอประชุมอำเภอ"),
    (780, 1200, "ขอแสดงความนับถือ"),
    (780, 1400, "(นายสมมุติ ตัวอย่าง)"),
    (780, 1450, "นายอำเภอเถิน"),
    (236, 1900, "ที่ทำการปกครองอำเภอเถิน"),
    (236, 1950, "โทร. ๐ ๕๔๐๐ ๐๐๐๐"),
)
STAMP: Final = (
    (1060, 60, "เทศบาลตำบลเถินบุรี"),
    (1060, 110, "เลขรับ 1842"),
    (1060, 160, "วันที่ 3 ธ.ค. 2563"),
    (1060, 210, "เวลา 10.30 น."),
)
GLYPH_WIDTH: Final = 14
LINE_HEIGHT: Final = 40


def preload() -> None:
    """Imports what reads pages and makes what lasts as long as a process."""
    cv2.setNumThreads(0)
    Image.preinit()
    for module in LATE_IMPORTS:
        importlib.import_module(module)
    word_tokenize("คำ")  # builds the trie of the dictionary
    spelling_log_probability("นายสมมุติ ตัวอย่าง")  # counts the letters of all listed names
    find_tesseract()  # starts it to ask for its languages
    assemble([specimen()])


def specimen() -> PageReading:
    """An invented letter with a citation and a received stamp, as two readers agree to have read it."""
    stamped = _lines(STAMP, Ink.STAMP)
    stamp = Zone(ZoneKind.STAMP, Box(1040, 40, 1560, 270), stamped, "blue")
    return PageReading(1, 1654, 2339, _lines(LETTER, Ink.PRINT), (stamp,))


def _lines(placed: Sequence[tuple[int, int, str]], ink: Ink) -> tuple[Line, ...]:
    return tuple(
        Line(
            Box(x, y, x + GLYPH_WIDTH * len(text), y + LINE_HEIGHT),
            ink,
            (LineReading(text, 0.98, "line-reader", _glyphs(text)), LineReading(text, 0.95, "tesseract")),
        )
        for x, y, text in placed
    )


def _glyphs(text: str) -> tuple[Glyph, ...]:
    return tuple(Glyph(char, 0.98, n * GLYPH_WIDTH, (n + 1) * GLYPH_WIDTH) for n, char in enumerate(text))
