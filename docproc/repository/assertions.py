"""Queries about the values the service stands by. What a person said stays; what a machine said is superseded."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import exists, select, update
from sqlalchemy.orm import Session

from docproc.content_paths import value_at
from docproc.doubt import asked_fields, doubt_of, second_names
from docproc.identifiers import new_id
from docproc.placing import moved_fields
from docproc.repository import waiting_values
from models.status import Act, Doubt, Status
from models.tables.documents import AssertionRecord, DocumentRecord
from models.tables.record import MACHINE

# What two assertions must share to be the same one said twice.
_SAID = ("value", "printed", "page", "box", "status", "confidence", "readers", "handwritten", "alternatives")
_KEPT_IN_MOVE = (*_SAID, "document_id", "made_by", "act", "before", "at")


@dataclass(frozen=True, slots=True)
class Word:
    """What a person says of a field: the value, and how it stands on the paper, None and "" where there is none."""

    field: str
    value: Any
    printed: str
    person: str
    act: Act


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands about one field now: the machine's word and, before it, a person's."""

    machine: AssertionRecord | None
    person: AssertionRecord | None

    @property
    def shown(self) -> AssertionRecord | None:
        return self.person or self.machine


def save_machine(session: Session, document_id: str, content: Mapping[str, Any], at: dt.datetime) -> None:
    """One assertion for each proof in the contract's JSON; those said before in the same words are left as they are.

    What people said is left as it is and follows its spot on the page, where the items of a list are numbered anew.
    """
    said = {field: _row(content, field, proof) for field, proof in content.get("evidence", {}).items()}
    kept: set[str] = set()
    for old in current(session, [document_id]):
        if old.made_by != MACHINE:
            continue
        if old.field in said and all(getattr(old, name) == said[old.field][name] for name in _SAID):
            kept.add(old.field)
        else:
            old.superseded_at, old.doubt = at, None
    session.flush()
    for field, row in said.items():
        if field not in kept:
            session.add(AssertionRecord(id=new_id(), document_id=document_id, made_by=MACHINE, at=at, **row))
    _follow_spots(session, document_id, content.get("evidence", {}), at)
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


def _follow_spots(session: Session, document_id: str, evidence: Mapping[str, Any], at: dt.datetime) -> None:
    said = {one.field: one for one in people(current(session, [document_id]))}
    moves = moved_fields({field: (one.page, one.box) for field, one in said.items()}, evidence)
    for field in moves:
        said[field].superseded_at = at
    session.flush()
    for field, new in moves.items():
        kept = {name: getattr(said[field], name) for name in _KEPT_IN_MOVE}
        session.add(AssertionRecord(id=new_id(), field=new, **kept))
    session.flush()


def people(rows: Iterable[AssertionRecord]) -> list[AssertionRecord]:
    """Those that are the word of a person and that nobody took back."""
    return [one for one in rows if one.made_by != MACHINE and one.act.stands]


def add_word(session: Session, document: DocumentRecord, word: Word, at: dt.datetime) -> AssertionRecord:
    """A person's word. It takes the place of what a person said before, and stands above any machine's."""
    if word.person == MACHINE:
        raise ValueError("a person's name is needed to set a value")
    now = standing(session, document.id, word.field)
    session.execute(
        update(AssertionRecord)
        .where(
            AssertionRecord.document_id == document.id,
            AssertionRecord.field == word.field,
            AssertionRecord.made_by != MACHINE,
            AssertionRecord.superseded_at.is_(None),
        )
        .values(superseded_at=at)
        .execution_options(synchronize_session=False)
    )
    place = now.machine or now.person
    row = AssertionRecord(
        id=new_id(),
        document_id=document.id,
        field=word.field,
        value=word.value,
        printed=word.printed,
        page=place.page if place is not None else 0,
        box=place.box if place is not None else None,
        status=Status.CONFIRMED if word.act.stands else Status.UNREAD,
        confidence=1.0 if word.act.stands else 0.0,
        readers=[],
        handwritten=place.handwritten if place is not None else False,
        alternatives=[],
        made_by=word.person,
        act=word.act,
        before=_seen(now.machine, document.version) if now.machine is not None else None,
        at=at,
    )
    session.add(row)
    session.flush()
    return row


def _seen(machine: AssertionRecord, version: str) -> dict[str, Any]:
    return {
        "assertion": machine.id,
        "value": machine.value,
        "printed": machine.printed,
        "status": machine.status.value,
        "confidence": machine.confidence,
        "readers": machine.readers,
        "version": version,
    }


def find(session: Session, assertion_id: str) -> AssertionRecord | None:
    return session.get(AssertionRecord, assertion_id)


def current(session: Session, document_ids: Iterable[str]) -> list[AssertionRecord]:
    """What stands now about these documents; a field may have a machine's and a person's value."""
    return list(
        session.scalars(
            select(AssertionRecord)
            .where(AssertionRecord.document_id.in_(list(document_ids)), AssertionRecord.superseded_at.is_(None))
            .order_by(AssertionRecord.id)
        )
    )


def standing(session: Session, document_id: str, field: str) -> Standing:
    """Who says what about one field now."""
    rows = [one for one in current(session, [document_id]) if one.field == field]
    machine = next((one for one in rows if one.made_by == MACHINE), None)
    return Standing(machine, next(iter(people(rows)), None))


def history(session: Session, document_id: str) -> list[AssertionRecord]:
    """Everything that was ever said about a document, the oldest first."""
    return list(
        session.scalars(
            select(AssertionRecord)
            .where(AssertionRecord.document_id == document_id)
            .order_by(AssertionRecord.at, AssertionRecord.id)
        )
    )


def replaced_by(session: Session, later: AssertionRecord) -> AssertionRecord | None:
    """The person's word that a later word took the place of."""
    return session.scalars(
        select(AssertionRecord)
        .where(
            AssertionRecord.document_id == later.document_id,
            AssertionRecord.field == later.field,
            AssertionRecord.made_by != MACHINE,
            AssertionRecord.superseded_at == later.at,
        )
        .limit(1)
    ).one_or_none()


def confirmed(session: Session, document_id: str) -> dict[str, Any]:
    """Field to value, for the fields that a person set."""
    return {one.field: one.value for one in people(current(session, [document_id]))}


def words_of_people(session: Session, document_ids: Sequence[str], fields: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Document to field to value, for those of the fields that a person set."""
    rows = session.scalars(
        select(AssertionRecord).where(
            AssertionRecord.document_id.in_(document_ids),
            AssertionRecord.field.in_(fields),
            AssertionRecord.made_by != MACHINE,
            AssertionRecord.superseded_at.is_(None),
        )
    )
    said: dict[str, dict[str, Any]] = {}
    for one in people(rows):
        said.setdefault(one.document_id, {})[one.field] = one.value
    return said


def mark_doubts(session: Session, document: DocumentRecord) -> None:
    """Put down which values of a document wait for a person; none where it is no longer what its file holds."""
    rows = current(session, [document.id])
    evidence = document.content.get("evidence", {})
    said = {one.field: one for one in people(rows)}
    doubts = _doubts(evidence) if document.is_current else {}
    for row in rows:
        if row.made_by != MACHINE:
            continue
        person = said.get(row.field)
        if person is None:
            row.doubt = doubts.get(row.field)
        else:
            row.doubt = Doubt.CONTRADICTED if row.field in doubts and contradicts(row, person) else None
    waiting_values.rewrite(session, [document.id])


def _doubts(evidence: Mapping[str, Any]) -> dict[str, Doubt | None]:
    """The doubt of each field that is asked; a spot listed twice is as sure as the surer of the two."""
    doubts: dict[str, Doubt | None] = {field: doubt_of(field, evidence[field]) for field in asked_fields(evidence)}
    for name, first in second_names(evidence).items():
        doubts[first] = _of_both(doubts[first], doubt_of(name, evidence[name]))
    return doubts


def _of_both(one: Doubt | None, other: Doubt | None) -> Doubt | None:
    return None if one is None or other is None else min(one, other)


def contradicts(machine: AssertionRecord, person: AssertionRecord) -> bool:
    """Whether a later reading says something else: not the one that the person saw, and not silence."""
    if machine.value is None or machine.value == person.value:
        return False
    if person.before is None:
        return machine.at > person.at
    return bool(machine.value != person.before["value"])


def forget_doubts(session: Session, document_ids: Sequence[str]) -> None:
    """Nothing waits in these documents any more: their file no longer holds them."""
    session.execute(
        update(AssertionRecord)
        .where(AssertionRecord.document_id.in_(document_ids), AssertionRecord.doubt.is_not(None))
        .values(doubt=None)
        .execution_options(synchronize_session=False)
    )
    waiting_values.rewrite(session, document_ids)


def has_doubts(session: Session, source_id: str) -> bool:
    """Whether a value of the file's documents is contradicted, disputed, or seen and not read."""
    waiting = exists().where(
        AssertionRecord.document_id == DocumentRecord.id,
        AssertionRecord.superseded_at.is_(None),
        AssertionRecord.doubt <= Doubt.UNREAD,
    )
    found = session.scalar(
        select(DocumentRecord.id)
        .where(DocumentRecord.source_id == source_id, DocumentRecord.is_current, waiting)
        .limit(1)
    )
    return found is not None
