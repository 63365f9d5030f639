"""Originals of an object store, kept on this machine for a while: each page of a file is read by a job of its own."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

PARTIAL: Final = ".incoming-"


@dataclass(frozen=True, slots=True)
class KeptOriginals:
    """Files named by their SHA-256 in one folder, those not used for longest removed beyond `limit_bytes`.

    Several processes may share the folder. Whoever takes a file checks it against its name. That the disk is full or
    the folder may not be written only means that nothing is kept.
    """

    folder: Path
    limit_bytes: int

    def find(self, sha256: str) -> bytes | None:
        """What was kept under that name, as it is now on the disk."""
        path = self.folder / sha256
        with suppress(OSError):
            data = path.read_bytes()
            os.utime(path)
            return data
        return None

    def keep(self, sha256: str, data: bytes) -> None:
        """Keep the bytes if they are not more than everything kept may be together."""
        if len(data) > self.limit_bytes:
            return
        with suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self.folder, prefix=PARTIAL)
            partial = Path(name)
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(data)
                partial.replace(self.folder / sha256)
            finally:
                partial.unlink(missing_ok=True)
            self._make_room()

    def forget(self, sha256: str) -> None:
        """Remove a file whose bytes are not those of its name."""
        with suppress(OSError):
            (self.folder / sha256).unlink(missing_ok=True)

    def _make_room(self) -> None:
        """A file that a killed process left half written is old soon, and goes like the others."""
        held = sorted(self._held(), reverse=True)
        total = 0
        for _, size, path in held:
            total += size
            if total > self.limit_bytes:
                path.unlink(missing_ok=True)

    def _held(self) -> Iterator[tuple[int, int, Path]]:
        """When each file was last used, how long it is, and where it lies."""
        for path in self.folder.iterdir():
            with suppress(FileNotFoundError):  # another process made room meanwhile
                state = path.stat()
                yield state.st_mtime_ns, state.st_size, path
