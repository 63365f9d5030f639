"""Which letters a citation or a sheet may mean, and the other way round. Never a scan.

Each question is a few reads of one index, each near a date and with a limit, so that what is read does not grow with
the number of letters held: exact key; confusion key; letter code with running number; date with letter code; date with
running number; place. The rows found are candidates; `docproc.link_evidence` judges. Letters that name none are looked
for in `docproc.repository.passing_on_search`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, Final

from sqlalchemy import BindParameter, ColumnElement, Date, Select, and_, bindparam, select
from sqlalchemy.orm import Session

from docproc.link_evidence import CitationFacts, LetterFacts, SheetFacts
from docproc.repository.letter_facts import CITATION_COLUMNS, LETTER_COLUMNS, citation_facts, letter_facts, sheets
from docproc.repository.together import Question, limited, rows_of
from docproc.search_keys import place_keys, plausible_date, subject_key
from extractors.thai.confusables import confusion_key
from models.office import Tier
from models.status import LinkState
from models.tables.documents import DocumentRecord
from models.tables.letters import CitationRecord, LetterRecord, SheetPlaceRecord
from models.tables.links import LinkRecord
from models.tables.record import MACHINE

SAME_KEY = 50  # letters with one number and year: copies, and at most a few by mistake
NEAR = 40  # on each side of the date, of letters that share a key
OF_ONE_DAY = 200  # of one letter code; the busiest province's offices together send about as many
SAME_SUBJECT = 40  # of one tier: more than any province has districts
OF_ONE_PLACE = 200
BEFORE = dt.timedelta(days=400)  # a citation without a date names a letter of this year or the last
IDS_A_QUERY = 500


def letters_named(session: Session, citation: CitationFacts, citing: LetterFacts) -> list[LetterFacts]:
    """Letters that the citation may name."""
    number, day = citation.reference_no, plausible_date(citation.date, citing.date)
    key, code = confusion_key(number.register_key), confusion_key(number.code)
    questions: list[Question] = []
    for year in _years(citation.date, citing.date):
        questions.append((_BY_KEY, {"one": number.key(year)}))
    # Where one of the two dates must be misread, the letter is looked for near both.
    for near in dict.fromkeys(one for one in (day or citing.date, citation.date) if one is not None):
        around = {"first": near - BEFORE, "day": near, "last": near + BEFORE}
        for query in _BY_CONFUSION_KEY[: 2 if near == citation.date else 1]:
            questions.append((query, {"one": key, **around}))
        for query in _BY_CODE_AND_NUMBER[: 2 if near == citation.date else 1]:
            questions.append((query, {"one": code, "other": number.number, **around}))
    if citation.date is not None:
        questions.append((_BY_DAY_AND_CODE, {"one": citation.date, "other": code}))
        questions.append((_BY_DAY_AND_NUMBER, {"one": citation.date, "other": number.number}))
    questions.append((_UNDATED, {"one": key}))
    return letters_asked(session, questions)


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
    return letters_asked(session, [(_BY_KEY, {"one": letter.reference_no.key(letter.date.year)})])


def letters_of_day(session: Session, day: dt.date, citing: LetterFacts) -> list[LetterFacts]:
    """Letters of the day with the subject of the one that names them, or of its letter code."""
    questions: list[Question] = []
    if citing.code_key is not None:
        questions.append((_BY_DAY_AND_CODE, {"one": day, "other": citing.code_key}))
    key = subject_key(citing.subject)
    for tier in Tier if key is not None else ():
        questions.append((BY_SUBJECT, {"one": key, "other": tier, "first": day, "last": day}))
    return letters_asked(session, questions)


def letters_of_places(session: Session, sheet: SheetFacts, first: dt.date, last: dt.date) -> list[LetterFacts]:
    """The latest letters of the offices that the sheet's head names."""
    return letters_asked(
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
    for row in rows_of(session, _CITATIONS, CitationRecord.id, questions):
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
    parts = (ids[start : start + IDS_A_QUERY] for start in range(0, len(ids), IDS_A_QUERY))
    rows = (row for part in parts for row in session.execute(_LETTERS.where(LetterRecord.document_id.in_(part))))
    return letter_facts(rows)


def letters_asked(session: Session, questions: Iterable[Question]) -> list[LetterFacts]:
    """The letters that any of the questions gives, each once."""
    rows = rows_of(session, _LETTERS, LetterRecord.document_id, questions)
    return letter_facts({row.document_id: row for row in rows}.values())


# The statements are made once: making them takes longer than answering them.


_LETTERS: Final = (
    select(*LETTER_COLUMNS)
    .join(DocumentRecord, DocumentRecord.id == LetterRecord.document_id)
    .where(DocumentRecord.is_current)
)
_CITATIONS: Final = select(*CITATION_COLUMNS)


def letters_where(condition: ColumnElement[bool], most: int, order: ColumnElement[Any] | None = None) -> Select[Any]:
    """A question for letters that their files still hold."""
    query = (
        select(LetterRecord.document_id.label("id"))
        .join(DocumentRecord, DocumentRecord.id == LetterRecord.document_id)
        .where(condition, DocumentRecord.is_current)
    )
    return limited(query if order is None else query.order_by(order), most)


def _citations_where(condition: ColumnElement[bool], most: int, order: ColumnElement[Any] | None = None) -> Select[Any]:
    query = (
        select(CitationRecord.id)
        .join(DocumentRecord, DocumentRecord.id == CitationRecord.document_id)
        .where(condition, DocumentRecord.is_current)
    )
    return limited(query if order is None else query.order_by(order), most)


ONE: Final[BindParameter[Any]] = bindparam("one")
OTHER: Final[BindParameter[Any]] = bindparam("other")
FIRST: Final[BindParameter[Any]] = bindparam("first", type_=Date())
_DAY: Final[BindParameter[Any]] = bindparam("day", type_=Date())
LAST: Final[BindParameter[Any]] = bindparam("last", type_=Date())
_date, _near = LetterRecord.date, CitationRecord.near_date


def _both_ways(same: ColumnElement[bool]) -> tuple[Select[Any], Select[Any]]:
    """The nearest letters up to the day, and those after it."""
    return (
        letters_where(and_(same, _date.between(FIRST, _DAY)), NEAR, _date.desc()),
        letters_where(and_(same, _date > _DAY, _date <= LAST), NEAR, _date.asc()),
    )


def _cited_both_ways(same: ColumnElement[bool]) -> tuple[Select[Any], Select[Any]]:
    """The nearest citations before the day, and those from it on: most name it within weeks."""
    return (
        _citations_where(and_(same, _near.between(FIRST, _DAY)), NEAR, _near.desc()),
        _citations_where(and_(same, _near > _DAY, _near <= LAST), NEAR, _near.asc()),
    )


_BY_KEY: Final = letters_where(LetterRecord.key == ONE, SAME_KEY)
_BY_CONFUSION_KEY: Final = _both_ways(LetterRecord.confusion_key == ONE)
_BY_CODE_AND_NUMBER: Final = _both_ways(and_(LetterRecord.code_key == ONE, LetterRecord.number == OTHER))
_BY_DAY_AND_CODE: Final = letters_where(and_(_date == ONE, LetterRecord.code_key == OTHER), OF_ONE_DAY)
_BY_DAY_AND_NUMBER: Final = letters_where(and_(_date == ONE, LetterRecord.number == OTHER), OF_ONE_DAY)
_UNDATED: Final = letters_where(and_(LetterRecord.confusion_key == ONE, _date.is_(None)), NEAR)
_BY_PLACE: Final = letters_where(
    and_(LetterRecord.place_key == ONE, _date.between(FIRST, LAST)), OF_ONE_PLACE, _date.desc()
)
BY_SUBJECT: Final = letters_where(
    and_(LetterRecord.subject_key == ONE, LetterRecord.tier == OTHER, _date.between(FIRST, LAST)),
    SAME_SUBJECT,
    _date.desc(),
)
_CITED_BY_CONFUSION_KEY: Final = _cited_both_ways(CitationRecord.confusion_key == ONE)
_CITED_BY_CODE_AND_NUMBER: Final = _cited_both_ways(
    and_(CitationRecord.code_key == ONE, CitationRecord.number == OTHER)
)
_CITED_BY_DAY_AND_CODE: Final = _citations_where(and_(_near == ONE, CitationRecord.code_key == OTHER), OF_ONE_DAY)
_CITED_BY_DAY_AND_NUMBER: Final = _citations_where(and_(_near == ONE, CitationRecord.number == OTHER), OF_ONE_DAY)
_SHEETS: Final = (
    select(SheetPlaceRecord.document_id)
    .where(SheetPlaceRecord.place_key == ONE, SheetPlaceRecord.date.between(FIRST, LAST))
    .order_by(SheetPlaceRecord.date)
    .limit(OF_ONE_PLACE)
)
