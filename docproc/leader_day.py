"""A leader's day in one district: which district it is, and how it stands in the programme."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from docproc.programme.rules import list_programmes
from docproc.programme.views import Standing, standing_of
from docproc.repository import activities, offices
from docproc.wiring import Service
from models.office import Tier
from models.programme import Programme
from models.rights import EVERYWHERE, Actor, Right
from models.tables.offices import OfficeRecord


@dataclass(frozen=True, slots=True)
class Day:
    """`standing` is None as long as no district is chosen; `districts` are those to choose from, none where one is
    given by the office or the rights; `programmes` the newest first.
    """

    programmes: tuple[Programme, ...]
    districts: tuple[OfficeRecord, ...]
    standing: Standing | None


def day_of(service: Service, actor: Actor, programme: str, district: str) -> Day:
    """The day of who may submit districts, empty for everybody else. Raises NotFoundError, DeniedError."""
    programmes = tuple(list_programmes(service))
    if not programmes or not actor.has(Right.SUBMIT_DISTRICT) or not actor.has(Right.SEE_SUBMISSIONS):
        return Day(programmes, (), None)
    districts = _districts(service, actor)
    code = district or (districts[0].code if len(districts) == 1 else "")
    if not code:
        return Day(programmes, districts, None)
    standing = standing_of(service, actor, programme or programmes[0].code, code)
    return Day(programmes, districts if len(districts) > 1 else (), standing)


def _districts(service: Service, actor: Actor) -> tuple[OfficeRecord, ...]:
    """The actor's own district where the actor belongs to one, else every district that the actor may submit."""
    areas = actor.areas(Right.SUBMIT_DISTRICT)
    own = actor.office_path
    narrow = [own] if own != EVERYWHERE and actor.may(Right.SUBMIT_DISTRICT, own) else areas
    with service.database.reading() as session:
        return tuple(one for area in narrow for one in offices.subtree(session, area, Tier.DISTRICT))


def proving(service: Service, document_ids: Sequence[str]) -> set[str]:
    """Those of the documents that prove an activity already."""
    with service.database.reading() as session:
        return activities.proving(session, document_ids)
