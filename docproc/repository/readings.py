"""Queries about readings: what was seen on a page, kept for ever beside later readings of the same page."""

from __future__ import annotations

from pydantic import TypeAdapter
from sqlalchemy import select
from sqlalchemy.orm import Session

from docproc.identifiers import new_id
from docproc.repository.clock import moment
from docproc.repository.inserting import insert_new
from models.page import PageReading
from models.status import Stage
from models.tables.readings import ReadingRecord

PAGE_READING: TypeAdapter[PageReading] = TypeAdapter(PageReading)


def save_page(session: Session, sha256: str, version: str, reading: PageReading) -> None:
    """Keep one page's reading; the same readers in the same version leave one row, the first."""
    row = {
        "id": new_id(),
        "sha256": sha256,
        "page_number": reading.number,
        "stage": Stage.PAGE,
        "reader": "+".join(reading.readers) or "none",
        "version": version,
        "payload": PAGE_READING.dump_python(reading, mode="json"),
        "created_at": moment(session),
    }
    insert_new(session, ReadingRecord, [row])


def pages(session: Session, sha256: str, version: str) -> list[PageReading]:
    """One reading of each page that was read, by page number: of this version where there is one, else the latest."""
    found = session.scalars(
        select(ReadingRecord)
        .where(ReadingRecord.sha256 == sha256, ReadingRecord.stage == Stage.PAGE)
        .order_by(ReadingRecord.page_number, ReadingRecord.version == version, ReadingRecord.id)
    )
    best = {reading.page_number: reading.payload for reading in found}
    return [PAGE_READING.validate_python(payload) for payload in best.values()]


def find_page(session: Session, sha256: str, number: int, version: str) -> PageReading | None:
    """The reading of one page in this version, the latest one where there is none."""
    payload = session.scalars(
        select(ReadingRecord.payload)
        .where(ReadingRecord.sha256 == sha256, ReadingRecord.stage == Stage.PAGE, ReadingRecord.page_number == number)
        .order_by((ReadingRecord.version == version).desc(), ReadingRecord.id.desc())
        .limit(1)
    ).one_or_none()
    return PAGE_READING.validate_python(payload) if payload is not None else None
