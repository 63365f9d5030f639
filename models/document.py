"""One document inside an accepted file: a letter, an enclosure, a sheet, a picture."""

from __future__ import annotations

from dataclasses import dataclass

from models.geometry import Box
from models.letter import Letter
from models.post import Post
from models.sheet import Sheet
from models.status import DocType


@dataclass(frozen=True, slots=True)
class Note:
    """Handwriting outside the document's own lines; `text` is None where it was not read."""

    page: int
    box: Box
    text: str | None


@dataclass(frozen=True, slots=True)
class Problem:
    """A recorded fact that needs a person: a code of the message catalogue, a page, and what it is about."""

    code: str
    page: int | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """`pages` count from 1 inside the file; `page_sizes` gives (width, height) of each as shown."""

    doc_type: DocType
    pages: tuple[int, ...]
    page_sizes: tuple[tuple[int, int], ...]
    text: str
    notes: tuple[Note, ...] = ()
    letter: Letter | None = None
    sheet: Sheet | None = None
    post: Post | None = None
    problems: tuple[Problem, ...] = ()
