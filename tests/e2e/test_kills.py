"""Whatever is killed in mid-load, every accepted file reaches its end, each page and document stored once."""

from __future__ import annotations

import io
import os
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from sqlalchemy import func, select

from docproc import documents
from docproc.config import Settings
from docproc.queueing.connection import connect, queue_url
from docproc.running import running_service
from docproc.wiring import Service
from models.records import AssertionRecord, DocumentRecord, ReadingRecord, Stage, TaskRecord, TextPageRecord
from models.status import SourceStatus, TaskStatus
from tests.docproc.queueing.scripted_stages import COMMAND, VERSION, runs, scripted_file

FILES = 4
PAGES = 3
PATIENCE_SECONDS = 45.0


def quick_settings(data: Path, **changes: object) -> Settings:
    """The waits that a test can wait for; the ratios between them are those of the real ones."""
    values: dict[str, object] = {
        "data": data,
        "workers": 2,
        "lease_seconds": 3,
        "reconcile_seconds": 0.5,
        "retry_wait_seconds": 0.1,
        "worker_ttl_seconds": 16,  # RQ blocks for 15 seconds less than this
        "maintenance_seconds": 1,
        "monitoring_seconds": 1,
        **changes,
    }
    return Settings(**values)  # type: ignore[arg-type]


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    settings = quick_settings(tmp_path / "data")
    with running_service(settings, worker_command=COMMAND, stage_version=VERSION) as running:
        yield running


def submit(service: Service, *files: bytes) -> list[str]:
    return [
        documents.accept(service, io.BytesIO(data), f"file-{number}.pdf").source_id
        for number, data in enumerate(files, start=1)
    ]


def submit_load(service: Service) -> list[str]:
    page = ["sleep 0.25"]
    pages = dict.fromkeys(range(1, PAGES + 1), page)
    return submit(service, *(scripted_file(pages, salt=str(number)) for number in range(FILES)))


def wait_for(condition: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < deadline, f"waited in vain: {what}"
        time.sleep(0.05)


def wait_for_ends(service: Service, ids: Sequence[str]) -> None:
    wait_for(lambda: documents.has_ended(service, ids), f"the end of every file: {documents.progress(service, ids)}")


def leased(service: Service) -> list[TaskRecord]:
    with service.database.reading() as session:
        return list(session.scalars(select(TaskRecord).where(TaskRecord.status == TaskStatus.LEASED)))


def wait_for_page_at_work(service: Service) -> TaskRecord:
    found: list[TaskRecord] = []

    def is_found() -> bool:
        found[:] = [task for task in leased(service) if task.stage is Stage.PAGE]
        return bool(found)

    wait_for(is_found, "a page being read")
    return found[0]


def worker_of(task: TaskRecord) -> int:
    """A worker's name is its host, its process and something unique."""
    assert task.holder is not None
    return int(task.holder.rsplit("-", 2)[1])


def children_of(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def assert_each_once(service: Service, ids: Sequence[str]) -> None:
    """Every file done, with one reading a page and one document, however often the work was done."""
    ended = documents.progress(service, ids)
    assert {one.status for one in ended.values()} == {SourceStatus.DONE}
    with service.database.reading() as session:
        readings = session.execute(select(ReadingRecord.sha256, ReadingRecord.page_number)).all()
        assert len(readings) == len(set(readings)) == FILES * PAGES
        assert Counter(session.scalars(select(DocumentRecord.source_id))) == Counter(ids)
        assert session.scalar(select(func.count()).select_from(TextPageRecord)) == FILES * PAGES
        assert session.scalar(select(func.count()).select_from(AssertionRecord)) == 0
        tasks = session.execute(select(TaskRecord.source_id, TaskRecord.stage, TaskRecord.status)).all()
        assert Counter(tasks) == Counter(
            {(source, stage, TaskStatus.DONE): PAGES if stage is Stage.PAGE else 1 for source in ids for stage in Stage}
        )


def test_undisturbed_load_runs_every_step_once(service: Service) -> None:
    ids = submit_load(service)
    wait_for_ends(service, ids)
    assert_each_once(service, ids)
    assert max(Counter(runs(service.settings.data)).values()) == 1


def test_killed_job_process(service: Service) -> None:
    ids = submit_load(service)
    for _ in range(3):
        worker = worker_of(wait_for_page_at_work(service))
        for child in children_of(worker):
            os.kill(child, signal.SIGKILL)
        time.sleep(0.4)
    wait_for_ends(service, ids)
    assert_each_once(service, ids)


def test_killed_worker_while_its_job_process_lives_on(service: Service) -> None:
    """RQ alone runs the job twice."""
    ids = submit_load(service)
    os.kill(worker_of(wait_for_page_at_work(service)), signal.SIGKILL)
    wait_for_ends(service, ids)
    assert_each_once(service, ids)
    assert max(Counter(runs(service.settings.data)).values()) == 1


def test_killed_worker_and_job_process(service: Service) -> None:
    ids = submit_load(service)
    worker = worker_of(wait_for_page_at_work(service))
    children = children_of(worker)
    for pid in (worker, *children):
        os.kill(pid, signal.SIGKILL)
    wait_for_ends(service, ids)
    assert_each_once(service, ids)


def test_killed_queue_server(service: Service) -> None:
    """It is started again, and what its append-only file does not say is rung again."""
    ids = submit_load(service)
    wait_for_page_at_work(service)
    client = connect(queue_url(service.settings))
    os.kill(int(client.info("server")["process_id"]), signal.SIGKILL)
    later = submit(service, scripted_file(PAGES, salt="accepted without a queue"))
    wait_for_ends(service, [*ids, *later])
    assert {one.status for one in documents.progress(service, [*ids, *later]).values()} == {SourceStatus.DONE}
    with service.database.reading() as session:
        assert Counter(session.scalars(select(DocumentRecord.source_id))) == Counter([*ids, *later])


def test_emptied_queue_server(service: Service) -> None:
    ids = submit_load(service)
    wait_for_page_at_work(service)
    connect(queue_url(service.settings)).flushall()
    wait_for_ends(service, ids)
    assert_each_once(service, ids)


def test_page_that_kills_its_process_costs_that_page_alone(service: Service) -> None:
    (source_id,) = submit(service, scripted_file({1: ["read"], 2: ["crash"], 3: ["read"]}))
    wait_for_ends(service, [source_id])
    reading = documents.reading_json(service, source_id)
    assert reading["status"] == "needs_review"
    assert reading["failed_pages"] == [{"page": 2, "code": "error.crashed", "detail": ""}]
    assert [document["pages"] for document in reading["documents"]] == [[1, 3]]
    assert runs(service.settings.data).count("file-1.pdf page 2") == service.settings.max_crashes


def test_program_started_by_a_job_process_ends_with_it(service: Service) -> None:
    (source_id,) = submit(service, scripted_file({1: ["child 61", "read"]}))
    worker = worker_of(wait_for_page_at_work(service))
    (job_process,) = children_of(worker)
    wait_for(lambda: bool(children_of(job_process)), "the program to start")
    (program,) = children_of(job_process)
    os.kill(job_process, signal.SIGKILL)
    wait_for_ends(service, [source_id])
    assert not Path(f"/proc/{program}").exists()


def test_stopped_service_hands_its_page_back_and_the_next_one_reads_it(tmp_path: Path) -> None:
    settings = quick_settings(tmp_path / "data", lease_seconds=600, stop_seconds=1.2)
    with running_service(settings, worker_command=COMMAND, stage_version=VERSION) as service:
        (source_id,) = submit(service, scripted_file({1: ["sleep 600", "read"]}))
        wait_for_page_at_work(service)
    with running_service(settings, worker_command=COMMAND, stage_version=VERSION) as service:
        wait_for_ends(service, [source_id])
        assert documents.progress(service, [source_id])[source_id].status is SourceStatus.DONE
        with service.database.reading() as session:
            page = session.scalars(select(TaskRecord).where(TaskRecord.stage == Stage.PAGE)).one()
        assert (page.attempt, page.crashes) == (1, 0)
