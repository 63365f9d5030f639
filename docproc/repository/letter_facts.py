"""What linking asks of the database: letters and citations as facts, links saved under a person's decisions."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from docproc.identifiers import new_id
from docproc.link_evidence import CitationFacts, LetterFacts
from models.chain import Link
from models.letter import ReferenceNumber
from models.records import (
    MACHINE,
    CitationRecord,
    DocumentRecord,
    LetterRecord,
    LinkRecord,
    ReceiptRecord,
)
from models.status import LinkState

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


def citations_of(session: Session, document_id: str) -> list[CitationFacts]:
    """The letters that this one names, as far as their numbers were read."""
    return _citation_facts(session, CitationRecord.document_id == document_id)


def citations_by_confusion_key(session: Session, key: str) -> list[CitationFacts]:
    """Every place in current documents where a letter with such a number is named."""
    return _citation_facts(session, CitationRecord.confusion_key == key)


def save_links(session: Session, links: Iterable[Link], now: dt.datetime) -> None:
    """Each link once for its two documents and kind; what a person decided about it stays."""
    for link in links:
        held = session.scalar(
            select(LinkRecord).where(
                LinkRecord.from_document_id == link.from_document,
                LinkRecord.to_document_id == link.to_document,
                LinkRecord.kind == link.kind,
            )
        )
        if held is None:
            held = LinkRecord(
                id=new_id(),
                from_document_id=link.from_document,
                to_document_id=link.to_document,
                kind=link.kind,
                made_by=MACHINE,
                created_at=now,
            )
            session.add(held)
        if held.made_by == MACHINE:
            held.state, held.score, held.updated_at = link.state, link.score, now
            held.reasons = [{"code": reason.code, "detail": reason.detail} for reason in link.reasons]
            held.citation_position = link.citation_position
        session.flush()


def drop_machine_links(session: Session, document_ids: Sequence[str]) -> None:
    """Take back what a machine said about these documents' links upwards, before it is said anew."""
    for link in session.scalars(select(LinkRecord).where(LinkRecord.from_document_id.in_(document_ids))):
        if link.made_by == MACHINE and link.state is not LinkState.CONFIRMED:
            session.delete(link)
    session.flush()


def _letters() -> Select[tuple[LetterRecord, DocumentRecord]]:
    return (
        select(LetterRecord, DocumentRecord)
        .join(DocumentRecord, DocumentRecord.id == LetterRecord.document_id)
        .where(DocumentRecord.is_current)
    )


def _letter_facts(session: Session, query: Select[tuple[LetterRecord, DocumentRecord]]) -> list[LetterFacts]:
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
            reference_no=_reference(letter),
            date=letter.date,
            subject=letter.subject,
            issuer=letter.issuer,
            addressee=letter.addressee,
            text=document.text,
            received_by=tuple(received[letter.document_id]),
        )
        for letter, document in rows
    ]


def _citation_facts(session: Session, condition: object) -> list[CitationFacts]:
    query = (
        select(CitationRecord)
        .join(DocumentRecord, DocumentRecord.id == CitationRecord.document_id)
        .where(DocumentRecord.is_current, condition)  # type: ignore[arg-type]
        .order_by(CitationRecord.document_id, CitationRecord.position)
        .limit(MOST_CANDIDATES)
    )
    facts: list[CitationFacts] = []
    for row in session.scalars(query):
        reference = _reference(row)
        if reference is not None:
            facts.append(CitationFacts(row.document_id, row.position, row.where, row.text, reference, row.date))
    return facts


def _reference(row: LetterRecord | CitationRecord) -> ReferenceNumber | None:
    if row.number is None or row.code is None or row.owner is None:
        return None
    return ReferenceNumber(
        row.code, row.owner, row.sub or "", bool(row.is_circular), row.number, row.printed, row.tag or ""
    )
