"""Search against a plain scan of the normal form: the same hits, whatever the words, on either database."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence

import pytest
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from docproc.db import Database
from docproc.identifiers import new_id
from docproc.repository import search
from docproc.repository.folding import fold
from docproc.repository.search import Filters
from docproc.repository.search_entries import ENTRIES_A_FILE
from docproc.search.query import needles_of
from docproc.wiring import Service
from models.rights import SEES_ALL, Areas
from models.status import SourceStatus
from models.tables.originals import FileAreaRecord, SourceRecord
from models.tables.search import SearchEntryRecord, SearchFileRecord

NEAR = Areas(("/52/",), ("/",))
# PostgreSQL looks for words in three ways; all of them are taken, whatever the words.
WAYS: list[dict[str, int]] = [
    {"COMMON_AMONG_THEM": 1000},
    {"COMMON_AMONG_THEM": 1000, "COMMON": 5},
    {"COMMON_AMONG_THEM": -1},
]
NOW = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
# Short, alike, and with what indexes stumble over: marks above, quotes, wildcards, two scripts of digits.
PARTS = ("กำ", "กํา", "น้ำ", "ที่", "ดศ", "พย", " ", "\n", "๐๒", "0208", "/ว", ".", "%", "_", '"', "'", "\\", "ก", "า",
         "ABC", "é", "ธันวาคม", "๒๕๖๓", "2563", "AND", "OR", "(", "*", "-", "^", ":")  # fmt: skip


def written(draw: random.Random, most: int) -> str:
    return "".join(draw.choices(PARTS, k=draw.randint(1, most)))


def fill(session: Session, texts: Sequence[str], pages: int = 3) -> list[SearchEntryRecord]:
    """Files of so many pages each; gives their entries, the newest file first."""
    rows = []
    for at in range(0, len(texts), pages):
        source_id, number = new_id(), at // pages + 1
        session.execute(
            insert(SourceRecord).values(
                id=source_id, sha256=source_id.ljust(64, "0"), name="a.pdf", size_bytes=1, media_type="application/pdf",
                status=SourceStatus.DONE, received_at=NOW,
            )
        )  # fmt: skip
        session.add(SearchFileRecord(number=number, source_id=source_id))
        session.flush()
        rows += [
            SearchEntryRecord(
                id=(number + 1) * ENTRIES_A_FILE - 1 - page, source_id=source_id, page=page, folded=fold(text)
            )
            for page, text in enumerate(texts[at : at + pages])
        ]
    session.add_all(rows)
    session.flush()
    return sorted(rows, key=lambda row: -row.id)


def hand_in_near(session: Session, rows: Sequence[SearchEntryRecord]) -> set[str]:
    """Every second file comes from the area; gives which."""
    near = sorted({row.source_id for row in rows})[::2]
    session.execute(insert(FileAreaRecord), [{"area": NEAR[0], "source_id": one} for one in near])
    return set(near)


def scanned(rows: Sequence[SearchEntryRecord], query: str) -> list[int]:
    return [row.id for row in rows if any(needle in row.folded for needle in needles_of(query))]


@pytest.mark.parametrize("ways", WAYS, ids=["rare", "too many", "common"])
def test_every_hit_of_a_plain_scan_is_found(
    service: Service, ways: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, number in ways.items():
        monkeypatch.setattr(search, name, number)
    draw = random.Random(7)
    with service.database.writing() as session:
        rows = fill(session, [written(draw, 40) for _ in range(180)])
        near = hand_in_near(session, rows)
        found_any = 0
        for _ in range(100):
            text = draw.choice(rows).folded
            at = draw.randrange(len(text)) if text else 0
            query = draw.choice((text[at : at + draw.randint(1, 12)], written(draw, 4)))
            if not needles_of(query):
                continue
            expected = scanned(rows, query)
            assert search.hits(session, needles_of(query), SEES_ALL, Filters(), None, 1000) == expected, query
            inside = scanned([row for row in rows if row.source_id in near], query)
            assert search.hits(session, needles_of(query), NEAR, Filters(), None, 1000) == inside, query
            found_any += bool(inside)
        assert found_any > 40


@pytest.mark.parametrize("areas", [SEES_ALL, NEAR], ids=["everywhere", "near"])
@pytest.mark.parametrize("ways", WAYS, ids=["rare", "too many", "common"])
def test_stretches_together_are_the_whole_list(
    service: Service, ways: dict[str, int], areas: Areas, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, number in ways.items():
        monkeypatch.setattr(search, name, number)
    draw = random.Random(8)
    with service.database.writing() as session:
        rows = fill(session, [written(draw, 40) for _ in range(120)])
        near = hand_in_near(session, rows)
        rows = [row for row in rows if areas is SEES_ALL or row.source_id in near]
        for query in ("กำ", "0208", "ธันวาคม"):
            expected = scanned(rows, query)
            got: list[int] = []
            while stretch := search.hits(session, needles_of(query), areas, Filters(), got[-1] if got else None, 7):
                got += stretch
            assert got == expected
            order = list(dict.fromkeys(row.source_id for row in rows if row.id in set(expected)))
            listed: list[str] = []
            while files := search.files(session, needles_of(query), areas, listed[-1] if listed else None, 4):
                listed += [one.id for one in files]
            assert listed == order


def test_a_text_that_changes_or_goes_is_found_as_it_is(database: Database) -> None:
    with database.writing() as session:
        first, second = fill(session, ["หนังสือเวียน", "หนังสือเวียน"], pages=1)
        first.folded = "บันทึกข้อความ"
        session.delete(second)
        session.flush()
        assert search.hits(session, ("หนังสือ",), SEES_ALL, Filters(), None, 9) == []
        assert search.hits(session, ("บันทึก",), SEES_ALL, Filters(), None, 9) == [first.id]
        assert session.scalars(select(SearchEntryRecord)).all() == [first]
