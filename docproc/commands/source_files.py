"""Which files a PATH on the command line means."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

# Endings taken from a folder. A file named on the command line is always taken, whatever its ending.
READABLE_ENDINGS = frozenset({".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".heic", ".heif", ".webp", ".bmp"})


class PathMissing(Exception):
    """A PATH that is neither a file nor a folder."""


def source_files(paths: Iterable[Path]) -> list[Path]:
    """The files meant by files and folders, each once, in the order given; PathMissing for a path not there."""
    return list(dict.fromkeys(file for path in paths for file in _files_of(path)))


def _files_of(path: Path) -> Iterator[Path]:
    if path.is_dir():
        yield from sorted(
            file
            for file in path.rglob("*")
            if file.is_file()
            and file.suffix.lower() in READABLE_ENDINGS
            and not any(part.startswith(".") for part in file.relative_to(path).parts)
        )
    elif path.is_file():
        yield path
    else:
        raise PathMissing(str(path))
