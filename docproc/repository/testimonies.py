"""What testimony asks of the database beside letters and links."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.tables.letter_registers import RegisterEntryRecord
from models.tables.letters import CitationRecord
from models.tables.offices import OfficeRecord


def citation_of_field(session: Session, document_id: str, field: str) -> CitationRecord | None:
    """The citation that the document's evidence holds under that name, such as `references[0]`."""
    return session.scalars(
        select(CitationRecord).where(CitationRecord.document_id == document_id, CitationRecord.field == field)
    ).one_or_none()


def register_lines(session: Session, document_id: str) -> list[tuple[RegisterEntryRecord, str]]:
    """The lines of registers that a clerk says this scan is of, with the name of each register's office."""
    query = (
        select(RegisterEntryRecord, OfficeRecord.name)
        .join(OfficeRecord, OfficeRecord.id == RegisterEntryRecord.office_id)
        .where(RegisterEntryRecord.document_id == document_id, RegisterEntryRecord.voided_at.is_(None))
        .order_by(RegisterEntryRecord.id)
    )
    return [(entry, office) for entry, office in session.execute(query)]
