"""Submissions against the deadline: what the line says, and on the page to whom."""

from __future__ import annotations

import datetime as dt

from docproc.messages.catalogue import load_catalogue
from docproc.programme.asd_rules import CODE
from docproc.programme.handing_in import HandingIn, handing_in
from docproc.programme.submissions import take_back
from docproc.web.submission_chart import submission_chart
from docproc.wiring import Service
from models.rights import Actor, Grant, Role
from tests.docproc.programme import district as d
from tests.docproc.web.conftest import ClientAs

T = load_catalogue().text
FIRST, LAST = dt.date(2026, 1, 1), dt.date(2026, 1, 11)
DAYS = ((dt.date(2026, 1, 3), 1), (dt.date(2026, 1, 6), 2))


def found(today: int, by_day: tuple[tuple[dt.date, int], ...] = DAYS, districts: int = 4) -> HandingIn:
    return HandingIn(FIRST, LAST, dt.date(2026, 1, today), by_day, districts)


def test_line_rises_with_each_day_and_ends_today() -> None:
    chart = submission_chart(found(8), load_catalogue())
    assert chart is not None
    assert chart.line == "M0 200H200.0V150.0H500.0V50.0H700.0"
    assert (chart.deadline, chart.today) == (1000.0, 700.0)
    assert [(row.number, row.so_far) for row in chart.rows] == [(1, 1), (2, 3)]
    assert chart.title == T("handing_in.title", n="3", of="4") and chart.left == T("handing_in.left", n=3)


def test_who_comes_late_lengthens_the_drawing_behind_the_last_day() -> None:
    late = (*DAYS, (dt.date(2026, 1, 21), 1))
    chart = submission_chart(found(25, late), load_catalogue())
    assert chart is not None
    assert chart.line.endswith("H1000.0V0H1000.0")
    assert (chart.deadline, chart.today, chart.left) == (500.0, None, T("handing_in.over"))


def test_nobody_yet_is_a_line_at_the_bottom_and_one_district_is_no_drawing() -> None:
    chart = submission_chart(found(6, ()), load_catalogue())
    assert chart is not None and chart.line == "M0 200H500.0" and chart.rows == ()
    assert submission_chart(found(6, (), districts=1), load_catalogue()) is None


def test_districts_of_the_area_are_counted_until_they_take_it_back(service: Service, client_as: ClientAs) -> None:
    d.furnish(service)
    d.complete(service)
    d.publish(service, d.THERE_LEADER, d.THERE)
    auditor = Actor("a", "ผู้ตรวจ", d.PROVINCE, (Grant(Role.AUDITOR, d.PROVINCE),))
    foreign = Actor("f", "ผู้ตรวจ", "/99/", (Grant(Role.AUDITOR, "/99/"),))
    told = handing_in(service, auditor, CODE)
    assert (told.handed_in, told.by_day[0][0]) == (1, told.today) and told.districts == 2
    assert handing_in(service, foreign, CODE).handed_in == handing_in(service, foreign, CODE).districts == 0
    page = client_as(Role.AUDITOR, area=d.PROVINCE).get("/districts", headers={"Accept": "text/html"}).text
    assert T("handing_in.title", n="1", of=str(told.districts)) in page and 'class="steps-chart"' in page
    take_back(service, d.LEADER, CODE, d.HERE, "แก้ไขหลักฐาน")
    assert handing_in(service, auditor, CODE).handed_in == 0
