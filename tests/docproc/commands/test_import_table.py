"""`docproc import` from a shell: statuses, a line for each bad row on standard output, the outcome in one sentence."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

SAMPLES = Path(__file__).parents[3] / "samples" / "registers"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "bad.csv").write_text("รหัสหมู่บ้าน,ชื่อหมู่บ้าน\n99080101,บ้านไกล\n", "utf-8")
    (tmp_path / "other.csv").write_text("a,b\n1,2\n", "utf-8")
    return tmp_path


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "docproc.cli", "import", *words]
    environment = {**os.environ, "DOCPROC_DATA": str(folder / "data"), "PYTHONUTF8": "1"}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=120)


def test_good_file_is_checked_then_saved(folder: Path) -> None:
    villages = str(SAMPLES / "villages.xlsx")
    checked = run(folder, "villages", villages, "--dry-run")
    assert (checked.returncode, checked.stderr) == (0, "")
    assert "nothing was saved" in checked.stdout
    saved = run(folder, "villages", villages)
    assert saved.returncode == 0
    assert "4 added" in saved.stdout


def test_bad_row_is_told_in_both_languages_and_ends_with_1(folder: Path) -> None:
    refused = run(folder, "villages", str(folder / "bad.csv"))
    assert refused.returncode == 1
    assert refused.stdout == "✗ 2 รหัสหมู่บ้าน: ไม่พบอำเภอ “9908” / unknown district 9908\n"
    assert refused.stderr.count("\n") == 1
    assert "nothing was imported: 1 faults in 1 rows" in refused.stderr


def test_file_that_is_no_such_list_is_explained_in_one_sentence(folder: Path) -> None:
    refused = run(folder, "villages", str(folder / "other.csv"))
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "no row is headed" in refused.stderr


@pytest.mark.parametrize(
    "words",
    [("streets", "bad.csv"), ("villages", "absent.csv"), ("villages",), ("letters-sent", "bad.csv", "--office", "x")],
)
def test_wrong_usage_ends_with_2(folder: Path, words: tuple[str, ...]) -> None:
    named = [str(folder / word) if word.endswith(".csv") else word for word in words]
    refused = run(folder, *named)
    assert refused.returncode == 2
    assert "Traceback" not in refused.stderr
