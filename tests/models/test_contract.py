from __future__ import annotations

from dataclasses import replace
from datetime import date

from models.contract import document_as_json, reading_as_json
from models.document import Document, Note, Problem
from models.field import Alternative, Field
from models.geometry import Box
from models.letter import Citation, Enclosure, Letter, ReferenceNumber, Stamp
from models.sheet import Row, Sheet
from models.status import DocType, Status

BOX = Box(10, 20, 110, 60)
LETTER_KEYS = {
    "doc_type", "pages", "text", "notes", "reference_no", "is_circular", "date", "subject", "to", "urgency", "secrecy",
    "references", "cited_refs", "enclosures", "signatory_name", "signatory_position", "agency", "tel", "fax", "email",
    "stamps", "evidence", "page_sizes",
}  # fmt: skip


def read(value: str) -> Field[str]:
    return Field(value, value, 1, BOX, Status.READ, 0.9, ("line-reader",))


def a_letter() -> Letter:
    number = ReferenceNumber("ลป", "0418", "1", True, "5150", "ลป ๐๔๑๘.๑/ว ๕๑๕๐")
    day = Field(date(2020, 12, 2), "๒ ธันวาคม ๒๕๖๓", 1, BOX, Status.READ, 0.95, ("line-reader",))
    reference = Field(number, number.printed, 1, BOX, Status.READ, 0.95, ("line-reader",), True)
    return Letter(
        reference_no=reference,
        date=day,
        subject=read("ขอเชิญประชุม"),
        to=read("ผู้ใหญ่บ้านทุกหมู่บ้าน"),
        issuer=read("อำเภอเถิน"),
        urgency=Field(),
        secrecy=Field(),
        references=(Citation("references", "ลป 1", reference, day, 1, BOX, "หนังสือ ที่ ลป 1"),),
        citations=(Citation("references", "ลป 1", reference, day, 1, BOX),),
        enclosures=(Enclosure("รายละเอียดโครงการ", "จำนวน ๑ ชุด", 1, BOX, read("รายละเอียดโครงการ")),),
        signatory_name=read("นายสมมุติ ตัวอย่าง"),
        signatory_position=read("นายอำเภอเถิน"),
        agency=read("ที่ทำการปกครองอำเภอเถิน"),
        tel=(read("0 5400 0000"), Field(printed="๐ ๕๔", page=1, box=BOX)),
        fax=(),
        email=Field(),
        stamps=(Stamp(read("เทศบาล"), Field(printed="1.2", page=1, box=BOX), day, Field(), 1, BOX, "red"),),
    )


def a_document(letter: Letter) -> Document:
    return Document(DocType.EXTERNAL_LETTER, (1, 2), ((1654, 2339), (1654, 2339)), "บรรทัด", letter=letter)


def test_letter_has_every_key_of_the_contract() -> None:
    shown = document_as_json(a_document(a_letter()))
    assert set(shown) >= LETTER_KEYS
    assert shown["doc_type"] == "external_letter"
    assert shown["reference_no"] == "ลป ๐๔๑๘.๑/ว ๕๑๕๐"
    assert shown["is_circular"] is True
    assert shown["date"] == "2020-12-02"
    assert shown["references"] == [{"ref": "ลป ๐๔๑๘.๑/ว ๕๑๕๐", "date": "2020-12-02", "text": "หนังสือ ที่ ลป 1"}]
    assert shown["cited_refs"] == [{"ref": "ลป ๐๔๑๘.๑/ว ๕๑๕๐", "date": "2020-12-02"}]
    assert shown["enclosures"] == [{"text": "รายละเอียดโครงการ", "qty": "จำนวน ๑ ชุด"}]
    assert shown["stamps"] == [{"office": "เทศบาล", "number": None, "date": "2020-12-02", "time": None}]
    assert shown["page_sizes"] == [[1654, 2339], [1654, 2339]]


def test_evidence_shows_place_readers_and_hand() -> None:
    proof = document_as_json(a_document(a_letter()))["evidence"]["reference_no"]
    assert proof["box"] == [10, 20, 110, 60]
    assert proof["page"] == 1
    assert proof["status"] == "read"
    assert proof["readers"] == ["line-reader"]
    assert proof["handwritten"] is True


def test_what_is_not_read_is_null_and_keeps_its_readable_part() -> None:
    unread: Field[ReferenceNumber] = Field(
        None, "ลป ๐๔๑๘.๑/ว …", 1, BOX, Status.UNREAD, 0.4, ("line-reader",), True,
        (Alternative("ลป ๐๔๑๘.๑/ว ๑๒", 0.4, "tesseract"),),
    )  # fmt: skip
    shown = document_as_json(a_document(replace(a_letter(), reference_no=unread)))
    assert shown["reference_no"] is None
    assert shown["is_circular"] is True
    assert shown["evidence"]["is_circular"]["status"] == "read"  # no value that is not null is unread
    assert shown["evidence"]["reference_no"]["status"] == "unread"
    assert shown["evidence"]["reference_no"]["printed"] == "ลป ๐๔๑๘.๑/ว …"
    assert shown["evidence"]["reference_no"]["alternatives"][0]["printed"] == "ลป ๐๔๑๘.๑/ว ๑๒"


def test_lists_leave_unread_items_out_but_not_their_evidence() -> None:
    shown = document_as_json(a_document(a_letter()))
    assert shown["tel"] == ["0 5400 0000"]
    assert shown["evidence"]["tel[1]"]["status"] == "unread"
    # The list as a whole is only as good as its least trusted item.
    assert shown["evidence"]["tel"]["status"] == "unread"
    assert shown["evidence"]["enclosures[0]"]["box"] == [10, 20, 110, 60]
    assert shown["evidence"]["stamps[0].number"]["printed"] == "1.2"


def test_fields_without_a_place_have_no_box() -> None:
    proof = document_as_json(a_document(a_letter()))["evidence"]["urgency"]
    assert proof["box"] is None
    assert proof["page"] is None


def test_sheet_counts_its_signatures() -> None:
    rows = (
        Row(1, "นางสาวสมมุติ หนึ่ง", True, 1, BOX, BOX, BOX),
        Row(2, None, None, 1, BOX, handwritten_name=True),
        Row(3, "นายสมมุติ สาม", False, 1, BOX),
    )
    sheet = Sheet(rows, read("ใบเซ็นชื่อ"), Field(), Field(), Field())
    shown = document_as_json(Document(DocType.ATTENDANCE_SHEET, (1,), ((800, 600),), "", sheet=sheet))
    assert shown["n_signed"] == 1
    assert [(row["no"], row["name"], row["signed"]) for row in shown["rows"]] == [
        (1, "นางสาวสมมุติ หนึ่ง", True),
        (2, None, None),
        (3, "นายสมมุติ สาม", False),
    ]
    assert shown["rows"][0]["signature_box"] == [10, 20, 110, 60]


def test_reading_of_a_file_names_its_source_and_what_failed() -> None:
    note = Note(1, BOX, None)
    document = Document(DocType.UNKNOWN, (1,), ((1, 1),), "", notes=(note,))
    reading = reading_as_json("a.pdf", "00", 2, [document], None, [Problem("error.unreadable_page", 2)])
    assert reading["source"] == {"name": "a.pdf", "sha256": "00", "pages": 2}
    assert reading["error"] is None
    assert reading["documents"][0]["notes"] == [{"page": 1, "box": [10, 20, 110, 60], "text": None}]
    assert reading["problems"] == [{"code": "error.unreadable_page", "page": 2, "detail": ""}]
    failed = reading_as_json("b.pdf", "", 0, [], Problem("error.empty_file"))
    assert failed["error"] == {"code": "error.empty_file", "page": None, "detail": ""}
    assert failed["documents"] == []
