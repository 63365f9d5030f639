"""How documents hang together: links between them, receipts, and the chain they make."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from models.geometry import Box
from models.status import DocType, LinkState, Status


class LinkKind(StrEnum):
    """What the lower document does with the upper one."""

    CITES = "cites"  # names it in อ้างถึง or in its text
    FORWARDS = "forwards"  # names it in its enclosure line: a copy goes with the letter
    PASSES_ON = "passes_on"  # repeats its subject and text without naming it
    ENCLOSED = "enclosed"  # is physically behind it in the same file
    SHOWS = "shows"  # a sheet or picture of the activity that it asks for
    COPY = "copy"  # is another scan of the same letter; `to_document` is the one that came first


@dataclass(frozen=True, slots=True)
class Reason:
    """One clue for or against a link: a code of the message catalogue and what it is about."""

    code: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """`from_document` is the lower document (it cites, forwards, answers), `to_document` the upper one.

    `score` is 0..1. EXACT may still rest on two equal misreadings, so the score stays beside the state.
    """

    from_document: str
    to_document: str
    kind: LinkKind
    state: LinkState
    score: float
    reasons: tuple[Reason, ...] = ()
    citation_position: int | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """A received stamp as shown in the chain; each value None where it was not read."""

    office: str | None
    number: str | None
    date: date | None
    time: str | None
    page: int
    box: Box
    status: Status


@dataclass(frozen=True, slots=True)
class ChainNode:
    """A document in its chain, with what arrived, what came of it, and what is missing.

    `receipts` holds the stamps of its copies too: each copy travelled its own way. `flags` are what cannot be as it
    reads: days out of order, links in a ring, an office read one glyph off. `hidden` documents hang directly under it
    and are not among `children`, where a part of a large chain is asked for.
    """

    document_id: str
    source_id: str
    doc_type: DocType
    reference_no: str | None
    reference_status: Status
    date: date | None
    issuer: str | None
    subject: str | None
    pages: tuple[int, ...]
    link: Link | None
    receipts: tuple[Receipt, ...]
    children: tuple[ChainNode, ...]
    missing: tuple[Reason, ...]
    flags: tuple[Reason, ...] = ()
    copies: tuple[str, ...] = ()
    hidden: int = 0
    n_rows: int | None = None
    n_signed: int | None = None
    n_unsure: int | None = None

    @property
    def size(self) -> int:
        """How many documents hang here, this one counted."""
        return 1 + sum(child.size for child in self.children)


@dataclass(frozen=True, slots=True)
class ChainSummary:
    """One line of the list of chains."""

    document_id: str
    subject: str | None
    reference_no: str | None
    date: date | None
    issuer: str | None
    documents: int
    verified_links: int
    suspected_links: int
    receipts: int


@dataclass(frozen=True, slots=True)
class Hops:
    """Whom one letter was sent to against who has shown that it arrived. Counts of offices.

    `suspected`: a received stamp names the office but for one glyph. `answered` of the missing: a letter of theirs
    passes this one on or answers it. `unresolved` are parts of the เรียน line that name nobody known; while there are
    any, or a kind of office is not registered, `addressed` is not the whole.
    """

    addressed: int
    received: int
    suspected: int
    missing: int
    answered: int
    unresolved: tuple[str, ...]
    missing_offices: tuple[tuple[str, str], ...]  # code and name, by code, a page of them
    next_code: str | None
