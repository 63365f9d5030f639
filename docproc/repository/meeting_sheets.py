"""Queries about sheets that may be of one meeting: those of one file, of one place and day, and of one hand-in."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from models.picture import PictureKind
from models.status import DocType
from models.tables.documents import DocumentRecord
from models.tables.letters import SheetPlaceRecord
from models.tables.originals import DeliveryRecord
from models.tables.pictures import FindingRecord

MOST_SHEETS = 60  # of one meeting: two thousand people
HOUR_MS = 3_600_000


def near(session: Session, sheet: DocumentRecord) -> list[DocumentRecord]:
    """Current sheets that may be of one meeting with this one, itself among them."""
    places = select(SheetPlaceRecord.place_key, SheetPlaceRecord.date).where(SheetPlaceRecord.document_id == sheet.id)
    found: dict[str, DocumentRecord] = {sheet.id: sheet}
    for key, day in session.execute(places).all():
        same = select(SheetPlaceRecord.document_id).where(
            SheetPlaceRecord.place_key == key, SheetPlaceRecord.date == day
        )
        found |= _current(session, DocumentRecord.id.in_(same.limit(MOST_SHEETS)))
    found |= _current(session, DocumentRecord.source_id == sheet.source_id)
    found |= _handed_in_beside(session, sheet)
    return list(found.values())


def _handed_in_beside(session: Session, sheet: DocumentRecord) -> dict[str, DocumentRecord]:
    """Sheets that the same office handed in within the hour."""
    offices = select(DeliveryRecord.office).where(
        DeliveryRecord.source_id == sheet.source_id, DeliveryRecord.office.is_not(None)
    )
    # An id begins with its moment in milliseconds: those of the hour before and after are a stretch of the index.
    moment = int(sheet.source_id[:12], 16)
    first, last = f"{moment - HOUR_MS:012x}", f"{moment + HOUR_MS:012x}"
    beside = select(DeliveryRecord.source_id).where(
        DeliveryRecord.source_id.between(first, last), DeliveryRecord.office.in_(offices)
    )
    return _current(session, DocumentRecord.source_id.in_(beside))


def _current(session: Session, condition: ColumnElement[bool]) -> dict[str, DocumentRecord]:
    query = (
        select(DocumentRecord)
        .where(DocumentRecord.doc_type == DocType.ATTENDANCE_SHEET, DocumentRecord.is_current, condition)
        .order_by(DocumentRecord.id)
        .limit(MOST_SHEETS)
    )
    return {record.id: record for record in session.scalars(query)}


def same_sheet_pairs(session: Session, document_ids: Sequence[str]) -> list[tuple[str, str]]:
    """Documents whose signature columns are alike: two pictures of one sheet, whatever a person said of it."""
    query = select(FindingRecord.document_id, FindingRecord.other_id).where(
        FindingRecord.document_id.in_(document_ids),
        FindingRecord.other_id.in_(document_ids),
        FindingRecord.key.startswith(f"pair:{PictureKind.SIGNATURES}:"),
    )
    return [(one, other) for one, other in session.execute(query) if other is not None]
