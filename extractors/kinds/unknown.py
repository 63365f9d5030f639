"""Pages of no known kind: what is printed on them is kept, and a person is asked."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.fields.layout import PageLayout
from extractors.kinds.plain import plain_document
from models.document import Document, Problem
from models.status import DocType

DOC_TYPE = DocType.UNKNOWN


def matches(pages: Sequence[PageLayout]) -> bool:
    """Always: this kind is asked last."""
    return True


def extract(pages: Sequence[PageLayout]) -> Document:
    first = pages[0].page.number
    has_text = any(page.lines for page in pages)
    problem = Problem("problem.kind_not_known" if has_text else "problem.nothing_readable", first)
    return plain_document(DOC_TYPE, pages, (problem,))
