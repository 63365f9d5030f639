"""Queries about letters of which an office said that they need no line in its registers."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select
from sqlalchemy.orm import Session

from docproc.identifiers import new_id
from models.tables.letter_registers import RegisterWaiverRecord


def add(session: Session, source_id: str, office_id: str, reason: str, by: str, at: dt.datetime) -> None:
    session.add(
        RegisterWaiverRecord(id=new_id(), source_id=source_id, office_id=office_id, reason=reason, made_by=by, at=at)
    )
    session.flush()


def standing(session: Session, source_id: str) -> list[RegisterWaiverRecord]:
    """What offices said of the file and did not take back, the oldest first."""
    waiver = RegisterWaiverRecord
    query = select(waiver).where(waiver.source_id == source_id, waiver.withdrawn_at.is_(None)).order_by(waiver.id)
    return list(session.scalars(query))


def withdraw(waiver: RegisterWaiverRecord, by: str, at: dt.datetime) -> None:
    waiver.withdrawn_by, waiver.withdrawn_at = by, at
