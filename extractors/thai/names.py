"""Names of people as letters print them: title, given name, surname; ranks on their own line."""

from __future__ import annotations

import re
from functools import cache

from extractors.thai.confusables import are_confusable

THAI_GLYPHS = "".join(map(chr, range(0x0E01, 0x0E4F)))
# Longer forms first: the first that fits is the title.
TITLES = (
    "ว่าที่ร้อยตรีหญิง", "ว่าที่ร้อยตรี", "ว่าที่ร้อยโท", "ว่าที่ร้อยเอก", "ว่าที่พันตรี", "ว่าที่ ร.ต.หญิง", "ว่าที่ ร.ต.",
    "ว่าที่ ร.ท.", "ว่าที่ ร.อ.", "ผู้ช่วยศาสตราจารย์", "รองศาสตราจารย์", "ศาสตราจารย์", "ผศ.", "รศ.", "ศ.", "ดร.",
    "หม่อมราชวงศ์", "หม่อมหลวง", "ม.ร.ว.", "ม.ล.", "คุณหญิง", "ท่านผู้หญิง", "นายแพทย์", "แพทย์หญิง", "ทันตแพทย์หญิง",
    "ทันตแพทย์", "เภสัชกรหญิง", "เภสัชกร", "สัตวแพทย์หญิง", "สัตวแพทย์", "นพ.", "พญ.", "ทพ.", "พระครู", "พระมหา",
    "นางสาว", "น.ส.", "นาง", "นาย",
)  # fmt: skip

_FULL_RANKS = (
    "พลตำรวจเอก", "พลตำรวจโท", "พลตำรวจตรี", "พันตำรวจเอก", "พันตำรวจโท", "พันตำรวจตรี", "ร้อยตำรวจเอก", "ร้อยตำรวจโท",
    "ร้อยตำรวจตรี", "พลเอก", "พลโท", "พลตรี", "พันเอก", "พันโท", "พันตรี", "ร้อยเอก", "ร้อยโท", "ร้อยตรี", "พลเรือเอก",
    "พลเรือโท", "พลเรือตรี", "นาวาเอก", "นาวาโท", "นาวาตรี", "เรือเอก", "เรือโท", "เรือตรี", "พลอากาศเอก", "พลอากาศโท",
    "พลอากาศตรี", "นาวาอากาศเอก", "นาวาอากาศโท", "นาวาอากาศตรี", "เรืออากาศเอก", "เรืออากาศโท", "เรืออากาศตรี",
    "จ่าสิบเอก", "จ่าสิบโท", "จ่าสิบตรี", "สิบเอก", "สิบโท", "สิบตรี", "ดาบตำรวจ", "จ่าสิบตำรวจ", "สิบตำรวจเอก",
    "สิบตำรวจโท", "สิบตำรวจตรี", "นายกองเอก", "นายกองโท", "นายกองตรี",
)  # fmt: skip
# พ.อ. | พล.ต. | พล.ต.ท. | ร.อ.หญิง | จ.ส.อ. | น.อ.ร.น. | พ.จ.อ. | ม.ว.ต.
_SHORT_RANK = (
    r"(?:พล\.?\s?)?(?:(?:ร|อ|ต|จ)\.\s?)?(?:พ\.|ร\.|น\.|จ\.\s?ส\.|ส\.|ด\.|พ\.\s?จ\.|ต\.)?\s?"
    r"(?:ต\.\s?)?(?:อ|ท|ต)\.(?:\s?อ\.)?(?:\s?ร\.\s?น\.)?"
)
RANK = re.compile(rf"(?:(?:ว่าที่\s?)?(?:{'|'.join(_FULL_RANKS)}|{_SHORT_RANK})\s?(?:หญิง)?\s?(?:ร\.\s?น\.)?)")


def is_rank(text: str) -> bool:
    """True where the whole text is a military or police rank, as printed on its own before a signature."""
    bare = text.strip()
    return bool(bare) and RANK.fullmatch(bare) is not None


def split_title(name: str) -> tuple[str, str]:
    """The title or rank as printed, and the rest; an empty title where none is known."""
    rest = name.strip()
    taken = ""
    while True:
        title = next((t for t in TITLES if rest.startswith(t)), None)
        if title is None and not taken:
            rank = RANK.match(rest)
            title = rank[0] if rank and len(rank[0].strip()) > 2 else None
        if title is None:
            return taken.strip(), rest
        taken += rest[: len(title)]
        spaced = rest[len(title) :]
        rest = spaced.lstrip()
        taken += spaced[: len(spaced) - len(rest)]


def looks_like_name(text: str) -> bool:
    """True for one or two to four words of Thai letters, with or without a title: the shape, not the person."""
    title, rest = split_title(text)
    if not rest:
        return False
    words = rest.split()
    has_shape = all(re.fullmatch(r"[ก-ฮเ-ไ][ก-๎.\-]*|[A-Z][A-Za-z.\-]*", word) for word in words)
    return has_shape and (2 <= len(words) <= 4 or (len(words) == 1 and bool(title)))


def is_known_name(word: str) -> bool:
    """True for a given name or surname in PyThaiNLP's lists; most real names are in neither, so a hint only."""
    return word in _known_names()


def has_known_twin(word: str) -> bool:
    """True where one glyph read as another that looks like it makes a known name of this one: ปียะพงษ์, ปิยะพงษ์."""
    known = _known_names()
    return any(
        word[:place] + other + word[place + 1 :] in known
        for place, char in enumerate(word)
        for other in THAI_GLYPHS
        if other != char and are_confusable(char, other)
    )


@cache
def _known_names() -> frozenset[str]:
    from pythainlp.corpus import thai_family_names, thai_female_names, thai_male_names  # loaded when first asked

    return thai_family_names() | thai_female_names() | thai_male_names()
