"""Which offices stand above the one that wrote a letter, and which below, as the register tells.

What a letter says of its sender is put together: the name in its head, the letter code before its number, whom it is
addressed to, and the places named in its head. One name is borne in several districts, and a slip of a reader makes
another of it; where nothing decides, all that may be meant are given.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sqlalchemy.orm import Session

from docproc.link_evidence import LetterFacts
from docproc.office_tiers import tier_of
from docproc.passing_on_evidence import Above
from docproc.registers.office_names import parse_office_name
from docproc.repository import offices
from docproc.search_keys import letter_code
from extractors.thai.letter_codes import codes_like, find_code
from extractors.thai.normal_form import without_spaces
from models.office import Tier
from models.rights import EVERYWHERE
from models.tables.offices import OfficeRecord

HEAD: Final = 600  # characters of the text: number, sender with its address, date, subject, addressee
MOST_BELOW: Final = 200  # a ministry has 77 provinces below it, a province or a district up to 40


def offices_above(session: Session, letter: LetterFacts) -> Above:
    """Nothing for a province, above which any ministry may stand, and where nothing tells."""
    tier, areas = tier_of(letter.issuer), _areas(letter)
    if tier not in (Tier.DISTRICT, Tier.LOCAL):
        return Above()
    own = [office for office in _named(session, letter.issuer, areas) if office.tier is tier]
    rows = [_path(office) for office in own] or _told_otherwise(session, letter, tier, areas)
    held = offices.by_codes(session, {code for row in rows for code in row})
    uppers = [[held[code] for code in row if code in held] for row in rows]
    uppers = _where_it_says([row for row in uppers if row], letter)
    return Above(
        nearest=tuple(dict.fromkeys(row[-1].name for row in uppers)),
        further=tuple(dict.fromkeys(office.name for row in uppers for office in row[:-1])),
    )


def offices_below(session: Session, letter: LetterFacts) -> tuple[str, ...]:
    """The names of the offices directly below the one that wrote the letter."""
    tier = tier_of(letter.issuer)
    if tier is Tier.MINISTRY:
        return tuple(office.name for office in offices.subtree(session, EVERYWHERE, Tier.PROVINCE))
    own = [office for office in _named(session, letter.issuer, _areas(letter)) if office.tier is tier]
    return tuple(one.name for office in own[:1] for one in offices.children(session, office, limit=MOST_BELOW))


def without_strangers(session: Session, upper: LetterFacts, lower: Sequence[LetterFacts]) -> list[LetterFacts]:
    """The lower letters without those whose senders the register puts elsewhere than below the upper one's."""
    tier = tier_of(upper.issuer)
    own = [office.path for office in _named(session, upper.issuer, _areas(upper)) if office.tier is tier]
    if not own or tier is Tier.MINISTRY:
        return list(lower)
    names = {letter.document_id: parse_office_name(letter.issuer or "") for letter in lower}
    known = offices.paths_by_name(session, {one for name in names.values() if name for one in name.names})
    kept = []
    for letter in lower:
        name, areas = names[letter.document_id], tuple(_areas(letter))
        paths = [path for one in (name.names if name else ()) for path in known.get(one, ())]
        is_elsewhere = any(path.startswith(areas) for path in paths)
        if not is_elsewhere or any(path.startswith(tuple(own)) for path in paths):
            kept.append(letter)
    return kept


def _areas(letter: LetterFacts) -> list[str]:
    """The provinces that the letter code is of, as read and then one slip off; none where it is of no province."""
    code = letter_code(letter.printed_number) or ""
    as_read = find_code(code)
    codes = (*((as_read,) if as_read else ()), *codes_like(code))
    return [f"/{one.province_code}/" for one in codes if one.province_code]


def _named(session: Session, name: str | None, areas: Sequence[str]) -> list[OfficeRecord]:
    """The offices that bear the name, in the first of the areas in which one does."""
    for area in areas or (EVERYWHERE,) if name else ():
        found = offices.by_name(session, name or "", area)
        if found:
            return [candidate.office for candidate in found]
    return []


def _path(office: OfficeRecord) -> list[str]:
    """The codes above the office, from the top down."""
    return office.path.strip("/").split("/")[:-1]


def _told_otherwise(session: Session, letter: LetterFacts, tier: Tier, areas: Sequence[str]) -> list[list[str]]:
    """Of a sender not registered or not read: the codes down to whom it writes up to, or whose place its head names."""
    addressed = [office for office in _named(session, letter.addressee, areas) if office.tier.is_above(tier)]
    if addressed:
        return [[*_path(office), office.code] for office in addressed if office.tier is not Tier.MINISTRY]
    if tier is Tier.DISTRICT:
        return [[area.strip("/")] for area in areas[:1]]
    districts = offices.subtree(session, areas[0], Tier.DISTRICT) if areas else []
    return [[*_path(office), office.code] for office in districts if office.name in _head(letter)]


def _where_it_says(uppers: list[list[OfficeRecord]], letter: LetterFacts) -> list[list[OfficeRecord]]:
    """Of several, those whose nearest office the letter names above its text."""
    head = _head(letter)
    said = [row for row in uppers if row[-1].name in head]
    return said or uppers


def _head(letter: LetterFacts) -> str:
    return without_spaces(f"{letter.addressee or ''}\n{letter.text[:HEAD]}")
