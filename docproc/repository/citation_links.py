"""Queries about citations beside the letters that they are linked to, for what the two papers say of each other."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from models.chain import LinkKind
from models.status import LinkState
from models.tables.documents import DocumentRecord
from models.tables.letters import CitationRecord, LetterRecord, ReceiptRecord
from models.tables.links import LinkRecord

MOST_PAIRS = 500  # a ministry's letter is named by 77 provinces, a province's by at most 32 districts
NAMING = (LinkKind.CITES, LinkKind.FORWARDS)
RESTATING = (*NAMING, LinkKind.PASSES_ON, LinkKind.ENCLOSED)


@dataclass(frozen=True, slots=True)
class NamedLetter:
    """A citation and the letter that it names. `is_sure`: the link is exact or confirmed.

    `is_alone`: no other letter could be meant.
    """

    citation: CitationRecord
    letter: LetterRecord
    is_sure: bool
    is_alone: bool


def named_letters(session: Session, document_ids: Collection[str]) -> list[NamedLetter]:
    """Each citation that is linked, from these documents or to them."""
    query = (
        select(LinkRecord, CitationRecord, LetterRecord)
        .join(
            CitationRecord,
            and_(
                CitationRecord.document_id == LinkRecord.from_document_id,
                CitationRecord.position == LinkRecord.citation_position,
            ),
        )
        .join(LetterRecord, LetterRecord.document_id == LinkRecord.to_document_id)
        .where(
            LinkRecord.kind.in_(NAMING),
            LinkRecord.state != LinkState.REJECTED,
            or_(LinkRecord.from_document_id.in_(document_ids), LinkRecord.to_document_id.in_(document_ids)),
        )
        .order_by(LinkRecord.id)
        .limit(MOST_PAIRS)
    )
    return [
        NamedLetter(citation, letter, link.state.is_verified, _is_alone(link))
        for link, citation, letter in session.execute(query)
    ]


def _is_alone(link: LinkRecord) -> bool:
    return link.state.is_verified or all(reason["code"] != "link.several_candidates" for reason in link.reasons)


def restated(session: Session, document_ids: Collection[str]) -> list[tuple[str, str]]:
    """Documents with the ones above whose passages they may restate: (lower, upper), of standing links alone."""
    query = (
        select(LinkRecord)
        .where(
            LinkRecord.kind.in_(RESTATING),
            LinkRecord.state != LinkState.REJECTED,
            or_(LinkRecord.from_document_id.in_(document_ids), LinkRecord.to_document_id.in_(document_ids)),
        )
        .order_by(LinkRecord.id)
        .limit(MOST_PAIRS)
    )
    return [(link.from_document_id, link.to_document_id) for link in session.scalars(query) if _is_alone(link)]


def current_documents(session: Session, document_ids: Collection[str]) -> dict[str, DocumentRecord]:
    """Those of the documents that their files still hold."""
    query = select(DocumentRecord).where(DocumentRecord.id.in_(document_ids), DocumentRecord.is_current)
    return {document.id: document for document in session.scalars(query)}


def early_receipts(session: Session, document_id: str) -> Sequence[ReceiptRecord]:
    """Received stamps that are dated before the letter they stand on."""
    query = (
        select(ReceiptRecord)
        .join(LetterRecord, LetterRecord.document_id == ReceiptRecord.document_id)
        .where(ReceiptRecord.document_id == document_id, ReceiptRecord.date < LetterRecord.date)
        .order_by(ReceiptRecord.position)
    )
    return session.scalars(query).all()
