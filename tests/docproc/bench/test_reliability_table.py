from __future__ import annotations

from pathlib import Path
from typing import Any

from docproc.bench.one_file import BenchFile, FileReading
from docproc.bench.reliability_table import Reliability, judged
from models.geometry import Box
from models.page import Glyph, Ink, Line, LineReading, PageReading


def line(text: str, box: Box) -> Line:
    glyphs = tuple(Glyph(char, 0.9, 0, 0) for char in text)
    return Line(box, Ink.PRINT, (LineReading(text, 0.9, "line-reader", glyphs),))


def true(text: str, *box: int) -> dict[str, Any]:
    return {"text": text, "box": list(box), "page": 1, "kind": "print"}


def test_a_character_is_right_where_the_truth_under_the_line_has_it() -> None:
    lines = [true("ที่ ลป ๐๔", 0, 0, 90, 30), true("เรื่อง", 0, 60, 90, 90)]
    found = [(glyph.char, right) for glyph, right in judged(line("ลป ๐๕", Box(20, 2, 90, 28)), lines)]
    assert found == [("ล", True), ("ป", True), ("๐", True), ("๕", False)]


def test_what_is_read_where_nothing_is_printed_is_wrong() -> None:
    assert [right for _, right in judged(line("กข", Box(0, 200, 90, 230)), [true("กข", 0, 0, 90, 30)])] == [
        False,
        False,
    ]


def test_the_calibration_error_is_the_distance_of_claim_and_truth() -> None:
    reliability = Reliability()
    for right in (True, True, True, False):
        reliability.add(0.95, right)
    assert reliability.buckets[5].characters == 4
    assert reliability.calibration_error is not None
    assert abs(reliability.calibration_error - 0.2) < 1e-9


def test_true_lines_are_placed_on_the_page_as_it_was_read() -> None:
    """A page drawn at 300 dpi is read at 200: its true boxes shrink with it, and other pages' lines stay away."""
    lines = tuple({**true("กข", 30, 60, 300, 90), "page": page, "page_size": [2481, 3507]} for page in (1, 2))
    file = BenchFile(Path("a.pdf"), Path("a.json"), "letters", "letters", "clean")
    one = FileReading(file, {"documents": []}, lines, {"documents": []}, (), 2, 0.0, None, None)
    assert [line["box"] for line in one.lines_of(PageReading(2, 1654, 2338))] == [[20, 40, 200, 60]]
