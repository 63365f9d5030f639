"""What `./run` prints: what was read, what was linked, what was verified."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.tree import Tree

from docproc.demonstration.verdict import ReadSample
from docproc.expected import SURE
from docproc.messages.catalogue import Catalogue
from docproc.messages.thai_dates import short_date
from docproc.users.demonstration import DemonstrationUser
from models.chain import ChainNode, Link, Receipt
from models.status import LinkState

LINK_MARKS = {LinkState.EXACT: "✓", LinkState.CONFIRMED: "✓", LinkState.SUSPECTED: "?", LinkState.REJECTED: "✗"}


def print_readings(console: Console, read: Mapping[str, ReadSample], catalogue: Catalogue) -> None:
    """A line for each document of each file."""
    table = Table(title=catalogue.text("demo.read"), title_justify="left")
    for code in ("demo.file", "demo.kind", "field.reference_no", "field.date", "demo.values", "demo.signed"):
        table.add_column(catalogue.text(code))
    table.add_column(catalogue.text("demo.seconds"), justify="right")
    for name, sample in read.items():
        for index, document in enumerate(sample.reading["documents"]):
            seconds = f"{sample.seconds:.1f}" if index == 0 else ""
            table.add_row(name if index == 0 else "", *_document_cells(document, catalogue), seconds)
    console.print(table)


def print_chains(console: Console, chains: Iterable[ChainNode], catalogue: Catalogue) -> None:
    """Each chain as a tree, with link states, receipts and what no paper shows."""
    console.print(catalogue.text("demo.chains"))
    for chain in chains:
        console.print(_branch(chain, Tree(_label(chain, catalogue)), catalogue))


def print_people(console: Console, people: Iterable[DemonstrationUser], catalogue: Catalogue) -> None:
    """Who may come in, by which name and password."""
    table = Table(title=catalogue.text("sign_in.demonstration"), title_justify="left")
    for code in ("account.role", "user.name", "sign_in.login", "sign_in.password"):
        table.add_column(catalogue.text(code))
    for one in people:
        table.add_row(catalogue.text(f"role.{one.role}"), one.name, one.login, one.password)
    console.print(table)


def _branch(node: ChainNode, tree: Tree, catalogue: Catalogue) -> Tree:
    for receipt in node.receipts:
        tree.add(f"[green]{catalogue.text('demo.received')}[/] {_receipt(receipt, catalogue)}")
    for reason in node.missing:
        tree.add(f"[yellow]{catalogue.text(reason.code, detail=reason.detail)}[/]")
    for child in node.children:
        _branch(child, tree.add(_label(child, catalogue)), catalogue)
    return tree


def _label(node: ChainNode, catalogue: Catalogue) -> str:
    parts = [
        _link(node.link, catalogue) if node.link else "",
        f"[bold]{node.reference_no or catalogue.text(f'doc_type.{node.doc_type}')}[/]",
        short_date(node.date, catalogue) if node.date else "",
        node.issuer or "",
    ]
    if node.n_signed is not None:
        parts.append(catalogue.text("demo.signatures", signed=node.n_signed, rows=node.n_rows))
    return "  ".join(part for part in parts if part)


def _link(link: Link, catalogue: Catalogue) -> str:
    colour = "green" if link.state.is_verified else "yellow"
    state, kind = catalogue.text(f"link_state.{link.state}"), catalogue.text(f"link_kind.{link.kind}")
    return f"[{colour}]{LINK_MARKS[link.state]} {kind}: {state}[/]"


def _receipt(receipt: Receipt, catalogue: Catalogue) -> str:
    when = short_date(receipt.date, catalogue) if receipt.date else catalogue.text("status.unread")
    return "  ".join([receipt.office or "", receipt.number or catalogue.text("status.unread"), when])


def _proofs_of_found(evidence: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """The proof of each value that stands on the page; a list is counted by its parts alone."""
    return [
        proof
        for field, proof in evidence.items()
        if proof["box"] is not None
        and not field.startswith("rows[")
        and not any(other.startswith(f"{field}[") for other in evidence)
    ]


def _document_cells(document: dict[str, Any], catalogue: Catalogue) -> list[str]:
    evidence = _proofs_of_found(document.get("evidence", {}))
    given = sum(entry["status"] != "unread" for entry in evidence)
    sure = sum(entry["status"] in SURE for entry in evidence)
    day = document.get("date")
    signed = f"{document['n_signed']}/{len(document.get('rows') or [])}" if "n_signed" in document else ""
    return [
        catalogue.text(f"doc_type.{document['doc_type']}"),
        document.get("reference_no") or "",
        short_date(date.fromisoformat(day), catalogue) if day else "",
        f"{given}/{len(evidence)} ({sure})" if evidence else "",
        signed,
    ]
