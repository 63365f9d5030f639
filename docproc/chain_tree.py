"""Documents and links put together as trees, from the ministry down. Pure: rows in, nodes out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from docproc.link_evidence import same_office
from docproc.office_tiers import tier_of
from models.chain import ChainNode, Link, LinkKind, Reason, Receipt
from models.status import DocType, LinkState, Status

_STRENGTH = {LinkState.CONFIRMED: 3, LinkState.EXACT: 2, LinkState.SUSPECTED: 1}


@dataclass(frozen=True, slots=True)
class ChainDocument:
    """One document as the chain needs it."""

    document_id: str
    source_id: str
    doc_type: DocType
    reference_no: str | None
    reference_status: Status
    date: date | None
    issuer: str | None
    subject: str | None
    addressee: str | None
    pages: tuple[int, ...]
    receipts: tuple[Receipt, ...] = ()
    n_rows: int | None = None
    n_signed: int | None = None
    n_unsure: int | None = None


def build_trees(documents: Sequence[ChainDocument], links: Sequence[Link]) -> list[ChainNode]:
    """The trees that the links make, oldest root first; a document without any link is a tree of its own.

    Each document hangs under one other: by the strongest of its links, the better score where two are equal. A
    link that would close a loop is left out, so that every document appears exactly once.
    """
    held = {document.document_id: document for document in documents}
    standing = [one for one in links if one.state in _STRENGTH and {one.from_document, one.to_document} <= set(held)]
    originals = _originals(standing)
    copies: dict[str, list[str]] = defaultdict(list)
    for copy, original in originals.items():
        copies[original].append(copy)
    parents = _parents(standing, originals)
    children: dict[str, list[Link]] = defaultdict(list)
    for link in parents.values():
        children[link.to_document].append(link)
    roots = [one for one in documents if one.document_id not in parents and one.document_id not in originals]
    nodes = [_node(root.document_id, None, held, children, copies) for root in roots]
    return sorted(nodes, key=lambda node: (node.date or date.max, node.document_id))


def _originals(links: Sequence[Link]) -> dict[str, str]:
    """Copy -> the first scan of the same letter, followed to its end."""
    direct = {link.from_document: link.to_document for link in links if link.kind is LinkKind.COPY}
    ends = {copy: _followed(copy, direct) for copy in direct}
    return {copy: original for copy, original in ends.items() if original != copy}


def _followed(document: str, direct: dict[str, str]) -> str:
    seen = {document}
    while (further := direct.get(document)) is not None and further not in seen:
        document = further
        seen.add(document)
    return document


def _parents(links: Sequence[Link], originals: dict[str, str]) -> dict[str, Link]:
    """Each document's one link upwards, between originals only and without loops."""
    parents: dict[str, Link] = {}
    for link in sorted(links, key=lambda one: (-_STRENGTH[one.state], -one.score)):
        if link.kind is LinkKind.COPY:
            continue
        lower = originals.get(link.from_document, link.from_document)
        upper = originals.get(link.to_document, link.to_document)
        if lower not in parents and lower not in _above(upper, parents):
            parents[lower] = replace(link, from_document=lower, to_document=upper)
    return parents


def _above(document: str, parents: dict[str, Link]) -> Iterator[str]:
    """The document itself and everything it hangs under."""
    yield document
    while document in parents:
        document = parents[document].to_document
        yield document


def _node(
    document_id: str,
    link: Link | None,
    held: dict[str, ChainDocument],
    children: dict[str, list[Link]],
    copies: dict[str, list[str]],
) -> ChainNode:
    own = held[document_id]
    below = [_node(child.from_document, child, held, children, copies) for child in children[document_id]]
    below.sort(key=lambda node: (node.date or date.max, node.document_id))
    receipts = own.receipts + tuple(receipt for copy in copies[document_id] for receipt in held[copy].receipts)
    return ChainNode(
        document_id=own.document_id,
        source_id=own.source_id,
        doc_type=own.doc_type,
        reference_no=own.reference_no,
        reference_status=own.reference_status,
        date=own.date,
        issuer=own.issuer,
        subject=own.subject,
        pages=own.pages,
        link=link,
        receipts=receipts,
        children=tuple(below),
        missing=tuple(_missing(own, receipts, below)),
        copies=tuple(copies[document_id]),
        n_rows=own.n_rows,
        n_signed=own.n_signed,
        n_unsure=own.n_unsure,
    )


def _missing(own: ChainDocument, receipts: Sequence[Receipt], below: Sequence[ChainNode]) -> Iterator[Reason]:
    """Hops that the papers do not show: an answer without a received stamp, an addressed tier without a trace."""
    for child in below:
        lower = child.doc_type.is_letter and _is_below(child.issuer, own.issuer)
        if lower and not any(same_office(receipt.office, child.issuer) for receipt in receipts):
            yield Reason("chain.no_receipt_at", child.issuer or "")
    addressed = tier_of(own.addressee)
    traces = [tier_of(receipt.office) for receipt in receipts] + [tier_of(child.issuer) for child in below]
    if own.doc_type.is_letter and addressed is not None and addressed not in traces:
        yield Reason("chain.no_trace_of_addressee", own.addressee or "")


def _is_below(name: str | None, above: str | None) -> bool:
    low, high = tier_of(name), tier_of(above)
    return low is not None and (high is None or high.is_above(low))
