"""Queries about villages."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Final

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from models.tables.villages import VillageRecord

PAGE: Final = 100
_CODES_A_QUERY: Final = 500


def by_code(session: Session, code: str) -> VillageRecord | None:
    return session.scalar(select(VillageRecord).where(VillageRecord.code == code))


def by_ids(session: Session, village_ids: Iterable[str | None]) -> list[VillageRecord]:
    """The villages of a page's rows, in any order."""
    wanted = set(village_ids) - {None}
    return list(session.scalars(select(VillageRecord).where(VillageRecord.id.in_(wanted)))) if wanted else []


def by_codes(session: Session, codes: Collection[str]) -> dict[str, VillageRecord]:
    """Those of the codes that are registered."""
    wanted: Sequence[str] = sorted(set(codes))
    found: dict[str, VillageRecord] = {}
    for start in range(0, len(wanted), _CODES_A_QUERY):
        query = select(VillageRecord).where(VillageRecord.code.in_(wanted[start : start + _CODES_A_QUERY]))
        found |= {village.code: village for village in session.scalars(query)}
    return found


def in_area(session: Session, area: str, after: str = "", limit: int | None = PAGE) -> list[VillageRecord]:
    """The villages of an area by code, from behind `after` on; all without a limit."""
    query = select(VillageRecord).where(lies_in(area), VillageRecord.code > after).order_by(VillageRecord.code)
    return list(session.scalars(query.limit(limit)))


def lies_in(area: str) -> ColumnElement[bool]:
    """SQLite's LIKE takes `a` for `A`, so the beginning is compared too."""
    return and_(
        VillageRecord.path.startswith(area, autoescape=True), func.substr(VillageRecord.path, 1, len(area)) == area
    )
