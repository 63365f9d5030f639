"""The queue of values that wait for a person, on both databases."""

from __future__ import annotations

import pytest

from docproc import corrections, review
from docproc.repository import documents as stored
from docproc.repository.clock import moment
from docproc.repository.review_queue import QueueKey
from docproc.wiring import Service
from models.document import Document
from models.field import Field
from models.geometry import Box
from models.rights import SEES_ALL
from models.status import Doubt, Status
from tests.docproc.web.held import hold, letter, letter_document, picture

PLACE = Box(100, 250, 600, 290)


def doubtful(status: Status, confidence: float = 0.97) -> Document:
    """A letter of which nothing is in doubt but the subject, and what the plain one leaves in doubt."""
    value = None if status is Status.UNREAD else "ขอเชิญประชุม"
    subject = Field(value, "ขอเชิญประชุม", 1, PLACE, status, confidence, ("line",))
    sure = {"signatory_name": Field(), "signatory_position": Field(), "stamps": ()}
    return letter_document(letter(subject=subject, **sure))


def waiting(service: Service) -> list[tuple[Doubt, str]]:
    return [(one.key.doubt, one.assertion.field) for one in review.waiting(service, SEES_ALL)]


def test_values_are_asked_the_most_doubtful_first(service: Service) -> None:
    read = (Status.READ, Status.UNREAD, Status.CORROBORATED, Status.DISPUTED)
    for shade, status in enumerate(read):
        hold(service, [doubtful(status)], data=small_picture(shade))
    hold(service, [doubtful(Status.READ, 0.5)], data=small_picture(9))
    assert [doubt for doubt, _ in waiting(service)] == [
        Doubt.DISPUTED,
        Doubt.UNREAD,
        Doubt.LOW_CONFIDENCE,
        Doubt.READ,
    ]
    assert review.count_waiting(service, SEES_ALL) == 4


def small_picture(shade: int) -> bytes:
    return picture(shade, (40, 40))


def test_queue_goes_on_by_key(service: Service) -> None:
    hold(service, [letter_document(letter())], data=small_picture(0))
    whole = [one.key for one in review.waiting(service, SEES_ALL)]
    assert len(whole) == 5
    stretches = [review.waiting(service, SEES_ALL, key, 1) for key in (None, *whole)]
    assert [one.key for stretch in stretches for one in stretch] == whole


def test_key_is_written_and_read(service: Service) -> None:
    key = QueueKey(Doubt.UNREAD, "a1", "stamps[0].number")
    assert QueueKey.parse(str(key)) == key
    with pytest.raises(ValueError):
        QueueKey.parse("9.a1.date")


def test_only_one_documents_values_are_asked_where_it_is_named(service: Service) -> None:
    _, (first,) = hold(service, [letter_document(letter())], data=small_picture(0))
    hold(service, [letter_document(letter())], data=small_picture(1))
    found = review.waiting(service, SEES_ALL, document_id=first)
    assert {one.document.id for one in found} == {first}
    assert review.count_waiting_in(service, first) == len(found) == 5


def test_settled_value_waits_no_more_and_a_word_taken_back_lets_it_wait_again(service: Service) -> None:
    _, (document,) = hold(service, [letter_document(letter())], data=small_picture(0))
    before = waiting(service)
    said = corrections.confirm_field(service, document, "signatory_name", "(นายสมมุติ ใจดี)", "สมศรี")
    assert waiting(service) == [one for one in before if one[1] != "signatory_name"]
    corrections.take_back(service, said.assertion_id, "สมศรี")
    assert waiting(service) == before


def test_document_that_its_file_no_longer_holds_waits_for_nobody(service: Service) -> None:
    source_id, _ = hold(service, [letter_document(letter())], data=small_picture(0))
    with service.database.writing() as session:
        stored.save(session, source_id, "2", [], {}, moment(session))
    assert waiting(service) == []


def test_later_reading_that_says_something_else_is_asked_first_of_all(service: Service) -> None:
    source_id, (document,) = hold(service, [letter_document(letter())], data=small_picture(0))
    corrections.confirm_field(service, document, "subject", "ขอเชิญสัมมนา", "สมศรี")
    corrections.confirm_field(service, document, "to", "ผู้ว่าราชการจังหวัดทุกจังหวัด", "สมศรี")
    assert "subject" not in [field for _, field in waiting(service)], "what the person saw says nothing new"
    again = letter(subject=Field("ขอเลื่อนประชุม", "ขอเลื่อนประชุม", 1, PLACE, Status.READ, 0.97, ("line",)), to=Field())
    with service.database.writing() as session:
        stored.save(session, source_id, "2", [letter_document(again)], {1: ""}, moment(session))
    assert waiting(service)[0] == (Doubt.CONTRADICTED, "subject")
    assert "to" not in [field for _, field in waiting(service)], "silence contradicts nobody"
    corrections.confirm_field(service, document, "subject", "ขอเชิญสัมมนา", "สมชาย")
    assert "subject" not in [field for _, field in waiting(service)], "the same reading was seen this time"
