"""Folder and object store under the same tests: what was kept comes back, and nothing replaces it."""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Iterator
from pathlib import Path

import obstore
import pytest
from obstore.store import S3Store

from docproc.kept_originals import KeptOriginals
from docproc.storage import (
    FolderStorage,
    ObjectStorage,
    Storage,
    UploadTooLargeError,
    discard_abandoned,
    open_storage,
    receive,
)
from models.errors import StorageUnavailable

DATA = "หนังสือ".encode() * 1000
SHA256 = hashlib.sha256(DATA).hexdigest()


@pytest.fixture(scope="module")
def object_store_endpoint() -> Iterator[str]:
    """An S3-compatible server that checks conditional writes."""
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture(params=["folder", "s3"])
def location(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    if request.param == "folder":
        return str(tmp_path / "files")
    endpoint = request.getfixturevalue("object_store_endpoint")
    settings = {
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_ALLOW_HTTP": "true",
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_REGION": "us-east-1",
    }
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    import httpx

    httpx.put(f"{endpoint}/originals-of-letters").raise_for_status()
    return f"s3://originals-of-letters/{tmp_path.name}"


@pytest.fixture
def kept(tmp_path: Path) -> KeptOriginals:
    return KeptOriginals(tmp_path / "kept", limit_bytes=10**6)


@pytest.fixture
def storage(location: str, kept: KeptOriginals) -> Storage:
    return open_storage(location, kept)


def keep(storage: Storage, folder: Path, data: bytes) -> str:
    with receive(io.BytesIO(data), folder, 10**6) as received:
        storage.keep_original(received)
        return received.sha256


def damage(storage: Storage, location: str, sha256: str) -> None:
    """Change the stored bytes behind the service's back."""
    key = f"originals/{sha256[:2]}/{sha256}"
    if isinstance(storage, FolderStorage):
        path = Path(location) / key
        path.chmod(0o644)
        path.write_bytes(b"changed")
    else:
        assert isinstance(storage, ObjectStorage)
        obstore.put(S3Store.from_url(location), key, b"changed")


def test_original_comes_back_whole_and_in_pieces(storage: Storage, tmp_path: Path) -> None:
    assert keep(storage, tmp_path, DATA) == SHA256
    assert storage.original(SHA256) == DATA
    assert b"".join(storage.original_chunks(SHA256)) == DATA


def test_original_is_written_once(storage: Storage, location: str, tmp_path: Path) -> None:
    keep(storage, tmp_path, DATA)
    damage(storage, location, SHA256)
    keep(storage, tmp_path, DATA)
    with pytest.raises(StorageUnavailable, match="have changed"):
        storage.original(SHA256)


def test_original_that_is_not_there_is_the_worlds_fault(storage: Storage) -> None:
    with pytest.raises(StorageUnavailable):
        storage.original("0" * 64)


def test_derived_picture_is_replaced_and_missed_without_complaint(storage: Storage) -> None:
    key = f"{SHA256}/page-1.jpg"
    assert storage.find_derived(key) is None
    storage.keep_derived(key, b"first")
    storage.keep_derived(key, b"second")
    assert storage.find_derived(key) == b"second"


def test_folder_holds_nothing_but_whole_files_that_cannot_be_written(tmp_path: Path) -> None:
    storage = FolderStorage(tmp_path / "files")
    keep(storage, tmp_path / "incoming", DATA)
    keep(storage, tmp_path / "incoming", DATA)
    (path,) = [path for path in (tmp_path / "files").rglob("*") if path.is_file()]
    assert path == tmp_path / "files" / "originals" / SHA256[:2] / SHA256
    assert path.stat().st_mode & 0o222 == 0
    assert list((tmp_path / "incoming").iterdir()) == []


def test_folder_that_cannot_be_written_is_the_worlds_fault(tmp_path: Path) -> None:
    (tmp_path / "files").write_text("a file where the folder should be")
    with pytest.raises(StorageUnavailable):
        keep(FolderStorage(tmp_path / "files"), tmp_path / "incoming", DATA)


def test_upload_over_the_limit_is_refused_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(UploadTooLargeError) as refused, receive(io.BytesIO(DATA), tmp_path, 100):
        pass
    assert refused.value.limit_bytes == 100
    assert list(tmp_path.iterdir()) == []


def test_upload_of_exactly_the_limit_is_received(tmp_path: Path) -> None:
    with receive(io.BytesIO(DATA), tmp_path, len(DATA)) as received:
        assert (received.sha256, received.size_bytes) == (SHA256, len(DATA))
        assert received.head == DATA[: len(received.head)]


def test_upload_whose_process_was_killed_is_removed_a_day_later(tmp_path: Path) -> None:
    abandoned, running, foreign = (tmp_path / name for name in ("upload-old", "upload-new", "other"))
    for path in (abandoned, running, foreign):
        path.write_bytes(DATA)
    for path in (abandoned, foreign):
        os.utime(path, (0, 0))
    discard_abandoned(tmp_path)
    assert sorted(tmp_path.iterdir()) == sorted([running, foreign])


def test_other_kinds_of_storage_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="s3://bucket/prefix"):
        open_storage("ftp://example.org/files", KeptOriginals(tmp_path, 0))


@pytest.mark.parametrize("location", ["s3"], indirect=True)
def test_original_of_an_object_store_is_fetched_once(storage: Storage, location: str, tmp_path: Path) -> None:
    sha256 = keep(storage, tmp_path, DATA)
    assert storage.original(sha256) == DATA
    damage(storage, location, sha256)
    assert storage.original(sha256) == DATA


@pytest.mark.parametrize("location", ["s3"], indirect=True)
def test_original_that_changed_on_this_machine_is_fetched_anew(
    storage: Storage, kept: KeptOriginals, tmp_path: Path
) -> None:
    sha256 = keep(storage, tmp_path, DATA)
    storage.original(sha256)
    (kept.folder / sha256).write_bytes(b"changed")
    assert storage.original(sha256) == DATA
    assert (kept.folder / sha256).read_bytes() == DATA
