"""ภาพหน้าจอ: a screenshot, such as that of an activity that was posted."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.fields.layout import PageLayout
from extractors.kinds.plain import plain_document
from models.document import Document
from models.status import DocType

DOC_TYPE = DocType.SCREENSHOT


def matches(pages: Sequence[PageLayout]) -> bool:
    return pages[0].page.picture_like == "screenshot"


def extract(pages: Sequence[PageLayout]) -> Document:
    return plain_document(DOC_TYPE, pages)
