"""Local governments and villages, as lists of them say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from sqlalchemy.orm import Session

from docproc.identifiers import new_id
from docproc.registers.importing.areas import Areas, Subdistrict, subdistricts
from docproc.registers.importing.cells import Row
from docproc.registers.importing.planned import Plan, Planned
from docproc.registers.office_names import parse_office_name
from docproc.repository import offices, villages
from extractors.thai.digits import to_arabic
from extractors.thai.normal_form import without_spaces
from models.office import Tier
from models.rights import Actor
from models.tables.offices import OfficeRecord
from models.tables.villages import VillageRecord

_CODE: Final = re.compile(r"[0-9A-Z][0-9A-Z.-]{1,19}")
_PROVINCE_WIDE: Final = "องค์การบริหารส่วนจังหวัด"
MOST_MOO: Final = 99  # two digits of the village's code


def plan_local_governments(session: Session, actor: Actor, rows: Sequence[Row]) -> Plan:
    areas = Areas(session, actor)
    held = offices.by_codes(session, [_code(row) or "" for row in rows])
    seen: dict[str, int] = {}
    planned = []
    for row in rows:
        code, name = row.needed("code"), row.needed("name")
        if code is None or name is None:
            continue
        code, name = _code(row) or "", without_spaces(name)
        existing = held.get(code)
        parsed = parse_office_name(name)
        if _CODE.fullmatch(code) is None or (existing is not None and existing.tier is not Tier.LOCAL):
            row.blame("code", "not_a_code", code)
        elif parsed is None or parsed.tier is not Tier.LOCAL or not parsed.is_office_itself:
            row.blame("name", "not_a_local_government", name)
        elif code in seen:
            row.blame("code", "twice", str(seen[code]))
        else:
            seen[code] = row.number
            above = _above(areas, row, name)
            if above is not None and (existing is None or areas.keeps(row, "code", existing.path)):
                planned.append(_local_government(existing, code, parsed.names[0], above, row.text("letter_code")))
    return Plan(tuple(planned))


def plan_villages(session: Session, actor: Actor, rows: Sequence[Row]) -> Plan:
    areas = Areas(session, actor)
    found = [(row, _place(areas, row)) for row in rows]
    held = villages.by_codes(session, [place[0] for _, place in found if place is not None])
    seen: dict[str, int] = {}
    planned = []
    for row, place in found:
        name = row.needed("village_name")
        local = areas.local(row) if row.text("local") else None
        if place is None or name is None:
            continue
        code, district, subdistrict = place
        if code in seen:
            row.blame("village", "village_twice", str(seen[code]))
            continue
        seen[code] = row.number
        existing = held.get(code)
        if existing is not None and without_spaces(existing.name) != without_spaces(name):
            row.blame("village", "village_has_other_name", existing.name)
            continue
        planned.append(_village(existing, code, name, district, subdistrict, local))
    return Plan(tuple(planned))


def _code(row: Row) -> str | None:
    text = row.text("code")
    return without_spaces(to_arabic(text)).upper() if text else None


def _above(areas: Areas, row: Row, name: str) -> OfficeRecord | None:
    """The district it lies in; the province for the one that covers a whole province."""
    return areas.province(row) if name.startswith(_PROVINCE_WIDE) else areas.district(row)


def _local_government(
    existing: OfficeRecord | None, code: str, name: str, above: OfficeRecord, letter_code: str | None
) -> Planned:
    values = {
        "name": name,
        "parent_id": above.id,
        "path": f"{above.path}{code}/",
        "letter_code": letter_code or above.letter_code,
        "is_active": True,
    }
    return Planned(OfficeRecord, existing, values, {"id": new_id(), "code": code, "tier": Tier.LOCAL})


def _place(areas: Areas, row: Row) -> tuple[str, OfficeRecord, Subdistrict] | None:
    """The village's code, its district and sub-district: by the code, or by names and หมู่ที่."""
    if row.text("village") is not None:
        return _place_of_code(areas, row, without_spaces(to_arabic(row.values["village"])))
    if not row.text("district"):
        row.blame("village", "missing")
        return None
    district = areas.district(row)
    moo = row.count("moo", 1, MOST_MOO) if row.needed("moo") else None
    subdistrict = areas.subdistrict(row, district) if district is not None else None
    if district is None or moo is None or subdistrict is None:
        return None
    return f"{subdistrict.code}{moo:02}", district, subdistrict


def _place_of_code(areas: Areas, row: Row, code: str) -> tuple[str, OfficeRecord, Subdistrict] | None:
    if re.fullmatch(r"\d{8}", code) is None or code.endswith("00"):
        row.blame("village", "not_a_village_code", code)
        return None
    district = areas.by_code(code[:4])
    subdistrict = next((one for one in subdistricts(code[:4]) if one.code == code[:6]), None)
    if district is None:
        row.blame("village", "unknown_district", code[:4])
    elif subdistrict is None:
        row.blame("village", "unknown_subdistrict", code[:6])
    elif areas.keeps(row, "village", district.path):
        return code, district, subdistrict
    return None


def _village(
    existing: VillageRecord | None,
    code: str,
    name: str,
    district: OfficeRecord,
    subdistrict: Subdistrict,
    local: OfficeRecord | None,
) -> Planned:
    values = {
        "name": name,
        "subdistrict": subdistrict.name,
        "district_id": district.id,
        "local_id": local.id if local else existing.local_id if existing else None,
        "path": district.path,
    }
    once = {"id": new_id(), "code": code, "moo": int(code[6:]), "subdistrict_code": subdistrict.code}
    return Planned(VillageRecord, existing, values, once)
