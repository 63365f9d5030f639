"""Chains as somebody sees them: that a document elsewhere exists, and what names it, but nothing of what it says.

A chain runs through offices of all tiers; without the numbers of the letters above and below it proves nothing.
"""

from __future__ import annotations

from dataclasses import replace

from docproc.chain import chain_of, list_chains, summary_of, walk
from docproc.hops import hops_of
from docproc.repository import seen_chains, visibility
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
    found = []
    for top in tops:
        tree = seen_chain(service, areas, top)
        head = next((node for node in walk(tree) if top in (node.document_id, *node.copies)), None) if tree else None
        if tree is not None and head is not None:
            found.append(summary_of(tree, top, head))
    return found


def seen_chain(service: Service, areas: Areas, document_id: str) -> ChainNode | None:
    """The whole tree in which the document stands, as seen from these areas; None where there is no such document."""
    tree = chain_of(service, document_id)
    if tree is None or areas.see_everything:
        return tree
    ids = [one for node in walk(tree) for one in (node.document_id, *node.copies)]
    with service.database.reading() as session:
        seen = visibility.seen_documents(session, ids, areas)
    return _as_seen(tree, seen)


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
