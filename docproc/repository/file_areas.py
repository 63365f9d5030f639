"""From which areas each file was handed in: kept as deliveries are made and offices are registered or moved."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from docproc.repository.inserting import insert_missing
from models.rights import EVERYWHERE, areas_around
from models.tables.offices import OfficeRecord
from models.tables.originals import DeliveryRecord, FileAreaRecord


def rewrite(session: Session, source_ids: Collection[str]) -> None:
    """Let each of the files lie in the areas of the offices that handed it in, and in no other."""
    session.flush()
    query = (
        select(DeliveryRecord.source_id, OfficeRecord.path)
        .join(OfficeRecord, OfficeRecord.code == DeliveryRecord.office)
        .where(DeliveryRecord.source_id.in_(source_ids))
    )
    lie = {
        (area, source_id)
        for source_id, path in session.execute(query)
        for area in areas_around(path)
        if area != EVERYWHERE
    }
    held = {
        (one.area, one.source_id)
        for one in session.scalars(select(FileAreaRecord).where(FileAreaRecord.source_id.in_(source_ids)))
    }
    for area, source_id in held - lie:
        session.execute(
            delete(FileAreaRecord).where(FileAreaRecord.area == area, FileAreaRecord.source_id == source_id)
        )
    insert_missing(session, FileAreaRecord, [{"area": one, "source_id": file} for one, file in sorted(lie - held)])


def of_file(session: Session, source_id: str) -> set[str]:
    return set(session.scalars(select(FileAreaRecord.area).where(FileAreaRecord.source_id == source_id)))


def files_of(session: Session, codes: Collection[str]) -> list[str]:
    """The files that these offices handed in."""
    return list(session.scalars(select(DeliveryRecord.source_id).where(DeliveryRecord.office.in_(codes)).distinct()))
