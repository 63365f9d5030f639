"""A part of a chain that is too large to be looked at whole: the way down to one document and what is under it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from docproc.chain_tree import build_trees, strongest
from docproc.repository import chains
from models.chain import ChainNode, Link, LinkKind

BELOW_A_PAGE = 50


def part_around(session: Session, document_id: str, below: str = "") -> ChainNode | None:
    """From the root to the document, then a page of what hangs directly under it, from behind the id `below` on."""
    path = way_down(session, document_id)
    around = {*path, *_lower(session, path)}
    tree = _tree(session, around, path[0])
    node = _at_end(tree, path)
    if tree is None or node is None:
        return None
    page = _page(node, below)
    # What is under the page tells what is missing there; it is counted, not shown.
    tree = _tree(session, around | _lower(session, [child.document_id for child in page]), path[0])
    return _pruned(tree, path, {child.document_id for child in page}) if tree is not None else None


def way_down(session: Session, document_id: str) -> list[str]:
    """From the root of its tree down to the document, or to the first scan of it where it is a copy."""
    path = [_original(session, document_id)]
    while True:
        same = [path[0], *_copies(session, path[:1])]
        up = next((link for link in strongest(chains.links_up(session, same)) if link.kind is not LinkKind.COPY), None)
        upper = _original(session, up.to_document) if up is not None else None
        if upper is None or upper in path:
            return path
        path.insert(0, upper)


def _original(session: Session, document_id: str) -> str:
    seen = [document_id]
    while True:
        copy = next((link for link in chains.links_up(session, seen[-1:]) if link.kind is LinkKind.COPY), None)
        if copy is None:
            return seen[-1]
        if copy.to_document in seen:
            return min(seen[seen.index(copy.to_document) :])
        seen.append(copy.to_document)


def _copies(session: Session, document_ids: Sequence[str]) -> set[str]:
    """Later scans of these documents, and scans of those."""
    found, edge = set[str](), list(document_ids)
    while edge:
        down = chains.links_down(session, edge)
        edge = [link.from_document for link in down if link.kind is LinkKind.COPY and link.from_document not in found]
        found |= set(edge)
    return found


def _lower(session: Session, document_ids: Sequence[str]) -> set[str]:
    """What standing links tie to these documents from below, their copies and the lower ones' copies with them."""
    copies = _copies(session, document_ids)
    lower = {link.from_document for link in chains.links_down(session, [*document_ids, *copies])}
    return copies | lower | _copies(session, sorted(lower))


def _tree(session: Session, document_ids: Collection[str], root: str) -> ChainNode | None:
    """The tree of these documents under the root; one that hangs by its strongest link under another is not in it."""
    ids = sorted(document_ids)
    links: list[Link] = strongest(chains.links_up(session, ids))
    trees = build_trees(chains.chain_documents(session, ids), links)
    return next((tree for tree in trees if tree.document_id == root), None)


def _at_end(tree: ChainNode | None, path: Sequence[str]) -> ChainNode | None:
    node = tree
    for one in path[1:]:
        node = next((child for child in node.children if child.document_id == one), None) if node else None
    return node


def _page(node: ChainNode, below: str) -> Sequence[ChainNode]:
    places = [child.document_id for child in node.children]
    start = places.index(below) + 1 if below in places else 0
    return node.children[start : start + BELOW_A_PAGE] or node.children[:BELOW_A_PAGE]


def _pruned(node: ChainNode, path: Sequence[str], page: Collection[str]) -> ChainNode:
    """The node with its children of the path or the page, and those without theirs where they end the part."""
    further = path[1:]
    kept = [
        child for child in node.children if (child.document_id == further[0] if further else child.document_id in page)
    ]
    children = tuple(
        _pruned(child, further, page) if further else replace(child, children=(), hidden=len(child.children))
        for child in kept
    )
    return replace(node, children=children, hidden=len(node.children) - len(children))
