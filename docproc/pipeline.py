"""From bytes to documents: the stages in order. The file to read first.

    bytes ──open──▶ page count ──page──▶ PageReading (each page alone) ──assemble──▶ Documents ──link──▶ chain

The service runs each stage as a task of its own (`docproc.jobs`), a page being the unit of work; the command
`docproc read` runs them in one go. Both call the functions below, so a file reads the same either way. Nothing
here waits, stores or schedules.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractors.assembly import assemble
from extractors.opening import open_source
from extractors.reading import Readers, read_page
from models.document import Document
from models.page import PageReading

# Raise when a stage's output changes for the same input: old readings stay, new ones are made beside them.
STAGE_VERSION = "6"


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
