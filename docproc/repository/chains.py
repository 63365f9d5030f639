"""What the chain asks of the database: documents that hang together, with their links and receipts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Row, or_, select
from sqlalchemy.orm import Session

from docproc.chain_tree import ChainDocument
from models.chain import Link, LinkKind, Reason, Receipt
from models.geometry import Box
from models.status import LinkState, Status
from models.tables.documents import DocumentRecord
from models.tables.letters import LetterRecord, ReceiptRecord
from models.tables.links import LinkRecord

# A national circular makes about 8,800 letters (design figures); a chain shown on one page stops here.
MOST_DOCUMENTS = 10_000
IDS_A_QUERY = 1_000  # far below the number of parameters that either database takes
_SHOWN = (DocumentRecord.id, DocumentRecord.source_id, DocumentRecord.doc_type, DocumentRecord.pages)


def connected_documents(session: Session, document_id: str) -> set[str]:
    """The document and everything that standing links reach from it, up and down."""
    reached, edge = {document_id}, {document_id}
    while edge and len(reached) < MOST_DOCUMENTS:
        found: set[str] = set()
        for ids in _parts(sorted(edge)):
            query = select(LinkRecord.from_document_id, LinkRecord.to_document_id).where(
                LinkRecord.state != LinkState.REJECTED,
                or_(LinkRecord.from_document_id.in_(ids), LinkRecord.to_document_id.in_(ids)),
            )
            found |= {one for pair in session.execute(query) for one in pair}
        edge = found - reached
        reached |= edge
    return reached


def chain_documents(session: Session, document_ids: Sequence[str]) -> list[ChainDocument]:
    """The current documents among these, as the chain needs them."""
    found: list[ChainDocument] = []
    for ids in _parts(document_ids):
        receipts = _receipts(session, ids)
        query = (
            select(*_SHOWN, DocumentRecord.content, LetterRecord)
            .outerjoin(LetterRecord, LetterRecord.document_id == DocumentRecord.id)
            .where(DocumentRecord.id.in_(ids), DocumentRecord.is_current)
            .order_by(DocumentRecord.id)
        )
        found += [_chain_document(row, row.LetterRecord, tuple(receipts[row.id])) for row in session.execute(query)]
    return found


def standing_links(session: Session, document_ids: Sequence[str]) -> list[Link]:
    """Links between these documents that nobody rejected."""
    held = set(document_ids)
    return [
        link_of(row)
        for ids in _parts(document_ids)
        for row in session.scalars(
            select(LinkRecord).where(LinkRecord.from_document_id.in_(ids), LinkRecord.state != LinkState.REJECTED)
        )
        if row.to_document_id in held
    ]


def _parts(document_ids: Sequence[str]) -> Iterator[Sequence[str]]:
    return (document_ids[start : start + IDS_A_QUERY] for start in range(0, len(document_ids), IDS_A_QUERY))


def stamped_offices(session: Session, document_id: str) -> list[str]:
    """The offices whose received stamps stand on the letter or on a copy of it, as read."""
    copies = select(LinkRecord.from_document_id).where(
        LinkRecord.to_document_id == document_id,
        LinkRecord.kind == LinkKind.COPY,
        LinkRecord.state != LinkState.REJECTED,
    )
    of_letter = or_(ReceiptRecord.document_id == document_id, ReceiptRecord.document_id.in_(copies))
    query = select(ReceiptRecord.office).where(of_letter, ReceiptRecord.office.is_not(None))
    return [office for office in session.scalars(query) if office]


def answering_offices(session: Session, document_id: str) -> list[str]:
    """The senders of the letters that verified links hang under this one."""
    query = (
        select(LetterRecord.issuer)
        .join(LinkRecord, LinkRecord.from_document_id == LetterRecord.document_id)
        .where(
            LinkRecord.to_document_id == document_id,
            LinkRecord.kind != LinkKind.COPY,
            LinkRecord.state.in_((LinkState.EXACT, LinkState.CONFIRMED)),
        )
    )
    return [issuer for issuer in session.scalars(query) if issuer]


def links_of_document(session: Session, document_id: str) -> list[Link]:
    """The links from and to one document, the surest first."""
    query = select(LinkRecord).where(
        or_(LinkRecord.from_document_id == document_id, LinkRecord.to_document_id == document_id)
    )
    return sorted((link_of(row) for row in session.scalars(query)), key=lambda link: -link.score)


def link_of(row: LinkRecord) -> Link:
    """The row as the domain's link."""
    reasons = tuple(Reason(reason["code"], reason.get("detail", "")) for reason in row.reasons)
    return Link(
        row.from_document_id,
        row.to_document_id,
        LinkKind(row.kind),
        LinkState(row.state),
        row.score,
        reasons,
        row.citation_position,
    )


def _chain_document(document: Row[Any], letter: LetterRecord | None, receipts: tuple[Receipt, ...]) -> ChainDocument:
    rows = document.content.get("rows") or []
    return ChainDocument(
        document_id=document.id,
        source_id=document.source_id,
        doc_type=document.doc_type,
        reference_no=_number(document, letter),
        reference_status=letter.status if letter else Status.UNREAD,
        date=letter.date if letter else None,
        issuer=letter.issuer if letter else None,
        subject=letter.subject if letter else document.content.get("activity"),
        addressee=letter.addressee if letter else None,
        pages=tuple(document.pages),
        receipts=receipts,
        n_rows=len(rows) if "n_signed" in document.content else None,
        n_signed=document.content.get("n_signed"),
        n_unsure=sum(row.get("signed") is None for row in rows) if "n_signed" in document.content else None,
    )


def _number(document: Row[Any], letter: LetterRecord | None) -> str | None:
    """As a person set it, else as it was read."""
    if letter is not None and letter.status is Status.CONFIRMED:
        return letter.printed or None
    number: str | None = document.content.get("reference_no")
    return number


def _receipts(session: Session, document_ids: Sequence[str]) -> dict[str, list[Receipt]]:
    held: dict[str, list[Receipt]] = defaultdict(list)
    query = select(ReceiptRecord).where(ReceiptRecord.document_id.in_(document_ids)).order_by(ReceiptRecord.position)
    for row in session.scalars(query):
        box = Box.from_list(row.box)
        receipt = Receipt(row.office, row.number, row.date, row.time, row.page, box, row.status)
        held[row.document_id].append(receipt)
    return held
