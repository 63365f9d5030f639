"""Queries about what people said of the names on papers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from docproc.identifiers import new_id
from models.register import PeopleKind
from models.status import LinkState
from models.tables.identifications import IdentificationRecord


@dataclass(frozen=True, slots=True)
class PersonKey:
    """A line of one of the lists of people."""

    kind: PeopleKind
    person_id: str


@dataclass(frozen=True, slots=True)
class NameAt:
    """A name where it stands: the document, and its place in that document's evidence."""

    document_id: str
    field: str
    name: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """CONFIRMED, REJECTED, or SUSPECTED to take back what was said."""

    state: LinkState
    reason: str
    made_by: str


def add(
    session: Session, at_name: NameAt, person: PersonKey, path: str, verdict: Verdict, at: dt.datetime
) -> IdentificationRecord:
    """Put it down in place of what was said of that name and that person before."""
    record = IdentificationRecord
    earlier = session.scalars(
        select(record)
        .where(
            record.document_id == at_name.document_id,
            record.field == at_name.field,
            record.kind == person.kind,
            record.person_id == person.person_id,
            record.superseded_at.is_(None),
        )
        .with_for_update()
    ).one_or_none()
    if earlier is not None:
        earlier.superseded_at = at
        session.flush()
    row = record(
        id=new_id(),
        document_id=at_name.document_id,
        field=at_name.field,
        kind=person.kind,
        person_id=person.person_id,
        path=path,
        name=at_name.name,
        state=verdict.state,
        reason=verdict.reason,
        made_by=verdict.made_by,
        at=at,
    )
    session.add(row)
    session.flush()
    return row


def standing(session: Session, document_id: str) -> list[IdentificationRecord]:
    """What was said last of each name and person, without what was taken back."""
    query = select(IdentificationRecord).where(
        IdentificationRecord.document_id == document_id,
        IdentificationRecord.superseded_at.is_(None),
        IdentificationRecord.state != LinkState.SUSPECTED,
    )
    return list(session.scalars(query.order_by(IdentificationRecord.id)))


def of_documents(session: Session, document_ids: Iterable[str]) -> list[IdentificationRecord]:
    """Everything people ever said of the names in these documents, the oldest first."""
    query = select(IdentificationRecord).where(IdentificationRecord.document_id.in_(list(document_ids)))
    return list(session.scalars(query.order_by(IdentificationRecord.id)))


def of_person(session: Session, person: PersonKey, after: str | None, limit: int) -> list[IdentificationRecord]:
    """Where somebody confirmed that a paper names this person, the oldest first, from behind the id `after` on."""
    query = select(IdentificationRecord).where(
        IdentificationRecord.kind == person.kind,
        IdentificationRecord.person_id == person.person_id,
        IdentificationRecord.state == LinkState.CONFIRMED,
        IdentificationRecord.superseded_at.is_(None),
    )
    if after is not None:
        query = query.where(IdentificationRecord.id > after)
    return list(session.scalars(query.order_by(IdentificationRecord.id).limit(limit)))
