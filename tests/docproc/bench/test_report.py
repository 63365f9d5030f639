"""The bench on one memo and one sheet: the figures are counted from real readings, and both forms print."""

from __future__ import annotations

import json
from typing import Any

import pytest
from rich.console import Console

from docproc.bench.files import Part, Plan, planned_files, sample_files
from docproc.bench.independence import IndependenceTable
from docproc.bench.report import Bench
from extractors.readers.standard import standard_readers

PARTS = frozenset({Part.MEMOS, Part.SAMPLES, Part.RELIABILITY})


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    bench = Bench(Plan(PARTS, seed=3, letters=1), standard_readers(), ocrmypdf=False)
    memos = planned_files(Plan(frozenset({Part.MEMOS}), seed=3, letters=1), tmp_path_factory.mktemp("bench"))
    sheets = [file for file in sample_files() if file.path.name == "sheet-visits-scan.pdf"]
    for file in [*memos, *sheets]:
        bench.add(file)
    bench.finish()
    return bench


@pytest.fixture(scope="module")
def figures(bench: Bench) -> dict[str, Any]:
    parsed: dict[str, Any] = json.loads(json.dumps(bench.as_json()))
    return parsed


def test_our_reading_and_bare_tesseract_are_measured_on_the_same_page(figures: dict[str, Any]) -> None:
    group = figures["characters"]["memos scan"]
    assert group["ours"]["pages"] == group["tesseract"]["pages"] == 1
    assert 0 <= group["ours"]["page_error"] < 0.5
    # Bare Tesseract cannot write five of the ten digits; our reader can.
    assert group["ours"]["thai_digits_wrong"] < group["tesseract"]["thai_digits_wrong"]


def test_every_field_of_the_expected_file_is_asked_for(figures: dict[str, Any]) -> None:
    fields = figures["fields"]["memos scan"]
    assert {"reference_no", "date", "subject", "to", "signatory_name", "tel", "email"} <= set(fields)
    for score in fields.values():
        assert score["exact"] + score["wrong"] + score["unread"] == score["asked"]


def test_a_sheet_is_counted_in_rows_and_signatures(figures: dict[str, Any]) -> None:
    score = figures["sheets"]["samples, sheets scan"]
    assert (score["sheets"], score["rows"]) == (1, 12)
    assert score["signed_right"] + score["signed_wrong"] + score["signed_unsure"] == 12
    # Three of the twelve names are written by hand: a reader need not give them.
    assert score["names"] == 9


def test_confidence_is_weighed_on_the_pages_drawn_now(figures: dict[str, Any]) -> None:
    buckets = figures["reliability"]["print"]["buckets"]
    assert sum(bucket["characters"] for bucket in buckets) > 200
    assert buckets[-1]["right"] > 0.95 * buckets[-1]["characters"]
    assert figures["calibration"]["fields"]["subject"]["there"] == 1


def test_the_figures_print_as_tables(bench: Bench) -> None:
    console = Console(width=170)
    with console.capture() as printed:
        console.print(*bench.tables())
    text = printed.get()
    for title in ("memos scan (1)", "Fields of memos", "Attendance: samples, sheets", "Reliability", "Calibration"):
        assert title in text


def test_reliability_needs_the_pages_of_every_drawn_part() -> None:
    plan = Plan(frozenset({Part.RELIABILITY}), seed=3, letters=8)
    assert {Part.LETTERS, Part.SHEETS, Part.RECEIVED} <= plan.drawn
    assert Part.SAMPLES not in plan.drawn
    assert plan.count(Part.SHEETS) == 4


def test_no_pair_without_lines() -> None:
    assert list(IndependenceTable({}).tables()) == []
