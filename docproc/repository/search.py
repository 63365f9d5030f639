"""Looking for texts: an index of the database gives candidates, every hit is verified as a substring.

One index is of trigrams; the other, of single letters and of two beside each other, answers what is shorter.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Select,
    TableClause,
    Text,
    and_,
    cast,
    column,
    exists,
    func,
    or_,
    select,
    table,
    text,
    true,
)
from sqlalchemy.dialects.postgresql import ARRAY, array
from sqlalchemy.orm import Session

from docproc.repository.folding import as_hex, pairs_of
from docproc.repository.search_entries import ENTRIES_A_FILE
from docproc.repository.visibility import delivery_is_seen, file_is_seen
from models.rights import EVERYWHERE, Areas
from models.status import DocType, SourceStatus
from models.tables.documents import DocumentRecord
from models.tables.letters import LetterRecord
from models.tables.offices import OfficeRecord
from models.tables.originals import DeliveryRecord, SourceRecord
from models.tables.search import SearchEntryRecord, SearchFileRecord

TRIGRAM: Final = 3
TRIGRAMS_ASKED: Final = 24  # of a long phrase; the rest is verified
# PostgreSQL: a word with more hits than this is met soon by going through the texts from the newest on.
COMMON: Final = 700
# Of SQLite alone.
TRIGRAMS: Final = table("search_index", column("rowid"), column("search_index"))
PAIRS: Final = table("search_index_pairs", column("rowid"), column("search_index_pairs"))


@dataclass(frozen=True, slots=True)
class Filters:
    """What hits must have beside the words. `office` is a part of the name of who wrote or handed in, or its code."""

    doc_type: DocType | None = None
    status: SourceStatus | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    office: str = ""


def entries(
    session: Session, needles: Sequence[str], areas: Areas, filters: Filters, before: int | None, limit: int
) -> list[SearchEntryRecord]:
    """Texts that hold one of the folded `needles`, seen from these areas, the newest file first.

    `before` is the id of the last one already seen.
    """
    asked: Select[Any] = select(SearchEntryRecord)
    asked = asked.where(_entry_is_seen(areas), *_passing(filters))
    return list(session.scalars(_hits(session, asked, needles, before).limit(limit)))


def count(session: Session, needles: Sequence[str], areas: Areas, filters: Filters, most: int) -> int:
    """How many texts `entries` would give, counted up to `most`."""
    asked = select(SearchEntryRecord.id).where(_entry_is_seen(areas), *_passing(filters))
    counted = _hits(session, asked, needles, None).limit(most).subquery()
    return session.scalar(select(func.count()).select_from(counted)) or 0


def files(
    session: Session, needles: Sequence[str], areas: Areas, after_source: str | None, limit: int
) -> list[SourceRecord]:
    """Files with a hit, seen from these areas, the newest first, that come after the file `after_source`."""
    before = None
    if after_source is not None:
        number = session.scalar(select(SearchFileRecord.number).where(SearchFileRecord.source_id == after_source))
        before = (number or 0) * ENTRIES_A_FILE
    asked: Select[Any] = select(SearchEntryRecord).where(_entry_is_seen(areas))
    found: dict[str, None] = {}
    while len(found) < limit:
        rows = session.scalars(_hits(session, asked, needles, before).limit(2 * limit)).all()
        found.update(dict.fromkeys(row.source_id for row in rows))
        if len(rows) < 2 * limit:
            break
        before = rows[-1].id - rows[-1].id % ENTRIES_A_FILE
    ids = list(found)[:limit]
    held = {one.id: one for one in session.scalars(select(SourceRecord).where(SourceRecord.id.in_(ids)))}
    return [held[source_id] for source_id in ids]


def _entry_is_seen(areas: Areas) -> ColumnElement[bool]:
    """The file is, and of its names the one that the entry holds: each area knows the name it gave."""
    entry = SearchEntryRecord
    own = exists().where(DeliveryRecord.id == entry.delivery_id, delivery_is_seen(areas))
    named = true() if EVERYWHERE in areas else or_(entry.delivery_id.is_(None), own)
    return and_(file_is_seen(entry.source_id, areas), named)


def _hits(session: Session, asked: Select[Any], needles: Sequence[str], before: int | None) -> Select[Any]:
    """What is asked, of the texts that hold one of the needles, in the order of lists."""
    is_sqlite = session.get_bind().dialect.name == "sqlite"
    position = func.instr if is_sqlite else func.strpos
    holds = or_(*(position(SearchEntryRecord.folded, needle) > 0 for needle in needles))
    earlier = SearchEntryRecord.id < before if before is not None else true()
    is_short = min(map(len, needles)) < TRIGRAM
    if is_sqlite:
        words = _asked_pairs if is_short else _asked_trigrams
        matching = " OR ".join(f"({' AND '.join(map(_quoted, words(needle)))})" for needle in needles)
        return _by_index(asked.where(holds), PAIRS if is_short else TRIGRAMS, matching, before)
    candidates = _candidates(session, or_(*map(_has_pairs if is_short else _has_trigrams, needles)), earlier)
    if len(candidates) <= COMMON:
        return asked.where(holds, SearchEntryRecord.id.in_(candidates)).order_by(SearchEntryRecord.id.desc())
    return asked.where(earlier, holds).order_by(SearchEntryRecord.id.desc())


def _by_index(asked: Select[Any], index: TableClause, matching: str, before: int | None) -> Select[Any]:
    """SQLite: the index is gone through from its end, and only as far as the list goes."""
    # By the sum the index is looked through first: SQLite may not begin with the texts and ask the index of each.
    joined = asked.join(index, SearchEntryRecord.id == index.c.rowid + 0)
    found = joined.where(text(f"{index.name} MATCH :matching").bindparams(matching=matching))
    earlier = found if before is None else found.where(index.c.rowid < before)
    return earlier.order_by(index.c.rowid.desc())


def _asked_pairs(needle: str) -> list[str]:
    return sorted(map(as_hex, _longest_pairs(needle)))


def _longest_pairs(needle: str) -> set[str]:
    """The letter that the needle is, else every two of it."""
    return {one for one in pairs_of(needle) if len(one) == min(len(needle), 2)}


def _asked_trigrams(needle: str) -> list[str]:
    """Every trigram of the needle; of a long one as many as stand evenly over it."""
    every = list(dict.fromkeys(needle[at : at + TRIGRAM] for at in range(len(needle) - TRIGRAM + 1)))
    step = max(1, len(every) // TRIGRAMS_ASKED)
    return every[::step]


def _quoted(trigram: str) -> str:
    return '"' + trigram.replace('"', '""') + '"'


def _has_trigrams(needle: str) -> ColumnElement[bool]:
    """PostgreSQL."""
    return SearchEntryRecord.folded.like(_pattern(needle))


def _has_pairs(needle: str) -> ColumnElement[bool]:
    """PostgreSQL."""
    return func.search_pairs_of(SearchEntryRecord.folded).op("@>", is_comparison=True)(
        cast(array(sorted(_longest_pairs(needle))), ARRAY(Text))
    )


def _candidates(session: Session, asked: ColumnElement[bool], earlier: ColumnElement[bool]) -> Sequence[int]:
    """PostgreSQL: the ids of the texts of which the index says so, one more than COMMON where the word is common.

    By the index whatever the planner expects of Thai words: a wrong guess costs a look at every text.
    """
    session.execute(text("SET LOCAL enable_seqscan = off"))
    session.execute(text("SET LOCAL enable_indexscan = off"))
    found = session.scalars(select(SearchEntryRecord.id).where(earlier, asked).limit(COMMON + 1)).all()
    session.execute(text("SET LOCAL enable_seqscan = on"))
    session.execute(text("SET LOCAL enable_indexscan = on"))
    return found


def _pattern(needle: str) -> str:
    escaped = "".join(f"\\{char}" if char in "\\%_" else char for char in needle)
    return f"%{escaped}%"


def _passing(filters: Filters) -> list[ColumnElement[bool]]:
    document = SearchEntryRecord.document_id
    conditions: list[ColumnElement[bool]] = []
    if filters.doc_type is not None:
        conditions.append(exists().where(DocumentRecord.id == document, DocumentRecord.doc_type == filters.doc_type))
    if filters.status is not None:
        conditions.append(
            exists().where(SourceRecord.id == SearchEntryRecord.source_id, SourceRecord.status == filters.status)
        )
    if filters.since is not None or filters.until is not None:
        since = LetterRecord.date >= filters.since if filters.since is not None else true()
        until = LetterRecord.date <= filters.until if filters.until is not None else true()
        conditions.append(exists().where(and_(LetterRecord.document_id == document, since, until)))
    if filters.office:
        conditions.append(_of_office(filters.office))
    return conditions


def _of_office(office: str) -> ColumnElement[bool]:
    wrote = exists().where(
        LetterRecord.document_id == SearchEntryRecord.document_id,
        LetterRecord.issuer.contains(office, autoescape=True),
    )
    handed_in = exists().where(
        DeliveryRecord.source_id == SearchEntryRecord.source_id,
        DeliveryRecord.office == OfficeRecord.code,
        or_(OfficeRecord.code == office, OfficeRecord.name.contains(office, autoescape=True)),
    )
    return or_(wrote, handed_in)
