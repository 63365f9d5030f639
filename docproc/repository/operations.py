"""Queries for whoever runs the service: what waits, what failed, how much was read when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, func, or_, select, text
from sqlalchemy.orm import Session

from docproc.repository.clock import moment
from models.status import Stage, TaskStatus
from models.tables.originals import SecretFileRecord, SourceRecord
from models.tables.work import TaskRecord

HOUR = dt.timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class FailedTask:
    """A step that was given up. `page` is 0 for steps of a whole file; `code` is of the message catalogue.

    `file_name` is None of a file with a secrecy class: who keeps the service running need not read it.
    """

    task_id: str
    source_id: str
    file_name: str | None
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
        select(TaskRecord, SourceRecord.name, SecretFileRecord.source_id)
        .join(SourceRecord, SourceRecord.id == TaskRecord.source_id)
        .join(SecretFileRecord, SecretFileRecord.source_id == TaskRecord.source_id, isouter=True)
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
            None if secret else name,
            task.stage,
            task.page_number,
            task.error_code or "",
            task.error_detail or "",
            task.attempt,
            task.finished_at,
        )
        for task, name, secret in session.execute(query)
    ]


def done_by_hour(session: Session, hours: int) -> dict[dt.datetime, dict[Stage, int]]:
    """Steps done in each of the last hours, the oldest first; the last one is not over yet."""
    now = moment(session).replace(minute=0, second=0, microsecond=0)
    counts: dict[dt.datetime, dict[Stage, int]] = {now - back * HOUR: {} for back in range(hours - 1, -1, -1)}
    hour = _hour_of(session)
    query = (
        select(hour, TaskRecord.stage, func.count())
        .where(TaskRecord.status == TaskStatus.DONE, TaskRecord.finished_at >= next(iter(counts)))
        .group_by(hour, TaskRecord.stage)
    )
    for begun, stage, number in session.execute(query):
        start = dt.datetime.fromisoformat(f"{begun}:00:00+00:00")
        counts.setdefault(start, {})[stage] = number
    return counts


def _hour_of(session: Session) -> ColumnElement[str]:
    """When a step was done, in UTC: `2026-11-01T09`."""
    at = TaskRecord.finished_at
    if session.get_bind().dialect.name == "sqlite":
        return func.strftime("%Y-%m-%dT%H", at)
    return func.to_char(func.timezone("UTC", at), 'YYYY-MM-DD"T"HH24')


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
