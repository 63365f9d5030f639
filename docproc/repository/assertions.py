"""Queries about the values the service stands by. What a person said stays; what a machine said is superseded."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, exists, or_, select, update
from sqlalchemy.orm import Session, aliased

from docproc.content_paths import value_at
from docproc.identifiers import new_id
from models.records import MACHINE, AssertionRecord, DocumentRecord
from models.status import Status

# What two assertions must share to be the same one said twice.
_SAID = ("value", "printed", "page", "box", "status", "confidence", "readers", "handwritten", "alternatives")


@dataclass(frozen=True, slots=True)
class Confirmation:
    """A value that a person set, None where the person says that there is none."""

    field: str
    value: Any
    person: str


def save_machine(session: Session, document_id: str, content: Mapping[str, Any], at: dt.datetime) -> None:
    """One assertion for each proof in the contract's JSON; those said before in the same words are left as they are."""
    said = {field: _row(content, field, proof) for field, proof in content.get("evidence", {}).items()}
    kept: set[str] = set()
    for old in current(session, [document_id]):
        if old.made_by != MACHINE:
            continue
        if old.field in said and all(getattr(old, name) == said[old.field][name] for name in _SAID):
            kept.add(old.field)
        else:
            old.superseded_at = at
    session.flush()
    for field, row in said.items():
        if field not in kept:
            session.add(AssertionRecord(id=new_id(), document_id=document_id, made_by=MACHINE, at=at, **row))
    session.flush()


def _row(content: Mapping[str, Any], field: str, proof: Mapping[str, Any]) -> dict[str, Any]:
    status = Status(proof["status"])
    return {
        "field": field,
        "value": None if status is Status.UNREAD else value_at(content, field),
        "printed": proof["printed"],
        "page": proof["page"] or 0,
        "box": proof["box"],
        "status": status,
        "confidence": float(proof["confidence"]),
        "readers": list(proof["readers"]),
        "handwritten": proof["handwritten"],
        "alternatives": list(proof.get("alternatives", [])),
    }


def confirm(session: Session, document_id: str, said: Confirmation, at: dt.datetime) -> None:
    """A person's value. It takes the place of what a person said before, and stands above any machine's."""
    if said.person == MACHINE:
        raise ValueError("a person's name is needed to confirm a value")
    place = session.scalars(
        select(AssertionRecord)
        .where(AssertionRecord.document_id == document_id, AssertionRecord.field == said.field)
        .order_by(AssertionRecord.id.desc())
        .limit(1)
    ).one_or_none()
    session.execute(
        update(AssertionRecord)
        .where(
            AssertionRecord.document_id == document_id,
            AssertionRecord.field == said.field,
            AssertionRecord.made_by != MACHINE,
            AssertionRecord.superseded_at.is_(None),
        )
        .values(superseded_at=at)
        .execution_options(synchronize_session=False)
    )
    session.add(
        AssertionRecord(
            id=new_id(),
            document_id=document_id,
            field=said.field,
            value=said.value,
            printed=place.printed if place is not None else "",
            page=place.page if place is not None else 0,
            box=place.box if place is not None else None,
            status=Status.CONFIRMED,
            confidence=1.0,
            readers=[],
            handwritten=place.handwritten if place is not None else False,
            alternatives=[],
            made_by=said.person,
            at=at,
        )
    )
    session.flush()


def current(session: Session, document_ids: Iterable[str]) -> list[AssertionRecord]:
    """What stands now about these documents; a field may have a machine's and a person's value."""
    return list(
        session.scalars(
            select(AssertionRecord)
            .where(AssertionRecord.document_id.in_(list(document_ids)), AssertionRecord.superseded_at.is_(None))
            .order_by(AssertionRecord.id)
        )
    )


def confirmed(session: Session, document_id: str) -> dict[str, Any]:
    """Field to value, for the fields that a person set."""
    return {one.field: one.value for one in current(session, [document_id]) if one.made_by != MACHINE}


def has_doubts(session: Session, source_id: str) -> bool:
    """Whether a value of the file's documents is disputed, or seen and not read, and nobody has settled it."""
    said_by_person = aliased(AssertionRecord)
    settled = exists().where(
        said_by_person.document_id == AssertionRecord.document_id,
        said_by_person.field == AssertionRecord.field,
        said_by_person.made_by != MACHINE,
        said_by_person.superseded_at.is_(None),
    )
    doubtful = or_(
        AssertionRecord.status == Status.DISPUTED,
        and_(AssertionRecord.status == Status.UNREAD, AssertionRecord.page > 0),
    )
    found = session.scalar(
        select(AssertionRecord.id)
        .join(DocumentRecord, DocumentRecord.id == AssertionRecord.document_id)
        .where(
            DocumentRecord.source_id == source_id,
            DocumentRecord.is_current,
            AssertionRecord.made_by == MACHINE,
            AssertionRecord.superseded_at.is_(None),
            doubtful,
            ~settled,
        )
        .limit(1)
    )
    return found is not None
