"""0 done, 1 explained in one sentence, 2 wrong usage; no traceback reaches a person."""

from __future__ import annotations

import errno

import pytest
import typer
from sqlalchemy.exc import OperationalError

from docproc.commands.bundles import UnknownDocumentError
from docproc.commands.outcome import run_explained
from docproc.config import Settings
from docproc.db import UnsuitableDatabaseError
from docproc.pipeline import STAGE_VERSION
from models.errors import StorageUnavailable
from tests.docproc.commands.conftest import Command


def failing_with(error: BaseException) -> typer.Typer:
    app = typer.Typer()

    @app.command()
    def command() -> None:
        raise error

    return app


@pytest.fixture(autouse=True)
def no_arguments(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["docproc"])


@pytest.mark.parametrize(
    ("error", "status", "said"),
    [
        (StorageUnavailable("disk full"), 1, "disk full"),
        (FileNotFoundError(2, "No such file or directory", "letter.pdf"), 1, "letter.pdf: No such file or directory"),
        (OSError(errno.EADDRINUSE, "Address already in use"), 1, "that port is taken"),
        (typer.BadParameter("no readable files there"), 2, "no readable files there"),
        (typer.Exit(1), 1, ""),
        (KeyboardInterrupt(), 1, "stopped"),
        (OperationalError("SELECT 1", {}, Exception("connection refused\n\tIs it running?")), 1, "refused\n"),
        (UnsuitableDatabaseError("cannot search Thai text"), 1, "docproc: cannot search Thai text\n"),
        (UnknownDocumentError("0197f3"), 1, "There is nothing here by that name (0197f3)"),
        (ZeroDivisionError("division by zero"), 1, "ZeroDivisionError"),
    ],
)
def test_every_failure_has_its_status_and_sentence(
    error: BaseException, status: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_explained(failing_with(error)) == status
    captured = capsys.readouterr().err
    assert said in captured
    assert "Traceback" not in captured


def test_a_setting_that_cannot_be_is_named(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("DOCPROC_WORKERS", "two")
    app = typer.Typer()
    app.command()(lambda: Settings.from_environment() and None)
    assert run_explained(app) == 1
    assert capsys.readouterr().err.startswith("docproc: DOCPROC_WORKERS: Input should be a valid integer")


def test_the_version_is_told_with_that_of_what_is_read(command: Command) -> None:
    told = command("--version")
    assert (told.status, told.err) == (0, "")
    assert told.out.startswith("docproc ") and f"version {STAGE_VERSION}" in told.out


@pytest.mark.parametrize("words", [("serve", "--port", "70000"), ("read",), ("read", "nowhere.pdf"), ("bogus",)])
def test_wrong_usage_gives_2(command: Command, words: tuple[str, ...]) -> None:
    refused = command(*words)
    assert (refused.status, refused.out) == (2, "")
    assert refused.err.startswith("Usage: ") and "Error: " in refused.err


def test_a_command_that_ends_well_gives_0() -> None:
    app = typer.Typer()
    app.command()(lambda: None)
    assert run_explained(app) == 0
