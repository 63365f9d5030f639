"""Files that the service holds already, read: made by hand, so that a page's test names only what it is about."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from PIL import Image

from docproc import documents
from docproc.repository import documents as document_rows
from docproc.repository import readings, sources
from docproc.repository.clock import moment
from docproc.wiring import Service
from models.document import Document, Note
from models.field import Alternative, Field
from models.geometry import Box
from models.letter import Citation, Enclosure, Letter, ReferenceNumber, Stamp
from models.page import PageReading
from models.sheet import Row, Sheet
from models.status import DocType, SourceStatus, Status

T = TypeVar("T")
PAGE_SIZE = (800, 1130)

MINISTRY_NUMBER = ReferenceNumber("ดศ", "0208", "", False, "12133", "ดศ ๐๒๐๘/๑๒๑๓๓")
PROVINCE_NUMBER = ReferenceNumber("พย", "0030", "2", True, "2755", "พย ๐๐๓๐.๒/ว ๒๗๕๕")


def field(
    value: T, top: int, status: Status = Status.CORROBORATED, printed: str | None = None, **more: Any
) -> Field[T]:
    """A value printed on page 1 at the height `top`, 40 pixels high."""
    shown = printed if printed is not None else str(value)
    return Field(value, shown, 1, Box(100, top, 600, top + 40), status, 0.97, ("line", "tesseract"), **more)


def number_field(number: ReferenceNumber, top: int, status: Status = Status.CORROBORATED, **more: Any) -> Field[Any]:
    return field(number, top, status, number.printed, **more)


def stamp(office: str = "ศาลากลางจังหวัดพะเยา") -> Stamp:
    return Stamp(
        office=field(office, 40),
        number=field("1842", 60, Status.READ, handwritten=True),
        date=field(date(2023, 8, 15), 80, Status.READ, "15 ส.ค. 2566"),
        time=Field(),
        page=1,
        box=Box(500, 40, 760, 140),
        colour="blue",
    )


def letter(**changed: Any) -> Letter:
    """The ministry's circular; name what is different."""
    whole = Letter(
        reference_no=number_field(MINISTRY_NUMBER, 150),
        date=field(date(2023, 8, 10), 200, printed="๑๐ สิงหาคม ๒๕๖๖"),
        subject=field("การพัฒนาอาสาสมัครดิจิทัล", 250, Status.READ),
        to=field("ผู้ว่าราชการจังหวัดทุกจังหวัด", 300),
        issuer=field("กระทรวงดิจิทัลเพื่อเศรษฐกิจและสังคม", 100),
        urgency=Field(),
        secrecy=Field(),
        references=(),
        citations=(),
        enclosures=(
            Enclosure("รายละเอียดโครงการ", "จำนวน ๑ ชุด", 1, Box(100, 350, 600, 390), field("รายละเอียดโครงการ", 350)),
        ),
        signatory_name=field(
            "(นายสมมติ ใจดี)",
            800,
            Status.DISPUTED,
            alternatives=(Alternative("(นายสมมุติ ใจดี)", 0.61, "tesseract"),),
        ),
        signatory_position=Field(None, "รองปลัด…", 1, Box(100, 850, 600, 890), Status.UNREAD),
        agency=field("ศูนย์ขับเคลื่อนการพัฒนาดิจิทัล", 950),
        tel=(field("๐ ๒๑๔๑ ๐๐๐๐", 1000),),
        fax=(),
        email=Field(),
        stamps=(stamp(),),
    )
    return replace(whole, **changed)


def province_letter() -> Letter:
    """A circular whose enclosure line names the ministry's letter."""
    citation = Citation(
        where="enclosure",
        printed="สำเนาหนังสือกระทรวงดิจิทัลเพื่อเศรษฐกิจและสังคม ที่ ดศ ๐๒๐๘/๑๒๑๓๓ ลงวันที่ ๑๐ สิงหาคม ๒๕๖๖",
        reference_no=number_field(MINISTRY_NUMBER, 400),
        date=field(date(2023, 8, 10), 400, printed="๑๐ สิงหาคม ๒๕๖๖"),
        page=1,
        box=Box(100, 400, 600, 440),
    )
    return letter(
        reference_no=number_field(PROVINCE_NUMBER, 150, handwritten=True),
        date=field(date(2023, 8, 24), 200, printed="๒๔ สิงหาคม ๒๕๖๖"),
        to=field("นายอำเภอทุกอำเภอ", 300),
        issuer=field("ศาลากลางจังหวัดพะเยา", 100),
        citations=(citation,),
        stamps=(),
    )


def letter_document(content: Letter, pages: tuple[int, ...] = (1,), **more: Any) -> Document:
    text = "\n".join((content.reference_no.printed, content.subject.printed, "ด้วยกระทรวงจะขยายเครือข่าย"))
    return Document(DocType.EXTERNAL_LETTER, pages, (PAGE_SIZE,) * len(pages), text, letter=content, **more)


def sheet_document(page: int = 1) -> Document:
    """Three lines: signed, not signed, unsure (its name in pen)."""
    rows = tuple(
        Row(n, name, signed, page, Box(80, 300 + 50 * n, 720, 350 + 50 * n), handwritten_name=name is None)
        for n, name, signed in ((1, "นางสาวทดสอบ หนึ่ง", True), (2, "นายทดสอบ สอง", False), (3, None, None))
    )
    sheet = Sheet(rows, field("ใบเซ็นชื่อผู้เข้าร่วมกิจกรรม", 100), field("ประชุมประจำเดือน", 150), Field(), Field())
    return Document(
        DocType.ATTENDANCE_SHEET,
        (page,),
        (PAGE_SIZE,),
        "ใบเซ็นชื่อ",
        (Note(page, Box(600, 900, 780, 990), None),),
        sheet=sheet,
    )


def picture(shade: int = 255, size: tuple[int, int] = PAGE_SIZE) -> bytes:
    """A blank page as PNG; another shade is another file."""
    data = io.BytesIO()
    Image.new("L", size, shade).save(data, "PNG")
    return data.getvalue()


def hold(
    service: Service,
    read: Sequence[Document],
    name: str = "หนังสือ.png",
    data: bytes | None = None,
    office: str | None = None,
) -> tuple[str, list[str]]:
    """Take a file in as if it had been read as these documents; gives its id and theirs."""
    accepted = documents.accept(service, io.BytesIO(data if data is not None else picture()), name, office)
    with service.database.writing() as session:
        source = sources.lock(session, accepted.source_id)
        numbers = sorted({number for document in read for number in document.pages})
        for number in numbers:
            readings.save_page(session, source.sha256, "1", PageReading(number, *PAGE_SIZE, readers=("line",)))
        texts = {number: document.text for document in read for number in document.pages}
        ids = document_rows.save(session, accepted.source_id, "1", read, texts, moment(session))
        source.page_count, source.finished_at = len(numbers), moment(session)
        source.status = SourceStatus.NEEDS_REVIEW if any(one.problems for one in read) else SourceStatus.DONE
    return accepted.source_id, ids
