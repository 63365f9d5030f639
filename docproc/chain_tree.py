"""Documents and links put together as trees, from the ministry down. Pure: rows in, nodes out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from docproc.link_evidence import like_office, same_office
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


@dataclass(frozen=True, slots=True)
class Shape:
    """A copy and its first scan; a document and its one link upwards, and the one that would close a loop."""

    originals: Mapping[str, str]
    parents: Mapping[str, Link]
    rings: Mapping[str, str]

    def root_of(self, document: str) -> str:
        """The document at the top of the tree in which this one, or the first scan of it, stands."""
        *_, root = _above(self.originals.get(document, document), self.parents)
        return root


def build_trees(documents: Sequence[ChainDocument], links: Sequence[Link]) -> list[ChainNode]:
    """The trees that the links make, oldest root first; a document without any link is a tree of its own.

    Each document hangs under one other: by the strongest of its links, the better score where two are equal. A
    link that would close a loop is left out, so that every document appears exactly once.
    """
    held = {document.document_id: document for document in documents}
    shape = shape_of(held, links)
    copies: dict[str, list[str]] = defaultdict(list)
    for copy, original in shape.originals.items():
        copies[original].append(copy)
    children: dict[str, list[Link]] = defaultdict(list)
    for link in shape.parents.values():
        children[link.to_document].append(link)
    roots = [one for one in held if one not in shape.parents and one not in shape.originals]
    nodes = [_node(root, None, held, children, copies, shape.rings) for root in roots]
    return sorted(nodes, key=lambda node: (node.date or date.max, node.document_id))


def shape_of(held: Collection[str], links: Sequence[Link]) -> Shape:
    """Who hangs under whom among these documents."""
    standing = [
        one for one in links if one.state in _STRENGTH and one.from_document in held and one.to_document in held
    ]
    originals = _originals(standing)
    parents, rings = _parents(standing, originals)
    return Shape(originals, parents, rings)


def strongest(links: Sequence[Link]) -> list[Link]:
    """Of each document's links upwards the one that it hangs by, wherever that leads; links of copies all."""
    originals = _originals(links)
    found: dict[str, Link] = {}
    for link in sorted(links, key=_by_strength):
        if link.state in _STRENGTH and link.kind is not LinkKind.COPY:
            found.setdefault(originals.get(link.from_document, link.from_document), link)
    return [*found.values(), *(link for link in links if link.kind is LinkKind.COPY)]


def _by_strength(link: Link) -> tuple[float, float, str]:
    return -_STRENGTH.get(link.state, 0), -link.score, link.to_document


def _originals(links: Sequence[Link]) -> dict[str, str]:
    """Copy -> the first scan of the same letter, followed to its end."""
    direct = {link.from_document: link.to_document for link in links if link.kind is LinkKind.COPY}
    ends = {copy: _followed(copy, direct) for copy in direct}
    return {copy: original for copy, original in ends.items() if original != copy}


def _followed(document: str, direct: dict[str, str]) -> str:
    """The end of its row of copies; of copies in a ring, the first by name."""
    row = [document]
    while (further := direct.get(row[-1])) is not None:
        if further in row:
            return min(row[row.index(further) :])
        row.append(further)
    return row[-1]


def _parents(links: Sequence[Link], originals: dict[str, str]) -> tuple[dict[str, Link], dict[str, str]]:
    """Each document's one link upwards, between originals only, without loops; and what would close a loop."""
    parents: dict[str, Link] = {}
    rings: dict[str, str] = {}
    for link in sorted(links, key=_by_strength):
        if link.kind is LinkKind.COPY:
            continue
        lower = originals.get(link.from_document, link.from_document)
        upper = originals.get(link.to_document, link.to_document)
        if lower in _above(upper, parents):
            rings[lower] = upper
        elif lower not in parents:
            parents[lower] = replace(link, from_document=lower, to_document=upper)
    return parents, rings


def _above(document: str, parents: Mapping[str, Link]) -> Iterator[str]:
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
    rings: Mapping[str, str],
) -> ChainNode:
    own = held[document_id]
    below = [_node(child.from_document, child, held, children, copies, rings) for child in children[document_id]]
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
        flags=tuple(_flags(own, receipts, below, held.get(rings.get(document_id, "")))),
        copies=tuple(copies[document_id]),
        n_rows=own.n_rows,
        n_signed=own.n_signed,
        n_unsure=own.n_unsure,
    )


def _missing(own: ChainDocument, receipts: Sequence[Receipt], below: Sequence[ChainNode]) -> Iterator[Reason]:
    """Hops that the papers do not show: an answer without a received stamp, an addressed tier without a trace."""
    for child in below:
        lower = child.doc_type.is_letter and _is_below(child.issuer, own.issuer)
        if lower and not any(like_office(receipt.office, child.issuer) for receipt in receipts):
            yield Reason("chain.no_receipt_at", child.issuer or "")
    addressed = tier_of(own.addressee)
    traces = [tier_of(receipt.office) for receipt in receipts] + [tier_of(child.issuer) for child in below]
    if own.doc_type.is_letter and addressed is not None and addressed not in traces:
        yield Reason("chain.no_trace_of_addressee", own.addressee or "")


def _flags(
    own: ChainDocument, receipts: Sequence[Receipt], below: Sequence[ChainNode], ring: ChainDocument | None
) -> Iterator[Reason]:
    """What cannot be as it reads: letter, receipt and next letter must follow each other in time."""
    for receipt in receipts:
        if own.date is not None and receipt.date is not None and receipt.date < own.date:
            yield Reason("chain.early_receipt", f"{receipt.office or ''} {receipt.date.isoformat()}".strip())
    for child in below if own.doc_type.is_letter else ():
        if own.date is not None and child.date is not None and child.date < own.date:
            yield Reason("chain.before_upper", child.date.isoformat())
        stamped = [receipt for receipt in receipts if child.issuer and like_office(receipt.office, child.issuer)]
        for receipt in stamped:
            if receipt.date is not None and child.date is not None and receipt.date > child.date:
                yield Reason("chain.late_receipt", f"{receipt.office} {receipt.date.isoformat()}")
        if stamped and not any(same_office(receipt.office, child.issuer) for receipt in stamped):
            yield Reason("chain.receipt_suspected", f"{stamped[0].office} / {child.issuer}")
    if ring is not None:
        yield Reason("chain.ring", ring.reference_no or ring.document_id)


def _is_below(name: str | None, above: str | None) -> bool:
    low, high = tier_of(name), tier_of(above)
    return low is not None and (high is None or high.is_above(low))
