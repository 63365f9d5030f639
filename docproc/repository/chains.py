"""What the chain asks of the database: documents that hang together, with their links and receipts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Row, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

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
_OF_LETTER = tuple(
    getattr(LetterRecord, name) for name in ("number", "printed", "status", "date", "issuer", "subject", "addressee")
)
_OF_RECEIPT = tuple(
    getattr(ReceiptRecord, name)
    for name in ("document_id", "office", "number", "date", "time", "page", "box", "status")
)
_OF_LINK = tuple(
    getattr(LinkRecord, name)
    for name in ("from_document_id", "to_document_id", "kind", "state", "score", "reasons", "citation_position")
)


def connected_documents(session: Session, document_id: str, most: int = MOST_DOCUMENTS) -> set[str]:
    """The document and everything that standing links reach from it, up and down, until there are that many."""
    reached, edge = {document_id}, {document_id}
    while edge and len(reached) < most:
        found: set[str] = set()
        for ids in _parts(sorted(edge)):
            query = select(LinkRecord.from_document_id, LinkRecord.to_document_id).where(
                LinkRecord.state != LinkState.REJECTED,
                or_(LinkRecord.from_document_id.in_(ids), LinkRecord.to_document_id.in_(ids)),
            )
            found |= {one for pair in session.execute(query) for one in pair}
            if len(reached | found) >= most:
                break
        edge = found - reached
        reached |= edge
    return reached


def chain_documents(session: Session, document_ids: Sequence[str]) -> list[ChainDocument]:
    """The current documents among these, as the chain needs them."""
    found: list[ChainDocument] = []
    for ids in _parts(document_ids):
        receipts, sheets = _receipts(session, ids), _sheets(session, ids)
        query = (
            select(*_SHOWN, *_OF_LETTER)
            .outerjoin(LetterRecord, LetterRecord.document_id == DocumentRecord.id)
            .where(DocumentRecord.id.in_(ids), DocumentRecord.is_current)
            .order_by(DocumentRecord.id)
        )
        found += [
            _chain_document(row, sheets.get(row.id, {}), tuple(receipts.get(row.id, ())))
            for row in session.execute(query)
        ]
    return found


def current_among(session: Session, document_ids: Sequence[str]) -> list[str]:
    """Those of the documents that their files still hold."""
    return [
        one
        for ids in _parts(document_ids)
        for one in session.scalars(
            select(DocumentRecord.id).where(DocumentRecord.id.in_(ids), DocumentRecord.is_current)
        )
    ]


def count_receipts(session: Session, document_ids: Sequence[str]) -> int:
    """How many received stamps stand on these documents."""
    counts = (
        session.scalars(select(func.count()).select_from(ReceiptRecord).where(ReceiptRecord.document_id.in_(ids))).one()
        for ids in _parts(document_ids)
    )
    return sum(counts)


def standing_links(session: Session, document_ids: Sequence[str]) -> list[Link]:
    """Links between these documents that nobody rejected."""
    held = set(document_ids)
    return [link for link in links_up(session, document_ids) if link.to_document in held]


def links_up(session: Session, document_ids: Sequence[str]) -> list[Link]:
    """Links from these documents upwards that nobody rejected, wherever they lead."""
    return _links(session, LinkRecord.from_document_id, document_ids)


def links_down(session: Session, document_ids: Sequence[str]) -> list[Link]:
    """Links to these documents from below that nobody rejected."""
    return _links(session, LinkRecord.to_document_id, document_ids)


def _links(session: Session, end: InstrumentedAttribute[str], document_ids: Sequence[str]) -> list[Link]:
    return [
        link_of(row)
        for ids in _parts(document_ids)
        for row in session.execute(select(*_OF_LINK).where(end.in_(ids), LinkRecord.state != LinkState.REJECTED))
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


def link_of(row: LinkRecord | Row[Any]) -> Link:
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


def _chain_document(row: Row[Any], sheet: Mapping[str, Any], receipts: tuple[Receipt, ...]) -> ChainDocument:
    rows = sheet.get("rows") or []
    return ChainDocument(
        document_id=row.id,
        source_id=row.source_id,
        doc_type=row.doc_type,
        reference_no=_number(row),
        reference_status=row.status or Status.UNREAD,
        date=row.date,
        issuer=row.issuer,
        subject=sheet.get("activity", row.subject),
        addressee=row.addressee,
        pages=tuple(row.pages),
        receipts=receipts,
        n_rows=len(rows) if "n_signed" in sheet else None,
        n_signed=sheet.get("n_signed"),
        n_unsure=sum(one.get("signed") is None for one in rows) if "n_signed" in sheet else None,
    )


def _number(row: Row[Any]) -> str | None:
    """What was wholly read or a person said; a person may say that the paper bears a number of another form."""
    return (row.printed or None) if row.number is not None or row.status is Status.CONFIRMED else None


def _sheets(session: Session, document_ids: Sequence[str]) -> dict[str, Mapping[str, Any]]:
    """What was read of those that are no letters; the content of a letter is long, and its row says the same."""
    query = (
        select(DocumentRecord.id, DocumentRecord.content)
        .outerjoin(LetterRecord, LetterRecord.document_id == DocumentRecord.id)
        .where(DocumentRecord.id.in_(document_ids), LetterRecord.document_id.is_(None))
    )
    return {row.id: row.content for row in session.execute(query)}


def _receipts(session: Session, document_ids: Sequence[str]) -> dict[str, list[Receipt]]:
    held: dict[str, list[Receipt]] = defaultdict(list)
    query = select(*_OF_RECEIPT).where(ReceiptRecord.document_id.in_(document_ids)).order_by(ReceiptRecord.position)
    for row in session.execute(query):
        box = Box.from_list(row.box)
        receipt = Receipt(row.office, row.number, row.date, row.time, row.page, box, row.status)
        held[row.document_id].append(receipt)
    return held
