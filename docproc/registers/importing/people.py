"""Leaders, officials, volunteers and quotas, as lists of them say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy.orm import Session

from docproc.identifiers import new_id
from docproc.registers.importing.areas import Areas
from docproc.registers.importing.cells import Row
from docproc.registers.importing.planned import Plan, Planned
from docproc.registers.person_names import LONGEST_NAME, may_be_one, name_key
from docproc.repository import people, villages
from docproc.repository.inserting import insert_new
from extractors.thai.digits import to_arabic
from extractors.thai.normal_form import without_spaces
from models.register import TwinState
from models.rights import Actor
from models.tables.people import (
    DistrictLeaderRecord,
    OfficialRecord,
    QuotaRecord,
    VolunteerRecord,
    VolunteerTwinRecord,
)
from models.tables.villages import VillageRecord

MOST_HOURS: Final = 200
FOCUS_AGE: Final = 35  # at most; a focus of the programme, nobody older is left out
# Each step of the training needs the one before it, on the same day or earlier.
_STEPS: Final = ("online_on", "selected_on", "classroom_on", "certified_on")


def plan_leaders(session: Session, actor: Actor, rows: Sequence[Row], now: dt.datetime) -> Plan:
    areas = Areas(session, actor)
    found = [(row, _name(row), areas.district(row)) for row in rows]
    listed = people.leaders_of_districts(session, [district.id for _, _, district in found if district])
    held = {(one.district_id, one.name_key): one for one in listed}
    seen = _Seen("leader_twice")
    planned = []
    for row, name, district in found:
        trained_on = row.day("trained_on")
        if name is None or district is None or seen.again(row, (district.id, name_key(name))):
            continue
        existing = held.get((district.id, name_key(name)))
        values = {
            "name": name,
            **_said(row, existing, {"agency": row.text("agency"), "trained_on": trained_on}),
            **_said(row, existing, {"certificate_no": row.text("certificate_no")}),
        }
        once = {"district_id": district.id, "name_key": name_key(name), "path": district.path, **_made(actor, now)}
        planned.append(Planned(DistrictLeaderRecord, existing, values, once))
    return Plan(tuple(planned))


def plan_officials(session: Session, actor: Actor, rows: Sequence[Row], now: dt.datetime) -> Plan:
    areas = Areas(session, actor)
    found = [(row, _name(row), areas.office(row), row.needed("position")) for row in rows]
    listed = people.officials_of_offices(session, [office.id for _, _, office, _ in found if office])
    held = {(one.office_id, one.name_key, one.position, one.since): one for one in listed}
    seen = _Seen("official_twice")
    planned = []
    for row, name, office, position in found:
        since, until = row.day("since"), row.day("until")
        if since is not None and until is not None and until < since:
            row.blame("until", "ends_before_it_begins")
        if name is None or office is None or position is None:
            continue
        key = (office.id, name_key(name), position, since)
        if seen.again(row, key):
            continue
        values = {"name": name, **_said(row, held.get(key), {"acting": row.text("acting"), "until": until})}
        once = {
            "office_id": office.id,
            "name_key": key[1],
            "position": position,
            "since": since,
            "path": office.path,
            **_made(actor, now),
        }
        planned.append(Planned(OfficialRecord, held.get(key), values, once))
    return Plan(tuple(planned))


def plan_quotas(session: Session, actor: Actor, rows: Sequence[Row], now: dt.datetime) -> Plan:
    areas = Areas(session, actor)
    found = [(row, areas.province(row), row.count("fiscal_year", 2500, 2700), row.count("places")) for row in rows]
    listed = people.quotas_of_provinces(session, [province.id for _, province, _, _ in found if province])
    held = {(one.province_id, one.fiscal_year): one for one in listed}
    seen = _Seen("quota_twice")
    planned = []
    for row, province, year, places in found:
        for name in ("fiscal_year", "places"):
            row.needed(name)
        if province is None or year is None or places is None or seen.again(row, (province.id, year)):
            continue
        values = {"places": places, "source": (row.text("source") or "")[:500]}
        once = {"province_id": province.id, "fiscal_year": year, **_made(actor, now)}
        planned.append(Planned(QuotaRecord, held.get((province.id, year)), values, once))
    return Plan(tuple(planned))


def plan_volunteers(session: Session, actor: Actor, rows: Sequence[Row], now: dt.datetime) -> Plan:
    """A name that may be another one of its village is a hint, and a pair for a person to decide once saved."""
    areas = Areas(session, actor)
    found = [(row, _name(row), row.needed("village")) for row in rows]
    places = villages.by_codes(session, [_village_code(code) for _, _, code in found if code])
    listed = people.volunteers_of_villages(session, [place.id for place in places.values()])
    held = {(one.village_id, one.name_key): one for few in listed.values() for one in few}
    known = {village: [_Named(one.id, one.name_key, one.name) for one in few] for village, few in listed.items()}
    seen = _Seen("volunteer_twice")
    planned: list[Planned] = []
    twins: list[dict[str, Any]] = []
    for row, name, code in found:
        village = _village(areas, row, code, places)
        steps = _steps(row)
        if name is None or village is None or seen.again(row, (village.id, name_key(name))):
            continue
        existing = held.get((village.id, name_key(name)))
        planned.append(_volunteer(row, existing, name, village, steps, _made(actor, now)))
        if existing is None:
            own = _Named(planned[-1].once["id"], name_key(name), name)
            twins += _twins(row, own, known.setdefault(village.id, []), village.path)
    return Plan(tuple(planned), _adding(twins))


@dataclass(frozen=True, slots=True)
class _Named:
    id: str
    key: str
    name: str


class _Seen:
    """Tells rows that say again what an earlier row of the file said."""

    def __init__(self, code: str) -> None:
        self.code = code
        self._rows: dict[tuple[Any, ...], int] = {}

    def again(self, row: Row, key: tuple[Any, ...]) -> bool:
        earlier = self._rows.setdefault(key, row.number)
        if earlier != row.number:
            row.blame("name" if "name" in row.printed else "", self.code, str(earlier))
        return earlier != row.number


def _name(row: Row) -> str | None:
    given = row.needed("name")
    if given is None:
        return None
    title, surname = row.text("title") or "", row.text("surname") or ""
    name = " ".join(f"{title}{given} {surname}".split())
    if not name_key(name) or len(name) > LONGEST_NAME or any(char.isdigit() for char in name):
        row.blame("name", "not_a_name", given)
        return None
    return name


def _said(row: Row, existing: object, values: Mapping[str, Any]) -> dict[str, Any]:
    """An empty cell takes nothing away from what an earlier file said."""
    return {name: getattr(existing, name, None) if value is None else value for name, value in values.items()}


def _made(actor: Actor, now: dt.datetime) -> dict[str, Any]:
    return {"id": new_id(), "made_by": actor.name, "at": now}


def _village_code(text: str) -> str:
    return without_spaces(to_arabic(text))


def _village(areas: Areas, row: Row, code: str | None, places: Mapping[str, VillageRecord]) -> VillageRecord | None:
    if code is None:
        return None
    village = places.get(_village_code(code))
    if village is None:
        row.blame("village", "unknown_village", code)
        return None
    return village if areas.keeps(row, "village", village.path) else None


def _steps(row: Row) -> dict[str, dt.date | None]:
    return {step: row.day(step) for step in _STEPS}


def _volunteer(
    row: Row,
    existing: VolunteerRecord | None,
    name: str,
    village: VillageRecord,
    steps: Mapping[str, dt.date | None],
    made: Mapping[str, Any],
) -> Planned:
    age = row.count("age", 7, 120)
    focus = row.yes_or_no("focus_age")
    values = _said(
        row,
        existing,
        {
            "is_focus_age": focus if focus is not None or age is None else age <= FOCUS_AGE,
            "online_hours": row.count("online_hours", 0, MOST_HOURS),
            "classroom_hours": row.count("classroom_hours", 0, MOST_HOURS),
            "certificate_no": row.text("certificate_no"),
            **steps,
        },
    )
    _check_order(row, values)
    once = {"village_id": village.id, "name_key": name_key(name), "path": village.path, **made}
    return Planned(VolunteerRecord, existing, {"name": name, **values}, once)


def _check_order(row: Row, values: Mapping[str, Any]) -> None:
    """Nobody is selected before passing online, nor has a certificate without the classroom."""
    for at, step in enumerate(_STEPS[1:]):
        before = _STEPS[at]
        if values[step] is None:
            continue
        if values[before] is None:
            row.blame(step, "step_missing", row.printed.get(before, before))
        elif values[step] < values[before]:
            row.blame(step, "steps_out_of_order", row.printed.get(before, before))


def _twins(row: Row, own: _Named, known: list[_Named], path: str) -> list[dict[str, Any]]:
    pairs = []
    for other in known:
        if may_be_one(own.key, other.key):
            row.hint("name", "volunteer_may_be", other.name)
            pair = {"volunteer_id": own.id, "other_id": other.id, "state": TwinState.OPEN, "path": path}
            pairs.append({"id": new_id(), **pair})
    known.append(own)
    return pairs


def _adding(twins: Sequence[Mapping[str, Any]]) -> Callable[[Session], None]:
    def add(session: Session) -> None:
        insert_new(session, VolunteerTwinRecord, twins)

    return add
