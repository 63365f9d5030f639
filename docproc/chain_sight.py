"""Chains as somebody sees them: that a document elsewhere exists, and what names it, but nothing of what it says.

A chain runs through offices of all tiers; without the numbers of the letters above and below it proves nothing.
"""

from __future__ import annotations

from dataclasses import replace

from docproc.chain import chain_around, counted, list_chains, walk
from docproc.chain_part import ways_down
from docproc.hops import hops_of
from docproc.repository import chains, seen_chains, visibility
from docproc.wiring import Service
from models.chain import ChainNode, ChainSummary, Hops, Link
from models.rights import EVERYWHERE, Areas

# Reasons of links that quote subject, addressee or activity of the other document.
QUOTING = frozenset({"link.other_subject", "link.addressed_to_tier", "link.same_activity"})


def seen_chains_of(service: Service, areas: Areas, before: str | None = None, limit: int = 50) -> list[ChainSummary]:
    """The chains that reach into these areas, each under the uppermost letter that may be seen, the latest first."""
    if EVERYWHERE in areas:
        return _without_secrets(service, areas, list_chains(service, before, limit))
    with service.database.reading() as session:
        tops = seen_chains.tops(session, areas, before, limit)
        roots = {top: way[0] for top, way in ways_down(session, tops).items()}
        heads = {head.document_id: head for head in chains.chain_documents(session, tops)}
    found = counted(service, list(roots.values()))
    return [
        replace(
            found[roots[top]],
            document_id=top,
            subject=heads[top].subject,
            reference_no=heads[top].reference_no,
            date=heads[top].date,
            issuer=heads[top].issuer,
        )
        for top in tops
        if top in heads and roots[top] in found
    ]


def seen_chain(service: Service, areas: Areas, document_id: str, below: str = "") -> ChainNode | None:
    """The tree in which the document stands, as seen from these areas; None where there is no such document.

    Of a large one a part, as `docproc.chain.chain_around` gives it.
    """
    tree = chain_around(service, document_id, below)
    if tree is None:
        return None
    ids = [one for node in walk(tree) for one in (node.document_id, *node.copies)]
    with service.database.reading() as session:
        seen = visibility.seen_documents(session, ids, areas)
    return _as_seen(tree, seen)


def size_of(service: Service, tree: ChainNode) -> int:
    """How many documents the whole chain has, of which this may be a part."""
    if not any(node.hidden for node in walk(tree)):
        return tree.size
    found = counted(service, [tree.document_id])
    return found[tree.document_id].documents if found else tree.size


def seen_hops(service: Service, areas: Areas, document_id: str, after: str = "") -> Hops | None:
    """The hops below a letter that may be seen from these areas; None where it may not, or addresses nobody."""
    with service.database.reading() as session:
        if document_id not in visibility.seen_documents(session, [document_id], areas):
            return None
    return hops_of(service, document_id, after)


def _without_secrets(service: Service, areas: Areas, chains: list[ChainSummary]) -> list[ChainSummary]:
    """Of a root whose secrecy class is not open to who looks, what any document elsewhere shows."""
    with service.database.reading() as session:
        seen = visibility.seen_documents(session, [one.document_id for one in chains], areas)
    return [one if one.document_id in seen else replace(one, subject=None) for one in chains]


def without_words(link: Link) -> Link:
    """The link without the reasons that quote more of a document elsewhere than its number, date and issuer."""
    return replace(link, reasons=tuple(reason for reason in link.reasons if reason.code not in QUOTING))


def _as_seen(node: ChainNode, seen: set[str]) -> ChainNode:
    """Outside the areas: kind, number, date and issuer stay; file, subject, stamps, counts and gaps go."""
    children = tuple(_as_seen(child, seen) for child in node.children)
    if node.document_id in seen:
        link = node.link
        if link is not None and link.to_document not in seen:
            link = without_words(link)
        return replace(node, link=link, children=children)
    return replace(
        node,
        source_id="",
        subject=None,
        pages=(),
        link=replace(node.link, reasons=()) if node.link is not None else None,
        receipts=(),
        children=children,
        missing=(),
        flags=(),
        copies=(),
        n_rows=None,
        n_signed=None,
        n_unsure=None,
    )
