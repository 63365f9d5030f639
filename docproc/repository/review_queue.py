"""Queries about the values that wait for a person, the most doubtful first, paged by key over one partial index."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select, tuple_
from sqlalchemy.orm import Session

from docproc.repository.visibility import document_is_seen
from models.rights import Areas
from models.status import Doubt
from models.tables.documents import AssertionRecord, DocumentRecord
from models.tables.originals import SourceRecord


@dataclass(frozen=True, slots=True)
class QueueKey:
    """A place in the queue: by doubt, within it document by document, within a document by the field's name."""

    doubt: Doubt
    document_id: str
    field: str

    def __str__(self) -> str:
        return f"{self.doubt.value}.{self.document_id}.{self.field}"

    @classmethod
    def parse(cls, text: str) -> QueueKey:
        """ValueError where it is none."""
        doubt, document_id, field = text.split(".", 2)
        return cls(Doubt(int(doubt)), document_id, field)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A value that waits, with the document and the file it is in."""

    assertion: AssertionRecord
    document: DocumentRecord
    source: SourceRecord

    @property
    def key(self) -> QueueKey:
        doubt = self.assertion.doubt
        assert doubt is not None
        return QueueKey(Doubt(doubt), self.assertion.document_id, self.assertion.field)


def after(
    session: Session, areas: Areas, key: QueueKey | None, limit: int, document_id: str | None = None
) -> list[Waiting]:
    """What waits in these areas behind `key` (from the queue's head without one), of one document where it is named."""
    place = (AssertionRecord.doubt, AssertionRecord.document_id, AssertionRecord.field)
    query = select(AssertionRecord).where(AssertionRecord.doubt.is_not(None)).order_by(*place).limit(limit)
    query = query.where(document_is_seen(AssertionRecord.document_id, areas))
    if key is not None:
        query = query.where(tuple_(*place) > tuple_(key.doubt.value, key.document_id, key.field))
    if document_id is not None:
        query = query.where(AssertionRecord.document_id == document_id)
    # The documents are fetched apart, so that the index alone decides which rows are read.
    found = session.scalars(query).all()
    rows = session.execute(
        select(DocumentRecord, SourceRecord)
        .join(SourceRecord, SourceRecord.id == DocumentRecord.source_id)
        .where(DocumentRecord.id.in_({one.document_id for one in found}))
    )
    held = {document.id: (document, source) for document, source in rows}
    return [Waiting(one, *held[one.document_id]) for one in found]


def count(session: Session, areas: Areas, at_most: int) -> int:
    """How many values of these areas wait, counted up to `at_most`."""
    some = select(AssertionRecord.doubt).where(
        AssertionRecord.doubt.is_not(None), document_is_seen(AssertionRecord.document_id, areas)
    )
    return session.scalar(select(func.count()).select_from(some.limit(at_most).subquery())) or 0


def count_of_document(session: Session, document_id: str) -> int:
    """How many values of one document wait."""
    query = select(func.count()).where(AssertionRecord.document_id == document_id, AssertionRecord.doubt.is_not(None))
    return session.scalar(query) or 0
