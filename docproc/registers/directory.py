"""What a keeper of registers looks up: offices with what lies below them, people, pairs that may be one person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy.orm import Session

from docproc.documents import NotFoundError
from docproc.repository import offices, people, villages
from docproc.repository.clock import moment
from docproc.wiring import Service
from models.office import Tier
from models.register import PeopleKind, TwinState, VolunteerStage
from models.rights import Actor, Right
from models.tables.offices import OfficeRecord
from models.tables.people import DistrictLeaderRecord, OfficialRecord, VolunteerRecord
from models.tables.villages import VillageRecord

PAGE = 50
PersonRecord = OfficialRecord | DistrictLeaderRecord | VolunteerRecord
LISTS: Final[Mapping[PeopleKind, type[PersonRecord]]] = {
    PeopleKind.OFFICIALS: OfficialRecord,
    PeopleKind.LEADERS: DistrictLeaderRecord,
    PeopleKind.VOLUNTEERS: VolunteerRecord,
}


@dataclass(frozen=True, slots=True)
class OfficePage:
    """An office (None: the country), those above it, those directly below, and a district's villages."""

    office: OfficeRecord | None
    above: list[OfficeRecord]
    below: list[OfficeRecord]
    villages: list[VillageRecord]


@dataclass(frozen=True, slots=True)
class Person:
    """One line of a list. `place` is office, district or village; `about` position, agency or certificate."""

    id: str
    name: str
    place: str
    about: str
    stage: VolunteerStage | None
    on: dt.date | None


@dataclass(frozen=True, slots=True)
class Twin:
    """Two volunteers of one village who may be one person."""

    id: str
    name: str
    other: str
    path: str


def office_page(service: Service, actor: Actor, code: str | None, after: str = "", limit: int = PAGE) -> OfficePage:
    """Offices are no secret: whoever keeps a register sees all of them. Raises NotFoundError."""
    if not actor.has(Right.KEEP_REGISTERS):
        raise NotFoundError(code or "")
    with service.database.reading() as session:
        office = offices.by_code(session, code) if code else None
        if code and office is None:
            raise NotFoundError(code)
        is_district = office is not None and office.tier is Tier.DISTRICT
        return OfficePage(
            office,
            offices.above(session, office) if office else [],
            offices.children(session, office, after, limit),
            villages.in_area(session, office.path, limit=None) if office and is_district else [],
        )


def people_page(
    service: Service, actor: Actor, kind: PeopleKind, after: str | None = None, limit: int = PAGE
) -> list[Person]:
    """People of the actor's areas, in the order they were registered."""
    areas = actor.areas(Right.KEEP_REGISTERS)
    with service.database.reading() as session:
        return shown_people(session, people.page(session, LISTS[kind], areas, after, limit))


def shown_person(session: Session, one: PersonRecord) -> Person:
    """A line of whichever list."""
    return shown_people(session, [one])[0]


def shown_people(session: Session, found: Sequence[PersonRecord]) -> list[Person]:
    """The same of several, in their order."""
    places = {one.id: one.name for one in offices.by_ids(session, map(_office_id, found))}
    places |= {one.id: _in_words(one) for one in villages.by_ids(session, map(_village_id, found))}
    return [_line(one, places) for one in found]


def _office_id(one: PersonRecord) -> str | None:
    match one:
        case OfficialRecord():
            return one.office_id
        case DistrictLeaderRecord():
            return one.district_id
        case VolunteerRecord():
            return None


def _village_id(one: PersonRecord) -> str | None:
    return one.village_id if isinstance(one, VolunteerRecord) else None


def _in_words(village: VillageRecord) -> str:
    return f"{village.name} หมู่ที่ {village.moo} ตำบล{village.subdistrict}"


def _line(one: PersonRecord, places: Mapping[str, str]) -> Person:
    match one:
        case OfficialRecord():
            about = " ".join(filter(None, (one.position, one.acting)))
            return Person(one.id, one.name, places[one.office_id], about, None, one.since)
        case DistrictLeaderRecord():
            return Person(one.id, one.name, places[one.district_id], one.agency or "", None, one.trained_on)
        case VolunteerRecord():
            certificate = one.certificate_no or ""
            return Person(one.id, one.name, places[one.village_id], certificate, stage_of(one), one.certified_on)


def stage_of(volunteer: VolunteerRecord) -> VolunteerStage:
    """The furthest step that has a day."""
    days = {
        VolunteerStage.CERTIFIED: volunteer.certified_on,
        VolunteerStage.CLASSROOM: volunteer.classroom_on,
        VolunteerStage.SELECTED: volunteer.selected_on,
        VolunteerStage.ONLINE: volunteer.online_on,
    }
    return next((stage for stage, day in days.items() if day is not None), VolunteerStage.NAMED)


def twins_waiting(service: Service, actor: Actor, after: str | None = None, limit: int = PAGE) -> list[Twin]:
    with service.database.reading() as session:
        found = people.open_twins(session, actor.areas(Right.KEEP_REGISTERS), after, limit)
        return [Twin(one.id, _name(session, one.volunteer_id), _name(session, one.other_id), one.path) for one in found]


def decide_twin(service: Service, actor: Actor, twin_id: str, *, is_same: bool, reason: str) -> None:
    """A person says whether two are one; both lines stay as they are. Raises NotFoundError, DeniedError."""
    with service.database.writing() as session:
        twin = people.find_twin(session, twin_id)
        if twin is None:
            raise NotFoundError(twin_id)
        actor.require(Right.KEEP_REGISTERS, twin.path)
        state = TwinState.SAME if is_same else TwinState.DIFFERENT
        people.decide_twin(twin, state, actor.name, " ".join(reason.split())[:500], moment(session))


def _name(session: Session, volunteer_id: str) -> str:
    found = people.find(session, VolunteerRecord, volunteer_id)
    return found.name if found else ""
