"""Settings from the environment, and handed on to child processes."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from docproc.config import Settings


def test_nothing_set_means_everything_in_the_data_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DOCPROC_DATA", raising=False)
    settings = Settings.from_environment()
    assert settings.data == tmp_path / "data"
    assert settings.database == f"sqlite:///{tmp_path}/data/docproc.sqlite3"
    assert settings.blobs == f"{tmp_path}/data/files"
    assert settings.has_embedded_queue


def test_environment_is_read_and_empty_means_unset(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DOCPROC_DATA", str(tmp_path))
    monkeypatch.setenv("DOCPROC_DATABASE_URL", "postgresql+psycopg://db/docproc")
    monkeypatch.setenv("DOCPROC_REDIS_URL", "")
    monkeypatch.setenv("DOCPROC_WORKERS", "3")
    settings = Settings.from_environment()
    assert (settings.database, settings.workers) == ("postgresql+psycopg://db/docproc", 3)
    assert settings.has_embedded_queue


def test_child_process_gets_the_same_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    settings = Settings(data=tmp_path, redis_url="redis://queue", lease_seconds=2.5, workers=7)
    for name, value in settings.as_environment().items():
        monkeypatch.setenv(name, value)
    assert Settings.from_environment() == settings


def test_settings_do_not_change(tmp_path: Path) -> None:
    with pytest.raises(ValidationError):
        Settings(data=tmp_path).workers = 2


def test_senseless_number_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOCPROC_WORKERS", "0")
    with pytest.raises(ValidationError, match="workers"):
        Settings.from_environment()
