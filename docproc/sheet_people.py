"""Who of the registers may stand in a row of a sheet: offered to a person, never put in by the machine.

The district is that of the activity which the sheet proves, else the one its head names, else that of the office that
handed it in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from rapidfuzz import fuzz
from sqlalchemy.orm import Session

from docproc.content_paths import FieldPath
from docproc.registers.person_names import name_key
from docproc.repository import offices, sheet_people, sources
from docproc.repository.letters import head_of
from docproc.repository.sheet_people import Known
from models.office import Tier
from models.tables.documents import DocumentRecord
from models.tables.offices import OfficeRecord

# ตำบลป่าแฝก อำเภอแม่ใจ จังหวัดพะเยา | อ.แม่ใจ จ.พะเยา
_DISTRICT: Final = re.compile(r"(?:(?<!นาย)อำเภอ|(?<![ก-๎.])อ\.)\s?[ก-๎]+(?:\s+(?:จังหวัด|จ\.)\s?[ก-๎]+)?")
LEAST_LIKENESS: Final = 70.0  # of 100, to a printed name that was read without confidence


def is_name(field: str) -> bool:
    """Whether the field is the name in a row of a sheet."""
    path = FieldPath.of(field)
    return (path.name, path.part) == ("rows", "name")


def likely_people(
    session: Session, document: DocumentRecord, reading: Mapping[str, Any], field: str, areas: Sequence[str]
) -> list[Known]:
    """People of the sheet's district, the likeliest first; nobody where it lies outside the areas or is not known.

    `areas` are those whose registers of people the asker keeps. A name by hand is compared with what a reader made of
    it; of a printed one only names much like it are given. Who stands in another row of the sheet comes last.
    """
    district = district_of(session, document)
    row = _row(reading, field)
    if district is None or row is None or not any(district.path.startswith(area) for area in areas):
        return []
    by_hand = bool(row.get("handwritten_name"))
    seen = name_key((row.get("name_glimpse") if by_hand else row.get("name")) or "")
    elsewhere = {name_key(other["name"]) for other in reading["rows"] if other is not row and other["name"]}
    judged = [
        (name_key(one.name) in elsewhere, -fuzz.ratio(seen, name_key(one.name)), one)
        for one in sheet_people.people_of_area(session, district.path)
    ]
    kept = [one for one in judged if by_hand or -one[1] >= LEAST_LIKENESS]
    return [one for *_, one in sorted(kept, key=lambda judgement: judgement[:2])]


def district_of(session: Session, document: DocumentRecord) -> OfficeRecord | None:
    """The district that a sheet is of, None where nothing says so beyond doubt."""
    proved = sheet_people.district_of_activity(session, document.id)
    if proved is not None:
        return proved
    for found in _DISTRICT.finditer(head_of(document.text)):
        named = offices.only_exact(offices.by_name(session, found.group()))
        if named is not None and named.tier is Tier.DISTRICT:
            return named
    districts = {
        office.id: office
        for one in _offices_of_file(session, document.source_id)
        for office in (*offices.above(session, one), one)
        if office.tier is Tier.DISTRICT
    }
    return next(iter(districts.values())) if len(districts) == 1 else None


def _offices_of_file(session: Session, source_id: str) -> Iterator[OfficeRecord]:
    codes = {one.office for one in sources.deliveries(session, source_id) if one.office}
    yield from offices.by_codes(session, codes).values()


def _row(reading: Mapping[str, Any], field: str) -> Mapping[str, Any] | None:
    rows: Sequence[Mapping[str, Any]] = reading.get("rows") or ()
    index = FieldPath.of(field).index
    return rows[index] if index is not None and index < len(rows) else None
