"""What people set right, as training lines."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import cv2
import pytest
from PIL import Image

from docproc import corrections
from docproc.commands.export_corrections import export_corrections
from docproc.documents import find_source
from docproc.repository import readings
from docproc.training_lines import export_training_lines
from docproc.wiring import Service
from models.geometry import Box
from models.page import Ink, Line, LineReading, PageReading
from models.status import Status
from tests.docproc.web.held import PAGE_SIZE, field, hold, letter, letter_document


def page_with_number(folder: Path) -> bytes:
    """A page whose box of the number is black; the service's folder takes no larger files than a few kilobytes."""
    image = Image.new("L", PAGE_SIZE, 255)
    image.paste(0, (100, 150, 600, 190))
    path = folder / "page.png"
    image.save(path, "PNG")
    return path.read_bytes()


def lines(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "lines.jsonl").read_text("utf-8").splitlines()]


def test_line_holds_its_crop_its_text_and_where_it_is_from(service: Service, tmp_path: Path) -> None:
    _, (document,) = hold(service, [letter_document(letter())], "หนังสือ.png", page_with_number(tmp_path))
    corrections.confirm_field(service, document, "reference_no", "ดศ ๐๒๐๘/๑๒๑๓๔", "สมศรี")
    corrections.confirm_field(service, document, "to", "ผู้ว่าราชการจังหวัดทุกจังหวัด", "สมชาย")
    done = export_training_lines(service, tmp_path / "out")
    assert (done.lines, done.left_out) == (2, {})
    line = next(one for one in lines(tmp_path / "out") if one["field"] == "reference_no")
    assert (line["text"], line["printed_before"], line["printed_after"]) == (
        "ดศ ๐๒๐๘/๑๒๑๓๔",
        "ดศ ๐๒๐๘/๑๒๑๓๓",
        "ดศ ๐๒๐๘/๑๒๑๓๔",
    )
    assert (line["by"], line["act"], line["reader_version"], line["readers"]) == (
        "สมศรี",
        "corrected",
        "1",
        ["line", "tesseract"],
    )
    assert (line["document"], line["file"], line["page"], line["box"]) == (
        document,
        "หนังสือ.png",
        1,
        [100, 150, 600, 190],
    )
    crop = cv2.imread(str(tmp_path / "out" / line["crop"]))
    assert crop is not None and crop.shape[:2] == (50, 510), "the box and an eighth of its height around it"
    assert crop[25, 250].tolist() == [0, 0, 0] and crop[0, 0].tolist() == [255, 255, 255]


def test_only_what_stands_by_a_persons_word_and_is_one_lines_text_is_written(service: Service, tmp_path: Path) -> None:
    source_id, (document,) = hold(service, [letter_document(letter())], data=page_with_number(tmp_path))
    for name, value in (
        ("subject", "การพัฒนา"),  # over two lines, see below
        ("signatory_position", None),  # nothing stands there
        ("date", "2023-08-11"),  # nobody said how it is printed
    ):
        corrections.confirm_field(service, document, name, value, "สมศรี")
    taken_back = corrections.confirm_field(service, document, "to", "ก", "สมศรี")
    corrections.take_back(service, taken_back.assertion_id, "สมศรี")
    two_lines = tuple(
        Line(Box(100, top, 600, top + 18), Ink.PRINT, (LineReading("ก", 0.9, "line"),)) for top in (250, 272)
    )
    with service.database.writing() as session:
        source = find_source(service, source_id)
        assert source is not None
        readings.save_page(session, source.sha256, "2", PageReading(1, *PAGE_SIZE, two_lines, readers=("line",)))
    done = export_training_lines(service, tmp_path / "out")
    assert (done.lines, done.left_out) == (0, {"several lines": 1, "no text": 1, "text not sure": 1})
    assert list((tmp_path / "out" / "crops").iterdir()) == []


def test_date_is_written_as_it_is_printed(service: Service, tmp_path: Path) -> None:
    misspelt = field(date(2023, 8, 10), 200, Status.READ, "๑๐ สิงหาตม ๒๕๖๖")
    _, (document,) = hold(service, [letter_document(letter(date=misspelt))], data=page_with_number(tmp_path))
    corrections.confirm_field(service, document, "date", "2023-08-10", "สมศรี")
    assert export_training_lines(service, tmp_path / "a").left_out == {"text not sure": 1}
    corrections.confirm_field(service, document, "date", "2023-08-10", "สมศรี", printed="๑๐ สิงหาคม ๒๕๖๖")
    export_training_lines(service, tmp_path / "b")
    assert [one["text"] for one in lines(tmp_path / "b")] == ["๑๐ สิงหาคม ๒๕๖๖"]


def test_command_says_how_many_lines_there_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DOCPROC_DATA", str(tmp_path / "data"))
    export_corrections(tmp_path / "out")
    assert capsys.readouterr().out == f"0 lines in {tmp_path / 'out'}\n"
    assert lines(tmp_path / "out") == []
