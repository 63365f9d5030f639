"""What linking asks of the database: letters, citations and sheets as facts, links saved under a person's decisions."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import Any, Final

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from docproc.identifiers import new_id
from docproc.link_evidence import CitationFacts, LetterFacts, SheetFacts
from docproc.repository.letters import head_of, number_of
from models.chain import Link, LinkKind
from models.status import DocType
from models.tables.documents import DocumentRecord
from models.tables.letters import CitationRecord, LetterRecord, ReceiptRecord
from models.tables.links import LinkRecord
from models.tables.originals import SourceRecord
from models.tables.record import MACHINE

MOST_SHEETS = 200  # of one file, or of one place within a year
_NUMBER = ("document_id", "code", "owner", "sub", "is_circular", "number", "tag", "printed", "status", "date")
LETTER_COLUMNS: Final = (
    *(getattr(LetterRecord, name) for name in (*_NUMBER, "subject", "issuer", "addressee", "code_key")),
    DocumentRecord.source_id,
)
CITATION_COLUMNS: Final = tuple(getattr(CitationRecord, name) for name in (*_NUMBER, "position", "where", "text"))


def letters_of_source(session: Session, source_id: str) -> list[LetterFacts]:
    """The letters that the file holds now, in page order."""
    query = (
        select(*LETTER_COLUMNS)
        .join(DocumentRecord, DocumentRecord.id == LetterRecord.document_id)
        .where(DocumentRecord.source_id == source_id, DocumentRecord.is_current)
        .order_by(DocumentRecord.ordinal)
    )
    return letter_facts(session.execute(query))


def letter_of_document(session: Session, document_id: str) -> LetterFacts | None:
    query = (
        select(*LETTER_COLUMNS)
        .join(DocumentRecord, DocumentRecord.id == LetterRecord.document_id)
        .where(LetterRecord.document_id == document_id, DocumentRecord.is_current)
    )
    return next(iter(letter_facts(session.execute(query))), None)


def letter_facts(rows: Iterable[Row[Any]]) -> list[LetterFacts]:
    """From rows of `LETTER_COLUMNS`; without the text and the receipts, for which see `with_texts`."""
    return [
        LetterFacts(
            document_id=row.document_id,
            source_id=row.source_id,
            reference_no=number_of(row),
            date=row.date,
            subject=row.subject,
            issuer=row.issuer,
            addressee=row.addressee,
            printed_number=row.printed,
            number_status=row.status,
            code_key=row.code_key,
        )
        for row in rows
    ]


def with_texts(session: Session, letters: Sequence[LetterFacts]) -> list[LetterFacts]:
    """The same letters with their text and the offices that stamped them as received."""
    ids = [letter.document_id for letter in letters]
    texts = select(DocumentRecord.id, DocumentRecord.text).where(DocumentRecord.id.in_(ids))
    text_of = {row.id: row.text for row in session.execute(texts)}
    received: dict[str, list[str]] = defaultdict(list)
    stamps = select(ReceiptRecord.document_id, ReceiptRecord.office).where(ReceiptRecord.document_id.in_(ids))
    for document_id, office in session.execute(stamps):
        if office:
            received[document_id].append(office)
    return [
        replace(one, text=text_of.get(one.document_id, ""), received_by=tuple(received[one.document_id]))
        for one in letters
    ]


def citation_facts(row: Row[Any]) -> CitationFacts | None:
    """From a row of `CITATION_COLUMNS`; None where the number was not wholly read."""
    number = number_of(row)
    if number is None:
        return None
    return CitationFacts(row.document_id, row.position, row.where, row.text, number, row.date, row.status)


def citations_of(session: Session, document_id: str) -> list[CitationFacts]:
    """The letters that this one names, as far as their numbers were read."""
    query = select(*CITATION_COLUMNS).where(CitationRecord.document_id == document_id).order_by(CitationRecord.position)
    return [fact for row in session.execute(query) if (fact := citation_facts(row)) is not None]


def sheets_of_source(session: Session, source_id: str) -> list[SheetFacts]:
    """The attendance sheets that the file holds now."""
    query = select(DocumentRecord.id).where(
        DocumentRecord.source_id == source_id,
        DocumentRecord.doc_type == DocType.ATTENDANCE_SHEET,
        DocumentRecord.is_current,
    )
    return sheets(session, list(session.scalars(query.limit(MOST_SHEETS))))


def sheets(session: Session, document_ids: Sequence[str]) -> list[SheetFacts]:
    """Those of the documents that are attendance sheets which their files still hold."""
    query = select(DocumentRecord.id, DocumentRecord.source_id, DocumentRecord.content, DocumentRecord.text).where(
        DocumentRecord.id.in_(document_ids),
        DocumentRecord.is_current,
        DocumentRecord.doc_type == DocType.ATTENDANCE_SHEET,
    )
    return [
        SheetFacts(document_id, source_id, _day(content.get("date")), head_of(text))
        for document_id, source_id, content, text in session.execute(query)
    ]


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


def source_versions(session: Session, source_ids: Collection[str]) -> dict[str, str]:
    """For each of these files the version of the readings that its documents were made from."""
    query = select(SourceRecord.id, SourceRecord.version).where(SourceRecord.id.in_(source_ids))
    return {row.id: row.version for row in session.execute(query)}


def best_scores(session: Session, document_ids: Sequence[str], kind: LinkKind) -> dict[str, float]:
    """For each of these documents that has links upwards of the kind, the score of the likeliest."""
    query = (
        select(LinkRecord.from_document_id, func.max(LinkRecord.score).label("best"))
        .where(LinkRecord.from_document_id.in_(document_ids), LinkRecord.kind == kind)
        .group_by(LinkRecord.from_document_id)
    )
    return {row.from_document_id: row.best for row in session.execute(query)}


def replace_links(session: Session, document_id: str, links: Sequence[Link], now: dt.datetime) -> set[str]:
    """The document's links upwards as a machine sees them now; what a person decided about one stays.

    Gives the documents at both ends of links that came, went or changed.
    """
    query = select(LinkRecord).where(LinkRecord.from_document_id == document_id)
    held = {(row.to_document_id, row.kind): row for row in session.scalars(query)}
    changed: set[str] = set()
    for link in links:
        row = held.pop((link.to_document, link.kind), None)
        if row is None:
            row = _new_link(session, link, now)
            changed |= {document_id, link.to_document}
        if row.made_by == MACHINE:
            if row.state is not link.state:
                changed |= {document_id, link.to_document}
            row.state, row.score, row.updated_at = link.state, link.score, now
            row.reasons = [{"code": reason.code, "detail": reason.detail} for reason in link.reasons]
            row.citation_position = link.citation_position
    for row in held.values():
        if row.made_by == MACHINE:
            changed |= {document_id, row.to_document_id}
            session.delete(row)
    session.flush()
    return changed


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


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
