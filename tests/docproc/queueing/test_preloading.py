"""The page that is put together before the workers fork: only what it asks for is there for every job."""

from __future__ import annotations

from docproc.queueing.preloading import specimen
from extractors.assembly import assemble
from models.document import Document
from models.letter import Letter


def test_the_specimen_asks_for_offices_numbers_and_dates() -> None:
    (document,) = assemble([specimen()])
    assert isinstance(document, Document) and isinstance(document.letter, Letter)
    read = document.letter
    assert read.reference_no.value is not None and read.date.value is not None
    assert [citation.reference_no.value is not None for citation in read.citations] == [True]
    assert [stamp.office.value for stamp in read.stamps] == ["เทศบาลตำบลเถินบุรี"]
