"""`docproc bench --part linking`: how long it takes to find what a letter may be linked to, among so many held."""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import geothai
from rich.table import Table
from sqlalchemy import insert, text
from sqlalchemy.orm import Session

from docproc.bench.measure import new_table
from docproc.bench.misreading import printed
from docproc.bench.read_letters import NOW
from docproc.db import Database, migrate
from docproc.link_evidence import CitationFacts, LetterFacts
from docproc.linking import letters_passed_on, named_letters
from docproc.registers.office_seed import seed_offices
from docproc.repository import letter_facts, letter_search, offices, passing_on_search
from docproc.repository.offices import NewOffice
from docproc.repository.passing_on_search import Within
from docproc.search_keys import code_key, place_key, subject_key
from extractors.thai.confusables import confusion_key
from extractors.thai.letter_codes import all_codes, codes_of_province
from models.letter import ReferenceNumber
from models.office import Tier
from models.status import DocType, SourceStatus, Status
from models.tables.documents import DocumentRecord
from models.tables.letters import CitationRecord, LetterRecord, TextSignatureRecord
from models.tables.originals import SourceRecord
from models.tables.record import Record

ROWS = 2_000
YEARS = 8  # of letters
ASKED = 400
TARGET_MS = 20.0
SUBJECTS = 20_000  # different ones: a circular and its answers share one
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Speed:
    """Milliseconds of wall time a question: half of them take less than `half`, 95 of 100 less than `most`.

    `most_cpu` is the same of this process's own CPU time, which other programs on the machine do not lengthen; it
    counts SQLite, and not the server of PostgreSQL.
    """

    question: str
    half: float
    most: float
    slowest: float
    most_cpu: float


class HeldLetters:
    """Letters of every office, evenly over the years, and every other one citing an earlier one."""

    def __init__(self, seed: int, count: int) -> None:
        self._random = random.Random(seed)
        self.count = count
        self.local: list[NewOffice] = []  # as registered
        self._senders: dict[Tier, list[tuple[str, str, str]]] = {
            tier: [] for tier in Tier
        }  # name, address, letter code
        self._name_senders()

    def _name_senders(self) -> None:
        self._senders[Tier.MINISTRY] = [(one.name, "", one.code) for one in all_codes() if not one.province_code]
        for province in geothai.provinces():
            code = next(one.code for one in codes_of_province(province.code))
            self._senders[Tier.PROVINCE].append((f"ศาลากลางจังหวัด{province.name_th}", "", code))
            for district in geothai.districts(province.code):
                place = f"อำเภอ{district.name_th}"
                self._senders[Tier.DISTRICT].append((f"ที่ว่าการ{place}", f"จังหวัด{province.name_th}", code))
                for one in geothai.subdistricts(district.code):
                    name = f"องค์การบริหารส่วนตำบล{one.name_th}"
                    self._senders[Tier.LOCAL].append((name, place, code))
                    self.local.append(NewOffice(one.code, Tier.LOCAL, name, district.code, code))

    def rows(self) -> Iterator[dict[type[Record], list[Row]]]:
        """The rows of all tables, some thousand letters at a time."""
        for start in range(0, self.count, ROWS):
            tables: dict[type[Record], list[Row]] = {
                SourceRecord: [], DocumentRecord: [], LetterRecord: [], CitationRecord: [], TextSignatureRecord: [],
            }  # fmt: skip
            for index in range(start, min(start + ROWS, self.count)):
                self._add(tables, index)
            yield tables

    def _add(self, tables: dict[type[Record], list[Row]], index: int) -> None:
        day, tier = self._day(), self._tier()
        issuer, address, code = self._random.choice(self._senders[tier])
        number = self._number(code)
        identity = f"{index:032d}"
        subject = f"การดำเนินงานเรื่องที่ประชุมเห็นชอบ{self._word()}"
        tables[SourceRecord].append(
            {"id": identity, "sha256": identity.ljust(64, "0"), "name": "a.pdf", "size_bytes": 1,
             "media_type": "application/pdf", "page_count": 1, "status": SourceStatus.DONE, "received_at": NOW}
        )  # fmt: skip
        tables[DocumentRecord].append(
            {"id": identity, "source_id": identity, "ordinal": 1, "doc_type": DocType.EXTERNAL_LETTER, "pages": [1],
             "text": f"{issuer}\n{address}\n{subject}", "notes": [], "problems": [], "content": {}, "version": "1",
             "is_current": True, "created_at": NOW, "updated_at": NOW}
        )  # fmt: skip
        tables[LetterRecord].append(
            {"document_id": identity, **_parts(number), "key": number.key(day.year), "printed": number.printed,
             "status": Status.READ, "date": day, "date_status": Status.READ, "subject": subject, "issuer": issuer,
             "addressee": None, "tier": tier, "subject_key": subject_key(subject), "place_key": place_key(issuer)}
        )  # fmt: skip
        if index % 2:
            tables[CitationRecord].append(self._citation(identity, day))
        if tier is not Tier.LOCAL:
            signatures = [f"{self._random.getrandbits(64):016x}" for _ in range(8)]
            tables[TextSignatureRecord] += [
                {"document_id": identity, "signature": one, "tier": tier, "place_key": place_key(issuer), "date": day}
                for one in signatures
            ]

    def _citation(self, identity: str, written_on: date) -> Row:
        cited, day = self._number(self._code()), written_on - timedelta(days=self._random.randint(1, 30))
        return {
            "id": identity, "document_id": identity, "position": 0, "where": "references", "field": None,
            **_parts(cited), "key": cited.key(day.year), "printed": cited.printed, "status": Status.READ, "date": day,
            "date_status": Status.READ, "near_date": day, "text": cited.printed, "page": 1, "box": None,
        }  # fmt: skip

    def _code(self) -> str:
        return self._random.choice(self._senders[self._tier()])[2]

    def _number(self, code: str) -> ReferenceNumber:
        draw = self._random
        # Some offices of a province send most of its letters.
        owner = f"{min(draw.randint(1, 40), draw.randint(1, 40)):04d}"
        running = str(draw.randint(1, 30_000))
        return printed(ReferenceNumber(code, owner, "", draw.random() < 0.4, running, ""))

    def _day(self) -> date:
        return date(2017, 1, 1) + timedelta(days=self._random.randrange(365 * YEARS))

    def _tier(self) -> Tier:
        return self._random.choices(list(Tier), (1, 3, 16, 80))[0]

    def _word(self) -> str:
        at = self._random.randrange(SUBJECTS)
        return "".join("กขคงจชซญดตถทนบปผพมยรลวสหอ"[at // 25**place % 25] + "า" for place in range(4))


def _parts(number: ReferenceNumber) -> Row:
    return {
        "code": number.code, "owner": number.owner, "sub": number.sub, "is_circular": number.is_circular,
        "number": number.number, "tag": number.tag, "confusion_key": confusion_key(number.register_key),
        "code_key": code_key(number.code),
    }  # fmt: skip


def fill(database: Database, seed: int, count: int) -> None:
    """Make the tables, the register and the letters; the database must be empty."""
    migrate(database)
    held = HeldLetters(seed, count)
    with database.writing() as session:
        seed_offices(session)
        offices.save_all(session, held.local)
    for tables in held.rows():
        with database.writing() as session:
            for record, rows in tables.items():
                if rows:
                    session.execute(insert(record), rows)
    with database.engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("ANALYZE"))


def measure(database: Database, seed: int, count: int, asked: int = ASKED) -> list[Speed]:
    """Times of each question over letters drawn from those held."""
    draw = random.Random(seed)
    drawn = [f"{draw.randrange(count):032d}" for _ in range(asked)]
    with database.reading() as session:
        letters = letter_search.letters_by_id(session, drawn)
        return [Speed(name, *_times(session, ask, letters)) for name, ask in QUESTIONS.items()]


def _times(
    session: Session, ask: Callable[[Session, LetterFacts], object], letters: Sequence[LetterFacts]
) -> tuple[float, float, float, float]:
    for letter in letters[:10]:
        ask(session, letter)
    taken, cpu = [], []
    for letter in letters:
        begun, begun_cpu = time.perf_counter(), time.process_time()
        ask(session, letter)
        taken.append(1000 * (time.perf_counter() - begun))
        cpu.append(1000 * (time.process_time() - begun_cpu))
    taken.sort()
    cpu.sort()
    most = len(taken) * 95 // 100
    return taken[len(taken) // 2], taken[most], taken[-1], cpu[most]


def _citation_of(letter: LetterFacts) -> tuple[CitationFacts, LetterFacts]:
    """A later letter that names this one."""
    assert letter.reference_no is not None
    assert letter.date is not None
    citing = LetterFacts("citing", "citing", None, letter.date + timedelta(days=9), letter.subject, None, None)
    return CitationFacts("citing", 0, "references", "", letter.reference_no, letter.date), citing


def _named(session: Session, letter: LetterFacts) -> object:
    return letter_search.letters_named(session, *_citation_of(letter))


def _judged(session: Session, letter: LetterFacts) -> object:
    return named_letters(session, *_citation_of(letter))


def _naming(session: Session, letter: LetterFacts) -> object:
    return letter_search.documents_naming(session, letter), letter_search.citations_naming(session, letter)


def _repeated(session: Session, letter: LetterFacts) -> object:
    assert letter.date is not None
    upper = (Tier.MINISTRY, Tier.PROVINCE, Tier.DISTRICT)
    within = Within(letter.date - timedelta(days=120), letter.date, upper)
    return passing_on_search.letters_repeated(session, letter, within)


def _of_office_above(session: Session, letter: LetterFacts) -> object:
    return letters_passed_on(session, letter)


QUESTIONS: dict[str, Callable[[Session, LetterFacts], object]] = {
    "letters that a citation may name": _named,
    "the same, judged": _judged,
    "citations that may name a letter": _naming,
    "letters that one without a citation may pass on": _repeated,
    "the same by the register, judged": _of_office_above,
    "one letter by its id": lambda session, letter: letter_facts.letter_of_document(session, letter.document_id),
}


class LinkingSpeedTable:
    """On SQLite, and on PostgreSQL where an empty database is given."""

    name = "linking"

    def __init__(self, seed: int, letters: int, postgres: str | None) -> None:
        self.letters = letters
        self.speeds: dict[str, list[Speed]] = {}
        with tempfile.TemporaryDirectory(prefix="docproc-bench-") as folder:
            self._measure("SQLite", Database(f"sqlite:///{Path(folder) / 'letters.db'}"), seed)
        if postgres is not None:
            self._measure("PostgreSQL", Database(postgres), seed)

    def _measure(self, name: str, database: Database, seed: int) -> None:
        fill(database, seed, self.letters)
        self.speeds[name] = measure(database, seed, self.letters)
        database.close()

    def tables(self) -> Iterator[Table]:
        for database, speeds in self.speeds.items():
            table = new_table(f"Candidate search among {self.letters:,} letters, {database} (ms)")
            for column in ("question", "half within", "95 of 100 within", "target", "slowest", "own CPU, 95 of 100"):
                table.add_column(column)
            for one in speeds:
                colour = "red" if one.most > TARGET_MS else "default"
                most = f"[{colour}]{one.most:.1f}[/]"
                table.add_row(
                    one.question,
                    f"{one.half:.1f}",
                    most,
                    f"{TARGET_MS:.0f}",
                    f"{one.slowest:.1f}",
                    f"{one.most_cpu:.1f}",
                )
            yield table

    def as_json(self) -> dict[str, Any]:
        return {
            "letters": self.letters,
            **{
                database: {
                    one.question: {
                        "half_ms": one.half,
                        "p95_ms": one.most,
                        "slowest_ms": one.slowest,
                        "p95_cpu_ms": one.most_cpu,
                    }
                    for one in speeds
                }
                for database, speeds in self.speeds.items()
            },
        }
