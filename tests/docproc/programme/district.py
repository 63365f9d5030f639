"""A small province with two districts, the people of its programme, and what a leader has to show; all invented."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

from docproc.findings.noting import note_findings
from docproc.identifiers import new_id
from docproc.programme import submissions
from docproc.programme.activities import attach_proof, publish_activity
from docproc.programme.asd_rules import CODE
from docproc.programme.rules import change_rule, seed_programmes
from docproc.programme.settling import settle_of_file
from docproc.programme.views import standing_of
from docproc.registers.person_names import name_key
from docproc.repository import offices, pictures
from docproc.repository.activities import Post
from docproc.repository.clock import moment
from docproc.repository.offices import NewOffice
from docproc.repository.pictures import Picture
from docproc.wiring import Service
from models.document import Document
from models.field import Field
from models.geometry import Box
from models.office import Tier
from models.picture import PictureKind, PicturePrint
from models.post import Post as SeenPost
from models.programme import RuleKey
from models.rights import EVERYWHERE, Actor, Grant, Role
from models.sheet import Sheet
from models.status import DocType, Status
from models.tables.documents import DocumentRecord
from models.tables.people import DistrictLeaderRecord
from tests.docproc.web.held import PAGE_SIZE, field, hold, picture, sheet_document

PROVINCE, HERE, THERE = "/90/", "9001", "9002"
HELD_ON = dt.date(2026, 1, 15)
TITLE = "เวทีแนะนำอาสาสมัครดิจิทัล หมู่ 4 มีผู้สมัคร 12 คน"
LOOKED = "ดูหลักฐานแล้ว"


def actor(name: str, role: Role, area: str, user_id: str | None = None) -> Actor:
    return Actor(user_id or name, name, area, (Grant(role, area),))


LEADER = actor("นางสาวสมมุติ ทดสอบดี", Role.LEADER, f"{PROVINCE}{HERE}/", "leader")
SECOND_LEADER = actor("นายตัวอย่าง ไม่มีจริง", Role.LEADER, f"{PROVINCE}{HERE}/", "second-leader")
THERE_LEADER = actor("นางจำลอง แต่งขึ้น", Role.LEADER, f"{PROVINCE}{THERE}/", "there-leader")
CLERK = actor("นายตรวจ สมมุติ", Role.CLERK, PROVINCE, "clerk")
TREASURER = actor("นางจ่าย สมมุติ", Role.TREASURER, PROVINCE, "treasurer")
AUDITOR = actor("นายสอบ สมมุติ", Role.AUDITOR, PROVINCE, "auditor")
ADMINISTRATOR = actor("นางดูแล สมมุติ", Role.ADMINISTRATOR, EVERYWHERE, "administrator")
EVERYTHING = Actor("everything", "นายทุก หน้าที่", EVERYWHERE, tuple(Grant(role, EVERYWHERE) for role in Role))


def furnish(service: Service) -> None:
    """The offices, and the programme with a window that today lies in."""
    with service.database.writing() as session:
        offices.save_all(session, [NewOffice("90", Tier.PROVINCE, "จังหวัดสมมุติ", None)])
        districts = [
            NewOffice(HERE, Tier.DISTRICT, "อำเภอที่นี่", "90"),
            NewOffice(THERE, Tier.DISTRICT, "อำเภอที่โน่น", "90"),
        ]
        offices.save_all(session, districts)
    seed_programmes(service)
    change_rule(service, ADMINISTRATOR, CODE, RuleKey.WINDOW_END, "2099-12-31", "ทดสอบ")


def register_leader(service: Service, name: str) -> None:
    """Put somebody into the register of the district's leaders."""
    with service.database.writing() as session:
        office = offices.by_codes(session, [HERE])[HERE]
        line = {"id": new_id(), "district_id": office.id, "name": name, "name_key": name_key(name), "path": office.path}
        session.add(DistrictLeaderRecord(**line, made_by="test", at=moment(session)))


@dataclass(frozen=True)
class Shown:
    """What a screen or a sheet says; the defaults fit `publish`."""

    poster: str | None = "สมมุติ ทดสอบดี (แกนนำ อสด.)"
    day: dt.date | None = HELD_ON
    title: str | None = TITLE
    status: Status = Status.READ


def _seen(value: Any, top: int, status: Status) -> Field[Any]:
    return field(value, top, status) if value is not None else Field(None, "…", 1, None, Status.UNREAD)


def screen(service: Service, shade: int, shown: Shown = Shown(), office: str = HERE) -> str:
    """Id of a screenshot that was handed in; another shade is another file."""
    return _held(service, screen_read(shown), shade, office)


def screen_read(shown: Shown) -> Document:
    post = SeenPost(
        poster=_seen(shown.poster, 100, shown.status),
        date=_seen(shown.day, 150, shown.status),
        title=_seen(shown.title, 200, shown.status),
    )
    text = "\n".join(("ข่าวสารอาสา", shown.poster or "", shown.title or ""))
    return Document(DocType.SCREENSHOT, (1,), (PAGE_SIZE,), text, post=post)


def sheet(service: Service, shade: int, day: dt.date | None = HELD_ON, office: str = HERE, signed: bool = True) -> str:
    whole = sheet_document()
    assert whole.sheet is not None
    rows = whole.sheet.rows if signed else tuple(replace(row, signed=False) for row in whole.sheet.rows)
    content = Sheet(rows, whole.sheet.title, whole.sheet.activity, field(day, 200) if day else Field(), Field())
    return _held(service, replace(whole, sheet=content), shade, office)


def show_the_same(service: Service, *documents: str) -> None:
    """Let the documents be pictures of one sheet or screen, as linking finds out."""
    prints = PicturePrint("0123456789abcdef", "0123456789abcdef" * 4)
    with service.database.writing() as session:
        records = [session.get_one(DocumentRecord, document) for document in documents]
        for record in records:
            kind = PictureKind.SIGNATURES if record.doc_type is DocType.ATTENDANCE_SHEET else PictureKind.PHOTO
            pictures.save(session, record.id, [Picture(record.id, 1, kind, prints, Box(0, 0, 800, 1130))])
        for record in records:
            note_findings(session, record.source_id)
            settle_of_file(session, record.source_id)


def photo(service: Service, shade: int, office: str = HERE) -> str:
    return _held(service, Document(DocType.PHOTO, (1,), (PAGE_SIZE,), ""), shade, office)


def _held(service: Service, document: Document, shade: int, office: str) -> str:
    _, (document_id,) = hold(service, [document], data=picture(shade % 256, (40 + shade // 256, 40)), office=office)
    return document_id


def publish(service: Service, leader: Actor = LEADER, district: str = HERE, **changed: Any) -> str:
    """Id of a published activity; name what is different."""
    values = {"heading": "ข่าวสารอาสา", "title": TITLE, "held_on": HELD_ON, "posted_on": HELD_ON, **changed}
    return publish_activity(service, leader, CODE, district, Post(**values))


def complete(service: Service, shade: int = 10) -> tuple[str, str, str]:
    """A district that has handed in everything: ids of the activity, the sheet and the screenshot."""
    activity = publish(service)
    proofs = sheet(service, shade), screen(service, shade + 1)
    for proof in proofs:
        attach_proof(service, LEADER, activity, proof)
    submissions.hand_in(service, LEADER, CODE, HERE)
    return activity, *proofs


def seal(service: Service, district: str = HERE) -> str:
    """Of the evidence that people have in view now."""
    return standing_of(service, EVERYTHING, CODE, district).verdict.seal


def check(service: Service, who: Actor = CLERK, district: str = HERE, payee: str | None = None) -> None:
    submissions.check(service, who, CODE, district, seal(service, district), LOOKED, payee)


def pay(service: Service, who: Actor = TREASURER, district: str = HERE) -> str:
    return submissions.pay(service, who, CODE, district, seal(service, district), LOOKED)
