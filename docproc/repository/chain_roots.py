"""Queries about the roots of chains: kept as links change, counted when they are looked at.

A root hangs under nothing and has something under it. Finding roots among all letters would read every letter that is
none, so they are rows; a changed link walks up to its root and marks it, which reads a link for each tier.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, exists, select, update
from sqlalchemy.orm import Session

from docproc.repository.inserting import insert_new
from models.chain import ChainSummary
from models.status import LinkState
from models.tables.documents import DocumentRecord
from models.tables.letters import LetterRecord
from models.tables.links import ChainRootRecord, LinkRecord

MOST_ABOVE = 200  # documents above one: four tiers with every suspected letter, not what a loop would give


@dataclass(frozen=True, slots=True)
class Root:
    """A root with its counts, None while they are not up to date."""

    document_id: str
    summary: ChainSummary | None


def mark_changed(session: Session, document_ids: Iterable[str]) -> None:
    """Links of these documents have changed: their chains are counted anew, and roots that are none are forgotten."""
    ids = set(document_ids)
    roots = _tops(session, ids)
    letters = select(LetterRecord.document_id).where(
        LetterRecord.document_id.in_(roots),
        exists().where(LinkRecord.to_document_id == LetterRecord.document_id, LinkRecord.state != LinkState.REJECTED),
    )
    held = set(session.scalars(letters))
    gone = (ids | roots) - held
    session.execute(delete(ChainRootRecord).where(ChainRootRecord.document_id.in_(gone)))
    zero = {"documents": 0, "verified_links": 0, "suspected_links": 0, "receipts": 0}
    insert_new(session, ChainRootRecord, [{"document_id": one, **zero} for one in sorted(held)])
    counted = ChainRootRecord.document_id.in_(held), ChainRootRecord.counted_at.is_not(None)
    session.execute(update(ChainRootRecord).where(*counted).values(counted_at=None))


def _tops(session: Session, document_ids: set[str]) -> set[str]:
    """The documents at the upper ends of the standing links; of a loop without an end, the one that came first."""
    seen, edge, tops = set(document_ids), set(document_ids), set[str]()
    most = MOST_ABOVE + len(document_ids)
    while edge and len(seen) < most:
        query = select(LinkRecord.from_document_id, LinkRecord.to_document_id).where(
            LinkRecord.from_document_id.in_(edge), LinkRecord.state != LinkState.REJECTED
        )
        above: dict[str, set[str]] = {}
        for lower, upper in session.execute(query):
            above.setdefault(lower, set()).add(upper)
        tops |= edge - set(above)
        edge = {one for uppers in above.values() for one in uppers} - seen
        seen |= edge
    return tops or set(sorted(seen)[:1])


def page(session: Session, before: str | None, limit: int) -> list[Root]:
    """Roots, the latest first, from behind `before` on."""
    query = (
        select(ChainRootRecord, LetterRecord)
        .join(LetterRecord, LetterRecord.document_id == ChainRootRecord.document_id)
        .join(DocumentRecord, DocumentRecord.id == ChainRootRecord.document_id)
        .where(DocumentRecord.is_current)
        .order_by(ChainRootRecord.document_id.desc())
        .limit(limit)
    )
    if before is not None:
        query = query.where(ChainRootRecord.document_id < before)
    return [Root(root.document_id, _summary(root, letter)) for root, letter in session.execute(query)]


def of_documents(session: Session, document_ids: Iterable[str]) -> list[Root]:
    """Those of the documents that are roots."""
    query = (
        select(ChainRootRecord, LetterRecord)
        .join(LetterRecord, LetterRecord.document_id == ChainRootRecord.document_id)
        .where(ChainRootRecord.document_id.in_(set(document_ids)))
    )
    return [Root(root.document_id, _summary(root, letter)) for root, letter in session.execute(query)]


def save_counts(session: Session, summaries: Sequence[ChainSummary], at: dt.datetime) -> None:
    """Keep what was counted, until a link of the chain changes."""
    for one in summaries:
        session.execute(
            update(ChainRootRecord)
            .where(ChainRootRecord.document_id == one.document_id)
            .values(
                documents=one.documents,
                verified_links=one.verified_links,
                suspected_links=one.suspected_links,
                receipts=one.receipts,
                counted_at=at,
            )
        )


def _summary(root: ChainRootRecord, letter: LetterRecord) -> ChainSummary | None:
    if root.counted_at is None:
        return None
    return ChainSummary(
        document_id=root.document_id,
        subject=letter.subject,
        reference_no=letter.printed if letter.number is not None else None,
        date=letter.date,
        issuer=letter.issuer,
        documents=root.documents,
        verified_links=root.verified_links,
        suspected_links=root.suspected_links,
        receipts=root.receipts,
    )
