"""A part of a chain that is too large to be looked at whole: the way down to one document and what is under it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from docproc.chain_tree import build_trees, strongest
from docproc.repository import chains
from models.chain import ChainNode, Link, LinkKind

BELOW_A_PAGE = 50


def part_around(session: Session, document_id: str, below: str = "") -> ChainNode | None:
    """From the root to the document, then a page of what hangs directly under it, from behind the id `below` on."""
    path = ways_down(session, [document_id])[document_id]
    around = _lower(session, path)
    tree = _tree(session, around, path[0])
    node = _at_end(tree, path)
    if tree is None or node is None:
        return None
    page = _page(node, below)
    # What is under the page tells what is missing there; it is counted, not shown.
    tree = _tree(session, around | _lower(session, [child.document_id for child in page]), path[0])
    return _pruned(tree, path, {child.document_id for child in page}) if tree is not None else None


def ways_down(session: Session, document_ids: Sequence[str]) -> dict[str, list[str]]:
    """For each document, from the root of its tree down to it, or to the first scan of it where it is a copy.

    All climb together, so that a list of chains asks a few times for each tier and not for each document.
    """
    originals = _originals(session, document_ids)
    ways = {one: [originals[one]] for one in document_ids}
    climbing = set(ways)
    while climbing:
        uppers = _uppers(session, {ways[one][0] for one in climbing})
        climbing = {one for one in climbing if uppers.get(ways[one][0], ways[one][0]) not in ways[one]}
        for one in climbing:
            ways[one].insert(0, uppers[ways[one][0]])
    return ways


def _uppers(session: Session, document_ids: Collection[str]) -> dict[str, str]:
    """The first scan of the letter above, for each of these first scans; one that hangs under none is left out."""
    scans = _scans(session, document_ids)
    up: dict[str, list[Link]] = defaultdict(list)
    for link in chains.links_up(session, sorted({scan for same in scans.values() for scan in same})):
        up[link.from_document].append(link)
    hanging: dict[str, str] = {}
    for one, same in scans.items():
        links = strongest([link for scan in sorted(same) for link in up[scan]])
        above = next((link for link in links if link.kind is not LinkKind.COPY), None)
        if above is not None:
            hanging[one] = above.to_document
    originals = _originals(session, hanging.values())
    return {one: originals[upper] for one, upper in hanging.items()}


def _originals(session: Session, document_ids: Iterable[str]) -> dict[str, str]:
    """The first scan of each document; of scans that are said to be copies of each other, the one that came first."""
    seen = {one: [one] for one in document_ids}
    found: dict[str, str] = {}
    while open_ends := {seen[one][-1] for one in seen if one not in found}:
        links = chains.links_up(session, sorted(open_ends))
        copied = {link.from_document: link.to_document for link in links if link.kind is LinkKind.COPY}
        for one, way in seen.items():
            if one in found:
                continue
            earlier = copied.get(way[-1])
            if earlier is None:
                found[one] = way[-1]
            elif earlier in way:
                found[one] = min(way[way.index(earlier) :])
            else:
                way.append(earlier)
    return found


def _scans(session: Session, document_ids: Collection[str]) -> dict[str, set[str]]:
    """Each document with the later scans of it, and the scans of those."""
    found = {one: {one} for one in document_ids}
    edge = {one: {one} for one in document_ids}  # a scan, and the documents of which it is one
    while edge:
        further: dict[str, set[str]] = defaultdict(set)
        for link in chains.links_down(session, sorted(edge)):
            for one in edge[link.to_document]:
                if link.kind is LinkKind.COPY and link.from_document not in found[one]:
                    found[one].add(link.from_document)
                    further[link.from_document].add(one)
        edge = further
    return found


def _lower(session: Session, document_ids: Collection[str]) -> set[str]:
    """These documents and what standing links tie to them from below, each with its copies."""
    scans = _every_scan(session, document_ids)
    lower = {link.from_document for link in chains.links_down(session, sorted(scans))}
    return scans | _every_scan(session, lower)


def _every_scan(session: Session, document_ids: Collection[str]) -> set[str]:
    return {scan for same in _scans(session, document_ids).values() for scan in same}


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
