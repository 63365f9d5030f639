"""What waits for a person in some areas: each list paged by key, the latest first, each count cut off."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from sqlalchemy import Select, func, literal_column, select
from sqlalchemy.orm import Session

from docproc.repository.together import limited
from docproc.repository.visibility import one_file_is_seen
from models.rights import Areas
from models.status import LinkState, SourceStatus
from models.tables.documents import DocumentRecord
from models.tables.links import LinkRecord
from models.tables.originals import SourceRecord

T = TypeVar("T")


def failed_files(areas: Areas, before: str | None) -> Select[SourceRecord]:
    """Files that could not be read, the latest first, before the id `before`."""
    query = select(SourceRecord).where(
        SourceRecord.status == SourceStatus.FAILED, one_file_is_seen(SourceRecord.id, areas)
    )
    return (query.where(SourceRecord.id < before) if before else query).order_by(SourceRecord.id.desc())


def suspected_links(areas: Areas, before: str | None) -> Select[LinkRecord]:
    """Links whose lower document is seen and that nobody decided, before the id `before`."""
    query = (
        select(LinkRecord)
        .join(DocumentRecord, DocumentRecord.id == LinkRecord.from_document_id)
        .where(
            LinkRecord.state == LinkState.SUSPECTED,
            DocumentRecord.is_current,
            one_file_is_seen(DocumentRecord.source_id, areas),
        )
    )
    return (query.where(LinkRecord.id < before) if before else query).order_by(LinkRecord.id.desc())


def rows(session: Session, query: Select[T], limit: int) -> Sequence[T]:
    return session.scalars(limited(query, limit)).all()


def count(session: Session, query: Select[T], at_most: int) -> int:
    """How many rows the query has, counted up to `at_most`."""
    some: Select[Any] = query.with_only_columns(literal_column("1"), maintain_column_froms=True).order_by(None)
    some = limited(some, at_most)
    return session.scalar(select(func.count()).select_from(some.subquery())) or 0
