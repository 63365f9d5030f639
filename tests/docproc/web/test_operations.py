"""The operator's pages: how the service stands, what failed and is tried again, runs over the archive."""

from __future__ import annotations

import datetime as dt
import io
import re
from dataclasses import replace

import pytest
from fastapi.testclient import TestClient

from docproc import documents
from docproc.messages.catalogue import load_catalogue
from docproc.reprocessing import runs
from docproc.reprocessing.feeding import feed
from docproc.web.operations_views import CHART_HEIGHT, bars, duration
from docproc.wiring import Service
from models.rights import Role
from models.status import SourceStatus
from tests.docproc.queueing.scripted_stages import scripted_file, work
from tests.docproc.web.conftest import ClientAs


def hand_in(service: Service, data: bytes, name: str) -> str:
    source_id = documents.accept(service, io.BytesIO(data), name).source_id
    work(service)
    return source_id


@pytest.fixture
def operator(browser_as: ClientAs) -> TestClient:
    return browser_as(Role.OPERATOR)


def test_state_is_shown_with_the_queue_away(operator: TestClient) -> None:
    page = operator.get("/operations")
    assert page.status_code == 200
    assert "ติดต่อไม่ได้" in page.text
    assert "ไม่มีงานที่ไม่สำเร็จ" in page.text


def test_what_was_given_up_is_told_and_tried_again(service: Service, operator: TestClient) -> None:
    """The page cannot be read twice and can the third time; the file is whole after that."""
    data = scripted_file({1: ["read"], 2: ["unreadable", "unreadable", "read"]})
    source_id = hand_in(service, data, "หนังสือเสีย.pdf")
    shown = operator.get("/operations").text
    assert "หนังสือเสีย.pdf" in shown
    assert "หน้า 2" in shown
    assert operator.post(f"/operations/files/{source_id}/retry").status_code == 200
    work(service)
    assert documents.progress(service, [source_id])[source_id].pages_failed == 1
    task = re.search(r'name="task" value="(\w+)"', operator.get("/operations").text)
    assert task is not None
    operator.post("/operations/retry", data={"task": [task[1]]})
    work(service)
    how_far = documents.progress(service, [source_id])[source_id]
    assert (how_far.pages_read, how_far.pages_failed, how_far.status) == (2, 0, SourceStatus.DONE)
    text = documents.reading_json(service, source_id)["documents"][0]["text"]
    assert "หน้า 2" in text


def test_steps_given_up_are_paged_by_key(
    service: Service, operator: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("docproc.web.routes.operations.FAILURES_A_PAGE", 2)
    for number in range(5):
        hand_in(service, scripted_file({1: ["unreadable"]}, salt=str(number)), f"เสีย-{number}.pdf")
    seen: list[str] = []
    address = "/operations"
    while address and len(seen) < 9:
        shown = operator.get(address).text
        seen += re.findall(r"<b>(เสีย-\d\.pdf)</b>", shown)
        further = re.search(r'class="button" href="(/operations\?before=[^"]+)"', shown)
        address = further[1].replace("&amp;", "&") if further else ""
    assert seen == [f"เสีย-{number}.pdf" for number in (4, 3, 2, 1, 0)]
    assert operator.get("/operations?before=yesterday").status_code == 422


def test_a_run_is_counted_started_looked_at_and_promoted(service: Service, operator: TestClient) -> None:
    source_id = hand_in(replace(service, stage_version="earlier"), scripted_file(2), "หนังสือ.pdf")
    counted = operator.post("/operations/reprocessing", data={"where": "version=earlier", "only_count": "true"})
    assert "1 ไฟล์ 2 หน้า" in counted.text
    assert operator.post("/operations/reprocessing", data={"where": "colour=red"}).status_code == 422
    started = operator.post("/operations/reprocessing", data={"where": ""})
    assert "กำลังอ่าน" in started.text
    run_id = str(started.url).rsplit("/", 1)[1]
    for _ in range(3):
        with service.database.writing() as session:
            feed(session, 10)
        work(service)
    assert "อ่านครบแล้ว" in operator.get(f"/operations/reprocessing/{run_id}").text
    assert operator.post(f"/operations/reprocessing/{run_id}/resume").status_code == 409
    assert operator.post(f"/operations/reprocessing/{run_id}/hurry").status_code == 404
    assert "กำลังใช้ผลใหม่" in operator.post(f"/operations/reprocessing/{run_id}/promote").text
    for _ in range(2):
        with service.database.writing() as session:
            feed(session, 10)
        work(service)
    found = runs.find(service, run_id)
    assert found is not None
    assert found.record.promoted_by is not None
    assert documents.find_source(service, source_id).version == service.stage_version  # type: ignore[union-attr]
    assert operator.get("/operations/reprocessing/none").status_code == 404


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.OPERATOR])
def test_nobody_else_sees_the_service_at_work(browser_as: ClientAs, role: Role) -> None:
    assert browser_as(role).get("/operations").status_code == 403


def test_the_highest_bar_fills_the_chart_and_an_empty_one_stands_on_its_ground() -> None:
    start = dt.datetime(2020, 12, 2, 3, tzinfo=dt.UTC)
    low, high = bars([(start, 0), (start, 7)])
    assert (low.height, low.y) == (0, CHART_HEIGHT)
    assert (high.height, high.y) == (CHART_HEIGHT, 0)


@pytest.mark.parametrize(("seconds", "words"), [(59, "59 s"), (60, "1 min"), (3599, "60 min"), (7200, "2 h")])
def test_durations_are_told_in_their_largest_unit(seconds: float, words: str) -> None:
    assert duration(seconds, load_catalogue("en")) == words
