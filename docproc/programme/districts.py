"""Where the acts of people on a district begin: the programme, the district's office, its submission held."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from docproc.documents import NotFoundError
from docproc.repository import activities, offices, programmes, sources, submissions
from docproc.repository.clock import moment
from models.office import Tier
from models.programme import Party, Programme
from models.rights import Actor
from models.tables.offices import OfficeRecord
from models.tables.programme import SubmissionRecord


@dataclass(frozen=True, slots=True)
class Place:
    """One district in one programme."""

    programme: Programme
    district: OfficeRecord


def place_of(session: Session, programme_code: str, district_code: str) -> Place:
    """Raises NotFoundError where there is no such programme or district."""
    programme = programmes.find(session, programme_code)
    district = offices.by_code(session, district_code)
    if programme is None or district is None or district.tier is not Tier.DISTRICT:
        raise NotFoundError(f"{programme_code} {district_code}")
    return Place(programme, district)


def held(session: Session, place: Place) -> SubmissionRecord:
    """The district's submission, nobody else changing it until the transaction ends."""
    return submissions.locked(session, place.programme.id, place.district.id, moment(session))


def held_with_proofs(session: Session, place: Place) -> SubmissionRecord:
    """The same with the files of its proofs held first: whoever is correcting a value in one ends before.

    Files are always held before submissions, so that nobody waits for somebody who waits for him.
    """
    for source_id in activities.sources_of_proofs(session, place.programme.id, place.district.id):
        sources.lock(session, source_id)
    return held(session, place)


def party(actor: Actor) -> Party:
    return Party(actor.user_id, actor.name)
