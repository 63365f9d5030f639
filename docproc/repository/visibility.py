"""Which files may be seen from which areas: the one condition that every list, count, page and picture asks for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, SQLColumnExpression, and_, false, func, or_, select, true
from sqlalchemy.orm import Session

from models.rights import EVERYWHERE
from models.tables.documents import DocumentRecord
from models.tables.offices import OfficeRecord
from models.tables.originals import DeliveryRecord

Areas = Sequence[str]  # paths of offices, each with all below it


def file_is_seen(source_id: SQLColumnExpression[Any], areas: Areas) -> ColumnElement[bool]:
    """The file was handed in by an office of these areas. One without an office is seen only from everywhere."""
    if EVERYWHERE in areas:
        return true()
    return source_id.in_(select(DeliveryRecord.source_id).where(delivery_is_seen(areas)))


def delivery_is_seen(areas: Areas) -> ColumnElement[bool]:
    """It was made by an office of these areas."""
    if EVERYWHERE in areas:
        return true()
    # The few offices first: from them an index leads to their deliveries alone.
    offices = select(OfficeRecord.code).where(or_(false(), *(_lies_in(area) for area in areas)))
    return DeliveryRecord.office.in_(offices)


def document_is_seen(document_id: SQLColumnExpression[Any], areas: Areas) -> ColumnElement[bool]:
    """The document lies in a file that is seen."""
    if EVERYWHERE in areas:
        return true()
    return document_id.in_(select(DocumentRecord.id).where(file_is_seen(DocumentRecord.source_id, areas)))


def seen_files(session: Session, source_ids: Iterable[str], areas: Areas) -> set[str]:
    """Those of the files that may be seen; an unknown id may be seen from everywhere."""
    wanted = set(source_ids)
    if EVERYWHERE in areas:
        return wanted
    query = select(DeliveryRecord.source_id).where(
        and_(DeliveryRecord.source_id.in_(wanted), file_is_seen(DeliveryRecord.source_id, areas))
    )
    return set(session.scalars(query))


def seen_documents(session: Session, document_ids: Iterable[str], areas: Areas) -> set[str]:
    """Those of the documents that may be seen; an unknown id may be seen from everywhere."""
    wanted = set(document_ids)
    if EVERYWHERE in areas:
        return wanted
    query = select(DocumentRecord.id).where(
        DocumentRecord.id.in_(wanted), file_is_seen(DocumentRecord.source_id, areas)
    )
    return set(session.scalars(query))


def _lies_in(area: str) -> ColumnElement[bool]:
    """SQLite's LIKE takes `a` for `A`, so the beginning is compared too."""
    begins = OfficeRecord.path.startswith(area, autoescape=True)
    return and_(begins, func.substr(OfficeRecord.path, 1, len(area)) == area)
