"""Which letters one that names none may pass on, and the other way round: by office, subject and repeated text.

Never a scan, as in `docproc.repository.letter_search`. Letters of the offices above or below, which the register
tells, are asked for by their place; where it tells none, by their tier.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import BindParameter, ColumnElement, Select, and_, bindparam, exists, select, union_all
from sqlalchemy.orm import Session

from docproc.link_evidence import LetterFacts
from docproc.repository.letter_search import (
    BY_SUBJECT,
    FIRST,
    LAST,
    ONE,
    OTHER,
    SAME_SUBJECT,
    letters_asked,
    letters_where,
)
from docproc.repository.together import Question, limited
from docproc.search_keys import SIGNATURES, subject_key
from models.office import Tier
from models.tables.letters import CitationRecord, LetterRecord, TextSignatureRecord

SHARING = 40  # that share one signature, of one tier or of the places asked for
OF_OFFICES_BELOW = 200  # a ministry has 77 below it, a province or a district up to 40


@dataclass(frozen=True, slots=True)
class Within:
    """The days, both included, and the tiers of the letters that are looked for."""

    first: dt.date
    last: dt.date
    tiers: Sequence[Tier]


def letters_repeated(session: Session, lower: LetterFacts, within: Within) -> list[LetterFacts]:
    """Earlier letters of these tiers with the lower one's subject, or with text of its own."""
    return letters_asked(session, _of_tiers(session, lower, within, _REPEATED))


def letters_repeating(session: Session, upper: LetterFacts, within: Within) -> list[LetterFacts]:
    """Later letters of these tiers with the upper one's subject, or text of its own, that name no letter at all."""
    return letters_asked(session, _of_tiers(session, upper, within, _REPEATING))


def letters_of_offices_above(
    session: Session, lower: LetterFacts, places: Sequence[str], within: Within
) -> list[LetterFacts]:
    """The same as `letters_repeated`, of offices of these place keys alone."""
    return letters_asked(session, _of_places(session, lower, places, within, _REPEATED_OF_PLACES))


def letters_of_offices_below(
    session: Session, upper: LetterFacts, places: Sequence[str], within: Within
) -> list[LetterFacts]:
    """The same as `letters_repeating`, of offices of these place keys alone."""
    return letters_asked(session, _of_places(session, upper, places, within, _REPEATING_OF_PLACES))


def _of_tiers(
    session: Session, letter: LetterFacts, within: Within, queries: tuple[Select[Any], Select[Any], Select[Any]]
) -> Iterator[Question]:
    by_subject, by_subject_and_code, by_text = queries
    key, shared = subject_key(letter.subject), _signatures(session, letter)
    for tier in within.tiers:
        values = {"other": tier, "first": within.first, "last": within.last}
        if key is not None:
            if letter.code_key is not None and tier is not Tier.MINISTRY:
                yield by_subject_and_code, {**values, "one": key, "code": letter.code_key}
            yield by_subject, {**values, "one": key}
        if shared:
            yield by_text, {**values, **shared}


def _of_places(
    session: Session,
    letter: LetterFacts,
    places: Sequence[str],
    within: Within,
    queries: tuple[Select[Any], Select[Any]],
) -> Iterator[Question]:
    if not places:
        return
    by_subject, by_text = queries
    key, shared = subject_key(letter.subject), _signatures(session, letter)
    values = {"places": list(places), "first": within.first, "last": within.last}
    if key is not None:
        yield by_subject, {**values, "one": key}
    if shared:
        yield by_text, {**values, **shared}


def _signatures(session: Session, letter: LetterFacts) -> dict[str, str]:
    """The letter's own signatures as parameters; empty where it has none."""
    own = select(TextSignatureRecord.signature).where(TextSignatureRecord.document_id == letter.document_id)
    held = list(session.scalars(own))
    return {f"s{n}": held[n] if n < len(held) else "" for n in range(SIGNATURES)} if held else {}


_date = LetterRecord.date
_PLACES: Final[BindParameter[Any]] = bindparam("places", expanding=True)
_NAMES_NONE: Final = ~exists().where(CitationRecord.document_id == LetterRecord.document_id)


def _shares_text(sender: ColumnElement[bool]) -> ColumnElement[bool]:
    """The letter shares one of the signatures; of each, a limited number of letters are looked at."""
    parts = [
        limited(
            select(TextSignatureRecord.document_id)
            .where(
                TextSignatureRecord.signature == bindparam(f"s{n}"),
                sender,
                TextSignatureRecord.date.between(FIRST, LAST),
            )
            .order_by(TextSignatureRecord.date.desc()),
            SHARING,
        ).subquery()
        for n in range(SIGNATURES)
    ]
    return LetterRecord.document_id.in_(union_all(*(select(part.c.document_id) for part in parts)))


def _of_one_tier(order: ColumnElement[Any], *more: ColumnElement[bool]) -> tuple[Select[Any], Select[Any], Select[Any]]:
    """By subject, by subject and letter code, by repeated text."""
    same = and_(LetterRecord.subject_key == ONE, LetterRecord.tier == OTHER, _date.between(FIRST, LAST), *more)
    with_code = and_(same, LetterRecord.code_key == bindparam("code"))
    return (
        letters_where(same, SAME_SUBJECT, order),
        letters_where(with_code, SAME_SUBJECT, order),
        letters_where(and_(_shares_text(TextSignatureRecord.tier == OTHER), *more), SHARING),
    )


def _of_these_places(
    most: int, order: ColumnElement[Any], *more: ColumnElement[bool]
) -> tuple[Select[Any], Select[Any]]:
    """By subject, by repeated text."""
    same = and_(LetterRecord.subject_key == ONE, LetterRecord.place_key.in_(_PLACES), _date.between(FIRST, LAST), *more)
    return (
        letters_where(same, most, order),
        letters_where(and_(_shares_text(TextSignatureRecord.place_key.in_(_PLACES)), *more), most),
    )


_REPEATED: Final = (BY_SUBJECT, *_of_one_tier(_date.desc())[1:])
_REPEATING: Final = _of_one_tier(_date.asc(), _NAMES_NONE)
_REPEATED_OF_PLACES: Final = _of_these_places(SAME_SUBJECT, _date.desc())
_REPEATING_OF_PLACES: Final = _of_these_places(OF_OFFICES_BELOW, _date.asc(), _NAMES_NONE)
