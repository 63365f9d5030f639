"""What time it is for leases and waits: one clock for all machines, that of the database."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import func, select
from sqlalchemy.orm import Session


def moment(session: Session) -> dt.datetime:
    """Now, in UTC. SQLite lives on one machine, so there its clock will do."""
    if session.get_bind().dialect.name == "sqlite":
        return dt.datetime.now(dt.UTC)
    now = session.scalar(select(func.clock_timestamp()))
    assert isinstance(now, dt.datetime)
    return now.astimezone(dt.UTC)
