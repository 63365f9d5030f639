"""Gathers a district's facts from the tables, as they stand in this transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from docproc.messages.thai_dates import BANGKOK
from docproc.overlay import document_json
from docproc.programme.facts import Check, Facts, HandedIn, Proof, Published, Value
from docproc.registers.person_names import name_key
from docproc.repository import activities, assertions, findings, link_decisions, people, programmes, submissions
from docproc.repository.activities import Item
from models.chain import LinkKind
from models.finding import FindingState
from models.programme import Party, SubmissionAct
from models.status import Status
from models.tables.documents import AssertionRecord
from models.tables.offices import OfficeRecord
from models.tables.programme import ActivityRecord, SubmissionEventRecord, SubmissionRecord

# What undoes a check that was made before it.
UNDOES_CHECK = frozenset(
    {SubmissionAct.RETURNED, SubmissionAct.TAKEN_BACK, SubmissionAct.HANDED_IN, SubmissionAct.REOPENED}
)


def facts_of(session: Session, submission: SubmissionRecord) -> Facts:
    """Everything the gate decides on, read now."""
    published = activities.standing(session, submission.programme_id, submission.district_id)
    items = activities.items(session, [one.id for one in published])
    proofs = _proofs(session, submission, items)
    steps = submissions.steps(session, submission.id)
    payment = submissions.payment_of(session, submission.programme_id, submission.district_id)
    return Facts(
        # What was paid was paid by the rules of that day.
        programme=programmes.get(session, submission.programme_id, payment.paid_at if payment is not None else None),
        district=session.get_one(OfficeRecord, submission.district_id).code,
        activities=tuple(_published(one, items, proofs) for one in published),
        handed_in=_handed_in(steps),
        check=_check(steps),
        is_paid=payment is not None,
        unregistered=_unregistered(session, submission.district_id, published),
    )


def _unregistered(session: Session, district_id: str, published: Sequence[ActivityRecord]) -> tuple[str, ...]:
    """Who published and stands under that name in no line of the district's register of leaders."""
    known = {leader.name_key for leader in people.leaders_of_districts(session, [district_id])}
    return tuple(sorted({one.publisher_name for one in published if name_key(one.publisher_name) not in known}))


def _published(activity: ActivityRecord, items: Sequence[Item], proofs: Mapping[str, Proof]) -> Published:
    return Published(
        id=activity.id,
        heading=activity.heading,
        title=activity.title,
        held_on=activity.held_on,
        posted_on=activity.posted_on,
        publisher=Party(activity.publisher_id, activity.publisher_name),
        proofs=tuple(proofs[item.record.id] for item in items if item.record.activity_id == activity.id),
    )


def _handed_in(steps: Sequence[SubmissionEventRecord]) -> HandedIn | None:
    last = next((step for step in reversed(steps) if step.act in _HANDING), None)
    if last is None or last.act is not SubmissionAct.HANDED_IN:
        return None
    return HandedIn(Party(last.made_by, last.name), last.at.astimezone(BANGKOK).date())


_HANDING = frozenset({SubmissionAct.HANDED_IN, SubmissionAct.TAKEN_BACK, SubmissionAct.RETURNED})


def _check(steps: Sequence[SubmissionEventRecord]) -> Check | None:
    last = next((step for step in reversed(steps) if step.act in UNDOES_CHECK | {SubmissionAct.CHECKED}), None)
    if last is None or last.act is not SubmissionAct.CHECKED:
        return None
    payee = Party(last.payee_id, last.payee_name or "") if last.payee_id is not None else None
    return Check(Party(last.made_by, last.name), last.seal or "", payee)


def _proofs(session: Session, submission: SubmissionRecord, items: Sequence[Item]) -> dict[str, Proof]:
    """By the ids of the items."""
    ids = [item.document.id for item in items]
    said = assertions.current(session, ids)
    open_findings, near = _findings(session, submission, ids)
    rejected = _rejected_links(session, ids)
    return {
        item.record.id: _proof(
            item,
            said,
            tuple(sorted(open_findings.get(item.document.id, ()))),
            tuple(sorted(rejected.get(item.document.id, ()))),
            tuple(sorted(near.get(item.document.id, ()))),
        )
        for item in items
    }


def _proof(
    item: Item,
    said: Sequence[AssertionRecord],
    open_findings: tuple[str, ...],
    rejected: tuple[str, ...],
    near: tuple[str, ...],
) -> Proof:
    shown = document_json(item.document, said)
    return Proof(
        item_id=item.record.id,
        document_id=item.document.id,
        sha256=item.sha256,
        doc_type=item.document.doc_type,
        pages=tuple(item.document.pages),
        is_current=item.document.is_current,
        attached_by=item.record.attached_by,
        title=_value(shown, "title"),
        date=_value(shown, "date"),
        poster=_value(shown, "poster"),
        text=item.document.text,
        n_signed=shown.get("n_signed"),
        findings=open_findings,
        rejected_links=rejected,
        near_copies=near,
    )


def _value(shown: Mapping[str, Any], name: str) -> Value:
    proof = shown.get("evidence", {}).get(name)
    if proof is None:
        return Value()
    status = Status(proof["status"])
    return Value(shown.get(name), status, proof.get("box") is not None or status is Status.CONFIRMED)


def _findings(
    session: Session, submission: SubmissionRecord, ids: Sequence[str]
) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """For each document the kinds of its open findings, and the other districts that a picture like it serves.

    That somebody explained a likeness opens no second district: each needs a picture of its own.
    """
    found = findings.about(session, ids)
    pairs = [(row, _other(row.document_id, row.other_id, ids)) for row in found]
    served = activities.districts_served(
        session, submission.programme_id, [other for _, others in pairs for _, other in others]
    )
    open_kinds: dict[str, set[str]] = {}
    near: dict[str, set[str]] = {}
    for row, others in pairs:
        for own in ids:
            if row.state is FindingState.OPEN and own in (row.document_id, row.other_id):
                open_kinds.setdefault(own, set()).add(row.kind.value)
        for own, other in others:
            if other in served and served[other].id != submission.district_id:
                near.setdefault(own, set()).add(served[other].code)
    return open_kinds, near


def _other(one: str, other: str | None, ids: Sequence[str]) -> list[tuple[str, str]]:
    """Each of our documents in the pair with the one beside it."""
    if other is None:
        return []
    return [(own, beside) for own, beside in ((one, other), (other, one)) if own in ids]


def _rejected_links(session: Session, ids: Sequence[str]) -> dict[str, set[str]]:
    """For each document the letters of which a person said that it does not show their activity."""
    rejected: dict[str, set[str]] = {}
    for document_id in ids:
        for upper, kind in link_decisions.rejected_above(session, document_id):
            if kind is LinkKind.SHOWS:
                rejected.setdefault(document_id, set()).add(upper)
    return rejected
