"""From bytes to documents: the stages in order. The file to read first.

    bytes ──open──▶ page count ──page──▶ PageReading (each page alone) ──assemble──▶ Documents ──link──▶ chain

The service runs each stage as a task of its own (`docproc.jobs`), a page being the unit of work; the command
`docproc read` runs them in one go. Both call the functions below, so a file reads the same either way. Nothing
here waits, stores or schedules.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.assembly import assemble
from extractors.opening import open_source
from extractors.reading import Readers, read_page
from models.document import Document, Problem
from models.errors import DocumentError
from models.page import PageReading

# Raise when a stage's output changes for the same input: old readings stay, new ones are made beside them.
STAGE_VERSION = "3"


@dataclass(frozen=True, slots=True)
class Outcome:
    """All that came of one file. `error` is set where nothing could be read of it."""

    name: str
    sha256: str
    page_count: int
    documents: tuple[Document, ...] = ()
    problems: tuple[Problem, ...] = ()
    error: DocumentError | None = None


def open_stage(data: bytes, name: str) -> int:
    """How many pages the file has; raises DocumentError where it cannot be opened at all."""
    with open_source(data, name) as source:
        return source.page_count


def page_stage(data: bytes, name: str, number: int, readers: Readers) -> PageReading:
    """What stands on page `number` (from 1); raises DocumentError where that page cannot be read."""
    with open_source(data, name) as source:
        return read_page(source.page(number), readers)


def assemble_stage(pages: Sequence[PageReading]) -> list[Document]:
    """The documents that the pages of one file hold, in page order."""
    return assemble(sorted(pages, key=lambda page: page.number))


def read_source(data: bytes, name: str, readers: Readers) -> Outcome:
    """The whole file in one go. A page that cannot be read is a recorded problem; the others are still read."""
    sha256 = hashlib.sha256(data).hexdigest()
    try:
        page_count = open_stage(data, name)
    except DocumentError as error:
        return Outcome(name, sha256, 0, error=error)
    pages: list[PageReading] = []
    problems: list[Problem] = []
    for number in range(1, page_count + 1):
        try:
            pages.append(page_stage(data, name, number, readers))
        except DocumentError as error:
            problems.append(Problem(error.code, number, error.detail))
    return Outcome(name, sha256, page_count, tuple(assemble_stage(pages)), tuple(problems))
