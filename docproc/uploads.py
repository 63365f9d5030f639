"""Files that come in pieces, over a signal that comes and goes: each byte is sent once, each file taken in once.

A piece is in the database before its offset is answered, so that any web process of any machine goes on where another
stopped. What a killed process had not answered is sent again.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import BinaryIO, Final

from sqlalchemy.orm import Session

from docproc.documents import Accepted, NotFoundError, accept
from docproc.repository import uploads
from docproc.repository.clock import moment
from docproc.sight import office_of_delivery
from docproc.storage import UploadTooLargeError
from docproc.users import limits
from docproc.wiring import Service
from models.errors import StorageUnavailable
from models.rights import Actor, DeniedError, Right
from models.tables.uploads import UploadRecord

KEPT: Final = dt.timedelta(days=14)  # a village may be without a signal for a week
FORGOTTEN_AT_ONCE: Final = 100
MOST_PROMISED: Final = 4  # times the largest file: what one user may have begun and not ended


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


class _EndedMeanwhileError(Exception):
    """Another request took the upload in first."""


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
    return _standing(_own(service, actor, upload_id))


def receive_piece(service: Service, actor: Actor, upload_id: str, offset: int, piece: bytes) -> Standing:
    """Keeps the bytes that stand at `offset`; the last ones end the upload.

    Raises NotFoundError, and UploadRefusedError where the offset is not the next one, the piece reaches past the end,
    or the whole is not what was announced.
    """
    _own(service, actor, upload_id)
    safe = _ended_if_whole(service, upload_id)
    if safe.source_id is not None:
        return safe
    with service.database.writing() as session:
        record = _locked(session, upload_id)
        if record.source_id is None:
            if offset != record.received_bytes:
                raise UploadRefusedError("upload.other_offset", record.received_bytes)
            if offset + len(piece) > record.size_bytes:
                raise UploadRefusedError("upload.past_the_end", offset)
            uploads.add_piece(session, record, piece, moment(session))
    return _ended_if_whole(service, upload_id)


def _ended_if_whole(service: Service, upload_id: str) -> Standing:
    """Takes the file in where all of it is here."""
    with service.database.reading() as session:
        record = _found(session, upload_id)
    if record.source_id is not None or record.received_bytes < record.size_bytes:
        return _standing(record)

    def note(session: Session, source_id: str) -> None:
        if not uploads.end(session, upload_id, source_id, moment(session)):
            raise _EndedMeanwhileError

    with _put_together(service, upload_id) as (file, sha256):
        if sha256 != record.sha256:
            return _started_over(service, upload_id)
        with suppress(_EndedMeanwhileError):
            accept(service, file, record.name, record.office, note)
    with service.database.reading() as session:
        return _standing(_found(session, upload_id))


@contextmanager
def _put_together(service: Service, upload_id: str) -> Iterator[tuple[BinaryIO, str]]:
    """The pieces as one file, for as long as it is needed, and the SHA-256 of it."""
    digest = hashlib.sha256()
    folder = service.settings.incoming_folder
    with _disk_errors():
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as file:
            with service.database.reading() as session:
                for piece in uploads.pieces(session, upload_id):
                    digest.update(piece)
                    file.write(piece)
            file.seek(0)
            yield file, digest.hexdigest()


def _started_over(service: Service, upload_id: str) -> Standing:
    """Raises UploadRefusedError, unless the pieces did not fit because another request has just taken them in."""
    with service.database.writing() as session:
        record = _locked(session, upload_id)
        if record.source_id is not None:
            return _standing(record)
        uploads.start_over(session, record, moment(session))
    raise UploadRefusedError("upload.corrupt", 0)


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
        uploads.end(session, record.id, source_id, at)

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
            uploads.forget_unended(session, upload_id, before)


def _own(service: Service, actor: Actor, upload_id: str) -> UploadRecord:
    if not actor.has(Right.UPLOAD):
        raise DeniedError(Right.UPLOAD)
    with service.database.reading() as session:
        record = uploads.find(session, upload_id)
    if record is None or record.user_id != actor.user_id:
        raise NotFoundError(upload_id)
    return record


def _locked(session: Session, upload_id: str) -> UploadRecord:
    record = uploads.lock(session, upload_id)
    if record is None:
        raise NotFoundError(upload_id)
    return record


def _found(session: Session, upload_id: str) -> UploadRecord:
    record = uploads.find(session, upload_id)
    if record is None:
        raise NotFoundError(upload_id)
    return record


def _standing(record: UploadRecord) -> Standing:
    offset = record.size_bytes if record.source_id is not None else record.received_bytes
    return Standing(record.id, offset, record.size_bytes, record.source_id)


@contextmanager
def _disk_errors() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StorageUnavailable(str(error)) from error
