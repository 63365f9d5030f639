"""A hundred thousand read letters written into a database in bulk, as a country's offices would hold them."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy import insert

from docproc.bench import held_country
from docproc.bench.held_country import Office, Row, Work, analyse, fill_country, search_rows
from docproc.db import Database, migrate
from docproc.registers.office_seed import seed_offices
from docproc.repository import offices
from models.chain import LinkKind
from models.contract import document_as_json
from models.document import Document
from models.field import Field
from models.geometry import Box
from models.letter import Letter, ReferenceNumber
from models.office import Tier
from models.register import Book
from models.rights import areas_around
from models.status import Act, DocType, LinkState, SourceStatus, Status
from models.tables.documents import AssertionRecord, DocumentRecord, TextPageRecord, WaitingValuesRecord
from models.tables.letter_registers import RegisterCounterRecord, RegisterEntryRecord, WaitingLetterRecord
from models.tables.letters import LetterRecord
from models.tables.links import ChainRootRecord, LinkRecord
from models.tables.originals import DeliveryRecord, FileAreaRecord, SourceRecord
from models.tables.pictures import FindingRecord
from models.tables.record import MACHINE, Record
from models.tables.search import SearchEntryRecord, SearchFileRecord
from models.tables.work import TaskRecord

BUSY_DISTRICT, BUSY_PROVINCE = "5208", "52"
BUSY_SHARE: Final = 0.05  # of all files come from the busy district, and as many again from its province's others
DOUBTFUL, SUSPECTED, FAILED, UNREGISTERED = 0.2, 0.02, 0.005, 0.02  # shares of the letters
CHAIN = 10  # letters under one
LONG_EVERY, LONG_PAGES = 5_000, 300  # one file in so many is a book
ROWS = 2_000
NOW = dt.datetime(2025, 6, 1, tzinfo=dt.UTC)
PAGE = (1240, 1754)
WAITS = 3  # the doubt of a value read without a second witness
TABLES: Final = (
    SourceRecord, DeliveryRecord, FileAreaRecord, DocumentRecord, TextPageRecord, LetterRecord, AssertionRecord,
    WaitingValuesRecord, LinkRecord, ChainRootRecord, RegisterEntryRecord, WaitingLetterRecord, *held_country.RECORDS,
)  # fmt: skip


class HeldDocuments:
    """The letters by number: what each is and to whom it belongs comes from the seed alone."""

    def __init__(self, seed: int, count: int, districts: list[Office], now: dt.datetime) -> None:
        self._random = random.Random(seed)
        self._work = Work(random.Random(seed), now)
        self.count = count
        self._districts = districts
        self._near = [one for one in districts if one[0].startswith(BUSY_PROVINCE)]
        self._busy = next(one for one in districts if one[0] == BUSY_DISTRICT)
        self.registered: dict[str, int] = {}
        self._upper: int | None = None  # the letter that the ones after it name

    def rows(self) -> Iterator[dict[type[Record], list[Row]]]:
        for start in range(0, self.count, ROWS):
            tables: dict[type[Record], list[Row]] = {table: [] for table in TABLES}
            for index in range(start, min(start + ROWS, self.count)):
                self._add(tables, index)
            yield tables

    def _add(self, tables: dict[type[Record], list[Row]], index: int) -> None:
        identity, draw = document_id(index), self._random
        code, office, path = self._office()
        is_long = index % LONG_EVERY == LONG_EVERY // 2
        has_failed = draw.random() < FAILED and not is_long
        pages, name = LONG_PAGES if is_long else 1, f"หนังสือ {index}.pdf"
        tables[TaskRecord] += self._work.tasks(index, identity, pages, has_failed=has_failed)
        tables[SourceRecord].append(
            {"id": identity, "sha256": identity.ljust(64, "0"), "name": name, "size_bytes": 200_000,
             "media_type": "application/pdf", "page_count": pages, "version": "1",
             "received_at": NOW, "finished_at": NOW, "status": SourceStatus.FAILED if has_failed else SourceStatus.DONE,
             "error_code": "document.encrypted" if has_failed else None}
        )  # fmt: skip
        tables[DeliveryRecord].append({"id": identity, "source_id": identity, "name": name, "office": code, "at": NOW})
        tables[FileAreaRecord] += [{"area": area, "source_id": identity} for area in areas_around(path)[1:]]
        if has_failed:
            return
        number, day = _number(index), dt.date(2017, 1, 1) + dt.timedelta(days=draw.randrange(3000))
        document = _document(number, day, f"การดำเนินงานเรื่องที่ {index}", pages)
        content = document_as_json(document)
        tables[DocumentRecord].append(
            {"id": identity, "source_id": identity, "ordinal": 1, "doc_type": DocType.EXTERNAL_LETTER,
             "pages": content["pages"], "text": document.text, "notes": [], "problems": [], "content": content,
             "version": "1", "is_current": True, "created_at": NOW, "updated_at": NOW}
        )  # fmt: skip
        tables[LetterRecord].append(
            {"document_id": identity, "code": number.code, "owner": number.owner, "sub": number.sub, "tag": "",
             "is_circular": number.is_circular, "number": number.number, "printed": number.printed, "date": day,
             "status": Status.READ, "date_status": Status.READ, "key": number.key(day.year),
             "subject": content["subject"]}
        )  # fmt: skip
        tables[TextPageRecord] += [
            {"document_id": identity, "page": page, "source_id": identity, "text": document.text}
            for page in content["pages"]
        ]
        values = [content[field] for field in ("reference_no", "subject", "to", "issuer")]
        place, entries = search_rows(index, identity, name, values, document.text)
        tables[SearchFileRecord].append(place)
        tables[SearchEntryRecord] += entries
        tables[FindingRecord] += self._work.finding(index, identity)
        said = list(self._assertions(identity, content))
        tables[AssertionRecord] += said
        if any(one["doubt"] for one in said):
            tables[WaitingValuesRecord] += [
                {"area": area, "doubt": WAITS, "document_id": identity, "source_id": identity, "number": 1}
                for area in areas_around(path)
            ]
        if index % CHAIN == 0 or self._upper is None:
            self._upper = index
            tables[ChainRootRecord].append(
                {"document_id": identity, "documents": CHAIN, "verified_links": CHAIN - 1, "suspected_links": 0,
                 "receipts": 0, "counted_at": NOW}
            )  # fmt: skip
        else:
            tables[LinkRecord].append(self._link(index, self._upper))
        if draw.random() >= UNREGISTERED:
            tables[RegisterEntryRecord].append(self._entry(identity, office, content))
        else:
            tables[WaitingLetterRecord] += [
                {"area": area, "source_id": identity, "document_id": identity} for area in areas_around(path)
            ]

    def _office(self) -> Office:
        share = self._random.random()
        if share < BUSY_SHARE:
            return self._busy
        return self._random.choice(self._near if share < 2 * BUSY_SHARE else self._districts)

    def _assertions(self, identity: str, content: dict[str, Any]) -> Iterator[Row]:
        for field in ("reference_no", "date", "subject", "to", "issuer"):
            waits = field == "subject" and self._random.random() < DOUBTFUL
            proof = content["evidence"][field]
            yield {
                "id": f"{identity[8:]}{field[:8]:_<8}",
                "document_id": identity, "field": field, "value": content[field], "printed": proof["printed"],
                "page": 1, "box": proof["box"], "status": Status(proof["status"]), "confidence": 0.97,
                "readers": ["line"], "handwritten": False, "alternatives": [], "made_by": MACHINE, "act": Act.READ,
                "doubt": WAITS if waits else None, "at": NOW,
            }  # fmt: skip

    def _link(self, index: int, upper: int) -> Row:
        waits = self._random.random() < SUSPECTED
        return {
            "id": document_id(index), "from_document_id": document_id(index),
            "to_document_id": document_id(upper), "kind": LinkKind.CITES,
            "state": LinkState.SUSPECTED if waits else LinkState.EXACT, "score": 0.9, "reasons": [],
            "made_by": MACHINE, "created_at": NOW, "updated_at": NOW,
        }  # fmt: skip

    def _entry(self, identity: str, office: str, content: dict[str, Any]) -> Row:
        number = self.registered[office] = self.registered.get(office, 0) + 1
        return {
            "id": identity, "office_id": office, "book": Book.RECEIVED, "year": NOW.year, "number": number,
            "entered_on": NOW.date(), "entered_time": "09:00", "reference_no": content["reference_no"],
            "dated": dt.date.fromisoformat(content["date"]), "sender": content["issuer"], "addressee": content["to"],
            "subject": content["subject"], "document_id": identity, "made_by": "เสมียน ทดลอง", "at": NOW,
        }  # fmt: skip


def document_id(index: int) -> str:
    """The id of the letter, and of its file."""
    return f"{index:032d}"


def fill(database: Database, seed: int, count: int) -> None:
    """Make the tables, the country's offices and the letters; the database must be empty."""
    migrate(database)
    with database.writing() as session:
        seed_offices(session)
    with database.reading() as session:
        districts = [(one.code, one.id, one.path) for one in offices.subtree(session, "/", Tier.DISTRICT)]
    now = dt.datetime.now(dt.UTC)  # the operator's page counts back from the moment it is asked
    fill_country(database, seed, districts, now, min(1.0, count / held_country.FULL))
    held = HeldDocuments(seed, count, districts, now)
    for tables in held.rows():
        with database.writing() as session:
            for record, rows in tables.items():
                if rows:
                    session.execute(insert(record), rows)
    with database.writing() as session:
        counters = [
            {"id": f"{n:032d}", "office_id": office, "book": Book.RECEIVED, "year": NOW.year, "last": last}
            for n, (office, last) in enumerate(held.registered.items())
        ]
        session.execute(insert(RegisterCounterRecord), counters)
    analyse(database)


def _number(index: int) -> ReferenceNumber:
    printed = f"ลป {index % 40:04d}/{'ว ' if index % 3 else ''}{index}"
    return ReferenceNumber("ลป", f"{index % 40:04d}", "", bool(index % 3), str(index), printed)


def _document(number: ReferenceNumber, day: dt.date, subject: str, pages: int) -> Document:
    def field(value: Any, top: int, status: Status = Status.CORROBORATED, printed: str | None = None) -> Field[Any]:
        box = Box(100, top, 900, top + 50)
        return Field(value, printed or str(value), 1, box, status, 0.97, ("line", "tesseract"))

    absent: Field[Any] = Field()
    letter = Letter(
        reference_no=field(number, 150, printed=number.printed),
        date=field(day, 220),
        subject=field(subject, 290, Status.READ),
        to=field("นายอำเภอทุกอำเภอ", 360),
        issuer=field("ศาลากลางจังหวัดสมมุติ", 80),
        urgency=absent,
        secrecy=absent,
        references=(),
        citations=(),
        enclosures=(),
        signatory_name=field("(นายสมมติ ใจดี)", 1300),
        signatory_position=field("ผู้ว่าราชการจังหวัด", 1360),
        agency=absent,
        tel=(),
        fax=(),
        email=absent,
        stamps=(),
    )
    text_of_page = f"{number.printed}\n{subject}\n{'ข้อความ ' * 120}"
    return Document(DocType.EXTERNAL_LETTER, tuple(range(1, pages + 1)), (PAGE,) * pages, text_of_page, letter=letter)
