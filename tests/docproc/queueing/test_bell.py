"""Rings on a real queue server: once for each claim to come, again where the job got lost, never an error."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from docproc.identifiers import new_id
from docproc.queueing.bell import Bell
from docproc.repository.tasks import Due
from models.status import Stage
from tests import servers


@pytest.fixture
def bell() -> Iterator[Bell]:
    with servers.valkey_server() as url:
        opened = Bell(url, page_timeout_seconds=300, step_timeout_seconds=60)
        yield opened
        opened.close()


def due(stage: Stage = Stage.PAGE, claim: int = 1) -> Due:
    return Due(new_id(), claim, stage)


def test_job_carries_the_id_of_its_task_as_json_and_nothing_else(bell: Bell) -> None:
    task = due()
    assert bell.ring([task])
    (job,) = bell.queue.get_jobs()
    assert (job.id, job.timeout) == (f"{task.task_id}-1", 300)
    stored = bell.connection.hget(job.key, "data")
    assert json.loads(zlib.decompress(stored)) == ["docproc.jobs.run_task", None, [task.task_id], {}]  # type: ignore[arg-type]


def test_second_ring_for_the_same_claim_adds_no_job(bell: Bell) -> None:
    task = due()
    bell.ring([task, task])
    bell.ring_again([task])
    assert bell.count_waiting() == 1
    bell.ring([Due(task.task_id, 2, task.stage)])
    assert bell.count_waiting() == 2


def test_job_that_vanished_from_the_queue_is_rung_again(bell: Bell) -> None:
    """A worker took it and died: the job's own key is left, and would take up its id for ever."""
    task = due()
    bell.ring([task])
    bell.connection.delete(bell.queue.key)
    assert bell.ring([task])
    assert bell.count_waiting() == 0
    assert bell.ring_again([task])
    assert bell.queue.get_job_ids() == [f"{task.task_id}-1"]


def test_everything_vanished_is_rung_again(bell: Bell) -> None:
    tasks = [due() for _ in range(5)]
    bell.ring(tasks)
    bell.connection.flushall()
    bell.ring_again(tasks)
    assert bell.count_waiting() == 5


def test_what_ends_a_file_goes_first(bell: Bell) -> None:
    page, assembly, link = due(Stage.PAGE), due(Stage.ASSEMBLE), due(Stage.LINK)
    bell.ring([page, assembly, link])
    assert bell.queue.get_job_ids() == [f"{task.task_id}-1" for task in (link, assembly, page)]


def test_queue_server_that_is_away_raises_nothing(tmp_path: Path) -> None:
    bell = Bell(f"unix://{tmp_path}/nobody.sock", page_timeout_seconds=1, step_timeout_seconds=1)
    assert bell.ring([due()]) is False
    assert bell.ring_again([due()]) is False
    assert bell.count_waiting() is None
    assert bell.is_reachable() is False
