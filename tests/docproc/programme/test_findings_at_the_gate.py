"""What is found about a picture keeps the gate shut until somebody explains it; one picture serves one district."""

from __future__ import annotations

import datetime as dt

import pytest

from docproc.findings.explaining import explain, open_again
from docproc.link_decisions import decide
from docproc.programme import submissions
from docproc.programme.activities import attach_proof, remove_proof, withdraw_activity
from docproc.programme.asd_rules import CODE
from docproc.programme.settling import settle_of_file
from docproc.programme.views import standing_of
from docproc.repository import findings
from docproc.repository.clock import moment
from docproc.repository.link_decisions import Decision, LinkName
from docproc.wiring import Service
from models.chain import LinkKind
from models.finding import FindingKind, SeenFinding
from models.programme import SubmissionAct, SubmissionState
from models.status import LinkState
from models.tables.documents import DocumentRecord
from models.tables.links import LinkRecord
from models.tables.pictures import FindingRecord
from tests.docproc.linked import link_source
from tests.docproc.programme import district as d


@pytest.fixture
def asd(service: Service) -> Service:
    d.furnish(service)
    return service


def found(service: Service, kind: FindingKind, document: str, other: str | None = None) -> str:
    """Put the finding down as linking the document's file does; its id."""
    with service.database.writing() as session:
        seen = SeenFinding(kind, f"{kind}:{document}:{other}", document, other, "", ())
        findings.put_down(session, document, [seen], moment(session))
        settle_of_file(session, session.get_one(DocumentRecord, document).source_id)
        (row,) = findings.about(session, [document])
        return row.id


def codes(service: Service, district: str = d.HERE) -> set[str]:
    return {need.code for need in standing_of(service, d.AUDITOR, CODE, district).verdict.missing}


def test_open_finding_reopens_and_an_explained_one_lets_it_be_checked_again(asd: Service) -> None:
    _, sheet, _ = d.complete(asd)
    d.check(asd)
    finding = found(asd, FindingKind.SAME_STROKES, sheet)
    assert codes(asd) == {"gate.proof_finding", "gate.lacks"}
    assert standing_of(asd, d.AUDITOR, CODE, d.HERE).steps[-1].act is SubmissionAct.REOPENED
    explain(asd, d.AUDITOR, finding, "แม่ลงชื่อแทนลูก มีหนังสือมอบ")
    standing = standing_of(asd, d.AUDITOR, CODE, d.HERE)
    assert (standing.verdict.state, standing.steps[-1].act) == (SubmissionState.COMPLETE, SubmissionAct.ADVANCED)
    open_again(asd, d.AUDITOR, finding)
    assert standing_of(asd, d.AUDITOR, CODE, d.HERE).steps[-1].act is SubmissionAct.REOPENED


def test_a_picture_like_another_districts_serves_neither_even_when_explained(asd: Service) -> None:
    d.complete(asd)
    here = standing_of(asd, d.AUDITOR, CODE, d.HERE).items[0].document.id
    activity = d.publish(asd, d.THERE_LEADER, d.THERE)
    there = d.sheet(asd, 90, office=d.THERE)
    attach_proof(asd, d.THERE_LEADER, activity, there)
    submissions.hand_in(asd, d.THERE_LEADER, CODE, d.THERE)
    finding = found(asd, FindingKind.USED_ELSEWHERE, here, there)
    for district, other in ((d.HERE, d.THERE), (d.THERE, d.HERE)):
        needs = standing_of(asd, d.AUDITOR, CODE, district).verdict.missing
        assert other in {need.values["district"] for need in needs if need.code == "gate.proof_elsewhere"}
    explain(asd, d.AUDITOR, finding, "ประชุมร่วมสองอำเภอ")
    assert "gate.proof_elsewhere" in codes(asd) and "gate.proof_finding" not in codes(asd)
    assert standing_of(asd, d.AUDITOR, CODE, d.HERE).verdict.state is SubmissionState.SUBMITTED


def kinds(service: Service, *documents: str) -> list[FindingKind]:
    with service.database.reading() as session:
        return [row.kind for row in findings.about(session, documents)]


def test_day_that_does_not_count_is_found_when_the_sheet_is_attached(asd: Service) -> None:
    early = dt.date(2019, 5, 1)
    sheet, other = d.sheet(asd, 1, early), d.sheet(asd, 2, early)
    activity = d.publish(asd, held_on=early, posted_on=early)
    item = attach_proof(asd, d.LEADER, activity, sheet)
    attach_proof(asd, d.LEADER, activity, other)
    assert kinds(asd, sheet, other) == [FindingKind.OUTSIDE_WINDOW, FindingKind.OUTSIDE_WINDOW]
    assert {"gate.proof_finding", "gate.activity_outside_window"} <= codes(asd)
    remove_proof(asd, d.LEADER, item, d.LOOKED)
    assert kinds(asd, sheet) == []
    withdraw_activity(asd, d.LEADER, activity, d.LOOKED)
    assert kinds(asd, other) == []


def test_picture_attached_elsewhere_reopens_the_district_that_it_served_first(asd: Service) -> None:
    _, sheet, _ = d.complete(asd)
    there = d.sheet(asd, 90, office=d.THERE)
    d.show_the_same(asd, sheet, there)
    with asd.database.reading() as session:
        (found,) = findings.about(session, [sheet])
    explain(asd, d.AUDITOR, found.id, "สองอำเภอถ่ายใบเดียวกัน")
    d.check(asd)
    activity = d.publish(asd, d.THERE_LEADER, d.THERE)
    item = attach_proof(asd, d.THERE_LEADER, activity, there)
    standing = standing_of(asd, d.AUDITOR, CODE, d.HERE)
    assert standing.steps[-1].act is SubmissionAct.REOPENED
    assert [need["values"] for need in standing.steps[-1].missing if need["code"] == "gate.proof_elsewhere"] == [
        {"district": d.THERE}
    ]
    remove_proof(asd, d.THERE_LEADER, item, d.LOOKED)
    assert standing_of(asd, d.AUDITOR, CODE, d.HERE).steps[-1].act is SubmissionAct.ADVANCED


def test_finding_after_the_payment_flags_both_districts_records(asd: Service) -> None:
    _, sheet, _ = d.complete(asd)
    d.check(asd)
    d.pay(asd)
    found(asd, FindingKind.SAME_STROKES, sheet)
    standing = standing_of(asd, d.AUDITOR, CODE, d.HERE)
    assert (standing.verdict.state, standing.steps[-1].act) == (SubmissionState.PAID, SubmissionAct.FLAGGED)
    with asd.database.reading() as session:
        assert session.query(FindingRecord).count() == 1


def test_sheet_that_a_person_says_shows_another_activity_reopens(asd: Service) -> None:
    _, sheet, screen = d.complete(asd)
    d.check(asd)
    with asd.database.writing() as session:
        now = moment(session)
        session.add(
            LinkRecord(
                id="1" * 32, from_document_id=sheet, to_document_id=screen, kind=LinkKind.SHOWS, score=0.6, reasons=[],
                state=LinkState.SUSPECTED, made_by="machine", created_at=now, updated_at=now,
            )
        )  # fmt: skip
    decide(asd, LinkName(sheet, screen, LinkKind.SHOWS), Decision(LinkState.REJECTED, "คนละกิจกรรม", "clerk"))
    source = standing_of(asd, d.AUDITOR, CODE, d.HERE).items[0].document.source_id
    link_source(asd, source)
    with asd.database.writing() as session:
        settle_of_file(session, source)
    assert "gate.proof_link_rejected" in codes(asd)
    assert standing_of(asd, d.AUDITOR, CODE, d.HERE).steps[-1].act is SubmissionAct.REOPENED
