"""What the queue calls: claim the task, do its step, save the result and what follows from it.

DocumentError     the document's fault: recorded, not tried again
WorldError        the world's fault, a timeout among them: tried again after growing waits, then recorded
anything else     our fault: the same, and raised on, into the failed registry and the log with its traceback
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import structlog
from rq.timeouts import JobTimeoutException
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from docproc import workflow
from docproc.findings.noting import keep_pictures
from docproc.queueing import settling
from docproc.queueing.leases import held
from docproc.repository import documents, readings, sources, tasks
from docproc.repository.clock import moment
from docproc.repository.tasks import Due, Fault, Lease
from docproc.reprocessing.comparing import compare
from docproc.stages import Stages
from docproc.wiring import Service
from models.errors import DocumentError, LeaseLost, NoPages, ReaderTimeout, ServiceError, WorldError
from models.status import Stage

log = structlog.get_logger(__name__)

Saving = Callable[[Session], list[Due]]


@dataclass(frozen=True)
class Worksite:
    """What one process needs to do tasks. Opened on first use, which is after the fork."""

    open_service: Callable[[], Service]
    make_stages: Callable[[Service], Stages]

    @cached_property
    def service(self) -> Service:
        return self.open_service()

    @cached_property
    def stages(self) -> Stages:
        return self.make_stages(self.service)


_worksites: list[Worksite] = []


def prepare(worksite: Worksite) -> None:
    """Called once by a worker before it takes jobs."""
    _worksites[:] = [worksite]


def run_task(task_id: str) -> None:
    """The one function that jobs name."""
    (worksite,) = _worksites
    do_task(worksite.service, worksite.stages, task_id, holder_name())


def holder_name() -> str:
    """The worker's name, which is how its parent process finds the lease of a job process that died."""
    return os.environ.get("RQ_WORKER_ID") or f"process-{os.getpid()}"


def do_task(service: Service, stages: Stages, task_id: str, holder: str) -> None:
    """One task from claim to commit, then the bell for what follows. Quietly nothing where it is not to be had."""
    settings = service.settings
    with service.database.writing() as session:
        lease = tasks.claim(session, task_id, holder, settings.lease_seconds)
    if lease is None:
        return
    try:
        with held(service.database, lease, settings.lease_seconds):
            save = _STEPS[lease.stage](service, stages, lease)
        due = _conclude(service, lambda session: _finished(session, lease, save))
    except LeaseLost:
        log.warning("result_refused", task=task_id)
        return
    except DocumentError as error:
        fault = Fault(error.code, error.detail)
        due = _conclude(service, lambda session: settling.give_up(session, lease, fault))
    except (WorldError, OperationalError, JobTimeoutException) as error:
        fault = _world_fault(error)
        due = _conclude(service, lambda session: settling.try_again(session, lease, fault, settings))
    except Exception as error:
        fault = Fault("error.internal", type(error).__name__)
        due = _conclude(service, lambda session: settling.try_again(session, lease, fault, settings))
        service.bell.ring(due)
        raise
    service.bell.ring(due)


def _conclude(service: Service, ending: Saving) -> list[Due]:
    """The end of a task and what follows from it, in one transaction; nothing follows where the lease was lost."""
    try:
        with service.database.writing() as session:
            return ending(session)
    except LeaseLost as lost:
        log.warning("result_refused", task=lost.detail)
        return []


def _finished(session: Session, lease: Lease, save: Saving) -> list[Due]:
    tasks.finish(session, lease)
    return save(session)


def _world_fault(error: Exception) -> Fault:
    if isinstance(error, ServiceError):
        return Fault(error.code, error.detail)
    if isinstance(error, JobTimeoutException):
        return Fault(ReaderTimeout.code, str(error))
    return Fault(WorldError.code, type(error).__name__)


def _open(service: Service, stages: Stages, lease: Lease) -> Saving:
    name, sha256 = _name_and_sha256(service, lease)
    page_count = stages.open(service.storage.original(sha256), name)
    if page_count < 1:
        raise NoPages(name)
    return lambda session: workflow.after_open(session, lease, page_count)


def _read_page(service: Service, stages: Stages, lease: Lease) -> Saving:
    name, sha256 = _name_and_sha256(service, lease)
    reading = stages.read_page(service.storage.original(sha256), name, lease.page_number)

    def save(session: Session) -> list[Due]:
        readings.save_page(session, sha256, lease.version, reading)
        return workflow.after_page(session, lease)

    return save


def _assemble(service: Service, stages: Stages, lease: Lease) -> Saving:
    _, sha256 = _name_and_sha256(service, lease)
    with service.database.reading() as session:
        pages = readings.pages(session, sha256, lease.version)
    found = stages.assemble(pages)
    texts = {page.number: page.text for page in pages}

    def save(session: Session) -> list[Due]:
        sources.lock(session, lease.source_id)
        ids = documents.save(session, lease.source_id, lease.version, found, texts, moment(session))
        keep_pictures(session, ids, found, pages)
        return workflow.after_assembly(session, lease)

    return save


def _link(service: Service, stages: Stages, lease: Lease) -> Saving:
    def save(session: Session) -> list[Due]:
        others = stages.link(session, lease.source_id)
        return [*workflow.after_linking(session, lease), *others]

    return save


def _compare(service: Service, stages: Stages, lease: Lease) -> Saving:
    difference = compare(service, stages, lease.source_id, lease.version)
    return lambda session: workflow.after_comparison(session, lease, difference)


_STEPS: dict[Stage, Callable[[Service, Stages, Lease], Saving]] = {
    Stage.OPEN: _open,
    Stage.PAGE: _read_page,
    Stage.ASSEMBLE: _assemble,
    Stage.LINK: _link,
    Stage.COMPARE: _compare,
}


def _name_and_sha256(service: Service, lease: Lease) -> tuple[str, str]:
    with service.database.reading() as session:
        source = sources.find(session, lease.source_id)
    if source is None:
        raise LookupError(f"task {lease.task_id} belongs to no file")
    return source.name, source.sha256
