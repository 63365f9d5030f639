"""Gives the queue the pages of a run a few at a time, so that it yields to whoever uploads.

What waits in the queue is never more than `reprocess_pages_ahead`, and nothing is added while uploads fill it: a
clerk's page waits for a few pages at most, and the queue server may be emptied at any moment.
"""

from __future__ import annotations

import os
import socket

import structlog
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from docproc import workflow
from docproc.identifiers import new_id
from docproc.repository import leaders, reprocessings, sources, tasks
from docproc.repository.clock import moment
from docproc.repository.tasks import Due
from docproc.wiring import Service
from models.reprocessing import ItemState, ReprocessingState
from models.status import Stage
from models.tables.reprocessing import ReprocessedSourceRecord, ReprocessingRecord

DUTY = "reprocess"
DUTY_SECONDS = 30.0

log = structlog.get_logger(__name__)


class Feeder:
    """Any number of processes may have one; a leader lease lets one of them work."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._name = f"{socket.gethostname()}-{os.getpid()}-{new_id()}"

    def run_once(self) -> bool:
        """Top the queue up; False where there is nothing to do, another process leads, or the database is away."""
        try:
            with self._service.database.reading() as session:
                if reprocessings.open_run(session) is None:
                    return False
            with self._service.database.writing() as session:
                if not leaders.take(session, DUTY, self._name, DUTY_SECONDS):
                    return False
                due = feed(session, self._service.settings.reprocess_pages_ahead)
        except SQLAlchemyError as error:
            log.warning("feeder_waits", reason=str(error))
            return False
        self._service.bell.ring(due)
        return bool(due)


def feed(session: Session, pages_ahead: int) -> list[Due]:
    """Tasks for the open run, as many as leave `pages_ahead` waiting; a run without any left comes to its end."""
    run = reprocessings.open_run(session)
    room = pages_ahead - tasks.count_due(session)
    if run is None or room <= 0:
        return []
    if run.state is ReprocessingState.READING:
        return _read(session, run, room)
    if run.state is ReprocessingState.PROMOTING:
        return _promote(session, run, room)
    return []


def _read(session: Session, run: ReprocessingRecord, room: int) -> list[Due]:
    due: list[Due] = []
    items = reprocessings.unfinished(session, run.id, room)
    for item in items:
        if room <= 0:
            break
        first, last = item.pages_queued + 1, min(item.pages, item.pages_queued + room)
        due += _read_pages(session, run, item, first, last)
        room -= last - first + 1
    if not items and not reprocessings.in_state(session, run.id, ItemState.READING, 1):
        run.state = ReprocessingState.COMPARED
    return due


def _read_pages(
    session: Session, run: ReprocessingRecord, item: ReprocessedSourceRecord, first: int, last: int
) -> list[Due]:
    sources.lock(session, item.source_id)
    item.state, item.pages_queued = ItemState.READING, last
    due = tasks.add(session, item.source_id, Stage.PAGE, run.version, range(first, last + 1))
    session.flush()
    # Pages that an earlier run read in this version are not read again, and none of them will end now.
    return due or workflow.after_pages_read_again(session, item, run.version)


def _promote(session: Session, run: ReprocessingRecord, room: int) -> list[Due]:
    due: list[Due] = []
    items = reprocessings.in_state(session, run.id, ItemState.COMPARED, room)
    for item in items:
        sources.lock(session, item.source_id).version = run.version
        item.state = ItemState.PROMOTED
        due += tasks.add_again(session, item.source_id, Stage.ASSEMBLE, run.version)
    if not items:
        run.state, run.is_open, run.finished_at = ReprocessingState.PROMOTED, False, moment(session)
    return due
