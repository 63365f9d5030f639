"""Sheets and photographs that the service holds already, with the prints that a test names."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

from docproc.documents import accept
from docproc.findings.noting import keep_pictures, note_findings
from docproc.repository import documents as document_rows
from docproc.wiring import Service
from models.document import Document
from models.geometry import Box
from models.office import Tier
from models.page import PageReading
from models.picture import PicturePrint
from models.rights import Actor, Grant, Role
from models.status import DocType
from models.tables.offices import OfficeRecord
from tests.docproc.web.held import PAGE_SIZE, field, hold, picture, sheet_document

AUDITOR = Actor("a", "ผู้ตรวจสอบ สมมุติ", "/", (Grant(Role.AUDITOR, "/"),))


def sheet(day: date | None = date(2023, 9, 15), activity: str = "ประชุมประจำเดือน") -> Document:
    document = sheet_document()
    assert document.sheet is not None
    rows = tuple(replace(row, signature_box=Box(500, row.box.y0, 720, row.box.y1)) for row in document.sheet.rows)
    read = replace(document.sheet, rows=rows, activity=field(activity, 150))
    return replace(document, sheet=replace(read, date=field(day, 200)) if day is not None else read)


def photo() -> Document:
    return Document(DocType.PHOTO, (1,), (PAGE_SIZE,), "")


def flipped(base: PicturePrint, bits: int, check_bits: int = 0) -> PicturePrint:
    """The print with that many of its bits turned over, spread over its length."""
    key = int(base.key, 16) ^ sum(1 << (n * 64 // max(bits, 1)) for n in range(bits))
    check = int(base.check, 16) ^ sum(1 << (n * 256 // max(check_bits, 1)) for n in range(check_bits))
    return PicturePrint(f"{key:016x}", f"{check:064x}")


FIRST = PicturePrint("0123456789abcdef", "0123456789abcdef" * 4)


def hand_in(service: Service, document: Document, printed: PicturePrint, shade: int, office: str | None = None) -> str:
    """The document's id: read, its prints kept, its findings noted."""
    data = picture(shade, (40, 40))
    if office is not None:
        accept(service, io.BytesIO(data), "ภาพ.png", office)
    _, (document_id,) = hold(service, [document], data=data)
    page = PageReading(1, *PAGE_SIZE, page_print=printed, signature_print=printed if document.sheet else None)
    with service.database.writing() as session:
        keep_pictures(session, [document_id], [document], [page])
    note(service, document_id)
    return document_id


def note(service: Service, document_id: str) -> None:
    with service.database.writing() as session:
        record = document_rows.find(session, document_id)
        assert record is not None
        note_findings(session, record.source_id)


def add_office(service: Service, code: str, path: str) -> None:
    with service.database.writing() as session:
        session.add(OfficeRecord(id=f"o{code}", code=code, tier=Tier.DISTRICT, name=f"อำเภอ {code}", path=path))
