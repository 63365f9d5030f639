"""From which areas each file was handed in: kept as deliveries are made and offices are registered or moved."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from docproc.repository.inserting import insert_missing
from models.rights import EVERYWHERE, areas_around
from models.tables.offices import OfficeRecord
from models.tables.originals import DeliveryRecord, FileAreaRecord


def rewrite(session: Session, source_id: str) -> None:
    """Let the file lie in the areas of the offices that handed it in, and in no other."""
    session.flush()
    query = (
        select(OfficeRecord.path)
        .join(DeliveryRecord, DeliveryRecord.office == OfficeRecord.code)
        .where(DeliveryRecord.source_id == source_id)
    )
    lies = {area for path in session.scalars(query) for area in areas_around(path)} - {EVERYWHERE}
    held = of_file(session, source_id)
    gone = FileAreaRecord.source_id == source_id, FileAreaRecord.area.in_(held - lies)
    session.execute(delete(FileAreaRecord).where(*gone))
    insert_missing(session, FileAreaRecord, [{"area": one, "source_id": source_id} for one in sorted(lies - held)])


def of_file(session: Session, source_id: str) -> set[str]:
    return set(session.scalars(select(FileAreaRecord.area).where(FileAreaRecord.source_id == source_id)))


def files_of(session: Session, codes: Collection[str]) -> list[str]:
    """The files that these offices handed in."""
    return list(session.scalars(select(DeliveryRecord.source_id).where(DeliveryRecord.office.in_(codes)).distinct()))
