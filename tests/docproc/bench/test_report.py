"""The bench on one sample and one sheet: the figures are counted from real readings, and both forms print."""

from __future__ import annotations

import json

import pytest
from rich.console import Console

from docproc.bench.files import sample_files
from docproc.bench.measure import Group, measure
from docproc.bench.report import as_json, characters_table, fields_tables
from extractors.readers.standard import standard_readers


@pytest.fixture(scope="module")
def groups() -> dict[str, Group]:
    clean = [file for file in sample_files() if file.quality == "clean" and "chain" in file.path.name]
    return measure(clean[:1], standard_readers())


def test_our_reading_and_bare_tesseract_are_measured_on_the_same_page(groups: dict[str, Group]) -> None:
    group = groups["samples letters clean"]
    assert group.ours.pages == group.tesseract.pages == 1
    assert group.ours.page.of == group.tesseract.page.of > 500
    # Bare Tesseract cannot write five of the ten digits; our reader can.
    assert (group.ours.thai_digits.share or 0) < (group.tesseract.thai_digits.share or 0)


def test_every_field_of_the_expected_file_is_asked_for(groups: dict[str, Group]) -> None:
    fields = groups["samples letters clean"].fields
    assert {"reference_no", "date", "subject", "to", "signatory_name", "tel"} <= set(fields)
    assert all(score.right <= score.asked for score in fields.values())


def test_the_figures_print_as_tables_and_as_json(groups: dict[str, Group]) -> None:
    console = Console(width=160)
    with console.capture() as printed:
        console.print(characters_table(groups), *fields_tables(groups))
    text = printed.get()
    assert "samples letters clean" in text
    assert "Fields of samples letters" in text
    figures = json.loads(json.dumps(as_json(groups)))
    assert 0 <= figures["samples letters clean"]["ours"]["page_error"] < 0.5
