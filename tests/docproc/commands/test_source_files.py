from __future__ import annotations

from pathlib import Path

import pytest

from docproc.commands.source_files import PathMissing, source_files


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.pdf", "a.PNG", "a.expected.json", "notes.txt", ".hidden/c.pdf", "deep/d.tiff"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"x")
    return tmp_path


def test_a_folder_gives_what_can_be_read_in_it_and_below(folder: Path) -> None:
    assert [file.name for file in source_files([folder])] == ["a.PNG", "b.pdf", "d.tiff"]


def test_a_file_that_is_named_is_taken_whatever_its_ending(folder: Path) -> None:
    assert source_files([folder / "notes.txt"]) == [folder / "notes.txt"]


def test_a_file_named_twice_is_read_once(folder: Path) -> None:
    assert len(source_files([folder / "b.pdf", folder, folder / "b.pdf"])) == 3


def test_a_path_that_is_not_there_is_said(folder: Path) -> None:
    with pytest.raises(PathMissing, match="nowhere"):
        source_files([folder / "nowhere"])
