"""Whom the เรียน line of a letter addresses."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from docproc.db import Database
from docproc.registers.addressees import Addressees, expand_addressee
from docproc.repository import offices
from docproc.repository.offices import NewOffice
from models.office import Tier
from models.tables.offices import OfficeRecord
from models.tables.villages import VillageRecord
from tests.docproc.registers.seeded import seeded_database

LOCALS = (
    NewOffice("02520000", Tier.LOCAL, "องค์การบริหารส่วนจังหวัดลำปาง", "52"),
    NewOffice("04520801", Tier.LOCAL, "เทศบาลเมืองบ้านสมมุติ", "5208"),
    NewOffice("05520802", Tier.LOCAL, "เทศบาลตำบลทดลอง", "5208"),
    NewOffice("06520803", Tier.LOCAL, "องค์การบริหารส่วนตำบลนาสมมุติ", "5208"),
)


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    with seeded_database(tmp_path_factory.mktemp("addressees"), LOCALS) as database:
        yield database


def expanded(session: Session, text: str, sender: str | None) -> Addressees:
    office: OfficeRecord | None = offices.by_code(session, sender) if sender else None
    return expand_addressee(session, text, office)


@pytest.mark.parametrize(
    ("text", "sender", "count"),
    [
        ("ผู้ว่าราชการจังหวัดทุกจังหวัด", "ดศ", 76),
        ("ผู้ว่าราชการจังหวัดทุกจังหวัด", None, 76),
        ("ผู้ว่าราชการจังหวัดทุกจังหวัด และผู้ว่าราชการกรุงเทพมหานคร", "มท", 77),
        ("ผู้ว่าราชการจังหวัดทุกจังหวัด (ยกเว้นจังหวัดลำปาง)", "ดศ", 75),
        ("นายอำเภอทุกอำเภอ", "52", 13),
        ("นายอำเภอทุกอำเภอ", "มท", 878),
        ("นายอำเภอทุกอำเภอในจังหวัดลำพูน", "มท", 8),
        ("ปลัดกระทรวงทุกกระทรวง", "นร", 19),
        ("นายกองค์กรปกครองส่วนท้องถิ่นทุกแห่ง", "5208", 3),
        ("นายกองค์กรปกครองส่วนท้องถิ่นทุกแห่ง", "52", 4),
        ("นายกเทศมนตรีทุกแห่ง", "5208", 2),
        ("นายอำเภอเถิน, นายอำเภอแม่ทะ และนายอำเภอสบปราบ", "52", 3),
        ("๑. นายอำเภอเถิน\n๒. นายอำเภอแม่ทะ", "52", 2),
        ("ผู้ว่าราชการจังหวัดลำปาง", "ดศ", 1),
    ],
)
def test_line_addresses_so_many_offices(seeded: Database, text: str, sender: str | None, count: int) -> None:
    with seeded.reading() as session:
        found = expanded(session, text, sender)
        assert len(found.offices) == count
        assert found.is_complete


def test_bangkok_is_no_province_of_every_province(seeded: Database) -> None:
    with seeded.reading() as session:
        assert "10" not in {one.code for one in expanded(session, "ผู้ว่าราชการจังหวัดทุกจังหวัด", "ดศ").offices}


def test_heads_of_subdistricts_stand_beside_local_governments(seeded: Database) -> None:
    with seeded.reading() as session:
        found = expanded(session, "นายกองค์กรปกครองส่วนท้องถิ่นทุกแห่ง กำนันทุกตำบล", "5208")
    assert len(found.offices) == 3
    assert len(found.positions) == 8
    assert found.positions[0].place == "ตำบลล้อมแรด"


@pytest.mark.parametrize("text", ["นายกองตรีปกครองส่วนท้องถิ่นทุกพื้นที่", "นายกองคกรปกครองสวนท้องถิ่นทุกแห่ง"])
def test_damaged_phrase_is_understood_and_not_exact(seeded: Database, text: str) -> None:
    with seeded.reading() as session:
        found = expanded(session, text, "5208")
    assert len(found.offices) == 3
    assert not found.is_exact


@pytest.mark.parametrize(
    ("text", "sender"),
    [
        ("นายอำเภอทุกอำเภอ", None),  # of which province?
        ("นายอำเภอทุกอำเภอ", "5208"),
        ("หัวหน้าส่วนราชการทุกแห่ง", "52"),
        ("ผู้ว่าราชการจังหวัดทุกจังหวัด ยกเว้นจังหวัดที่ไม่มี", "ดศ"),
        ("นายอำเภอเฉลิมพระเกียรติ", "ดศ"),  # several of the name
    ],
)
def test_what_is_not_understood_is_said(seeded: Database, text: str, sender: str | None) -> None:
    with seeded.reading() as session:
        found = expanded(session, text, sender)
    assert found.offices == ()
    assert found.unresolved
    assert not found.is_complete


def test_kind_that_was_never_imported_is_not_taken_for_none(seeded: Database) -> None:
    with seeded.reading() as session:
        found = expanded(session, "นายกองค์กรปกครองส่วนท้องถิ่นทุกแห่ง", "5203")
    assert found.unregistered
    assert not found.is_complete


def test_name_of_the_senders_province_comes_first(seeded: Database) -> None:
    with seeded.reading() as session:
        (office,) = expanded(session, "นายอำเภอเฉลิมพระเกียรติ", "55").offices
        assert office.code == "5515"


def test_village_heads_are_those_of_imported_villages(database: Database) -> None:
    with database.writing() as session:
        offices.save_all(session, [NewOffice("52", Tier.PROVINCE, "จังหวัดลำปาง", None)])
        offices.save_all(session, [NewOffice("5208", Tier.DISTRICT, "อำเภอเถิน", "52")])
    with database.reading() as session:
        assert expanded(session, "ผู้ใหญ่บ้านทุกหมู่บ้าน", "5208").unregistered
    with database.writing() as session:
        district = offices.by_code(session, "5208")
        assert district is not None
        session.add(
            VillageRecord(
                id="v", code="52080103", name="บ้านสมมุติ", moo=3, subdistrict_code="520801", subdistrict="ล้อมแรด",
                district_id=district.id, local_id=None, path=district.path,
            )
        )  # fmt: skip
    with database.reading() as session:
        (head,) = expanded(session, "ผู้ใหญ่บ้านทุกหมู่บ้าน", "5208").positions
        assert (head.code, head.place) == ("52080103", "บ้านสมมุติ หมู่ที่ 3 ตำบลล้อมแรด")
