"""A district on its way to its payment and back, on both databases."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.exc import DBAPIError

from docproc.corrections import ChangedMeanwhileError, confirm_field, take_back
from docproc.documents import NotFoundError
from docproc.programme import submissions
from docproc.programme.activities import attach_proof, publish_activity, remove_proof, withdraw_activity
from docproc.programme.asd_rules import CODE
from docproc.programme.refusals import AlreadyPaidError, InvolvedError, RefusedError
from docproc.programme.rules import change_rule
from docproc.programme.settling import settle_of_file
from docproc.programme.views import Standing, list_districts, standing_of
from docproc.repository import documents as document_rows
from docproc.repository.activities import Post
from docproc.repository.clock import moment
from docproc.wiring import Service
from models.programme import RuleKey, SubmissionAct, SubmissionState
from models.rights import Actor, DeniedError, Role
from models.status import Status
from models.tables.documents import DocumentRecord
from models.tables.programme import PaymentRecord, SubmissionEventRecord
from tests.docproc.programme import district as d
from tests.docproc.programme.district import Shown


@pytest.fixture
def asd(service: Service) -> Service:
    d.furnish(service)
    return service


def now(service: Service, district: str = d.HERE) -> Standing:
    return standing_of(service, d.AUDITOR, CODE, district)


def state(service: Service) -> SubmissionState:
    return now(service).verdict.state


def missing(service: Service) -> set[str]:
    return {need.code for need in now(service).verdict.missing}


def settle_files(service: Service, *document_ids: str) -> None:
    """What the linking of the documents' files does at its end."""
    with service.database.writing() as session:
        for document_id in document_ids:
            settle_of_file(session, session.get_one(DocumentRecord, document_id).source_id)


def test_district_is_paid_by_two_people_and_every_step_is_kept(asd: Service) -> None:
    d.complete(asd)
    assert (state(asd), missing(asd)) == (SubmissionState.COMPLETE, set())
    d.check(asd)
    assert state(asd) is SubmissionState.PAYABLE
    payment_id = d.pay(asd)
    after = now(asd)
    assert after.verdict.state is SubmissionState.PAID
    assert after.payment is not None and after.payment.id == payment_id
    assert (after.payment.amount_satang, after.payment.payee_id) == (100_000, "leader")
    assert [(step.act.value, step.to_state.value, step.made_by) for step in after.steps] == [
        ("changed", "draft", "leader"),
        ("changed", "draft", "leader"),
        ("changed", "draft", "leader"),
        ("handed_in", "submitted", "leader"),
        ("advanced", "complete", "machine"),
        ("checked", "checked", "clerk"),
        ("advanced", "payable", "machine"),
        ("paid", "paid", "treasurer"),
    ]
    assert [step.reason for step in after.steps if step.act is SubmissionAct.CHECKED] == [d.LOOKED]


def test_answer_names_what_is_missing(asd: Service) -> None:
    assert missing(asd) == {"gate.not_handed_in", "gate.no_activity"}
    activity = d.publish(asd)
    submissions.hand_in(asd, d.LEADER, CODE, d.HERE)
    lacking = [need for need in now(asd).verdict.missing if need.code == "gate.lacks"]
    assert [need.values["kinds"] for need in lacking] == ["attendance_sheet photo", "screenshot"]
    attach_proof(asd, d.LEADER, activity, d.sheet(asd, 1))
    assert [need.values["kinds"] for need in now(asd).verdict.missing] == ["screenshot"]
    assert state(asd) is SubmissionState.SUBMITTED
    with pytest.raises(RefusedError) as refused:
        d.check(asd)
    assert [need.values["kinds"] for need in refused.value.needs] == ["screenshot"]
    attach_proof(asd, d.LEADER, activity, d.screen(asd, 2))
    assert state(asd) is SubmissionState.COMPLETE


def test_photo_does_in_place_of_a_sheet(asd: Service) -> None:
    activity = d.publish(asd)
    for proof in (d.photo(asd, 1), d.screen(asd, 2)):
        attach_proof(asd, d.LEADER, activity, proof)
    submissions.hand_in(asd, d.LEADER, CODE, d.HERE)
    assert state(asd) is SubmissionState.COMPLETE


@pytest.mark.parametrize(
    ("shown", "code"),
    [
        (Shown(poster=None), "gate.proof_poster_unread"),
        (Shown(poster="สมมุติ ทดสอบดียิ่ง (แกนนำ อสด.)"), "gate.proof_poster_differs"),
        (Shown(poster="ประชาชน คนหนึ่ง"), "gate.proof_poster_differs"),
        (Shown(day=None), "gate.proof_date_unread"),
        (Shown(day=dt.date(2026, 1, 16)), "gate.proof_date_differs"),
        (Shown(title=None), "gate.proof_title_unread"),
        (Shown(title="เวทีแนะนำอาสาสมัครดิจิทัล หมู่ 4 มีผู้สมัคร 13 คน"), "gate.proof_title_differs"),
        (Shown(status=Status.DISPUTED), "gate.proof_poster_disputed"),
    ],
)
def test_unsure_screenshot_keeps_the_gate_shut(asd: Service, shown: Shown, code: str) -> None:
    activity = d.publish(asd)
    for proof in (d.sheet(asd, 1), d.screen(asd, 2, shown)):
        attach_proof(asd, d.LEADER, activity, proof)
    submissions.hand_in(asd, d.LEADER, CODE, d.HERE)
    assert state(asd) is SubmissionState.SUBMITTED
    assert code in missing(asd)


def test_what_a_person_confirms_of_a_screenshot_opens_the_gate(asd: Service) -> None:
    activity = d.publish(asd)
    screen = d.screen(asd, 2, Shown(poster=None))
    for proof in (d.sheet(asd, 1), screen):
        attach_proof(asd, d.LEADER, activity, proof)
    submissions.hand_in(asd, d.LEADER, CODE, d.HERE)
    said = confirm_field(asd, screen, "poster", "สมมุติ ทดสอบดี", "clerk")
    assert state(asd) is SubmissionState.COMPLETE
    d.check(asd)
    take_back(asd, said.assertion_id, "clerk")
    assert state(asd) is SubmissionState.SUBMITTED
    with pytest.raises(RefusedError, match=r"gate\.not_payable"):
        d.pay(asd)
    assert [step.act for step in now(asd).steps][-1] is SubmissionAct.REOPENED


def reread_without_rows(service: Service, screen: str) -> None:
    """The screenshot's file is read anew, and is another document now."""
    with service.database.writing() as session:
        record = session.get_one(DocumentRecord, screen)
        document_rows.save(session, record.source_id, "2", [], {}, moment(session))


def correct_away(service: Service, screen: str) -> None:
    confirm_field(service, screen, "poster", "ประชาชน คนหนึ่ง", "clerk")


@pytest.mark.parametrize("undo", [reread_without_rows, correct_away])
def test_evidence_that_is_gone_reopens_the_gate(asd: Service, undo: Callable[[Service, str], None]) -> None:
    _, _, screen = d.complete(asd)
    d.check(asd)
    undo(asd, screen)
    settle_files(asd, screen)
    assert state(asd) is SubmissionState.SUBMITTED
    last = now(asd).steps[-1]
    assert (last.act, last.from_state, last.to_state, last.made_by) == (
        SubmissionAct.REOPENED,
        SubmissionState.PAYABLE,
        SubmissionState.SUBMITTED,
        "machine",
    )
    assert last.missing
    with pytest.raises(RefusedError):
        d.pay(asd)


def test_evidence_that_is_whole_again_asks_for_another_check(asd: Service) -> None:
    """The same evidence as was checked; what was found wrong with it in between, and why not any more, nobody saw."""
    _, _, screen = d.complete(asd)
    d.check(asd)
    seen = d.seal(asd)
    said = confirm_field(asd, screen, "poster", "ประชาชน คนหนึ่ง", "clerk")
    settle_files(asd, screen)
    take_back(asd, said.assertion_id, "clerk")
    settle_files(asd, screen)
    assert d.seal(asd) == seen
    assert state(asd) is SubmissionState.COMPLETE
    with pytest.raises(RefusedError, match=r"gate\.not_payable"):
        d.pay(asd)


def test_another_value_under_the_same_proof_asks_for_another_check(asd: Service) -> None:
    """The sheet's day is corrected and still right: nothing is missing, and what was checked is not what stands."""
    activity = d.publish(asd)
    sheet = d.sheet(asd, 1, day=None)
    for proof in (sheet, d.screen(asd, 2)):
        attach_proof(asd, d.LEADER, activity, proof)
    submissions.hand_in(asd, d.LEADER, CODE, d.HERE)
    d.check(asd)
    confirm_field(asd, sheet, "date", d.HELD_ON.isoformat(), "clerk")
    assert (state(asd), missing(asd)) == (SubmissionState.COMPLETE, set())
    with pytest.raises(RefusedError, match=r"gate\.not_payable"):
        d.pay(asd)
    assert [need["code"] for need in now(asd).steps[-1].missing] == ["gate.changed_after_check"]
    d.check(asd)
    d.pay(asd)


def test_payment_stands_and_is_flagged_when_its_evidence_goes(asd: Service) -> None:
    activity, _, screen = d.complete(asd)
    d.check(asd)
    d.pay(asd)
    correct_away(asd, screen)
    settle_files(asd, screen)
    settle_files(asd, screen)
    flagged = list_districts(asd, d.AUDITOR, CODE, only_flagged=True)
    assert [(one.district.code, one.submission.state) for one in flagged] == [(d.HERE, SubmissionState.PAID)]
    assert [step.act for step in now(asd).steps].count(SubmissionAct.FLAGGED) == 1
    withdraw_activity(asd, d.LEADER, activity, "ลงผิดอำเภอ")
    assert [step.act for step in now(asd).steps].count(SubmissionAct.FLAGGED) == 2
    assert now(asd).payment is not None
    with pytest.raises(AlreadyPaidError):
        d.publish(asd)


def test_one_document_proves_one_activity(asd: Service) -> None:
    activity, sheet, _ = d.complete(asd)
    elsewhere = d.publish(asd, d.THERE_LEADER, d.THERE)
    leader_of_both = Actor("both", "นายสอง อำเภอ", d.PROVINCE, d.actor("", Role.LEADER, d.PROVINCE).grants)
    for second in (elsewhere, d.publish(asd, title="กิจกรรมครั้งที่สองของอำเภอ"), activity):
        with pytest.raises(RefusedError, match=r"gate\.proves_already"):
            attach_proof(asd, leader_of_both, second, sheet)


def test_leader_sees_no_document_of_another_district(asd: Service) -> None:
    activity = d.publish(asd)
    with pytest.raises(NotFoundError):
        attach_proof(asd, d.LEADER, activity, d.sheet(asd, 1, office=d.THERE))


@pytest.mark.parametrize("who", [d.THERE_LEADER, d.CLERK, d.TREASURER, d.AUDITOR, d.ADMINISTRATOR])
def test_only_leaders_of_the_district_publish_and_hand_in(asd: Service, who: Actor) -> None:
    """A citizen has no right at all; neither has the leader of the next district."""
    post = Post("ข่าวสารอาสา", d.TITLE, d.HELD_ON, d.HELD_ON)
    with pytest.raises(DeniedError):
        publish_activity(asd, who, CODE, d.HERE, post)
    with pytest.raises(DeniedError):
        submissions.hand_in(asd, who, CODE, d.HERE)
    assert now(asd).facts.activities == ()


def test_post_of_a_citizen_counts_when_a_leader_published_it(asd: Service) -> None:
    activity = d.publish(asd, sent_by="นายประชาชน สมมุติ")
    for proof in (d.sheet(asd, 1), d.screen(asd, 2)):
        attach_proof(asd, d.LEADER, activity, proof)
    submissions.hand_in(asd, d.LEADER, CODE, d.HERE)
    assert state(asd) is SubmissionState.COMPLETE


def test_activity_under_another_heading_does_not_count(asd: Service) -> None:
    d.publish(asd, heading="ข่าวชาวบ้าน")
    assert "gate.wrong_heading" in missing(asd)


def test_nobody_approves_what_is_the_own(asd: Service) -> None:
    d.complete(asd)
    everything = d.EVERYTHING
    as_leader = Actor("leader", "นางสาวสมมุติ ทดสอบดี", d.PROVINCE, everything.grants)
    with pytest.raises(InvolvedError, match=r"gate\.own_evidence"):
        d.check(asd, as_leader)
    d.check(asd, everything)
    with pytest.raises(InvolvedError, match=r"gate\.same_person"):
        d.pay(asd, everything)
    with pytest.raises(InvolvedError, match=r"gate\.own_evidence"):
        d.pay(asd, as_leader)
    with pytest.raises(DeniedError):
        d.pay(asd, d.CLERK)
    assert now(asd).payment is None
    d.pay(asd)


def test_rights_end_at_the_border_of_the_area(asd: Service) -> None:
    d.complete(asd)
    for who in (d.actor("x", Role.CLERK, "/91/"), d.actor("y", Role.CLERK, f"{d.PROVINCE}{d.THERE}/")):
        with pytest.raises(DeniedError):
            d.check(asd, who)
        with pytest.raises(DeniedError):
            standing_of(asd, who, CODE, d.HERE)
    d.check(asd)
    with pytest.raises(DeniedError):
        d.pay(asd, d.actor("z", Role.TREASURER, "/91/"))


def test_second_payment_is_refused(asd: Service) -> None:
    d.complete(asd)
    d.check(asd)
    d.pay(asd)
    with pytest.raises(AlreadyPaidError):
        d.pay(asd, d.actor("other", Role.TREASURER, d.PROVINCE))
    for act in (submissions.take_back, submissions.return_to_leader):
        with pytest.raises(AlreadyPaidError):
            act(asd, d.EVERYTHING, CODE, d.HERE, "เปลี่ยนใจ")


def test_what_was_seen_must_be_what_is_checked_and_paid(asd: Service) -> None:
    d.complete(asd)
    seen = d.seal(asd)
    d.publish(asd, title="กิจกรรมที่เพิ่มทีหลัง")
    with pytest.raises(ChangedMeanwhileError):
        submissions.check(asd, d.CLERK, CODE, d.HERE, seen, d.LOOKED)
    d.check(asd)
    with pytest.raises(ChangedMeanwhileError):
        submissions.pay(asd, d.TREASURER, CODE, d.HERE, seen, d.LOOKED)


def test_checker_returns_it_and_the_old_check_is_void(asd: Service) -> None:
    d.complete(asd)
    d.check(asd)
    submissions.return_to_leader(asd, d.CLERK, CODE, d.HERE, "ภาพไม่ชัด")
    assert state(asd) is SubmissionState.DRAFT
    submissions.hand_in(asd, d.LEADER, CODE, d.HERE)
    assert state(asd) is SubmissionState.COMPLETE


def test_proof_taken_away_reopens(asd: Service) -> None:
    d.complete(asd)
    d.check(asd)
    item = now(asd).items[0].record.id
    remove_proof(asd, d.CLERK, item, "ไม่ใช่กิจกรรมนี้")
    assert state(asd) is SubmissionState.SUBMITTED
    with pytest.raises(NotFoundError):
        remove_proof(asd, d.CLERK, item, "ไม่ใช่กิจกรรมนี้")


def test_of_two_leaders_the_checker_says_who_is_paid(asd: Service) -> None:
    d.complete(asd)
    activity = d.publish(asd, d.SECOND_LEADER, title="กิจกรรมของแกนนำอีกคน")
    attach_proof(asd, d.SECOND_LEADER, activity, d.photo(asd, 50))
    d.register_leader(asd, d.LEADER.name)
    told = {need.code: need.values["names"] for need in now(asd).verdict.notices}
    assert set(told) == {"gate.several_leaders_open", "gate.leader_not_registered"}
    assert told["gate.leader_not_registered"] == d.SECOND_LEADER.name
    d.check(asd)
    assert state(asd) is SubmissionState.CHECKED
    assert missing(asd) == {"gate.payee_open"}
    with pytest.raises(RefusedError, match=r"gate\.not_payable"):
        d.pay(asd)
    with pytest.raises(RefusedError, match=r"gate\.payee_unknown"):
        d.check(asd, payee="nobody")
    d.check(asd, payee=d.SECOND_LEADER.user_id)
    d.pay(asd)
    payment = now(asd).payment
    assert payment is not None
    assert (payment.payee_name, payment.voucher["other_leaders"]) == (d.SECOND_LEADER.name, [d.LEADER.name])
    assert [one["rule"] for one in payment.voucher["open_readings"]] == ["payment_per"]


def test_days_outside_the_window_do_not_count(asd: Service) -> None:
    d.complete(asd)
    change_rule(asd, d.ADMINISTRATOR, CODE, RuleKey.WINDOW_END, "2026-01-10", "ทดสอบ")
    assert missing(asd) >= {"gate.outside_window", "gate.activity_outside_window"}
    assert state(asd) is SubmissionState.SUBMITTED


def test_changed_rule_judges_whoever_waits_anew(asd: Service) -> None:
    d.complete(asd)
    d.check(asd)
    for last, stands in (("2026-01-16", SubmissionState.SUBMITTED), ("2099-12-31", SubmissionState.COMPLETE)):
        change_rule(asd, d.ADMINISTRATOR, CODE, RuleKey.WINDOW_END, last, "ทดสอบ")
        listed = list_districts(asd, d.AUDITOR, CODE)
        assert [one.submission.state for one in listed if one.district.code == d.HERE] == [stands]


def test_rule_changed_after_the_payment_does_not_flag_it(asd: Service) -> None:
    d.complete(asd)
    d.check(asd)
    d.pay(asd)
    change_rule(asd, d.ADMINISTRATOR, CODE, RuleKey.WINDOW_END, "2026-01-10", "ทดสอบ")
    assert missing(asd) == set()


@pytest.mark.parametrize("table", [SubmissionEventRecord, PaymentRecord])
def test_database_keeps_steps_and_payments(asd: Service, table: type[PaymentRecord]) -> None:
    d.complete(asd)
    d.check(asd)
    d.pay(asd)
    for change in (update(table).values(id="0" * 32), delete(table)):
        with pytest.raises(DBAPIError, match="kept as they are"), asd.database.writing() as session:
            session.execute(change)
    with asd.database.reading() as session:
        assert session.scalars(select(table.id)).first() != "0" * 32


@pytest.mark.parametrize("reason", ["", "  ", "ก" * 501])
def test_acts_need_a_reason(asd: Service, reason: str) -> None:
    d.complete(asd)
    with pytest.raises(RefusedError, match=r"gate\.no_reason"):
        submissions.check(asd, d.CLERK, CODE, d.HERE, d.seal(asd), reason)


def test_list_goes_on_from_where_it_ended_and_ends_at_the_area(asd: Service) -> None:
    d.publish(asd)
    d.publish(asd, d.THERE_LEADER, d.THERE)
    first = list_districts(asd, d.CLERK, CODE, limit=1)
    assert [one.district.code for one in first] == [d.HERE]
    rest = list_districts(asd, d.CLERK, CODE, after=first[0].district.path)
    assert [one.district.code for one in rest] == [d.THERE]
    assert [one.district.code for one in list_districts(asd, d.THERE_LEADER, CODE)] == [d.THERE]
    assert list_districts(asd, d.CLERK, CODE, state=SubmissionState.PAID) == []
    with pytest.raises(DeniedError):
        list_districts(asd, d.ADMINISTRATOR, CODE)
