"""What needs a decision of somebody, in the order in which a clerk takes it up.

Files that could not be read come first: nothing else of them can be done. Then doubtful values, since what stands in
a register and what links letters is made of them, then links, then letters that wait for the register, then findings.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy.orm import Session

from docproc.findings.explaining import ShownFinding
from docproc.heads import DocumentHead, find_heads
from docproc.repository import findings, inbox, waiting_letters
from docproc.repository.chains import link_of
from docproc.repository.visibility import seen_documents
from docproc.review import count_waiting
from docproc.wiring import Service
from models.chain import Link
from models.finding import FindingState
from models.rights import Actor, Areas, Right
from models.tables.originals import SourceRecord

MOST_COUNTED = 100  # the exact length of a long list helps nobody who must begin at its head
SHOWN = 5


class Section(StrEnum):
    """The lists of the inbox, in their order; values wait in the review queue."""

    FAILED = "failed"
    VALUES = "values"
    LINKS = "links"
    LETTERS = "letters"
    FINDINGS = "findings"


RIGHT_OF = {
    Section.FAILED: Right.UPLOAD,
    Section.VALUES: Right.DECIDE_VALUES,
    Section.LINKS: Right.DECIDE_VALUES,
    Section.LETTERS: Right.KEEP_REGISTERS,
    Section.FINDINGS: Right.READ_DOCUMENTS,
}


@dataclass(frozen=True, slots=True)
class WaitingLink:
    """A link that waits: the lower document, and the upper one with whether the actor may read it."""

    link: Link
    lower: DocumentHead
    upper: DocumentHead
    upper_is_seen: bool


@dataclass(frozen=True, slots=True)
class Stretch:
    """Part of one list; one of the four holds its rows. `next_key` continues it, None at its end."""

    section: Section
    files: tuple[SourceRecord, ...] = ()
    links: tuple[WaitingLink, ...] = ()
    letters: tuple[DocumentHead, ...] = ()
    findings: tuple[ShownFinding, ...] = ()
    next_key: str | None = None


def sections_of(actor: Actor) -> tuple[Section, ...]:
    """The lists from which the actor can do something, in order."""
    return tuple(section for section in Section if actor.has(RIGHT_OF[section]))


def count_of(service: Service, actor: Actor, section: Section) -> int:
    """How many wait, counted up to `MOST_COUNTED`; values as far as the review queue counts them."""
    areas = actor.areas(RIGHT_OF[section])
    if section is Section.VALUES:
        return count_waiting(service, areas)
    with service.database.reading() as session:
        if section is Section.FAILED:
            return inbox.count(session, inbox.failed_files(areas, None), MOST_COUNTED)
        if section is Section.LINKS:
            return inbox.count(session, inbox.suspected_links(areas, None), MOST_COUNTED)
        if section is Section.LETTERS:
            return inbox.count(session, waiting_letters.waiting(areas, None), MOST_COUNTED)
        return inbox.count(session, findings.listed(areas, None, FindingState.OPEN, None), MOST_COUNTED)


def stretch_of(service: Service, actor: Actor, section: Section, before: str | None, limit: int) -> Stretch:
    """Rows of one list before the key `before`, the latest first; of values, none: they have their own page."""
    areas = actor.areas(RIGHT_OF[section])
    if section is Section.LINKS:
        return _links(service, actor, areas, before, limit)
    if section is Section.LETTERS:
        return _letters(service, areas, before, limit)
    with service.database.reading() as session:
        if section is Section.FAILED:
            files = inbox.rows(session, inbox.failed_files(areas, before), limit + 1)
            return Stretch(section, files=tuple(files[:limit]), next_key=_next([one.id for one in files], limit))
        if section is Section.FINDINGS:
            return _findings(session, areas, before, limit)
    return Stretch(section)


def _links(service: Service, actor: Actor, areas: Areas, before: str | None, limit: int) -> Stretch:
    with service.database.reading() as session:
        rows = inbox.rows(session, inbox.suspected_links(areas, before), limit + 1)
        links, keys = [link_of(row) for row in rows[:limit]], [row.id for row in rows]
        upper = seen_documents(session, [link.to_document for link in links], actor.areas(Right.READ_DOCUMENTS))
    heads = find_heads(service, {end for link in links for end in (link.from_document, link.to_document)})
    found = [
        WaitingLink(link, heads[link.from_document], heads[link.to_document], link.to_document in upper)
        for link in links
    ]
    return Stretch(Section.LINKS, links=tuple(found), next_key=_next(keys, limit))


def _letters(service: Service, areas: Areas, before: str | None, limit: int) -> Stretch:
    with service.database.reading() as session:
        rows = inbox.rows(session, waiting_letters.waiting(areas, before), limit + 1)
        keys = [row.source_id for row in rows]
    heads = find_heads(service, [row.document_id for row in rows[:limit]])
    letters = tuple(heads[row.document_id] for row in rows[:limit])
    return Stretch(Section.LETTERS, letters=letters, next_key=_next(keys, limit))


def _findings(session: Session, areas: Areas, before: str | None, limit: int) -> Stretch:
    rows = findings.page_after(session, areas, before, limit + 1, FindingState.OPEN, None)
    documents = {one for row in rows for one in (row.document_id, row.other_id) if one is not None}
    seen = seen_documents(session, documents, areas)
    found = tuple(ShownFinding(row, frozenset(seen & {row.document_id, row.other_id or ""})) for row in rows[:limit])
    return Stretch(Section.FINDINGS, findings=found, next_key=_next([row.id for row in rows], limit))


def _next(keys: Sequence[str], limit: int) -> str | None:
    return keys[limit - 1] if len(keys) > limit else None
