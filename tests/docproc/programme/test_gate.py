"""The gate as a function of facts: each fact alone that keeps a district from being paid, and the states they give."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from docproc.programme.facts import Check, Facts, HandedIn, Proof, Published, Value
from docproc.programme.gate import judge, seal_of
from models.programme import Party, Programme, Rule, RuleKey, SubmissionState
from models.status import DocType, Status

DAY = dt.date(2026, 1, 15)
LEADER, OTHER = Party("leader", "นางสาวสมมุติ ทดสอบดี"), Party("other-leader", "นายตัวอย่าง ไม่มีจริง")
CHECKER, HELPER = Party("checker", "นายตรวจ สมมุติ"), Party("helper", "นางช่วย แนบให้")
TITLE = "เวทีแนะนำอาสาสมัครดิจิทัล"
RULES = {
    RuleKey.WINDOW_START: "2026-01-01",
    RuleKey.WINDOW_END: "2026-01-31",
    RuleKey.PUBLISHER_HEADING: "ข่าวสารอาสา",
    RuleKey.REQUIRED_EVIDENCE: [["photo", "attendance_sheet"], ["screenshot"]],
    RuleKey.PAYMENT_AMOUNT: "1000",
    RuleKey.PAYMENT_PER: None,
}
PROGRAMME = Programme("p", "asd", "อสด.", {key: Rule(key, value, "", "") for key, value in RULES.items()})


def read(value: object) -> Value:
    return Value(value, Status.READ, True)


PHOTO = Proof("i1", "d1", "1" * 64, DocType.PHOTO, (1,), True, LEADER.user_id)
SCREEN = Proof(
    "i2", "d2", "2" * 64, DocType.SCREENSHOT, (1,), True, LEADER.user_id,
    title=read(TITLE), date=read(DAY.isoformat()), poster=read(LEADER.name), text="ข่าวสารอาสา",
)  # fmt: skip
ACTIVITY = Published("a", "ข่าวสารอาสา", TITLE, DAY, DAY, LEADER, (PHOTO, SCREEN))
COMPLETE = Facts(PROGRAMME, "9001", (ACTIVITY,), HandedIn(LEADER, DAY))
CHECKED = replace(COMPLETE, check=Check(CHECKER, seal_of(COMPLETE)))


def with_activity(facts: Facts, **changed: object) -> Facts:
    return replace(facts, activities=(replace(ACTIVITY, **changed),))  # type: ignore[arg-type]


def needs(facts: Facts) -> set[str]:
    return {need.code for need in judge(facts).missing}


def test_states_follow_from_facts() -> None:
    assert judge(replace(COMPLETE, handed_in=None)).state is SubmissionState.DRAFT
    assert judge(with_activity(COMPLETE, proofs=(PHOTO,))).state is SubmissionState.SUBMITTED
    assert (judge(COMPLETE).state, needs(COMPLETE)) == (SubmissionState.COMPLETE, set())
    assert (judge(CHECKED).state, judge(CHECKED).payee) == (SubmissionState.PAYABLE, LEADER)
    assert judge(replace(CHECKED, is_paid=True)).state is SubmissionState.PAID


@pytest.mark.parametrize(
    "whose",
    [
        with_activity(COMPLETE, publisher=CHECKER, proofs=(PHOTO, replace(SCREEN, poster=read(CHECKER.name)))),
        with_activity(COMPLETE, proofs=(replace(PHOTO, attached_by=CHECKER.user_id), SCREEN)),
        replace(COMPLETE, handed_in=HandedIn(CHECKER, DAY)),
    ],
    ids=["published", "attached", "handed in"],
)
def test_check_of_ones_own_evidence_counts_for_nothing(whose: Facts) -> None:
    own = replace(whose, check=Check(CHECKER, seal_of(whose)))
    assert CHECKER.user_id in own.involved
    assert judge(own).state is SubmissionState.COMPLETE
    assert judge(replace(own, check=Check(HELPER, seal_of(whose)))).state is SubmissionState.PAYABLE


def test_after_the_payment_only_evidence_that_changed_is_told() -> None:
    paid = replace(CHECKED, is_paid=True)
    assert needs(paid) == set()
    changed = with_activity(paid, proofs=(replace(PHOTO, sha256="3" * 64), SCREEN))
    assert (needs(changed), judge(changed).state) == ({"gate.changed_after_payment"}, SubmissionState.PAID)
    assert needs(with_activity(paid, proofs=(SCREEN,))) == {"gate.lacks"}


def test_check_counts_for_the_evidence_that_was_in_view() -> None:
    assert judge(with_activity(CHECKED, title=f"{TITLE} ")).state is SubmissionState.COMPLETE
    assert judge(replace(CHECKED, check=Check(CHECKER, "0" * 64))).state is SubmissionState.COMPLETE


@pytest.mark.parametrize(
    ("facts", "need"),
    [
        (with_activity(CHECKED, held_on=DAY + dt.timedelta(1)), "gate.activity_later"),
        (with_activity(CHECKED, posted_on=DAY + dt.timedelta(1)), "gate.activity_later"),
        (with_activity(CHECKED, held_on=dt.date(2025, 12, 31)), "gate.activity_outside_window"),
        (with_activity(CHECKED, heading="ข่าวชาวบ้าน"), "gate.wrong_heading"),
        (replace(CHECKED, handed_in=HandedIn(LEADER, dt.date(2026, 2, 1))), "gate.outside_window"),
        (replace(CHECKED, activities=()), "gate.no_activity"),
        (with_activity(CHECKED, proofs=(SCREEN,)), "gate.lacks"),
        (with_activity(CHECKED, proofs=(PHOTO,)), "gate.lacks"),
        (with_activity(CHECKED, proofs=(replace(PHOTO, is_current=False), SCREEN)), "gate.proof_superseded"),
        (with_activity(CHECKED, proofs=(replace(PHOTO, near_copies=("9002",)), SCREEN)), "gate.proof_elsewhere"),
        (with_activity(CHECKED, proofs=(replace(PHOTO, findings=("same_picture",)), SCREEN)), "gate.proof_finding"),
    ],
)
def test_each_want_is_named_and_keeps_the_gate_shut(facts: Facts, need: str) -> None:
    assert need in needs(facts)
    assert judge(facts).state is SubmissionState.SUBMITTED


def test_who_decides_is_told_what_a_proof_does_not_say() -> None:
    """A sheet need not say its day, nor a screen the heading: neither keeps the gate shut."""
    dated = replace(PHOTO, doc_type=DocType.ATTENDANCE_SHEET, n_signed=3, date=read(DAY.isoformat()))
    undated, headless = replace(dated, date=Value()), replace(SCREEN, text="")
    assert judge(with_activity(COMPLETE, proofs=(dated, SCREEN))).notices == ()
    verdict = judge(with_activity(COMPLETE, proofs=(undated, headless)))
    assert {need.code for need in verdict.notices} == {"gate.sheet_without_date", "gate.heading_not_seen"}
    assert verdict.state is SubmissionState.COMPLETE


@pytest.mark.parametrize("day", [dt.date(2026, 1, 1), dt.date(2026, 1, 31)])
def test_first_and_last_day_lie_inside_the_window(day: dt.date) -> None:
    proofs = (PHOTO, replace(SCREEN, date=read(day.isoformat())))
    facts = with_activity(replace(COMPLETE, handed_in=HandedIn(LEADER, day)), held_on=day, posted_on=day, proofs=proofs)
    assert judge(facts).state is SubmissionState.COMPLETE


def test_of_two_leaders_only_one_who_was_named_is_paid() -> None:
    second = replace(ACTIVITY, id="b", publisher=OTHER, proofs=())
    two = replace(COMPLETE, activities=(ACTIVITY, second))
    seal = seal_of(two)
    for payee, state in (
        (None, SubmissionState.CHECKED),
        (HELPER, SubmissionState.CHECKED),
        (OTHER, SubmissionState.PAYABLE),
    ):
        assert judge(replace(two, check=Check(CHECKER, seal, payee))).state is state


def test_leader_whom_the_register_does_not_know_is_told_to_whoever_decides() -> None:
    told = judge(replace(COMPLETE, unregistered=(LEADER.name,)))
    assert told.state is SubmissionState.COMPLETE
    assert [(need.code, need.values["names"]) for need in told.notices] == [("gate.leader_not_registered", LEADER.name)]
    assert judge(COMPLETE).notices == ()
