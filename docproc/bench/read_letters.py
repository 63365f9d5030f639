"""Invented letters as a reader with slips gives them, saved as assembly would save them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy.orm import Session

from docproc.bench.misreading import Misreader
from docproc.bench.national_letters import TrueLetter
from docproc.repository import letters
from models.document import Document
from models.field import Field
from models.geometry import Box
from models.letter import Citation, Letter, ReferenceNumber
from models.office import Tier
from models.status import DocType, SourceStatus, Status
from models.tables.documents import DocumentRecord
from models.tables.originals import SourceRecord

SPOT = Box(100, 100, 600, 140)
NOW = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)
PAGE = (800, 1130)
UNREAD: Field[str] = Field()
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ReadLetter:
    true: TrueLetter
    document: Document

    @classmethod
    def of(cls, true: TrueLetter, written: Sequence[TrueLetter], reader: Misreader) -> ReadLetter:
        """The letter as read; where it names the one above, that name has slips of its own."""
        cited = (_citation(written[true.above], reader),) if true.names_it and true.above is not None else ()
        letter = Letter(
            reference_no=_own_number(true, reader),
            date=_field(reader.day(true.date)),
            subject=_field(reader.text(true.subject)),
            to=_field(reader.text(true.to)),
            issuer=_field(reader.text(true.office)),
            urgency=UNREAD,
            secrecy=UNREAD,
            references=(),
            citations=cited,
            enclosures=(),
            signatory_name=UNREAD,
            signatory_position=UNREAD,
            agency=UNREAD,
            tel=(),
            fax=(),
            email=UNREAD,
            stamps=(),
        )
        return cls(true, Document(DocType.EXTERNAL_LETTER, (1,), (PAGE,), reader.text(true.text), letter=letter))


def _own_number(true: TrueLetter, reader: Misreader) -> Field[ReferenceNumber]:
    if true.tier in (Tier.DISTRICT, Tier.LOCAL) and reader.happens(reader.rates.pen):
        number, seen = reader.pen_number(true.number)
        return Field(number, seen, 1, SPOT, Status.READ if number else Status.UNREAD, handwritten=True)
    number, sure = reader.number(true.number)
    return Field(number, number.printed, 1, SPOT, Status.CORROBORATED if sure else Status.READ)


def _citation(above: TrueLetter, reader: Misreader) -> Citation:
    number, sure = reader.number(above.number)
    where = "enclosure" if above.tier is not Tier.DISTRICT else "references"
    text = f"หนังสือ{reader.text(above.office)} ที่ {number.printed}"
    reference = Field(number, number.printed, 1, SPOT, Status.CORROBORATED if sure else Status.READ)
    return Citation(where, text, reference, _field(reader.day(above.date)), 1, SPOT, text)


def _field(value: T | None) -> Field[T]:
    return Field(value, str(value or ""), 1, SPOT, Status.READ if value is not None else Status.UNREAD)


def save_read(session: Session, read: ReadLetter) -> None:
    """As one file with one document, named by the letter's index."""
    document_id = f"{read.true.index:032d}"
    session.add(
        SourceRecord(
            id=source_id(read.true),
            sha256=document_id.ljust(64, "0"),
            name=f"{read.true.index}.pdf",
            size_bytes=1,
            media_type="application/pdf",
            page_count=1,
            status=SourceStatus.DONE,
            received_at=NOW,
        )
    )
    session.flush()
    session.add(
        DocumentRecord(
            id=document_id,
            source_id=source_id(read.true),
            ordinal=1,
            doc_type=DocType.EXTERNAL_LETTER,
            pages=[1],
            text=read.document.text,
            notes=[],
            problems=[],
            content={},
            version="1",
            is_current=True,
            created_at=NOW,
            updated_at=NOW,
        )
    )
    session.flush()
    letters.save(session, document_id, read.document, {})


def source_id(letter: TrueLetter) -> str:
    return f"s{letter.index:031d}"
