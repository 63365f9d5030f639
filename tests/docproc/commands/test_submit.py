"""`docproc submit`: for an office that is registered, and with a sentence for each file that cannot be read."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from docproc.commands.submit import submit_files
from docproc.config import Settings
from docproc.users.accounts import UnknownOfficeError
from docproc.wiring import service_for
from models.status import SourceStatus
from models.tables.originals import DeliveryRecord, SourceRecord
from tests.docproc.web.held import picture


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sqlite_database_url: str) -> Settings:
    monkeypatch.setenv("DOCPROC_DATA", str(tmp_path))
    monkeypatch.setenv("DOCPROC_DATABASE_URL", sqlite_database_url)
    monkeypatch.setenv("DOCPROC_REDIS_URL", f"unix://{tmp_path}/nobody.sock")
    return Settings.from_environment()


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    path = tmp_path / "สแกน.png"
    path.write_bytes(picture())
    return path


def test_files_come_to_the_office_named_and_to_no_office_that_is_not_there(settings: Settings, scan: Path) -> None:
    with pytest.raises(UnknownOfficeError):
        submit_files([scan], "9999999", wait=False)
    assert submit_files([scan], "5208", wait=False)
    with service_for(settings) as service, service.database.reading() as session:
        assert session.scalars(select(DeliveryRecord.office)).all() == ["5208"]


def test_whoever_waits_is_told_why_a_file_cannot_be_read(
    settings: Settings, scan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    submit_files([scan], None, wait=False)
    with service_for(settings) as service, service.database.writing() as session:
        source = session.scalars(select(SourceRecord)).one()
        source.status, source.error_code = SourceStatus.FAILED, "error.encrypted_file"
    assert not submit_files([scan], None, wait=True)
    assert "Cannot be read: The file is locked by a password" in capsys.readouterr().out
