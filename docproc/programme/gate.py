"""The gate: which state a district's submission is in, and what is missing. A pure function of facts.

complete = handed in, inside the window, an activity under the heading, held inside the window, with one sure proof of
each required kind, and no proof in doubt. checked = a person looked at exactly this evidence. payable = checked, and
settled who is paid. Nothing here reads a flag that somebody set.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from docproc.programme.facts import Facts, Published
from docproc.programme.proofs import doubts, shows_heading
from models.programme import Need, Party, SubmissionState
from models.status import DocType


@dataclass(frozen=True, slots=True)
class Verdict:
    """`missing` keeps the submission from going on, `notices` are for whoever decides. `payee` once it is settled."""

    state: SubmissionState
    missing: tuple[Need, ...]
    notices: tuple[Need, ...]
    seal: str
    payee: Party | None


def judge(facts: Facts) -> Verdict:
    """Where the district stands. A payment stands whatever is missing: then `missing` is for an auditor."""
    payee, seal = _payee(facts), seal_of(facts)
    missing = tuple(_missing(facts))
    if facts.is_paid and not missing and facts.check is not None and facts.check.seal != seal:
        missing = (Need("gate.changed_after_payment"),)
    state = _state(facts, bool(missing), payee, seal)
    if state is SubmissionState.CHECKED:
        missing = (Need("gate.payee_open"),)
    return Verdict(state, missing, tuple(_notices(facts)), seal, payee)


def seal_of(facts: Facts) -> str:
    """The same for the same activities and proofs with the same values; what a person checked is named by it."""
    shown: list[Any] = [
        facts.district,
        [
            [
                one.id, one.heading, one.title, one.held_on.isoformat(), one.posted_on.isoformat(),
                one.publisher.user_id,
                sorted(
                    [proof.document_id, proof.sha256, proof.doc_type.value, list(proof.pages), proof.n_signed,
                     *(str(read.value) for read in (proof.title, proof.date, proof.poster))]
                    for proof in one.proofs
                ),
            ]
            for one in sorted(facts.activities, key=lambda activity: activity.id)
        ],
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(shown, ensure_ascii=False).encode()).hexdigest()


def _state(facts: Facts, is_missing: bool, payee: Party | None, seal: str) -> SubmissionState:
    if facts.is_paid:
        return SubmissionState.PAID
    if facts.handed_in is None:
        return SubmissionState.DRAFT
    if is_missing:
        return SubmissionState.SUBMITTED
    check = facts.check
    if check is None or check.seal != seal or check.by.user_id in facts.involved:
        return SubmissionState.COMPLETE
    return SubmissionState.PAYABLE if payee is not None else SubmissionState.CHECKED


def _payee(facts: Facts) -> Party | None:
    """The one leader who published; of several the one whom the checker named, where that is one of them."""
    leaders = facts.leaders
    if len(leaders) == 1:
        return next(iter(leaders.values()))
    named = facts.check.payee if facts.check is not None else None
    return leaders.get(named.user_id) if named is not None else None


def _missing(facts: Facts) -> Iterator[Need]:
    if facts.handed_in is None:
        yield Need("gate.not_handed_in")
    else:
        yield from _outside_window(facts)
    counted = [one for one in facts.activities if not any(_faults(facts, one))]
    for one in facts.activities:
        yield from _faults(facts, one)
    if not facts.activities:
        yield Need("gate.no_activity", {"heading": facts.programme.heading})
    elif counted and all(list(_lacking(facts, one)) for one in counted):
        nearest = min(counted, key=lambda one: (len(list(_lacking(facts, one))), one.id))
        yield from _lacking(facts, nearest)
    for one in facts.activities:
        for proof in one.proofs:
            yield from doubts(one, proof)


def _outside_window(facts: Facts) -> Iterator[Need]:
    assert facts.handed_in is not None
    first, last = facts.programme.window
    if not first <= facts.handed_in.on <= last:
        values = {"day": facts.handed_in.on.isoformat(), "first": first.isoformat(), "last": last.isoformat()}
        yield Need("gate.outside_window", values)


def _faults(facts: Facts, activity: Published) -> Iterator[Need]:
    """Why the activity does not count at all."""
    if activity.heading != facts.programme.heading:
        values = {"heading": activity.heading, "required": facts.programme.heading}
        yield Need("gate.wrong_heading", values, activity.id)
    first, last = facts.programme.window
    if not first <= activity.held_on <= last:
        values = {"day": activity.held_on.isoformat(), "first": first.isoformat(), "last": last.isoformat()}
        yield Need("gate.activity_outside_window", values, activity.id)
    if facts.handed_in is not None and max(activity.held_on, activity.posted_on) > facts.handed_in.on:
        yield Need("gate.activity_later", {"day": activity.held_on.isoformat()}, activity.id)


def _lacking(facts: Facts, activity: Published) -> Iterator[Need]:
    """The groups of required evidence of which the activity has no sure proof."""
    there = {proof.doc_type.value for proof in activity.proofs if not any(doubts(activity, proof))}
    for group in facts.programme.required_evidence:
        if not group & there:
            yield Need("gate.lacks", {"kinds": " ".join(sorted(group)), "title": activity.title}, activity.id)


def _notices(facts: Facts) -> Iterator[Need]:
    if len(facts.leaders) > 1:
        names = ", ".join(sorted(party.name for party in facts.leaders.values()))
        per = facts.programme.payment_per or "open"
        yield Need(f"gate.several_leaders_{per}", {"names": names})
    if facts.unregistered:
        yield Need("gate.leader_not_registered", {"names": ", ".join(facts.unregistered)})
    for one in facts.activities:
        for proof in one.proofs:
            if proof.doc_type is DocType.ATTENDANCE_SHEET and not proof.date.is_there:
                yield Need("gate.sheet_without_date", {}, one.id, proof.document_id)
            if proof.doc_type is DocType.SCREENSHOT and not shows_heading(one, proof):
                yield Need("gate.heading_not_seen", {"heading": one.heading}, one.id, proof.document_id)
