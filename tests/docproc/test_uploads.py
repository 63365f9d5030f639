"""Files in pieces: each byte once, each file once, whatever is lost, killed or sent twice in between."""

from __future__ import annotations

import datetime as dt
import hashlib
import threading
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select, update

from docproc import uploads
from docproc.config import Settings
from docproc.documents import Accepted, NotFoundError, accept
from docproc.storage import UploadTooLargeError
from docproc.uploads import Announced, Standing, UploadRefusedError
from docproc.wiring import Service, service_for
from models.rights import Actor, DeniedError, Role
from models.tables.originals import DeliveryRecord, SourceRecord
from models.tables.uploads import UploadPieceRecord, UploadRecord
from tests import signed_in

DATA = bytes(range(256)) * 8
PIECE = 600


@pytest.fixture
def service(tmp_path: Path, database_url: str) -> Iterator[Service]:
    settings = Settings(
        data=tmp_path, database_url=database_url, redis_url=f"unix://{tmp_path}/nobody.sock", max_upload_bytes=4096
    )
    with service_for(settings) as opened:
        yield opened


@pytest.fixture
def leader(service: Service) -> Actor:
    return signed_in.actor(service, signed_in.user(service, Role.LEADER))


def announced(data: bytes = DATA, client_id: str | None = None) -> Announced:
    return Announced(client_id or str(uuid.uuid4()), hashlib.sha256(data).hexdigest(), len(data), "ใบ.jpg", None)


def send(service: Service, actor: Actor, upload: Standing, data: bytes = DATA, most: int = 99) -> Standing:
    """Sends at most so many pieces."""
    for _ in range(most):
        if upload.source_id is not None:
            break
        piece = data[upload.offset : upload.offset + PIECE]
        upload = uploads.receive_piece(service, actor, upload.upload_id, upload.offset, piece)
    return upload


def count(service: Service, record: type[SourceRecord | DeliveryRecord]) -> int:
    with service.database.reading() as session:
        return session.scalar(select(func.count()).select_from(record)) or 0


def killed_before(*_: object) -> None:
    raise KeyboardInterrupt


def left(service: Service) -> list[str]:
    """Uploads of which pieces are kept; nothing stays in the folder either."""
    assert list(service.settings.incoming_folder.glob("*")) == []
    with service.database.reading() as session:
        return sorted(set(session.scalars(select(UploadPieceRecord.upload_id))))


def test_pieces_become_the_file(service: Service, leader: Actor) -> None:
    ended = send(service, leader, uploads.begin(service, leader, announced()))
    assert ended.source_id is not None
    with service.database.reading() as session:
        source = session.get_one(SourceRecord, ended.source_id)
    assert service.storage.original(source.sha256) == DATA
    assert uploads.sent_lately(service, leader, 5) == [ended.source_id]
    assert left(service) == []


def test_an_upload_that_was_cut_off_goes_on_where_it_stood(service: Service, leader: Actor) -> None:
    file = announced()
    send(service, leader, uploads.begin(service, leader, file), most=2)
    found = uploads.begin(service, leader, file)
    assert found.offset == 2 * PIECE == uploads.standing(service, leader, found.upload_id).offset
    assert send(service, leader, found).source_id is not None


def test_what_was_sent_is_not_taken_in_again(service: Service, leader: Actor) -> None:
    """The last answer was lost, so the browser asks again, and sends its last piece again."""
    file = announced()
    ended = send(service, leader, uploads.begin(service, leader, file))
    again = uploads.begin(service, leader, file)
    late = uploads.receive_piece(service, leader, ended.upload_id, len(DATA) - 1, DATA[-1:])
    assert again == late == ended
    assert (count(service, SourceRecord), count(service, DeliveryRecord), left(service)) == (1, 1, [])


def test_same_bytes_captured_twice_are_one_file_with_two_deliveries(service: Service, leader: Actor) -> None:
    first, second = (send(service, leader, uploads.begin(service, leader, announced())) for _ in range(2))
    assert first.source_id == second.source_id and first.upload_id != second.upload_id
    assert (count(service, SourceRecord), count(service, DeliveryRecord)) == (1, 2)


def test_pieces_go_to_whatever_machine_answers(service: Service, leader: Actor, tmp_path: Path) -> None:
    """Two machines with a folder each share the database and the store: nothing is sent twice."""
    settings = service.settings.model_copy(
        update={
            "data": tmp_path / "other",
            "database_url": service.settings.database_url,
            "blob_url": str(tmp_path / "files"),
        }
    )
    with service_for(settings) as other:
        upload = uploads.begin(service, leader, announced())
        for machine in (other, service, other):
            before = upload.offset
            upload = send(machine, leader, upload, most=1)
            assert upload.offset == before + PIECE
        assert send(service, leader, upload).source_id is not None
    assert (count(service, SourceRecord), count(service, DeliveryRecord), left(service)) == (1, 1, [])


def test_an_upload_that_two_end_at_once_is_taken_in_once(
    service: Service, leader: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both saw that it is whole; the second finds out when it says so."""
    file = announced()
    upload = send(service, leader, uploads.begin(service, leader, file), most=3)

    def after_another(*asked: Any) -> Accepted:
        monkeypatch.setattr(uploads, "accept", accept)
        uploads.begin(service, leader, file)
        return accept(*asked)

    monkeypatch.setattr(uploads, "accept", after_another)
    assert send(service, leader, upload).source_id is not None
    assert (count(service, SourceRecord), count(service, DeliveryRecord), left(service)) == (1, 1, [])


def test_whole_pieces_whose_end_was_cut_off_are_taken_in_when_asked_for(
    service: Service, leader: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = announced()
    upload = send(service, leader, uploads.begin(service, leader, file), most=3)
    with monkeypatch.context() as killed:
        killed.setattr(uploads, "accept", killed_before)
        with pytest.raises(KeyboardInterrupt):
            send(service, leader, upload)
    assert count(service, SourceRecord) == 0
    assert uploads.begin(service, leader, file).source_id is not None


def test_wrong_bytes_are_not_taken_in_and_can_be_sent_again(service: Service, leader: Actor) -> None:
    upload = uploads.begin(service, leader, announced())
    with pytest.raises(UploadRefusedError, match=r"upload\.corrupt") as refused:
        send(service, leader, upload, b"x" + DATA[1:])
    assert refused.value.offset == 0 and count(service, SourceRecord) == 0
    assert send(service, leader, uploads.standing(service, leader, upload.upload_id)).source_id is not None


@pytest.mark.parametrize(
    ("offset", "piece", "code"),
    [(0, b"x", "upload.other_offset"), (1200, b"x", "upload.other_offset"), (600, DATA, "upload.past_the_end")],
)
def test_only_the_next_bytes_are_taken(service: Service, leader: Actor, offset: int, piece: bytes, code: str) -> None:
    upload = send(service, leader, uploads.begin(service, leader, announced()), most=1)
    with pytest.raises(UploadRefusedError, match=code) as refused:
        uploads.receive_piece(service, leader, upload.upload_id, offset, piece)
    assert refused.value.offset == PIECE


def test_one_client_id_is_one_file(service: Service, leader: Actor) -> None:
    file = announced()
    uploads.begin(service, leader, file)
    with pytest.raises(UploadRefusedError, match=r"upload\.other_file"):
        uploads.begin(service, leader, announced(b"other", file.client_id))


def test_two_at_once_write_each_byte_once(service: Service, leader: Actor) -> None:
    """Two tabs, or two web processes: one of them is told where the upload stands."""
    upload = uploads.begin(service, leader, announced())
    refused: list[str] = []

    def tab() -> None:
        at = upload
        while at.source_id is None:
            try:
                at = send(service, leader, at, most=1)
            except UploadRefusedError as error:
                refused.append(error.code)
                at = uploads.standing(service, leader, upload.upload_id)

    tabs = [threading.Thread(target=tab) for _ in range(3)]
    for one in tabs:
        one.start()
    for one in tabs:
        one.join()
    assert set(refused) <= {"upload.other_offset"}
    assert (count(service, SourceRecord), count(service, DeliveryRecord), left(service)) == (1, 1, [])


def test_another_person_neither_sees_nor_goes_on_with_it(service: Service, leader: Actor) -> None:
    upload = uploads.begin(service, leader, announced())
    other = signed_in.actor(service, signed_in.user(service, Role.LEADER))
    with pytest.raises(NotFoundError):
        uploads.standing(service, other, upload.upload_id)
    with pytest.raises(NotFoundError):
        uploads.receive_piece(service, other, upload.upload_id, 0, DATA)
    auditor = signed_in.actor(service, signed_in.user(service, Role.AUDITOR))
    with pytest.raises(DeniedError):
        uploads.begin(service, auditor, announced())
    with pytest.raises(DeniedError):
        uploads.standing(service, auditor, upload.upload_id)


def test_what_is_too_large_or_too_much_is_refused_before_it_is_sent(service: Service, leader: Actor) -> None:
    limit = service.settings.max_upload_bytes
    with pytest.raises(UploadTooLargeError):
        uploads.begin(service, leader, announced(bytes(limit + 1)))
    for number in range(uploads.MOST_PROMISED):
        uploads.begin(service, leader, announced(bytes([number]) * limit))
    with pytest.raises(UploadRefusedError, match=r"upload\.too_much_begun"):
        uploads.begin(service, leader, announced())


def test_abandoned_uploads_and_their_bytes_are_forgotten(service: Service, leader: Actor) -> None:
    ended = send(service, leader, uploads.begin(service, leader, announced()))
    old = send(service, leader, uploads.begin(service, leader, announced(DATA[1:])), DATA[1:], most=1)
    with service.database.writing() as session:
        longer = dt.datetime.now(dt.UTC) - uploads.KEPT - dt.timedelta(hours=1)
        session.execute(update(UploadRecord).values(touched_at=longer))
    young = send(service, leader, uploads.begin(service, leader, announced(DATA[2:])), DATA[2:], most=1)
    uploads.discard_abandoned_pieces(service)
    with pytest.raises(NotFoundError):
        uploads.standing(service, leader, old.upload_id)
    assert uploads.standing(service, leader, ended.upload_id) == ended
    assert left(service) == [young.upload_id]
