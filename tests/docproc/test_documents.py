"""Handing files in, watching them, searching them, and setting values right, on both databases."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from PIL import Image
from sqlalchemy import select

from docproc import documents, workflow
from docproc.corrections import confirm_field
from docproc.repository import documents as stored
from docproc.repository import readings, sources
from docproc.repository.clock import moment
from docproc.storage import UploadTooLargeError
from docproc.wiring import Service
from models.document import Document, Problem
from models.errors import UnsupportedFormat
from models.field import Alternative, Field
from models.geometry import Box
from models.letter import Letter, ReferenceNumber, Stamp
from models.page import PageReading
from models.rights import SEES_ALL
from models.status import DocType, SourceStatus, Status
from models.tables.documents import AssertionRecord, DocumentRecord, TextPageRecord
from models.tables.letters import LetterRecord, ReceiptRecord
from models.tables.originals import SourceRecord

PLACE = Box(10, 20, 110, 40)
NUMBER = ReferenceNumber("นน", "0017", "2", True, "27455", "นน ๐๐๑๗.๒/ว ๒๗๔๕๕")


def read(value: Any, printed: str = "", status: Status = Status.CORROBORATED, page: int = 1) -> Field[Any]:
    return Field(value, printed or str(value), page, PLACE, status, 0.9, ("line-reader", "tesseract"))


def letter(**changes: Any) -> Letter:
    absent: Field[Any] = Field()
    values: dict[str, Any] = {
        "reference_no": read(NUMBER, NUMBER.printed),
        "date": read(date(2023, 11, 30), "๓๐ พฤศจิกายน ๒๕๖๖"),
        "subject": read("ขอเชิญประชุม"),
        "to": read("นายอำเภอ"),
        "issuer": read("จังหวัดตัวอย่าง"),
        **dict.fromkeys(("urgency", "secrecy", "signatory_name", "signatory_position", "agency", "email"), absent),
        **dict.fromkeys(("references", "citations", "enclosures", "tel", "fax", "stamps"), ()),
        **changes,
    }
    return Letter(**values)


def document(pages: Sequence[int] = (1,), text: str = "ขอเชิญประชุม", **changes: Any) -> Document:
    return Document(DocType.EXTERNAL_LETTER, tuple(pages), ((800, 1100),) * len(pages), text, **changes)


def accept(service: Service, data: bytes = b"%PDF-1.7 a letter", name: str = "หนังสือ.pdf") -> documents.Accepted:
    return documents.accept(service, io.BytesIO(data), name)


def save(service: Service, source_id: str, *found: Document, version: str = "1") -> list[str]:
    texts = {page: one.text for one in found for page in one.pages}
    with service.database.writing() as session:
        return stored.save(session, source_id, version, found, texts, moment(session))


def rows(service: Service, record: Any) -> list[Any]:
    with service.database.reading() as session:
        return list(session.scalars(select(record)))


def test_accepted_file_can_be_found_and_fetched(service: Service) -> None:
    accepted = accept(service)
    source = documents.find_source(service, accepted.source_id)
    assert source is not None
    assert (source.name, source.status, source.media_type) == ("หนังสือ.pdf", SourceStatus.RECEIVED, "application/pdf")
    found, chunks = documents.original(service, accepted.source_id)
    assert (found.size_bytes, b"".join(chunks)) == (17, b"%PDF-1.7 a letter")


def test_same_bytes_are_one_file_with_two_deliveries(service: Service) -> None:
    first = accept(service)
    second = documents.accept(service, io.BytesIO(b"%PDF-1.7 a letter"), "again.pdf", "5208")
    assert (second.source_id, second.is_duplicate, second.name) == (first.source_id, True, "again.pdf")
    with service.database.reading() as session:
        sent = [(delivery.name, delivery.office) for delivery in sources.deliveries(session, first.source_id)]
    assert sent == [("หนังสือ.pdf", None), ("again.pdf", "5208")]


def test_refused_upload_leaves_no_row(service: Service) -> None:
    with pytest.raises(UploadTooLargeError):
        accept(service, b"x" * (service.settings.max_upload_bytes + 1))
    assert rows(service, SourceRecord) == []


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("C:\\scans\\a.pdf", "a.pdf"),  # Internet Explorer sent whole paths, and scanners' programs still do
        ("../../etc/passwd", "passwd"),
        ("a\r\nb\x00.pdf", "ab.pdf"),
        ("", "file"),
        ("ก" * 300 + ".pdf", "ก" * 251 + ".pdf"),
    ],
)
def test_name_is_what_follows_the_last_slash_and_can_be_shown(service: Service, given: str, kept: str) -> None:
    assert accept(service, name=given).name == kept


def test_bytes_that_are_nothing_are_accepted_and_kept(service: Service) -> None:
    """What is wrong with a file is said when it is opened; the bytes are evidence of what was sent."""
    source = documents.find_source(service, accept(service, b"MZ a program").source_id)
    assert source is not None and source.media_type == "application/octet-stream"


def test_files_are_listed_newest_first_page_by_page(service: Service) -> None:
    ids = [accept(service, f"%PDF {number}".encode()).source_id for number in range(5)]
    first = documents.list_sources(service, SEES_ALL, limit=2)
    second = documents.list_sources(service, SEES_ALL, after_key=first[-1].id, limit=2)
    rest = documents.list_sources(service, SEES_ALL, after_key=second[-1].id, limit=2)
    assert [source.id for source in (*first, *second, *rest)] == sorted(ids, reverse=True)


@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        ("หนังสือ", True),  # the file's name
        ("เชิญประชุม", True),  # inside a word of the text
        ("ว ๒๗๔๕๕", True),  # the number as printed
        ("ว27455", True),  # typed with the other digits and no space
        ("%", False),  # no wildcard
        ("ประชุมใหญ่", False),
    ],
)
def test_search_finds_what_people_type(service: Service, query: str, is_found: bool) -> None:
    source_id = accept(service).source_id
    accept(service, b"another", "other.pdf")
    save(service, source_id, document(text="ที่ นน ๐๐๑๗.๒/ว ๒๗๔๕๕ ขอเชิญ ประชุม", letter=letter()))
    found = [source.id for source in documents.list_sources(service, SEES_ALL, query=query)]
    assert found == ([source_id] if is_found else [])


def test_letter_can_be_found_by_what_it_is(service: Service) -> None:
    stamp = Stamp(read("อำเภอ"), read("๑๒"), Field(), read("๐๙.๐๐", status=Status.READ), 1, PLACE, "blue")
    (document_id,) = save(service, accept(service).source_id, document(letter=letter(stamps=(stamp,))))
    (row,) = rows(service, LetterRecord)
    assert (row.document_id, row.key) == (document_id, "นน 0017.2/ว27455|2566")
    assert (row.code, row.owner, row.sub, row.is_circular, row.number) == ("นน", "0017", "2", True, "27455")
    (receipt,) = rows(service, ReceiptRecord)
    assert (receipt.office, receipt.number, receipt.time, receipt.status) == ("อำเภอ", "๑๒", "๐๙.๐๐", Status.UNREAD)


def test_second_assembly_leaves_the_same_rows(service: Service) -> None:
    source_id = accept(service).source_id

    def snapshot() -> list[object]:
        said = [(one.id, one.field, one.at, one.superseded_at) for one in rows(service, AssertionRecord)]
        texts = [(one.document_id, one.page, one.text) for one in rows(service, TextPageRecord)]
        return [sorted(map(str, said)), texts, len(rows(service, LetterRecord)), len(rows(service, DocumentRecord))]

    first_ids = save(service, source_id, document((1, 2), letter=letter()), document((3,), letter=letter()))
    before = snapshot()
    assert save(service, source_id, document((1, 2), letter=letter()), document((3,), letter=letter())) == first_ids
    assert snapshot() == before


def test_changed_reading_supersedes_only_what_changed(service: Service) -> None:
    source_id = accept(service).source_id
    save(service, source_id, document(letter=letter()))
    save(service, source_id, document(letter=letter(subject=read("ขอเลื่อนประชุม"))), version="2")
    said = [one for one in rows(service, AssertionRecord) if one.field == "subject"]
    assert [(one.value, one.superseded_at is None) for one in said] == [("ขอเชิญประชุม", False), ("ขอเลื่อนประชุม", True)]
    assert all(one.superseded_at is None for one in rows(service, AssertionRecord) if one.field != "subject")


def test_document_keeps_its_id_when_the_file_is_split_elsewhere(service: Service) -> None:
    source_id = accept(service).source_id
    whole, last = save(service, source_id, document((1, 2, 3)), document((4,)))
    first, second, third = save(service, source_id, document((1,)), document((2, 3)), document((4,)))
    assert third == last
    assert whole in (first, second)
    with service.database.reading() as session:
        assert [one.pages for one in stored.of_source(session, source_id)] == [[1], [2, 3], [4]]
    assert save(service, source_id, document((1, 2, 3, 4)))[0] in (first, second, third)
    with service.database.reading() as session:
        assert [one.pages for one in stored.of_source(session, source_id)] == [[1, 2, 3, 4]]


def test_value_that_a_person_set_outlives_every_later_reading(service: Service) -> None:
    source_id = accept(service).source_id
    (document_id,) = save(service, source_id, document(letter=letter()))
    confirm_field(service, document_id, "subject", "ขอเชิญสัมมนา", "สมศรี")
    save(service, source_id, document(letter=letter(subject=read("ขอเลื่อนประชุม"))), version="2")
    shown = documents.reading_json(service, source_id)["documents"][0]
    assert shown["subject"] == "ขอเชิญสัมมนา"
    proof = shown["evidence"]["subject"]
    assert (proof["status"], proof["made_by"], proof["box"]) == ("confirmed", "สมศรี", PLACE.as_list())
    assert (proof["machine"]["value"], proof["machine_disagrees"]) == ("ขอเลื่อนประชุม", True)
    assert rows(service, LetterRecord)[0].subject == "ขอเชิญสัมมนา"


def test_second_person_takes_the_place_of_the_first(service: Service) -> None:
    source_id = accept(service).source_id
    (document_id,) = save(service, source_id, document(letter=letter()))
    confirm_field(service, document_id, "subject", "ก", "สมศรี")
    confirm_field(service, document_id, "subject", None, "สมชาย")
    assert documents.reading_json(service, source_id)["documents"][0]["subject"] is None
    by_people = [one for one in rows(service, AssertionRecord) if one.made_by != "machine"]
    assert [(one.made_by, one.superseded_at is None) for one in by_people] == [("สมศรี", False), ("สมชาย", True)]


def test_confirmed_number_is_what_the_letter_is_found_by(service: Service) -> None:
    (document_id,) = save(service, accept(service).source_id, document(letter=letter()))
    confirm_field(service, document_id, "reference_no", "นน ๐๐๑๗.๒/ว ๒๗๔๕๖", "สมศรี")
    (row,) = rows(service, LetterRecord)
    assert (row.key, row.status) == ("นน 0017.2/ว27456|2566", Status.CONFIRMED)
    confirm_field(service, document_id, "date", "2024-01-05", "สมศรี")
    assert rows(service, LetterRecord)[0].key == "นน 0017.2/ว27456|2567"


def test_number_that_is_none_is_refused_and_nothing_is_kept_of_it(service: Service) -> None:
    (document_id,) = save(service, accept(service).source_id, document(letter=letter()))
    with pytest.raises(ValueError, match="is not the number of a letter"):
        confirm_field(service, document_id, "reference_no", "ไม่มี", "สมศรี")
    assert all(one.made_by == "machine" for one in rows(service, AssertionRecord))


def test_unknown_documents_are_not_found(service: Service) -> None:
    with pytest.raises(documents.NotFoundError):
        documents.reading_json(service, "unknown")
    with pytest.raises(documents.NotFoundError):
        documents.original(service, "unknown")
    with pytest.raises(documents.NotFoundError):
        confirm_field(service, "unknown", "subject", "ก", "สมศรี")


@pytest.mark.parametrize(
    ("found", "needs_person"),
    [
        (document(letter=letter()), False),
        (document(letter=letter(), problems=(Problem("problem.unsplit", 1),)), True),
        (document(letter=letter(subject=Field(printed="ขอ…", page=1, box=PLACE))), True),  # seen and not read
        (
            document(
                letter=letter(
                    subject=Field(
                        "ก", "ก", 1, PLACE, Status.DISPUTED, 0.5, alternatives=(Alternative("ข", 0.5, "tesseract"),)
                    )
                )
            ),
            True,
        ),
    ],
)
def test_person_is_needed_for_problems_and_doubts(service: Service, found: Document, needs_person: bool) -> None:
    source_id = accept(service).source_id
    save(service, source_id, found)
    with service.database.reading() as session:
        assert workflow.needs_person(session, source_id) is needs_person


def test_settled_doubt_needs_nobody_any_more(service: Service) -> None:
    source_id = accept(service).source_id
    (document_id,) = save(service, source_id, document(letter=letter(subject=Field(page=1, box=PLACE))))
    with service.database.writing() as session:
        sources.lock(session, source_id).status = SourceStatus.NEEDS_REVIEW
    confirm_field(service, document_id, "subject", "ขอเชิญประชุม", "สมศรี")
    assert documents.progress(service, [source_id])[source_id].status is SourceStatus.DONE


def picture(colours: Sequence[str] = ("white",)) -> bytes:
    pages = [Image.new("RGB", (300, 200), colour) for colour in colours]
    held = io.BytesIO()
    pages[0].save(held, "TIFF", save_all=True, append_images=pages[1:], compression="tiff_adobe_deflate")
    return held.getvalue()


def test_page_is_drawn_once_and_kept(service: Service) -> None:
    source_id = accept(service, picture(("white", "black"))).source_id
    save_reading(service, source_id, PageReading(2, 300, 200))
    drawn = documents.page_image(service, source_id, 2)
    with Image.open(io.BytesIO(drawn)) as image:
        assert (image.format, image.size, image.getpixel((150, 100))) == ("JPEG", (300, 200), (0, 0, 0))
    source = documents.find_source(service, source_id)
    assert source is not None
    service.storage.keep_derived(f"{source.sha256}/page-2-turned-0-300x200.jpg", b"kept")
    assert documents.page_image(service, source_id, 2) == b"kept"


def save_reading(service: Service, source_id: str, read: PageReading) -> None:
    source = documents.find_source(service, source_id)
    assert source is not None
    with service.database.writing() as session:
        readings.save_page(session, source.sha256, "1", read)


def test_page_is_not_shown_until_it_is_read(service: Service) -> None:
    """Nobody knows yet where citizen numbers stand on it."""
    source_id = accept(service, picture()).source_id
    with pytest.raises(documents.NotReadYetError):
        documents.page_image(service, source_id, 1)
    save_reading(service, source_id, PageReading(1, 300, 200, masks=(Box(20, 20, 200, 120),)))
    with Image.open(io.BytesIO(documents.page_image(service, source_id, 1))) as image:
        covered, open_paper = image.convert("L").getpixel((100, 70)), image.convert("L").getpixel((280, 180))
        assert isinstance(covered, int) and isinstance(open_paper, int)
        assert covered < 210 < 250 < open_paper


def test_page_is_drawn_as_it_was_turned_for_reading(service: Service) -> None:
    source_id = accept(service, picture()).source_id
    source = documents.find_source(service, source_id)
    assert source is not None
    with service.database.writing() as session:
        readings.save_page(session, source.sha256, "1", PageReading(1, 200, 300, turned_degrees=90))
    with Image.open(io.BytesIO(documents.page_image(service, source_id, 1))) as image:
        assert image.size == (200, 300)


def test_page_is_drawn_in_the_pixels_of_its_boxes(service: Service) -> None:
    """Pages may be drawn at another resolution by a later version: boxes of older readings must still fit."""
    source_id = accept(service, picture()).source_id
    source = documents.find_source(service, source_id)
    assert source is not None
    with service.database.writing() as session:
        readings.save_page(session, source.sha256, "1", PageReading(1, 450, 300))
    with Image.open(io.BytesIO(documents.page_image(service, source_id, 1))) as image:
        assert image.size == (450, 300)


@pytest.mark.parametrize("number", [0, 2])
def test_page_that_the_file_does_not_have_is_not_found(service: Service, number: int) -> None:
    source_id = accept(service, picture()).source_id
    with service.database.writing() as session:
        sources.lock(session, source_id).page_count = 1
    with pytest.raises(documents.NotFoundError):
        documents.page_image(service, source_id, number)


def test_page_of_a_file_that_cannot_be_opened_is_the_documents_fault(service: Service) -> None:
    source_id = accept(service, b"MZ a program").source_id
    save_reading(service, source_id, PageReading(1, 10, 10))
    with pytest.raises(UnsupportedFormat):
        documents.page_image(service, source_id, 1)
