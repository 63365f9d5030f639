"""Where bytes are kept: originals under their SHA-256, written once; derived pictures that can be made again.

A folder on this machine, or an object store by `s3://bucket/prefix` (its keys, region and endpoint come from the
usual `AWS_...` variables).
"""

from __future__ import annotations

import hashlib
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

import obstore
from obstore.exceptions import AlreadyExistsError, BaseError, NotFoundError
from obstore.store import S3Store

from docproc.kept_originals import KeptOriginals
from models.errors import StorageUnavailable

CHUNK_BYTES = 1024 * 1024
UPLOAD_PREFIX = "upload-"
ABANDONED_SECONDS = 24 * 3600  # no upload lasts that long


@dataclass(frozen=True, slots=True)
class Received:
    """Bytes that arrived whole and lie in `path` until they are kept; `head` is enough to tell their format."""

    path: Path
    sha256: str
    size_bytes: int
    head: bytes


class UploadTooLargeError(Exception):
    """More bytes than the service accepts; `limit_bytes` is how many it does."""

    def __init__(self, limit_bytes: int) -> None:
        super().__init__(f"more than {limit_bytes} bytes")
        self.limit_bytes = limit_bytes


class Storage(Protocol):
    """Raises StorageUnavailable where the disk or the store does not answer, or holds other bytes than were kept."""

    def keep_original(self, received: Received) -> None:
        """Keep the bytes for ever; they are safe on disk when this returns. A second time changes nothing."""

    def original(self, sha256: str) -> bytes:
        """The bytes, checked against their name."""

    def original_chunks(self, sha256: str) -> Iterator[bytes]:
        """The bytes in pieces, for sending them on."""

    def keep_derived(self, key: str, data: bytes) -> None:
        """Keep what can be made again. `key` has the form `<sha256>/<name>`."""

    def find_derived(self, key: str) -> bytes | None:
        """What was kept under that key, if it still is."""


@contextmanager
def receive(stream: BinaryIO, folder: Path, limit_bytes: int) -> Iterator[Received]:
    """The stream as a file of its own in `folder`, gone afterwards. Raises UploadTooLargeError at the limit."""
    with _world_errors():
        folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=folder, prefix=UPLOAD_PREFIX)
    path = Path(name)
    digest = hashlib.sha256()
    size, head = 0, b""
    try:
        with _world_errors(), os.fdopen(handle, "wb") as file:
            while chunk := stream.read(CHUNK_BYTES):
                size += len(chunk)
                if size > limit_bytes:
                    raise UploadTooLargeError(limit_bytes)
                head = head or chunk[:4096]
                digest.update(chunk)
                file.write(chunk)
        yield Received(path, digest.hexdigest(), size, head)
    finally:
        path.unlink(missing_ok=True)


def discard_abandoned(folder: Path) -> None:
    """Remove what `receive` could not, because its process was killed; nobody was told that those bytes are safe."""
    oldest = time.time() - ABANDONED_SECONDS
    for path in folder.glob(f"{UPLOAD_PREFIX}*"):
        with suppress(FileNotFoundError):
            if path.stat().st_mtime < oldest:
                path.unlink()


def open_storage(location: str, kept: KeptOriginals) -> Storage:
    """The storage at a folder's path or an `s3://` URL; of the latter, originals are `kept` on this machine too.

    Raises StorageUnavailable, ValueError for another address.
    """
    if "://" not in location:
        return FolderStorage(Path(location))
    if location.startswith("s3://"):
        with _world_errors():
            return ObjectStorage(S3Store.from_url(location), kept)
    raise ValueError(f"files can be kept in a folder or at s3://bucket/prefix, not at {location}")


class FolderStorage:
    """Files under `originals/ab/<sha256>` and `derived/ab/<sha256>/<name>`."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def keep_original(self, received: Received) -> None:
        with _world_errors():
            target = self._original_path(received.sha256)
            if not target.exists():
                self._write(target, received.path.read_bytes(), replace=False)

    def original(self, sha256: str) -> bytes:
        with _world_errors():
            return _checked(self._original_path(sha256).read_bytes(), sha256)

    def original_chunks(self, sha256: str) -> Iterator[bytes]:
        with _world_errors(), self._original_path(sha256).open("rb") as file:
            while chunk := file.read(CHUNK_BYTES):
                yield chunk

    def keep_derived(self, key: str, data: bytes) -> None:
        with _world_errors():
            self._write(self._derived_path(key), data, replace=True)

    def find_derived(self, key: str) -> bytes | None:
        with _world_errors(), suppress(FileNotFoundError):
            return self._derived_path(key).read_bytes()
        return None

    def _original_path(self, sha256: str) -> Path:
        return self.root / "originals" / sha256[:2] / sha256

    def _derived_path(self, key: str) -> Path:
        return self.root / "derived" / key[:2] / key

    def _write(self, target: Path, data: bytes, *, replace: bool) -> None:
        """Under its final name only when whole and on disk: file first, then its name, then the folder's entry."""
        _make_folder(target.parent)
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=".incoming-")
        partial = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fchmod(file.fileno(), 0o444)
                os.fsync(file.fileno())
            if replace:
                partial.replace(target)
            else:
                with suppress(FileExistsError):  # the same bytes came twice at once
                    target.hardlink_to(partial)
            _sync_folder(target.parent)
        finally:
            partial.unlink(missing_ok=True)


class ObjectStorage:
    """The same keys in an object store; originals are put only where nothing is yet (If-None-Match)."""

    def __init__(self, store: S3Store, kept: KeptOriginals) -> None:
        self._store = store
        self._kept = kept

    def keep_original(self, received: Received) -> None:
        with _world_errors(), suppress(AlreadyExistsError):
            obstore.put(self._store, _original_key(received.sha256), received.path, mode="create", use_multipart=False)

    def original(self, sha256: str) -> bytes:
        near = self._kept.find(sha256)
        if near is not None:
            if _is_named(near, sha256):
                return near
            self._kept.forget(sha256)
        with _world_errors():
            data = _checked(bytes(obstore.get(self._store, _original_key(sha256)).bytes()), sha256)
        self._kept.keep(sha256, data)
        return data

    def original_chunks(self, sha256: str) -> Iterator[bytes]:
        with _world_errors():
            for chunk in obstore.get(self._store, _original_key(sha256)).stream(min_chunk_size=CHUNK_BYTES):
                yield bytes(chunk)

    def keep_derived(self, key: str, data: bytes) -> None:
        with _world_errors():
            obstore.put(self._store, f"derived/{key[:2]}/{key}", data, use_multipart=False)

    def find_derived(self, key: str) -> bytes | None:
        with _world_errors(), suppress(NotFoundError, FileNotFoundError):
            return bytes(obstore.get(self._store, f"derived/{key[:2]}/{key}").bytes())
        return None


def _original_key(sha256: str) -> str:
    return f"originals/{sha256[:2]}/{sha256}"


def _checked(data: bytes, sha256: str) -> bytes:
    if not _is_named(data, sha256):
        raise StorageUnavailable(f"the stored bytes of {sha256} have changed")
    return data


def _is_named(data: bytes, sha256: str) -> bool:
    return hashlib.sha256(data).hexdigest() == sha256


def _make_folder(folder: Path) -> None:
    """A new folder is safe when the folder that names it is."""
    if folder.exists():
        return
    _make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    _sync_folder(folder.parent)


def _sync_folder(folder: Path) -> None:
    """What the folder names is named after a power cut too."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _world_errors() -> Iterator[None]:
    """A full disk and an object store that is away are the world's fault: tried again later."""
    try:
        yield
    except (OSError, BaseError) as error:
        raise StorageUnavailable(str(error)) from error
