"""Names of offices as paper prints them, taken apart: which tier, which name, in which province and district.

Nothing is looked up here and nothing corrected; `docproc.repository.offices` asks the register.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from extractors.thai.digits import ANY_DIGIT
from extractors.thai.normal_form import normal_form, without_spaces
from models.office import Tier

BANGKOK: Final = "กรุงเทพมหานคร"


@dataclass(frozen=True, slots=True)
class OfficeName:
    """`names` are what the office may be called in the register, `shortened` a name at the beginning of a longer text.

    `is_office_itself` is False where something stands before it: a unit of the office, a school in its area.
    """

    tier: Tier
    names: tuple[str, ...]
    shortened: str | None
    district: str | None
    province: str | None
    is_office_itself: bool


# The word on paper, the word in the register, and what may stand before it and still mean the office itself.
_WORDS: Final[tuple[tuple[str, str, Tier, str], ...]] = (
    ("องค์การบริหารส่วนจังหวัด", "องค์การบริหารส่วนจังหวัด", Tier.LOCAL, "นายก|ที่ทำการ|สำนักงาน"),
    ("อบจ.", "องค์การบริหารส่วนจังหวัด", Tier.LOCAL, "นายก|ที่ทำการ|สำนักงาน"),
    ("องค์การบริหารส่วนตำบล", "องค์การบริหารส่วนตำบล", Tier.LOCAL, "นายก|ที่ทำการ|สำนักงาน"),
    ("อบต.", "องค์การบริหารส่วนตำบล", Tier.LOCAL, "นายก|ที่ทำการ|สำนักงาน"),
    ("เทศบาลนคร", "เทศบาลนคร", Tier.LOCAL, "สำนักงาน"),
    ("เทศมนตรีนคร", "เทศบาลนคร", Tier.LOCAL, "นายก"),
    ("ทน.", "เทศบาลนคร", Tier.LOCAL, ""),
    ("เทศบาลเมือง", "เทศบาลเมือง", Tier.LOCAL, "สำนักงาน"),
    ("เทศมนตรีเมือง", "เทศบาลเมือง", Tier.LOCAL, "นายก"),
    ("ทม.", "เทศบาลเมือง", Tier.LOCAL, ""),
    ("เทศบาลตำบล", "เทศบาลตำบล", Tier.LOCAL, "สำนักงาน"),
    ("เทศมนตรีตำบล", "เทศบาลตำบล", Tier.LOCAL, "นายก"),
    ("ทต.", "เทศบาลตำบล", Tier.LOCAL, ""),
    ("เมืองพัทยา", "เมืองพัทยา", Tier.LOCAL, "นายก|ศาลาว่าการ"),
    ("อำเภอ", "อำเภอ", Tier.DISTRICT, "ที่ว่าการ|ที่ทำการปกครอง|นาย"),
    ("เขต", "เขต", Tier.DISTRICT, "สำนักงาน|ผู้อำนวยการ"),
    ("จังหวัด", "จังหวัด", Tier.PROVINCE, "ศาลากลาง|ผู้ว่าราชการ"),
    (BANGKOK, BANGKOK, Tier.PROVINCE, "ผู้ว่าราชการ|ศาลาว่าการ"),
    ("กทม.", BANGKOK, Tier.PROVINCE, "ผู้ว่าราชการ|ศาลาว่าการ"),
    ("กระทรวง", "กระทรวง", Tier.MINISTRY, "ปลัด|รัฐมนตรีว่าการ"),
    # อ.เถิน, จ.ลำปาง: not the stop inside อ.ส. or อบจ.
    (r"(?<![ก-๎.])อ\.", "อำเภอ", Tier.DISTRICT, ""),
    (r"(?<![ก-๎.])จ\.", "จังหวัด", Tier.PROVINCE, ""),
)
_WORD: Final = re.compile("|".join(f"({word if '(' in word else re.escape(word)})" for word, *_ in _WORDS))
_DISTRICT_AFTER: Final = re.compile(r"\s*(?:อำเภอ|(?<=\s)อ\.)\s?(?P<name>[ก-๎]+(?: [ก-๎]+)?)")
_PROVINCE_AFTER: Final = re.compile(rf"\s*(?:(?:จังหวัด|(?<=\s)จ\.)\s?(?P<name>[ก-๎]+)|{BANGKOK}|กรุงเทพฯ|กทม\.?)")
# Where a name ends and its address begins: a street, a village, a sub-district, a house number, ลป ๕๒๐๐๐.
_ADDRESS: Final = re.compile(rf"\s+(?:ถนน|ถ\.|หมู่|ม\.|ตำบล|ต\.|เลขที่|[ก-ฮ]{{2}}\s*{ANY_DIGIT}{{5}}|{ANY_DIGIT})")
_LABEL: Final = re.compile(r"^(?:เรียน|ถึง|จาก)\s+")


def parse_office_name(text: str) -> OfficeName | None:
    """What the text says of an office of the country's tiers; None where it has no word of any."""
    plain = _LABEL.sub("", normal_form(text))
    word = _WORD.search(plain)
    if word is None or word.lastindex is None:
        return None
    _, official, tier, heads = _WORDS[word.lastindex - 1]
    before = without_spaces(plain[: word.start()])
    is_itself = not before or (bool(heads) and re.fullmatch(heads, before) is not None)
    rest, district, province = _apart(plain[word.end() :], tier)
    whole, first = without_spaces(rest), rest.split(" ")[0]
    if official in (BANGKOK, "เมืองพัทยา"):
        return OfficeName(tier, (official,), None, district, province, is_itself and not whole)
    if not whole:
        return None
    names = [official + whole]
    if tier is Tier.DISTRICT and whole == "เมือง" and province is not None:
        names.append(f"{official}{whole}{province}")  # อำเภอเมือง จังหวัดลำปาง is อำเภอเมืองลำปาง
    shortened = official + first if first != whole else None
    return OfficeName(tier, tuple(names), shortened, district, province, is_itself)


def _apart(rest: str, tier: Tier) -> tuple[str, str | None, str | None]:
    """The name itself, the district and the province that stand behind it."""
    district = province = None
    end = len(rest)
    if tier in (Tier.LOCAL, Tier.DISTRICT) and (found := _PROVINCE_AFTER.search(rest)):
        province, end = found["name"] or BANGKOK, found.start()
    if tier is Tier.LOCAL and (found := _DISTRICT_AFTER.search(rest, 0, end)):
        district, end = without_spaces(found["name"]), found.start()
    address = _ADDRESS.search(rest, 0, end)
    return rest[: address.start() if address else end].strip(), district, province
