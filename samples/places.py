"""Provinces by the two letters that begin their reference numbers, and a draw of real places under them."""

from __future__ import annotations

import random
from dataclasses import dataclass

import geothai

from samples.typography import thai_digits

# Letter code and province number, as published in public lists of letter codes; Bangkok has no districts of this kind.
_PROVINCES = (
    "กบ81 กจ71 กส46 กพ62 ขก40 จบ22 ฉช24 ชบ20 ชน18 ชย36 ชพ86 ชร57 ชม50 ตง92 ตร23 ตก63 นย26 นฐ73 นพ48 นม30 นศ80 นว60 "
    "นบ12 นธ96 นน55 บก38 บร31 ปท13 ปข77 ปจ25 ปน94 พย56 อย14 พง82 พท93 พจ66 พล65 พบ76 พช67 พร54 ภก83 มค44 มห49 มส58 "
    "ยส35 ยล95 รอ45 รน85 รย21 รบ70 ลบ16 ลป52 ลพ51 ลย42 ศก33 สน47 สข90 สต91 สป11 สส75 สค74 สก27 สบ19 สห17 สท64 สพ72 "
    "สฎ84 สร32 นค43 นภ39 อท15 อจ37 อด41 อต53 อน61 อบ34"
)


@dataclass(frozen=True)
class Place:
    """A sub-district with everything above it, in plain Thai names."""

    code: str
    province: str
    district: str
    subdistrict: str
    postcode: str


def any_place(rng: random.Random) -> Place:
    entry = rng.choice(_PROVINCES.split())
    code, number = entry[:2], entry[2:]
    district = rng.choice(geothai.districts(number))
    below = rng.choice(geothai.subdistricts(district.code))
    province = next(province for province in geothai.provinces() if province.code == number)
    postcode = thai_digits(below.postal_codes[0] if below.postal_codes else f"{number}000")
    return Place(code, province.name_th, district.name_th, below.name_th, postcode)
