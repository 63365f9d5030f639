"""What is put down to be looked at, from both orders of arrival, and what is not, on both databases."""

from __future__ import annotations

import datetime as dt
import io
from datetime import date

import pytest
from sqlalchemy import delete, select, update

from docproc.corrections import confirm_field
from docproc.documents import accept
from docproc.findings.explaining import explain, findings_about, list_findings, open_again
from docproc.programme.asd_rules import CODE
from docproc.programme.rules import seed_programmes
from docproc.repository import documents, programmes, tasks
from docproc.repository.pictures import near, of_document
from docproc.wiring import Service
from models.document import Document
from models.finding import FindingKind, FindingState
from models.picture import PictureKind, PicturePrint
from models.rights import Actor, Grant, Role
from models.status import Stage, TaskStatus
from models.tables.originals import SourceRecord
from models.tables.pictures import FindingRecord, PictureRecord
from models.tables.programme import ActivityRecord, EvidenceItemRecord
from models.tables.work import TaskRecord
from tests.docproc.findings.held_pictures import AUDITOR, FIRST, add_office, flipped, hand_in, note, photo, sheet
from tests.docproc.web.held import picture

OTHER = PicturePrint("fedcba9876543210", "fedcba9876543210" * 4)


def kinds(service: Service, document_id: str) -> list[FindingKind]:
    return [one.record.kind for one in findings_about(service, AUDITOR, document_id)]


@pytest.mark.parametrize(
    ("bits", "check_bits", "found"), [(0, 0, True), (8, 30, True), (11, 64, True), (12, 0, False), (8, 65, False)]
)
def test_near_pictures_are_found_up_to_the_limit(service: Service, bits: int, check_bits: int, found: bool) -> None:
    first = hand_in(service, sheet(), FIRST, 1)
    second = hand_in(service, sheet(), flipped(FIRST, bits, check_bits), 2)
    with service.database.reading() as session:
        (signatures,) = [one for one in of_document(session, second) if one.kind is PictureKind.SIGNATURES]
        assert [one.document_id for one in near(session, signatures)] == ([first] if found else [])


def test_a_sheet_photographed_twice_is_one_finding_with_both_pictures(service: Service) -> None:
    first = hand_in(service, sheet(), FIRST, 1)
    second = hand_in(service, sheet(activity="ประชุมประจำเดึอน"), flipped(FIRST, 5), 2)
    note(service, first)
    for document_id in (first, second):
        (finding,) = findings_about(service, AUDITOR, document_id)
        assert finding.record.kind is FindingKind.SAME_SHEET
        assert [place["document"] for place in finding.record.places] == [first, second]
        assert finding.record.places[0]["box"] == [500, 350, 720, 500]


@pytest.mark.parametrize("other", [sheet(date(2023, 10, 2)), sheet(activity="อบรมอาชีพเลี้ยงผึ้งโพรง")])
def test_a_sheet_that_stands_for_another_day_or_activity_too(service: Service, other: Document) -> None:
    hand_in(service, sheet(), FIRST, 1)
    assert kinds(service, hand_in(service, other, FIRST, 2)) == [FindingKind.USED_ELSEWHERE]


def test_a_sheet_that_two_offices_hand_in(service: Service) -> None:
    hand_in(service, sheet(), FIRST, 1, "5601")
    second = hand_in(service, sheet(), FIRST, 2, "5602")
    (finding,) = findings_about(service, AUDITOR, second)
    assert (finding.record.kind, finding.record.detail) == (FindingKind.USED_ELSEWHERE, "5601, 5602")


def test_photographs_alike_and_from_two_offices(service: Service) -> None:
    first = hand_in(service, photo(), FIRST, 1, "5601")
    assert kinds(service, hand_in(service, photo(), flipped(FIRST, 2), 2, "5601")) == [FindingKind.SAME_PICTURE]
    third = hand_in(service, photo(), flipped(FIRST, 2), 3, "5602")
    assert kinds(service, third) == [FindingKind.TWO_OFFICES, FindingKind.TWO_OFFICES]
    assert FindingKind.TWO_OFFICES in kinds(service, first)


def test_one_file_that_two_offices_hand_in(service: Service) -> None:
    hand_in(service, photo(), FIRST, 1, "5601")
    assert kinds(service, hand_in(service, photo(), FIRST, 1, "5602")) == [FindingKind.TWO_OFFICES]


def test_a_second_office_has_the_file_looked_at_again(service: Service) -> None:
    document_id = hand_in(service, photo(), FIRST, 1, "5601")
    with service.database.writing() as session:
        record = documents.find(session, document_id)
        assert record is not None
        version = session.get_one(SourceRecord, record.source_id).version
        tasks.add(session, record.source_id, Stage.LINK, version)
    for office, status in (("5601", TaskStatus.DONE), ("5602", TaskStatus.WAITING)):
        with service.database.writing() as session:
            session.execute(update(TaskRecord).where(TaskRecord.stage == Stage.LINK).values(status=TaskStatus.DONE))
        accept(service, io.BytesIO(picture(1, (40, 40))), "ภาพ.png", office)
        with service.database.reading() as session:
            assert session.scalars(select(TaskRecord.status).where(TaskRecord.stage == Stage.LINK)).one() is status


def test_a_form_in_use_everywhere_is_no_finding(service: Service) -> None:
    """The pages of one form are alike; only the signatures are compared, and these are not."""
    one = hand_in(service, sheet(), FIRST, 1)
    other = hand_in(service, sheet(), OTHER, 2)
    with service.database.writing() as session:
        for row in session.scalars(select(PictureRecord).where(PictureRecord.kind == PictureKind.PAGE)):
            row.band0 = row.band1 = row.band2 = row.band3 = 7
            row.check_print = FIRST.check
    note(service, other)
    assert kinds(service, one) == kinds(service, other) == []


def test_a_finding_that_is_seen_no_more_goes_and_an_explained_one_stays(service: Service) -> None:
    first = hand_in(service, sheet(), FIRST, 1)
    second = hand_in(service, sheet(), FIRST, 2)
    third = hand_in(service, sheet(), FIRST, 3)
    kept = next(one.record for one in findings_about(service, AUDITOR, first) if one.record.other_id == second)
    explain(service, AUDITOR, kept.id, "ส่งซ้ำเพราะไฟล์แรกเบลอ")
    with service.database.writing() as session:
        session.execute(delete(PictureRecord).where(PictureRecord.document_id != first))
    for document_id in (second, third, first):
        note(service, document_id)
    assert [one.record.id for one in findings_about(service, AUDITOR, first)] == [kept.id]


def test_explaining_keeps_who_why_and_when_and_can_be_taken_back(service: Service) -> None:
    hand_in(service, sheet(), FIRST, 1)
    second = hand_in(service, sheet(), FIRST, 2)
    (finding,) = findings_about(service, AUDITOR, second)
    explain(service, AUDITOR, finding.record.id, "  ถ่ายซ้ำ \n ให้ชัดขึ้น ")
    (row,) = [one.record for one in list_findings(service, AUDITOR, state=FindingState.EXPLAINED)]
    assert (row.explained_by, row.reason) == (AUDITOR.name, "ถ่ายซ้ำ ให้ชัดขึ้น")
    assert row.explained_at is not None
    note(service, second)
    assert list_findings(service, AUDITOR, state=FindingState.OPEN) == []
    open_again(service, AUDITOR, row.id)
    (row,) = [one.record for one in list_findings(service, AUDITOR, state=FindingState.OPEN)]
    assert (row.explained_by, row.reason, row.explained_at) == (None, None, None)


@pytest.mark.parametrize("reason", ["", "  ", "ก" * 501])
def test_an_explanation_needs_words(service: Service, reason: str) -> None:
    hand_in(service, sheet(), FIRST, 1)
    (finding,) = findings_about(service, AUDITOR, hand_in(service, sheet(), FIRST, 2))
    with pytest.raises(ValueError, match="reason"):
        explain(service, AUDITOR, finding.record.id, reason)


def test_an_auditor_sees_and_explains_what_lies_in_the_area(service: Service) -> None:
    for code in ("5601", "5602", "5701"):
        add_office(service, code, f"/{code[:2]}/{code}/")
    hand_in(service, sheet(), FIRST, 1, "5601")
    second = hand_in(service, sheet(), FIRST, 2, "5602")
    near_by, afar, clerk = (
        Actor(role, role, area, (Grant(role, area),))
        for role, area in ((Role.AUDITOR, "/56/5601/"), (Role.AUDITOR, "/57/"), (Role.CLERK, "/"))
    )
    (shown,) = list_findings(service, near_by)
    assert second not in shown.shown and len(shown.shown) == 1
    assert list_findings(service, afar) == list_findings(service, clerk) == []
    for nobody in (afar, clerk):
        with pytest.raises(LookupError):
            explain(service, nobody, shown.record.id, "ดูแล้ว")
    explain(service, near_by, shown.record.id, "ดูแล้ว")


def test_findings_are_listed_page_by_page(service: Service) -> None:
    for shade in range(4):
        hand_in(service, photo(), FIRST, shade)
    listed: list[FindingRecord] = []
    while page := list_findings(service, AUDITOR, listed[-1].id if listed else None, limit=4):
        listed += [one.record for one in page]
    assert [row.id for row in listed] == sorted({row.id for row in listed}, reverse=True)
    assert len(listed) == 6
    assert list_findings(service, AUDITOR, kind=FindingKind.SAME_SHEET) == []


def test_a_sheet_of_a_programme_outside_its_window(service: Service) -> None:
    add_office(service, "5601", "/56/5601/")
    seed_programmes(service)
    document_id = hand_in(service, sheet(date(2021, 3, 1)), FIRST, 1)
    with service.database.writing() as session:
        programme = programmes.find(session, CODE)
        assert programme is not None
        now = dt.datetime.now(dt.UTC)
        session.add(
            ActivityRecord(
                id="activity",
                programme_id=programme.id,
                district_id="o5601",
                heading="ข่าวสารอาสา",
                title="ประชุม",
                held_on=date(2021, 3, 1),
                posted_on=date(2021, 3, 1),
                publisher_id="p",
                publisher_name="ก",
                published_at=now,
            )
        )
        session.flush()
        session.add(
            EvidenceItemRecord(
                id="item",
                activity_id="activity",
                document_id=document_id,
                attached_by="p",
                attached_name="ก",
                attached_at=now,
            )
        )
    note(service, document_id)
    (finding,) = findings_about(service, AUDITOR, document_id)
    assert (finding.record.kind, finding.record.detail) == (FindingKind.OUTSIDE_WINDOW, "2021-03-01")
    confirm_field(service, document_id, "date", "2020-12-01", "สมศรี")
    note(service, document_id)
    assert findings_about(service, AUDITOR, document_id) == []
