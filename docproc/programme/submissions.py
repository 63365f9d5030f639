"""A district hands in, somebody else checks, a third person pays: the acts, each allowed or refused with its reason.

Every refusal leaves the submission settled: what made the act impossible is on record.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from docproc.corrections import ChangedMeanwhileError
from docproc.identifiers import new_id
from docproc.programme.districts import Place, held, held_with_proofs, party, place_of
from docproc.programme.facts import Check, Facts
from docproc.programme.gate import Verdict
from docproc.programme.refusals import AlreadyPaidError, InvolvedError, RefusedError, reason_of
from docproc.programme.settling import settle
from docproc.programme.voucher import voucher_of
from docproc.repository import offices, submissions
from docproc.repository.clock import moment
from docproc.repository.submissions import Step
from docproc.wiring import Service
from models.programme import Party, SubmissionAct, SubmissionState
from models.rights import Actor, Right
from models.tables.programme import SubmissionRecord

SATANG = 100  # a baht

Answer = TypeVar("Answer")


def hand_in(service: Service, actor: Actor, programme_code: str, district_code: str) -> Verdict:
    """Hand in the district's evidence as it is; the verdict names what is missing.

    Raises NotFoundError, DeniedError, RefusedError where it is handed in already.
    """

    def act(session: Session, place: Place) -> Verdict:
        actor.require(Right.SUBMIT_DISTRICT, place.district.path)
        submission = held(session, place)
        _expect(submission, {SubmissionState.DRAFT}, "gate.handed_in_already")
        return _done(session, submission, SubmissionAct.HANDED_IN, actor, "", SubmissionState.SUBMITTED)

    return _in_one_transaction(service, programme_code, district_code, act)


def take_back(service: Service, actor: Actor, programme_code: str, district_code: str, reason: str) -> Verdict:
    """The leader takes back what was handed in. Raises NotFoundError, DeniedError, RefusedError."""
    return _back_to_draft(
        service, (actor, Right.SUBMIT_DISTRICT, SubmissionAct.TAKEN_BACK), programme_code, district_code, reason
    )


def return_to_leader(service: Service, actor: Actor, programme_code: str, district_code: str, reason: str) -> Verdict:
    """The checker gives it back, and says why. Raises NotFoundError, DeniedError, RefusedError."""
    return _back_to_draft(
        service, (actor, Right.CHECK_SUBMISSION, SubmissionAct.RETURNED), programme_code, district_code, reason
    )


def _back_to_draft(
    service: Service,
    who: tuple[Actor, Right, SubmissionAct],
    programme_code: str,
    district_code: str,
    reason: str,
) -> Verdict:
    actor, right, what = who
    why = reason_of(reason)

    def act(session: Session, place: Place) -> Verdict:
        actor.require(right, place.district.path)
        submission = held(session, place)
        _expect(submission, set(SubmissionState) - {SubmissionState.DRAFT, SubmissionState.PAID}, "gate.not_handed_in")
        return _done(session, submission, what, actor, why, SubmissionState.DRAFT)

    return _in_one_transaction(service, programme_code, district_code, act)


def check(
    service: Service,
    actor: Actor,
    programme_code: str,
    district_code: str,
    seen: str,
    reason: str,
    payee_id: str | None = None,
) -> Verdict:
    """A person has looked at the evidence, the one with the seal `seen`. `payee_id`: which of several leaders is paid.

    Raises NotFoundError, DeniedError, InvolvedError (the leader may not check), ChangedMeanwhileError, and
    RefusedError with what is missing.
    """
    why = reason_of(reason)

    def act(session: Session, place: Place) -> Verdict | RefusedError:
        actor.require(Right.CHECK_SUBMISSION, place.district.path)
        submission = held_with_proofs(session, place)
        facts, verdict = settle(session, submission, moment(session))
        if actor.user_id in facts.involved:
            raise InvolvedError("gate.own_evidence")
        if verdict.state not in (SubmissionState.COMPLETE, SubmissionState.CHECKED):
            return RefusedError("gate.not_complete", {"state": verdict.state.value}, verdict.missing)
        if verdict.seal != seen:
            raise ChangedMeanwhileError(district_code)
        payee = _named_payee(facts, payee_id)
        step = Step(SubmissionAct.CHECKED, party(actor), why, SubmissionState.CHECKED, (), verdict.seal, payee)
        submissions.add_step(session, submission, step, moment(session))
        return settle(session, submission, moment(session))[1]

    return _in_one_transaction(service, programme_code, district_code, act)


def _named_payee(facts: Facts, payee_id: str | None) -> Party | None:
    if payee_id is None:
        return None
    if payee_id not in facts.leaders:
        raise RefusedError("gate.payee_unknown")
    return facts.leaders[payee_id]


def pay(service: Service, actor: Actor, programme_code: str, district_code: str, seen: str, reason: str) -> str:
    """Put down that the district's leader was paid; the payment's id.

    Raises NotFoundError, DeniedError, InvolvedError (leader and checker may not pay), AlreadyPaidError,
    ChangedMeanwhileError, and RefusedError with what is missing.
    """
    why = reason_of(reason)

    def act(session: Session, place: Place) -> str | RefusedError:
        actor.require(Right.PAY, place.district.path)
        submission = held_with_proofs(session, place)
        facts, verdict = settle(session, submission, moment(session))
        if verdict.state is SubmissionState.PAID:
            raise AlreadyPaidError("gate.already_paid")
        if actor.user_id in facts.involved:
            raise InvolvedError("gate.own_evidence")
        if verdict.state is not SubmissionState.PAYABLE or facts.check is None or verdict.payee is None:
            return RefusedError("gate.not_payable", {"state": verdict.state.value}, verdict.missing)
        if actor.user_id == facts.check.by.user_id:
            raise InvolvedError("gate.same_person")
        if verdict.seal != seen:
            raise ChangedMeanwhileError(district_code)
        payment = _payment(session, place, submission, facts, facts.check, verdict.payee, actor)
        if submissions.add_payment(session, payment) is None:
            raise AlreadyPaidError("gate.already_paid")
        _done(session, submission, SubmissionAct.PAID, actor, why, SubmissionState.PAID)
        return str(payment["id"])

    return _in_one_transaction(service, programme_code, district_code, act)


def _payment(
    session: Session,
    place: Place,
    submission: SubmissionRecord,
    facts: Facts,
    checked: Check,
    payee: Party,
    actor: Actor,
) -> dict[str, Any]:
    at = moment(session)
    names = [office.name for office in (*offices.above(session, place.district), place.district)]
    return {
        "id": new_id(),
        "programme_id": place.programme.id,
        "district_id": place.district.id,
        "submission_id": submission.id,
        "amount_satang": int(facts.programme.amount * SATANG),
        "payee_id": payee.user_id,
        "payee_name": payee.name,
        "checked_by": checked.by.user_id,
        "checked_name": checked.by.name,
        "paid_by": actor.user_id,
        "paid_name": actor.name,
        "voucher": voucher_of(facts, names, payee, checked.by, party(actor), at),
        "paid_at": at,
    }


def _in_one_transaction(
    service: Service,
    programme_code: str,
    district_code: str,
    act: Callable[[Session, Place], Answer | RefusedError],
) -> Answer:
    """Do it and commit. A refusal that was returned, not raised, is raised after what was settled is committed."""
    with service.database.writing() as session:
        answer = act(session, place_of(session, programme_code, district_code))
    if isinstance(answer, RefusedError):
        raise answer
    return answer


def _expect(submission: SubmissionRecord, states: set[SubmissionState], code: str) -> None:
    if submission.state is SubmissionState.PAID and SubmissionState.PAID not in states:
        raise AlreadyPaidError("gate.already_paid")
    if submission.state not in states:
        raise RefusedError(code)


def _done(
    session: Session,
    submission: SubmissionRecord,
    act: SubmissionAct,
    actor: Actor,
    reason: str,
    to_state: SubmissionState,
) -> Verdict:
    at = moment(session)
    submissions.add_step(session, submission, Step(act, party(actor), reason, to_state, ()), at)
    return settle(session, submission, at)[1]
