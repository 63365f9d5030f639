"""The chain as its page shows it: reasons and gaps in words, every node with the address of its document."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from docproc.messages.catalogue import Catalogue
from docproc.web.thai_dates import with_dates_shown
from models.chain import ChainNode, Link, LinkKind, Reason, Receipt
from models.status import LinkState, Status


@dataclass(frozen=True, slots=True)
class LinkView:
    state: LinkState
    kind: LinkKind
    percent: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NodeView:
    document_id: str
    kind: str
    is_letter: bool
    reference_no: str | None
    reference_status: Status
    date: date | None
    issuer: str | None
    title: str | None
    address: str
    link: LinkView | None
    receipts: tuple[Receipt, ...]
    children: tuple[NodeView, ...]
    missing: tuple[str, ...]
    copies: int
    sheet_rows: int | None
    sheet_signed: int | None
    sheet_unsure: int | None


def node_view(node: ChainNode, catalogue: Catalogue) -> NodeView:
    """The node and everything under it."""
    return NodeView(
        document_id=node.document_id,
        kind=catalogue.text(f"doc_type.{node.doc_type}"),
        is_letter=node.doc_type.is_letter,
        reference_no=node.reference_no,
        reference_status=node.reference_status,
        date=node.date,
        issuer=node.issuer,
        title=node.subject,
        address=document_address(node.source_id, node.document_id),
        link=link_view(node.link, catalogue) if node.link else None,
        receipts=node.receipts,
        children=tuple(node_view(child, catalogue) for child in node.children),
        missing=tuple(reason_in_words(reason, catalogue) for reason in node.missing),
        copies=len(node.copies),
        sheet_rows=node.n_rows,
        sheet_signed=node.n_signed,
        sheet_unsure=node.n_unsure,
    )


def link_view(link: Link, catalogue: Catalogue) -> LinkView:
    reasons = tuple(reason_in_words(reason, catalogue) for reason in link.reasons)
    return LinkView(link.state, link.kind, round(100 * link.score), reasons)


def reason_in_words(reason: Reason, catalogue: Catalogue) -> str:
    """A clue as a sentence; the dates in it are shown in the Buddhist era."""
    return catalogue.fault(reason.code, with_dates_shown(reason.detail, catalogue))


def document_address(source_id: str, document_id: str) -> str:
    return f"/documents/{source_id}?d={document_id}"
