"""What was left lying is taken up again: leases of the dead, rings that were lost."""

from __future__ import annotations

import dataclasses
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from docproc import documents
from docproc.config import Settings
from docproc.queueing.reconciler import Reconciler
from docproc.repository import tasks
from docproc.repository.tasks import Lease
from docproc.wiring import Service, open_service
from models.status import SourceStatus, TaskStatus
from models.tables.work import TaskRecord
from tests import servers
from tests.docproc.queueing.scripted_stages import VERSION, scripted_file


@pytest.fixture
def queued_service(database_url: str, tmp_path: Path) -> Iterator[Service]:
    with servers.valkey_server() as url:
        settings = Settings(
            data=tmp_path, database_url=database_url, redis_url=url, reconcile_seconds=0.001, retry_wait_seconds=0
        )
        opened = open_service(settings, VERSION)
        yield opened
        opened.close()


def submit(service: Service, salt: str = "") -> str:
    return documents.accept(service, io.BytesIO(scripted_file(1, salt=salt)), "file.pdf").source_id


def task_rows(service: Service) -> list[TaskRecord]:
    with service.database.reading() as session:
        return list(session.scalars(select(TaskRecord).order_by(TaskRecord.id)))


def claim(service: Service, lease_seconds: float) -> Lease:
    with service.database.writing() as session:
        lease = tasks.claim(session, task_rows(service)[0].id, "worker", lease_seconds)
    assert lease is not None
    return lease


def test_rings_lost_with_the_queue_are_rung_again_once(queued_service: Service) -> None:
    for number in range(3):
        submit(queued_service, str(number))
    queued_service.bell.connection.flushall()
    reconciler = Reconciler(queued_service)
    assert reconciler.run_once()
    assert reconciler.run_once()
    assert sorted(queued_service.bell.queue.get_job_ids()) == [f"{task.id}-1" for task in task_rows(queued_service)]


def test_run_out_lease_waits_for_another_worker(queued_service: Service) -> None:
    submit(queued_service)
    queued_service.bell.connection.flushall()
    lease = claim(queued_service, lease_seconds=-1)
    Reconciler(queued_service).run_once()
    (task,) = task_rows(queued_service)
    assert (task.status, task.crashes, task.error_code) == (TaskStatus.WAITING, 1, "error.crashed")
    assert queued_service.bell.queue.get_job_ids() == [f"{task.id}-{lease.fencing_token + 1}"]


def test_running_lease_is_left_alone(queued_service: Service) -> None:
    submit(queued_service)
    queued_service.bell.connection.flushall()
    claim(queued_service, lease_seconds=60)
    Reconciler(queued_service).run_once()
    assert task_rows(queued_service)[0].status is TaskStatus.LEASED
    assert queued_service.bell.count_waiting() == 0


def test_task_that_kills_its_process_again_and_again_fails(queued_service: Service) -> None:
    source_id = submit(queued_service)
    for _ in range(queued_service.settings.max_crashes):
        claim(queued_service, lease_seconds=-1)
        Reconciler(queued_service).run_once()
        expire_leadership(queued_service)
    assert task_rows(queued_service)[0].status is TaskStatus.FAILED
    how_far = documents.progress(queued_service, [source_id])[source_id]
    assert (how_far.status, how_far.error_code) == (SourceStatus.FAILED, "error.crashed")


def expire_leadership(service: Service) -> None:
    from models.tables.work import LeaderRecord

    with service.database.writing() as session:
        for leader in session.scalars(select(LeaderRecord)):
            session.delete(leader)


def test_one_of_several_reconcilers_works(queued_service: Service) -> None:
    patient = dataclasses.replace(
        queued_service, settings=queued_service.settings.model_copy(update={"reconcile_seconds": 60.0})
    )
    first, second = Reconciler(patient), Reconciler(patient)
    assert first.run_once()
    assert not second.run_once()
    assert first.run_once()


def test_queue_server_that_is_away_is_waited_for(service: Service) -> None:
    """The tasks stay as they are, to be rung for when it is back."""
    submit(service)
    assert Reconciler(service).run_once()
    assert task_rows(service)[0].status is TaskStatus.WAITING
