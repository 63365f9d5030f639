"""The chain from ministry to local government, as the documents show it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docproc.chain_tree import build_trees
from docproc.repository import chain_roots, chains
from docproc.repository.clock import moment
from docproc.wiring import Service
from models.chain import ChainNode, ChainSummary, Link
from models.status import LinkState


def list_chains(service: Service, before: str | None = None, limit: int = 50) -> list[ChainSummary]:
    """The chains there are, the latest root first; `before` is the document id of the last one already shown.

    A chain in which links have changed since it was last counted is counted now, and its counts are kept.
    """
    with service.database.reading() as session:
        roots = chain_roots.page(session, before, limit)
    counted = {root.document_id: _count(service, root.document_id) for root in roots if root.summary is None}
    new = [summary for summary in counted.values() if summary is not None]
    if new:
        with service.database.writing() as session:
            chain_roots.save_counts(session, new, moment(session))
    found = (root.summary or counted[root.document_id] for root in roots)
    return [summary for summary in found if summary is not None]


def _count(service: Service, document_id: str) -> ChainSummary | None:
    tree = chain_of(service, document_id)
    return summary_of(tree, document_id, tree) if tree is not None else None


def chain_of(service: Service, document_id: str) -> ChainNode | None:
    """The whole tree in which the document stands; None where there is no such document."""
    with service.database.reading() as session:
        reached = sorted(chains.connected_documents(session, document_id))
        documents = chains.chain_documents(session, reached)
        trees = build_trees(documents, chains.standing_links(session, reached))
    return next((tree for tree in trees if any(_holds(node, document_id) for node in walk(tree))), None)


def links_of(service: Service, document_id: str) -> list[Link]:
    """What links the document to others, the surest first, rejected ones too."""
    with service.database.reading() as session:
        return chains.links_of_document(session, document_id)


def links_among(service: Service, document_ids: Sequence[str]) -> list[Link]:
    """The links between these documents that nobody rejected, as they were found."""
    with service.database.reading() as session:
        return chains.standing_links(session, document_ids)


def walk(node: ChainNode) -> Iterator[ChainNode]:
    """The node and everything under it, from the top down."""
    yield node
    for child in node.children:
        yield from walk(child)


def _holds(node: ChainNode, document_id: str) -> bool:
    return document_id == node.document_id or document_id in node.copies


def summary_of(tree: ChainNode, document_id: str, head: ChainNode) -> ChainSummary:
    """Counts of the whole tree, under this id and what names the letter `head` of it."""
    nodes = list(walk(tree))
    states = [node.link.state for node in nodes if node.link]
    return ChainSummary(
        document_id=document_id,
        subject=head.subject,
        reference_no=head.reference_no,
        date=head.date,
        issuer=head.issuer,
        documents=len(nodes),
        verified_links=sum(state.is_verified for state in states),
        suspected_links=states.count(LinkState.SUSPECTED),
        receipts=sum(len(node.receipts) for node in nodes),
    )
