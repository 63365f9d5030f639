"""Pages drawn for the tests of reading: A4 at 200 dpi, invented text in Sarabun."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import cv2
import fontpkg_sarabun
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from extractors.page_image import PageImage, is_one_bit
from extractors.readers.line_reader import WITNESS_WEIGHTS, LineReader
from extractors.readers.reader import ColourImage

A4_AT_200_DPI = (1654, 2339)
Colour = tuple[int, int, int]
BLACK: Colour = (20, 20, 20)
BLUE: Colour = (40, 60, 190)
RED: Colour = (200, 40, 40)


@lru_cache(maxsize=1)
def _font_file() -> str:
    folder = Path(next(iter(fontpkg_sarabun.__path__)))
    return str(next(folder.rglob("Sarabun-Regular.ttf")))


@lru_cache(maxsize=1)
def line_reader() -> LineReader:
    return LineReader()


@lru_cache(maxsize=1)
def line_witness() -> LineReader:
    return LineReader(WITNESS_WEIGHTS)


@dataclass
class DrawnPage:
    image: Image.Image = field(default_factory=lambda: Image.new("RGB", A4_AT_200_DPI, "white"))

    def text(self, x: int, y: int, text: str, size: int = 32, colour: Colour = BLACK, spacing: int = 0) -> DrawnPage:
        """Text with its baseline at y; `spacing` pixels between clusters stretches a line as justification does."""
        font = ImageFont.truetype(_font_file(), size, layout_engine=ImageFont.Layout.RAQM)
        pen = ImageDraw.Draw(self.image)
        if not spacing:
            pen.text((x, y), text, font=font, fill=colour, anchor="ls")
            return self
        at = float(x)
        for cluster in _clusters(text):
            pen.text((at, y), cluster, font=font, fill=colour, anchor="ls")
            at += font.getlength(cluster) + spacing
        return self

    def frame(self, x0: int, y0: int, x1: int, y1: int, colour: Colour = BLACK) -> DrawnPage:
        ImageDraw.Draw(self.image).rectangle((x0, y0, x1, y1), outline=colour, width=2)
        return self

    def rule(self, x0: int, x1: int, y: int, width: int = 2) -> DrawnPage:
        ImageDraw.Draw(self.image).line((x0, y, x1, y), fill=BLACK, width=width)
        return self

    def scribble(self, x: int, y: int, colour: Colour = BLACK) -> DrawnPage:
        """A closed stroke of some 40 pixels that is no letter."""
        pen = ImageDraw.Draw(self.image)
        pen.line([(x, y + 30), (x + 14, y), (x + 30, y + 34), (x + 4, y + 14), (x + 34, y + 8)], fill=colour, width=4)
        return self

    def dots(self, x0: int, x1: int, y: int) -> DrawnPage:
        pen = ImageDraw.Draw(self.image)
        for x in range(x0, x1, 8):
            pen.rectangle((x, y, x + 1, y + 1), fill=BLACK)
        return self

    @property
    def pixels(self) -> ColourImage:
        return np.ascontiguousarray(np.asarray(self.image)[:, :, ::-1])

    def page(self) -> PageImage:
        return page_of(self.pixels)


def page_of(pixels: ColourImage) -> PageImage:
    return PageImage(1, pixels, 200.0, None, is_one_bit(pixels))


def turned(pixels: ColourImage, degrees: float) -> ColourImage:
    """The picture turned anticlockwise about its middle, on white."""
    height, width = pixels.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    return np.asarray(cv2.warpAffine(pixels, turn, (width, height), borderValue=(255, 255, 255)), np.uint8)


def _clusters(text: str) -> list[str]:
    clusters: list[str] = []
    for char in text:
        if clusters and char in "ัิีึืฺุู็่้๊๋์ํำ":
            clusters[-1] += char
        else:
            clusters.append(char)
    return clusters


def letter() -> DrawnPage:
    """A short external letter, in the places of the regulation's form 1."""
    page = DrawnPage()
    page.text(240, 420, "ที่ ชม ๐๐๒๓.๔/ว ๑๕๗๒").text(960, 420, "ศาลากลางจังหวัดเชียงใหม่")
    page.text(800, 520, "๑๒ มิถุนายน ๒๕๖๗")
    page.text(240, 610, "เรื่อง การซักซ้อมแนวทางการดูแลสวนสาธารณะ")
    page.text(240, 690, "เรียน นายอำเภอทุกอำเภอ")
    page.text(430, 800, "ด้วยจังหวัดได้รับแจ้งว่า สวนสาธารณะหลายแห่งขาดการดูแลในช่วงฤดูแล้ง จึงขอให้ทุกอำเภอ")
    page.text(240, 852, "สำรวจจำนวนต้นไม้ และรายงานผลให้จังหวัดทราบภายในวันที่ ๓๐ มิถุนายน ๒๕๖๗ เพื่อรวบรวม")
    page.text(240, 904, "เสนอผู้ว่าราชการจังหวัดพิจารณาสนับสนุนงบประมาณในการปลูกทดแทนและจัดหาน้ำให้เพียงพอต่อไป")
    page.text(430, 1000, "จึงเรียนมาเพื่อพิจารณาดำเนินการ")
    page.text(900, 1090, "ขอแสดงความนับถือ")
    page.text(890, 1290, "(นายสมมุติ ใจกล้า)").text(860, 1342, "ผู้ว่าราชการจังหวัดเชียงใหม่")
    page.text(240, 1900, "สำนักงานจังหวัด").text(240, 1952, "โทร. ๐ ๕๓๐๐ ๐๐๐๐")
    return page


LETTER_LINES = (
    "ที่ ชม ๐๐๒๓.๔/ว ๑๕๗๒",
    "ศาลากลางจังหวัดเชียงใหม่",
    "๑๒ มิถุนายน ๒๕๖๗",
    "เรื่อง การซักซ้อมแนวทางการดูแลสวนสาธารณะ",
    "เรียน นายอำเภอทุกอำเภอ",
    "ด้วยจังหวัดได้รับแจ้งว่า สวนสาธารณะหลายแห่งขาดการดูแลในช่วงฤดูแล้ง จึงขอให้ทุกอำเภอ",
    "สำรวจจำนวนต้นไม้ และรายงานผลให้จังหวัดทราบภายในวันที่ ๓๐ มิถุนายน ๒๕๖๗ เพื่อรวบรวม",
    "เสนอผู้ว่าราชการจังหวัดพิจารณาสนับสนุนงบประมาณในการปลูกทดแทนและจัดหาน้ำให้เพียงพอต่อไป",
    "จึงเรียนมาเพื่อพิจารณาดำเนินการ",
    "ขอแสดงความนับถือ",
    "(นายสมมุติ ใจกล้า)",
    "ผู้ว่าราชการจังหวัดเชียงใหม่",
    "สำนักงานจังหวัด",
    "โทร. ๐ ๕๓๐๐ ๐๐๐๐",
)
