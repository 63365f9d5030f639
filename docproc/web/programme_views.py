"""A district's submission as its pages show it: in words, with pictures, and with the acts of who looks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from docproc.messages.catalogue import Catalogue
from docproc.programme.facts import Published
from docproc.programme.proofs import doubts
from docproc.programme.views import Standing
from docproc.repository.activities import Item
from docproc.repository.submissions import Listed
from docproc.web.chain_views import document_address
from docproc.web.programme_words import need_in_words, rule_in_words
from models.programme import BY_MACHINE, Need, Programme, SubmissionState
from models.rights import Actor, Right
from models.status import DocType
from models.tables.programme import SubmissionEventRecord

THUMBNAIL_WIDTH = 480  # pixels


@dataclass(frozen=True, slots=True)
class DistrictLine:
    """One district in the list. `missing` is the first thing that is missing, `more_missing` how many others."""

    address: str
    name: str
    state: str
    missing: str | None
    more_missing: int
    is_flagged: bool
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class ProofView:
    item_id: str
    kind: str
    picture: str
    address: str
    doubts: tuple[str, ...]
    is_compared: bool  # with what was published; of a photograph nothing is read


@dataclass(frozen=True, slots=True)
class ActivityView:
    id: str
    title: str
    held_on: date
    posted_on: date
    publisher: str
    sent_by: str | None
    faults: tuple[str, ...]
    proofs: tuple[ProofView, ...]


@dataclass(frozen=True, slots=True)
class StepView:
    act: str
    from_state: str
    to_state: str
    name: str
    reason: str
    missing: tuple[str, ...]
    at: datetime
    is_machine: bool


@dataclass(frozen=True, slots=True)
class Acts:
    """What who looks may do now; the use cases ask again."""

    publish: bool
    attach: bool
    remove: bool
    hand_in: bool
    take_back: bool
    check: bool
    give_back: bool
    pay: bool

    @property
    def any(self) -> bool:
        return any((self.publish, self.attach, self.hand_in, self.take_back, self.check, self.give_back, self.pay))


@dataclass(frozen=True, slots=True)
class RuleView:
    name: str
    value: str
    source: str
    note: str
    is_open: bool


def district_lines(listed: Sequence[Listed], programme: Programme, catalogue: Catalogue) -> tuple[DistrictLine, ...]:
    return tuple(_line(one, programme, catalogue) for one in listed)


def _line(one: Listed, programme: Programme, catalogue: Catalogue) -> DistrictLine:
    needs = [Need.of_json(need) for need in one.submission.missing]
    return DistrictLine(
        address=district_address(programme.code, one.district.code),
        name=one.district.name,
        state=one.submission.state.value,
        missing=need_in_words(needs[0], catalogue) if needs else None,
        more_missing=max(0, len(needs) - 1),
        is_flagged=one.submission.state is SubmissionState.PAID and bool(needs),
        updated_at=one.submission.updated_at,
    )


def district_address(programme: str, district: str) -> str:
    return f"/districts/{district}?programme={programme}"


def missing_in_general(standing: Standing, catalogue: Catalogue) -> tuple[str, ...]:
    """Everything that is missing, each sentence once: several proofs may lack the same."""
    return tuple(dict.fromkeys(need_in_words(need, catalogue) for need in standing.verdict.missing))


def notices(standing: Standing, catalogue: Catalogue) -> tuple[str, ...]:
    return tuple(dict.fromkeys(need_in_words(need, catalogue) for need in standing.verdict.notices))


def activity_views(standing: Standing, catalogue: Catalogue) -> tuple[ActivityView, ...]:
    items = {item.record.id: item for item in standing.items}
    return tuple(_activity(one, items, standing, catalogue) for one in standing.facts.activities)


def _activity(activity: Published, items: dict[str, Item], standing: Standing, catalogue: Catalogue) -> ActivityView:
    own = [need for need in standing.verdict.missing if _is_own_fault(need, activity)]
    return ActivityView(
        id=activity.id,
        title=activity.title,
        held_on=activity.held_on,
        posted_on=activity.posted_on,
        publisher=activity.publisher.name,
        sent_by=standing.sent_by.get(activity.id),
        faults=tuple(need_in_words(need, catalogue) for need in own),
        proofs=tuple(
            _proof(
                items[proof.item_id],
                tuple(need_in_words(need, catalogue) for need in doubts(activity, proof)),
                catalogue,
            )
            for proof in activity.proofs
        ),
    )


def _is_own_fault(need: Need, activity: Published) -> bool:
    """What lacks to an activity is said above, where all that is missing stands together."""
    return need.activity_id == activity.id and need.document_id is None and need.code != "gate.lacks"


def _proof(item: Item, doubted: tuple[str, ...], catalogue: Catalogue) -> ProofView:
    document = item.document
    page = document.pages[0]
    return ProofView(
        item_id=item.record.id,
        kind=catalogue.text(f"doc_type.{document.doc_type}"),
        picture=f"/api/documents/{document.source_id}/pages/{page}/image?width={THUMBNAIL_WIDTH}",
        address=document_address(document.source_id, document.id),
        doubts=doubted,
        is_compared=document.doc_type is not DocType.PHOTO,
    )


def step_views(steps: Sequence[SubmissionEventRecord], catalogue: Catalogue) -> tuple[StepView, ...]:
    """The latest first."""
    return tuple(_step(step, catalogue) for step in reversed(steps))


def _step(step: SubmissionEventRecord, catalogue: Catalogue) -> StepView:
    is_machine = step.act in BY_MACHINE
    return StepView(
        act=catalogue.text(f"submission_act.{step.act}"),
        from_state=step.from_state.value,
        to_state=step.to_state.value,
        name=catalogue.text("districts.machine") if is_machine else step.name,
        reason=step.reason,
        missing=tuple(need_in_words(Need.of_json(need), catalogue) for need in step.missing),
        at=step.at,
        is_machine=is_machine,
    )


def acts_of(actor: Actor, standing: Standing) -> Acts:
    state, path = standing.verdict.state, standing.district.path
    is_own = actor.user_id in standing.facts.involved
    checker = standing.facts.check.by.user_id if standing.facts.check is not None else None
    unpaid, begun = state is not SubmissionState.PAID, state is not SubmissionState.DRAFT
    may = {right: actor.may(right, path) for right in Right}
    return Acts(
        publish=may[Right.PUBLISH_ACTIVITY] and unpaid,
        attach=may[Right.SUBMIT_DISTRICT] and unpaid,
        remove=may[Right.SUBMIT_DISTRICT] or may[Right.CHECK_SUBMISSION],
        hand_in=may[Right.SUBMIT_DISTRICT] and not begun,
        take_back=may[Right.SUBMIT_DISTRICT] and begun and unpaid,
        check=may[Right.CHECK_SUBMISSION]
        and not is_own
        and state in (SubmissionState.COMPLETE, SubmissionState.CHECKED),
        give_back=may[Right.CHECK_SUBMISSION] and begun and unpaid,
        pay=may[Right.PAY] and not is_own and state is SubmissionState.PAYABLE and actor.user_id != checker,
    )


def rule_views(programme: Programme, catalogue: Catalogue) -> tuple[RuleView, ...]:
    return tuple(
        RuleView(
            name=catalogue.text(f"programme_rule.{rule.key}"),
            value=rule_in_words(rule, catalogue),
            source=rule.source,
            note=rule.note,
            is_open=rule.is_open,
        )
        for rule in programme.rules.values()
    )


def standing_json(standing: Standing, catalogue: Catalogue) -> dict[str, Any]:
    """For programs: codes with their values, and the sentence for people beside each."""
    verdict = standing.verdict
    return {
        "programme": standing.programme.code,
        "district": standing.district.code,
        "name": standing.district.name,
        "state": verdict.state.value,
        "seal": verdict.seal,
        "missing": [{**need.as_json(), "text": need_in_words(need, catalogue)} for need in verdict.missing],
        "notices": [{**need.as_json(), "text": need_in_words(need, catalogue)} for need in verdict.notices],
        "activities": [
            {
                "id": one.id,
                "title": one.title,
                "held_on": one.held_on.isoformat(),
                "posted_on": one.posted_on.isoformat(),
                "publisher": one.publisher.name,
                "proofs": [
                    {"id": proof.item_id, "document": proof.document_id, "doc_type": proof.doc_type.value}
                    for proof in one.proofs
                ],
            }
            for one in standing.facts.activities
        ],
        "payment": standing.payment.voucher if standing.payment is not None else None,
        "history": [
            {
                "number": step.number,
                "act": step.act.value,
                "from": step.from_state.value,
                "to": step.to_state.value,
                "by": step.name,
                "reason": step.reason,
                "missing": step.missing,
                "at": step.at.isoformat(),
            }
            for step in standing.steps
        ],
    }
