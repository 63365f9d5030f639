"""`docproc submit`: for an office that is registered, and with a sentence for each file that cannot be read."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from docproc.wiring import Service
from models.status import SourceStatus
from models.tables.originals import DeliveryRecord, SourceRecord
from tests.docproc.commands.conftest import Command
from tests.docproc.web.held import picture


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    path = tmp_path / "สแกน.png"
    path.write_bytes(picture())
    return path


def test_files_come_to_the_office_named_and_to_no_office_that_is_not_there(
    service: Service, command: Command, scan: Path
) -> None:
    refused = command("submit", str(scan), "--office", "9999999")
    assert (refused.status, refused.out) == (2, "")
    assert "no office has the code 9999999" in refused.err
    assert command("submit", str(scan), "--office", "5208").status == 0
    with service.database.reading() as session:
        assert session.scalars(select(DeliveryRecord.office)).all() == ["5208"]


def test_whoever_waits_is_told_why_a_file_cannot_be_read(service: Service, command: Command, scan: Path) -> None:
    command("submit", str(scan))
    with service.database.writing() as session:
        source = session.scalars(select(SourceRecord)).one()
        source.status, source.error_code = SourceStatus.FAILED, "error.encrypted_file"
    told = command("submit", str(scan), "--wait")
    assert (told.status, told.err) == (1, "docproc: 1 of 1 files cannot be read\n")
    assert "Cannot be read: The file is locked by a password" in told.out


@pytest.mark.parametrize("wait", [(), ("--wait",)])
def test_an_empty_file_is_refused_with_a_sentence_and_stops_no_other(
    service: Service, command: Command, scan: Path, tmp_path: Path, wait: tuple[str, ...]
) -> None:
    command("submit", str(scan))
    with service.database.writing() as session:
        session.scalars(select(SourceRecord)).one().status = SourceStatus.DONE
    empty = tmp_path / "ว่าง.pdf"
    empty.write_bytes(b"")
    told = command("submit", str(empty), str(scan), *wait)
    assert (told.status, told.err) == (1, "docproc: 1 of 2 files were refused\n")
    first, second = told.out.splitlines()
    assert first == "-\tว่าง.pdf\trefused: The file is empty. Please check it and send it again"
    assert second.split("\t")[1] == "สแกน.png"
    with service.database.reading() as session:
        assert session.scalars(select(SourceRecord.name)).all() == ["สแกน.png"]


def test_a_file_beyond_the_limit_is_refused_with_a_sentence(
    command: Command, scan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    limit = scan.stat().st_size
    monkeypatch.setenv("DOCPROC_MAX_UPLOAD_BYTES", str(limit))
    large = tmp_path / "ใหญ่.pdf"
    large.write_bytes(bytes(limit + 1))
    told = command("submit", str(large), str(scan))
    assert told.status == 1
    assert "ใหญ่.pdf\trefused: The file is larger than" in told.out and "สแกน.png\taccepted" in told.out
