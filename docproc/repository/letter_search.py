"""Which letters a citation, an unnamed forwarding or a sheet may mean, and the other way round. Never a scan.

Each question is a few reads of one index, each near a date and with a limit, so that what is read does not grow with
the number of letters held: exact key, confusion key, date with running number, date with letter code, subject key or
repeated text by tier, place. The rows found are candidates; `docproc.link_evidence` judges them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, exists, select, union_all
from sqlalchemy.orm import Session

from docproc.link_evidence import CitationFacts, LetterFacts, SheetFacts
from docproc.repository.letter_facts import CITATION_COLUMNS, LETTER_COLUMNS, citation_facts, letter_facts, sheets
from docproc.search_keys import place_keys, subject_key
from extractors.thai.confusables import confusion_key
from models.letter import ReferenceNumber
from models.office import Tier
from models.status import LinkState
from models.tables.documents import DocumentRecord
from models.tables.letters import CitationRecord, LetterRecord, SheetPlaceRecord, TextSignatureRecord
from models.tables.links import LinkRecord
from models.tables.record import MACHINE

SAME_KEY = 50  # letters with one number and year: copies, and at most a few by mistake
NEAR = 40  # on each side of the date, of letters that share a confusion key
OF_ONE_DAY = 200  # of one letter code; the busiest province's offices together send about as many
REPEATED = 30  # of one tier that share a signature or a subject
OF_ONE_PLACE = 200
BEFORE = dt.timedelta(days=400)  # a citation without a date names a letter of this year or the last
IDS_A_QUERY = 500


def letters_named(session: Session, citation: CitationFacts, citing: LetterFacts) -> list[LetterFacts]:
    """Letters that the citation may name."""
    number = citation.reference_no
    key = LetterRecord.confusion_key == confusion_key(number.register_key)
    queries = [_letters(LetterRecord.key.in_(_possible_keys(number, citation.date, citing.date)), SAME_KEY)]
    day = citation.date or citing.date
    if day is not None:
        queries += _around(key, day, None if citation.date is not None else day)
    if citation.date is not None:
        on_day = LetterRecord.date == citation.date
        queries.append(_letters(and_(on_day, LetterRecord.number == number.number), OF_ONE_DAY))
        queries.append(_letters(and_(on_day, LetterRecord.code_key == confusion_key(number.code)), OF_ONE_DAY))
    queries.append(_letters(and_(key, LetterRecord.date.is_(None)), NEAR))
    return _of(session, queries)


def letters_numbered(session: Session, letter: LetterFacts) -> list[LetterFacts]:
    """Letters of this letter's number and year: its copies, or another letter with the same number."""
    if letter.reference_no is None or letter.date is None:
        return []
    return _of(session, [_letters(LetterRecord.key == letter.reference_no.key(letter.date.year), SAME_KEY)])


def letters_repeated(
    session: Session, lower: LetterFacts, tiers: Sequence[Tier], first: dt.date, last: dt.date
) -> list[LetterFacts]:
    """Earlier letters of these tiers with the lower one's subject, or with text of its own."""
    return _of(session, _repeating(session, lower, tiers, first, last, LetterRecord.date.desc()))


def letters_repeating(
    session: Session, upper: LetterFacts, tiers: Sequence[Tier], first: dt.date, last: dt.date
) -> list[LetterFacts]:
    """Later letters of these tiers with the upper one's subject, or text of its own, that name no letter at all."""
    return _of(session, _repeating(session, upper, tiers, first, last, LetterRecord.date.asc(), unnamed=True))


def letters_of_day(session: Session, day: dt.date, citing: LetterFacts) -> list[LetterFacts]:
    """Letters of the day with the subject of the one that names them, or of its letter code."""
    on_day = LetterRecord.date == day
    queries = [_letters(and_(on_day, LetterRecord.code_key == citing.code_key), REPEATED)] if citing.code_key else []
    key = subject_key(citing.subject)
    for tier in Tier if key is not None else ():
        same = and_(LetterRecord.subject_key == key, LetterRecord.tier == tier, on_day)
        queries.append(_letters(same, REPEATED))
    return _of(session, queries)


def letters_of_places(session: Session, sheet: SheetFacts, first: dt.date, last: dt.date) -> list[LetterFacts]:
    """The latest letters of the offices that the sheet's head names."""
    between = LetterRecord.date.between(first, last)
    queries = [
        _letters(and_(LetterRecord.place_key == key, between), OF_ONE_PLACE, LetterRecord.date.desc())
        for key in place_keys(sheet.head)
    ]
    return _of(session, queries)


def sheets_of_place(session: Session, place: str, first: dt.date, last: dt.date) -> list[SheetFacts]:
    """The first sheets from a day on whose head names the place."""
    query = (
        select(SheetPlaceRecord.document_id)
        .where(SheetPlaceRecord.place_key == place, SheetPlaceRecord.date.between(first, last))
        .order_by(SheetPlaceRecord.date)
        .limit(OF_ONE_PLACE)
    )
    return sheets(session, list(session.scalars(query)))


def citations_naming(session: Session, letter: LetterFacts) -> list[CitationFacts]:
    """Places that may name the letter, those that give its very number and year left out (`documents_naming`)."""
    number, day = letter.reference_no, letter.date
    near = CitationRecord.near_date
    queries: list[Select[Any]] = []
    if number is not None:
        key = CitationRecord.confusion_key == confusion_key(number.register_key)
        if day is not None:
            queries.append(_citations(and_(key, near >= day), NEAR, near.asc()))
            queries.append(_citations(and_(key, near < day), NEAR, near.desc()))
            queries.append(_citations(and_(near == day, CitationRecord.number == number.number), OF_ONE_DAY))
        else:
            queries.append(_citations(key, NEAR, near.desc()))
    if day is not None and letter.code_key is not None:
        queries.append(_citations(and_(near == day, CitationRecord.code_key == letter.code_key), OF_ONE_DAY))
    found: dict[tuple[str, int], CitationFacts] = {}
    for row in _rows(session, queries):
        fact = citation_facts(row)
        if fact is not None:
            found.setdefault((fact.document_id, fact.position), fact)
    return list(found.values())


def documents_naming(session: Session, letter: LetterFacts) -> list[str]:
    """Every document that gives the letter's very number and year, however many there are."""
    if letter.reference_no is None or letter.date is None:
        return []
    key = letter.reference_no.key(letter.date.year)
    return list(session.scalars(select(CitationRecord.document_id).where(CitationRecord.key == key).distinct()))


def documents_linked_to(session: Session, document_id: str) -> list[str]:
    """Every document that a machine linked under this one: what it was linked by may have changed."""
    query = select(LinkRecord.from_document_id).where(
        LinkRecord.to_document_id == document_id, LinkRecord.made_by == MACHINE, LinkRecord.state != LinkState.REJECTED
    )
    return list(session.scalars(query))


def letters_by_id(session: Session, document_ids: Iterable[str]) -> list[LetterFacts]:
    """These letters, as far as their files still hold them."""
    ids = list(dict.fromkeys(document_ids))
    parts = [ids[start : start + IDS_A_QUERY] for start in range(0, len(ids), IDS_A_QUERY)]
    return _of(session, [_letters(LetterRecord.document_id.in_(part), len(part)) for part in parts])


def _possible_keys(number: ReferenceNumber, day: dt.date | None, cited_on: dt.date | None) -> list[str]:
    if day is not None:
        return [number.key(day.year)]
    return [number.key(cited_on.year), number.key(cited_on.year - 1)] if cited_on is not None else []


def _around(key: ColumnElement[bool], day: dt.date, last: dt.date | None) -> list[Select[Any]]:
    """The nearest on both sides of the day; only before it where no later one can be meant."""
    date = LetterRecord.date
    before = _letters(and_(key, date.between(day - BEFORE, day)), NEAR if last is None else 2 * NEAR, date.desc())
    return [before, _letters(and_(key, date > day), NEAR, date.asc())] if last is None else [before]


def _repeating(
    session: Session,
    letter: LetterFacts,
    tiers: Sequence[Tier],
    first: dt.date,
    last: dt.date,
    order: ColumnElement[Any],
    *,
    unnamed: bool = False,
) -> list[Select[Any]]:
    queries: list[Select[Any]] = []
    key, date = subject_key(letter.subject), LetterRecord.date.between(first, last)
    names_none = ~exists().where(CitationRecord.document_id == LetterRecord.document_id)
    more = (names_none,) if unnamed else ()
    own = select(TextSignatureRecord.signature).where(TextSignatureRecord.document_id == letter.document_id)
    signatures = list(session.scalars(own))
    for tier in tiers:
        if key is not None:
            same = and_(LetterRecord.subject_key == key, LetterRecord.tier == tier, date)
            if letter.code_key is not None and tier is not Tier.MINISTRY:
                queries.append(_letters(and_(same, LetterRecord.code_key == letter.code_key, *more), REPEATED, order))
            queries.append(_letters(and_(same, *more), REPEATED, order))
        if signatures:
            queries.append(_letters(and_(_shares(signatures, tier, first, last), *more), REPEATED))
    return queries


def _shares(signatures: Sequence[str], tier: Tier, first: dt.date, last: dt.date) -> ColumnElement[bool]:
    """The letter shares one of the signatures; of each, a limited number of letters are looked at."""
    parts = [
        select(TextSignatureRecord.document_id)
        .where(
            TextSignatureRecord.signature == signature,
            TextSignatureRecord.tier == tier,
            TextSignatureRecord.date.between(first, last),
        )
        .order_by(TextSignatureRecord.date.desc())
        .limit(REPEATED)
        .subquery()
        for signature in signatures
    ]
    return LetterRecord.document_id.in_(union_all(*(select(part.c.document_id) for part in parts)))


def _letters(condition: ColumnElement[bool], limit: int, order: ColumnElement[Any] | None = None) -> Select[Any]:
    query = (
        select(*LETTER_COLUMNS)
        .join(DocumentRecord, DocumentRecord.id == LetterRecord.document_id)
        .where(condition, DocumentRecord.is_current)
        .limit(limit)
    )
    return query.order_by(order) if order is not None else query


def _citations(condition: ColumnElement[bool], limit: int, order: ColumnElement[Any] | None = None) -> Select[Any]:
    query = (
        select(*CITATION_COLUMNS)
        .join(DocumentRecord, DocumentRecord.id == CitationRecord.document_id)
        .where(condition, DocumentRecord.is_current)
        .limit(limit)
    )
    return query.order_by(order) if order is not None else query


def _rows(session: Session, queries: Sequence[Select[Any]]) -> Iterator[Row[Any]]:
    for query in queries:
        yield from session.execute(query)


def _of(session: Session, queries: Sequence[Select[Any]]) -> list[LetterFacts]:
    """Each letter once, in the order found."""
    rows = {row.document_id: row for row in _rows(session, queries)}
    return letter_facts(rows.values())
