"""The line reader on lines drawn here: what it reads, what it refuses, and what it says about each character."""

from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont
from rapidfuzz.distance import Levenshtein

from extractors.readers.line_reader import LineReader, without_impossible_marks
from models.page import Glyph, LineReading

GrayImage = NDArray[np.uint8]


@cache
def reader() -> LineReader:
    return LineReader()


def drawn(text: str, size: int = 60, spacing: float = 0.0, margins: tuple[int, int, int] = (8, 8, 12)) -> GrayImage:
    """The line in Sarabun as on a 300-dpi page, cut `margins` pixels outside its ink: above, below, at the sides."""
    font = ImageFont.truetype(str(files("fontpkg_sarabun") / "files" / "Sarabun-Regular.ttf"), size)
    image = Image.new("L", (int(font.getlength(text) + spacing * len(text)) + 200, 4 * size), 255)
    draw = ImageDraw.Draw(image)
    x = 100.0
    for piece in _clusters(text) if spacing else [text]:
        draw.text((x, 2 * size), piece, font=font, fill=20, anchor="ls")
        x += font.getlength(piece) + spacing
    page = np.asarray(image)
    rows, columns = np.flatnonzero(page.min(1) < 128), np.flatnonzero(page.min(0) < 128)
    above, below, beside = margins
    return page[rows[0] - above : rows[-1] + below, columns[0] - beside : columns[-1] + beside]


def _clusters(text: str) -> list[str]:
    clusters: list[str] = []
    for char in text:
        if clusters and ("\u0e31" <= char <= "\u0e3a" or "\u0e47" <= char <= "\u0e4e") and char != "\u0e32":
            clusters[-1] += char
        else:
            clusters.append(char)
    return clusters


def read_one(crop: GrayImage) -> LineReading:
    return reader().read([crop])[0]


@pytest.mark.parametrize(
    "text",
    [
        "ขอแสดงความนับถือ",
        # the ten Thai digits, five of which no Thai Tesseract model can write
        "ที่ ลป ๐๑๒๓.๔/ว ๕๖๗๘๙",
        "๒๙ พฤศจิกายน ๒๕๖๔",
        "โทร. ๐ ๕๔๖๗ ๘๙๐๑",
        "โทรสาร 0 2345 6789",
        # marks above marks, and a vowel that hangs on its consonant
        "ผู้ใหญ่บ้านทุกหมู่บ้านเพื่อทราบ น้ำ",
        "สิ่งที่ส่งมาด้วย ๑. โครงการพัฒนา จำนวน ๑ ชุด",
    ],
)
def test_clean_line_is_read_exactly(text: str) -> None:
    assert read_one(drawn(text)).text == text


def test_justified_line_keeps_its_letters() -> None:
    # Word processors stretch Thai lines between letters; a reader of clean lines sees words there.
    text = "องค์กรปกครองส่วนท้องถิ่นทุกแห่งในจังหวัด"
    assert read_one(drawn(text, spacing=7)).text.replace(" ", "") == text


def test_dotted_rule_through_the_line_is_not_text() -> None:
    text = "เรื่อง ขอเชิญประชุม"
    crop = drawn(text).copy()
    row = int(crop.shape[0] * 0.8)
    for x in range(0, crop.shape[1], 9):
        crop[row : row + 3, x : x + 3] = 40
    assert read_one(crop).text.replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize("margins", [(2, 2, 3), (20, 6, 12), (6, 22, 30)], ids=["tight", "loose above", "loose below"])
def test_crop_need_not_fit_exactly(margins: tuple[int, int, int]) -> None:
    assert read_one(drawn("กระทรวงมหาดไทย ๑๐๒๐๐", margins=margins)).text == "กระทรวงมหาดไทย ๑๐๒๐๐"


@pytest.mark.parametrize(
    "crop",
    [
        np.zeros((0, 20), np.uint8),
        np.full((3, 900), 0, np.uint8),
        np.full((50, 400), 255, np.uint8),
    ],
    ids=["no rows", "a bare rule", "blank paper"],
)
def test_crop_without_text_reads_as_nothing(crop: GrayImage) -> None:
    reading = read_one(crop)
    assert (reading.text, reading.glyphs) == ("", ())


def test_ruled_table_corner_is_not_text() -> None:
    crop = np.full((60, 500), 245, np.uint8)
    cv2.line(crop, (0, 30), (499, 30), 30, 3)
    cv2.line(crop, (180, 30), (180, 59), 30, 3)
    assert read_one(crop).text == ""


def test_readings_come_in_the_order_of_the_crops() -> None:
    texts = ["อำเภอเมือง", "ที่ นม ๐๐๑๘/ว ๔๕๖", "เรียน นายอำเภอทุกอำเภอ", "๑๒", "สำเนาถูกต้อง"]
    assert [reading.text for reading in reader().read([drawn(text) for text in texts])] == texts


def test_reading_hardly_depends_on_its_neighbours_in_the_batch() -> None:
    crops = [drawn(text) for text in ("ปลัดอำเภอ", "ปลัดจังหวัด", "ปลัดเทศบาล")]
    together = reader().read(crops)
    for crop, reading in zip(crops, together, strict=True):
        alone = read_one(crop)
        assert alone.text == reading.text
        assert alone.confidence == pytest.approx(reading.confidence, abs=0.1)


def test_line_wider_than_the_reader_takes_is_split_at_a_gap_and_joined_again() -> None:
    words = "นายกองค์การบริหารส่วนตำบล กำนันทุกตำบล ผู้ใหญ่บ้านทุกหมู่บ้าน "
    text = (words * 4).strip()
    crop = drawn(text)
    assert crop.shape[1] * 40 / crop.shape[0] > 1700
    reading = read_one(crop)
    assert Levenshtein.normalized_distance(reading.text, text) < 0.02
    assert_in_order_inside(reading.glyphs, crop.shape[1])


def test_glyphs_spell_the_text_and_lie_where_the_letters_are() -> None:
    left, right = drawn("คำสั่ง"), drawn("๒๕๖๗")
    height = max(left.shape[0], right.shape[0])
    gap = np.full((height, 300), 255, np.uint8)
    row = np.hstack([_padded(left, height), gap, _padded(right, height)])
    reading = read_one(row)
    assert "".join(glyph.char for glyph in reading.glyphs) == reading.text == "คำสั่ง ๒๕๖๗"
    assert_in_order_inside(reading.glyphs, row.shape[1])
    first_digit = next(glyph for glyph in reading.glyphs if glyph.char == "๒")
    assert left.shape[1] + 250 < first_digit.x1 < left.shape[1] + 420


def test_confidence_falls_with_the_quality_of_the_picture() -> None:
    clean = drawn("สำนักงานส่งเสริมการปกครองท้องถิ่น")
    noise = np.random.default_rng(5).normal(0, 60, clean.shape)
    poor = np.clip(cv2.GaussianBlur(clean, (0, 0), 6).astype(np.float64) * 0.4 + 110 + noise, 0, 255).astype(np.uint8)
    assert read_one(clean).confidence > 0.9 > read_one(poor).confidence + 0.1


def test_probabilities_of_a_glyph_are_probabilities() -> None:
    smeared = np.asarray(cv2.GaussianBlur(drawn("๔๕๘๙ ถภก ดตค"), (0, 0), 4.5), np.uint8)
    reading = read_one(smeared)
    assert any(glyph.alternatives for glyph in reading.glyphs)
    for glyph in reading.glyphs:
        shares = [share for _, share in glyph.alternatives]
        assert 0 < glyph.confidence <= 1
        assert shares == sorted(shares, reverse=True)
        assert glyph.confidence + sum(shares) <= 1.001
        assert glyph.char not in [char for char, _ in glyph.alternatives]


@pytest.mark.parametrize(
    ("seen", "confidences", "text"),
    [
        ("น้่ำ", (0.9, 0.8, 0.4, 0.9), "น้ำ"),
        ("พืี้น", (0.9, 0.3, 0.6, 0.9, 0.9), "พี้น"),
        ("ดำาเนิน", (0.9, 0.9, 0.5, 0.9, 0.9, 0.9, 0.9), "ดำเนิน"),
        # nothing to carry the mark
        ("๑่ ก", (0.9, 0.4, 0.9, 0.9), "๑ ก"),
        # sure of it: the page's own misprint is not mended
        ("ความ ั่น", (0.9,) * 8, "ความ ั่น"),
        # marks upon marks as they are written
        ("ผู้ที่สิ้นสุดน้ำสัตว์", (0.5,) * 22, "ผู้ที่สิ้นสุดน้ำสัตว์"),
    ],
)
def test_marks_thai_script_has_no_place_for_are_left_out(seen: str, confidences: Sequence[float], text: str) -> None:
    glyphs = [Glyph(char, confidence, 0, 1) for char, confidence in zip(seen, confidences, strict=False)]
    assert len(glyphs) == len(seen)
    assert "".join(glyph.char for glyph in without_impossible_marks(glyphs)) == text


def test_print_is_not_called_pen() -> None:
    reading = read_one(drawn("ที่ ชม ๐๐๒๓.๔/ว ๑๕๖๗"))
    assert not reading.has_pen


# Strokes of a pen, drawn for this test: the corners of the path in hundredths of the letter's height.
PEN_ONE = [(34, 52), (46, 44), (50, 54), (38, 62), (24, 52), (30, 28), (60, 12), (88, 34), (84, 74), (56, 96), (36, 92)]
PEN_THREE = [(20, 72), (10, 80), (14, 94), (24, 84), (12, 40), (24, 12), (42, 16), (48, 48), (56, 16), (74, 8)]
PEN_THREE += [(90, 32), (92, 94)]


def pen_written(paths: Sequence[Sequence[tuple[int, int]]]) -> GrayImage:
    """The paths as smooth grey strokes side by side, 62 pixels high, as high as the capital of a line of 60."""
    image = np.full((95, 62 * len(paths) + 30), 255, np.uint8)
    for index, path in enumerate(paths):
        corners = np.array(path, np.float64) * 0.62 + [10 + 62 * index, 20]
        steps = np.linspace(0, len(path) - 1, 12 * len(path))
        dense = np.stack([np.interp(steps, range(len(path)), corners[:, axis]) for axis in (0, 1)], 1)
        padded = np.pad(dense, ((6, 6), (0, 0)), mode="edge")
        smooth = np.stack([np.convolve(padded[:, axis], np.ones(13) / 13, "valid") for axis in (0, 1)], 1)
        cv2.polylines(image, [np.round(smooth * 8).astype(np.int32)], False, 60, 4, cv2.LINE_AA, 3)
    return image


def test_number_written_in_pen_after_print_is_read_and_called_pen() -> None:
    printed, written = drawn("ที่ ลป ๐๐๒๓/ว"), pen_written([PEN_ONE, PEN_THREE])
    height = max(printed.shape[0], written.shape[0])
    reading = read_one(np.hstack([_padded(printed, height), _padded(written, height)]))
    assert "".join(glyph.char for glyph in reading.glyphs if glyph.pen) == "๑๓"
    assert reading.printed_text == "ที่ ลป ๐๐๒๓/ว"


def test_reader_names_itself_and_its_weights() -> None:
    assert reader().name == "line-reader"
    assert reader().version
    assert read_one(drawn("ก")).reader == "line-reader"


def assert_in_order_inside(glyphs: Sequence[Glyph], width: int) -> None:
    middles = [(glyph.x0 + glyph.x1) / 2 for glyph in glyphs]
    assert middles == sorted(middles)
    assert all(0 <= glyph.x0 <= glyph.x1 <= width for glyph in glyphs)


def _padded(crop: GrayImage, height: int) -> GrayImage:
    above = (height - crop.shape[0]) // 2
    rows = ((above, height - crop.shape[0] - above), (0, 0))
    return np.pad(crop, rows, constant_values=255)
