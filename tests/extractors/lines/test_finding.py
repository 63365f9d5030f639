"""Lines of every kind found where they stand."""

from __future__ import annotations

import numpy as np
import pytest

from extractors.lines.finding import find_runs, page_slope
from extractors.lines.run import TextRun
from extractors.preparation.prepared import PreparedPage, prepared
from models.geometry import Box
from tests.extractors.drawing import DrawnPage, letter, turned


def ready(drawn: DrawnPage) -> PreparedPage:
    page = prepared(drawn.pixels)
    assert page is not None
    return page


def runs_of(drawn: DrawnPage) -> list[TextRun]:
    page = ready(drawn)
    return find_runs(page.found, page.body, page.shape)


def test_letters_pushed_apart_by_justification_are_one_line() -> None:
    drawn = letter().text(240, 1500, "ทองคำและเงินตราในคลังหลวง", spacing=14)
    (found,) = [run for run in runs_of(drawn) if 1470 < run.middle < 1510]
    assert found.x0 == pytest.approx(240, abs=8)
    assert found.width > 650  # unstretched it is 380


def test_two_columns_on_one_row_are_two_lines() -> None:
    row = sorted((run.x0, run.x1) for run in runs_of(letter()) if 390 < run.middle < 425)
    assert len(row) == 2
    assert row[0][1] < 700 < row[1][0]


def test_a_heading_twice_as_high_is_found_whole() -> None:
    drawn = letter().text(600, 300, "บันทึกข้อความ", size=64)
    heading = max(runs_of(drawn), key=lambda run: run.body)
    assert heading.width > 300
    assert 250 < heading.middle < 290


def test_marks_above_and_below_lie_in_the_lines_box() -> None:
    drawn = DrawnPage()
    for row in range(6):
        drawn.text(240, 400 + 60 * row, "ผู้ใหญ่บ้านที่นี่ให้รู้ว่าน้ำป่ากู้ภัยปฏิบัติญัตติ")
    ink = np.asarray(drawn.image.convert("L")) < 128
    held = np.zeros_like(ink)
    for run in runs_of(drawn):
        box = run.box()
        held[box.y0 : box.y1, box.x0 : box.x1] = True
    assert (ink & ~held).sum() < 0.005 * ink.sum()


@pytest.mark.parametrize("degrees", [-10.0, -2.0, 0.5, 6.0])
def test_the_slope_of_a_skewed_page_is_measured(degrees: float) -> None:
    page = prepared(turned(letter().pixels, degrees))
    assert page is not None
    slope = page_slope(find_runs(page.found, page.body, page.shape))
    assert np.degrees(np.arctan(slope)) == pytest.approx(-degrees, abs=0.2)


def test_no_line_reaches_from_one_cell_into_the_next() -> None:
    drawn = letter().text(240, 1500, "ภาคเหนือ").text(400, 1500, "ภาคกลาง")
    page = ready(drawn)
    cells = (Box(220, 1440, 385, 1530), Box(385, 1440, 560, 1530))
    row = [run for run in find_runs(page.found, page.body, page.shape, cells) if 1470 < run.middle < 1510]
    assert sorted(round(run.x0 / 10) for run in row) == [24, 40]
