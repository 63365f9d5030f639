"""How far the register reaches: villages with and without a volunteer, quotas used, leaders who handed in nothing."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from docproc.documents import NotFoundError
from docproc.repository import coverage, offices, people
from docproc.repository.coverage import DistrictCounts
from docproc.wiring import Service
from models.office import Tier
from models.rights import Actor, Right
from models.tables.offices import OfficeRecord
from models.tables.people import DistrictLeaderRecord
from models.tables.villages import VillageRecord

SEEN_BY = Right.SEE_SUBMISSIONS


@dataclass(frozen=True, slots=True)
class Covered:
    """An office and the villages of its area. Where none is registered nothing is known of it."""

    office: OfficeRecord
    villages: int
    covered: int
    begun: int
    volunteers: int

    @property
    def uncovered(self) -> int:
        """Villages without anybody."""
        return self.villages - self.covered - self.begun


@dataclass(frozen=True, slots=True)
class QuotaUse:
    """Places in the classroom of a fiscal year (B.E.) and how many were taken."""

    fiscal_year: int
    places: int
    used: int
    source: str


def coverage_of_provinces(service: Service, actor: Actor) -> list[Covered]:
    """One line for each province in which the actor sees anything, counted over what the actor sees of it."""
    areas = actor.areas(SEEN_BY)
    with service.database.reading() as session:
        by_province: dict[str, list[DistrictCounts]] = defaultdict(list)
        for counts in coverage.districts(session, areas):
            by_province[counts.path.split("/")[1]].append(counts)
        provinces = offices.subtree(session, "/", Tier.PROVINCE)
        seen = [one for one in provinces if any(_meet(one.path, area) for area in areas)]
        return [_sum(one, by_province[one.code]) for one in seen]


def coverage_below(service: Service, actor: Actor, province_code: str) -> tuple[OfficeRecord, list[Covered]]:
    """The province and a line for each of its districts that the actor sees. Raises NotFoundError."""
    areas = actor.areas(SEEN_BY)
    with service.database.reading() as session:
        province = offices.by_code(session, province_code)
        if province is None or province.tier is not Tier.PROVINCE or not any(_meet(province.path, a) for a in areas):
            raise NotFoundError(province_code)
        counted = {one.path: one for one in coverage.districts(session, (province.path,))}
        districts = [one for one in offices.subtree(session, province.path, Tier.DISTRICT) if _seen(one, actor)]
        return province, [_sum(one, [counted[one.path]] if one.path in counted else []) for one in districts]


def uncovered_villages(
    service: Service, actor: Actor, district_code: str, after: str = "", limit: int = 100
) -> tuple[OfficeRecord, list[VillageRecord]]:
    """Villages of a district without a certified volunteer, by code. Raises NotFoundError."""
    with service.database.reading() as session:
        district = offices.by_code(session, district_code)
        if district is None or district.tier is not Tier.DISTRICT or not _seen(district, actor):
            raise NotFoundError(district_code)
        return district, coverage.uncovered_villages(session, district.path, after, limit)


def quota_use(service: Service, actor: Actor, province_code: str) -> list[QuotaUse]:
    """The latest year first. Raises NotFoundError where the actor does not see the whole province."""
    with service.database.reading() as session:
        province = offices.by_code(session, province_code)
        if province is None or not _seen(province, actor):
            raise NotFoundError(province_code)
        quotas = people.quotas_of_provinces(session, [province.id])
        return [
            QuotaUse(one.fiscal_year, one.places, _used(session, province, one.fiscal_year), one.source)
            for one in sorted(quotas, key=lambda one: -one.fiscal_year)
        ]


def leaders_without_submission(
    service: Service, actor: Actor, after: str | None = None, limit: int = 50
) -> list[DistrictLeaderRecord]:
    with service.database.reading() as session:
        return coverage.leaders_without_submission(session, actor.areas(SEEN_BY), after, limit)


def fiscal_year_days(year: int) -> tuple[dt.date, dt.date]:
    """First and last day of a fiscal year of the Buddhist era: 2564 is 1 October 2563 to 30 September 2564."""
    return dt.date(year - 544, 10, 1), dt.date(year - 543, 9, 30)


def _used(session: Session, province: OfficeRecord, year: int) -> int:
    return coverage.trained_between(session, province.path, *fiscal_year_days(year))


def _seen(office: OfficeRecord, actor: Actor) -> bool:
    return actor.may(SEEN_BY, office.path)


def _meet(path: str, area: str) -> bool:
    """Whether one lies in the other."""
    return path.startswith(area) or area.startswith(path)


def _sum(office: OfficeRecord, counts: Sequence[DistrictCounts]) -> Covered:
    return Covered(
        office,
        sum(one.villages for one in counts),
        sum(one.covered for one in counts),
        sum(one.begun for one in counts),
        sum(one.volunteers for one in counts),
    )
