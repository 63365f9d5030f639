"""Provinces, districts and postcodes of Thailand, as witnesses for what a letter says about its sender."""

from __future__ import annotations

import re
from functools import cache

import geothai

from extractors.thai.digits import to_arabic

_POSTCODE = re.compile(r"(?<![๐-๙0-9])[๐-๙0-9]{5}(?![๐-๙0-9])")
_DISTRICT = re.compile(r"(?:อำเภอ|อ\.|เขต)\s?([ก-๎]+)")
BANGKOK_NAMES = ("กรุงเทพมหานคร", "กรุงเทพฯ", "กทม")


def provinces_named(text: str) -> set[str]:
    """Two-digit codes of the provinces a text names after จังหวัด or จ., or by the name of Bangkok."""
    return {code for name, code in _province_names() if name in text}


def provinces_of_postcodes(text: str) -> set[str]:
    """Provinces that the five-digit numbers of a text are postcodes of."""
    return {
        area.province_code for number in _POSTCODE.findall(text) for area in geothai.by_postal_code(to_arabic(number))
    }


def provinces_of_districts(text: str) -> set[str]:
    """Provinces that have a district of a name standing after อำเภอ; several where the name is not unique."""
    names = _districts()
    found: set[str] = set()
    for word in _DISTRICT.findall(text):
        # Thai runs words together, so the longest district that the word begins with is meant.
        length = max((len(name) for name in names if word.startswith(name)), default=0)
        if length:
            found |= names[word[:length]]
    return found


def provinces_meant(text: str) -> set[str]:
    """Provinces a sender's name and address point to: the name first, then the postcode, then the district."""
    return provinces_named(text) or provinces_of_postcodes(text) or provinces_of_districts(text)


@cache
def _province_names() -> tuple[tuple[str, str], ...]:
    names: list[tuple[str, str]] = [(name, "10") for name in BANGKOK_NAMES]
    for province in geothai.provinces():
        names += [(f"{label}{province.name_th}", province.code) for label in ("จังหวัด", "จังหวัด ", "จ.", "จ. ")]
    return tuple(names)


@cache
def _districts() -> dict[str, set[str]]:
    names: dict[str, set[str]] = {}
    for province in geothai.provinces():
        for district in geothai.districts(province.code):
            names.setdefault(district.name_th, set()).add(province.code)
    return names
