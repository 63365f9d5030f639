"""Which documents have values that wait for a person, area by area: rows that follow doubts and areas."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from docproc.repository import file_areas
from docproc.repository.inserting import insert_missing
from models.rights import EVERYWHERE
from models.tables.documents import AssertionRecord, DocumentRecord, WaitingValuesRecord


def rewrite(session: Session, document_ids: Iterable[str]) -> None:
    """Let the rows of these documents be what waits of them now, where their files lie now."""
    ids = list(document_ids)
    session.flush()
    session.execute(delete(WaitingValuesRecord).where(WaitingValuesRecord.document_id.in_(ids)))
    counted = session.execute(
        select(AssertionRecord.doubt, DocumentRecord.id, DocumentRecord.source_id, func.count())
        .join(DocumentRecord, DocumentRecord.id == AssertionRecord.document_id)
        .where(AssertionRecord.document_id.in_(ids), AssertionRecord.doubt.is_not(None))
        .group_by(AssertionRecord.doubt, DocumentRecord.id, DocumentRecord.source_id)
    ).all()
    areas = {one: {EVERYWHERE} | file_areas.of_file(session, one) for one in {row.source_id for row in counted}}
    rows = [
        {"area": area, "doubt": doubt, "document_id": document_id, "source_id": source_id, "number": number}
        for doubt, document_id, source_id, number in counted
        for area in sorted(areas[source_id])
    ]
    insert_missing(session, WaitingValuesRecord, rows)


def rewrite_file(session: Session, source_id: str) -> None:
    """The same for every document of a file."""
    rewrite(session, session.scalars(select(DocumentRecord.id).where(DocumentRecord.source_id == source_id)))
