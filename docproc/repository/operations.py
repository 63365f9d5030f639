"""Queries for whoever runs the service: what waits, what failed, how much was read when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import and_, func, or_, select, text
from sqlalchemy.orm import Session

from docproc.repository.clock import moment
from models.status import Stage, TaskStatus
from models.tables.originals import SourceRecord
from models.tables.work import TaskRecord

HOUR = dt.timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class FailedTask:
    """A step that was given up. `page` is 0 for steps of a whole file; `code` is of the message catalogue."""

    task_id: str
    source_id: str
    file_name: str
    stage: Stage
    page: int
    code: str
    detail: str
    attempts: int
    failed_at: dt.datetime | None


def oldest_waiting(session: Session) -> dt.datetime | None:
    """Since when the longest waiting task that is due has waited."""
    return session.scalars(
        select(TaskRecord.due_at)
        .where(TaskRecord.status == TaskStatus.WAITING, TaskRecord.due_at <= moment(session))
        .order_by(TaskRecord.due_at)
        .limit(1)
    ).one_or_none()


def failed_tasks(session: Session, before: tuple[dt.datetime, str] | None, limit: int) -> list[FailedTask]:
    """Steps of standing versions that were given up, the latest first, after the (moment, id) `before`."""
    failed = and_(TaskRecord.status == TaskStatus.FAILED, TaskRecord.version == SourceRecord.version)
    query = (
        select(TaskRecord, SourceRecord.name)
        .join(SourceRecord, SourceRecord.id == TaskRecord.source_id)
        .where(failed)
        .order_by(TaskRecord.finished_at.desc(), TaskRecord.id.desc())
        .limit(limit)
    )
    if before is not None:
        at, task_id = before
        earlier = TaskRecord.finished_at < at
        query = query.where(or_(earlier, and_(TaskRecord.finished_at == at, TaskRecord.id < task_id)))
    return [
        FailedTask(
            task.id,
            task.source_id,
            name,
            task.stage,
            task.page_number,
            task.error_code or "",
            task.error_detail or "",
            task.attempt,
            task.finished_at,
        )
        for task, name in session.execute(query)
    ]


def pages_read(session: Session, hours: int) -> list[tuple[dt.datetime, int]]:
    """Pages read in each of the last hours, the oldest first; the last one is not over yet."""
    now = moment(session).replace(minute=0, second=0, microsecond=0)
    counts: list[tuple[dt.datetime, int]] = []
    for back in range(hours - 1, -1, -1):
        start = now - back * HOUR
        read = session.scalars(
            select(func.count())
            .select_from(TaskRecord)
            .where(
                TaskRecord.status == TaskStatus.DONE,
                TaskRecord.stage == Stage.PAGE,
                TaskRecord.finished_at >= start,
                TaskRecord.finished_at < start + HOUR,
            )
        ).one()
        counts.append((start, read))
    return counts


def database_bytes(session: Session) -> int:
    """How large the database is."""
    if session.get_bind().dialect.name == "sqlite":
        pages, size = session.scalar(text("PRAGMA page_count")), session.scalar(text("PRAGMA page_size"))
        return int(pages or 0) * int(size or 0)
    return int(session.scalar(text("SELECT pg_database_size(current_database())")) or 0)


def failed_sources(session: Session, task_ids: Sequence[str]) -> list[str]:
    """The files to which these given-up steps belong."""
    found = session.scalars(
        select(TaskRecord.source_id)
        .where(TaskRecord.id.in_(task_ids), TaskRecord.status == TaskStatus.FAILED)
        .distinct()
        .order_by(TaskRecord.source_id)
    )
    return list(found)
