"""ประกาศ: an announcement of an agency to everybody."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.fields.layout import PageLayout
from extractors.kinds.directive import extract_directive, has_title
from models.document import Document
from models.status import DocType

DOC_TYPE = DocType.ANNOUNCEMENT
TITLE = "ประกาศ"


def matches(pages: Sequence[PageLayout]) -> bool:
    return has_title(pages[0], TITLE)


def extract(pages: Sequence[PageLayout]) -> Document:
    return extract_directive(DOC_TYPE, TITLE, pages)
