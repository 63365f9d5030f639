"""The districts' pages and their interface for programs: what each role sees and may do, and what is refused."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from fastapi.testclient import TestClient

from docproc.messages.catalogue import load_catalogue
from docproc.programme.asd_rules import CODE
from docproc.wiring import Service
from models.rights import Role
from tests import signed_in
from tests.docproc.programme import district as d
from tests.docproc.web.conftest import ClientAs

T = load_catalogue().text
HERE = f"/districts/{d.HERE}?programme={CODE}"
ADDRESS = f"/api/submissions/{d.HERE}"
PROGRAMME = {"programme": CODE}
Browser = Callable[[Role], TestClient]


@pytest.fixture
def complete(service: Service) -> Service:
    d.furnish(service)
    d.complete(service)
    return service


@pytest.fixture
def as_role(complete: Service, browser_as: ClientAs) -> Browser:
    """Somebody of one role over the province, in a browser."""
    return lambda role: browser_as(role, area=d.PROVINCE)


def seen(page: str) -> str:
    found = re.search(r'name="seen" value="([0-9a-f]{64})"', page)
    assert found is not None
    return found[1]


def test_list_says_where_each_district_stands(as_role: Browser, service: Service) -> None:
    d.publish(service, d.THERE_LEADER, d.THERE)
    page = as_role(Role.AUDITOR).get("/districts").text
    assert "อำเภอที่นี่" in page and T("submission_state.complete") in page
    assert "อำเภอที่โน่น" in page and T("gate.not_handed_in") in page
    only = as_role(Role.AUDITOR).get(f"/districts?programme={CODE}&state=complete").text
    assert "อำเภอที่นี่" in only and "อำเภอที่โน่น" not in only


def test_page_of_a_district_shows_evidence_history_and_open_rules(as_role: Browser) -> None:
    page = as_role(Role.AUDITOR).get(HERE).text
    for text in (d.TITLE, d.LEADER.name, T("districts.nothing_missing"), T("submission_act.handed_in")):
        assert text in page
    assert page.count("<img") == 2
    assert T("districts.open") in as_role(Role.AUDITOR).get("/districts").text


@pytest.mark.parametrize(
    ("role", "offered"),
    [(Role.CLERK, "districts.check"), (Role.LEADER, "districts.take_back"), (Role.AUDITOR, None)],
)
def test_each_role_is_offered_what_it_may_do(as_role: Browser, role: Role, offered: str | None) -> None:
    page = as_role(role).get(HERE).text
    acts = {"districts.check", "districts.take_back", "districts.publish", "districts.hand_in"}
    shown = {act for act in acts if f"</svg>{T(act)}</button>" in page}
    assert shown == ({offered} if offered else set()) | ({"districts.publish"} if role is Role.LEADER else set())


def test_clerk_checks_and_treasurer_pays_and_the_voucher_says_so(as_role: Browser) -> None:
    clerk, treasurer = as_role(Role.CLERK), as_role(Role.TREASURER)
    form = {**PROGRAMME, "act": "check", "seen": seen(clerk.get(HERE).text), "reason": "ดูแล้ว"}
    assert clerk.post(f"/districts/{d.HERE}/check", data=form, follow_redirects=False).status_code == 303
    assert treasurer.get(f"/districts/{d.HERE}/voucher?programme={CODE}").status_code == 404
    paid = treasurer.post(
        f"/districts/{d.HERE}/payment",
        data={**PROGRAMME, "seen": seen(treasurer.get(HERE).text), "reason": "จ่ายเงินสด"},
    )
    assert T("submission_state.paid") in paid.text
    voucher = treasurer.get(f"/districts/{d.HERE}/voucher?programme={CODE}").text
    for text in ("หนึ่งพันบาทถ้วน", "1,000.00", d.LEADER.name, "SHA-256"):
        assert text in voucher


def test_act_of_an_old_page_is_refused(as_role: Browser, service: Service) -> None:
    clerk = as_role(Role.CLERK)
    old = seen(clerk.get(HERE).text)
    d.publish(service, title="กิจกรรมที่เพิ่มทีหลัง")
    form = {**PROGRAMME, "act": "check", "seen": old, "reason": "ดูแล้ว"}
    assert clerk.post(f"/districts/{d.HERE}/check", data=form).status_code == 409


def test_leader_publishes_attaches_and_takes_away(as_role: Browser, service: Service) -> None:
    leader = as_role(Role.LEADER)
    published = {**PROGRAMME, "title": "ประชุมหมู่บ้านรอบสอง", "held_on": "2026-02-01", "posted_on": "2026-02-02"}
    page = leader.post(f"/districts/{d.HERE}/activities", data=published).text
    assert "ประชุมหมู่บ้านรอบสอง" in page
    activity = re.findall(r"/activities/([0-9a-f]{32})/withdrawal", page)[-1]
    document = d.photo(service, 77)
    attached = leader.post(f"/activities/{activity}/proofs", data={"document": document, "back": HERE}).text
    assert attached.count("<img") == 3 and T("districts.proof_unopposed") in attached
    item = re.findall(r"/proofs/([0-9a-f]{32})/removal", attached)[-1]
    gone = leader.post(f"/proofs/{item}/removal", data={"reason": "ภาพผิด", "back": HERE}).text
    assert gone.count("<img") == 2
    withdrawn = leader.post(f"/activities/{activity}/withdrawal", data={"reason": "ซ้ำ", "back": HERE}).text
    assert "ประชุมหมู่บ้านรอบสอง" not in withdrawn.split(T("districts.history"))[0]


def test_districts_of_another_province_are_neither_shown_nor_named(complete: Service, browser_as: ClientAs) -> None:
    stranger = browser_as(Role.AUDITOR, area="/91/")
    assert "อำเภอที่นี่" not in stranger.get("/districts").text
    assert stranger.get(HERE).status_code == 403


def test_program_goes_the_whole_way_and_is_told_what_is_missing(complete: Service, client_as: ClientAs) -> None:
    clerk, treasurer = client_as(Role.CLERK, area=d.PROVINCE), client_as(Role.TREASURER, area=d.PROVINCE)
    listed = clerk.get("/api/submissions", params=PROGRAMME).json()
    assert [(one["district"], one["state"]) for one in listed["submissions"]] == [(d.HERE, "complete")]
    one = clerk.get(ADDRESS, params=PROGRAMME).json()
    said = {"seal": one["seal"], "reason": "ดูแล้ว"}
    early = treasurer.post(f"{ADDRESS}/payment", params=PROGRAMME, json=said)
    assert (early.status_code, early.json()["code"]) == (409, "gate.not_payable")
    assert clerk.post(f"{ADDRESS}/payment", params=PROGRAMME, json=said).status_code == 403
    assert clerk.post(f"{ADDRESS}/check", params=PROGRAMME, json=said).json()["state"] == "payable"
    paid = treasurer.post(f"{ADDRESS}/payment", params=PROGRAMME, json=said)
    assert (paid.status_code, paid.json()["payment"]["amount_in_words"]) == (201, "หนึ่งพันบาทถ้วน")
    again = treasurer.post(f"{ADDRESS}/payment", params=PROGRAMME, json=said)
    assert (again.status_code, again.json()["code"]) == (409, "gate.already_paid")


def test_refusal_names_what_is_missing(service: Service, client_as: ClientAs) -> None:
    d.furnish(service)
    leader, clerk = client_as(Role.LEADER, area=d.PROVINCE), client_as(Role.CLERK, area=d.PROVINCE)
    activity = {"title": d.TITLE, "held_on": "2026-01-15", "posted_on": "2026-01-15"}
    made = leader.post(f"{ADDRESS}/activities", params=PROGRAMME, json=activity).json()["id"]
    sheet = {"document": d.sheet(service, 1)}
    item = leader.post(f"/api/activities/{made}/proofs", json=sheet).json()["id"]
    standing = leader.post(f"{ADDRESS}/hand-in", params=PROGRAMME).json()
    assert [(need["code"], need["values"]["kinds"]) for need in standing["missing"]] == [("gate.lacks", "screenshot")]
    said = {"seal": standing["seal"], "reason": "ดูแล้ว"}
    refused = clerk.post(f"{ADDRESS}/check", params=PROGRAMME, json=said)
    assert [need["code"] for need in refused.json()["missing"]] == ["gate.lacks"]
    assert leader.delete(f"/api/proofs/{item}", params={"reason": "ผิด"}).status_code == 204
    assert leader.delete(f"/api/activities/{made}", params={"reason": "ผิด"}).status_code == 204
    after = leader.post(f"{ADDRESS}/take-back", params=PROGRAMME, json={"reason": "เริ่มใหม่"}).json()
    assert (after["state"], after["activities"]) == ("draft", [])


def test_who_is_leader_and_clerk_checks_nothing_of_the_own(service: Service, client_as: ClientAs) -> None:
    d.furnish(service)
    both = client_as(Role.LEADER, Role.CLERK, area=d.PROVINCE)
    activity = {"title": d.TITLE, "held_on": "2026-01-15", "posted_on": "2026-01-15"}
    made = both.post(f"{ADDRESS}/activities", params=PROGRAMME, json=activity).json()["id"]
    for document in (d.sheet(service, 1), d.screen(service, 2, d.Shown(poster=signed_in.CLERK))):
        both.post(f"/api/activities/{made}/proofs", json={"document": document})
    standing = both.post(f"{ADDRESS}/hand-in", params=PROGRAMME).json()
    assert standing["state"] == "complete"
    said = {"seal": standing["seal"], "reason": "ดูแล้ว"}
    refused = both.post(f"{ADDRESS}/check", params=PROGRAMME, json=said)
    assert (refused.status_code, refused.json()["code"]) == (403, "gate.own_evidence")


def test_administrator_changes_a_rule_and_nobody_else_does(complete: Service, client_as: ClientAs) -> None:
    rule = f"/api/programmes/{CODE}/rules/payment_amount"
    changed = {"value": "1200.00", "reason": "หนังสือแก้ไขเพิ่มเติม"}
    assert client_as(Role.CLERK).put(rule, json=changed).status_code == 403
    within = client_as(Role.ADMINISTRATOR, area=d.PROVINCE)
    assert within.put(rule, json=changed).status_code == 403, "a programme is everybody's"
    administrator = client_as(Role.ADMINISTRATOR)
    answer = administrator.put(rule, json=changed).json()
    assert answer["rules"]["payment_amount"]["value"] == "1200.00"
    assert administrator.put(rule, json={**changed, "value": "-1"}).json()["code"] == "gate.bad_rule"
    auditor = client_as(Role.AUDITOR)
    assert [one["value"] for one in auditor.get(rule).json()["versions"]] == ["1000.00", "1200.00"]
    hours = auditor.get("/api/programmes").json()["programmes"][0]["rules"]["hours"]
    assert hours["is_open"] and len(hours["readings"]) == 2
