"""Which letters a citation, an unnamed forwarding or a sheet may mean, and the other way round. Never a scan.

Each question is a few reads of one index, each near a date and with a limit, so that what is read does not grow with
the number of letters held: exact key; confusion key; letter code with running number; date with letter code; date with
running number; subject or repeated text, by tier; place. The rows found are candidates; `docproc.link_evidence` judges.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from sqlalchemy import BindParameter, ColumnElement, Date, Row, Select, and_, bindparam, exists, select, union_all
from sqlalchemy.orm import Session

from docproc.link_evidence import CitationFacts, LetterFacts, SheetFacts
from docproc.repository.letter_facts import CITATION_COLUMNS, LETTER_COLUMNS, citation_facts, letter_facts, sheets
from docproc.search_keys import SIGNATURES, place_keys, plausible_date, subject_key
from extractors.thai.confusables import confusion_key
from models.office import Tier
from models.status import LinkState
from models.tables.documents import DocumentRecord
from models.tables.letters import CitationRecord, LetterRecord, SheetPlaceRecord, TextSignatureRecord
from models.tables.links import LinkRecord
from models.tables.record import MACHINE

SAME_KEY = 50  # letters with one number and year: copies, and at most a few by mistake
NEAR = 40  # on each side of the date, of letters that share a key
OF_ONE_DAY = 200  # of one letter code; the busiest province's offices together send about as many
REPEATED = 40  # of one tier that share a signature or a subject: more than any province has districts
OF_ONE_PLACE = 200
BEFORE = dt.timedelta(days=400)  # a citation without a date names a letter of this year or the last
IDS_A_QUERY = 500

Values = dict[str, Any]
Question = tuple[Select[Any], Values]


def letters_named(session: Session, citation: CitationFacts, citing: LetterFacts) -> list[LetterFacts]:
    """Letters that the citation may name."""
    number, day = citation.reference_no, plausible_date(citation.date, citing.date)
    key, code = confusion_key(number.register_key), confusion_key(number.code)
    questions: list[Question] = []
    for year in _years(citation.date, citing.date):
        questions.append((_BY_KEY, {"one": number.key(year)}))
    # Where one of the two dates must be misread, the letter is looked for near both.
    for near in {one for one in (day or citing.date, citation.date) if one is not None}:
        around = {"first": near - BEFORE, "day": near, "last": near + BEFORE}
        for query in _BY_CONFUSION_KEY[: 2 if near == citation.date else 1]:
            questions.append((query, {"one": key, **around}))
        for query in _BY_CODE_AND_NUMBER[: 2 if near == citation.date else 1]:
            questions.append((query, {"one": code, "other": number.number, **around}))
    if citation.date is not None:
        questions.append((_BY_DAY_AND_CODE, {"one": citation.date, "other": code}))
        questions.append((_BY_DAY_AND_NUMBER, {"one": citation.date, "other": number.number}))
    questions.append((_UNDATED, {"one": key}))
    return _letters(session, questions)


def _years(cited: dt.date | None, written_on: dt.date | None) -> set[int]:
    """In which the cited letter may have its number: that of its date, else the citing letter's or the one before."""
    years = {cited.year} if cited is not None else set[int]()
    if written_on is not None and plausible_date(cited, written_on) is None:
        years |= {written_on.year, written_on.year - 1}
    return years


def letters_numbered(session: Session, letter: LetterFacts) -> list[LetterFacts]:
    """Letters of this letter's number and year: its copies, or another letter with the same number."""
    if letter.reference_no is None or letter.date is None:
        return []
    return _letters(session, [(_BY_KEY, {"one": letter.reference_no.key(letter.date.year)})])


def letters_repeated(
    session: Session, lower: LetterFacts, tiers: Sequence[Tier], first: dt.date, last: dt.date
) -> list[LetterFacts]:
    """Earlier letters of these tiers with the lower one's subject, or with text of its own."""
    return _letters(session, _repeating(session, lower, tiers, (first, last), _REPEATED))


def letters_repeating(
    session: Session, upper: LetterFacts, tiers: Sequence[Tier], first: dt.date, last: dt.date
) -> list[LetterFacts]:
    """Later letters of these tiers with the upper one's subject, or text of its own, that name no letter at all."""
    return _letters(session, _repeating(session, upper, tiers, (first, last), _REPEATING))


def letters_of_day(session: Session, day: dt.date, citing: LetterFacts) -> list[LetterFacts]:
    """Letters of the day with the subject of the one that names them, or of its letter code."""
    questions: list[Question] = []
    if citing.code_key is not None:
        questions.append((_BY_DAY_AND_CODE, {"one": day, "other": citing.code_key}))
    key = subject_key(citing.subject)
    for tier in Tier if key is not None else ():
        questions.append((_REPEATED[0], {"one": key, "other": tier, "first": day, "last": day}))
    return _letters(session, questions)


def letters_of_places(session: Session, sheet: SheetFacts, first: dt.date, last: dt.date) -> list[LetterFacts]:
    """The latest letters of the offices that the sheet's head names."""
    return _letters(
        session, [(_BY_PLACE, {"one": key, "first": first, "last": last}) for key in place_keys(sheet.head)]
    )


def sheets_of_place(session: Session, place: str, first: dt.date, last: dt.date) -> list[SheetFacts]:
    """The first sheets from a day on whose head names the place."""
    found = session.scalars(_SHEETS, {"one": place, "first": first, "last": last}).all()
    return sheets(session, found) if found else []


def citations_naming(session: Session, letter: LetterFacts) -> list[CitationFacts]:
    """Places that may name the letter, beside those that give its very number and year (`documents_naming`)."""
    number, day = letter.reference_no, letter.date
    questions: list[Question] = []
    if number is not None and day is not None:
        around = {"first": day - BEFORE, "day": day, "last": day + BEFORE}
        code = confusion_key(number.code)
        key = confusion_key(number.register_key)
        questions += [(one, {"one": key, **around}) for one in _CITED_BY_CONFUSION_KEY]
        questions += [(one, {"one": code, "other": number.number, **around}) for one in _CITED_BY_CODE_AND_NUMBER]
        questions.append((_CITED_BY_DAY_AND_NUMBER, {"one": day, "other": number.number}))
    elif number is not None:
        today = {"first": dt.date.min, "day": dt.date.max, "last": dt.date.max}
        questions.append((_CITED_BY_CONFUSION_KEY[0], {"one": confusion_key(number.register_key), **today}))
    if day is not None and letter.code_key is not None:
        questions.append((_CITED_BY_DAY_AND_CODE, {"one": day, "other": letter.code_key}))
    found: dict[tuple[str, int], CitationFacts] = {}
    for row in _rows(session, questions):
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
    return _letters(session, [(_select(LetterRecord.document_id.in_(part), len(part)), {}) for part in parts])


def _repeating(
    session: Session,
    letter: LetterFacts,
    tiers: Sequence[Tier],
    days: tuple[dt.date, dt.date],
    queries: tuple[Select[Any], Select[Any], Select[Any]],
) -> Iterator[Question]:
    by_subject, by_subject_and_code, by_text = queries
    key = subject_key(letter.subject)
    own = select(TextSignatureRecord.signature).where(TextSignatureRecord.document_id == letter.document_id)
    signatures = list(session.scalars(own))
    shared = {f"s{n}": signatures[n] if n < len(signatures) else "" for n in range(SIGNATURES)}
    for tier in tiers:
        values = {"other": tier, "first": days[0], "last": days[1]}
        if key is not None:
            if letter.code_key is not None and tier is not Tier.MINISTRY:
                yield by_subject_and_code, {**values, "one": key, "code": letter.code_key}
            yield by_subject, {**values, "one": key}
        if signatures:
            yield by_text, {**values, **shared}


def _rows(session: Session, questions: Iterable[Question]) -> Iterator[Row[Any]]:
    for query, values in questions:
        yield from session.execute(query, values)


def _letters(session: Session, questions: Iterable[Question]) -> list[LetterFacts]:
    """Each letter once, in the order found."""
    return letter_facts({row.document_id: row for row in _rows(session, questions)}.values())


# The statements are made once: making them takes longer than answering them.


def _select(condition: ColumnElement[bool], limit: int, order: ColumnElement[Any] | None = None) -> Select[Any]:
    query = (
        select(*LETTER_COLUMNS)
        .join(DocumentRecord, DocumentRecord.id == LetterRecord.document_id)
        .where(condition, DocumentRecord.is_current)
        .limit(limit)
    )
    return query.order_by(order) if order is not None else query


def _select_citations(
    condition: ColumnElement[bool], limit: int, order: ColumnElement[Any] | None = None
) -> Select[Any]:
    query = (
        select(*CITATION_COLUMNS)
        .join(DocumentRecord, DocumentRecord.id == CitationRecord.document_id)
        .where(condition, DocumentRecord.is_current)
        .limit(limit)
    )
    return query.order_by(order) if order is not None else query


_ONE: Final[BindParameter[Any]] = bindparam("one")
_OTHER: Final[BindParameter[Any]] = bindparam("other")
_FIRST: Final[BindParameter[Any]] = bindparam("first", type_=Date())
_DAY: Final[BindParameter[Any]] = bindparam("day", type_=Date())
_LAST: Final[BindParameter[Any]] = bindparam("last", type_=Date())
_date, _near = LetterRecord.date, CitationRecord.near_date


def _both_ways(same: ColumnElement[bool]) -> tuple[Select[Any], Select[Any]]:
    """The nearest letters up to the day, and those after it."""
    return (
        _select(and_(same, _date.between(_FIRST, _DAY)), NEAR, _date.desc()),
        _select(and_(same, _date > _DAY, _date <= _LAST), NEAR, _date.asc()),
    )


def _cited_both_ways(same: ColumnElement[bool]) -> tuple[Select[Any], Select[Any]]:
    """The nearest citations before the day, and those from it on: most name it within weeks."""
    return (
        _select_citations(and_(same, _near.between(_FIRST, _DAY)), NEAR, _near.desc()),
        _select_citations(and_(same, _near > _DAY, _near <= _LAST), NEAR, _near.asc()),
    )


_BY_KEY: Final = _select(LetterRecord.key == _ONE, SAME_KEY)
_BY_CONFUSION_KEY: Final = _both_ways(LetterRecord.confusion_key == _ONE)
_BY_CODE_AND_NUMBER: Final = _both_ways(and_(LetterRecord.code_key == _ONE, LetterRecord.number == _OTHER))
_BY_DAY_AND_CODE: Final = _select(and_(_date == _ONE, LetterRecord.code_key == _OTHER), OF_ONE_DAY)
_BY_DAY_AND_NUMBER: Final = _select(and_(_date == _ONE, LetterRecord.number == _OTHER), OF_ONE_DAY)
_UNDATED: Final = _select(and_(LetterRecord.confusion_key == _ONE, _date.is_(None)), NEAR)
_BY_PLACE: Final = _select(
    and_(LetterRecord.place_key == _ONE, _date.between(_FIRST, _LAST)), OF_ONE_PLACE, _date.desc()
)
_CITED_BY_CONFUSION_KEY: Final = _cited_both_ways(CitationRecord.confusion_key == _ONE)
_CITED_BY_CODE_AND_NUMBER: Final = _cited_both_ways(
    and_(CitationRecord.code_key == _ONE, CitationRecord.number == _OTHER)
)
_CITED_BY_DAY_AND_CODE: Final = _select_citations(and_(_near == _ONE, CitationRecord.code_key == _OTHER), OF_ONE_DAY)
_CITED_BY_DAY_AND_NUMBER: Final = _select_citations(and_(_near == _ONE, CitationRecord.number == _OTHER), OF_ONE_DAY)
_SHEETS: Final = (
    select(SheetPlaceRecord.document_id)
    .where(SheetPlaceRecord.place_key == _ONE, SheetPlaceRecord.date.between(_FIRST, _LAST))
    .order_by(SheetPlaceRecord.date)
    .limit(OF_ONE_PLACE)
)


def _shares_text() -> ColumnElement[bool]:
    """The letter shares one of the signatures; of each, a limited number of letters are looked at."""
    parts = [
        select(TextSignatureRecord.document_id)
        .where(
            TextSignatureRecord.signature == bindparam(f"s{n}"),
            TextSignatureRecord.tier == _OTHER,
            TextSignatureRecord.date.between(_FIRST, _LAST),
        )
        .order_by(TextSignatureRecord.date.desc())
        .limit(REPEATED)
        .subquery()
        for n in range(SIGNATURES)
    ]
    return LetterRecord.document_id.in_(union_all(*(select(part.c.document_id) for part in parts)))


def _by_matter(order: ColumnElement[Any], *more: ColumnElement[bool]) -> tuple[Select[Any], Select[Any], Select[Any]]:
    """By subject, by subject and letter code, by repeated text."""
    same = and_(LetterRecord.subject_key == _ONE, LetterRecord.tier == _OTHER, _date.between(_FIRST, _LAST), *more)
    with_code = and_(same, LetterRecord.code_key == bindparam("code"))
    return (
        _select(same, REPEATED, order),
        _select(with_code, REPEATED, order),
        _select(and_(_shares_text(), *more), REPEATED),
    )


_NAMES_NONE: Final = ~exists().where(CitationRecord.document_id == LetterRecord.document_id)
_REPEATED: Final = _by_matter(_date.desc())
_REPEATING: Final = _by_matter(_date.asc(), _NAMES_NONE)
