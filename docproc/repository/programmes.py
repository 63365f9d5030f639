"""Queries about programmes and their rules: each rule as it stands, and as it stood."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from docproc.identifiers import new_id
from docproc.repository.inserting import insert_new
from models.programme import Programme, Rule, RuleKey
from models.tables.programme import ProgrammeRecord, ProgrammeRuleRecord


@dataclass(frozen=True, slots=True)
class Change:
    """Who put a rule down, why and when."""

    made_by: str
    reason: str
    at: dt.datetime


def add(session: Session, code: str, name: str, rules: Iterable[Rule], change: Change) -> bool:
    """Make a programme with its rules; False, and nothing done, where its code is taken."""
    row = {"id": new_id(), "code": code, "name": name, "created_at": change.at}
    if not insert_new(session, ProgrammeRecord, [row]):
        return False
    for rule in rules:
        session.add(_row(row["id"], rule, change))
    session.flush()
    return True


def change_rule(session: Session, programme_id: str, rule: Rule, change: Change) -> None:
    """Put the rule down in place of the one that stood."""
    current = session.scalars(
        select(ProgrammeRuleRecord)
        .where(
            ProgrammeRuleRecord.programme_id == programme_id,
            ProgrammeRuleRecord.key == rule.key,
            ProgrammeRuleRecord.superseded_at.is_(None),
        )
        .with_for_update()
    ).one()
    current.superseded_at = change.at
    session.flush()
    session.add(_row(programme_id, rule, change))
    session.flush()


def _row(programme_id: object, rule: Rule, change: Change) -> ProgrammeRuleRecord:
    return ProgrammeRuleRecord(
        id=new_id(),
        programme_id=programme_id,
        key=rule.key,
        value=rule.value,
        unit=rule.unit,
        source=rule.source,
        note=rule.note,
        readings=list(rule.readings),
        made_by=change.made_by,
        reason=change.reason,
        at=change.at,
    )


def find(session: Session, code: str) -> Programme | None:
    """The programme with the rules that stand now."""
    record = session.scalar(select(ProgrammeRecord).where(ProgrammeRecord.code == code))
    return _programme(session, record) if record is not None else None


def get(session: Session, programme_id: str, at: dt.datetime | None = None) -> Programme:
    """The programme with the rules that stood at that moment, those that stand now without one."""
    return _programme(session, session.get_one(ProgrammeRecord, programme_id), at)


def page_after(session: Session, after: str | None, limit: int | None) -> list[Programme]:
    """Programmes, the newest first, from behind the id `after` on; all without a limit: a few in ten years."""
    query = select(ProgrammeRecord).order_by(ProgrammeRecord.id.desc()).limit(limit)
    if after is not None:
        query = query.where(ProgrammeRecord.id < after)
    return [_programme(session, record) for record in session.scalars(query)]


def _programme(session: Session, record: ProgrammeRecord, at: dt.datetime | None = None) -> Programme:
    stood: ColumnElement[bool] = ProgrammeRuleRecord.superseded_at.is_(None)
    if at is not None:
        stood = (ProgrammeRuleRecord.at <= at) & (stood | (ProgrammeRuleRecord.superseded_at > at))
    rows = session.scalars(
        select(ProgrammeRuleRecord)
        .where(ProgrammeRuleRecord.programme_id == record.id, stood)
        .execution_options(populate_existing=True)
    )
    rules = {row.key: _rule(row) for row in rows}
    return Programme(record.id, record.code, record.name, {key: rules[key] for key in RuleKey if key in rules})


def _rule(row: ProgrammeRuleRecord) -> Rule:
    return Rule(row.key, row.value, row.unit, row.source, row.note, tuple(row.readings))


def history(
    session: Session, programme_id: str, key: RuleKey, after: str | None, limit: int | None
) -> list[ProgrammeRuleRecord]:
    """Versions of a rule, the oldest first, from behind the id `after` on; all without a limit."""
    query = (
        select(ProgrammeRuleRecord)
        .where(ProgrammeRuleRecord.programme_id == programme_id, ProgrammeRuleRecord.key == key)
        .order_by(ProgrammeRuleRecord.id)
        .limit(limit)
    )
    if after is not None:
        query = query.where(ProgrammeRuleRecord.id > after)
    return list(session.scalars(query))
