"""The administrator's page of a programme: what each rule says, what may stand in its fields, who changed it."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from docproc.messages.catalogue import load_catalogue
from docproc.programme.asd_rules import CODE, RULES
from docproc.programme.rules import find_programme
from docproc.wiring import Service
from models.programme import RuleKey
from models.rights import Role
from tests.docproc.programme import district as d
from tests.docproc.web.conftest import ClientAs

T = load_catalogue().text
PAGE = f"/programmes/{CODE}"
WORDS = {"source": "ข้อ 9", "note": "หนังสือแก้ไข", "reason": "มติที่ประชุม"}


@pytest.fixture
def administrator(service: Service, browser_as: ClientAs) -> TestClient:
    d.furnish(service)
    return browser_as(Role.ADMINISTRATOR)


def test_page_shows_each_rule_with_its_source_and_who_changed_it(administrator: TestClient) -> None:
    page = administrator.get("/programmes").text
    for rule in RULES:
        assert T(f"programme_rule.{rule.key}") in page and rule.source in page and rule.note in page
    assert T("programme_rules.seeded") in page
    assert "31 ธ.ค. 2642" in page and "31 ม.ค. 2564" in page  # as it stands now, and as it was seeded


@pytest.mark.parametrize(
    ("key", "typed", "value"),
    [
        (RuleKey.WINDOW_END, ["2098-06-30"], "2098-06-30"),
        (RuleKey.PUBLISHER_HEADING, [" ข่าวอาสา "], "ข่าวอาสา"),
        (RuleKey.REQUIRED_EVIDENCE, ["0:photo", "2:screenshot", "2:photo"], [["photo"], ["screenshot", "photo"]]),
        (RuleKey.PAYMENT_AMOUNT, ["1250.50"], "1250.50"),
        (RuleKey.PAYMENT_PER, ["1"], "district"),
        (RuleKey.HOURS, [""], None),
        (RuleKey.QUOTA, ["4", "6"], {"least": 4, "most": 6, "per": "province"}),
        (RuleKey.AGE_FOCUS, ["40"], 40),
    ],
)
def test_value_is_changed_with_its_source_and_note(
    administrator: TestClient, service: Service, key: RuleKey, typed: list[str], value: object
) -> None:
    answer = administrator.post(f"{PAGE}/rules/{key}", data={**WORDS, "value": typed})
    rule = find_programme(service, CODE).rules[key]
    assert (rule.value, rule.source, rule.note) == (value, WORDS["source"], WORDS["note"])
    assert answer.status_code == 200 and WORDS["reason"] in answer.text


@pytest.mark.parametrize(
    ("key", "changed", "code"),
    [
        (RuleKey.REQUIRED_EVIDENCE, {"value": []}, "gate.bad_rule"),
        (RuleKey.WINDOW_START, {"value": ["2100-01-01"]}, "gate.bad_rule"),
        (RuleKey.PAYMENT_PER, {"value": ["7"]}, "gate.bad_rule"),
        (RuleKey.QUOTA, {"value": ["6", "4"]}, "gate.bad_rule"),
        (RuleKey.PAYMENT_AMOUNT, {"value": ["พัน"]}, "gate.bad_rule"),
        (RuleKey.AGE_FOCUS, {"value": ["40"], "source": " "}, "gate.no_source"),
        (RuleKey.AGE_FOCUS, {"value": ["40"], "note": "ก" * 501}, "gate.words_too_long"),
        (RuleKey.AGE_FOCUS, {"value": ["40"], "reason": ""}, "gate.no_reason"),
    ],
)
def test_what_cannot_stand_there_is_refused_and_changes_nothing(
    administrator: TestClient, service: Service, key: RuleKey, changed: dict[str, object], code: str
) -> None:
    before = find_programme(service, CODE)
    answer = administrator.post(f"{PAGE}/rules/{key}", data={**WORDS, **changed})
    assert answer.status_code == 409 and T(code, rule=key.value, most="500") in answer.text
    assert find_programme(service, CODE) == before


def test_nobody_but_an_administrator_comes_in(service: Service, browser_as: ClientAs) -> None:
    d.furnish(service)
    for role in (Role.CLERK, Role.TREASURER, Role.AUDITOR):
        visitor = browser_as(role)
        assert visitor.get(PAGE).status_code == 403
        assert visitor.post(f"{PAGE}/rules/age_focus", data={**WORDS, "value": ["40"]}).status_code == 403
