"""Documents without fields of their own: their text, handwriting and pages are all there is to say."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.fields.layout import PageLayout
from extractors.kinds.letter_parts import notes_of, printed_text
from models.document import Document, Problem
from models.status import DocType


def plain_document(doc_type: DocType, pages: Sequence[PageLayout], problems: tuple[Problem, ...] = ()) -> Document:
    return Document(
        doc_type=doc_type,
        pages=tuple(page.page.number for page in pages),
        page_sizes=tuple((page.page.width, page.page.height) for page in pages),
        text=printed_text(pages),
        notes=notes_of(pages),
        problems=problems,
    )
