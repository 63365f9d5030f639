"""Queries about the work: claiming a task, holding on to it, ending it, and finding what was left lying.

A claim is one conditional UPDATE, so of any number of workers one gets the task. Each claim raises the task's
fencing token, and whoever ends a task must name the token of its claim: a worker that slept through its lease
finds another token there, and nothing of what it did is kept.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select, true, update
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session

from docproc.identifiers import new_id
from docproc.repository.clock import moment
from docproc.repository.inserting import insert_new
from models.errors import LeaseLost
from models.status import Stage, TaskStatus
from models.tables.work import TaskRecord

OPEN = (TaskStatus.WAITING, TaskStatus.LEASED)


@dataclass(frozen=True, slots=True)
class Due:
    """A task that somebody should look at now. `claim` is the number that the next claim of it will have."""

    task_id: str
    claim: int
    stage: Stage


@dataclass(frozen=True, slots=True)
class Lease:
    """The right to work on a task until it runs out, and what the work is about."""

    task_id: str
    fencing_token: int
    attempt: int
    source_id: str
    stage: Stage
    page_number: int
    version: str


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a task did not succeed: a code of the message catalogue and its detail."""

    code: str
    detail: str = ""


def add(session: Session, source_id: str, stage: Stage, version: str, page_numbers: Iterable[int] = (0,)) -> list[Due]:
    """Make the tasks that are not there yet, and tell which are new. Pages count from 1, other stages have 0."""
    now = moment(session)
    rows = [
        {
            "id": new_id(),
            "source_id": source_id,
            "stage": stage,
            "page_number": number,
            "version": version,
            "status": TaskStatus.WAITING,
            "attempt": 0,
            "crashes": 0,
            "fencing_token": 0,
            "due_at": now,
            "rung_at": now,  # whoever adds a task rings for it after the commit
            "created_at": now,
        }
        for number in page_numbers
    ]
    return [Due(task_id, 1, stage) for task_id in insert_new(session, TaskRecord, rows)]


def claim(session: Session, task_id: str, holder: str, lease_seconds: float) -> Lease | None:
    """The task for this holder, or None where it is done, not due yet, or in the hands of another."""
    now = moment(session)
    claimed = session.execute(
        update(TaskRecord)
        .where(TaskRecord.id == task_id, TaskRecord.status == TaskStatus.WAITING, TaskRecord.due_at <= now)
        .values(
            status=TaskStatus.LEASED,
            attempt=TaskRecord.attempt + 1,
            fencing_token=TaskRecord.fencing_token + 1,
            holder=holder,
            lease_expires_at=now + dt.timedelta(seconds=lease_seconds),
        )
        .returning(
            TaskRecord.id,
            TaskRecord.fencing_token,
            TaskRecord.attempt,
            TaskRecord.source_id,
            TaskRecord.stage,
            TaskRecord.page_number,
            TaskRecord.version,
        )
        .execution_options(synchronize_session=False)
    ).one_or_none()
    return Lease(*claimed) if claimed is not None else None


def renew(session: Session, lease: Lease, lease_seconds: float) -> bool:
    """Hold on for longer; False where the task is no longer this lease's."""
    until = moment(session) + dt.timedelta(seconds=lease_seconds)
    return _changed(session, lease, lease_expires_at=until)


def finish(session: Session, lease: Lease) -> None:
    """The task is done. Raises LeaseLost where it is no longer this lease's: roll back what was done for it."""
    _end(session, lease, status=TaskStatus.DONE, error_code=None, error_detail=None, finished_at=moment(session))


def fail(session: Session, lease: Lease, fault: Fault) -> None:
    """The task ends without a result. Raises LeaseLost."""
    _end(
        session,
        lease,
        status=TaskStatus.FAILED,
        error_code=fault.code,
        error_detail=fault.detail,
        finished_at=moment(session),
    )


def put_back(session: Session, lease: Lease, fault: Fault, wait_seconds: float, *, crashed: bool = False) -> None:
    """The task waits for its next attempt. Raises LeaseLost."""
    _end(
        session,
        lease,
        status=TaskStatus.WAITING,
        error_code=fault.code,
        error_detail=fault.detail,
        due_at=moment(session) + dt.timedelta(seconds=wait_seconds),
        rung_at=None,
        crashes=TaskRecord.crashes + 1 if crashed else TaskRecord.crashes,
    )


def _end(session: Session, lease: Lease, **values: Any) -> None:
    if not _changed(session, lease, lease_expires_at=None, holder=None, **values):
        raise LeaseLost(lease.task_id)


def _changed(session: Session, lease: Lease, **values: Any) -> bool:
    return (
        _rows_changed(
            session,
            and_(
                TaskRecord.id == lease.task_id,
                TaskRecord.status == TaskStatus.LEASED,
                TaskRecord.fencing_token == lease.fencing_token,
            ),
            **values,
        )
        == 1
    )


def _rows_changed(session: Session, where: ColumnElement[bool], **values: Any) -> int:
    result = session.execute(
        update(TaskRecord).where(where).values(**values).execution_options(synchronize_session=False)
    )
    assert isinstance(result, CursorResult)
    return result.rowcount


def release(session: Session, holder: str) -> None:
    """This holder stopped on purpose: its task waits again at once, and the attempt does not count."""
    now = moment(session)
    _rows_changed(
        session,
        and_(TaskRecord.status == TaskStatus.LEASED, TaskRecord.holder == holder),
        status=TaskStatus.WAITING,
        attempt=TaskRecord.attempt - 1,
        holder=None,
        lease_expires_at=None,
        due_at=now,
        rung_at=None,
    )


def held_by(session: Session, holder: str) -> list[tuple[Lease, int]]:
    """The leases of a holder who is known to be dead, each with the number of crashes counted before this one."""
    found = session.scalars(
        select(TaskRecord).where(TaskRecord.status == TaskStatus.LEASED, TaskRecord.holder == holder)
    )
    return [(_lease(task), task.crashes) for task in found]


def run_out(session: Session, limit: int) -> list[tuple[Lease, int]]:
    """Leases nobody renewed, the oldest first, each with the number of crashes counted before this one."""
    found = session.scalars(
        select(TaskRecord)
        .where(TaskRecord.status == TaskStatus.LEASED, TaskRecord.lease_expires_at <= moment(session))
        .order_by(TaskRecord.lease_expires_at)
        .limit(limit)
    )
    return [(_lease(task), task.crashes) for task in found]


def _lease(task: TaskRecord) -> Lease:
    return Lease(task.id, task.fencing_token, task.attempt, task.source_id, task.stage, task.page_number, task.version)


def unrung(session: Session, ring_again_seconds: float, limit: int) -> list[Due]:
    """Waiting tasks that are due and for which nobody rang lately, the longest waiting first."""
    now = moment(session)
    found = session.execute(
        select(TaskRecord.id, TaskRecord.fencing_token, TaskRecord.stage)
        .where(
            TaskRecord.status == TaskStatus.WAITING,
            TaskRecord.due_at <= now,
            or_(
                TaskRecord.rung_at.is_(None),
                TaskRecord.rung_at <= now - dt.timedelta(seconds=ring_again_seconds),
            ),
        )
        .order_by(TaskRecord.due_at)
        .limit(limit)
    )
    return [Due(task_id, token + 1, stage) for task_id, token, stage in found]


def mark_rung(session: Session, task_ids: Sequence[str]) -> None:
    _rows_changed(session, TaskRecord.id.in_(task_ids), rung_at=moment(session))


def reopen(session: Session, source_id: str, stage: Stage, version: str) -> list[Due]:
    """Have a finished step of a file done once more, from its first attempt; a running one is left alone."""
    return _again(session, source_id, version, TaskRecord.stage == stage, (TaskStatus.DONE, TaskStatus.FAILED))


def reopen_failed(session: Session, source_id: str, version: str) -> list[Due]:
    """Have all steps of a file that were given up done once more."""
    return _again(session, source_id, version, true(), (TaskStatus.FAILED,))


def _again(
    session: Session, source_id: str, version: str, which: ColumnElement[bool], ended: Sequence[TaskStatus]
) -> list[Due]:
    now = moment(session)
    again = session.execute(
        update(TaskRecord)
        .where(
            TaskRecord.source_id == source_id,
            TaskRecord.version == version,
            TaskRecord.status.in_(ended),
            which,
        )
        .values(
            status=TaskStatus.WAITING,
            attempt=0,
            crashes=0,
            error_code=None,
            error_detail=None,
            finished_at=None,
            due_at=now,
            rung_at=now,
        )
        .returning(TaskRecord.id, TaskRecord.fencing_token, TaskRecord.stage)
        .execution_options(synchronize_session=False)
    )
    return [Due(task_id, token + 1, stage) for task_id, token, stage in again]


def add_again(session: Session, source_id: str, stage: Stage, version: str) -> list[Due]:
    """Have a step of a file done, whether or not it was done before."""
    return reopen(session, source_id, stage, version) or add(session, source_id, stage, version)


def count_open_pages(session: Session, source_id: str, version: str) -> int:
    """How many pages of the file are still waiting or being read."""
    return session.scalars(
        select(func.count())
        .select_from(TaskRecord)
        .where(
            TaskRecord.source_id == source_id,
            TaskRecord.stage == Stage.PAGE,
            TaskRecord.version == version,
            TaskRecord.status.in_(OPEN),
        )
    ).one()


def count_not_done(session: Session) -> dict[tuple[Stage, TaskStatus], int]:
    """How many wait, are worked on, or were given up. Of those done there are more each day, and nobody counts them."""
    counted = session.execute(
        select(TaskRecord.stage, TaskRecord.status, func.count())
        .where(TaskRecord.status.in_((*OPEN, TaskStatus.FAILED)))
        .group_by(TaskRecord.stage, TaskRecord.status)
    )
    return {(stage, status): number for stage, status, number in counted}


def count_due(session: Session) -> int:
    """How many tasks wait for a worker now."""
    return session.scalars(
        select(func.count())
        .select_from(TaskRecord)
        .where(TaskRecord.status == TaskStatus.WAITING, TaskRecord.due_at <= moment(session))
    ).one()
