"""The chain from ministry to local government, as the documents show it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy.orm import Session

from docproc.chain_part import part_around
from docproc.chain_tree import build_trees, shape_of
from docproc.repository import chain_roots, chains
from docproc.repository.clock import moment
from docproc.wiring import Service
from models.chain import ChainNode, ChainSummary, Link
from models.status import LinkState

SHOWN_WHOLE = 200  # documents; of a larger chain a part is shown at a time


def list_chains(service: Service, before: str | None = None, limit: int = 50) -> list[ChainSummary]:
    """The chains there are, the latest root first; `before` is the document id of the last one already shown.

    A chain in which links have changed since it was last counted is counted now, and its counts are kept.
    """
    with service.database.reading() as session:
        roots = chain_roots.page(session, before, limit)
    found = counted(service, [root.document_id for root in roots])
    return [found[root.document_id] for root in roots if root.document_id in found]


def counted(service: Service, root_ids: Sequence[str]) -> dict[str, ChainSummary]:
    """The chains under these roots, by their ids: as counted before, else counted now and kept."""
    with service.database.reading() as session:
        kept = {root.document_id: root.summary for root in chain_roots.of_documents(session, root_ids)}
        new = [_count(session, one) for one in dict.fromkeys(root_ids) if kept.get(one) is None]
    fresh = [summary for summary in new if summary is not None]
    if fresh:
        with service.database.writing() as session:
            chain_roots.save_counts(session, fresh, moment(session))
    found = [summary for summary in kept.values() if summary is not None]
    return {summary.document_id: summary for summary in (*found, *fresh)}


def _count(session: Session, root_id: str) -> ChainSummary | None:
    """From the links alone: the documents of a national chain are read a part at a time."""
    reached = set(chains.current_among(session, sorted(chains.connected_documents(session, root_id))))
    shape = shape_of(reached, chains.standing_links(session, sorted(reached)))
    root = shape.root_of(root_id)
    held = [one for one in reached if shape.root_of(one) == root]
    states = [shape.parents[one].state for one in held if one in shape.parents]
    heads = chains.chain_documents(session, [root_id])
    if not heads:
        return None
    return ChainSummary(
        document_id=root_id,
        subject=heads[0].subject,
        reference_no=heads[0].reference_no,
        date=heads[0].date,
        issuer=heads[0].issuer,
        documents=sum(one not in shape.originals for one in held),
        verified_links=sum(state.is_verified for state in states),
        suspected_links=states.count(LinkState.SUSPECTED),
        receipts=chains.count_receipts(session, held),
    )


def chain_of(service: Service, document_id: str) -> ChainNode | None:
    """The whole tree in which the document stands; None where there is no such document."""
    with service.database.reading() as session:
        return _whole(session, sorted(chains.connected_documents(session, document_id)), document_id)


def chain_around(service: Service, document_id: str, below: str = "") -> ChainNode | None:
    """The tree as one can look at it: whole, or of a large one the way down to the document and what is under that.

    Under the document stand its letters, a page of them from behind the id `below` on; what is not there is counted
    in `hidden`.
    """
    with service.database.reading() as session:
        reached = chains.connected_documents(session, document_id, SHOWN_WHOLE + 1)
        if len(reached) <= SHOWN_WHOLE:
            return _whole(session, sorted(reached), document_id)
        return part_around(session, document_id, below)


def _whole(session: Session, reached: Sequence[str], document_id: str) -> ChainNode | None:
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
