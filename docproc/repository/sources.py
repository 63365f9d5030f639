"""Queries about accepted files: who sent them, where they stand, and lists of them paged by key."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import and_, func, literal, select
from sqlalchemy.orm import Session

from docproc.identifiers import new_id
from docproc.repository import kept_areas, search_entries
from docproc.repository.inserting import insert_new
from docproc.repository.visibility import delivery_is_seen, file_is_seen
from models.rights import Areas
from models.status import SourceStatus, Stage, TaskStatus
from models.tables.originals import DeliveryRecord, SourceRecord
from models.tables.work import TaskRecord

ENDED = (SourceStatus.DONE, SourceStatus.NEEDS_REVIEW, SourceStatus.FAILED)


@dataclass(frozen=True, slots=True)
class NewSource:
    """What is known of a file when its bytes are safe."""

    sha256: str
    name: str
    size_bytes: int
    media_type: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a file has come. `pages_total` is None until it was opened; `seconds` None until it has ended."""

    source_id: str
    status: SourceStatus
    pages_total: int | None
    pages_read: int
    pages_failed: int
    error_code: str | None
    error_detail: str | None
    seconds: float | None

    @property
    def has_ended(self) -> bool:
        return self.status in ENDED


@dataclass(frozen=True, slots=True)
class FailedPage:
    """A page that could not be read; `code` is of the message catalogue."""

    number: int
    code: str
    detail: str


def add(session: Session, source: NewSource, at: dt.datetime) -> tuple[str, bool]:
    """The id of the file with these bytes, and whether it is new."""
    row = {
        "id": new_id(),
        "sha256": source.sha256,
        "name": source.name,
        "size_bytes": source.size_bytes,
        "media_type": source.media_type,
        "status": SourceStatus.RECEIVED,
        "received_at": at,
    }
    if new := insert_new(session, SourceRecord, [row]):
        return new[0], True
    known = session.scalars(select(SourceRecord.id).where(SourceRecord.sha256 == source.sha256)).one()
    return known, False


def add_delivery(session: Session, source_id: str, name: str, office: str | None, at: dt.datetime) -> None:
    delivery = DeliveryRecord(id=new_id(), source_id=source_id, name=name, office=office, at=at)
    session.add(delivery)
    search_entries.add_name(session, delivery)
    kept_areas.rewrite(session, source_id)


def find(session: Session, source_id: str) -> SourceRecord | None:
    return session.get(SourceRecord, source_id)


def lock(session: Session, source_id: str) -> SourceRecord:
    """The file's row, held until the transaction ends: whoever else finishes a step of this file waits."""
    return session.scalars(
        select(SourceRecord)
        .where(SourceRecord.id == source_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()


def deliveries(session: Session, source_id: str) -> list[DeliveryRecord]:
    """Every time the file was sent, the first time first."""
    return list(
        session.scalars(select(DeliveryRecord).where(DeliveryRecord.source_id == source_id).order_by(DeliveryRecord.id))
    )


def first_deliveries(session: Session, source_ids: Sequence[str], areas: Areas) -> dict[str, DeliveryRecord]:
    """The first time that an office of these areas sent each file; files that none of them sent are left out."""
    query = (
        select(DeliveryRecord)
        .where(DeliveryRecord.source_id.in_(source_ids), delivery_is_seen(areas))
        .order_by(DeliveryRecord.id)
    )
    found: dict[str, DeliveryRecord] = {}
    for row in session.scalars(query):
        found.setdefault(row.source_id, row)
    return found


def page_after(session: Session, areas: Areas, after_key: str | None, limit: int) -> list[SourceRecord]:
    """Files that may be seen from these areas, the newest first, that come after the id `after_key`."""
    statement = select(SourceRecord).order_by(SourceRecord.id.desc()).limit(limit)
    statement = statement.where(file_is_seen(SourceRecord.id, areas))
    if after_key is not None:
        statement = statement.where(SourceRecord.id < after_key)
    return list(session.scalars(statement))


def progress(session: Session, source_ids: Iterable[str]) -> dict[str, Progress]:
    """How far each of these files has come; ids that are not known are left out."""
    wanted = list(source_ids)
    counted = session.execute(
        select(TaskRecord.source_id, TaskRecord.status, func.count())
        .join(SourceRecord, and_(SourceRecord.id == TaskRecord.source_id, SourceRecord.version == TaskRecord.version))
        .where(TaskRecord.source_id.in_(wanted), TaskRecord.stage == Stage.PAGE)
        .group_by(TaskRecord.source_id, TaskRecord.status)
    )
    pages: dict[tuple[str, TaskStatus], int] = {(source, status): number for source, status, number in counted}
    sources = session.scalars(select(SourceRecord).where(SourceRecord.id.in_(wanted)))
    return {
        source.id: Progress(
            source_id=source.id,
            status=source.status,
            pages_total=source.page_count,
            pages_read=pages.get((source.id, TaskStatus.DONE), 0),
            pages_failed=pages.get((source.id, TaskStatus.FAILED), 0),
            error_code=source.error_code,
            error_detail=source.error_detail,
            seconds=(source.finished_at - source.received_at).total_seconds() if source.finished_at else None,
        )
        for source in sources
    }


def failed_pages(session: Session, source_id: str, version: str | None = None) -> list[FailedPage]:
    """The pages that could not be read, by number; in the version of the file's documents, or in this one."""
    asked = SourceRecord.version if version is None else literal(version)
    found = session.scalars(
        select(TaskRecord)
        .join(SourceRecord, and_(SourceRecord.id == TaskRecord.source_id, TaskRecord.version == asked))
        .where(
            TaskRecord.source_id == source_id,
            TaskRecord.stage == Stage.PAGE,
            TaskRecord.status == TaskStatus.FAILED,
        )
        .order_by(TaskRecord.page_number)
    )
    return [FailedPage(task.page_number, task.error_code or "", task.error_detail or "") for task in found]


def count_by_status(session: Session) -> dict[SourceStatus, int]:
    counted = session.execute(select(SourceRecord.status, func.count()).group_by(SourceRecord.status))
    return dict(counted.all())
