"""Queries about districts' submissions: one a programme and district, its steps in order, its payment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from docproc.identifiers import new_id
from docproc.repository.inserting import insert_new
from models.programme import Need, Party, SubmissionAct, SubmissionState
from models.tables.offices import OfficeRecord
from models.tables.programme import (
    ActivityRecord,
    EvidenceItemRecord,
    PaymentRecord,
    SubmissionEventRecord,
    SubmissionRecord,
)


@dataclass(frozen=True, slots=True)
class Step:
    """What is put down of one step. `seal` and `payee` are a checker's."""

    act: SubmissionAct
    by: Party
    reason: str
    to_state: SubmissionState
    missing: tuple[Need, ...]
    seal: str | None = None
    payee: Party | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """A submission in a list, with its district."""

    submission: SubmissionRecord
    district: OfficeRecord


def locked(session: Session, programme_id: str, district_id: str, at: dt.datetime) -> SubmissionRecord:
    """The district's submission, made where there is none, and held until the transaction ends."""
    row = {
        "id": new_id(),
        "programme_id": programme_id,
        "district_id": district_id,
        "state": SubmissionState.DRAFT,
        "missing": [],
        "last_event": 0,
        "updated_at": at,
    }
    insert_new(session, SubmissionRecord, [row])
    return session.scalars(
        select(SubmissionRecord)
        .where(SubmissionRecord.programme_id == programme_id, SubmissionRecord.district_id == district_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()


def find(session: Session, programme_id: str, district_id: str) -> SubmissionRecord | None:
    return session.scalar(
        select(SubmissionRecord).where(
            SubmissionRecord.programme_id == programme_id, SubmissionRecord.district_id == district_id
        )
    )


def waiting_for_payment(session: Session, programme_id: str) -> list[str]:
    """The districts (ids) that have handed in and are not paid."""
    return list(
        session.scalars(
            select(SubmissionRecord.district_id)
            .where(
                SubmissionRecord.programme_id == programme_id,
                SubmissionRecord.state.not_in((SubmissionState.DRAFT, SubmissionState.PAID)),
            )
            .order_by(SubmissionRecord.district_id)
        )
    )


def add_step(session: Session, submission: SubmissionRecord, step: Step, at: dt.datetime) -> None:
    """Put the step down behind the last one; the submission then stands where it leads."""
    submission.last_event += 1
    session.add(
        SubmissionEventRecord(
            id=new_id(),
            submission_id=submission.id,
            number=submission.last_event,
            act=step.act,
            from_state=submission.state,
            to_state=step.to_state,
            made_by=step.by.user_id,
            name=step.by.name,
            reason=step.reason,
            missing=[need.as_json() for need in step.missing],
            seal=step.seal,
            payee_id=step.payee.user_id if step.payee is not None else None,
            payee_name=step.payee.name if step.payee is not None else None,
            at=at,
        )
    )
    submission.state, submission.updated_at = step.to_state, at
    session.flush()


def steps(session: Session, submission_id: str) -> list[SubmissionEventRecord]:
    """Everything that ever happened to it, in order."""
    return list(
        session.scalars(
            select(SubmissionEventRecord)
            .where(SubmissionEventRecord.submission_id == submission_id)
            .order_by(SubmissionEventRecord.number)
        )
    )


def page_after(
    session: Session,
    programme_id: str,
    areas: Sequence[str],
    after: str,
    limit: int,
    state: SubmissionState | None = None,
    only_flagged: bool = False,
) -> list[Listed]:
    """Submissions of districts in these areas, by the districts' paths, from behind `after` on.

    `only_flagged`: those that were paid and lack something now.
    """
    query = (
        select(SubmissionRecord, OfficeRecord)
        .join(OfficeRecord, OfficeRecord.id == SubmissionRecord.district_id)
        .where(SubmissionRecord.programme_id == programme_id, OfficeRecord.path > after, _in_areas(areas))
        .order_by(OfficeRecord.path)
        .limit(limit)
    )
    if state is not None:
        query = query.where(SubmissionRecord.state == state)
    if only_flagged:
        query = query.where(SubmissionRecord.state == SubmissionState.PAID, _is_missing_something(session))
    return [Listed(submission, office) for submission, office in session.execute(query)]


def _in_areas(areas: Sequence[str]) -> ColumnElement[bool]:
    """SQLite's LIKE takes `a` for `A`, so the beginning is compared too."""
    return or_(
        OfficeRecord.id.is_(None),
        *(
            OfficeRecord.path.startswith(area, autoescape=True) & (func.substr(OfficeRecord.path, 1, len(area)) == area)
            for area in areas
        ),
    )


def _is_missing_something(session: Session) -> ColumnElement[bool]:
    if session.get_bind().dialect.name == "sqlite":
        return func.json_array_length(SubmissionRecord.missing) > 0
    return func.jsonb_array_length(SubmissionRecord.missing) > 0


def of_documents(session: Session, document_ids: Iterable[str]) -> list[SubmissionRecord]:
    """The submissions in which one of these documents serves as a proof, in the order in which they are locked."""
    query = (
        select(SubmissionRecord)
        .join(
            ActivityRecord,
            (ActivityRecord.programme_id == SubmissionRecord.programme_id)
            & (ActivityRecord.district_id == SubmissionRecord.district_id),
        )
        .join(EvidenceItemRecord, EvidenceItemRecord.activity_id == ActivityRecord.id)
        .where(EvidenceItemRecord.document_id.in_(list(document_ids)), EvidenceItemRecord.removed_at.is_(None))
        .order_by(SubmissionRecord.id)
    )
    return list(session.scalars(query).unique())


def payment_of(session: Session, programme_id: str, district_id: str) -> PaymentRecord | None:
    return session.scalar(
        select(PaymentRecord).where(
            PaymentRecord.programme_id == programme_id, PaymentRecord.district_id == district_id
        )
    )


def add_payment(session: Session, values: dict[str, Any]) -> PaymentRecord | None:
    """The payment; None, and nothing written, where the district has one."""
    if not insert_new(session, PaymentRecord, [values]):
        return None
    return session.get_one(PaymentRecord, values["id"])
