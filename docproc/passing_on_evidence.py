"""How far a letter that names none passes another one on: by their offices, dates, matter and text. Pure.

Never more than suspected: offices write alike, and only what a letter names is proof.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache

from docproc.link_evidence import (
    LONGEST_PASSING_ON,
    ONE_SLIP,
    REPEATED_TEXT,
    SAME_SUBJECT,
    Judgement,
    LetterFacts,
    is_other_matter,
    like_office,
    likeness,
    repeated_share,
    same_office,
)
from docproc.office_tiers import tier_of
from docproc.search_keys import place_name
from extractors.thai.confusables import weighted_distance
from extractors.thai.normal_form import without_spaces
from models.chain import LinkKind, Reason
from models.office import Tier
from models.status import LinkState

LEAST_SCORE = 0.5
ALL_PASSING_ON = 1.65  # what everything that may speak for passing on comes to
OTHER_NAME = 0.15  # of a name's letters, weighed: a name read with more slips than that is another
MOSTLY_REPEATED = 0.6  # says as much as an equal subject, which may itself be misread
LEAST_NAME = 6  # อำเภอน: a kind of office and a letter


@dataclass(frozen=True, slots=True)
class Above:
    """The names of the offices above the one that wrote a letter: those directly above, and those further up."""

    nearest: tuple[str, ...] = ()
    further: tuple[str, ...] = ()


NOBODY_KNOWN = Above()


def judge_passing_on(lower: LetterFacts, upper: LetterFacts, offices: Above = NOBODY_KNOWN) -> Judgement | None:
    """How far `lower` passes `upper` on without naming it, `offices` being above the lower one. Never exact."""
    if lower.date is None or upper.date is None or not timedelta(0) <= lower.date - upper.date <= LONGEST_PASSING_ON:
        return None
    above, below = tier_of(upper.issuer), tier_of(lower.issuer)
    if above is None or below is None or not above.is_above(below) or _is_stranger(upper.issuer, above, offices):
        return None
    alike = likeness(upper.subject, lower.subject)
    if alike < SAME_SUBJECT and is_other_matter(upper.subject, lower.subject):
        return None  # offices write much of their letters alike, whatever the matter
    repeated = repeated_share(lower.text, upper.text)
    if alike < SAME_SUBJECT and repeated < MOSTLY_REPEATED:
        return None
    clues = [(0.1, Reason("link.in_date_order"))]
    if alike >= SAME_SUBJECT:
        clues.append((0.35, Reason("link.same_subject", f"{alike:.0f}")))
    clues += _office_clues(lower, upper, above, offices)
    if tier_of(upper.addressee) is below:
        clues.append((0.2, Reason("link.addressed_to_tier", upper.addressee or "")))
    if any(same_office(office, lower.issuer) for office in upper.received_by):
        clues.append((0.2, Reason("link.received_before", lower.issuer or "")))
    if repeated >= REPEATED_TEXT:
        weight = 0.2 if repeated < MOSTLY_REPEATED else 0.3
        clues.append((weight, Reason("link.repeated_text", f"{100 * repeated:.0f}")))
    total = sum(weight for weight, _ in clues)
    if total < LEAST_SCORE:
        return None
    reasons = tuple(reason for _, reason in clues)
    return Judgement(LinkKind.PASSES_ON, LinkState.SUSPECTED, total / ALL_PASSING_ON, reasons)


def _office_clues(lower: LetterFacts, upper: LetterFacts, tier: Tier, offices: Above) -> Iterator[tuple[float, Reason]]:
    """What ties the office of the upper letter to that of the lower one."""
    if any(like_office(name, upper.issuer) for name in offices.nearest):
        yield 0.3, Reason("link.office_above", upper.issuer or "")
    if tier is not Tier.MINISTRY and upper.code_key is not None and upper.code_key == lower.code_key:
        yield 0.1, Reason("link.same_prefix", upper.printed_number)
    if len(place_name(upper.issuer)) >= LEAST_NAME and place_name(upper.issuer) in without_spaces(lower.text):
        yield 0.1, Reason("link.names_office", upper.issuer or "")


def _is_stranger(issuer: str | None, tier: Tier, offices: Above) -> bool:
    """An office of a tier of which we know who stands above the lower letter, and whose name is far from theirs."""
    known = [name for name in (*offices.nearest, *offices.further) if tier_of(name) is tier]
    return bool(known) and all(_is_far(place_name(issuer), place_name(name)) for name in known)


@lru_cache(16_384)  # the letters of a few hundred offices are held against each other, whatever their matter
def _is_far(one: str, other: str) -> bool:
    reach = max(ONE_SLIP, OTHER_NAME * len(one))
    return one not in other and other not in one and weighted_distance(one, other, reach) > reach
