"""Whom the registers offer for a name that a pen wrote on a sheet, on both databases."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from docproc.corrections import correct_typed
from docproc.registers.person_names import name_key
from docproc.review import review_item
from docproc.wiring import Service
from models.document import Document
from models.geometry import Box
from models.office import Tier
from models.tables.offices import OfficeRecord
from models.tables.people import DistrictLeaderRecord, OfficialRecord, VolunteerRecord
from models.tables.programme import ActivityRecord, EvidenceItemRecord, ProgrammeRecord
from models.tables.villages import VillageRecord
from tests.docproc.web.held import hold, sheet_document

NOW = dt.datetime(2023, 9, 20, tzinfo=dt.UTC)
MADE = {"made_by": "สมศรี", "at": NOW}
KEPT = ("/56/",)
FIELD = "rows[2].name"
LEADER, VOLUNTEERS, OFFICIAL = "นายทดลอง นำทาง", ("นางสมมุติ ดีงาม", "นายสมมาตร ดีจริง"), "นายตัวอย่าง ปกครอง"
OTHER_LEADER = "นางต่างถิ่น ไกลบ้าน"


@pytest.fixture
def registers(service: Service) -> None:
    """A province of two districts; the first has a leader, two volunteers and an official, the other a leader."""
    with service.database.writing() as session:
        session.add(OfficeRecord(id="p", code="56", tier=Tier.PROVINCE, name="จังหวัดพะเยา", path="/56/"))
        session.flush()
        for key, code, name in (("a", "5607", "อำเภอแม่ใจ"), ("b", "5602", "อำเภอจุน")):
            path = f"/56/{code}/"
            session.add(OfficeRecord(id=key, code=code, tier=Tier.DISTRICT, name=name, parent_id="p", path=path))
        session.flush()
        village = VillageRecord(id="v", code="56070103", name="บ้านสมมุติ", moo=3, subdistrict_code="560701",
                                subdistrict="ป่าแฝก", district_id="a", path="/56/5607/")  # fmt: skip
        session.add(village)
        session.flush()
        for district, path, name in (("a", "/56/5607/", LEADER), ("b", "/56/5602/", OTHER_LEADER)):
            known = {"id": f"l{district}", "name": name, "name_key": name_key(name), "path": path}
            session.add(DistrictLeaderRecord(district_id=district, **known, **MADE))
        for n, name in enumerate(VOLUNTEERS):
            known = {"id": f"v{n}", "name": name, "name_key": name_key(name), "path": "/56/5607/"}
            session.add(VolunteerRecord(village_id="v", **known, **MADE))
        known = {"id": "o", "name": OFFICIAL, "name_key": name_key(OFFICIAL), "path": "/56/5607/"}
        session.add(OfficialRecord(office_id="a", position="ปลัดอำเภอ", **known, **MADE))


def sheet(head: str = "", glimpse: str | None = None) -> Document:
    """Rows 1 and 2 printed, row 3 by hand; a reader made `glimpse` of it."""
    document = sheet_document()
    assert document.sheet is not None
    rows = tuple(
        replace(row, name_box=Box(120, row.box.y0, 480, row.box.y1), name_confidence=0.97)
        for row in document.sheet.rows
    )
    rows = (*rows[:2], replace(rows[2], name_glimpse=glimpse))
    return replace(document, text=f"ใบเซ็นชื่อ\n{head}", sheet=replace(document.sheet, rows=rows))


def offered(service: Service, document_id: str, areas: tuple[str, ...] = KEPT, field: str = FIELD) -> list[str]:
    return [one.printed for one in review_item(service, document_id, field, areas).choices]


@pytest.mark.usefixtures("registers")
def test_people_of_the_district_are_offered_those_first_who_are_like_what_could_be_seen(service: Service) -> None:
    _, (document_id,) = hold(service, [sheet("ประชุมตำบลป่าแฝก อำเภอแม่ใจ จังหวัดพะเยา", "นาย สมนาตรดิจริ")])
    item = review_item(service, document_id, FIELD, KEPT)
    assert item.shown.value is None  # nothing is put in
    assert item.choices[0].printed == VOLUNTEERS[1]
    assert {one.printed for one in item.choices} == {LEADER, *VOLUNTEERS, OFFICIAL}
    about = {one.printed: (one.code, one.detail) for one in item.choices}
    assert about[LEADER] == ("choice.leader", "อำเภอแม่ใจ")
    assert about[VOLUNTEERS[0]] == ("choice.volunteer", "บ้านสมมุติ หมู่ที่ 3 ตำบลป่าแฝก")
    assert about[OFFICIAL] == ("choice.official", "ปลัดอำเภอ อำเภอแม่ใจ")


@pytest.mark.usefixtures("registers")
def test_whom_another_row_names_comes_last(service: Service) -> None:
    _, (document_id,) = hold(service, [sheet("อำเภอแม่ใจ", VOLUNTEERS[1])])
    seen = review_item(service, document_id, "rows[1].name").shown.id
    correct_typed(service, document_id, "rows[1].name", VOLUNTEERS[1], "สมศรี", seen)
    assert offered(service, document_id)[-1] == VOLUNTEERS[1]


@pytest.mark.usefixtures("registers")
def test_a_printed_name_read_without_confidence_is_offered_only_names_much_like_it(service: Service) -> None:
    document = sheet("อำเภอแม่ใจ")
    assert document.sheet is not None
    first, *rest = document.sheet.rows
    misread = replace(first, name="นางสมมุติ ดิงาบ", name_confidence=0.5)
    _, (document_id,) = hold(service, [replace(document, sheet=replace(document.sheet, rows=(misread, *rest)))])
    assert offered(service, document_id, field="rows[0].name") == [VOLUNTEERS[0]]


@pytest.mark.usefixtures("registers")
@pytest.mark.parametrize(
    ("head", "office", "leader"),
    [
        ("อำเภอแม่ใจ", "5602", LEADER),  # the head goes before the office that handed it in
        ("ณ ศาลาประชาคม", "5602", OTHER_LEADER),
        ("ณ ศาลาประชาคม", "56", None),  # a province's office says nothing of the district
        ("อำเภอที่ไม่มี", None, None),
    ],
)
def test_the_district_is_told_by_the_head_or_by_who_handed_it_in(
    service: Service, head: str, office: str | None, leader: str | None
) -> None:
    _, (document_id,) = hold(service, [sheet(head)], office=office)
    found = [name for name in offered(service, document_id) if name in (LEADER, OTHER_LEADER)]
    assert found == ([leader] if leader else [])


@pytest.mark.usefixtures("registers")
def test_the_activity_that_the_sheet_proves_goes_before_its_head(service: Service) -> None:
    _, (document_id,) = hold(service, [sheet("อำเภอแม่ใจ")])
    with service.database.writing() as session:
        session.add(ProgrammeRecord(id="g", code="asd", name="อสด.", created_at=NOW))
        session.flush()
        said = {"heading": "h", "title": "t", "held_on": NOW.date(), "posted_on": NOW.date(), "published_at": NOW}
        by = {"publisher_id": "u", "publisher_name": "สมศรี"}
        session.add(ActivityRecord(id="c", programme_id="g", district_id="b", **said, **by))
        session.flush()
        attached = {"attached_by": "u", "attached_name": "สมศรี", "attached_at": NOW}
        session.add(EvidenceItemRecord(id="e", activity_id="c", document_id=document_id, **attached))
    assert offered(service, document_id) == [OTHER_LEADER]


@pytest.mark.usefixtures("registers")
def test_nobody_is_told_who_keeps_no_register_there(service: Service) -> None:
    _, (document_id,) = hold(service, [sheet("อำเภอแม่ใจ")])
    assert offered(service, document_id, ()) == []
    assert offered(service, document_id, ("/56/5602/",)) == []
