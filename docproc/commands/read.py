"""`docproc read`: files to JSON without database or queue."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain, count
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from docproc.commands.page_pool import PageOfFile, PageResult, read_pages
from docproc.messages.catalogue import load_catalogue
from docproc.pipeline import assemble_stage, open_stage
from models.contract import reading_as_json
from models.document import Problem
from models.errors import DocumentError
from models.page import PageReading


@dataclass(slots=True)
class _FileWork:
    """One file on its way: its pages come in any order."""

    path: Path
    sha256: str
    page_count: int
    readings: list[PageReading] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def is_complete(self) -> bool:
        return len(self.readings) + len(self.problems) == self.page_count

    def as_json(self) -> dict[str, Any]:
        documents = assemble_stage(self.readings)
        error = self.problems[0] if self.problems and not self.readings else None
        return reading_as_json(self.path.name, self.sha256, self.page_count, documents, error, self.problems)


def read_files(files: list[Path], out: Path | None) -> None:
    """Reads every file and writes `OUT/<name>.json`, or a JSON line each on standard output.

    What could not be read is also said in words on standard error.
    """
    names = _output_names(files)
    words = load_catalogue("en")
    with _progress() as progress:
        bar = progress.add_task("reading", total=len(files))
        for path, reading in _readings(files):
            _write(reading, out / names[path] if out else None)
            for fault in _faults(reading):
                said = words.fault(fault["code"], fault["detail"])
                page = f", page {fault['page']}" if fault["page"] else ""
                progress.console.print(f"docproc: {path}{page}: {said}", markup=False, highlight=False, soft_wrap=True)
            progress.advance(bar)


def _faults(reading: dict[str, Any]) -> list[dict[str, Any]]:
    """The pages that could not be read, or why the file could not be opened."""
    error = reading["error"]
    return reading["problems"] or ([error] if error is not None else [])


def _readings(files: list[Path]) -> Iterator[tuple[Path, dict[str, Any]]]:
    works: dict[Path, _FileWork] = {}
    for path in files:
        opened = _open(path)
        if isinstance(opened, _FileWork):
            works[path] = opened
        else:
            yield path, opened
    pages = [PageOfFile(path, number) for path, work in works.items() for number in range(1, work.page_count + 1)]
    for result in read_pages(pages):
        work = works[result.page.path]
        _add(work, result)
        if work.is_complete:
            yield work.path, works.pop(work.path).as_json()


def _open(path: Path) -> _FileWork | dict[str, Any]:
    """The file with its page count, or the finished JSON of a file that cannot be opened."""
    try:
        data = path.read_bytes()
    except OSError as error:
        problem = Problem("error.file_not_readable", detail=error.strerror or "")
        return reading_as_json(path.name, "", 0, [], problem, [])
    sha256 = hashlib.sha256(data).hexdigest()
    try:
        return _FileWork(path, sha256, open_stage(data, path.name))
    except DocumentError as error:
        return reading_as_json(path.name, sha256, 0, [], Problem(error.code, detail=error.detail), [])


def _add(work: _FileWork, result: PageResult) -> None:
    if result.reading is not None:
        work.readings.append(result.reading)
    elif result.problem is not None:
        work.problems.append(result.problem)


def _output_names(files: list[Path]) -> dict[Path, str]:
    """`<name without its last ending>.json`; where two files would share that, the later keeps its ending too."""
    names: dict[Path, str] = {}
    taken: set[str] = set()
    for path in files:
        candidates = chain(
            [f"{path.stem}.json", f"{path.name}.json"], (f"{path.name}.{number}.json" for number in count(2))
        )
        names[path] = next(name for name in candidates if name not in taken)
        taken.add(names[path])
    return names


def _write(reading: dict[str, Any], target: Path | None) -> None:
    if target is None:
        sys.stdout.write(json.dumps(reading, ensure_ascii=False) + "\n")
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_suffix(".json.part")
    partial.write_text(json.dumps(reading, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    partial.replace(target)


def _progress() -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    console = Console(stderr=True)
    return Progress(*columns, console=console, disable=not console.is_terminal)
