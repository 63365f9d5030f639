"""What becomes of a task that did not succeed: another attempt after a wait, or its end with a recorded reason."""

from __future__ import annotations

import structlog
from sqlalchemy.orm import Session

from docproc import workflow
from docproc.config import Settings
from docproc.repository import tasks
from docproc.repository.tasks import Due, Fault, Lease

WAIT_GROWTH = 6  # 10 s, 1 min, 6 min: a restart is outlived at once, a disk filled overnight is not hammered
CRASHED = Fault("error.crashed", "")

log = structlog.get_logger(__name__)


def give_up(session: Session, lease: Lease, fault: Fault) -> list[Due]:
    """No later attempt can go better. Raises LeaseLost."""
    tasks.fail(session, lease, fault)
    log.warning("task_failed", **_about(lease, fault))
    return workflow.after_failure(session, lease, fault)


def try_again(session: Session, lease: Lease, fault: Fault, settings: Settings) -> list[Due]:
    """The next attempt waits longer than this one did; after the last one the task fails. Raises LeaseLost."""
    if lease.attempt >= settings.max_attempts:
        return give_up(session, lease, fault)
    wait_seconds = settings.retry_wait_seconds * WAIT_GROWTH ** (lease.attempt - 1)
    tasks.put_back(session, lease, fault, wait_seconds)
    log.warning("task_put_back", wait_seconds=wait_seconds, **_about(lease, fault))
    return []


def after_crash(session: Session, lease: Lease, crashes_before: int, settings: Settings) -> list[Due]:
    """The process died over the task. The first time is taken as bad luck, later ones wait. Raises LeaseLost."""
    if crashes_before + 1 >= settings.max_crashes or lease.attempt >= settings.max_attempts:
        return give_up(session, lease, CRASHED)
    tasks.put_back(session, lease, CRASHED, settings.retry_wait_seconds * crashes_before, crashed=True)
    log.warning("task_crashed", crashes=crashes_before + 1, **_about(lease, CRASHED))
    return []


def _about(lease: Lease, fault: Fault) -> dict[str, object]:
    return {
        "task": lease.task_id,
        "source": lease.source_id,
        "stage": lease.stage.value,
        "page": lease.page_number,
        "attempt": lease.attempt,
        "code": fault.code,
        "detail": fault.detail,
    }
