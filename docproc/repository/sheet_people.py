"""Queries about who may stand on a sheet: the district that it is of, and the people that the registers know there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from docproc.repository.people import lies_in_any
from models.tables.offices import OfficeRecord
from models.tables.people import DistrictLeaderRecord, OfficialRecord, VolunteerRecord
from models.tables.programme import ActivityRecord, EvidenceItemRecord
from models.tables.villages import VillageRecord

MOST_PEOPLE: Final = 3000  # of one kind in a district


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody of a register. `code` is the message that says of which, `detail` where they stand in it."""

    name: str
    code: str
    detail: str


def district_of_activity(session: Session, document_id: str) -> OfficeRecord | None:
    """The district whose activity the document proves."""
    return session.scalar(
        select(OfficeRecord)
        .join(ActivityRecord, ActivityRecord.district_id == OfficeRecord.id)
        .join(EvidenceItemRecord, EvidenceItemRecord.activity_id == ActivityRecord.id)
        .where(EvidenceItemRecord.document_id == document_id, EvidenceItemRecord.removed_at.is_(None))
    )


def people_of_area(session: Session, area: str) -> Iterator[Known]:
    """Leaders, volunteers and officials of an area, each kind in the order of names."""
    leaders = (
        select(DistrictLeaderRecord.name, OfficeRecord.name)
        .join(OfficeRecord, OfficeRecord.id == DistrictLeaderRecord.district_id)
        .where(lies_in_any(DistrictLeaderRecord.path, (area,)))
        .order_by(DistrictLeaderRecord.name_key)
    )
    for name, district in session.execute(leaders.limit(MOST_PEOPLE)):
        yield Known(name, "choice.leader", district)
    volunteers = (
        select(VolunteerRecord.name, VillageRecord.name, VillageRecord.moo, VillageRecord.subdistrict)
        .join(VillageRecord, VillageRecord.id == VolunteerRecord.village_id)
        .where(lies_in_any(VolunteerRecord.path, (area,)))
        .order_by(VolunteerRecord.name_key)
    )
    for name, village, moo, subdistrict in session.execute(volunteers.limit(MOST_PEOPLE)):
        yield Known(name, "choice.volunteer", f"{village} หมู่ที่ {moo} ตำบล{subdistrict}")
    officials = (
        select(OfficialRecord.name, OfficialRecord.position, OfficeRecord.name)
        .join(OfficeRecord, OfficeRecord.id == OfficialRecord.office_id)
        .where(lies_in_any(OfficialRecord.path, (area,)))
        .order_by(OfficialRecord.name_key)
    )
    for name, position, office in session.execute(officials.limit(MOST_PEOPLE)):
        yield Known(name, "choice.official", f"{position} {office}")
