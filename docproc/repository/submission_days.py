"""When districts handed in, and from how many it is awaited."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import ColumnElement, false, func, or_, select
from sqlalchemy.orm import Session

from docproc.repository.offices import in_area
from models.programme import SubmissionAct, SubmissionState
from models.tables.offices import OfficeRecord
from models.tables.people import DistrictLeaderRecord
from models.tables.programme import SubmissionEventRecord, SubmissionRecord


def handed_in(session: Session, programme_id: str, areas: Sequence[str]) -> list[dt.datetime]:
    """When each district of these areas last handed in, in no order; one that took that back is left out."""
    event = SubmissionEventRecord
    query = (
        select(func.max(event.at, type_=event.at.type))
        .join(SubmissionRecord, SubmissionRecord.id == event.submission_id)
        .join(OfficeRecord, OfficeRecord.id == SubmissionRecord.district_id)
        .where(
            SubmissionRecord.programme_id == programme_id,
            SubmissionRecord.state != SubmissionState.DRAFT,
            event.act == SubmissionAct.HANDED_IN,
            _in_any(areas),
        )
        .group_by(event.submission_id)
    )
    return list(session.scalars(query))


def count_awaited(session: Session, programme_id: str, areas: Sequence[str]) -> int:
    """The districts of these areas that have a leader, or have begun with the programme."""
    led = select(DistrictLeaderRecord.district_id)
    begun = select(SubmissionRecord.district_id).where(SubmissionRecord.programme_id == programme_id)
    awaited = or_(OfficeRecord.id.in_(led), OfficeRecord.id.in_(begun))
    return session.scalar(select(func.count()).where(OfficeRecord.is_active, awaited, _in_any(areas))) or 0


def _in_any(areas: Sequence[str]) -> ColumnElement[bool]:
    return or_(false(), *(in_area(area) for area in areas))
