"""A part of a large chain: the way down, a page of what is below, and nothing said that the whole would not say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import update

from docproc.bench.read_letters import NOW
from docproc.chain import SHOWN_WHOLE, chain_around, chain_of, counted, walk
from docproc.chain_part import BELOW_A_PAGE
from docproc.config import Settings
from docproc.identifiers import new_id
from docproc.repository import chain_roots
from docproc.wiring import Service, service_for
from models.chain import ChainNode, LinkKind
from models.status import LinkState
from models.tables.links import ChainRootRecord, LinkRecord
from tests.docproc.test_linking import add_letter

PROVINCES, DISTRICTS = 60, 4  # of each province
TOP = "top"


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory, migrated_sqlite: Path) -> Iterator[Service]:
    """A ministry's letter, 60 below it, 4 below each, one of them with a copy and a weaker link elsewhere."""
    folder = tmp_path_factory.mktemp("chain")
    (folder / "docproc.sqlite3").write_bytes(migrated_sqlite.read_bytes())
    with service_for(Settings(data=folder, redis_url=f"unix://{folder}/no-server.sock")) as made:
        add_letter(made, TOP, None, dt.date(2023, 11, 1), "กระทรวงมหาดไทย")
        for province in range(PROVINCES):
            add_letter(made, f"p{province:02}", None, dt.date(2023, 11, 2), f"จังหวัดที่{province}")
            link(made, f"p{province:02}", TOP)
            for district in range(DISTRICTS):
                add_letter(made, f"p{province:02}d{district}", None, dt.date(2023, 11, 3), "อำเภอปัว")
                link(made, f"p{province:02}d{district}", f"p{province:02}")
        add_letter(made, "q-copy", None, dt.date(2023, 11, 3), "อำเภอปัว")
        link(made, "q-copy", "p07d0", LinkKind.COPY)
        link(made, "p07d0", "p08", state=LinkState.SUSPECTED)
        with made.database.writing() as session:
            chain_roots.mark_changed(session, [TOP])
        yield made


def link(
    service: Service, lower: str, upper: str, kind: LinkKind = LinkKind.CITES, state: LinkState = LinkState.EXACT
) -> None:
    with service.database.writing() as session:
        row = LinkRecord(
            id=new_id(), from_document_id=lower, to_document_id=upper, kind=kind, state=state, score=0.9, reasons=[],
            made_by="machine", created_at=NOW, updated_at=NOW,
        )  # fmt: skip
        session.add(row)


def part(service: Service, document_id: str, below: str = "") -> ChainNode:
    tree = chain_around(service, document_id, below)
    assert tree is not None
    return tree


def ids(nodes: tuple[ChainNode, ...]) -> list[str]:
    return [node.document_id for node in nodes]


def test_the_root_comes_with_a_page_of_its_letters_and_counts_of_the_rest(service: Service) -> None:
    tree = part(service, TOP)
    assert 1 + PROVINCES * (1 + DISTRICTS) > SHOWN_WHOLE
    assert ids(tree.children) == [f"p{n:02}" for n in range(BELOW_A_PAGE)]
    assert tree.hidden == PROVINCES - BELOW_A_PAGE
    assert [(child.hidden, child.children) for child in tree.children] == [(DISTRICTS, ())] * BELOW_A_PAGE
    further = part(service, TOP, tree.children[-1].document_id)
    assert ids(further.children) == [f"p{n:02}" for n in range(BELOW_A_PAGE, PROVINCES)]


def test_a_letter_further_down_comes_with_those_above_it_alone(service: Service) -> None:
    tree = part(service, "p07")
    (province,) = tree.children
    assert (province.document_id, tree.hidden) == ("p07", PROVINCES - 1)
    assert ids(province.children) == [f"p07d{n}" for n in range(DISTRICTS)]
    assert (province.hidden, province.children[0].copies) == (0, ("q-copy",))
    assert "p07d0" not in ids(part(service, "p08").children[0].children), "it hangs by its stronger link elsewhere"
    assert part(service, "q-copy") == part(service, "p07d0")


@pytest.mark.parametrize("document", [TOP, "p07", "p08d3"])
def test_a_part_says_of_each_letter_what_the_whole_says(service: Service, document: str) -> None:
    tree = chain_of(service, document)
    assert tree is not None
    whole = {node.document_id: node for node in walk(tree)}
    for node in walk(part(service, document)):
        other = whole[node.document_id]
        assert len(node.children) + node.hidden == len(other.children)
        assert (node.missing, node.flags, node.link, node.receipts, node.copies) == (
            other.missing, other.flags, other.link, other.receipts, other.copies,
        )  # fmt: skip


def test_a_chain_is_counted_from_its_links_as_its_tree_would_be(service: Service) -> None:
    with service.database.writing() as session:
        session.execute(update(ChainRootRecord).values(counted_at=None))
    tree = chain_of(service, TOP)
    assert tree is not None
    summary = counted(service, [TOP])[TOP]
    assert (summary.documents, summary.verified_links, summary.suspected_links) == (tree.size, tree.size - 1, 0)
