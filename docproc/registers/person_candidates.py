"""Which people of the registers a name on a paper may mean, and why. A likeness is never more than suspected."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy.orm import Session

from docproc.registers.directory import LISTS, Person, PersonRecord, shown_person
from docproc.registers.person_names import may_be_one, name_key
from docproc.repository import people
from docproc.repository.folding import fold
from docproc.repository.identifications import PersonKey
from models.register import PeopleKind
from models.rights import EVERYWHERE
from models.tables.offices import OfficeRecord
from models.tables.people import OfficialRecord

MOST_SHOWN: Final = 5
# Names a glyph off are looked for among the people of one district, who are a few hundred: 928 districts have some
# 75,000 villages.
MOST_IN_DISTRICT: Final = 2_000
_DISTRICT_DEPTH: Final = 2  # /52/5208/


@dataclass(frozen=True, slots=True)
class Clues:
    """What is known beside the name: the offices the paper comes from, the position and the day it gives.

    `areas` are the areas in which people of villages and districts are looked for.
    """

    offices: tuple[OfficeRecord, ...] = ()
    position: str | None = None
    on: dt.date | None = None
    areas: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody whom a name may mean; `reasons` are codes of the catalogue, `path` the area of the register's line."""

    key: PersonKey
    person: Person
    path: str
    reasons: tuple[str, ...]

    @property
    def is_spelt_so(self) -> bool:
        return "same_name" in self.reasons


def candidates(
    session: Session, names: Mapping[str, str], kinds: Sequence[PeopleKind], clues: Clues
) -> dict[str, list[Candidate]]:
    """For each place of a name those it may mean, the likeliest first; at most five, none for a name of no letters."""
    keys = {field: name_key(name) for field, name in names.items()}
    wanted = {key for key in keys.values() if key}
    found: dict[str, list[Candidate]] = {field: [] for field in names}
    for kind in kinds:
        same = _spelt_so(session, kind, wanted, clues)
        beside = list(_nearby(session, kind, clues))
        for field, key in keys.items():
            if key:
                like = [one for one in beside if may_be_one(key, one.name_key)]
                held = {one.id: one for one in (*same.get(key, ()), *like)}
                found[field] += [_candidate(session, kind, one, key, clues) for one in held.values()]
    return {field: sorted(held, key=_rank)[:MOST_SHOWN] for field, held in found.items()}


def _spelt_so(session: Session, kind: PeopleKind, keys: set[str], clues: Clues) -> dict[str, list[PersonRecord]]:
    """Officials move between offices, so they are looked for everywhere; the others where the sheet was."""
    areas = (EVERYWHERE,) if kind is PeopleKind.OFFICIALS else clues.areas
    found: dict[str, list[PersonRecord]] = {}
    for one in people.named(session, LISTS[kind], keys, areas):
        found.setdefault(one.name_key, []).append(one)
    return found


def _nearby(session: Session, kind: PeopleKind, clues: Clues) -> Iterator[PersonRecord]:
    """Among whom a misread name may stand: the officials of the letter's office, the people of the sheet's district."""
    if kind is PeopleKind.OFFICIALS:
        yield from people.officials_of_offices(session, [office.id for office in clues.offices])
        return
    for area in clues.areas:
        if area.strip("/").count("/") + 1 >= _DISTRICT_DEPTH:
            yield from people.of_area(session, LISTS[kind], area, MOST_IN_DISTRICT)


def _candidate(session: Session, kind: PeopleKind, one: PersonRecord, key: str, clues: Clues) -> Candidate:
    reasons = ["same_name" if one.name_key == key else "like_name"]
    if isinstance(one, OfficialRecord):
        reasons += _of_official(one, clues)
    return Candidate(PersonKey(kind, one.id), shown_person(session, one), one.path, tuple(reasons))


def _of_official(one: OfficialRecord, clues: Clues) -> Iterator[str]:
    if clues.offices:
        yield "same_office" if one.office_id in {office.id for office in clues.offices} else "other_office"
    if clues.position and fold(one.position) in fold(clues.position):
        yield "same_position"
    if clues.on is not None and (one.since is not None or one.until is not None):
        held = (one.since or dt.date.min) <= clues.on <= (one.until or dt.date.max)
        yield "in_office_then" if held else "not_in_office_then"


_SPEAKS_FOR: Final = ("same_name", "same_office", "in_office_then", "same_position")


def _rank(one: Candidate) -> tuple[int, int, str]:
    against = sum(reason in ("other_office", "not_in_office_then") for reason in one.reasons)
    return against - 2 * one.is_spelt_so, -sum(reason in _SPEAKS_FOR for reason in one.reasons), one.key.person_id
