"""The life of a person's word: kept, followed, contradicted, taken back, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from docproc import corrections, documents
from docproc.corrections import ChangedMeanwhileError
from docproc.repository import assertions, review_queue
from docproc.repository import documents as stored
from docproc.repository.clock import moment
from docproc.wiring import Service
from models.field import Field
from models.geometry import Box
from models.letter import Citation, Letter
from models.status import Act, Status
from models.tables.letters import CitationRecord, LetterRecord, ReceiptRecord
from tests.docproc.web.held import (
    MINISTRY_NUMBER,
    field,
    hold,
    letter,
    letter_document,
    number_field,
    picture,
    stamp,
)

SMALL = picture(255, (40, 40))
LINE = Box(100, 400, 600, 440)


def held(service: Service, content: Letter) -> tuple[str, str]:
    source_id, (document,) = hold(service, [letter_document(content)], data=SMALL)
    return source_id, document


def read_again(service: Service, source_id: str, content: Letter) -> None:
    with service.database.writing() as session:
        stored.save(session, source_id, "2", [letter_document(content)], {1: ""}, moment(session))


def shown(service: Service, source_id: str) -> dict[str, Any]:
    document: dict[str, Any] = documents.reading_json(service, source_id)["documents"][0]
    return document


def seen(service: Service, document: str, name: str) -> str:
    with service.database.reading() as session:
        now = assertions.standing(session, document, name).shown
    assert now is not None
    return now.id


def row(service: Service, record: Any) -> Any:
    with service.database.reading() as session:
        return session.scalars(select(record)).one()


def citing() -> Letter:
    """A letter with one reference line, which its list of citations repeats."""
    number = number_field(MINISTRY_NUMBER, 400, Status.READ)
    day = field(date(2023, 8, 10), 400, Status.READ, "๑๐ สิงหาคม ๒๕๖๖")
    citation = Citation("references", "หนังสือกระทรวง", number, day, 1, LINE, "หนังสือกระทรวง ที่ ดศ ๐๒๐๘/๑๒๑๓๓")
    return letter(references=(citation,), citations=(citation,), stamps=())


def test_agreeing_and_setting_right_are_told_apart_and_say_what_was_in_view(service: Service) -> None:
    _, document = held(service, letter())
    agreed = corrections.confirm_shown(service, document, "subject", "สมศรี", seen(service, document, "subject"))
    corrected = corrections.correct_typed(
        service, document, "signatory_position", "รองปลัดกระทรวง", "สมศรี", seen(service, document, "signatory_position")
    )
    assert (agreed.act, corrected.act) == (Act.CONFIRMED, Act.CORRECTED)
    word = next(one for one in corrections.history(service, document) if one.id == corrected.assertion_id)
    assert word.before is not None
    assert (word.before["value"], word.before["printed"], word.before["version"]) == (None, "รองปลัด…", "1")
    assert (word.printed, word.made_by, word.box) == ("รองปลัดกระทรวง", "สมศรี", [100, 850, 600, 890])


def test_nobody_can_agree_with_what_was_not_read(service: Service) -> None:
    _, document = held(service, letter())
    with pytest.raises(ValueError, match="nothing to agree with"):
        corrections.confirm_shown(
            service, document, "signatory_position", "สมศรี", seen(service, document, "signatory_position")
        )


def test_value_that_changed_while_it_was_looked_at_is_not_settled_by_the_look(service: Service) -> None:
    source_id, document = held(service, letter())
    old = seen(service, document, "subject")
    read_again(service, source_id, letter(subject=field("ขอเลื่อนประชุม", 250, Status.READ)))
    with pytest.raises(ChangedMeanwhileError):
        corrections.confirm_shown(service, document, "subject", "สมศรี", old)
    assert shown(service, source_id)["evidence"]["subject"]["status"] == "read"


def test_taking_back_lets_the_machine_stand_again_and_both_words_are_kept(service: Service) -> None:
    source_id, document = held(service, letter())
    said = corrections.confirm_field(service, document, "reference_no", "ดศ ๐๒๐๘/๑๒๑๓๔", "สมศรี")
    assert row(service, LetterRecord).number == "12134"
    taken = corrections.take_back(service, said.assertion_id, "สมชาย")
    assert taken.act is Act.WITHDRAWN
    assert shown(service, source_id)["reference_no"] == MINISTRY_NUMBER.printed
    assert (row(service, LetterRecord).number, row(service, LetterRecord).status) == ("12133", Status.CORROBORATED)
    said_of_it = [one for one in corrections.history(service, document) if one.field == "reference_no"]
    assert [(one.made_by, one.act, one.superseded_at is None) for one in said_of_it] == [
        ("machine", Act.READ, True),
        ("สมศรี", Act.CORRECTED, False),
        ("สมชาย", Act.WITHDRAWN, True),
    ]


def test_taking_back_a_second_word_restores_the_first(service: Service) -> None:
    source_id, document = held(service, letter())
    corrections.confirm_field(service, document, "subject", "ก", "สมศรี")
    second = corrections.confirm_field(service, document, "subject", "ข", "สมชาย")
    restored = corrections.take_back(service, second.assertion_id, "สมชาย")
    assert (restored.act, shown(service, source_id)["subject"]) == (Act.RESTORED, "ก")
    with pytest.raises(ChangedMeanwhileError):
        corrections.take_back(service, second.assertion_id, "สมชาย")


def test_number_of_a_circular_says_so_after_it_was_set_right(service: Service) -> None:
    source_id, document = held(service, letter())
    assert shown(service, source_id)["is_circular"] is False
    corrections.confirm_field(service, document, "reference_no", "ดศ ๐๒๐๘/ว ๑๒๑๓๓", "สมศรี")
    reading = shown(service, source_id)
    assert reading["is_circular"] is True
    assert reading["evidence"]["is_circular"]["status"] == "confirmed"


def test_corrected_citation_is_right_in_both_lists_and_is_linked_by(service: Service) -> None:
    source_id, document = held(service, citing())
    said = corrections.confirm_field(service, document, "references[0].ref", "ดศ ๐๒๐๘/๑๒๑๓๗", "สมศรี")
    reading = shown(service, source_id)
    assert [reading[name][0]["ref"] for name in ("references", "cited_refs")] == ["ดศ ๐๒๐๘/๑๒๑๓๗"] * 2
    assert reading["evidence"]["cited_refs[0].ref"]["made_by"] == "สมศรี"
    assert row(service, CitationRecord).key == "ดศ 0208/12137|2566"
    read_again(service, source_id, citing())
    assert row(service, CitationRecord).key == "ดศ 0208/12137|2566"
    corrections.take_back(service, said.assertion_id, "สมศรี")
    assert row(service, CitationRecord).key == "ดศ 0208/12133|2566"


def test_corrected_stamp_is_the_receipt_of_the_chain(service: Service) -> None:
    _, document = held(service, letter(stamps=(replace(stamp(), time=field("09.30", 100, Status.READ)),)))
    assert row(service, ReceiptRecord).status is Status.READ
    for part, value in (("number", "1848"), ("date", "2023-08-16"), ("time", "09.30")):
        corrections.confirm_field(service, document, f"stamps[0].{part}", value, "สมศรี")
    receipt = row(service, ReceiptRecord)
    assert (receipt.number, receipt.date, receipt.status) == ("1848", date(2023, 8, 16), Status.CORROBORATED)


def test_word_about_a_stamp_follows_it_when_a_later_reading_finds_another_above(service: Service) -> None:
    source_id, document = held(service, letter())
    corrections.confirm_field(service, document, "stamps[0].number", "1848", "สมศรี")
    found_above = replace(stamp("ที่ว่าการอำเภอแม่ใจ"), number=field("77", 10, Status.READ), box=Box(500, 0, 760, 40))
    read_again(service, source_id, letter(stamps=(found_above, stamp())))
    reading = shown(service, source_id)
    assert [one["number"] for one in reading["stamps"]] == ["77", "1848"]
    assert reading["evidence"]["stamps[1].number"]["made_by"] == "สมศรี"
    assert reading["evidence"]["stamps[0].number"]["status"] == "read"


def test_word_about_a_stamp_that_is_no_longer_found_stays(service: Service) -> None:
    source_id, document = held(service, letter())
    corrections.confirm_field(service, document, "stamps[0].number", "1848", "สมศรี")
    read_again(service, source_id, letter(stamps=()))
    assert shown(service, source_id)["stamps"] == [{"office": None, "number": "1848", "date": None, "time": None}]


def test_telephone_number_that_was_not_read_takes_its_place_in_the_list(service: Service) -> None:
    unread: Field[str] = Field(None, "๐ ๒๑…", 1, Box(100, 970, 600, 990), Status.UNREAD)
    source_id, document = held(service, letter(tel=(unread, field("0 2141 0001", 1000))))
    assert shown(service, source_id)["tel"] == ["0 2141 0001"]
    corrections.correct_typed(service, document, "tel[0]", "๐ ๒๑๔๑ ๐๐๐๐", "สมศรี", seen(service, document, "tel[0]"))
    assert shown(service, source_id)["tel"] == ["0 2141 0000", "0 2141 0001"]


def test_list_is_as_sure_as_its_least_sure_item_after_what_people_said(service: Service) -> None:
    source_id, document = held(service, letter())
    assert shown(service, source_id)["evidence"]["stamps"]["status"] == "read"
    for part, value in (("number", "1842"), ("date", "2023-08-15")):
        corrections.confirm_field(service, document, f"stamps[0].{part}", value, "สมศรี")
    assert shown(service, source_id)["evidence"]["stamps"]["status"] == "corroborated"


@pytest.mark.parametrize("name", ["stamps", "is_circular", "stamps[4].number", "nothing", "cited_refs[0].ref"])
def test_what_is_no_field_of_its_own_cannot_be_set(service: Service, name: str) -> None:
    _, document = held(service, citing())
    with pytest.raises(ValueError, match="names no field"):
        corrections.confirm_field(service, document, name, "1", "สมศรี")


def test_the_machine_cannot_speak_as_a_person(service: Service) -> None:
    _, document = held(service, letter())
    with pytest.raises(ValueError, match="name is needed"):
        corrections.confirm_field(service, document, "subject", "ก", "machine")
    with service.database.reading() as session:
        assert review_queue.count_of_document(session, document) == 5
