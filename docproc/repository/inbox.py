"""What waits for a person in some areas: each list paged by key, the latest first, each count cut off."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from sqlalchemy import Select, exists, false, func, literal_column, or_, select
from sqlalchemy.orm import Session, aliased

from docproc.repository.offices import in_area
from docproc.repository.visibility import Areas, document_is_seen, file_is_seen
from models.rights import EVERYWHERE
from models.status import LinkState, SourceStatus
from models.tables.documents import DocumentRecord
from models.tables.letter_registers import RegisterEntryRecord
from models.tables.letters import LetterRecord
from models.tables.links import LinkRecord
from models.tables.offices import OfficeRecord
from models.tables.originals import SourceRecord

T = TypeVar("T")


def failed_files(areas: Areas, before: str | None) -> Select[SourceRecord]:
    """Files that could not be read, the latest first, before the id `before`."""
    query = select(SourceRecord).where(SourceRecord.status == SourceStatus.FAILED, file_is_seen(SourceRecord.id, areas))
    return (query.where(SourceRecord.id < before) if before else query).order_by(SourceRecord.id.desc())


def suspected_links(areas: Areas, before: str | None) -> Select[LinkRecord]:
    """Links whose lower document is seen and that nobody decided, before the id `before`."""
    query = (
        select(LinkRecord)
        .join(DocumentRecord, DocumentRecord.id == LinkRecord.from_document_id)
        .where(
            LinkRecord.state == LinkState.SUSPECTED,
            DocumentRecord.is_current,
            document_is_seen(LinkRecord.from_document_id, areas),
        )
    )
    return (query.where(LinkRecord.id < before) if before else query).order_by(LinkRecord.id.desc())


def unregistered_letters(areas: Areas, before: str | None) -> Select[DocumentRecord]:
    """The first letter of each file of which nothing stands in a register of the areas, before the file `before`.

    What a letter encloses is registered with it, so a file of a letter and its enclosures waits once.
    """
    earlier, sibling = aliased(DocumentRecord), aliased(DocumentRecord)
    first = ~exists().where(
        earlier.source_id == DocumentRecord.source_id,
        earlier.is_current,
        earlier.ordinal < DocumentRecord.ordinal,
        earlier.id == LetterRecord.document_id,
    )
    registered = exists().where(
        sibling.source_id == DocumentRecord.source_id,
        RegisterEntryRecord.document_id == sibling.id,
        RegisterEntryRecord.voided_at.is_(None),
        *(() if EVERYWHERE in areas else (RegisterEntryRecord.office_id.in_(_offices(areas)),)),
    )
    query = select(DocumentRecord).where(
        DocumentRecord.is_current,
        exists().where(LetterRecord.document_id == DocumentRecord.id),
        first,
        ~registered,
        file_is_seen(DocumentRecord.source_id, areas),
    )
    return (query.where(DocumentRecord.source_id < before) if before else query).order_by(
        DocumentRecord.source_id.desc()
    )


def _offices(areas: Areas) -> Select[str]:
    return select(OfficeRecord.id).where(or_(false(), *(in_area(area) for area in areas)))


def rows(session: Session, query: Select[T], limit: int) -> Sequence[T]:
    return session.scalars(query.limit(limit)).all()


def count(session: Session, query: Select[T], at_most: int) -> int:
    """How many rows the query has, counted up to `at_most`."""
    some: Select[Any] = (
        query.with_only_columns(literal_column("1"), maintain_column_froms=True).order_by(None).limit(at_most)
    )
    return session.scalar(select(func.count()).select_from(some.subquery())) or 0
