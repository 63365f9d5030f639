"""Queries about the values that wait for a person, the most doubtful first, paged by key over rows kept by area."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVarTuple

from sqlalchemy import Select, exists, func, select, tuple_
from sqlalchemy.orm import Session, aliased

from docproc.repository.visibility import secrets_are_open
from models.rights import Areas
from models.status import Doubt
from models.tables.documents import AssertionRecord, DocumentRecord, WaitingValuesRecord
from models.tables.originals import SourceRecord

Columns = TypeVarTuple("Columns")


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
    row = WaitingValuesRecord
    # Each row is of one value at least, and the values of the first may lie before the key.
    query = _in_areas(select(row.doubt, row.document_id), areas).order_by(row.doubt, row.document_id).limit(limit + 1)
    if key is not None:
        query = query.where(tuple_(row.doubt, row.document_id) >= tuple_(key.doubt.value, key.document_id))
    if document_id is not None:
        query = query.where(row.document_id == document_id)
    places = {(doubt, document) for doubt, document in session.execute(query)}
    asked = AssertionRecord.doubt.is_not(None), AssertionRecord.document_id.in_({document for _, document in places})
    values = [
        one
        for one in session.scalars(select(AssertionRecord).where(*asked))
        if (one.doubt, one.document_id) in places and (key is None or _place(one) > _place_of_key(key))
    ]
    found = sorted(values, key=_place)[:limit]
    rows = session.execute(
        select(DocumentRecord, SourceRecord)
        .join(SourceRecord, SourceRecord.id == DocumentRecord.source_id)
        .where(DocumentRecord.id.in_({one.document_id for one in found}))
    )
    held = {document.id: (document, source) for document, source in rows}
    return [Waiting(one, *held[one.document_id]) for one in found]


def _in_areas(query: Select[*Columns], areas: Areas) -> Select[*Columns]:
    """The rows of documents that are seen, each document once."""
    row, earlier = WaitingValuesRecord, aliased(WaitingValuesRecord)
    query = query.where(row.area.in_(areas), secrets_are_open(row.source_id, areas))
    if len(areas) > 1:
        same = earlier.document_id == row.document_id, earlier.doubt == row.doubt
        query = query.where(~exists().where(*same, earlier.area.in_(areas), earlier.area < row.area))
    return query


def _place(row: AssertionRecord) -> tuple[int, str, str]:
    assert row.doubt is not None
    return row.doubt, row.document_id, row.field


def _place_of_key(key: QueueKey) -> tuple[int, str, str]:
    return key.doubt.value, key.document_id, key.field


def count(session: Session, areas: Areas, at_most: int) -> int:
    """How many values of these areas wait, counted up to `at_most`."""
    some = _in_areas(select(WaitingValuesRecord.number), areas).limit(at_most).subquery()
    return min(at_most, session.scalar(select(func.coalesce(func.sum(some.c.number), 0))) or 0)


def count_of_document(session: Session, document_id: str) -> int:
    """How many values of one document wait."""
    query = select(func.count()).where(AssertionRecord.document_id == document_id, AssertionRecord.doubt.is_not(None))
    return session.scalar(query) or 0
