"""Whom a letter's เรียน line addresses: one office, several, or all of a kind in the sender's area.

"ผู้ว่าราชการจังหวัดทุกจังหวัด" are 76: Bangkok is governed under a law of its own by the governor of Bangkok
(ผู้ว่าราชการกรุงเทพมหานคร), and its fifty เขต have no นายอำเภอ, so "นายอำเภอทุกอำเภอ" of the country are 878. They are
addressed where the line names them. What is not understood is said, never left out silently.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import geothai
from rapidfuzz.distance import Levenshtein
from sqlalchemy.orm import Session

from docproc.registers.office_seed import BANGKOK_CODE
from docproc.repository import offices, villages
from docproc.repository.offices import Naming, only_exact
from extractors.thai.normal_form import normal_form, without_spaces
from models.office import Tier
from models.rights import EVERYWHERE
from models.tables.offices import OfficeRecord

# A set phrase as engines damage it (นายกองตรีปกครองส่วนท้องถิ่นทุกพื้นที่) shares 72 % of its glyphs with the right
# one; two different phrases of the table share at most 80 %, so the nearest is taken, and never as exact.
_PHRASE_LIKENESS: Final = 0.7
_TITLES: Final = "ผู้ว่าราชการ|นายอำเภอ|นายก|ผู้บริหาร|กำนัน|ผู้ใหญ่บ้าน|ปลัด|รัฐมนตรี|อธิบดี|หัวหน้า|ผู้อำนวยการ|อปท"
_BETWEEN: Final = re.compile(rf"(?:\s*[,;\n]\s*|\s*และ\s*|\s+)(?=(?:{_TITLES}))|\s*[,;\n]\s*")
_NUMBERED: Final = re.compile(r"^\s*(?:เรียน|ถึง)?\s*(?:[๐-๙0-9]+[.)]\s*)?")
_WITHIN: Final = re.compile(r"(?:ใน)?(?:เขต|พื้นที่|เขตพื้นที่|ท้องที่)?(?P<area>(?:จังหวัด|อำเภอ).+)$")
_EXCEPT: Final = re.compile(r"\(?(?:ยกเว้น|เว้น)(?P<names>[^)]+)\)?$")


class Everyone(StrEnum):
    """All of a kind, as set phrases address them."""

    MINISTRIES = "ministries"
    GOVERNORS = "governors"
    DISTRICT_CHIEFS = "district_chiefs"
    LOCAL_GOVERNMENTS = "local_governments"
    MUNICIPALITIES = "municipalities"
    SUBDISTRICT_ORGANISATIONS = "subdistrict_organisations"
    PROVINCE_ORGANISATIONS = "province_organisations"
    SUBDISTRICT_HEADS = "subdistrict_heads"
    VILLAGE_HEADS = "village_heads"


_PHRASES: Final[dict[str, Everyone]] = {
    "ปลัดกระทรวงทุกกระทรวง": Everyone.MINISTRIES,
    "ผู้ว่าราชการจังหวัดทุกจังหวัด": Everyone.GOVERNORS,
    "ผู้ว่าราชการจังหวัดทุกแห่ง": Everyone.GOVERNORS,
    "นายอำเภอทุกอำเภอ": Everyone.DISTRICT_CHIEFS,
    "นายอำเภอทุกแห่ง": Everyone.DISTRICT_CHIEFS,
    "นายกองค์กรปกครองส่วนท้องถิ่นทุกแห่ง": Everyone.LOCAL_GOVERNMENTS,
    "ผู้บริหารองค์กรปกครองส่วนท้องถิ่นทุกแห่ง": Everyone.LOCAL_GOVERNMENTS,
    "ผู้บริหารท้องถิ่นทุกแห่ง": Everyone.LOCAL_GOVERNMENTS,
    "อปท.ทุกแห่ง": Everyone.LOCAL_GOVERNMENTS,
    "นายกเทศมนตรีทุกแห่ง": Everyone.MUNICIPALITIES,
    "นายกเทศมนตรีทุกเทศบาล": Everyone.MUNICIPALITIES,
    "นายกองค์การบริหารส่วนตำบลทุกแห่ง": Everyone.SUBDISTRICT_ORGANISATIONS,
    "นายกองค์การบริหารส่วนตำบลทุกตำบล": Everyone.SUBDISTRICT_ORGANISATIONS,
    "นายกองค์การบริหารส่วนจังหวัดทุกจังหวัด": Everyone.PROVINCE_ORGANISATIONS,
    "นายกองค์การบริหารส่วนจังหวัดทุกแห่ง": Everyone.PROVINCE_ORGANISATIONS,
    "กำนันทุกตำบล": Everyone.SUBDISTRICT_HEADS,
    "กำนันทุกคน": Everyone.SUBDISTRICT_HEADS,
    "ผู้ใหญ่บ้านทุกหมู่บ้าน": Everyone.VILLAGE_HEADS,
    "ผู้ใหญ่บ้านทุกคน": Everyone.VILLAGE_HEADS,
}
_LOCAL_WORDS: Final = {
    Everyone.LOCAL_GOVERNMENTS: "",
    Everyone.MUNICIPALITIES: "เทศบาล",
    Everyone.SUBDISTRICT_ORGANISATIONS: "องค์การบริหารส่วนตำบล",
    Everyone.PROVINCE_ORGANISATIONS: "องค์การบริหารส่วนจังหวัด",
}


@dataclass(frozen=True, slots=True)
class Position:
    """Someone addressed by a position that is no office: กำนัน of a sub-district, ผู้ใหญ่บ้าน of a village."""

    title: str
    place: str
    code: str  # six digits of the sub-district, eight of the village


@dataclass(frozen=True, slots=True)
class Addressees:
    """Who was addressed. `unresolved` are parts that name nobody known or more than one; `unregistered` are parts
    that address all of a kind of whom the register holds none in that area (not imported yet): in both cases
    nobody may be said to be the whole. `is_exact` is False where a name or phrase was read one slip off.
    """

    offices: tuple[OfficeRecord, ...] = ()
    positions: tuple[Position, ...] = ()
    unresolved: tuple[str, ...] = ()
    unregistered: tuple[str, ...] = ()
    is_exact: bool = True

    @property
    def is_complete(self) -> bool:
        return self.is_exact and not self.unresolved and not self.unregistered


def expand_addressee(session: Session, text: str, sender: OfficeRecord | None) -> Addressees:
    """The offices and positions that a เรียน line means when this office sends it.

    "Every" means every one of the sender's area (the country for a ministry). Without a sender only the governors
    of all provinces are known.
    """
    found = [_expand_part(session, part, sender) for part in _parts(text)]
    chosen = {office.path: office for one in found for office in one.offices}
    return Addressees(
        offices=tuple(chosen[path] for path in sorted(chosen)),
        positions=tuple(dict.fromkeys(position for one in found for position in one.positions)),
        unresolved=tuple(part for one in found for part in one.unresolved),
        unregistered=tuple(part for one in found for part in one.unregistered),
        is_exact=all(one.is_exact for one in found),
    )


def _parts(text: str) -> list[str]:
    lines = (_NUMBERED.sub("", part) for part in _BETWEEN.split(re.sub(r"[^\S\n]+", " ", text)))
    return [part for part in (normal_form(line) for line in lines) if part]


def _expand_part(session: Session, part: str, sender: OfficeRecord | None) -> Addressees:
    excepted = _EXCEPT.search(part)
    if excepted:
        return _without(session, part, part[: excepted.start()], excepted["names"], sender)
    phrase = _phrase(without_spaces(part))
    if phrase is None:
        return _named(session, part, sender)
    everyone, behind, is_exact = phrase
    area = _area(session, everyone, behind, sender)
    if area is None:
        return Addressees(unresolved=(part,), is_exact=is_exact)
    if everyone in _POSITIONS:
        positions = tuple(_POSITIONS[everyone](session, area))
        return Addressees(positions=positions, unregistered=() if positions else (part,), is_exact=is_exact)
    members = tuple(_members(session, everyone, area))
    return Addressees(members, unregistered=() if members else (part,), is_exact=is_exact)


def _without(session: Session, part: str, whole: str, names: str, sender: OfficeRecord | None) -> Addressees:
    """All but those named; where one of those is not understood, nobody is known."""
    everyone = _expand_part(session, whole.strip(" ("), sender)
    left_out = [
        only_exact(offices.by_name(session, name, _home(sender))) for name in re.split(r"\s*(?:,|และ)\s*", names)
    ]
    if any(office is None for office in left_out):
        return Addressees(unresolved=(part,))
    paths = {office.path for office in left_out if office is not None}
    kept = tuple(office for office in everyone.offices if office.path not in paths)
    return Addressees(kept, everyone.positions, everyone.unresolved, everyone.unregistered, everyone.is_exact)


def _named(session: Session, part: str, sender: OfficeRecord | None) -> Addressees:
    """One office by its name: in the sender's area first, because names are shared between provinces."""
    for area in dict.fromkeys((sender.path if sender else EVERYWHERE, _home(sender), EVERYWHERE)):
        candidates = offices.by_name(session, part, area)
        office = only_exact(candidates)
        if office is not None:
            return Addressees((office,))
        if len(candidates) == 1 and candidates[0].naming is Naming.LIKE:
            return Addressees((candidates[0].office,), is_exact=False)
        if candidates:
            break
    return Addressees(unresolved=(part,))


def _phrase(part: str) -> tuple[Everyone, str, bool] | None:
    """The set phrase, what stands behind it, and whether it is spelt right."""
    if "ทุก" not in part:
        return None
    for phrase, everyone in _PHRASES.items():
        if part.startswith(phrase):
            return everyone, part[len(phrase) :], True
    likeness, nearest = max((Levenshtein.normalized_similarity(part, phrase), phrase) for phrase in _PHRASES)
    return (_PHRASES[nearest], "", False) if likeness >= _PHRASE_LIKENESS else None


def _area(session: Session, everyone: Everyone, behind: str, sender: OfficeRecord | None) -> str | None:
    """The area whose members are meant; None where neither the text nor the sender tells."""
    if behind:
        within = _WITHIN.match(behind)
        office = only_exact(offices.by_name(session, within["area"], _home(sender))) if within else None
        return office.path if office else None
    if everyone in (Everyone.GOVERNORS, Everyone.MINISTRIES, Everyone.PROVINCE_ORGANISATIONS):
        return EVERYWHERE
    if sender is None or sender.tier is Tier.LOCAL:
        return None
    if everyone is Everyone.DISTRICT_CHIEFS and sender.tier is Tier.DISTRICT:
        return None
    return _home(sender) if sender.tier is not Tier.DISTRICT else sender.path


def _home(sender: OfficeRecord | None) -> str:
    """The sender's province; the country for central offices."""
    if sender is None or sender.tier is Tier.MINISTRY:
        return EVERYWHERE
    return f"/{sender.path.split('/')[1]}/"


def _members(session: Session, everyone: Everyone, area: str) -> Iterable[OfficeRecord]:
    if everyone is Everyone.MINISTRIES:
        return (one for one in offices.subtree(session, area, Tier.MINISTRY) if one.name.startswith("กระทรวง"))
    if everyone is Everyone.GOVERNORS:
        return _outside_bangkok(offices.subtree(session, area, Tier.PROVINCE))
    if everyone is Everyone.DISTRICT_CHIEFS:
        return _outside_bangkok(offices.subtree(session, area, Tier.DISTRICT))
    word = _LOCAL_WORDS[everyone]
    return (one for one in offices.subtree(session, area, Tier.LOCAL) if one.name.startswith(word))


def _outside_bangkok(found: Iterable[OfficeRecord]) -> Iterable[OfficeRecord]:
    return (office for office in found if not office.path.startswith(f"/{BANGKOK_CODE}/"))


def _subdistrict_heads(session: Session, area: str) -> Iterable[Position]:
    """One for each sub-district. Those that lie wholly in a town have none; no list says which they are."""
    for district in _outside_bangkok(offices.subtree(session, area, Tier.DISTRICT)):
        for subdistrict in geothai.subdistricts(district.code):
            yield Position("กำนัน", f"ตำบล{subdistrict.name_th}", subdistrict.code)


def _village_heads(session: Session, area: str) -> Iterable[Position]:
    """As far as villages were imported."""
    for village in villages.in_area(session, area, limit=None):
        yield Position("ผู้ใหญ่บ้าน", f"{village.name} หมู่ที่ {village.moo} ตำบล{village.subdistrict}", village.code)


_POSITIONS: Final[dict[Everyone, Callable[[Session, str], Iterable[Position]]]] = {
    Everyone.SUBDISTRICT_HEADS: _subdistrict_heads,
    Everyone.VILLAGE_HEADS: _village_heads,
}
