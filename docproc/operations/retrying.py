"""What an operator does about steps that were given up: have them tried again."""

from __future__ import annotations

import datetime as dt

from docproc import workflow
from docproc.repository import operations
from docproc.repository.operations import FailedTask
from docproc.repository.tasks import Due
from docproc.wiring import Service


def failed_tasks(service: Service, before: tuple[dt.datetime, str] | None = None, limit: int = 50) -> list[FailedTask]:
    """Steps that were given up, the latest first, after the (moment, id) `before`."""
    with service.database.reading() as session:
        return operations.failed_tasks(session, before, limit)


def retry(service: Service, source_id: str) -> int:
    """Try again what failed of one file; how many steps that are."""
    with service.database.writing() as session:
        due = workflow.retry(session, source_id)
    service.bell.ring(due)
    return len(due)


def retry_tasks(service: Service, task_ids: list[str]) -> int:
    """Try again all that failed of the files to which these steps belong."""
    due: list[Due] = []
    with service.database.reading() as session:
        source_ids = operations.failed_sources(session, task_ids)
    for source_id in source_ids:
        with service.database.writing() as session:
            due += workflow.retry(session, source_id)
    service.bell.ring(due)
    return len(due)
