"""What linking puts down for an auditor: one number twice, a stamp before its letter, another day named."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from docproc.corrections import confirm_field
from docproc.wiring import Service
from models.finding import FindingKind
from models.letter import Letter
from models.status import Status
from models.tables.pictures import FindingRecord
from tests.docproc.linked import link_source
from tests.docproc.web.held import field, hold, letter, letter_document, picture, province_letter, stamp

EARLY = date(2023, 8, 9)  # the day before the letter's


def held(service: Service, content: Letter, shade: int) -> tuple[str, str]:
    source_id, (document_id,) = hold(service, [letter_document(content)], data=picture(shade, (40, 40)))
    link_source(service, source_id)
    return source_id, document_id


def found(service: Service) -> dict[FindingKind, tuple[str, str | None, str]]:
    with service.database.reading() as session:
        rows = session.scalars(select(FindingRecord)).all()
        assert len({row.kind for row in rows}) == len(rows)
        return {row.kind: (row.document_id, row.other_id, row.detail) for row in rows}


def stamped(day: date) -> Letter:
    return letter(stamps=(replace(stamp(), date=field(day, 80, Status.READ, day.isoformat())),))


def test_stamp_dated_before_its_letter_is_put_down_until_the_day_is_put_right(service: Service) -> None:
    source_id, document_id = held(service, stamped(EARLY), 1)
    assert found(service) == {FindingKind.EARLY_RECEIPT: (document_id, None, f"ศาลากลางจังหวัดพะเยา {EARLY.isoformat()}")}
    confirm_field(service, document_id, "stamps[0].date", "2023-08-15", "somchai")
    link_source(service, source_id)
    assert found(service) == {}


def test_stamp_of_the_letters_own_day_is_not_early(service: Service) -> None:
    held(service, stamped(date(2023, 8, 10)), 1)
    assert found(service) == {}


@pytest.mark.parametrize(("subject", "kinds"), [("ขอเชิญประชุมกรมการจังหวัด", [FindingKind.SAME_NUMBER]), (None, [])])
def test_two_letters_of_one_number_are_put_down_and_two_scans_of_one_are_not(
    service: Service, subject: str | None, kinds: list[FindingKind]
) -> None:
    _, first = held(service, letter(), 1)
    other = letter(subject=field(subject, 250)) if subject is not None else letter()
    _, second = held(service, other, 2)
    assert list(found(service)) == kinds
    assert [(upper, lower) for upper, lower, _ in found(service).values()] == [(first, second)] * len(kinds)


def test_letter_named_with_another_day_than_it_has_is_put_down(service: Service) -> None:
    _, upper = held(service, letter(stamps=()), 1)
    whole = province_letter()
    named = replace(whole.citations[0], date=field(EARLY, 400, printed="๙ สิงหาคม ๒๕๖๖"))
    _, lower = held(service, replace(whole, citations=(named,)), 2)
    assert found(service) == {FindingKind.LETTERS_DIFFER: (upper, lower, "2023-08-10 / 2023-08-09")}
