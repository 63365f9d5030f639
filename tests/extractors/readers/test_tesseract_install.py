"""The Tesseract that is found reads Thai, whether it is the system's or the wheels'."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from extractors.readers.tesseract_install import TesseractInstall, find_tesseract, languages


@pytest.fixture(autouse=True)
def search_anew() -> Iterator[None]:
    find_tesseract.cache_clear()
    yield
    find_tesseract.cache_clear()


def test_the_wheels_serve_a_machine_without_tesseract(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    install = find_tesseract()
    assert install is not None
    assert install.data_folder is not None
    assert "tha" in languages(install)


def test_a_system_tesseract_without_thai_is_passed_over(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "tesseract"
    program.write_text("#!/bin/sh\necho 'List of available languages in /usr/share/tha/ (1):'\necho eng\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    install = find_tesseract()
    assert install is not None
    assert install.program != str(program)


def test_a_system_tesseract_with_thai_comes_first(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "tesseract"
    program.write_text("#!/bin/sh\necho 'List of available languages (2):'\necho eng\necho tha\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{Path(sys.prefix) / 'bin'}:{tmp_path}")
    assert find_tesseract() == TesseractInstall(str(program), None)


def test_a_program_that_does_not_run_has_no_languages(tmp_path: Path) -> None:
    assert languages(TesseractInstall(str(tmp_path / "absent"), None)) == set()
