"""Whom a letter was sent to against who has shown that it arrived: counts first, those without proof page by page.

An office's proof is a received stamp on the letter or on one of its copies. A stamp that names the office but for one
glyph is neither taken for proof nor the office for missing: it is suspected, and a person looks at the stamp.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy.orm import Session

from docproc.registers.addressees import expand_addressee
from docproc.repository import chains, letter_facts, offices
from docproc.repository.offices import Naming, only_exact
from docproc.wiring import Service
from models.chain import Hops
from models.office import Tier

MISSING_A_PAGE = 100
PROVEN = (Naming.NAMED, Naming.WITHIN)


def hops_of(service: Service, document_id: str, after: str = "", limit: int = MISSING_A_PAGE) -> Hops | None:
    """The hops below one letter, its missing offices by code from behind `after` on; None where it addresses nobody."""
    with service.database.reading() as session:
        letter = letter_facts.letter_of_document(session, document_id)
        if letter is None or not letter.addressee:
            return None
        sender = only_exact(offices.by_name(session, letter.issuer)) if letter.issuer else None
        addressed = expand_addressee(session, letter.addressee, sender)
        area = sender.path if sender is not None and sender.tier is not Tier.MINISTRY else None
        stamped = chains.stamped_offices(session, document_id)
        received, suspected = _told_apart(session, stamped, area)
        answered, _ = _told_apart(session, chains.answering_offices(session, document_id), area)
    missing = [one for one in addressed.offices if one.id not in received | suspected]
    listed = sorted((one.code, one.name) for one in missing if one.code > after)
    return Hops(
        addressed=len(addressed.offices),
        received=sum(one.id in received for one in addressed.offices),
        suspected=sum(one.id in suspected - received for one in addressed.offices),
        missing=len(missing),
        answered=sum(one.id in answered for one in missing),
        unresolved=(*addressed.unresolved, *addressed.unregistered),
        missing_offices=tuple(listed[:limit]),
        next_code=listed[limit - 1][0] if len(listed) > limit else None,
    )


def _told_apart(session: Session, names: Iterable[str], area: str | None) -> tuple[set[str], set[str]]:
    """The offices that the names are, and those that they are but for one glyph, by id."""
    named: set[str] = set()
    like: set[str] = set()
    for name in dict.fromkeys(names):
        candidates = _candidates(session, name, area)
        proven = [one.office.id for one in candidates if one.naming in PROVEN]
        if len(proven) == 1:
            named.add(proven[0])
        elif not proven:
            like |= {one.office.id for one in candidates if one.naming is Naming.LIKE}
    return named, like


def _candidates(session: Session, name: str, area: str | None) -> list[offices.Candidate]:
    """Within the sender's area first: one name of a district stands in several provinces."""
    within = offices.by_name(session, name, area) if area is not None else []
    return within or offices.by_name(session, name)
