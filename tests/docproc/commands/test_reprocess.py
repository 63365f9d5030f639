"""`docproc reprocess` from a shell: counts, starts, acts, and answers wrong usage with status 2."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from docproc import documents
from docproc.wiring import Service
from tests.docproc.queueing.scripted_stages import scripted_file, work


def reprocess(data: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "DOCPROC_DATA": str(data), "DOCPROC_DATABASE_URL": f"sqlite:///{data}/docproc.db"}
    return subprocess.run(
        [Path(sys.executable).parent / "docproc", "reprocess", *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(params=["sqlite"])
def database_url(sqlite_database_url: str) -> str:
    return sqlite_database_url


def test_a_run_is_counted_started_and_discarded(service: Service, tmp_path: Path) -> None:
    earlier = replace(service, stage_version="earlier")
    documents.accept(earlier, io.BytesIO(scripted_file(3)), "file.pdf")
    work(earlier)
    counted = reprocess(tmp_path, "--dry-run")
    assert (counted.returncode, counted.stderr) == (0, "")
    assert counted.stdout.startswith("1 files with 3 pages")
    assert reprocess(tmp_path, "--act", "status").returncode == 1  # counting began nothing
    assert "started" in reprocess(tmp_path, "--where", "version=earlier").stdout
    again = reprocess(tmp_path)
    assert again.returncode == 1
    assert again.stderr.count("\n") == 1
    assert "discarded" in reprocess(tmp_path, "--act", "discard").stdout


@pytest.mark.parametrize("wrong", [["--where", "colour=red"], ["--act", "hurry"], ["--act", "stop", "--dry-run"]])
def test_wrong_usage_is_answered_with_status_2(tmp_path: Path, wrong: list[str]) -> None:
    assert reprocess(tmp_path, *wrong).returncode == 2
