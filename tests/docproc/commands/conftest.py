"""The command line inside the test's own process: starting Python and its packages anew costs seconds a command."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from docproc.cli import app
from docproc.commands.outcome import run_explained


@dataclass(frozen=True, slots=True)
class Outcome:
    status: int
    out: str
    err: str


Command = Callable[..., Outcome]


@pytest.fixture
def database_url(sqlite_database_url: str) -> str:
    return sqlite_database_url


@pytest.fixture
def command(
    tmp_path: Path, database_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Command:
    """Runs `docproc` with these words, on the data of `service`, with no queue server to be found."""
    monkeypatch.setenv("DOCPROC_DATA", str(tmp_path))
    monkeypatch.setenv("DOCPROC_DATABASE_URL", database_url)
    monkeypatch.setenv("DOCPROC_REDIS_URL", f"unix://{tmp_path}/nobody.sock")

    def run(*words: str) -> Outcome:
        monkeypatch.setattr("sys.argv", ["docproc", *words])
        capsys.readouterr()
        status = run_explained(app)
        said = capsys.readouterr()
        return Outcome(status, said.out, said.err)

    return run
