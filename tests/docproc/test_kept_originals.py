"""What is kept of an object store on this machine: bounded, the least used removed, never in the way of a reading."""

from __future__ import annotations

import os
from pathlib import Path

from docproc.kept_originals import PARTIAL, KeptOriginals

OLD, NEW, NEWEST = "a" * 64, "b" * 64, "c" * 64
HALF = b"x" * 50


def held(kept: KeptOriginals) -> set[str]:
    return {path.name for path in kept.folder.iterdir()}


def used(kept: KeptOriginals, sha256: str, at: int) -> None:
    os.utime(kept.folder / sha256, (at, at))


def test_what_was_not_used_for_longest_makes_room(tmp_path: Path) -> None:
    kept = KeptOriginals(tmp_path / "kept", limit_bytes=100)
    kept.keep(OLD, HALF)
    kept.keep(NEW, HALF)
    used(kept, OLD, 1)
    used(kept, NEW, 2)
    assert kept.find(OLD) == HALF  # used now
    kept.keep(NEWEST, HALF)
    assert held(kept) == {OLD, NEWEST}
    assert kept.find(NEW) is None


def test_what_a_killed_process_left_goes_with_the_oldest(tmp_path: Path) -> None:
    kept = KeptOriginals(tmp_path, limit_bytes=100)
    (tmp_path / f"{PARTIAL}killed").write_bytes(HALF)
    used(kept, f"{PARTIAL}killed", 1)
    kept.keep(OLD, HALF)
    kept.keep(NEW, HALF)
    assert held(kept) == {OLD, NEW}


def test_a_file_beyond_the_limit_is_not_kept_and_removes_nothing(tmp_path: Path) -> None:
    kept = KeptOriginals(tmp_path, limit_bytes=100)
    kept.keep(OLD, HALF)
    kept.keep(NEW, b"x" * 101)
    assert held(kept) == {OLD}


def test_a_folder_that_cannot_be_written_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("a file where the folder should be")
    kept = KeptOriginals(tmp_path / "kept", limit_bytes=100)
    kept.keep(OLD, HALF)
    kept.forget(OLD)
    assert kept.find(OLD) is None
