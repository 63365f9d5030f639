"""Claims, leases and fencing tokens on both databases."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from docproc.db import Database
from docproc.identifiers import new_id
from docproc.repository import leaders, sources, tasks
from docproc.repository.clock import moment
from docproc.repository.sources import NewSource
from docproc.repository.tasks import Fault, Lease
from models.errors import LeaseLost
from models.status import Stage, TaskStatus
from models.tables.work import TaskRecord

FAULT = Fault("error.world", "for a test")


def add_task(database: Database, stage: Stage = Stage.PAGE) -> str:
    with database.writing() as session:
        source = NewSource(new_id() * 2, "a.pdf", 1, "application/pdf")
        source_id, _ = sources.add(session, source, moment(session))
        (due,) = tasks.add(session, source_id, stage, "1", [1])
    return due.task_id


def claim(database: Database, task_id: str, holder: str = "worker", lease_seconds: float = 60) -> Lease | None:
    with database.writing() as session:
        return tasks.claim(session, task_id, holder, lease_seconds)


def claimed(database: Database, task_id: str, holder: str = "worker", lease_seconds: float = 60) -> Lease:
    lease = claim(database, task_id, holder, lease_seconds)
    assert lease is not None
    return lease


def act(database: Database, action: Callable[..., Any], *arguments: Any) -> Any:
    with database.writing() as session:
        return action(session, *arguments)


def row(database: Database, task_id: str) -> TaskRecord:
    with database.reading() as session:
        return session.scalars(select(TaskRecord).where(TaskRecord.id == task_id)).one()


def test_of_many_claimers_one_gets_the_task(database: Database) -> None:
    task_id = add_task(database)
    start = threading.Barrier(8)

    def race(number: int) -> Lease | None:
        start.wait()
        return claim(database, task_id, f"worker-{number}")

    with ThreadPoolExecutor(8) as pool:
        leases = [lease for lease in pool.map(race, range(8)) if lease is not None]
    assert len(leases) == 1
    assert (leases[0].attempt, leases[0].fencing_token, leases[0].page_number) == (1, 1, 1)


def test_late_result_of_a_lost_lease_is_refused(database: Database) -> None:
    task_id = add_task(database)
    late = claimed(database, task_id, "slow", lease_seconds=-1)
    act(database, tasks.put_back, late, FAULT, 0)
    again = claimed(database, task_id, "quick")
    assert again.fencing_token == late.fencing_token + 1
    for ending in (tasks.finish, lambda session, lease: tasks.fail(session, lease, FAULT)):
        with pytest.raises(LeaseLost):
            act(database, ending, late)
    assert act(database, tasks.renew, late, 60) is False
    act(database, tasks.finish, again)
    assert row(database, task_id).status is TaskStatus.DONE
    with pytest.raises(LeaseLost):
        act(database, tasks.finish, again)


def test_what_a_refused_worker_did_in_its_transaction_is_undone(database: Database) -> None:
    task_id = add_task(database)
    late = claimed(database, task_id)
    act(database, tasks.put_back, late, FAULT, 0)
    with pytest.raises(LeaseLost), database.writing() as session:
        tasks.add(session, late.source_id, Stage.ASSEMBLE, "1")
        tasks.finish(session, late)
    with database.reading() as session:
        assert list(session.scalars(select(TaskRecord.stage))) == [Stage.PAGE]


def test_task_put_back_waits_until_it_is_due(database: Database) -> None:
    task_id = add_task(database)
    act(database, tasks.put_back, claimed(database, task_id), FAULT, 3600)
    assert claim(database, task_id) is None
    assert act(database, tasks.unrung, 0, 10) == []
    assert act(database, tasks.count_due) == 0
    waiting = row(database, task_id)
    assert (waiting.status, waiting.error_code, waiting.error_detail) == (TaskStatus.WAITING, FAULT.code, FAULT.detail)


def test_renewed_lease_does_not_run_out(database: Database) -> None:
    lease = claimed(database, add_task(database), lease_seconds=-1)
    assert act(database, tasks.run_out, 10) == [(lease, 0)]
    assert act(database, tasks.renew, lease, 60) is True
    assert act(database, tasks.run_out, 10) == []


def test_released_task_waits_again_as_if_never_begun(database: Database) -> None:
    task_id = add_task(database)
    claimed(database, task_id, "stopped")
    act(database, tasks.release, "another")
    assert row(database, task_id).status is TaskStatus.LEASED
    act(database, tasks.release, "stopped")
    assert (row(database, task_id).status, row(database, task_id).attempt) == (TaskStatus.WAITING, 0)
    assert [due.task_id for due in act(database, tasks.unrung, 3600, 10)] == [task_id]


def test_leases_of_a_dead_holder_are_found(database: Database) -> None:
    lease = claimed(database, add_task(database), "dead")
    claimed(database, add_task(database), "alive")
    assert act(database, tasks.held_by, "dead") == [(lease, 0)]


def test_only_tasks_nobody_rang_for_lately_are_rung_again(database: Database) -> None:
    task_id = add_task(database)
    assert act(database, tasks.unrung, 60, 10) == []
    (due,) = act(database, tasks.unrung, 0, 10)
    assert (due.task_id, due.claim) == (task_id, 1)
    act(database, tasks.mark_rung, [task_id])
    assert act(database, tasks.unrung, 60, 10) == []


def test_the_same_step_is_there_once(database: Database) -> None:
    task_id = add_task(database)
    source_id = row(database, task_id).source_id
    added = act(database, tasks.add, source_id, Stage.PAGE, "1", range(1, 1200))
    assert len(added) == 1198
    assert act(database, tasks.add, source_id, Stage.PAGE, "1", range(1, 1200)) == []


def test_reopened_step_starts_from_its_first_attempt_under_a_new_token(database: Database) -> None:
    task_id = add_task(database, Stage.LINK)
    lease = claimed(database, task_id)
    assert act(database, tasks.reopen, lease.source_id, Stage.LINK, "1") == []
    act(database, tasks.finish, lease)
    (due,) = act(database, tasks.reopen, lease.source_id, Stage.LINK, "1")
    assert due.claim == 2
    assert claimed(database, task_id).attempt == 1


def test_one_leads_until_its_time_is_over(database: Database) -> None:
    assert act(database, leaders.take, "reconcile", "a", 60)
    assert not act(database, leaders.take, "reconcile", "b", 60)
    assert act(database, leaders.take, "reconcile", "a", -1)
    assert act(database, leaders.take, "reconcile", "b", 60)
    assert not act(database, leaders.take, "reconcile", "a", 60)


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("claim"), st.just(0)),
        st.tuples(st.sampled_from(["finish", "fail", "put back", "renew"]), st.integers(0, 5)),
        st.tuples(st.just("release"), st.just(0)),
    ),
    max_size=14,
)


# The database is the same for all examples; each has a task of its own in it.
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_only_the_newest_lease_counts_whatever_happens(sqlite_database: Database, steps: list[tuple[str, int]]) -> None:
    task_id = add_task(sqlite_database)
    leases: list[Lease] = []
    holding: Lease | None = None
    for step, which in steps:
        if step == "claim":
            is_waiting = row(sqlite_database, task_id).status is TaskStatus.WAITING
            lease = claim(sqlite_database, task_id)
            assert (lease is not None) == is_waiting
            assert not (is_waiting and holding)
            if lease is not None:
                assert all(lease.fencing_token > old.fencing_token for old in leases)
                leases.append(lease)
                holding = lease
        elif step == "release":
            act(sqlite_database, tasks.release, "worker")
            holding = None
        elif leases:
            lease = leases[which % len(leases)]
            assert _try(sqlite_database, step, lease) == (lease == holding)
            if lease == holding and step != "renew":
                holding = None


@pytest.fixture
def sqlite_database(sqlite_database_url: str) -> Database:
    return Database(sqlite_database_url)


def _try(database: Database, step: str, lease: Lease) -> bool:
    try:
        if step == "finish":
            act(database, tasks.finish, lease)
        elif step == "fail":
            act(database, tasks.fail, lease, FAULT)
        elif step == "put back":
            act(database, tasks.put_back, lease, FAULT, 0)
        else:
            return bool(act(database, tasks.renew, lease, 60))
    except LeaseLost:
        return False
    return True
