"""Queries about files that come in pieces."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from docproc.identifiers import new_id
from docproc.repository.inserting import insert_new
from models.tables.originals import SourceRecord
from models.tables.uploads import UploadRecord


def add(
    session: Session,
    user_id: str,
    client_id: str,
    content: tuple[str, int],
    named: tuple[str, str | None],
    at: dt.datetime,
) -> bool:
    """Whether the upload is new. `content` is SHA-256 and size in bytes, `named` file name and office code."""
    row = {
        "id": new_id(),
        "user_id": user_id,
        "client_id": client_id,
        "sha256": content[0],
        "size_bytes": content[1],
        "name": named[0],
        "office": named[1],
        "received_bytes": 0,
        "created_at": at,
        "touched_at": at,
    }
    return bool(insert_new(session, UploadRecord, [row]))


def by_client(session: Session, user_id: str, client_id: str) -> UploadRecord | None:
    return session.scalars(
        select(UploadRecord).where(UploadRecord.user_id == user_id, UploadRecord.client_id == client_id)
    ).one_or_none()


def find(session: Session, upload_id: str) -> UploadRecord | None:
    return session.get(UploadRecord, upload_id)


def note_received(session: Session, upload_id: str, received_bytes: int, at: dt.datetime) -> None:
    session.execute(
        update(UploadRecord).where(UploadRecord.id == upload_id).values(received_bytes=received_bytes, touched_at=at)
    )


def note_source(session: Session, upload_id: str, source_id: str, at: dt.datetime) -> None:
    session.execute(update(UploadRecord).where(UploadRecord.id == upload_id).values(source_id=source_id, touched_at=at))


def content_of(session: Session, source_id: str) -> tuple[str, int]:
    """SHA-256 and size in bytes of the file."""
    source = session.get_one(SourceRecord, source_id)
    return source.sha256, source.size_bytes


def promised_bytes(session: Session, user_id: str) -> int:
    """Size of all that the user began to send and has not ended."""
    asked = select(func.coalesce(func.sum(UploadRecord.size_bytes), 0))
    return int(session.scalar(asked.where(UploadRecord.user_id == user_id, UploadRecord.source_id.is_(None))) or 0)


def latest_sources(session: Session, user_id: str, since: dt.datetime, limit: int) -> list[str]:
    """Ids of the files that the user sent in pieces since then, the newest first."""
    found = session.scalars(
        select(UploadRecord.source_id)
        .where(UploadRecord.user_id == user_id, UploadRecord.source_id.is_not(None), UploadRecord.created_at >= since)
        .order_by(UploadRecord.id.desc())
        .limit(limit)
    )
    return list(dict.fromkeys(one for one in found if one is not None))


def unended_before(session: Session, at: dt.datetime, limit: int) -> list[str]:
    """Ids of uploads that were not ended and that nobody touched since."""
    return list(
        session.scalars(
            select(UploadRecord.id)
            .where(UploadRecord.source_id.is_(None), UploadRecord.touched_at < at)
            .order_by(UploadRecord.touched_at)
            .limit(limit)
        )
    )


def forget_unended(session: Session, upload_id: str, before: dt.datetime) -> bool:
    """Whether it was still unended and untouched, and is gone now."""
    gone = session.scalars(
        delete(UploadRecord)
        .where(UploadRecord.id == upload_id, UploadRecord.source_id.is_(None), UploadRecord.touched_at < before)
        .returning(UploadRecord.id)
    )
    return bool(list(gone))
