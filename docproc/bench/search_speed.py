"""`docproc bench --part search`: how long a stretch of hits takes, among so many pages of letters held."""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from typing import Any, Final

from pythainlp.corpus import thai_words
from rich.table import Table
from sqlalchemy import insert, text

from docproc.bench.measure import new_table
from docproc.bench.read_letters import NOW
from docproc.db import Database, migrate
from docproc.repository import search
from docproc.repository.folding import fold
from docproc.repository.search import Filters
from docproc.repository.search_entries import ENTRIES_A_FILE
from docproc.search.finding import MOST_COUNTED
from docproc.search.query import needles_of
from extractors.thai.dates import printed_date
from extractors.thai.digits import to_thai
from models.rights import SEES_ALL, Areas
from models.status import SourceStatus
from models.tables.originals import FileAreaRecord, SourceRecord
from models.tables.search import SearchEntryRecord, SearchFileRecord

ROWS = 1_000
WORDS = 8_000  # different ones; the commonest stand on every page, most on a few
WORDS_A_PAGE = 220  # about 1,300 characters: a full page of a letter
ASKED = 60  # of each kind
HITS = 20  # shown on a page of search
TARGET_MS = 150.0
AREA, AREA_EVERY = "/52/", 20  # one file in so many comes from the area
PEOPLE: Final = (("the country", SEES_ALL), ("an area", Areas((AREA,))))
TABLES: Final = (SourceRecord, SearchFileRecord, SearchEntryRecord, FileAreaRecord)


@dataclass(frozen=True, slots=True)
class SearchSpeed:
    """Milliseconds of wall time a question: half of them take less than `half`, 95 of 100 less than `most`."""

    question: str
    who: str
    half: float
    most: float
    slowest: float
    hits: float


class HeldPages:
    """Pages of one letter each, their words drawn by Zipf's law, with a number and a day of their own."""

    def __init__(self, seed: int, count: int) -> None:
        self.count = count
        self._draw = random.Random(seed)
        self._words = self._draw.sample(sorted(thai_words()), WORDS)
        self._weights = list(accumulate(1 / rank for rank in range(1, WORDS + 1)))

    def fill(self, database: Database) -> None:
        """Make the tables and the pages; the database must be empty."""
        migrate(database)
        for start in range(0, self.count, ROWS):
            rows = [self._rows(index) for index in range(start, min(start + ROWS, self.count))]
            with database.writing() as session:
                for at, record in enumerate(TABLES):
                    if held := [row[at] for row in rows if row[at]]:
                        session.execute(insert(record), held)
        with database.engine.connect() as connection:
            connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("ANALYZE"))

    def questions(self) -> dict[str, list[str]]:
        """Kind of question to what is asked."""
        draw, words = self._draw, self._words
        return {
            "a common word": draw.sample(words[:200], ASKED),
            "a word of one page in thirty": draw.sample(words[400:1_500], ASKED),
            "a rare word": draw.sample(words[4_000:], ASKED),
            "a phrase of two words": ["".join(draw.sample(words[:400], 2)) for _ in range(ASKED)],
            "a number": [self._number(draw.randrange(self.count)) for _ in range(ASKED)],
            "a day": [printed_date(self._day(draw.randrange(self.count))) for _ in range(ASKED)],
            "two letters": ["".join(draw.sample("กขคงจชซญดตถทนบปผพมยรลวสหอ", 2)) for _ in range(ASKED)],
        }

    def _rows(self, index: int) -> tuple[dict[str, Any], ...]:
        identity, number = f"{index:032d}", index + 1
        words = self._draw.choices(self._words, cum_weights=self._weights, k=WORDS_A_PAGE)
        page = f"ที่ {self._number(index)} {to_thai(printed_date(self._day(index)))} {' '.join(words)}"
        source = {
            "id": identity, "sha256": identity.ljust(64, "0"), "name": "a.pdf", "size_bytes": 1, "page_count": 1,
            "media_type": "application/pdf", "status": SourceStatus.DONE, "received_at": NOW,
        }  # fmt: skip
        entry = {"id": (number + 1) * ENTRIES_A_FILE - 1, "source_id": identity, "page": 1, "folded": fold(page)}
        area = {} if index % AREA_EVERY else {"area": AREA, "source_id": identity}
        return source, {"number": number, "source_id": identity}, entry, area

    def _number(self, index: int) -> str:
        return to_thai(f"พย {index % 40:04d}.{index % 7}/ว {index * 7919 % 1_000_003}")

    def _day(self, index: int) -> date:
        return date(2017, 1, 1) + timedelta(days=index * 31 % 3_000)


def measure(database: Database, held: HeldPages) -> list[SearchSpeed]:
    """What a page of search asks of the database: the hits as far as they are counted, and the first texts."""
    questions = held.questions()
    return [_asked(database, kind, queries, who, areas) for who, areas in PEOPLE for kind, queries in questions.items()]


def _asked(database: Database, kind: str, queries: list[str], who: str, areas: Areas) -> SearchSpeed:
    taken, hits = [], 0
    for query in queries:
        begun = time.perf_counter()
        with database.reading() as session:
            ids = search.hits(session, needles_of(query), areas, Filters(), None, MOST_COUNTED)
            search.texts(session, ids[:HITS])
        hits += len(ids)
        taken.append(1000 * (time.perf_counter() - begun))
    taken.sort()
    return SearchSpeed(kind, who, taken[len(taken) // 2], taken[len(taken) * 95 // 100], taken[-1], hits / len(queries))


class SearchSpeedTable:
    """On SQLite, and on PostgreSQL where an empty database is given."""

    name = "search"

    def __init__(self, seed: int, pages: int, postgres: str | None) -> None:
        self.pages = pages
        self.speeds: dict[str, list[SearchSpeed]] = {}
        with tempfile.TemporaryDirectory(prefix="docproc-bench-") as folder:
            self._measure("SQLite", Database(f"sqlite:///{Path(folder) / 'pages.db'}"), seed)
        if postgres is not None:
            self._measure("PostgreSQL", Database(postgres), seed)

    def _measure(self, name: str, database: Database, seed: int) -> None:
        held = HeldPages(seed, self.pages)
        held.fill(database)
        self.speeds[name] = measure(database, held)
        database.close()

    def tables(self) -> Iterator[Table]:
        for database, speeds in self.speeds.items():
            table = new_table(f"The first hits among {self.pages:,} pages, {database} (ms)")
            for column in (
                "question",
                "who sees",
                "half within",
                "95 of 100 within",
                "target",
                "slowest",
                "hits counted",
            ):
                table.add_column(column)
            for one in speeds:
                colour = "red" if one.most > TARGET_MS else "default"
                most = f"[{colour}]{one.most:.1f}[/]"
                slowest, hits = f"{one.slowest:.1f}", f"{one.hits:.1f}"
                table.add_row(one.question, one.who, f"{one.half:.1f}", most, f"{TARGET_MS:.0f}", slowest, hits)
            yield table

    def as_json(self) -> Any:
        return {name: [asdict(one) for one in speeds] for name, speeds in self.speeds.items()}
