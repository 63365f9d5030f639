"""The offices every register begins with: ministries, provinces and districts.

Provinces and districts with their codes come from geothai (code MIT, data CC BY 4.0), letter codes and central
offices from `extractors/thai/data/letter_codes.csv` (sources beside it). Local governments come by import: no list
of them under a clear licence was found.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

import geothai
from sqlalchemy.orm import Session

from docproc.repository import offices
from docproc.repository.offices import NewOffice
from extractors.thai.letter_codes import all_codes, codes_of_province
from models.office import Tier

# A letter code outlives its ministry: old letters keep it, new ones are not addressed there.
HISTORIC: Final = frozenset({"ทก", "วท"})  # until 2559, became ดศ; until 2562, became part of อว
BANGKOK_CODE: Final = "10"


class Seeded(NamedTuple):
    """How many offices were made, and how many were given another name, place or letter code."""

    added: int
    changed: int


def seed_offices(session: Session) -> Seeded:
    """Make the offices that are missing and set right those that differ; a second run changes nothing.

    Offices that people added are left alone. Several processes may do this at once.
    """
    added = changed = 0
    for tier in (_central(), _provinces(), _districts()):
        new, other = offices.save_all(session, list(tier))
        added, changed = added + new, changed + other
    return Seeded(added, changed)


def _central() -> Iterator[NewOffice]:
    for entry in all_codes():
        if not entry.province_code:
            yield NewOffice(entry.code, Tier.MINISTRY, entry.name, None, entry.code, entry.code not in HISTORIC)


def _provinces() -> Iterator[NewOffice]:
    for province in geothai.provinces():
        name = province.name_th if province.code == BANGKOK_CODE else f"จังหวัด{province.name_th}"
        yield NewOffice(province.code, Tier.PROVINCE, name, None, _letter_code(province.code))


def _districts() -> Iterator[NewOffice]:
    """A district's letters begin with its province's code (ลป ๐๔๑๘.๑ of a district of Lampang)."""
    for province in geothai.provinces():
        for district in geothai.districts(province.code):
            # Bangkok's fifty come with their word already: เขตพระนคร.
            name = district.name_th if province.code == BANGKOK_CODE else f"อำเภอ{district.name_th}"
            yield NewOffice(district.code, Tier.DISTRICT, name, province.code, _letter_code(province.code))


def _letter_code(province_code: str) -> str | None:
    return next((entry.code for entry in codes_of_province(province_code)), None)
