"""The chain as its page shows it: reasons and gaps in words, every node with the address of its document."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from docproc.heads import DocumentHead
from docproc.messages.catalogue import Catalogue
from docproc.messages.thai_dates import with_dates_shown
from models.chain import ChainNode, Link, LinkKind, Reason, Receipt
from models.status import LinkState, Status
from models.tables.links import LinkDecisionRecord


@dataclass(frozen=True, slots=True)
class DecisionView:
    """What a person said of a link; SUSPECTED where it was taken back."""

    state: LinkState
    who: str
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class LinkView:
    """A link with what was said of it, the latest first. `can_be_decided`: it is a link as it was found."""

    state: LinkState
    kind: LinkKind
    percent: int
    reasons: tuple[str, ...]
    from_document: str
    to_document: str
    decisions: tuple[DecisionView, ...]
    can_be_decided: bool


class Decisions:
    """What people said of links, and which links can be decided: those between originals alone."""

    def __init__(self, found: Iterable[Link], said: Iterable[LinkDecisionRecord]) -> None:
        self._found = {(link.from_document, link.to_document, link.kind) for link in found}
        self._said: dict[tuple[str, str, LinkKind], list[DecisionView]] = {}
        for row in said:
            name = (row.from_document_id, row.to_document_id, row.kind)
            self._said.setdefault(name, []).insert(0, DecisionView(row.state, row.made_by, row.at, row.reason))

    def about(self, link: Link) -> tuple[DecisionView, ...]:
        return tuple(self._said.get((link.from_document, link.to_document, link.kind), ()))

    def is_open(self, link: Link) -> bool:
        return (link.from_document, link.to_document, link.kind) in self._found


@dataclass(frozen=True, slots=True)
class NodeView:
    """`address` is "" where the document may not be seen."""

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
    flags: tuple[str, ...]
    copies: int
    hidden: int
    sheet_rows: int | None
    sheet_signed: int | None
    sheet_unsure: int | None


def node_view(node: ChainNode, catalogue: Catalogue, decisions: Decisions) -> NodeView:
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
        address=document_address(node.source_id, node.document_id) if node.source_id else "",
        link=link_view(node.link, catalogue, decisions) if node.link else None,
        receipts=node.receipts,
        children=tuple(node_view(child, catalogue, decisions) for child in node.children),
        missing=tuple(reason_in_words(reason, catalogue) for reason in node.missing),
        flags=tuple(reason_in_words(reason, catalogue) for reason in node.flags),
        copies=len(node.copies),
        hidden=node.hidden,
        sheet_rows=node.n_rows,
        sheet_signed=node.n_signed,
        sheet_unsure=node.n_unsure,
    )


def link_view(link: Link, catalogue: Catalogue, decisions: Decisions) -> LinkView:
    return LinkView(
        state=link.state,
        kind=link.kind,
        percent=round(100 * link.score),
        reasons=tuple(reason_in_words(reason, catalogue) for reason in link.reasons),
        from_document=link.from_document,
        to_document=link.to_document,
        decisions=decisions.about(link),
        can_be_decided=decisions.is_open(link),
    )


def reason_in_words(reason: Reason, catalogue: Catalogue) -> str:
    """A clue as a sentence; the dates in it are shown in the Buddhist era."""
    return catalogue.fault(reason.code, with_dates_shown(reason.detail, catalogue))


def document_address(source_id: str, document_id: str) -> str:
    return f"/documents/{source_id}?d={document_id}"


def document_title(document: DocumentHead, catalogue: Catalogue) -> str:
    """The kind of the document and what names it: its number, else its subject or activity."""
    named = document.reference_no or document.subject
    kind = catalogue.text(f"doc_type.{document.doc_type}")
    return f"{kind} {named}" if named else kind
