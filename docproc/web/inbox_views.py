"""The lists of the inbox in words: what each row is, why it waits, and where the decision is made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from docproc.inbox import MOST_COUNTED, Section, Stretch, WaitingLink
from docproc.messages.catalogue import Catalogue
from docproc.review import MOST_COUNTED as MOST_VALUES
from docproc.web.chain_views import document_address, document_title
from docproc.web.findings_views import finding_views
from docproc.wiring import Service


@dataclass(frozen=True, slots=True)
class InboxRow:
    """One thing that waits; `note` says why, `act` is the address at which it is done, where that is another page.

    `letter` is the file's id where it waits for a register: of it may be said that it needs no line.
    """

    title: str
    address: str
    note: str = ""
    at: datetime | None = None
    act: str = ""
    letter: str = ""


@dataclass(frozen=True, slots=True)
class SectionView:
    """A list with its head. `count` is empty where nothing waits."""

    name: str
    count: str
    rows: tuple[InboxRow, ...]
    next_key: str | None


def count_text(section: Section, number: int, shown: Catalogue) -> str:
    most = MOST_VALUES if section is Section.VALUES else MOST_COUNTED
    if number < most:
        return f"{number:,}" if number else ""
    return shown.text("inbox.over", n=f"{number:,}")


def section_view(service: Service, stretch: Stretch, number: int, shown: Catalogue) -> SectionView:
    rows = tuple(_rows(service, stretch, shown))
    return SectionView(stretch.section.value, count_text(stretch.section, number, shown), rows, stretch.next_key)


def _rows(service: Service, stretch: Stretch, shown: Catalogue) -> Iterator[InboxRow]:
    for file in stretch.files:
        fault = shown.fault(file.error_code, file.error_detail or "")
        yield InboxRow(file.name, f"/documents/{file.id}", fault, file.received_at)
    for link in stretch.links:
        yield _link(link, shown)
    for head in stretch.letters:
        note = head.subject if head.reference_no and head.subject else ""
        address = document_address(head.source_id, head.document_id)
        act = f"/documents/{head.source_id}/register?d={head.document_id}"
        yield InboxRow(document_title(head, shown), address, note, act=act, letter=head.source_id)
    for finding, found in zip(finding_views(service, stretch.findings, shown), stretch.findings, strict=True):
        address = next((picture.address for picture in finding.pictures if picture.address), "")
        yield InboxRow(finding.kind, address, finding.text, found.record.at)


def _link(waiting: WaitingLink, shown: Catalogue) -> InboxRow:
    """Of an upper letter that may not be read, kind and number are shown and nothing else."""
    lower, upper = waiting.lower, waiting.upper
    named = document_title(upper if waiting.upper_is_seen else replace(upper, subject=None), shown)
    kind = shown.text(f"link_kind.{waiting.link.kind}")
    return InboxRow(
        document_title(lower, shown), document_address(lower.source_id, lower.document_id), f"{kind}: {named}"
    )
