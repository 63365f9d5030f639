"""The worker: RQ's, made to notice death within seconds and to leave nothing running behind."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Any

import structlog
from redis.exceptions import RedisError
from rq import Queue, Worker
from rq.executions import Execution
from rq.job import Job
from sqlalchemy.exc import SQLAlchemyError

from docproc.config import Settings
from docproc.db import Database
from docproc.queueing import settling
from docproc.queueing.bell import Bell
from docproc.queueing.connection import connect, queue_on, queue_url
from docproc.repository import tasks
from docproc.repository.tasks import Due
from models.errors import LeaseLost

log = structlog.get_logger(__name__)


class PageWorker(Worker):
    """Takes jobs from the one queue, each in a process of its own.

    Differs from RQ's worker in four ways: whatever a job process started ends with it; the lease of a job process
    that died is settled at once; a queue server that is away does not stop a page that is being read; and a worker
    that is made to stop hands its task back.
    """

    max_connection_wait_time = 5.0  # a restarted queue server is found again within seconds

    def __init__(self, settings: Settings, name: str) -> None:
        connection = connect(queue_url(settings))
        super().__init__(
            [queue_on(connection)],
            name=name,
            connection=connection,
            worker_ttl=settings.worker_ttl_seconds,
            maintenance_interval=settings.maintenance_seconds,
            job_monitoring_interval=settings.monitoring_seconds,
            serializer="json",
            log_job_description=False,
        )
        self._settings = settings
        self._horse_died = False

    def wait_for_horse(self) -> tuple[int | None, int | None, Any]:
        """Ends the job process's group before the job process is forgotten: Tesseract must not outlive its page."""
        with suppress(ChildProcessError):
            os.waitid(os.P_PID, self.horse_pid, os.WEXITED | os.WNOWAIT)
            with suppress(ProcessLookupError):
                os.killpg(self.horse_pid, signal.SIGKILL)
        pid, status, usage = super().wait_for_horse()
        self._horse_died = status != os.EX_OK
        return pid, status, usage

    def monitor_work_horse(self, job: Job, queue: Queue, execution: Execution) -> None:
        try:
            super().monitor_work_horse(job, queue, execution)
        finally:
            if self._horse_died:
                self._horse_died = False
                self._settle_dead_process()

    def maintain_heartbeats(self, job: Job, execution: Execution) -> None:
        try:
            super().maintain_heartbeats(job, execution)
        except RedisError as error:
            log.warning("queue_server_away", reason=str(error))

    def request_force_stop(self, signum: int, frame: FrameType | None) -> None:
        try:
            super().request_force_stop(signum, frame)
        except SystemExit:
            with self._database() as database, database.writing() as session:
                tasks.release(session, self.name)
            raise

    def _settle_dead_process(self) -> None:
        """Its lease would run out by itself; settled now, the next attempt need not wait for that."""
        due: list[Due] = []
        with self._database() as database:
            with database.reading() as session:
                leases = tasks.held_by(session, self.name)
            for lease, crashes in leases:
                with suppress(LeaseLost), database.writing() as session:
                    due += settling.after_crash(session, lease, crashes, self._settings)
        bell = Bell.of(self._settings)
        bell.ring(due)
        bell.close()

    @contextmanager
    def _database(self) -> Iterator[Database]:
        """Open for this moment only: the next job process must not inherit an open connection."""
        database = Database(self._settings.database)
        try:
            yield database
        except SQLAlchemyError as error:
            log.warning("lease_not_settled", worker=self.name, reason=str(error))
        finally:
            database.close()
