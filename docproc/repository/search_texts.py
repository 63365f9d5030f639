"""What is shown of hits: the text of the page, the name of the file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from models.tables.documents import TextPageRecord
from models.tables.originals import SourceRecord


def files(session: Session, source_ids: Iterable[str]) -> Sequence[SourceRecord]:
    return session.scalars(select(SourceRecord).where(SourceRecord.id.in_(set(source_ids)))).all()


def pages(session: Session, places: Sequence[tuple[str, int]]) -> dict[tuple[str, int], str]:
    """The text of each of these pages, by document and page."""
    query = select(TextPageRecord).where(tuple_(TextPageRecord.document_id, TextPageRecord.page).in_(places))
    return {(one.document_id, one.page): one.text for one in session.scalars(query)} if places else {}
