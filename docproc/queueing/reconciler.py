"""Finds what was left lying: leases of the dead, and tasks whose ring was lost with a queue server or never came."""

from __future__ import annotations

import os
import socket

import structlog
from sqlalchemy.exc import SQLAlchemyError

from docproc.identifiers import new_id
from docproc.queueing import settling
from docproc.repository import leaders, tasks
from docproc.repository.tasks import Due
from docproc.wiring import Service
from models.errors import LeaseLost

DUTY = "reconcile"
LEASES_A_ROUND = 500
RINGS_A_BATCH = 1000
LONGEST_ROUND = 50  # batches; the next round takes up the rest

log = structlog.get_logger(__name__)


class Reconciler:
    """Any number of processes may have one; a leader lease lets one of them work."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._name = f"{socket.gethostname()}-{os.getpid()}-{new_id()}"

    def run_once(self) -> bool:
        """One round; False where another process leads, or the database does not answer."""
        settings = self._service.settings
        try:
            with self._service.database.writing() as session:
                if not leaders.take(session, DUTY, self._name, settings.reconcile_seconds * 3):
                    return False
            self._settle_run_out_leases()
            self._ring_for_forgotten()
        except SQLAlchemyError as error:
            log.warning("reconciler_waits", reason=str(error))
            return False
        return True

    def _settle_run_out_leases(self) -> None:
        with self._service.database.reading() as session:
            run_out = tasks.run_out(session, LEASES_A_ROUND)
        for lease, crashes in run_out:
            due: list[Due] = []
            try:
                with self._service.database.writing() as session:
                    due = settling.after_crash(session, lease, crashes, self._service.settings)
            except LeaseLost:
                continue  # its worker came back in time
            self._service.bell.ring(due)

    def _ring_for_forgotten(self) -> None:
        """Rings again for tasks that wait without a job. As many jobs as waiting tasks: none is missing yet."""
        queued = self._service.bell.count_waiting()
        with self._service.database.reading() as session:
            waiting = tasks.count_due(session)
        if queued is None or queued >= waiting:
            return
        for _ in range(LONGEST_ROUND):
            with self._service.database.reading() as session:
                forgotten = tasks.unrung(session, self._service.settings.reconcile_seconds, RINGS_A_BATCH)
            if not forgotten or not self._service.bell.ring_again(forgotten):
                return
            with self._service.database.writing() as session:
                tasks.mark_rung(session, [task.task_id for task in forgotten])
