"""Holding on to a task while it is worked on."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import structlog
from sqlalchemy.exc import SQLAlchemyError

from docproc.db import Database
from docproc.repository import tasks
from docproc.repository.tasks import Lease

log = structlog.get_logger(__name__)


@contextmanager
def held(database: Database, lease: Lease, lease_seconds: float) -> Iterator[None]:
    """Renews the lease three times in its length while the block runs.

    Losing it does not stop the block: its result is refused by the fencing token when it is handed in.
    """
    stopping = threading.Event()
    renewing = threading.Thread(
        target=_renew, args=(database, lease, lease_seconds, stopping), name="lease", daemon=True
    )
    renewing.start()
    try:
        yield
    finally:
        stopping.set()
        renewing.join()


def _renew(database: Database, lease: Lease, lease_seconds: float, stopping: threading.Event) -> None:
    while not stopping.wait(lease_seconds / 3):
        try:
            with database.writing() as session:
                is_ours = tasks.renew(session, lease, lease_seconds)
        except SQLAlchemyError as error:
            log.warning("lease_not_renewed", task=lease.task_id, reason=str(error))
            continue
        if not is_ours:
            log.warning("lease_lost", task=lease.task_id)
            return
