"""The programme's rules: seeded once, changed with who, when and why, their open readings kept open."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from docproc.documents import NotFoundError
from docproc.programme.asd_rules import CODE, RULES
from docproc.programme.refusals import RefusedError
from docproc.programme.rules import change_rule, copy_programme, find_programme, rule_history, seed_programmes
from docproc.wiring import Service
from models.programme import RuleKey
from models.rights import Actor, DeniedError
from tests.docproc.programme import district as d


@pytest.fixture
def seeded(service: Service) -> Service:
    seed_programmes(service)
    return service


def test_seeded_programme_says_what_the_description_says(seeded: Service) -> None:
    programme = find_programme(seeded, CODE)
    assert set(programme.rules) == set(RuleKey)
    assert programme.window == (dt.date(2020, 11, 10), dt.date(2021, 1, 31))
    assert programme.amount == Decimal(1000)
    assert programme.heading == "ข่าวสารอาสา"
    assert programme.required_evidence == (frozenset({"photo", "attendance_sheet"}), frozenset({"screenshot"}))
    assert all(rule.source for rule in programme.rules.values())


def test_open_readings_stay_open_with_a_note(seeded: Service) -> None:
    rules = find_programme(seeded, CODE).rules
    assert {key for key, rule in rules.items() if rule.is_open} == {RuleKey.HOURS, RuleKey.PAYMENT_PER}
    assert [(one["online"], one["classroom"]) for one in rules[RuleKey.HOURS].readings] == [(4, 4), (9, 9)]
    assert all(rule.note for rule in rules.values() if rule.is_open)


def test_second_seeding_leaves_what_people_changed(seeded: Service) -> None:
    change_rule(seeded, d.ADMINISTRATOR, CODE, RuleKey.PAYMENT_AMOUNT, "1200.00", "หนังสือแก้ไขเพิ่มเติม")
    seed_programmes(seeded)
    assert find_programme(seeded, CODE).amount == Decimal(1200)


def test_change_keeps_who_when_and_why(seeded: Service) -> None:
    change_rule(seeded, d.ADMINISTRATOR, CODE, RuleKey.WINDOW_END, "2021-02-28", "  ขยายเวลา ตามหนังสือ ")
    versions = rule_history(seeded, CODE, RuleKey.WINDOW_END)
    assert [(one.value, one.made_by, one.superseded_at is None) for one in versions] == [
        ("2021-01-31", "machine", False),
        ("2021-02-28", "administrator", True),
    ]
    assert versions[1].reason == "ขยายเวลา ตามหนังสือ"
    assert versions[0].superseded_at == versions[1].at
    assert versions[1].source == versions[0].source


@pytest.mark.parametrize("who", [d.LEADER, d.CLERK, d.TREASURER, d.AUDITOR])
def test_only_administrators_change_rules(seeded: Service, who: Actor) -> None:
    with pytest.raises(DeniedError):
        change_rule(seeded, who, CODE, RuleKey.PAYMENT_AMOUNT, "9999.00", "ทดลอง")
    with pytest.raises(DeniedError):
        copy_programme(seeded, who, CODE, "asd-2567", "อสด. 2567", "ปีใหม่")


@pytest.mark.parametrize(
    ("key", "value"),
    [
        (RuleKey.WINDOW_END, "2020-11-09"),  # before it begins
        (RuleKey.WINDOW_START, "31 มกราคม"),
        (RuleKey.PAYMENT_AMOUNT, "0"),
        (RuleKey.PAYMENT_AMOUNT, "1000.005"),
        (RuleKey.PAYMENT_AMOUNT, "NaN"),
        (RuleKey.PAYMENT_AMOUNT, None),
        (RuleKey.REQUIRED_EVIDENCE, []),
        (RuleKey.REQUIRED_EVIDENCE, [["selfie"]]),
        (RuleKey.PUBLISHER_HEADING, " "),
        (RuleKey.PAYMENT_PER, "village"),
        (RuleKey.HOURS, {"online": 6, "classroom": 4}),
        (RuleKey.AGE_FOCUS, 0),
        (RuleKey.QUOTA, {"least": 5, "most": 3, "per": "province"}),
    ],
)
def test_value_that_cannot_be_is_refused(seeded: Service, key: RuleKey, value: Any) -> None:
    with pytest.raises(RefusedError):
        change_rule(seeded, d.ADMINISTRATOR, CODE, key, value, "ทดลอง")
    assert len(rule_history(seeded, CODE, key)) == 1


def test_next_years_programme_begins_with_the_same_rules(seeded: Service) -> None:
    copied = copy_programme(seeded, d.ADMINISTRATOR, CODE, "asd-2567", "อสด. 2567", "ปีงบประมาณใหม่")
    assert tuple(copied.rules.values()) == tuple(find_programme(seeded, CODE).rules.values())
    assert len(copied.rules) == len(RULES)
    with pytest.raises(RefusedError):
        copy_programme(seeded, d.ADMINISTRATOR, CODE, "asd-2567", "อีกครั้ง", "ซ้ำ")
    with pytest.raises(NotFoundError):
        find_programme(seeded, "asd-2599")
