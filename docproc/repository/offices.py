"""Queries about offices: by code, by the name on paper, by area; and saving them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from docproc.identifiers import new_id
from docproc.registers.office_names import BANGKOK, OfficeName, parse_office_name
from docproc.repository import file_areas, kept_areas
from docproc.repository.inserting import insert_new
from extractors.thai.confusables import MARK_COST, weighted_distance
from extractors.thai.normal_form import normal_form, without_spaces
from models.office import Tier
from models.rights import EVERYWHERE
from models.tables.offices import OfficeRecord

LIKE_LIMIT: Final = MARK_COST  # one confusable glyph, or one mark lost or added
PAGE: Final = 100


@dataclass(frozen=True, slots=True)
class NewOffice:
    """An office to be registered. `parent` is the code of the one above it, None at the top."""

    code: str
    tier: Tier
    name: str
    parent: str | None
    letter_code: str | None = None
    is_active: bool = True


class Naming(StrEnum):
    """How a text names an office. Only the first may count as exact."""

    NAMED = "named"  # spelt as in the register, and where it says
    WITHIN = "within"  # spelt so, and the text means something inside the office: a unit, a school
    ELSEWHERE = "elsewhere"  # spelt so, but the text says another district or province, or one that is not known
    LIKE = "like"  # one glyph off


@dataclass(frozen=True, slots=True)
class Candidate:
    office: OfficeRecord
    naming: Naming


def only_exact(candidates: Sequence[Candidate]) -> OfficeRecord | None:
    """The one office a text names beyond doubt; None where it is misspelt or several bear the name."""
    named = [candidate.office for candidate in candidates if candidate.naming is Naming.NAMED]
    return named[0] if len(named) == 1 else None


def by_code(session: Session, code: str) -> OfficeRecord | None:
    return session.scalar(select(OfficeRecord).where(OfficeRecord.code == code))


def by_id(session: Session, office_id: str) -> OfficeRecord:
    """The office of an id that another row holds."""
    return session.get_one(OfficeRecord, office_id)


def by_ids(session: Session, office_ids: Iterable[str | None]) -> list[OfficeRecord]:
    """The offices of a page's rows, in any order."""
    wanted = set(office_ids) - {None}
    return list(session.scalars(select(OfficeRecord).where(OfficeRecord.id.in_(wanted)))) if wanted else []


def by_codes(session: Session, codes: Collection[str]) -> dict[str, OfficeRecord]:
    """Those of the codes that are registered."""
    wanted = sorted(set(codes))
    found: dict[str, OfficeRecord] = {}
    for start in range(0, len(wanted), 500):
        query = select(OfficeRecord).where(OfficeRecord.code.in_(wanted[start : start + 500]))
        found |= {office.code: office for office in session.scalars(query)}
    return found


def by_name(session: Session, text: str, area: str = EVERYWHERE) -> list[Candidate]:
    """The offices of an area that a text on paper may name, the best first; empty where it names none.

    Reads ที่ว่าการอำเภอ…, ศาลากลางจังหวัด…, นายอำเภอ…, เทศบาล…, อบต.…, with or without what lies behind them
    (อำเภอ… จังหวัด…). Where nothing is spelt so, names one confusable glyph away are given, marked `LIKE`.
    """
    found = _central(session, text)
    if found:
        return found
    name = parse_office_name(text)
    if name is None or name.tier is Tier.MINISTRY:
        return []
    spelt_so = [*name.names, name.shortened] if name.shortened else name.names
    spelt = session.scalars(_in(area, name.tier).where(OfficeRecord.name.in_(spelt_so))).all()
    return _told_apart(session, name, spelt) if spelt else _like(session, name, area)


def paths_by_name(session: Session, names: Collection[str]) -> dict[str, list[str]]:
    """Where the offices of these registered names lie; a name that nobody bears is left out."""
    found: dict[str, list[str]] = {}
    wanted = sorted(set(names))
    for start in range(0, len(wanted), 500):
        query = select(OfficeRecord.name, OfficeRecord.path).where(OfficeRecord.name.in_(wanted[start : start + 500]))
        for name, path in session.execute(query):
            found.setdefault(name, []).append(path)
    return found


def children(session: Session, parent: OfficeRecord | None, after: str = "", limit: int = PAGE) -> list[OfficeRecord]:
    """The offices directly below, or those at the top, by code from behind `after` on."""
    parent_is = OfficeRecord.parent_id == parent.id if parent else OfficeRecord.parent_id.is_(None)
    query = select(OfficeRecord).where(parent_is, OfficeRecord.code > after).order_by(OfficeRecord.code)
    return list(session.scalars(query.limit(limit)))


def subtree(session: Session, area: str, tier: Tier | None = None) -> list[OfficeRecord]:
    """Every working office of an area, or those of one tier, in the order of their paths."""
    query = _in(area, tier).where(OfficeRecord.is_active)
    return list(session.scalars(query.order_by(OfficeRecord.path)))


def above(session: Session, office: OfficeRecord) -> list[OfficeRecord]:
    """The offices above it, from the top down."""
    codes = office.path.strip("/").split("/")[:-1]
    found = by_codes(session, codes)
    return [found[code] for code in codes if code in found]


def in_area(area: str) -> ColumnElement[bool]:
    """The office lies in the area. SQLite's LIKE takes `a` for `A`, so the beginning is compared too."""
    return OfficeRecord.path.startswith(area, autoescape=True) & (func.substr(OfficeRecord.path, 1, len(area)) == area)


def save_all(session: Session, new: Sequence[NewOffice]) -> tuple[int, int]:
    """Make or set right offices of which none is another's parent; how many were made, how many changed.

    KeyError where a parent is not registered.
    """
    held = by_codes(session, [one.code for one in new])
    parents = by_codes(session, [one.parent for one in new if one.parent is not None])
    rows = []
    changed, moved = 0, set[str]()
    for one in new:
        parent = parents[one.parent] if one.parent is not None else None
        values = {
            "tier": one.tier,
            "name": one.name,
            "parent_id": parent.id if parent else None,
            "path": f"{parent.path if parent else EVERYWHERE}{one.code}/",
            "letter_code": one.letter_code,
            "is_active": one.is_active,
        }
        if one.code not in held:
            rows.append({"id": new_id(), "code": one.code, **values})
            moved.add(one.code)
        else:
            moved |= {one.code} if held[one.code].path != values["path"] else set()
            changed += _set(held[one.code], values)
    added = len(insert_new(session, OfficeRecord, rows))
    session.flush()
    for source_id in file_areas.files_of(session, moved):
        kept_areas.rewrite(session, source_id)
    return added, changed


def _set(office: OfficeRecord, values: Mapping[str, object]) -> bool:
    differing = {name: value for name, value in values.items() if getattr(office, name) != value}
    for name, value in differing.items():
        setattr(office, name, value)
    return bool(differing)


def _in(area: str, tier: Tier | None) -> Select[OfficeRecord]:
    conditions = [in_area(area)] if tier is None else [in_area(area), OfficeRecord.tier == tier]
    return select(OfficeRecord).where(*conditions)


def _central(session: Session, text: str) -> list[Candidate]:
    """Ministries and central agencies have no common word before their names, and there are few of them."""
    plain = without_spaces(normal_form(text))
    query = select(OfficeRecord).where(OfficeRecord.tier == Tier.MINISTRY).order_by(OfficeRecord.path)
    offices = list(session.scalars(query))
    found = []
    for office in offices:
        name = without_spaces(office.name)
        if plain in (name, f"ปลัด{name}", f"รัฐมนตรีว่าการ{name}"):
            return [Candidate(office, Naming.NAMED)]
        if name in plain:
            found.append(Candidate(office, Naming.WITHIN))
    if found:
        return found
    return [
        Candidate(office, Naming.LIKE)
        for office in offices
        if weighted_distance(plain, without_spaces(office.name), LIKE_LIMIT) <= LIKE_LIMIT
    ]


def _told_apart(session: Session, name: OfficeName, spelt: Sequence[OfficeRecord]) -> list[Candidate]:
    """Several bear one name (อำเภอเฉลิมพระเกียรติ): the province and district behind it tell them apart."""
    here = [office for office in spelt if _lies_where_said(session, name, office)]
    if not here:
        return [Candidate(office, Naming.ELSEWHERE) for office in spelt]
    return [
        Candidate(office, Naming.NAMED if name.is_office_itself and office.name in name.names else Naming.WITHIN)
        for office in here
    ]


def _like(session: Session, name: OfficeName, area: str) -> list[Candidate]:
    """Offices whose names are one glyph away, those that lie where the text says first."""
    names = session.execute(
        select(OfficeRecord.id, OfficeRecord.name).where(in_area(area), OfficeRecord.tier == name.tier)
    )
    like = [key for key, other in names if weighted_distance(name.names[0], other, LIKE_LIMIT) <= LIKE_LIMIT]
    offices = session.scalars(select(OfficeRecord).where(OfficeRecord.id.in_(like)).order_by(OfficeRecord.path))
    here_first = sorted(offices, key=lambda office: not _lies_where_said(session, name, office))
    return [Candidate(office, Naming.LIKE) for office in here_first]


def _lies_where_said(session: Session, name: OfficeName, office: OfficeRecord) -> bool:
    names = {above_it.name for above_it in above(session, office)}
    province = None if name.province is None else BANGKOK if name.province == BANGKOK else f"จังหวัด{name.province}"
    return (province is None or province in names) and (name.district is None or f"อำเภอ{name.district}" in names)
