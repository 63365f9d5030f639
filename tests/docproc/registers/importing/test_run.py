"""Imports as a whole: every bad row told, all of a file or nothing, each kind once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from sqlalchemy import func, select

from docproc.messages.catalogue import LANGUAGES, load_catalogue
from docproc.registers.importing.report import Counts, FileRefusedError, ImportKind, Report
from docproc.registers.importing.run import import_file
from docproc.repository import offices
from docproc.repository.offices import NewOffice
from docproc.wiring import Service
from models.office import Tier
from models.register import Book, TwinState
from models.rights import EVERYWHERE, Actor, DeniedError, Grant, Role
from models.tables.letter_registers import RegisterCounterRecord, RegisterEntryRecord
from models.tables.people import DistrictLeaderRecord, VolunteerRecord, VolunteerTwinRecord
from models.tables.record import Record
from models.tables.villages import VillageRecord

SAMPLES = Path(__file__).parents[4] / "samples" / "registers"
CLERK = Actor("u1", "เสมียน ทดลอง", "/52/5208/", (Grant(Role.CLERK, EVERYWHERE),))
OFFICES = (
    (NewOffice("52", Tier.PROVINCE, "จังหวัดลำปาง", None, "ลป"), NewOffice("51", Tier.PROVINCE, "จังหวัดลำพูน", None, "ลพ")),
    (
        NewOffice("5208", Tier.DISTRICT, "อำเภอเถิน", "52", "ลป"),
        NewOffice("5210", Tier.DISTRICT, "อำเภอแม่ทะ", "52", "ลป"),
    ),
)
VILLAGES = "รหัสหมู่บ้าน,ชื่อหมู่บ้าน\n52080101,บ้านสมมุติ\n52080102,บ้านทดลอง\n"
VOLUNTEERS = "ชื่อ-สกุล,รหัสหมู่บ้าน,วันที่ผ่านออนไลน์,วันที่คัดเลือก,อบรมในห้องเรียน,วุฒิบัตร,อายุ\n"
SENT = "เลขทะเบียนส่ง,วันที่ส่ง,ที่,จาก,ถึง,เรื่อง,ยกเลิก\n"

Import = Callable[..., Report]


@pytest.fixture
def importing(service: Service) -> Import:
    with service.database.writing() as session:
        for tier in OFFICES:
            offices.save_all(session, tier)

    def run(kind: ImportKind, text: str | bytes, actor: Actor = CLERK, *, is_dry_run: bool = False) -> Report:
        data = text.encode() if isinstance(text, str) else text
        return import_file(service, actor, kind, data, is_dry_run=is_dry_run)

    return run


def count(service: Service, record: type[Record]) -> int:
    with service.database.reading() as session:
        return session.scalar(select(func.count()).select_from(record)) or 0


def told(report: Report) -> list[tuple[int, str, str]]:
    return [(fault.row, fault.column, fault.code) for fault in report.faults]


def test_samples_are_taken_over_whole_and_a_second_time_change_nothing(importing: Import, service: Service) -> None:
    names = {
        "local-governments.csv": 4,
        "villages.xlsx": 4,
        "leaders.csv": 2,
        "volunteers.csv": 3,
        "officials.csv": 2,
        "quotas.csv": 2,
        "letters-received.xlsx": 2,
        "letters-sent.csv": 3,
    }
    assert {path.name for path in SAMPLES.iterdir()} == names.keys()
    for name, rows in names.items():
        kind = ImportKind(name.partition(".")[0])
        data = (SAMPLES / name).read_bytes()
        assert importing(kind, data, is_dry_run=True).counts == Counts(added=rows)
        report = importing(kind, data)
        assert (report.is_saved, report.faults, report.counts) == (True, (), Counts(added=rows))
        if not kind.startswith("letters"):
            assert importing(kind, data).counts == Counts(unchanged=rows)
    with service.database.reading() as session:
        village = session.scalar(select(VillageRecord).where(VillageRecord.code == "52080201"))
        assert village is not None
        assert (village.name, village.subdistrict, village.path) == ("บ้านทดลอง", "แม่วะ", "/52/5208/")
        town = offices.by_code(session, "04520801")
        assert town is not None
        assert town.path == "/52/5208/04520801/"


def test_dry_run_saves_nothing(importing: Import, service: Service) -> None:
    report = importing(ImportKind.VILLAGES, VILLAGES, is_dry_run=True)
    assert (report.is_saved, report.counts) == (False, Counts(added=2))
    assert count(service, VillageRecord) == 0


def test_one_bad_row_keeps_all_out(importing: Import, service: Service) -> None:
    report = importing(ImportKind.VILLAGES, VILLAGES + "99080101,บ้านไกล\n")
    assert told(report) == [(4, "รหัสหมู่บ้าน", "unknown_district")]
    assert not report.is_saved
    assert count(service, VillageRecord) == 0


@pytest.mark.parametrize(
    ("kind", "text", "faults"),
    [
        (ImportKind.VILLAGES, VILLAGES + "52080101,บ้านสมมุติ\n", [(4, "รหัสหมู่บ้าน", "village_twice")]),
        (ImportKind.VILLAGES, "รหัสหมู่บ้าน,ชื่อหมู่บ้าน\n5208,ก\n", [(2, "รหัสหมู่บ้าน", "not_a_village_code")]),
        (ImportKind.VILLAGES, "รหัสหมู่บ้าน,ชื่อหมู่บ้าน\n52089901,ก\n", [(2, "รหัสหมู่บ้าน", "unknown_subdistrict")]),
        (
            ImportKind.VILLAGES,
            "อำเภอ,จังหวัด,ตำบล,หมู่ที่,ชื่อหมู่บ้าน\nเงิน,ลำปาง,ล้อมแรด,๑,ก\nเถิน,ลำพูน,ล้อมแรด,1,ข\nเถิน,ลำปาง,ไม่มี,1,ค\n",
            [(2, "อำเภอ", "unknown_district"), (3, "อำเภอ", "unknown_district"), (4, "ตำบล", "unknown_subdistrict")],
        ),
        (
            ImportKind.LOCAL_GOVERNMENTS,
            "code,name,district\n05520801,โรงเรียนบ้านสมมุติ,5208\n5208,เทศบาลตำบลก,5208\nX1,เทศบาลตำบลข,5208\nx1,เทศบาลตำบลค,5208\n",
            [(2, "name", "not_a_local_government"), (3, "code", "not_a_code"), (5, "code", "twice")],
        ),
        (
            ImportKind.LEADERS,
            "ชื่อ,อำเภอ,วันที่อบรม\nนายเอก สมมุติ,5208,31 พ.ย. 2563\nนายเอก สมมุติ,เถิน,\nเอก  สมมุติ,5208,\n,5208,\n",
            [
                (2, "วันที่อบรม", "not_a_date"),
                (3, "ชื่อ", "leader_twice"),
                (4, "ชื่อ", "leader_twice"),
                (5, "ชื่อ", "missing"),
            ],
        ),
        (
            ImportKind.LEADERS,
            "ชื่อ,อำเภอ,สังกัด\nนายเอก สมมุติ,5208,=cmd()\nนายโท 1234567890121,5208,\n",
            [(2, "สังกัด", "formula"), (3, "ชื่อ", "citizen_number"), (3, "ชื่อ", "not_a_name")],
        ),
        (
            ImportKind.QUOTAS,
            "จังหวัด,ปีงบประมาณ,จำนวน\nลำปาง,2564,ห้า\nลำปาง,2021,5\nแคนาดา,2564,5\n",
            [(2, "จำนวน", "not_a_number"), (3, "ปีงบประมาณ", "not_a_number"), (4, "จังหวัด", "unknown_province")],
        ),
        (
            ImportKind.OFFICIALS,
            "ชื่อ,ตำแหน่ง,หน่วยงาน,ตั้งแต่,ถึงวันที่\nนายเอก สมมุติ,นายอำเภอ,ที่ว่าการอำเภอเถิน,2 ม.ค. 2564,1 ม.ค. 2564\n"
            "นายโท สมมุติ,นายอำเภอ,ที่ว่าการอำเภอไกลโพ้น,,\n",
            [(2, "ถึงวันที่", "ends_before_it_begins"), (3, "หน่วยงาน", "unknown_office")],
        ),
        (
            ImportKind.LETTERS_SENT,
            SENT + "1,4 ม.ค. 2564,,ก,ข,ค,\n3,4 ม.ค. 2564,,ก,ข,ค,\n3,4 ม.ค. 2564,,ก,ข,ค,\n4,4 ม.ค. 2564,,ก,,ค,\n",
            [
                (3, "เลขทะเบียนส่ง", "number_gap"),
                (4, "เลขทะเบียนส่ง", "number_taken"),
                (5, "ถึง", "missing"),
            ],
        ),
    ],
)
def test_each_bad_row_is_told(
    importing: Import, kind: ImportKind, text: str, faults: list[tuple[int, str, str]]
) -> None:
    report = importing(kind, text)
    assert told(report) == faults
    assert not report.is_saved


def test_volunteer_of_no_village_and_steps_in_disorder_are_told(importing: Import, service: Service) -> None:
    importing(ImportKind.VILLAGES, VILLAGES)
    report = importing(
        ImportKind.VOLUNTEERS,
        VOLUNTEERS
        + "นายเอก สมมุติ,52080109,,,,,\n"
        + "นายโท สมมุติ,52080101,5 ธ.ค. 2563,1 ธ.ค. 2563,,,\n"
        + "นายตรี สมมุติ,52080101,,,20 ธ.ค. 2563,,\n"
        + "นายจัตวา สมมุติ,52080101,,,,,\nนาย จัตวา  สมมุติ,52080101,,,,,\n",
    )
    assert told(report) == [
        (2, "รหัสหมู่บ้าน", "unknown_village"),
        (3, "วันที่คัดเลือก", "steps_out_of_order"),
        (4, "อบรมในห้องเรียน", "step_missing"),
        (6, "ชื่อ-สกุล", "volunteer_twice"),
    ]
    assert count(service, VolunteerRecord) == 0


def test_volunteer_spelt_twice_waits_for_a_person_and_is_not_joined(importing: Import, service: Service) -> None:
    importing(ImportKind.VILLAGES, VILLAGES)
    importing(ImportKind.VOLUNTEERS, VOLUNTEERS + "นางสาววีณา ทดลองนาม,52080101,,,,,\n")
    report = importing(
        ImportKind.VOLUNTEERS,
        VOLUNTEERS
        + "น.ส.วิณา ทดลองนาม,52080101,,,,,\n"  # one vowel off, in the same village
        + "น.ส.วิณา ทดลองนาม,52080102,,,,,\n"  # the same in another village is another person
        + "นายมานะ ทดลองนาม,52080101,,,,,\n",
    )
    assert report.is_saved
    assert [(hint.row, hint.code, hint.detail) for hint in report.hints] == [
        (2, "volunteer_may_be", "นางสาววีณา ทดลองนาม")
    ]
    assert count(service, VolunteerRecord) == 4
    with service.database.reading() as session:
        (twin,) = session.scalars(select(VolunteerTwinRecord))
        assert (twin.state, twin.path) == (TwinState.OPEN, "/52/5208/")


def test_later_list_brings_a_volunteer_further_and_takes_nothing_back(importing: Import, service: Service) -> None:
    importing(ImportKind.VILLAGES, VILLAGES)
    importing(ImportKind.VOLUNTEERS, VOLUNTEERS + "นายเอก สมมุติ,52080101,1 ธ.ค. 2563,,,,35\n")
    report = importing(ImportKind.VOLUNTEERS, VOLUNTEERS + "นายเอก สมมุติ,52080101,,5 ธ.ค. 2563,,,\n")
    assert report.counts == Counts(changed=1)
    with service.database.reading() as session:
        (one,) = session.scalars(select(VolunteerRecord))
        assert (str(one.online_on), str(one.selected_on), one.is_focus_age) == ("2020-12-01", "2020-12-05", True)


@pytest.mark.parametrize(("age", "focus"), [("๓๕", True), ("36", False), ("", None)])
def test_of_an_age_only_the_focus_is_kept(importing: Import, service: Service, age: str, focus: bool | None) -> None:
    importing(ImportKind.VILLAGES, VILLAGES)
    importing(ImportKind.VOLUNTEERS, VOLUNTEERS + f"นายเอก สมมุติ,52080101,,,,,{age}\n")
    with service.database.reading() as session:
        assert session.scalar(select(VolunteerRecord.is_focus_age)) is focus


def test_columns_of_private_numbers_are_left_out_and_said(importing: Import, service: Service) -> None:
    report = importing(
        ImportKind.LEADERS, "ชื่อ,อำเภอ,เลขประจำตัวประชาชน,เบอร์โทร\nนายเอก สมมุติ,5208,1234567890121,0800000000\n"
    )
    assert report.is_saved
    assert [(hint.column, hint.code) for hint in report.hints] == [
        ("เลขประจำตัวประชาชน", "not_kept"),
        ("เบอร์โทร", "not_kept"),
    ]


def test_nobody_imports_outside_their_area(importing: Import, service: Service) -> None:
    lamphun = Actor("u2", "เสมียน ไกล", "/51/", (Grant(Role.CLERK, "/51/"),))
    assert told(importing(ImportKind.LEADERS, "ชื่อ,อำเภอ\nนายเอก สมมุติ,5208\n", lamphun)) == [
        (2, "อำเภอ", "not_your_area")
    ]
    assert told(importing(ImportKind.VILLAGES, VILLAGES, lamphun))[0] == (2, "รหัสหมู่บ้าน", "not_your_area")
    assert count(service, DistrictLeaderRecord) == 0
    auditor = Actor("u3", "ผู้ตรวจ", "/", (Grant(Role.AUDITOR, EVERYWHERE),))
    with pytest.raises(DeniedError):
        importing(ImportKind.VILLAGES, VILLAGES, auditor)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("ชื่อ,นามสกุล\nก,ข\n", "import_file.no_heading"),
        ("ชื่อ,อำเภอ,เขต\nก,ข,ค\n", "import_file.heading_twice"),
        ("ชื่อ,อำเภอ\n", "import_file.empty"),
    ],
)
def test_file_without_its_columns_is_refused(importing: Import, text: str, code: str) -> None:
    with pytest.raises(FileRefusedError) as refused:
        importing(ImportKind.LEADERS, text)
    assert refused.value.code == code


def test_register_goes_on_where_the_imported_one_ended(importing: Import, service: Service) -> None:
    first = "7,4 ม.ค. 2564,ลป ๐๔๑๘.๑/๗,ก,ข,ค,\n8,5 ม.ค. 2564,,,,,พิมพ์ผิด\n"
    circular = "1,5 ม.ค. 2564,ลป ๐๔๑๘.๑/ว ๑,ก,ข,ค,\n"
    assert importing(ImportKind.LETTERS_SENT, SENT + first + circular).is_saved
    again = importing(ImportKind.LETTERS_SENT, SENT + "10,6 ม.ค. 2564,,ก,ข,ค,\n")
    assert told(again) == [(2, "เลขทะเบียนส่ง", "number_gap")]
    assert importing(ImportKind.LETTERS_SENT, SENT + "9,3 ม.ค. 2564,,ก,ข,ค,\n1,3 ม.ค. 2565,,ก,ข,ค,\n").is_saved
    with service.database.reading() as session:
        found: Mapping[tuple[Book, int], int] = {
            (book, year): last
            for book, year, last in session.execute(
                select(RegisterCounterRecord.book, RegisterCounterRecord.year, RegisterCounterRecord.last)
            )
        }
        assert found == {(Book.SENT, 2021): 9, (Book.SENT_CIRCULAR, 2021): 1, (Book.SENT, 2022): 1}
        void = session.scalar(select(RegisterEntryRecord).where(RegisterEntryRecord.number == 8))
        assert void is not None
        assert void.void_reason == "พิมพ์ผิด"
        assert void.voided_at is not None


def test_letter_dated_after_its_entry_is_pointed_out(importing: Import) -> None:
    report = importing(
        ImportKind.LETTERS_RECEIVED,
        "เลขทะเบียนรับ,วันที่รับ,ลงวันที่,จาก,ถึง,เรื่อง\n1,4 ม.ค. 2564,5 ม.ค. 2564,ก,ข,ค\n2,3 ม.ค. 2564,,ก,ข,ค\n",
    )
    assert [(hint.row, hint.code) for hint in report.hints] == [
        (2, "dated_after_entry"),
        (3, "entered_before_previous"),
    ]


def test_every_fault_has_its_sentence() -> None:
    """Codes are written as bare words in the code that finds the faults."""
    folder = Path(__file__).parents[4] / "docproc" / "registers" / "importing"
    text = "".join(path.read_text("utf-8") for path in folder.glob("*.py"))
    for language in LANGUAGES:
        codes = [code for code in load_catalogue(language) if code.startswith(("import_fault.", "import_file."))]
        assert [code for code in codes if f'"{code.removeprefix("import_fault.")}"' not in text] == []
