"""From the pages of a file, as read, to the documents they hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from extractors.fields.layout import PageLayout, page_layout
from extractors.splitting import split
from models.document import Document, Problem
from models.field import Field
from models.letter import Citation, Letter, ReferenceNumber
from models.page import PageReading
from models.status import Status

T = TypeVar("T")

# Both readings of a number must be this sure of their weakest digit before one can vouch for the other.
SURE_ENOUGH = 0.9


def assemble(pages: Sequence[PageReading]) -> list[Document]:
    """The documents of one file in page order; pages are given in order and may be any subset of the file."""
    groups = split([page_layout(page) for page in pages])
    documents = [_with_remarks(group.kind.extract(group.pages), group.pages) for group in groups]
    return vouched_for(documents)


def _with_remarks(document: Document, pages: Sequence[PageLayout]) -> Document:
    """The document with what is wrong with the photographs that it was read from."""
    remarks = tuple(
        Problem(remark, layout.page.number)
        for layout in pages
        if layout.page.quality.is_photo and layout.page.picture_like is None
        for remark in layout.page.quality.remarks
    )
    return replace(document, problems=(*document.problems, *remarks))


def vouched_for(documents: Sequence[Document]) -> list[Document]:
    """Raise the number and date of a letter that another letter in the same file cites with the same ones.

    The two stand on different pages in different words, so they are two witnesses, unless a pen wrote one.
    """
    letters = [document.letter for document in documents if document.letter is not None]
    return [
        replace(document, letter=_with_witnesses(document.letter, letters)) if document.letter is not None else document
        for document in documents
    ]


def _with_witnesses(letter: Letter, letters: Sequence[Letter]) -> Letter:
    citing = [c for other in letters if other is not letter for c in other.citations]
    cited = [other for other in letters if other is not letter]
    own = next((c for c in citing if _same(letter.reference_no, letter, c)), None)
    if own is not None:
        letter = replace(letter, reference_no=_raised(letter.reference_no), date=_raised(letter.date))
    citations = tuple(
        _raised_citation(citation) if any(_same(other.reference_no, other, citation) for other in cited) else citation
        for citation in letter.citations
    )
    return replace(letter, citations=citations)


def _same(reference: Field[ReferenceNumber], letter: Letter, citation: Citation) -> bool:
    """True where a letter and a citation name the same number and the same day, both printed and well read."""
    mine, theirs = reference.value, citation.reference_no.value
    if mine is None or theirs is None or not mine.code or mine.register_key != theirs.register_key:
        return False
    if letter.date.value is None or letter.date.value != citation.date.value:
        return False
    fields = (reference, citation.reference_no)
    return all(not one.handwritten and one.confidence >= SURE_ENOUGH for one in fields)


def _raised_citation(citation: Citation) -> Citation:
    return replace(citation, reference_no=_raised(citation.reference_no), date=_raised(citation.date))


def _raised(field: Field[T]) -> Field[T]:
    if field.status is Status.READ and not field.handwritten:
        return field.with_status(Status.CORROBORATED, "evidence.same_in_this_file")
    return field
