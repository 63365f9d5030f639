"""Duties that only one process may do at a time."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import or_, update
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session

from docproc.repository.clock import moment
from docproc.repository.inserting import insert_new
from models.tables.work import LeaderRecord


def take(session: Session, duty: str, holder: str, seconds: float) -> bool:
    """Take the duty on, or keep it, for so long; False where another holder has it."""
    now = moment(session)
    until = now + dt.timedelta(seconds=seconds)
    if insert_new(session, LeaderRecord, [{"duty": duty, "holder": holder, "expires_at": until}]):
        return True
    result = session.execute(
        update(LeaderRecord)
        .where(LeaderRecord.duty == duty, or_(LeaderRecord.holder == holder, LeaderRecord.expires_at <= now))
        .values(holder=holder, expires_at=until)
        .execution_options(synchronize_session=False)
    )
    assert isinstance(result, CursorResult)
    return result.rowcount == 1
