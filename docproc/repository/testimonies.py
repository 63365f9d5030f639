"""What testimony asks of the database beside letters and links."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.tables.letters import CitationRecord


def citation_of_field(session: Session, document_id: str, field: str) -> CitationRecord | None:
    """The citation that the document's evidence holds under that name, such as `references[0]`."""
    return session.scalars(
        select(CitationRecord).where(CitationRecord.document_id == document_id, CitationRecord.field == field)
    ).one_or_none()
