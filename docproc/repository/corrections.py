"""Queries about the values that people stand by, over all documents."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.status import Act
from models.tables.documents import AssertionRecord, DocumentRecord
from models.tables.originals import SourceRecord
from models.tables.record import MACHINE


@dataclass(frozen=True, slots=True)
class Correction:
    """A value that a person confirmed or set right and that stands, with the file it is in."""

    assertion: AssertionRecord
    source: SourceRecord


def standing(session: Session) -> list[Correction]:
    """Those of the documents that files hold now, file by file and page by page."""
    rows = session.execute(
        select(AssertionRecord, SourceRecord)
        .join(DocumentRecord, DocumentRecord.id == AssertionRecord.document_id)
        .join(SourceRecord, SourceRecord.id == DocumentRecord.source_id)
        .where(
            DocumentRecord.is_current,
            AssertionRecord.made_by != MACHINE,
            AssertionRecord.superseded_at.is_(None),
            AssertionRecord.act.in_([act for act in Act if act.stands]),
        )
        .order_by(SourceRecord.id, AssertionRecord.page, AssertionRecord.id)
    )
    return [Correction(assertion, source) for assertion, source in rows]
