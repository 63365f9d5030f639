"""`docproc read` as a person runs it: one bad file never stops the rest, and no traceback is ever seen."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from docproc.demonstration.manifest import load_manifest

DOCPROC = [str(Path(sys.executable).with_name("docproc"))]
BAD_FILES = {
    "empty.pdf": (b"", "error.empty_file"),
    "program.pdf": (b"MZ\x90\x00" + bytes(200), "error.unsupported_format"),
    "notes.png": ("บันทึกธรรมดา".encode(), "error.unsupported_format"),
    "cut.pdf": (b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog", "error.truncated_file"),
}


def run(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*DOCPROC, *arguments], cwd=cwd, capture_output=True, text=True, timeout=300, check=False)


@pytest.fixture(scope="module")
def readings(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, object]]:
    """One good letter and every bad file, read in one go."""
    folder = tmp_path_factory.mktemp("inbox")
    letter = next(sample for sample in load_manifest().demonstrated if "external_letter" in sample.doc_types)
    (folder / letter.path.name).write_bytes(letter.path.read_bytes())
    for name, (content, _) in BAD_FILES.items():
        (folder / name).write_bytes(content)
    Image.new("L", (600, 800), 255).save(folder / "blank.png")
    done = run("read", str(folder), "--out", "out", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    assert all(f"{name}: " in done.stderr for name in BAD_FILES)
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in (folder / "out").glob("*.json")}


def test_every_file_has_its_reading(readings: dict[str, dict[str, object]]) -> None:
    assert len(readings) == len(BAD_FILES) + 2


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_bad_file_is_reported_in_its_own_reading(name: str, readings: dict[str, dict[str, object]]) -> None:
    reading = readings[Path(name).stem]
    assert isinstance(reading["error"], dict)
    assert reading["error"]["code"] == BAD_FILES[name][1]
    assert reading["documents"] == []


def test_the_letter_beside_them_is_read(readings: dict[str, dict[str, object]]) -> None:
    letter = next(reading for reading in readings.values() if reading["documents"] and reading["error"] is None)
    documents = letter["documents"]
    assert isinstance(documents, list)
    assert documents[0]["doc_type"] == "external_letter"
    assert documents[0]["evidence"]["subject"]["box"]


def test_an_unknown_path_is_wrong_usage(tmp_path: Path) -> None:
    done = run("read", "nowhere.pdf", cwd=tmp_path)
    assert done.returncode == 2
    assert "nowhere.pdf" in done.stderr


def test_a_failure_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"x")
    (tmp_path / "taken").write_bytes(b"a file where the folder should be")
    done = run("read", "a.png", "--out", "taken", cwd=tmp_path)
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1
