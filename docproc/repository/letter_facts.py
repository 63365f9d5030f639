"""What linking asks of the database: letters and citations as facts, links saved under a person's decisions."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session

from docproc.identifiers import new_id
from docproc.link_evidence import CitationFacts, LetterFacts, SheetFacts
from docproc.repository.letters import number_of
from models.chain import Link
from models.status import DocType
from models.tables.documents import DocumentRecord
from models.tables.letters import CitationRecord, LetterRecord, ReceiptRecord
from models.tables.links import LinkRecord
from models.tables.record import MACHINE

LINES_OF_HEAD = 8  # title, activity, date, place, each over two lines at most
MOST_CANDIDATES = 200  # letters that share a confusion key, or a few weeks: more cannot be told apart by a machine


def letters_of_source(session: Session, source_id: str) -> list[LetterFacts]:
    """The letters that the file holds now, in page order."""
    query = _letters().where(DocumentRecord.source_id == source_id).order_by(DocumentRecord.ordinal)
    return _letter_facts(session, query)


def letter_of_document(session: Session, document_id: str) -> LetterFacts | None:
    found = _letter_facts(session, _letters().where(LetterRecord.document_id == document_id))
    return found[0] if found else None


def letters_by_confusion_key(session: Session, key: str) -> list[LetterFacts]:
    """Letters whose number may be a misreading of this one, the oldest first."""
    query = _letters().where(LetterRecord.confusion_key == key).order_by(LetterRecord.document_id)
    return _letter_facts(session, query.limit(MOST_CANDIDATES))


def letters_dated(session: Session, first: dt.date, last: dt.date) -> list[LetterFacts]:
    """Letters of these days, the latest first."""
    query = _letters().where(LetterRecord.date.between(first, last)).order_by(LetterRecord.date.desc())
    return _letter_facts(session, query.limit(MOST_CANDIDATES))


def unnumbered_letters_dated(session: Session, day: dt.date) -> list[LetterFacts]:
    """Letters of that day whose running number nobody could read yet."""
    query = _letters().where(LetterRecord.date == day, LetterRecord.number.is_(None)).limit(MOST_CANDIDATES)
    return _letter_facts(session, query)


def citations_dated(session: Session, day: dt.date) -> list[CitationFacts]:
    """Every place in current documents where a letter of that day is named."""
    return _citation_facts(session, CitationRecord.date == day)


def citations_of(session: Session, document_id: str) -> list[CitationFacts]:
    """The letters that this one names, as far as their numbers were read."""
    return _citation_facts(session, CitationRecord.document_id == document_id)


def citations_by_confusion_key(session: Session, key: str) -> list[CitationFacts]:
    """Every place in current documents where a letter with such a number is named."""
    return _citation_facts(session, CitationRecord.confusion_key == key)


def sheets_of_source(session: Session, source_id: str) -> list[SheetFacts]:
    """The attendance sheets that the file holds now."""
    return _sheet_facts(session, DocumentRecord.source_id == source_id)


def latest_sheets(session: Session) -> list[SheetFacts]:
    """Sheets that may show what a letter asks for, the latest first."""
    return _sheet_facts(session, DocumentRecord.id.is_not(None))


def enclosed_documents(session: Session, source_id: str) -> list[tuple[str, str]]:
    """Each enclosure of the file with the letter that it lies behind: (enclosure, letter)."""
    query = (
        select(DocumentRecord.id, DocumentRecord.doc_type)
        .where(DocumentRecord.source_id == source_id, DocumentRecord.is_current)
        .order_by(DocumentRecord.ordinal)
    )
    pairs: list[tuple[str, str]] = []
    letter: str | None = None
    for document_id, doc_type in session.execute(query):
        if doc_type.is_letter:
            letter = document_id
        elif doc_type is DocType.ENCLOSURE and letter is not None:
            pairs.append((document_id, letter))
    return pairs


def replace_links(session: Session, document_id: str, links: Sequence[Link], now: dt.datetime) -> None:
    """The document's links upwards as a machine sees them now; what a person decided about one stays."""
    query = select(LinkRecord).where(LinkRecord.from_document_id == document_id)
    held = {(row.to_document_id, row.kind): row for row in session.scalars(query)}
    for link in links:
        row = held.pop((link.to_document, link.kind), None) or _new_link(session, link, now)
        if row.made_by == MACHINE:
            row.state, row.score, row.updated_at = link.state, link.score, now
            row.reasons = [{"code": reason.code, "detail": reason.detail} for reason in link.reasons]
            row.citation_position = link.citation_position
    for row in held.values():
        if row.made_by == MACHINE:
            session.delete(row)
    session.flush()


def _new_link(session: Session, link: Link, now: dt.datetime) -> LinkRecord:
    row = LinkRecord(
        id=new_id(),
        from_document_id=link.from_document,
        to_document_id=link.to_document,
        kind=link.kind,
        made_by=MACHINE,
        created_at=now,
    )
    session.add(row)
    return row


def _letters() -> Select[LetterRecord, DocumentRecord]:
    return (
        select(LetterRecord, DocumentRecord)
        .join(DocumentRecord, DocumentRecord.id == LetterRecord.document_id)
        .where(DocumentRecord.is_current)
    )


def _letter_facts(session: Session, query: Select[LetterRecord, DocumentRecord]) -> list[LetterFacts]:
    rows = session.execute(query).all()
    received: dict[str, list[str]] = defaultdict(list)
    stamps = select(ReceiptRecord).where(ReceiptRecord.document_id.in_([letter.document_id for letter, _ in rows]))
    for stamp in session.scalars(stamps):
        if stamp.office:
            received[stamp.document_id].append(stamp.office)
    return [
        LetterFacts(
            document_id=letter.document_id,
            source_id=document.source_id,
            reference_no=number_of(letter),
            date=letter.date,
            subject=letter.subject,
            issuer=letter.issuer,
            addressee=letter.addressee,
            text=document.text,
            received_by=tuple(received[letter.document_id]),
            printed_number=letter.printed,
        )
        for letter, document in rows
    ]


def _citation_facts(session: Session, condition: ColumnElement[bool]) -> list[CitationFacts]:
    query = (
        select(CitationRecord)
        .join(DocumentRecord, DocumentRecord.id == CitationRecord.document_id)
        .where(DocumentRecord.is_current, condition)
        .order_by(CitationRecord.document_id, CitationRecord.position)
        .limit(MOST_CANDIDATES)
    )
    facts: list[CitationFacts] = []
    for row in session.scalars(query):
        reference = number_of(row)
        if reference is not None:
            facts.append(CitationFacts(row.document_id, row.position, row.where, row.text, reference, row.date))
    return facts


def _sheet_facts(session: Session, condition: ColumnElement[bool]) -> list[SheetFacts]:
    query = (
        select(DocumentRecord)
        .where(DocumentRecord.doc_type == DocType.ATTENDANCE_SHEET, DocumentRecord.is_current, condition)
        .order_by(DocumentRecord.id.desc())
        .limit(MOST_CANDIDATES)
    )
    return [
        SheetFacts(row.id, row.source_id, _day(row.content.get("date")), _head(row.text))
        for row in session.scalars(query)
    ]


def _head(text: str) -> str:
    return " ".join(text.splitlines()[:LINES_OF_HEAD])


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
