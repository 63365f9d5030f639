"""The seeded offices, and finding them by what paper says."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from sqlalchemy import func, select

from docproc.db import Database
from docproc.registers.office_seed import Seeded, seed_offices
from docproc.repository import offices
from docproc.repository.offices import Naming, NewOffice, only_exact
from models.office import Tier
from models.tables.offices import OfficeRecord
from tests.docproc.registers.seeded import seeded_database

LOCALS = (
    NewOffice("05520801", Tier.LOCAL, "เทศบาลเมืองบ้านสมมุติ", "5208"),
    NewOffice("06520802", Tier.LOCAL, "องค์การบริหารส่วนตำบลนาสมมุติ", "5208"),
    NewOffice("06520302", Tier.LOCAL, "องค์การบริหารส่วนตำบลนาสมมุติ", "5203"),
)


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """Looked up in, never written to: names are matched in Python, so one kind of database does."""
    with seeded_database(tmp_path_factory.mktemp("offices"), LOCALS) as database:
        yield database


def test_seed_holds_all_provinces_and_districts_and_changes_nothing_again(database: Database) -> None:
    with database.writing() as session:
        assert seed_offices(session).added == 77 + 928 + 32
    begun = time.process_time()
    with database.writing() as session:
        assert seed_offices(session) == Seeded(0, 0)
    assert time.process_time() - begun < 1
    with database.reading() as session:
        count = select(OfficeRecord.tier, func.count()).group_by(OfficeRecord.tier)
        assert dict(session.execute(count).all()) == {
            Tier.MINISTRY: 32,
            Tier.PROVINCE: 77,
            Tier.DISTRICT: 928,
        }
        thoen = offices.by_code(session, "5208")
        assert thoen is not None
        assert (thoen.name, thoen.path, thoen.letter_code) == ("อำเภอเถิน", "/52/5208/", "ลป")
        historic = offices.by_code(session, "ทก")
        assert historic is not None
        assert not historic.is_active


def test_seed_leaves_offices_of_people_and_repairs_its_own(database: Database) -> None:
    with database.writing() as session:
        seed_offices(session)
        offices.save_all(session, LOCALS)
        thoen = offices.by_code(session, "5208")
        assert thoen is not None
        thoen.name = "อำเภออื่น"
        session.flush()
        assert seed_offices(session) == Seeded(0, 1)
        assert thoen.name == "อำเภอเถิน"
        assert offices.by_code(session, "05520801") is not None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("ที่ว่าการอำเภอเถิน", "5208"),
        ("ที่ทำการปกครองอำเภอเถิน จังหวัดลำปาง", "5208"),
        ("นายอำเภอเถิน", "5208"),
        ("อ.เถิน จ.ลำปาง", "5208"),
        ("ที่ว่าการอำเภอเถิน ถนนสายเอก ลป ๕๒๑๖๐", "5208"),
        ("อำเภอแม่ ทะ", "5210"),  # a space that a reader put inside
        ("อำเภอเมือง จังหวัดลำปาง", "5201"),  # as people say it
        ("อำเภอเมืองลำปาง", "5201"),
        ("อำเภอเฉลิมพระเกียรติ จังหวัดน่าน", "5515"),  # one of five of that name
        ("ศาลากลางจังหวัดลำปาง", "52"),
        ("ผู้ว่าราชการจังหวัดลำปาง", "52"),
        ("กรุงเทพมหานคร", "10"),
        ("สำนักงานเขตพระนคร กรุงเทพมหานคร", "1001"),
        ("ปลัดกระทรวงดิจิทัลเพื่อเศรษฐกิจและสังคม", "ดศ"),
        ("กระทรวงการอุดมศึกษา วิทยาศาสตร์ วิจัยและนวัตกรรม", "อว"),
        ("สำนักงานเทศบาลเมืองบ้านสมมุติ", "05520801"),
        ("นายกเทศมนตรีเมืองบ้านสมมุติ อำเภอเถิน จังหวัดลำปาง", "05520801"),
        ("ทม.บ้านสมมุติ", "05520801"),
        ("อบต.นาสมมุติ อำเภอเถิน", "06520802"),  # two of the name: the district tells
        ("ที่ทำการองค์การบริหารส่วนตำบลนาสมมุติ อำเภอเสริมงาม", None),  # neither lies there
    ],
)
def test_name_on_paper_is_one_office(seeded: Database, text: str, code: str | None) -> None:
    with seeded.reading() as session:
        found = only_exact(offices.by_name(session, text))
        assert (found.code if found else None) == code


@pytest.mark.parametrize(
    ("text", "naming", "codes"),
    [
        ("ที่ว่าการอำเภอเงิน", Naming.LIKE, {"5208"}),  # ถ read as ง: the only one of 928 so near
        ("สำนักงานสถิติจังหวัดลำปาง", Naming.WITHIN, {"52"}),
        ("กองช่าง เทศบาลเมืองบ้านสมมุติ", Naming.WITHIN, {"05520801"}),
        ("สำนักงานปลัดกระทรวงดิจิทัลเพื่อเศรษฐกิจและสังคม", Naming.WITHIN, {"ดศ"}),
        ("อำเภอเถิน จังหวัดลำพูน", Naming.ELSEWHERE, {"5208"}),
        ("อำเภอเฉลิมพระเกียรติ", Naming.NAMED, {"3032", "3123", "1913", "5515", "8023"}),
        ("องค์การบริหารส่วนตำบลนาสมมุติ", Naming.NAMED, {"06520802", "06520302"}),
        ("กระทรวงสาธารณสุฃ", Naming.LIKE, set()),  # ข and ฃ are not on the list of glyphs taken for each other
    ],
)
def test_name_that_is_not_sure_says_why(seeded: Database, text: str, naming: Naming, codes: set[str]) -> None:
    with seeded.reading() as session:
        found = offices.by_name(session, text)
    assert {candidate.naming for candidate in found} <= {naming}
    assert {candidate.office.code for candidate in found} <= codes
    assert bool(found) == bool(codes)
    assert only_exact(found) is None


@pytest.mark.parametrize("text", ["", "สำนักบริหารงานทั่วไป", "อำเภอ", "โรงเรียนบ้านสมมุติวิทยา", "อำเภอไม่มีที่ไหนเลย"])
def test_text_that_names_no_office_names_none(seeded: Database, text: str) -> None:
    with seeded.reading() as session:
        assert offices.by_name(session, text) == []


def test_areas_are_told_apart_on_each_database(database: Database) -> None:
    new = [NewOffice(code, Tier.PROVINCE, f"จังหวัด{code}", None) for code in ("a", "A", "a_", "ab")]
    with database.writing() as session:
        offices.save_all(session, new)
    with database.reading() as session:
        assert [one.code for one in offices.subtree(session, "/a/")] == ["a"]
        assert [one.code for one in offices.subtree(session, "/a_/")] == ["a_"]


def test_area_tells_offices_of_one_name_apart(seeded: Database) -> None:
    with seeded.reading() as session:
        found = only_exact(offices.by_name(session, "อบต.นาสมมุติ", "/52/5203/"))
        assert found is not None
        assert found.code == "06520302"


def test_tree_is_walked_down_and_up(seeded: Database) -> None:
    with seeded.reading() as session:
        lampang = offices.by_code(session, "52")
        assert lampang is not None
        districts = offices.children(session, lampang)
        assert len(districts) == 13
        assert offices.children(session, lampang, after=districts[4].code)[0].code == districts[5].code
        assert [one.code for one in offices.subtree(session, "/52/5208/")] == ["5208", "05520801", "06520802"]
        town = offices.by_code(session, "05520801")
        assert town is not None
        assert [one.code for one in offices.above(session, town)] == ["52", "5208"]
        top = offices.children(session, None, limit=200)
        assert len(top) == 77 + 32


def test_office_below_an_unknown_one_is_refused(database: Database) -> None:
    with database.writing() as session, pytest.raises(KeyError):
        offices.save_all(session, [NewOffice("1", Tier.LOCAL, "เทศบาลตำบลสมมุติ", "9999")])
