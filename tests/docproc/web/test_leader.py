"""A leader's page: the picture is kept, and what is wrong with it is said before it is read."""

from __future__ import annotations

import re
from functools import cache

import cv2
import numpy as np
import pytest
from fastapi.testclient import TestClient
from sqlalchemy import func, select

from docproc.messages.catalogue import load_catalogue
from docproc.programme.asd_rules import CODE
from docproc.repository import documents, offices
from docproc.repository.clock import moment
from docproc.repository.offices import NewOffice
from docproc.wiring import Service
from extractors.readers.reader import ColourImage
from models.office import Tier
from models.rights import Role
from models.tables.originals import SourceRecord
from models.tables.programme import ActivityRecord
from samples import bad_photographs
from tests import signed_in
from tests.docproc.programme import district as d
from tests.docproc.web import held
from tests.docproc.web.conftest import ClientAs

TEXT = load_catalogue("th").text


def jpeg(photo: ColourImage, longest: int = 1600) -> bytes:
    factor = longest / max(photo.shape[:2])
    small = cv2.resize(photo, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    return cv2.imencode(".jpg", small, [cv2.IMWRITE_JPEG_QUALITY, 75])[1].tobytes()


@cache
def picture(name: str) -> bytes:
    return jpeg(bad_photographs.good() if name == "good" else bad_photographs.BAD_INPUTS[name]())


def take(browser: TestClient, data: bytes, name: str = "sheet.jpg") -> str:
    """The page to which a browser without scripts is led back."""
    answer = browser.post("/leader/photos", files={"photo": (name, data, "image/jpeg")})
    assert (answer.status_code, answer.url.path) == (200, "/leader")
    return str(answer.text)


def test_a_good_picture_is_called_good_before_it_is_read(browser_as: ClientAs) -> None:
    told = take(browser_as(*Role), picture("good"))
    assert TEXT("leader.good") in told
    assert TEXT("leader.counting") in told


def test_a_bad_picture_is_kept_and_says_what_to_do(browser_as: ClientAs, service: Service) -> None:
    browser = browser_as(*Role)
    assert TEXT("quality.cut_off") in take(browser, picture("half-sheet"))
    with service.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(SourceRecord)) == 1
    assert TEXT("quality.cut_off") in browser.get("/leader/pictures").text


def test_another_file_is_taken_in_without_a_verdict(browser_as: ClientAs) -> None:
    told = take(browser_as(*Role), b"%PDF-1.4 nothing", "letter.pdf")
    assert TEXT("leader.is_good_screenshot") in told and TEXT("leader.retake") not in told


def test_without_a_picture_nothing_is_kept(browser_as: ClientAs) -> None:
    answer = browser_as(*Role).post("/leader/photos", files={"photo": ("", b"", "image/jpeg")})
    assert answer.status_code == 422


def test_nobody_sees_the_pictures_of_somebody_else(browser_as: ClientAs) -> None:
    take(browser_as(*Role), picture("half-sheet"))
    assert TEXT("quality.cut_off") not in browser_as(*Role).get("/leader").text


def test_who_sent_what_turns_out_to_be_secret_is_told_so_and_nothing_it_says(
    browser_as: ClientAs, service: Service
) -> None:
    with service.database.writing() as session:
        offices.save_all(session, [NewOffice("52", Tier.PROVINCE, "จังหวัดลำปาง", None)])
    leader = browser_as(Role.LEADER, area="/52/", office="52")
    take(leader, held.picture())
    source_id, _ = held.hold(service, [held.letter_document(held.letter(secrecy=held.field("ลับ", 40)))], office="52")
    told = leader.get("/leader").text
    assert TEXT("leader.is_closed") in told and source_id not in told
    plain = held.letter_document(held.letter())
    with service.database.writing() as session:
        documents.save(session, source_id, "2", [plain], {1: ""}, moment(session))
    assert TEXT("leader.is_closed") in leader.get("/leader").text  # no reading opens it, a person does


def test_a_program_is_told_code_and_sentence(client: TestClient) -> None:
    answer = client.post(
        "/api/documents", files={"files": ("s.jpg", picture("blank"), "image/jpeg")}, data={"photo_check": "true"}
    )
    (handed,) = answer.json()["documents"]
    assert handed["photo_check"] == {
        "good": False,
        "remarks": [{"code": "quality.blank", "text": TEXT("quality.blank")}],
    }
    assert client.get(f"/api/documents/{handed['id']}/photo-check").json() == handed["photo_check"]


def test_the_check_is_not_made_unasked(client: TestClient) -> None:
    answer = client.post("/api/documents", files={"files": ("s.jpg", picture("good"), "image/jpeg")})
    assert answer.json()["documents"][0]["photo_check"] is None


@pytest.fixture
def leader(service: Service, browser_as: ClientAs) -> TestClient:
    """The leader of one district, in a browser without scripts."""
    d.furnish(service)
    return browser_as(Role.LEADER, area=f"{d.PROVINCE}{d.HERE}/", office=d.HERE)


def missing_at(page: str, step: str) -> list[str]:
    """The sentences that stand at a step of the page."""
    section = page.split(f'id="{step}"')[1].split("</section>")[0]
    return [one.split("</span>")[0] for one in section.split('#cross"></use></svg><span>')[1:]]


def test_the_own_district_is_there_and_each_step_says_what_is_missing(leader: TestClient) -> None:
    page = leader.get("/leader").text
    assert "อำเภอที่นี่" in page and "อำเภอที่โน่น" not in page
    assert missing_at(page, "step_activity") == [TEXT("gate.no_activity", heading="ข่าวสารอาสา")]
    assert missing_at(page, "step_evidence") == [TEXT("leader.no_activity_yet")]
    assert missing_at(page, "step_submit") == [TEXT("gate.not_handed_in")]


def test_a_district_is_made_complete_from_this_page_alone(leader: TestClient, service: Service) -> None:
    back = "/leader?programme=" + CODE + "&district=" + d.HERE
    form = {"programme": CODE, "back": back, "title": d.TITLE, "held_on": "2026-01-15", "posted_on": "2026-01-15"}
    page = leader.post(f"/districts/{d.HERE}/activities", data=form)
    assert page.url.path == "/leader" and missing_at(page.text, "step_activity") == []
    assert len(missing_at(page.text, "step_evidence")) == 2
    with service.database.reading() as session:
        (activity,) = session.scalars(select(ActivityRecord)).all()
    poster = session_name(service)
    for document in (d.sheet(service, 5), d.screen(service, 6, d.Shown(poster=poster))):
        page = leader.post(f"/activities/{activity.id}/proofs", data={"document": document, "back": back})
    assert missing_at(page.text, "step_evidence") == []
    form = {"programme": CODE, "back": back, "act": "hand_in"}
    page = leader.post(f"/districts/{d.HERE}/submission", data=form)
    assert page.url.path == "/leader"
    assert missing_at(page.text, "step_submit") == [] and TEXT("submission_state.complete") in page.text


def session_name(service: Service) -> str:
    """Of the one leader who published."""
    with service.database.reading() as session:
        return session.scalars(select(ActivityRecord.publisher_name)).one()


def test_whoever_may_submit_several_districts_chooses_one(service: Service, browser_as: ClientAs) -> None:
    d.furnish(service)
    chief = browser_as(Role.LEADER, area=d.PROVINCE)
    page = chief.get("/leader").text
    assert "อำเภอที่นี่" in page and "อำเภอที่โน่น" in page and 'id="step_submit"' not in page
    assert 'id="step_submit"' in chief.get(f"/leader?district={d.THERE}").text
    assert chief.get("/leader?district=56").status_code == 404


def test_a_clerk_has_the_camera_and_no_district(service: Service, browser_as: ClientAs) -> None:
    d.furnish(service)
    page = browser_as(Role.CLERK, area=d.PROVINCE, office="90").get("/leader").text
    assert TEXT("leader.take") in page and 'id="step_activity"' not in page


def test_the_page_without_a_signal_names_nobody(leader: TestClient) -> None:
    page = leader.get("/leader/offline").text
    assert TEXT("leader.take") in page and TEXT("leader.offline") in page
    assert signed_in.CLERK not in page and "อำเภอที่นี่" not in page and '<nav class="menu"' not in page
    assert TEXT("leader.offline_title") in page


def test_the_page_is_installable(leader: TestClient) -> None:
    page = leader.get("/leader").text
    (address,) = re.findall(r'rel="manifest" href="([^"]+)"', page)
    answer = leader.get(address)
    assert answer.headers["content-type"].startswith("application/manifest+json")
    manifest = answer.json()
    assert leader.get(manifest["start_url"]).status_code == 200
    sizes = set()
    for icon in manifest["icons"]:
        drawn = cv2.imdecode(np.frombuffer(leader.get(icon["src"]).content, np.uint8), cv2.IMREAD_UNCHANGED)
        assert drawn is not None
        assert f"{drawn.shape[1]}x{drawn.shape[0]}" == icon["sizes"]
        sizes.add(icon["sizes"])
    assert sizes == {"192x192", "512x512"}
    worker = leader.get("/leader/worker.js")
    assert worker.headers["service-worker-allowed"] == "/leader"
    assert "'unsafe-inline'" not in worker.headers["content-security-policy"]
    assert not re.search(r"<script(?![^>]*src=)[^>]*>|<style| style=| on[a-z]+=", page), "nothing inline"
