"""How often something was tried of late: counted in the database, so all web processes count together."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import case, delete
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from models.tables.users import AttemptRecord


def count(session: Session, key: str, now: dt.datetime, window: dt.timedelta, by: int = 1) -> int:
    """Counts the attempt in one statement, and says how many there are since the window began."""
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    is_over = AttemptRecord.began_at <= now - window
    statement = (
        insert(AttemptRecord)
        .values(key=key, count=by, began_at=now)
        .on_conflict_do_update(
            index_elements=[AttemptRecord.key],
            set_={
                "count": case((is_over, by), else_=AttemptRecord.count + by),
                "began_at": case((is_over, now), else_=AttemptRecord.began_at),
            },
        )
        .returning(AttemptRecord.count)
    )
    return session.execute(statement).scalar_one()


def forget(session: Session, key: str) -> None:
    session.execute(delete(AttemptRecord).where(AttemptRecord.key == key))


def forget_before(session: Session, moment: dt.datetime) -> None:
    """Drops what no limit looks at any more."""
    session.execute(delete(AttemptRecord).where(AttemptRecord.began_at < moment))
