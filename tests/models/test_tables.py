"""What the column types do to values on their way in and out."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import create_engine, select
from sqlalchemy.exc import StatementError
from sqlalchemy.orm import Session

from models.status import SourceStatus
from models.tables.metadata import METADATA
from models.tables.originals import SourceRecord
from models.tables.work import LeaderRecord

BANGKOK = dt.timezone(dt.timedelta(hours=7))


@pytest.fixture
def session() -> Session:
    engine = create_engine("sqlite://")
    METADATA.create_all(engine)
    return Session(engine)


def test_moments_come_back_in_utc(session: Session) -> None:
    session.add(LeaderRecord(duty="a", holder="b", expires_at=dt.datetime(2023, 12, 1, 6, 30, tzinfo=BANGKOK)))
    session.commit()
    assert session.scalars(select(LeaderRecord.expires_at)).one() == dt.datetime(2023, 11, 30, 23, 30, tzinfo=dt.UTC)


def test_moment_without_a_zone_is_refused(session: Session) -> None:
    session.add(LeaderRecord(duty="a", holder="b", expires_at=dt.datetime(2023, 12, 1)))
    with pytest.raises(StatementError, match="without its zone"):
        session.commit()


def test_statuses_are_stored_as_their_words(session: Session) -> None:
    session.add(
        SourceRecord(
            id="1",
            sha256="0",
            name="a.pdf",
            size_bytes=1,
            media_type="application/pdf",
            status=SourceStatus.NEEDS_REVIEW,
            received_at=dt.datetime.now(dt.UTC),
        )
    )
    session.commit()
    assert session.connection().exec_driver_sql("SELECT status FROM sources").scalar() == "needs_review"
    assert session.scalars(select(SourceRecord.status)).one() is SourceStatus.NEEDS_REVIEW
