"""The bell: tells workers that a task waits. The task itself is a row in the database; a lost ring is rung again."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from functools import cached_property
from typing import Self

import structlog
from redis import Redis
from redis.exceptions import RedisError
from rq import Queue
from rq.exceptions import DuplicateJobError, NoSuchJobError
from rq.job import Job
from rq.serializers import JSONSerializer

from docproc.config import Settings
from docproc.queueing.connection import connect, queue_on, queue_url
from docproc.repository.tasks import Due
from models.status import Stage

JOB_FUNCTION = "docproc.jobs.run_task"
KEEP_FAILED_SECONDS = 7 * 24 * 3600  # long enough for an operator to read the traceback

log = structlog.get_logger(__name__)


class Bell:
    """Rings never raise: where the queue server is away, the reconciler rings later."""

    def __init__(self, url: str, *, page_timeout_seconds: int, step_timeout_seconds: int) -> None:
        self.url = url
        self._timeouts = dict.fromkeys(Stage, step_timeout_seconds) | {Stage.PAGE: page_timeout_seconds}

    @classmethod
    def of(cls, settings: Settings) -> Self:
        return cls(
            queue_url(settings),
            page_timeout_seconds=settings.page_timeout_seconds,
            step_timeout_seconds=settings.step_timeout_seconds,
        )

    @cached_property
    def connection(self) -> Redis:
        return connect(self.url)

    @cached_property
    def queue(self) -> Queue:
        return queue_on(self.connection)

    def ring(self, tasks: Iterable[Due]) -> bool:
        """Call a worker for each task; False where the queue server did not answer."""
        try:
            for task in tasks:
                with suppress(DuplicateJobError):
                    self._enqueue(task)
        except RedisError as error:
            log.warning("bell_not_rung", reason=str(error))
            return False
        return True

    def ring_again(self, tasks: Iterable[Due]) -> bool:
        """Ring for those tasks that no job in the queue speaks of any more, whatever became of their first job."""
        try:
            queued = set(self.queue.get_job_ids())
            for task in tasks:
                if _job_id(task) not in queued:
                    self._forget(_job_id(task))
                    with suppress(DuplicateJobError):
                        self._enqueue(task)
        except RedisError as error:
            log.warning("bell_not_rung", reason=str(error))
            return False
        return True

    def count_waiting(self) -> int | None:
        """How many jobs stand in the queue; None where the queue server does not answer."""
        try:
            return self.queue.count
        except RedisError:
            return None

    def is_reachable(self) -> bool:
        try:
            return bool(self.connection.ping())
        except RedisError:
            return False

    def close(self) -> None:
        if "connection" in self.__dict__:
            self.connection.close()

    def _enqueue(self, task: Due) -> None:
        self.queue.enqueue_call(
            JOB_FUNCTION,
            args=(task.task_id,),
            timeout=self._timeouts[task.stage],
            result_ttl=0,
            failure_ttl=KEEP_FAILED_SECONDS,
            job_id=_job_id(task),
            # What ends a file goes before what begins the next one: people see whole files sooner.
            at_front=task.stage in (Stage.ASSEMBLE, Stage.LINK),
            unique=True,
        )

    def _forget(self, job_id: str) -> None:
        """A job that neither waits nor will ever run keeps its id taken."""
        with suppress(NoSuchJobError):
            Job.fetch(job_id, connection=self.connection, serializer=JSONSerializer).delete()


def _job_id(task: Due) -> str:
    return f"{task.task_id}-{task.claim}"
