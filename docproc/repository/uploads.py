"""Queries about files that come in pieces."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from docproc.identifiers import new_id
from docproc.repository.inserting import insert_new
from models.tables.originals import SourceRecord
from models.tables.uploads import UploadPieceRecord, UploadRecord

PIECES_AT_ONCE: Final = 4


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


def lock(session: Session, upload_id: str) -> UploadRecord | None:
    """The upload as it stands, changed by nobody else until the transaction ends."""
    return session.get(UploadRecord, upload_id, with_for_update=True, populate_existing=True)


def add_piece(session: Session, upload: UploadRecord, piece: bytes, at: dt.datetime) -> None:
    """Keep the bytes that come next; the caller has locked the upload."""
    if piece:
        session.add(UploadPieceRecord(upload_id=upload.id, first_byte=upload.received_bytes, data=piece))
    upload.received_bytes += len(piece)
    upload.touched_at = at


def pieces(session: Session, upload_id: str) -> Iterator[bytes]:
    """What was kept, in the order of the file, a few pieces in memory at a time."""
    data = select(UploadPieceRecord.data).where(UploadPieceRecord.upload_id == upload_id)
    yield from session.scalars(data.order_by(UploadPieceRecord.first_byte).execution_options(yield_per=PIECES_AT_ONCE))


def start_over(session: Session, upload: UploadRecord, at: dt.datetime) -> None:
    """Forget the pieces; the caller has locked the upload."""
    _forget_pieces(session, upload.id)
    upload.received_bytes = 0
    upload.touched_at = at


def end(session: Session, upload_id: str, source_id: str, at: dt.datetime) -> bool:
    """Say what the upload became and forget its pieces; False where that was said before, and nothing is changed."""
    ended = session.scalars(
        update(UploadRecord)
        .where(UploadRecord.id == upload_id, UploadRecord.source_id.is_(None))
        .values(source_id=source_id, touched_at=at)
        .returning(UploadRecord.id)
    ).all()
    if ended:
        _forget_pieces(session, upload_id)
    return bool(ended)


def _forget_pieces(session: Session, upload_id: str) -> None:
    session.execute(delete(UploadPieceRecord).where(UploadPieceRecord.upload_id == upload_id))


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


def forget_unended(session: Session, upload_id: str, before: dt.datetime) -> None:
    """The upload and its pieces, where it is unended and untouched still."""
    upload = lock(session, upload_id)
    if upload is not None and upload.source_id is None and upload.touched_at < before:
        _forget_pieces(session, upload_id)
        session.delete(upload)
