"""A sheet is linked to the letter that its head names, whichever comes first, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from docproc.chain import links_of
from docproc.corrections import confirm_field
from docproc.wiring import Service
from models.chain import LinkKind
from models.document import Document
from models.geometry import Box
from models.letter import Citation
from models.status import LinkState
from tests.docproc.linked import link_source
from tests.docproc.web.held import (
    MINISTRY_NUMBER,
    field,
    hold,
    letter,
    letter_document,
    number_field,
    picture,
    sheet_document,
)


def citing_sheet() -> Document:
    document = sheet_document()
    assert document.sheet is not None
    citation = Citation(
        where="body",
        printed="ที่ ดศ ๐๒๐๘/๑๒๑๓๓ ลงวันที่ ๑๐ สิงหาคม ๒๕๖๖",
        reference_no=number_field(MINISTRY_NUMBER, 180),
        date=field(date(2023, 8, 10), 180, printed="๑๐ สิงหาคม ๒๕๖๖"),
        page=1,
        box=Box(100, 180, 600, 220),
    )
    sheet = replace(document.sheet, citations=(citation,), date=field(date(2023, 9, 15), 220))
    return replace(document, sheet=sheet)


def shows(service: Service, sheet: str) -> dict[str, tuple[LinkKind, LinkState]]:
    found = [link for link in links_of(service, sheet) if link.from_document == sheet]
    return {link.to_document: (link.kind, link.state) for link in found}


@pytest.mark.parametrize("letter_first", [True, False])
def test_the_letter_that_the_head_names_is_linked(service: Service, letter_first: bool) -> None:
    made: dict[str, str] = {}
    for what in ("letter", "sheet") if letter_first else ("sheet", "letter"):
        document = letter_document(letter()) if what == "letter" else citing_sheet()
        source_id, (made[what],) = hold(service, [document], data=picture(len(made), (40, 40)))
        link_source(service, source_id)
    assert shows(service, made["sheet"]) == {made["letter"]: (LinkKind.SHOWS, LinkState.EXACT)}


def test_a_cited_number_that_a_person_set_right_is_the_one_that_is_linked(service: Service) -> None:
    _, (named,) = hold(service, [letter_document(letter())], data=picture(1, (40, 40)))
    source_id, (sheet,) = hold(service, [citing_sheet()], data=picture(2, (40, 40)))
    confirm_field(service, sheet, "cited_refs[0].ref", "ดศ ๐๒๐๘/๙๙๙", "สมศรี")
    link_source(service, source_id)
    assert named not in shows(service, sheet)
