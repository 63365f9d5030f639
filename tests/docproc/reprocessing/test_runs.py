"""Reading an archive again: beside what stands, compared, promoted or not, and safe to stop at any moment."""

from __future__ import annotations

import datetime as dt
import io
import json
from dataclasses import replace

import pytest
from sqlalchemy import select, update

from docproc import corrections, documents
from docproc.chain import links_of
from docproc.jobs import do_task
from docproc.repository import assertions, tasks
from docproc.reprocessing import runs
from docproc.reprocessing.feeding import Feeder
from docproc.wiring import Service
from models.reprocessing import Conditions, ItemState, ReprocessingState
from models.status import DocType, SourceStatus, Stage
from models.tables.originals import SourceRecord
from models.tables.work import TaskRecord
from tests.docproc.reprocessing.letter_archive import LetterStages, fed, run_to_its_rest, submit, work


@pytest.fixture
def old(service: Service) -> Service:
    return replace(service, stage_version="1")


@pytest.fixture
def new(service: Service) -> Service:
    few = service.settings.model_copy(update={"reprocess_pages_ahead": 4})
    return replace(service, settings=few, stage_version="2")


def numbers(service: Service, source_id: str) -> list[str | None]:
    return [document["reference_no"] for document in documents.reading_json(service, source_id)["documents"]]


def state_of(service: Service, run_id: str) -> ReprocessingState:
    found = runs.find(service, run_id)
    assert found is not None
    return found.record.state


def test_new_readings_lie_beside_the_old_until_they_are_promoted(old: Service, new: Service) -> None:
    source_id = submit(old, **{"1": "ที่ ลป ๐๐๑๗/๕๑", "2": "ที่ ลป ๐๐๑๗/๕๗"})
    work(old)
    run_id = runs.start(new, Conditions(), "ผู้ดูแล")
    run_to_its_rest(new)
    assert numbers(new, source_id) == ["ลป ๐๐๑๗/๕๑"]
    assert state_of(new, run_id) is ReprocessingState.COMPARED
    (changed,) = runs.changed_files(new, run_id)
    assert [(one.field, one.before, one.after) for one in changed.difference.fields] == [
        ("reference_no", "ลป ๐๐๑๗/๕๑", "ลป ๐๐๑๗/๕๗")
    ]
    assert runs.act(new, run_id, "promote", "หัวหน้า") is ReprocessingState.PROMOTING
    run_to_its_rest(new)
    assert numbers(new, source_id) == ["ลป ๐๐๑๗/๕๗"]
    assert state_of(new, run_id) is ReprocessingState.PROMOTED
    assert documents.progress(new, [source_id])[source_id].status in (SourceStatus.DONE, SourceStatus.NEEDS_REVIEW)


def test_what_a_person_set_is_neither_changed_nor_counted_as_a_change(old: Service, new: Service) -> None:
    source_id = submit(old, **{"1": "ที่ ลป ๐๐๑๗/๕๑", "2": "ที่ ลป ๐๐๑๗/๕๗"})
    work(old)
    document_id = document_of(old, source_id)
    corrections.confirm_field(old, document_id, "reference_no", "ลป ๐๐๑๗/๕๙", "เสมียน")
    work(old)
    run_id = runs.start(new, Conditions(), "ผู้ดูแล")
    run_to_its_rest(new)
    found = runs.find(new, run_id)
    assert found is not None
    assert (found.totals.changed, found.totals.kept) == (0, 1)
    runs.act(new, run_id, "promote", "หัวหน้า")
    run_to_its_rest(new)
    assert numbers(new, source_id) == ["ลป ๐๐๑๗/๕๙"]
    with new.database.reading() as session:
        assert assertions.confirmed(session, document_id) == {"reference_no": "ลป ๐๐๑๗/๕๙"}


def test_links_that_come_and_go_are_told_before_promotion(old: Service, new: Service) -> None:
    """Number and date of the upper letter were misread: the new reading alone finds the letter that names it."""
    misread = {"1": "ที่ ชม ๐๐๒๓/๙๙๑", "day in 1": "๘ พฤษภาคม ๒๕๖๑"}
    upper = submit(old, "บน.pdf", **misread, **{"2": "ที่ ลป ๐๐๑๗/๔๐"})
    citation = "หนังสือจังหวัดลำปาง ที่ ลป ๐๐๑๗/๔๐ ลงวันที่ ๒ ธันวาคม ๒๕๖๓"
    lower = submit(old, "ล่าง.pdf", **{"1": "ที่ ลป ๐๔๑๘/๗๗", "2": "ที่ ลป ๐๔๑๘/๗๗"}, references=[citation])
    work(old)
    run_id = runs.start(new, Conditions(source=upper), "ผู้ดูแล")
    run_to_its_rest(new)
    (changed,) = runs.changed_files(new, run_id)
    (gained,) = changed.difference.links_gained
    assert (gained.from_document, gained.to_document) == (document_of(old, lower), document_of(old, upper))
    assert not changed.difference.links_lost
    assert links_of(new, document_of(old, upper)) == []  # only tried
    runs.act(new, run_id, "promote", "หัวหน้า")
    run_to_its_rest(new)
    assert [link.from_document for link in links_of(new, document_of(old, upper))] == [document_of(old, lower)]


def document_of(service: Service, source_id: str) -> str:
    return str(documents.reading_json(service, source_id)["documents"][0]["id"])


def test_file_with_a_page_that_fails_now_keeps_what_stood(old: Service, new: Service) -> None:
    source_id = submit(old, **{"1": "ที่ ลป ๐๐๑๗/๕๑", "2": "ที่ ลป ๐๐๑๗/๕๗", "unreadable in 2": 2, "pages": 2})
    work(old)
    run_id = runs.start(new, Conditions(), "ผู้ดูแล")
    run_to_its_rest(new)
    assert [one.state for one in runs.changed_files(new, run_id)] == [ItemState.REFUSED]
    runs.act(new, run_id, "promote", "หัวหน้า")
    run_to_its_rest(new)
    assert numbers(new, source_id) == ["ลป ๐๐๑๗/๕๑"]
    assert documents.reading_json(new, source_id)["failed_pages"] == []


def test_a_run_yields_to_uploads_and_never_holds_more_than_its_share(old: Service, new: Service) -> None:
    submit(old, **{"1": "ที่ ลป ๐๐๑๗/๕๑", "2": "ที่ ลป ๐๐๑๗/๕๑"}, pages=10)
    work(old)
    runs.start(new, Conditions(), "ผู้ดูแล")
    ahead = new.settings.reprocess_pages_ahead
    assert fed(new)
    assert not fed(new)
    with new.database.reading() as session:
        assert tasks.count_due(session) == ahead
    for number in range(ahead):
        submit(new, f"{number}.pdf", **{"2": "ที่ ลป ๐๐๑๗/๑"})
    do_one(new)
    assert not fed(new)  # the queue is full of what people wait for
    run_to_its_rest(new)
    with new.database.reading() as session:
        pages = session.scalars(
            select(TaskRecord.page_number).where(TaskRecord.stage == Stage.PAGE, TaskRecord.version == "2")
        ).all()
    assert len(pages) == 10 + ahead


def do_one(service: Service) -> None:
    with service.database.reading() as session:
        (task,) = tasks.unrung(session, -1, 1)
    do_task(service, LetterStages(service), task.task_id, "worker")


def test_a_run_stops_and_goes_on(old: Service, new: Service) -> None:
    for number in range(3):
        submit(old, f"{number}.pdf", **{"1": f"ที่ ลป ๐๐๑๗/{number}", "2": f"ที่ ลป ๐๐๑๗/{number}"})
    work(old)
    run_id = runs.start(new, Conditions(), "ผู้ดูแล")
    runs.act(new, run_id, "stop", "ผู้ดูแล")
    run_to_its_rest(new)
    found = runs.find(new, run_id)
    assert found is not None
    assert found.how_far.pages_done == 0
    runs.act(new, run_id, "resume", "ผู้ดูแล")
    run_to_its_rest(new)
    found = runs.find(new, run_id)
    assert found is not None
    assert (found.how_far.pages_done, found.how_far.seconds_left) == (3, 0.0)
    assert found.totals.changed == 0


def test_pages_read_by_a_discarded_run_are_not_read_again(old: Service, new: Service) -> None:
    submit(old, **{"1": "ที่ ลป ๐๐๑๗/๕๑", "2": "ที่ ลป ๐๐๑๗/๕๗"})
    work(old)
    first = runs.start(new, Conditions(), "ผู้ดูแล")
    run_to_its_rest(new)
    runs.act(new, first, "discard", "ผู้ดูแล")
    second = runs.start(new, Conditions(), "ผู้ดูแล")
    run_to_its_rest(new)
    assert state_of(new, second) is ReprocessingState.COMPARED
    assert [one.difference.counts.changed for one in runs.changed_files(new, second)] == [1]


@pytest.mark.parametrize(
    ("conditions", "files"),
    [
        (Conditions(), 2),
        (Conditions(doc_type=DocType.EXTERNAL_LETTER), 2),
        (Conditions(doc_type=DocType.ORDER), 0),
        (Conditions(office="5208"), 1),
        (Conditions(version="1"), 2),
        (Conditions(version="0"), 0),
        (Conditions(received_from=dt.date(2020, 1, 1), received_to=dt.date(2021, 1, 1)), 1),
        (Conditions(received_to=dt.date(2020, 12, 30)), 0),  # 31 December, seven hours before midnight in UTC
        (Conditions(received_to=dt.date(2020, 12, 31)), 1),
        (Conditions(status=SourceStatus.FAILED), 0),
    ],
)
def test_conditions_choose_files(old: Service, new: Service, conditions: Conditions, files: int) -> None:
    letter = {"1": "ที่ ลป ๐๐๑๗/๕๑"}
    first = submit(old, "หนึ่ง.pdf", **letter)
    documents.accept(old, io.BytesIO(json.dumps({**letter, "name": "สอง"}).encode()), "สอง.pdf", "5208")
    work(old)
    with old.database.writing() as session:
        received = dt.datetime(2020, 12, 31, 16, 59, tzinfo=dt.UTC)
        session.execute(update(SourceRecord).where(SourceRecord.id == first).values(received_at=received))
    assert runs.count(new, conditions)[0] == files


def test_only_one_run_is_open_and_acts_fit_its_state(old: Service, new: Service) -> None:
    run_id = runs.start(new, Conditions(), "ผู้ดูแล")
    with pytest.raises(runs.RunRefusedError):
        runs.start(new, Conditions(), "อีกคน")
    with pytest.raises(runs.RunRefusedError):
        runs.act(new, run_id, "promote", "ผู้ดูแล")
    runs.act(new, run_id, "discard", "ผู้ดูแล")
    with pytest.raises(runs.RunRefusedError):
        runs.act(new, run_id, "resume", "ผู้ดูแล")
    assert runs.start(new, Conditions(), "อีกคน") != run_id


def test_one_process_feeds_at_a_time(old: Service, new: Service) -> None:
    submit(old, **{"1": "ที่ ลป ๐๐๑๗/๕๑", "2": "ที่ ลป ๐๐๑๗/๕๑"}, pages=2)
    work(old)
    first, second = Feeder(new), Feeder(new)
    assert not first.run_once()  # no run is open
    runs.start(new, Conditions(), "ผู้ดูแล")
    assert first.run_once()
    work(new)
    assert not second.run_once()
