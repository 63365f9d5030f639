"""One task at a time, without a queue: what each kind of failure leads to, and that steps follow exactly once."""

from __future__ import annotations

import io
import threading
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from docproc import documents, workflow
from docproc.jobs import do_task
from docproc.repository import tasks
from docproc.repository.tasks import Due
from docproc.wiring import Service
from models.document import Document
from models.page import PageReading
from models.status import SourceStatus, Stage, TaskStatus
from models.tables.documents import DocumentRecord
from models.tables.work import TaskRecord
from tests.docproc.queueing.scripted_stages import VERSION, ScriptedStages, runs, scripted_file


def submit(service: Service, data: bytes) -> str:
    return documents.accept(service, io.BytesIO(data), "file.pdf").source_id


def waiting(service: Service) -> list[Due]:
    with service.database.reading() as session:
        return tasks.unrung(session, -1, 100)


def work(service: Service) -> None:
    """Do what waits until nothing does; our own faults are raised on to the queue, which is not there."""
    stages = ScriptedStages(service)
    while due := waiting(service):
        for task in due:
            try:
                do_task(service, stages, task.task_id, "worker")
            except ZeroDivisionError:
                continue


def task_of(service: Service, source_id: str, stage: Stage, page: int = 0) -> TaskRecord:
    with service.database.reading() as session:
        return session.scalars(
            select(TaskRecord).where(
                TaskRecord.source_id == source_id, TaskRecord.stage == stage, TaskRecord.page_number == page
            )
        ).one()


def status_of(service: Service, source_id: str) -> SourceStatus:
    return documents.progress(service, [source_id])[source_id].status


def test_file_passes_through_every_step(service: Service) -> None:
    source_id = submit(service, scripted_file(3))
    assert status_of(service, source_id) is SourceStatus.RECEIVED
    work(service)
    assert runs(service.settings.data) == [
        "file.pdf open",
        *(f"file.pdf page {number}" for number in (1, 2, 3)),
        "file.pdf assemble",
        f"{source_id} link",
    ]
    how_far = documents.progress(service, [source_id])[source_id]
    assert (how_far.status, how_far.pages_total, how_far.pages_read, how_far.pages_failed) == ("done", 3, 3, 0)
    assert how_far.seconds is not None
    reading = documents.reading_json(service, source_id)
    assert [document["text"] for document in reading["documents"]] == ["file.pdf หน้า 1\nfile.pdf หน้า 2\nfile.pdf หน้า 3"]


def test_done_task_is_not_done_again(service: Service) -> None:
    source_id = submit(service, scripted_file(1))
    work(service)
    before = runs(service.settings.data)
    for stage, page in ((Stage.OPEN, 0), (Stage.PAGE, 1), (Stage.ASSEMBLE, 0), (Stage.LINK, 0)):
        do_task(service, ScriptedStages(service), task_of(service, source_id, stage, page).id, "worker")
    assert runs(service.settings.data) == before


def test_unreadable_page_is_recorded_and_not_tried_again(service: Service) -> None:
    source_id = submit(service, scripted_file({1: ["read"], 2: ["unreadable"]}))
    work(service)
    assert status_of(service, source_id) is SourceStatus.NEEDS_REVIEW
    page = task_of(service, source_id, Stage.PAGE, 2)
    assert (page.status, page.attempt, page.error_code) == (TaskStatus.FAILED, 1, "error.unreadable_page")
    assert documents.reading_json(service, source_id)["failed_pages"] == [
        {"page": 2, "code": "error.unreadable_page", "detail": "scripted"}
    ]


def test_file_without_a_readable_page_fails_and_says_why(service: Service) -> None:
    source_id = submit(service, scripted_file({1: ["unreadable"], 2: ["unreadable"]}))
    work(service)
    how_far = documents.progress(service, [source_id])[source_id]
    assert (how_far.status, how_far.error_code) == (SourceStatus.FAILED, "error.unreadable_page")
    assert how_far.has_ended


def test_file_that_cannot_be_opened_fails_and_says_why(service: Service) -> None:
    source_id = submit(service, scripted_file(1, open=["unreadable"]))
    work(service)
    assert documents.reading_json(service, source_id)["error"] == {
        "code": "error.unreadable_page",
        "detail": "scripted",
    }


def test_file_without_pages_fails(service: Service) -> None:
    source_id = submit(service, scripted_file(0))
    work(service)
    assert documents.progress(service, [source_id])[source_id].error_code == "error.no_pages"


@pytest.mark.parametrize(("script", "code"), [("world", "error.storage_unavailable"), ("bug", "error.internal")])
def test_passing_failure_is_tried_again(service: Service, script: str, code: str) -> None:
    source_id = submit(service, scripted_file({1: [script, script, "read"]}))
    work(service)
    assert status_of(service, source_id) is SourceStatus.DONE
    assert task_of(service, source_id, Stage.PAGE, 1).attempt == 3


@pytest.mark.parametrize(("script", "code"), [("world", "error.storage_unavailable"), ("bug", "error.internal")])
def test_lasting_failure_ends_after_the_last_attempt(service: Service, script: str, code: str) -> None:
    source_id = submit(service, scripted_file({1: [script], 2: ["read"]}))
    work(service)
    page = task_of(service, source_id, Stage.PAGE, 1)
    assert (page.status, page.attempt, page.error_code) == (TaskStatus.FAILED, service.settings.max_attempts, code)
    assert status_of(service, source_id) is SourceStatus.NEEDS_REVIEW


def test_our_own_fault_reaches_the_queue_with_its_traceback(service: Service) -> None:
    submit(service, scripted_file(1, open=["bug"]))
    (task,) = waiting(service)
    with pytest.raises(ZeroDivisionError):
        do_task(service, ScriptedStages(service), task.task_id, "worker")


def test_last_pages_that_end_at_once_assemble_the_file_once(service: Service) -> None:
    """Read-committed transactions would each still see the other page open, or both would see none."""
    for attempt in range(5):
        source_id = submit(service, scripted_file(4, salt=str(attempt)))
        (opening,) = waiting(service)
        do_task(service, ScriptedStages(service), opening.task_id, "worker")
        pages = waiting(service)
        start = threading.Barrier(len(pages))

        def read(task: Due, start: threading.Barrier = start) -> None:
            start.wait()
            do_task(service, ScriptedStages(service), task.task_id, f"worker-{task.task_id}")

        with ThreadPoolExecutor(len(pages)) as pool:
            list(pool.map(read, pages))
        assert [task.stage for task in waiting(service)] == [Stage.ASSEMBLE]
        work(service)
        assert status_of(service, source_id) is SourceStatus.DONE


def test_assembly_done_by_two_workers_is_saved_once(service: Service) -> None:
    """The first worker slept through its lease; the second one's result stands, the first one's is refused."""
    source_id = submit(service, scripted_file(2))
    while waiting(service)[0].stage is not Stage.ASSEMBLE:
        do_task(service, ScriptedStages(service), waiting(service)[0].task_id, "worker")
    (task,) = waiting(service)

    class Sleeper(ScriptedStages):
        def assemble(self, pages: Sequence[PageReading]) -> list[Document]:
            with service.database.writing() as session:
                tasks.release(session, "sleeper")
            do_task(service, ScriptedStages(service), task.task_id, "quick")
            return super().assemble(pages)

    do_task(service, Sleeper(service), task.task_id, "sleeper")
    work(service)
    with service.database.reading() as session:
        assert Counter(session.scalars(select(DocumentRecord.source_id))) == {source_id: 1}
    assert runs(service.settings.data).count(f"{source_id} link") == 1


def test_link_that_fails_leaves_the_documents_and_asks_for_a_person(service: Service) -> None:
    class Unlinkable(ScriptedStages):
        def link(self, session: Session, source_id: str) -> list[Due]:
            raise ZeroDivisionError

    source_id = submit(service, scripted_file(1))
    while due := waiting(service):
        try:
            do_task(service, Unlinkable(service), due[0].task_id, "worker")
        except ZeroDivisionError:
            continue
    how_far = documents.progress(service, [source_id])[source_id]
    assert (how_far.status, how_far.error_code) == (SourceStatus.NEEDS_REVIEW, "error.internal")
    assert documents.reading_json(service, source_id)["documents"]


def test_first_step_is_there_as_soon_as_the_file_is(service: Service) -> None:
    source_id = submit(service, scripted_file(1))
    with service.database.writing() as session:
        assert workflow.begin(session, source_id, VERSION) == []
    assert task_of(service, source_id, Stage.OPEN).status is TaskStatus.WAITING
