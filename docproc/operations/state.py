"""What an operator looks at first: does it work, what waits and how long already, is there room."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Mapping
from dataclasses import dataclass

from redis.exceptions import RedisError
from rq import Worker

from docproc.repository import operations, tasks
from docproc.repository.clock import moment
from docproc.wiring import Service
from models.status import Stage, TaskStatus

HOURS_SHOWN = 24


@dataclass(frozen=True, slots=True)
class WorkerState:
    """One worker: `is_busy` while it has a task; `seen_at` is its last sign of life."""

    name: str
    is_busy: bool
    seen_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class ServiceState:
    """How the service stands now. What cannot be asked because its server is away is None.

    `disk_*` are of the data folder's disk, in bytes; an object store's room is not known here.
    """

    at: dt.datetime
    jobs_waiting: int | None
    workers: tuple[WorkerState, ...] | None
    not_done: Mapping[tuple[Stage, TaskStatus], int]
    waiting_since: dt.datetime | None
    done_by_hour: Mapping[dt.datetime, Mapping[Stage, int]]
    database_bytes: int
    disk_free: int
    disk_total: int


def service_state(service: Service) -> ServiceState:
    disk = shutil.disk_usage(service.settings.data)
    with service.database.reading() as session:
        return ServiceState(
            at=moment(session),
            jobs_waiting=service.bell.count_waiting(),
            workers=_workers(service),
            not_done=tasks.count_not_done(session),
            waiting_since=operations.oldest_waiting(session),
            done_by_hour=operations.done_by_hour(session, HOURS_SHOWN),
            database_bytes=operations.database_bytes(session),
            disk_free=disk.free,
            disk_total=disk.total,
        )


def _workers(service: Service) -> tuple[WorkerState, ...] | None:
    try:
        found = Worker.all(connection=service.bell.connection)
    except RedisError:
        return None
    return tuple(
        WorkerState(
            one.name,
            one.get_state() == "busy",
            one.last_heartbeat.replace(tzinfo=dt.UTC) if one.last_heartbeat else None,
        )
        for one in sorted(found, key=lambda worker: worker.name)
    )
