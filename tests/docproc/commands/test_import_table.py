"""`docproc import` from a shell: statuses, a line for each bad row on standard output, the outcome in one sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.docproc.commands.conftest import Command

SAMPLES = Path(__file__).parents[3] / "samples" / "registers"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "bad.csv").write_text("รหัสหมู่บ้าน,ชื่อหมู่บ้าน\n99080101,บ้านไกล\n", "utf-8")
    (tmp_path / "other.csv").write_text("a,b\n1,2\n", "utf-8")
    return tmp_path


def test_good_file_is_checked_then_saved(command: Command) -> None:
    villages = str(SAMPLES / "villages.xlsx")
    checked = command("import", "villages", villages, "--dry-run")
    assert (checked.status, checked.err) == (0, "")
    assert "nothing was saved" in checked.out
    saved = command("import", "villages", villages)
    assert saved.status == 0
    assert "4 added" in saved.out


def test_bad_row_is_told_in_both_languages_and_ends_with_1(folder: Path, command: Command) -> None:
    refused = command("import", "villages", str(folder / "bad.csv"))
    assert refused.status == 1
    assert refused.out == "✗ 2 รหัสหมู่บ้าน: ไม่พบอำเภอ “9908” / unknown district 9908\n"
    assert refused.err.count("\n") == 1
    assert "nothing was imported: 1 faults in 1 rows" in refused.err


def test_file_that_is_no_such_list_is_explained_in_one_sentence(folder: Path, command: Command) -> None:
    refused = command("import", "villages", str(folder / "other.csv"))
    assert (refused.status, refused.out) == (1, "")
    assert "no row is headed" in refused.err


@pytest.mark.parametrize(
    "words",
    [("streets", "bad.csv"), ("villages", "absent.csv"), ("villages",), ("letters-sent", "bad.csv", "--office", "x")],
)
def test_wrong_usage_ends_with_2(folder: Path, command: Command, words: tuple[str, ...]) -> None:
    named = [str(folder / word) if word.endswith(".csv") else word for word in words]
    refused = command("import", *named)
    assert refused.status == 2
    assert "Traceback" not in refused.err
