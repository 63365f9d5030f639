"""Files that come in pieces, over a signal that comes and goes: each byte is sent once, each file taken in once.

A piece is on disk before its offset is answered. Where a process is killed, what it had not answered is sent again.
"""

from __future__ import annotations

import datetime as dt
import fcntl
import hashlib
import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from sqlalchemy.orm import Session

from docproc.documents import Accepted, NotFoundError, accept
from docproc.repository import uploads
from docproc.repository.clock import moment
from docproc.sight import office_of_delivery
from docproc.storage import UploadTooLargeError, sync_folder
from docproc.users import limits
from docproc.wiring import Service
from models.errors import StorageUnavailable
from models.rights import Actor, DeniedError, Right
from models.tables.uploads import UploadRecord

PREFIX: Final = "pieces-"
KEPT: Final = dt.timedelta(days=14)  # a village may be without a signal for a week
FORGOTTEN_AT_ONCE: Final = 100
MOST_PROMISED: Final = 4  # times the largest file: what one user may have begun and not ended
READ_BYTES: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Announced:
    """What a browser says of a file before it sends any of it."""

    client_id: str
    sha256: str
    size_bytes: int
    name: str
    office: str | None


@dataclass(frozen=True, slots=True)
class Standing:
    """How much of the upload is safe. `source_id` once it is whole and taken in."""

    upload_id: str
    offset: int
    size_bytes: int
    source_id: str | None


class UploadRefusedError(Exception):
    """The upload cannot go on like that. `code` of the message catalogue; `offset` where to go on, if that is why."""

    def __init__(self, code: str, offset: int | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.offset = offset


def begin(service: Service, actor: Actor, announced: Announced) -> Standing:
    """The upload with the client's id, new or as far as it came; one that is whole is taken in now.

    Raises DeniedError where the actor may not hand in for the office, UploadTooLargeError, TooOftenError,
    UploadRefusedError where that id is another file's, the bytes are not the announced ones, or too much was begun
    and not ended.
    """
    office = office_of_delivery(service, actor, announced.office)
    if announced.size_bytes > service.settings.max_upload_bytes:
        raise UploadTooLargeError(service.settings.max_upload_bytes)
    record = _find_own(service, actor, announced.client_id)
    if record is None:
        record = _add(service, actor, announced, office)
    if (record.sha256, record.size_bytes) != (announced.sha256, announced.size_bytes):
        raise UploadRefusedError("upload.other_file")
    if record.source_id is not None:
        return _standing(service, record)
    with _held(service, record.id):
        return _ended_if_whole(service, record.id)


def _find_own(service: Service, actor: Actor, client_id: str) -> UploadRecord | None:
    with service.database.reading() as session:
        return uploads.by_client(session, actor.user_id, client_id)


def _add(service: Service, actor: Actor, announced: Announced, office: str | None) -> UploadRecord:
    discard_abandoned_pieces(service)
    limits.spend(service, limits.UPLOADS_OF_USER, actor.user_id)
    with service.database.writing() as session:
        promised = uploads.promised_bytes(session, actor.user_id) + announced.size_bytes
        if promised > MOST_PROMISED * service.settings.max_upload_bytes:
            raise UploadRefusedError("upload.too_much_begun")
        content, named = (announced.sha256, announced.size_bytes), (announced.name, office)
        uploads.add(session, actor.user_id, announced.client_id, content, named, moment(session))
        record = uploads.by_client(session, actor.user_id, announced.client_id)
    assert record is not None
    return record


def standing(service: Service, actor: Actor, upload_id: str) -> Standing:
    """How far the actor's upload came. Raises NotFoundError."""
    return _standing(service, _own(service, actor, upload_id))


def receive_piece(service: Service, actor: Actor, upload_id: str, offset: int, piece: bytes) -> Standing:
    """Keeps the bytes that stand at `offset`; the last ones end the upload.

    Raises NotFoundError, and UploadRefusedError where the offset is not the next one, the piece reaches past the end,
    or the whole is not what was announced.
    """
    record = _own(service, actor, upload_id)
    if record.source_id is not None:
        return _standing(service, record)
    with _held(service, upload_id) as path:
        safe = _ended_if_whole(service, upload_id)
        if safe.source_id is not None:
            return safe
        if offset != safe.offset:
            raise UploadRefusedError("upload.other_offset", safe.offset)
        if offset + len(piece) > record.size_bytes:
            raise UploadRefusedError("upload.past_the_end", safe.offset)
        _write(path, offset, piece)
        with service.database.writing() as session:
            uploads.note_received(session, upload_id, offset + len(piece), moment(session))
        return _ended_if_whole(service, upload_id)


def _ended_if_whole(service: Service, upload_id: str) -> Standing:
    """Takes the file in where all of it is here; the caller holds the upload."""
    with service.database.reading() as session:
        record = uploads.find(session, upload_id)
    if record is None:
        raise NotFoundError(upload_id)
    safe = _standing(service, record)
    path = _path(service, upload_id)
    if safe.source_id is not None:
        path.unlink(missing_ok=True)  # whoever came while it was ended has made it again, empty
        return safe
    if safe.offset < record.size_bytes:
        return safe
    if _sha256(path) != record.sha256:
        with service.database.writing() as session:
            uploads.note_received(session, upload_id, 0, moment(session))
        raise UploadRefusedError("upload.corrupt", 0)

    def note(session: Session, source_id: str) -> None:
        uploads.note_source(session, upload_id, source_id, moment(session))

    with path.open("rb") as file:
        accepted = accept(service, file, record.name, record.office, note)
    path.unlink(missing_ok=True)
    return Standing(upload_id, record.size_bytes, record.size_bytes, accepted.source_id)


def take_whole(service: Service, actor: Actor, stream: BinaryIO, name: str, asked_office: str | None) -> Accepted:
    """Takes in a file that came in one piece, from a page without scripts.

    Raises DeniedError, TooOftenError, UploadTooLargeError.
    """
    office = office_of_delivery(service, actor, asked_office)
    limits.spend(service, limits.UPLOADS_OF_USER, actor.user_id)

    def note(session: Session, source_id: str) -> None:
        sha256, size_bytes = uploads.content_of(session, source_id)
        client_id, at = str(uuid.uuid4()), moment(session)
        uploads.add(session, actor.user_id, client_id, (sha256, size_bytes), (name, office), at)
        record = uploads.by_client(session, actor.user_id, client_id)
        assert record is not None
        uploads.note_source(session, record.id, source_id, at)

    return accept(service, stream, name, office, note)


def sent_lately(service: Service, actor: Actor, limit: int) -> list[str]:
    """Ids of the files that the actor sent here within a fortnight, the newest first."""
    with service.database.reading() as session:
        return uploads.latest_sources(session, actor.user_id, moment(session) - KEPT, limit)


def discard_abandoned_pieces(service: Service) -> None:
    """Forget uploads that nobody went on with for a fortnight, and their bytes."""
    with service.database.reading() as session:
        before = moment(session) - KEPT
        abandoned = uploads.unended_before(session, before, FORGOTTEN_AT_ONCE)
    for upload_id in abandoned:
        with service.database.writing() as session:
            gone = uploads.forget_unended(session, upload_id, before)
        if gone:
            _path(service, upload_id).unlink(missing_ok=True)


def _own(service: Service, actor: Actor, upload_id: str) -> UploadRecord:
    if not actor.has(Right.UPLOAD):
        raise DeniedError(Right.UPLOAD)
    with service.database.reading() as session:
        record = uploads.find(session, upload_id)
    if record is None or record.user_id != actor.user_id:
        raise NotFoundError(upload_id)
    return record


def _standing(service: Service, record: UploadRecord) -> Standing:
    if record.source_id is not None:
        return Standing(record.id, record.size_bytes, record.size_bytes, record.source_id)
    # Where its folder was lost, or another machine's web process took the pieces, less is here than was written down.
    path = _path(service, record.id)
    here = path.stat().st_size if path.exists() else 0
    return Standing(record.id, min(record.received_bytes, here), record.size_bytes, None)


def _path(service: Service, upload_id: str) -> Path:
    return service.settings.incoming_folder / f"{PREFIX}{upload_id}"


@contextmanager
def _held(service: Service, upload_id: str) -> Iterator[Path]:
    """The file of its pieces, no other request or web process of this machine writing it meanwhile."""
    path = _path(service, upload_id)
    with _disk_errors():
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        with _disk_errors():
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield path
    finally:
        os.close(handle)


def _write(path: Path, offset: int, piece: bytes) -> None:
    """On disk when it returns. What a killed process wrote behind `offset` is cut off."""
    with _disk_errors(), path.open("r+b") as file:
        file.truncate(offset)
        file.seek(offset)
        file.write(piece)
        file.flush()
        os.fsync(file.fileno())
        if offset == 0:
            sync_folder(path.parent)


@contextmanager
def _disk_errors() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StorageUnavailable(str(error)) from error


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(READ_BYTES):
            digest.update(chunk)
    return digest.hexdigest()
