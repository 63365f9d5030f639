"""สิ่งที่ส่งมาด้วย: pages that come with a letter and have no head of their own."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.fields.labels import Label, find_label
from extractors.fields.layout import PageLayout
from extractors.kinds.plain import plain_document
from models.document import Document
from models.status import DocType

DOC_TYPE = DocType.ENCLOSURE
HEADING_ROWS = 3


def matches(pages: Sequence[PageLayout]) -> bool:
    """True where the page is marked สิ่งที่ส่งมาด้วย at its head; whether unmarked pages are one, the letter before
    them decides."""
    return any(
        find_label(line.passage, (Label.ENCLOSURE,)) is not None or line.text.startswith("เอกสารแนบ")
        for row in pages[0].rows[:HEADING_ROWS]
        for line in row
        if len(line.text) < 30
    )


def extract(pages: Sequence[PageLayout]) -> Document:
    return plain_document(DOC_TYPE, pages)
