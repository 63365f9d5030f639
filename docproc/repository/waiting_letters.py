"""Which letters wait for a register, area by area: kept in the transaction that changes it, read as a range of rows."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Select, and_, delete, exists, func, select
from sqlalchemy.orm import Session, aliased

from docproc.repository import file_areas
from docproc.repository.visibility import secrets_are_open
from models.rights import EVERYWHERE, Areas, areas_around
from models.tables.documents import DocumentRecord
from models.tables.letter_registers import RegisterEntryRecord, RegisterWaiverRecord, WaitingLetterRecord
from models.tables.letters import LetterRecord
from models.tables.offices import OfficeRecord

LOCKS = 0x77616974  # any number of our own: with the file's it names the lock under which its rows are written


def waiting(areas: Areas, before: str | None) -> Select[WaitingLetterRecord]:
    """The letters that wait in one of the areas, the latest file first, before the file `before`; each file once."""
    row, earlier = WaitingLetterRecord, aliased(WaitingLetterRecord)
    query = select(row).where(row.area.in_(areas), secrets_are_open(row.source_id, areas))
    query = query.order_by(row.source_id.desc())
    if before is not None:
        query = query.where(row.source_id < before)
    if len(areas) > 1:
        query = query.where(
            ~exists().where(and_(earlier.source_id == row.source_id, earlier.area.in_(areas), earlier.area < row.area))
        )
    return query


def rewrite(session: Session, source_id: str) -> None:
    """Let the file wait in every area from which it was handed in and in which nothing of it is registered."""
    session.flush()
    if session.get_bind().dialect.name != "sqlite":
        # Two that change the same file at once would each miss what the other did.
        session.execute(select(func.pg_advisory_xact_lock(LOCKS, func.hashtext(source_id))))
    session.execute(delete(WaitingLetterRecord).where(WaitingLetterRecord.source_id == source_id))
    letter = _first_letter(session, source_id)
    if letter is None:
        return
    wait = {EVERYWHERE} | file_areas.of_file(session, source_id)
    done = _around(session, _registered_by(source_id)) | _around(session, _waived_by(source_id))
    session.add_all(
        WaitingLetterRecord(area=area, source_id=source_id, document_id=letter) for area in sorted(wait - done)
    )
    session.flush()


def rewrite_of_document(session: Session, document_id: str | None) -> None:
    """The same for the file that holds the document, where one is named."""
    source_id = session.scalar(select(DocumentRecord.source_id).where(DocumentRecord.id == document_id))
    if source_id is not None:
        rewrite(session, source_id)


def _first_letter(session: Session, source_id: str) -> str | None:
    return session.scalar(
        select(DocumentRecord.id)
        .join(LetterRecord, LetterRecord.document_id == DocumentRecord.id)
        .where(DocumentRecord.source_id == source_id, DocumentRecord.is_current)
        .order_by(DocumentRecord.ordinal)
        .limit(1)
    )


def _around(session: Session, offices: ColumnElement[bool]) -> set[str]:
    paths = session.scalars(select(OfficeRecord.path).where(offices))
    return {area for path in paths for area in areas_around(path)}


def _registered_by(source_id: str) -> ColumnElement[bool]:
    entry = RegisterEntryRecord
    lines = (
        select(entry.office_id)
        .join(DocumentRecord, DocumentRecord.id == entry.document_id)
        .where(DocumentRecord.source_id == source_id, entry.voided_at.is_(None))
    )
    return OfficeRecord.id.in_(lines)


def _waived_by(source_id: str) -> ColumnElement[bool]:
    waiver = RegisterWaiverRecord
    return OfficeRecord.id.in_(
        select(waiver.office_id).where(waiver.source_id == source_id, waiver.withdrawn_at.is_(None))
    )
