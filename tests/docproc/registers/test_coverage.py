"""Villages with and without a volunteer, quotas used, and who sees which of it."""

from __future__ import annotations

import datetime as dt

import pytest

from docproc.documents import NotFoundError
from docproc.registers.coverage import (
    coverage_below,
    coverage_of_provinces,
    fiscal_year_days,
    leaders_without_submission,
    quota_use,
    uncovered_villages,
)
from docproc.registers.importing.report import ImportKind
from docproc.registers.importing.run import import_file
from docproc.repository import offices
from docproc.repository.offices import NewOffice
from docproc.wiring import Service
from models.office import Tier
from models.rights import EVERYWHERE, Actor, Grant, Role

CLERK = Actor("u1", "เสมียน ทดลอง", "/", (Grant(Role.CLERK, EVERYWHERE),))
THOEN = Actor("u2", "เสมียน เถิน", "/52/5208/", (Grant(Role.CLERK, "/52/5208/"),))
FILES = {
    ImportKind.VILLAGES: "รหัสหมู่บ้าน,ชื่อหมู่บ้าน\n52080101,ก\n52080102,ข\n52080103,ค\n52100101,ง\n51010101,จ\n",
    ImportKind.VOLUNTEERS: "ชื่อ,รหัสหมู่บ้าน,ผ่านหลักสูตรออนไลน์,คัดเลือก,อบรมในห้องเรียน,วุฒิบัตร\n"
    "นายเอก สมมุติ,52080101,2020-12-01,2020-12-02,2020-12-20,2020-12-20\n"
    "นายโท สมมุติ,52080101,2020-12-01,2020-12-02,2020-12-20,\n"
    "นายตรี สมมุติ,52080102,2020-12-01,,,\n",
    ImportKind.LEADERS: "ชื่อ,อำเภอ\nนายจัตวา สมมุติ,5208\nนายเบญจ สมมุติ,5210\n",
    ImportKind.QUOTAS: "จังหวัด,ปีงบประมาณ,จำนวน\n52,2564,5\n52,2563,3\n",
}


@pytest.fixture
def filled(service: Service) -> Service:
    with service.database.writing() as session:
        offices.save_all(session, [NewOffice(code, Tier.PROVINCE, f"จังหวัด{code}", None) for code in ("51", "52")])
        below = [("5101", "51"), ("5208", "52"), ("5210", "52"), ("5201", "52")]
        offices.save_all(session, [NewOffice(code, Tier.DISTRICT, f"อำเภอ{code}", above) for code, above in below])
    for kind, text in FILES.items():
        assert import_file(service, CLERK, kind, text.encode(), is_dry_run=False).is_saved
    return service


def test_villages_are_counted_by_district_and_province(filled: Service) -> None:
    _, districts = coverage_below(filled, CLERK, "52")
    counted = {one.office.code: (one.villages, one.covered, one.begun, one.uncovered) for one in districts}
    assert counted == {"5201": (0, 0, 0, 0), "5208": (3, 1, 1, 1), "5210": (1, 0, 0, 1)}
    provinces = {one.office.code: (one.villages, one.volunteers) for one in coverage_of_provinces(filled, CLERK)}
    assert provinces == {"51": (1, 0), "52": (4, 3)}
    _, villages = uncovered_villages(filled, CLERK, "5208")
    assert [one.code for one in villages] == ["52080102", "52080103"]
    _, villages = uncovered_villages(filled, CLERK, "5208", after="52080102", limit=1)
    assert [one.code for one in villages] == ["52080103"]


def test_each_sees_what_lies_in_the_own_area(filled: Service) -> None:
    assert [(one.office.code, one.villages) for one in coverage_of_provinces(filled, THOEN)] == [("52", 3)]
    assert [one.office.code for one in coverage_below(filled, THOEN, "52")[1]] == ["5208"]
    assert [one.name for one in leaders_without_submission(filled, THOEN)] == ["นายจัตวา สมมุติ"]
    for code in ("51", "99", "5208"):
        with pytest.raises(NotFoundError):
            coverage_below(filled, THOEN, code)
    with pytest.raises(NotFoundError):
        uncovered_villages(filled, THOEN, "5210")
    with pytest.raises(NotFoundError):
        quota_use(filled, THOEN, "52")


def test_quota_counts_the_classroom_of_its_fiscal_year(filled: Service) -> None:
    assert fiscal_year_days(2564) == (dt.date(2020, 10, 1), dt.date(2021, 9, 30))
    used = [(one.fiscal_year, one.places, one.used) for one in quota_use(filled, CLERK, "52")]
    assert used == [(2564, 5, 2), (2563, 3, 0)]


def test_leaders_of_districts_without_submission_are_listed_page_by_page(filled: Service) -> None:
    first = leaders_without_submission(filled, CLERK, limit=1)
    rest = leaders_without_submission(filled, CLERK, after=first[0].id)
    assert len(first) == len(rest) == 1
    assert first[0].name != rest[0].name
