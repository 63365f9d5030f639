"""What is shown of hits: the text of the page, the name of the file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import and_, false, or_, select
from sqlalchemy.orm import Session

from models.tables.documents import TextPageRecord
from models.tables.originals import DeliveryRecord


def names(session: Session, delivery_ids: Iterable[str]) -> dict[str, str]:
    """Under which name each of these deliveries handed its file in."""
    query = select(DeliveryRecord.id, DeliveryRecord.name).where(DeliveryRecord.id.in_(set(delivery_ids)))
    return {row.id: row.name for row in session.execute(query)}


def pages(session: Session, places: Sequence[tuple[str, int]]) -> dict[tuple[str, int], str]:
    """The text of each of these pages, by document and page."""
    # One by one: SQLite goes through the whole table for a list of pairs.
    each = (and_(TextPageRecord.document_id == document, TextPageRecord.page == page) for document, page in places)
    query = select(TextPageRecord).where(or_(false(), *each))
    return {(one.document_id, one.page): one.text for one in session.scalars(query)}
