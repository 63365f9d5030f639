"""OCRmyPDF is measured where it is installed: here a program of that name which writes the text it is given."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from docproc.bench.others import ocrmypdf_version, read_ocrmypdf

WRITES_TEXT = """#!/bin/sh
[ "$1" = --version ] && { echo 14.0.1; exit 0; }
while [ $# -gt 2 ]; do
  [ "$1" = --sidecar ] && printf 'arguments after it: %s' "$3" > "$2"
  shift
done
"""
FAILS = """#!/bin/sh
[ "$1" = --version ] && { echo 14.0.1; exit 0; }
exit 6
"""


@pytest.fixture(autouse=True)
def forgotten_version() -> Iterator[None]:
    ocrmypdf_version.cache_clear()
    yield
    ocrmypdf_version.cache_clear()


def install(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    program = folder / "ocrmypdf"
    program.write_text(script)
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


def test_its_text_and_its_time_are_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path, WRITES_TEXT, monkeypatch)
    read = read_ocrmypdf(tmp_path / "letter.pdf")
    assert read is not None
    assert read.text.startswith("arguments after it: ")
    assert read.cpu_seconds >= 0
    assert ocrmypdf_version() == "14.0.1"


def test_a_photograph_is_given_a_resolution(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path, WRITES_TEXT, monkeypatch)
    read = read_ocrmypdf(tmp_path / "sheet.jpg")
    assert read is not None
    assert read.text.endswith("--image-dpi")


def test_a_page_it_gives_up_on_has_no_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path, FAILS, monkeypatch)
    assert read_ocrmypdf(tmp_path / "letter.pdf") is None


def test_nothing_is_measured_where_it_is_not_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert ocrmypdf_version() is None
    assert read_ocrmypdf(tmp_path / "letter.pdf") is None
