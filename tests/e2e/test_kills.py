"""Whatever is killed in mid-load, every accepted file reaches its end, each page and document stored once."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from sqlalchemy import select

from docproc import documents
from docproc.config import Settings
from docproc.identifiers import new_id
from docproc.queueing.connection import connect, queue_url
from docproc.running import running_service
from docproc.wiring import Service, open_service
from models.status import SourceStatus, Stage, TaskStatus
from models.tables.documents import DocumentRecord, TextPageRecord
from models.tables.originals import SourceRecord
from models.tables.readings import ReadingRecord
from models.tables.work import TaskRecord
from tests.docproc.queueing.scripted_stages import COMMAND, VERSION, runs, scripted_file

FILES = 4
FIRST_READING = (Stage.OPEN, Stage.PAGE, Stage.ASSEMBLE, Stage.LINK)
PAGES = 3
PATIENCE_SECONDS = 120.0  # on a busy machine a worker needs half a minute to import what it needs


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


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """One for all tests: what one of them kills must be whole again for the next."""
    settings = quick_settings(tmp_path_factory.mktemp("kills") / "data")
    with running_service(settings, worker_command=COMMAND, stage_version=VERSION) as running:
        yield running


def submit(service: Service, *files: bytes) -> list[str]:
    return [documents.accept(service, io.BytesIO(data), f"{new_id()}.pdf").source_id for data in files]


def submit_load(service: Service) -> list[str]:
    pages = {number: ["sleep 0.25"] for number in range(1, PAGES + 1)}
    return submit(service, *(scripted_file(pages, salt=new_id()) for _ in range(FILES)))


def runs_of(service: Service, ids: Sequence[str]) -> Counter[str]:
    """How often each step of these files was begun."""
    with service.database.reading() as session:
        found = session.scalars(select(SourceRecord).where(SourceRecord.id.in_(ids)))
        names = {name for source in found for name in (source.name, source.id)}
    return Counter(run for run in runs(service.settings.data) if run.split(" ")[0] in names)


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
    """Those of all its threads."""
    lists = [children.read_text() for children in Path(f"/proc/{pid}/task").glob("*/children")]
    return [int(child) for listed in lists for child in listed.split()]


def is_running(pid: int) -> bool:
    """False also for a process that has ended and only waits for init to take note, which may take it a second."""
    status = Path(f"/proc/{pid}/stat")
    return status.exists() and status.read_text().rpartition(")")[2].split()[0] != "Z"


def descendants_of(pid: int) -> list[int]:
    return [one for child in children_of(pid) for one in (child, *descendants_of(child))]


def assert_each_once(service: Service, ids: Sequence[str]) -> None:
    """Every file done, with one reading a page and one document, however often the work was done."""
    ended = documents.progress(service, ids)
    assert {one.status for one in ended.values()} == {SourceStatus.DONE}
    with service.database.reading() as session:
        hashes = select(SourceRecord.sha256).where(SourceRecord.id.in_(ids))
        found = select(ReadingRecord.sha256, ReadingRecord.page_number).where(ReadingRecord.sha256.in_(hashes))
        readings = session.execute(found).all()
        assert len(readings) == len(set(readings)) == len(ids) * PAGES
        of_files = select(DocumentRecord.source_id).where(DocumentRecord.source_id.in_(ids))
        assert Counter(session.scalars(of_files)) == Counter(ids)
        pages = select(TextPageRecord.source_id).where(TextPageRecord.source_id.in_(ids))
        assert Counter(session.scalars(pages)) == dict.fromkeys(ids, PAGES)
        steps = select(TaskRecord.source_id, TaskRecord.stage, TaskRecord.status).where(TaskRecord.source_id.in_(ids))
        assert Counter(session.execute(steps)) == {
            (source_id, stage, TaskStatus.DONE): PAGES if stage is Stage.PAGE else 1
            for source_id in ids
            for stage in FIRST_READING
        }


def test_undisturbed_load_runs_every_step_once(service: Service) -> None:
    ids = submit_load(service)
    wait_for_ends(service, ids)
    assert_each_once(service, ids)
    assert set(runs_of(service, ids).values()) == {1}


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
    assert set(runs_of(service, ids).values()) == {1}


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
    later = submit_load(service)
    wait_for_ends(service, [*ids, *later])
    assert_each_once(service, [*ids, *later])


def test_emptied_queue_server(service: Service) -> None:
    ids = submit_load(service)
    wait_for_page_at_work(service)
    connect(queue_url(service.settings)).flushall()
    wait_for_ends(service, ids)
    assert_each_once(service, ids)


def test_page_that_kills_its_process_costs_that_page_alone(service: Service) -> None:
    (source_id,) = submit(service, scripted_file({1: ["read"], 2: ["crash"], 3: ["read"]}, salt=new_id()))
    wait_for_ends(service, [source_id])
    reading = documents.reading_json(service, source_id)
    assert reading["status"] == "needs_review"
    assert reading["failed_pages"] == [{"page": 2, "code": "error.crashed", "detail": ""}]
    assert [document["pages"] for document in reading["documents"]] == [[1, 3]]
    begun = runs_of(service, [source_id])
    assert begun[f"{reading['source']['name']} page 2"] == service.settings.max_crashes


def test_program_started_by_a_job_process_ends_with_it(service: Service) -> None:
    (source_id,) = submit(service, scripted_file({1: ["child 61", "read"]}))
    worker = worker_of(wait_for_page_at_work(service))
    (job_process,) = children_of(worker)
    wait_for(lambda: bool(children_of(job_process)), "the program to start")
    (program,) = children_of(job_process)
    os.kill(job_process, signal.SIGKILL)
    wait_for_ends(service, [source_id])
    assert not is_running(program)


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


@pytest.fixture
def other_process(tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A service that runs elsewhere, on the data folder of the test."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.docproc.queueing.scripted_service"],
        env={**os.environ, **quick_settings(tmp_path / "data").as_environment()},
        stdout=subprocess.PIPE,
    )
    assert process.stdout is not None
    try:
        assert process.stdout.readline() == b"ready\n"
        yield process
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def wait_until_gone(pids: Sequence[int]) -> None:
    wait_for(lambda: not any(Path(f"/proc/{pid}").exists() for pid in pids), f"the end of {pids}")


def test_killed_service_leaves_nothing_running_and_the_next_one_goes_on(
    tmp_path: Path, other_process: subprocess.Popen[bytes]
) -> None:
    settings = quick_settings(tmp_path / "data")
    client = open_service(settings, VERSION)
    ids = submit_load(client)
    wait_for_page_at_work(client)
    children = descendants_of(other_process.pid)
    os.kill(other_process.pid, signal.SIGKILL)
    wait_until_gone(children)
    client.close()
    with running_service(settings, worker_command=COMMAND, stage_version=VERSION) as service:
        wait_for_ends(service, ids)
        assert_each_once(service, ids)


def test_terminated_service_stops_what_it_started(tmp_path: Path, other_process: subprocess.Popen[bytes]) -> None:
    wait_for(lambda: len(descendants_of(other_process.pid)) == 4, "queue server, workers, and where those come from")
    children = descendants_of(other_process.pid)
    other_process.terminate()
    assert other_process.wait(PATIENCE_SECONDS) == 128 + signal.SIGTERM
    wait_until_gone(children)


def test_killed_worker_and_emptied_queue_on_postgresql(tmp_path: Path, postgres_database_url: str) -> None:
    settings = quick_settings(tmp_path / "data", database_url=postgres_database_url)
    with running_service(settings, worker_command=COMMAND, stage_version=VERSION) as service:
        ids = submit_load(service)
        worker = worker_of(wait_for_page_at_work(service))
        for pid in (worker, *children_of(worker)):
            os.kill(pid, signal.SIGKILL)
        connect(queue_url(settings)).flushall()
        wait_for_ends(service, ids)
        assert_each_once(service, ids)


def test_page_that_takes_too_long_is_given_up_and_tried_again(tmp_path: Path) -> None:
    settings = quick_settings(tmp_path / "data", workers=1, page_timeout_seconds=1)
    with running_service(settings, worker_command=COMMAND, stage_version=VERSION) as service:
        (source_id,) = submit(service, scripted_file({1: ["sleep 600", "read"], 2: ["sleep 600"]}))
        wait_for_ends(service, [source_id])
        reading = documents.reading_json(service, source_id)
    assert [page["code"] for page in reading["failed_pages"]] == ["error.reader_timeout"]
    assert [document["pages"] for document in reading["documents"]] == [[1]]
