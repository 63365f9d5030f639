"""Counts of villages, volunteers and leaders, district by district."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from docproc.repository.people import lies_in_any
from models.programme import SubmissionState
from models.tables.people import DistrictLeaderRecord, VolunteerRecord
from models.tables.programme import SubmissionRecord
from models.tables.villages import VillageRecord


@dataclass(frozen=True, slots=True)
class DistrictCounts:
    """`path` is the district's. `covered` villages have a certified volunteer, `begun` ones one on the way."""

    path: str
    villages: int
    covered: int
    begun: int
    volunteers: int


def districts(session: Session, areas: Sequence[str]) -> list[DistrictCounts]:
    """The districts of these areas that have villages registered, in the order of their paths."""
    village, volunteer = VillageRecord, VolunteerRecord
    villages = select(village.path, func.count()).where(lies_in_any(village.path, areas)).group_by(village.path)
    # A volunteer's path is that of the village; each table is counted in an index of its own.
    certified = case((volunteer.certified_on.is_not(None), volunteer.village_id))
    counted = select(
        volunteer.path,
        func.count(),
        func.count(volunteer.village_id.distinct()),
        func.count(certified.distinct()),
    )
    found = {
        path: (volunteers, settled, covered)
        for path, volunteers, settled, covered in session.execute(
            counted.where(lies_in_any(volunteer.path, areas)).group_by(volunteer.path)
        )
    }
    counts = []
    for path, number in session.execute(villages.order_by(village.path)):
        volunteers, settled, covered = found.get(path, (0, 0, 0))
        counts.append(DistrictCounts(path, number, covered, settled - covered, volunteers))
    return counts


def uncovered_villages(session: Session, area: str, after: str, limit: int) -> list[VillageRecord]:
    """Villages without a certified volunteer, by code from behind `after` on."""
    certified = select(VolunteerRecord.village_id).where(VolunteerRecord.certified_on.is_not(None))
    query = (
        select(VillageRecord)
        .where(lies_in_any(VillageRecord.path, (area,)), VillageRecord.code > after)
        .where(VillageRecord.id.not_in(certified))
        .order_by(VillageRecord.code)
    )
    return list(session.scalars(query.limit(limit)))


def trained_between(session: Session, area: str, first: dt.date, last: dt.date) -> int:
    """How many volunteers of an area were in the classroom on one of these days."""
    volunteer = VolunteerRecord
    query = select(func.count()).where(
        lies_in_any(volunteer.path, (area,)), volunteer.classroom_on.between(first, last)
    )
    return session.scalar(query) or 0


def leaders_without_submission(
    session: Session, areas: Sequence[str], after: str | None, limit: int
) -> list[DistrictLeaderRecord]:
    """Leaders of districts that have handed in nothing for any programme, in the order they were registered."""
    handed_in = select(SubmissionRecord.district_id).where(SubmissionRecord.state != SubmissionState.DRAFT)
    leader = DistrictLeaderRecord
    query = (
        select(leader).where(lies_in_any(leader.path, areas), leader.district_id.not_in(handed_in)).order_by(leader.id)
    )
    if after is not None:
        query = query.where(leader.id > after)
    return list(session.scalars(query.limit(limit)))
