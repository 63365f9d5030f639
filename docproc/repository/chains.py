"""What the chain asks of the database: documents that hang together, with their links and receipts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import or_, select
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


def connected_documents(session: Session, document_id: str) -> set[str]:
    """The document and everything that standing links reach from it, up and down."""
    reached, edge = {document_id}, {document_id}
    while edge and len(reached) < MOST_DOCUMENTS:
        query = select(LinkRecord.from_document_id, LinkRecord.to_document_id).where(
            LinkRecord.state != LinkState.REJECTED,
            or_(LinkRecord.from_document_id.in_(edge), LinkRecord.to_document_id.in_(edge)),
        )
        edge = {one for pair in session.execute(query) for one in pair} - reached
        reached |= edge
    return reached


def chain_documents(session: Session, document_ids: Sequence[str]) -> list[ChainDocument]:
    """The current documents among these, as the chain needs them."""
    receipts = _receipts(session, document_ids)
    query = (
        select(DocumentRecord, LetterRecord)
        .outerjoin(LetterRecord, LetterRecord.document_id == DocumentRecord.id)
        .where(DocumentRecord.id.in_(document_ids), DocumentRecord.is_current)
        .order_by(DocumentRecord.id)
    )
    return [
        _chain_document(document, letter, tuple(receipts[document.id])) for document, letter in session.execute(query)
    ]


def standing_links(session: Session, document_ids: Sequence[str]) -> list[Link]:
    """Links between these documents that nobody rejected."""
    query = select(LinkRecord).where(
        LinkRecord.from_document_id.in_(document_ids),
        LinkRecord.to_document_id.in_(document_ids),
        LinkRecord.state != LinkState.REJECTED,
    )
    return [link_of(row) for row in session.scalars(query)]


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


def _chain_document(
    document: DocumentRecord, letter: LetterRecord | None, receipts: tuple[Receipt, ...]
) -> ChainDocument:
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


def _number(document: DocumentRecord, letter: LetterRecord | None) -> str | None:
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
