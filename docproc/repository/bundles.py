"""Queries about bundles: what goes into one, and those that were made."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from docproc.identifiers import new_id
from docproc.repository.visibility import delivery_is_seen
from models.rights import Areas
from models.tables.bundles import BundleRecord
from models.tables.documents import AssertionRecord, DocumentRecord
from models.tables.originals import DeliveryRecord, SourceRecord

BundleRow = tuple[DocumentRecord, SourceRecord]


def documents_with_files(session: Session, document_ids: Sequence[str]) -> list[BundleRow]:
    """Each document with its file, in order of arrival."""
    found = session.execute(
        select(DocumentRecord, SourceRecord)
        .join(SourceRecord, SourceRecord.id == DocumentRecord.source_id)
        .where(DocumentRecord.id.in_(document_ids))
        .order_by(SourceRecord.id, DocumentRecord.ordinal)
    )
    return [(document, source) for document, source in found]


def said_of(session: Session, document_ids: Sequence[str]) -> dict[str, list[AssertionRecord]]:
    """Everything that was ever said of each document, the oldest first."""
    said: dict[str, list[AssertionRecord]] = {document_id: [] for document_id in document_ids}
    rows = session.scalars(
        select(AssertionRecord)
        .where(AssertionRecord.document_id.in_(document_ids))
        .order_by(AssertionRecord.at, AssertionRecord.id)
    )
    for row in rows:
        said[row.document_id].append(row)
    return said


def deliveries_of(session: Session, source_ids: Sequence[str], areas: Areas) -> dict[str, list[DeliveryRecord]]:
    """Each time an office of these areas handed one of these files in, the first time first."""
    found: dict[str, list[DeliveryRecord]] = {source_id: [] for source_id in source_ids}
    rows = session.scalars(
        select(DeliveryRecord)
        .where(DeliveryRecord.source_id.in_(source_ids), delivery_is_seen(areas))
        .order_by(DeliveryRecord.id)
    )
    for row in rows:
        found[row.source_id].append(row)
    return found


def add(session: Session, seal: str, document_id: str, documents: int, person: str, at: dt.datetime) -> None:
    session.add(
        BundleRecord(id=new_id(), seal=seal, document_id=document_id, documents=documents, made_by=person, made_at=at)
    )


def find(session: Session, seal: str) -> BundleRecord | None:
    return session.scalars(select(BundleRecord).where(BundleRecord.seal == seal)).one_or_none()
