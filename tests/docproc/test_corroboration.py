"""Two papers say the same, or not: both values follow, people's words and what a page makes sure do not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from docproc.corrections import confirm_field
from docproc.documents import reading_json
from docproc.wiring import Service
from models.field import Field
from models.letter import Letter, ReferenceNumber
from models.status import Status
from tests.docproc.linked import link_source
from tests.docproc.web.held import (
    MINISTRY_NUMBER,
    field,
    hold,
    letter,
    letter_document,
    number_field,
    picture,
    province_letter,
)

DAY = date(2023, 8, 10)
MISREAD = ReferenceNumber("ดศ", "0208", "", False, "12137", "ดศ ๐๒๐๘/๑๒๑๓๗")


def upper(number: Status = Status.READ, day: Status = Status.READ) -> Letter:
    return letter(
        reference_no=number_field(MINISTRY_NUMBER, 150, number),
        date=field(DAY, 200, day, "๑๐ สิงหาคม ๒๕๖๖"),
        stamps=(),
    )


def lower(number: ReferenceNumber = MINISTRY_NUMBER, status: Status = Status.READ, day: date = DAY) -> Letter:
    whole = province_letter()
    (citation,) = whole.citations
    named = replace(
        citation, reference_no=number_field(number, 400, status), date=field(day, 400, status, day.isoformat())
    )
    return replace(whole, citations=(named,))


def held(service: Service, content: Letter, shade: int) -> str:
    source_id, _ = hold(service, [letter_document(content)], data=picture(shade, (40, 40)))
    return source_id


def evidence(service: Service, source_id: str) -> dict[str, Any]:
    proofs: dict[str, Any] = reading_json(service, source_id)["documents"][0]["evidence"]
    return proofs


def statuses(service: Service, source_id: str, *fields: str) -> list[str]:
    proofs = evidence(service, source_id)
    return [proofs[name]["status"] for name in fields]


CITED = ("cited_refs[0].ref", "cited_refs[0].date")
OWN = ("reference_no", "date")


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_number_and_date_read_alike_in_two_papers_corroborate_each_other(
    service: Service, order: tuple[int, int]
) -> None:
    contents = (upper(), lower())
    sources = {n: held(service, contents[n], n) for n in order}
    for n in order:
        link_source(service, sources[n])
    assert statuses(service, sources[0], *OWN) == ["corroborated"] * 2
    assert statuses(service, sources[1], *CITED) == ["corroborated"] * 2
    (witness,) = evidence(service, sources[0])["reference_no"]["witnesses"]
    assert (witness["field"], witness["page"], witness["agrees"]) == ("cited_refs[0].ref", 1, True)


def test_other_number_disputes_both_and_names_the_other_place(service: Service) -> None:
    above, below = held(service, upper(), 0), held(service, lower(MISREAD), 1)
    link_source(service, below)
    assert statuses(service, above, "reference_no") == ["disputed"]
    assert statuses(service, below, "cited_refs[0].ref") == ["disputed"]
    (witness,) = evidence(service, below)["cited_refs[0].ref"]["witnesses"]
    assert (witness["printed"], witness["box"], witness["agrees"]) == ("ดศ ๐๒๐๘/๑๒๑๓๓", [100, 150, 600, 190], False)
    assert [one["printed"] for one in evidence(service, below)["cited_refs[0].ref"]["alternatives"]] == [
        "ดศ ๐๒๐๘/๑๒๑๓๓"
    ]


def test_what_a_page_makes_sure_is_not_disputed_by_another_paper(service: Service) -> None:
    above, below = held(service, upper(Status.CORROBORATED), 0), held(service, lower(MISREAD), 1)
    link_source(service, below)
    assert statuses(service, above, "reference_no") == ["corroborated"]
    assert statuses(service, below, "cited_refs[0].ref") == ["disputed"]


def test_linking_again_gives_the_same_and_a_lost_witness_takes_its_word_along(service: Service) -> None:
    above, below = held(service, upper(), 0), held(service, lower(), 1)
    for source in (below, above, below):
        link_source(service, source)
    assert statuses(service, above, "reference_no") == ["corroborated"]
    document = reading_json(service, below)["documents"][0]["id"]
    confirm_field(service, document, "cited_refs[0].ref", "ดศ ๐๙๙๙/๗๗๗", "สมศรี")
    link_source(service, below)
    link_source(service, above)
    assert statuses(service, above, "reference_no") == ["read"]
    assert statuses(service, below, "cited_refs[0].ref") == ["confirmed"]


def test_rival_in_reach_leaves_unsure_readings_unsure(service: Service) -> None:
    """Two letters of one day a slip apart: an unsure number may mean either."""
    above, below = held(service, upper(), 0), held(service, lower(), 1)
    other = replace(upper(), reference_no=number_field(MISREAD, 150, Status.READ))
    for source in (above, below, held(service, other, 2)):
        link_source(service, source)
    assert statuses(service, below, "cited_refs[0].ref") == ["read"]


def test_a_day_that_one_paper_does_not_tell_is_neither_agreed_nor_disputed(service: Service) -> None:
    above, below = held(service, replace(upper(), date=Field()), 0), held(service, lower(), 1)
    link_source(service, above)
    link_source(service, below)
    assert statuses(service, above, "date") == ["unread"]
    assert statuses(service, below, "cited_refs[0].date") == ["read"]
