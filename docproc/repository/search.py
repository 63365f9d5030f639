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
from sqlalchemy.orm import Session, aliased

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
# PostgreSQL: a word that more texts hold is met soon by going through them from the newest on.
COMMON: Final = 10_000
LOOKED_AT: Final = 300  # texts, to tell whether it is asked for such a word
COMMON_AMONG_THEM: Final = 15
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


def hits(
    session: Session, needles: Sequence[str], areas: Areas, filters: Filters, before: int | None, limit: int
) -> list[int]:
    """The ids of texts that hold one of the folded `needles`, seen from these areas, the newest file first.

    `before` is the id of the last one already seen.
    """
    entry = SearchEntryRecord
    is_short = min(map(len, needles)) < TRIGRAM
    if session.get_bind().dialect.name == "sqlite":
        words = _asked_pairs if is_short else _asked_trigrams
        matching = " OR ".join(f"({' AND '.join(map(_quoted, words(needle)))})" for needle in needles)
        asked = select(entry.id).where(_hold(func.instr, needles), *_wanted(entry, areas, filters))
        found = _by_index(asked, PAIRS if is_short else TRIGRAMS, matching, before)
        return list(session.scalars(found.limit(limit)))
    holds = and_(_hold(func.strpos, needles), entry.id < before if before is not None else true())
    if not _is_common(session, holds):
        indexed = or_(*map(_has_pairs if is_short else _has_trigrams, needles))
        rare = _of_rare(session, and_(indexed, holds), areas, filters, limit)
        if rare is not None:
            return rare
    return list(session.scalars(_of_common(holds, areas, filters).limit(limit)))


def texts(session: Session, ids: Sequence[int]) -> list[SearchEntryRecord]:
    """The texts with these ids, the newest file first."""
    query = select(SearchEntryRecord).where(SearchEntryRecord.id.in_(ids)).order_by(SearchEntryRecord.id.desc())
    return list(session.scalars(query))


def files(
    session: Session, needles: Sequence[str], areas: Areas, after_source: str | None, limit: int
) -> list[SourceRecord]:
    """Files with a hit, seen from these areas, the newest first, that come after the file `after_source`."""
    before = None
    if after_source is not None:
        number = session.scalar(select(SearchFileRecord.number).where(SearchFileRecord.source_id == after_source))
        before = (number or 0) * ENTRIES_A_FILE
    found: dict[int, None] = {}
    while len(found) < limit:
        ids = hits(session, needles, areas, Filters(), before, 2 * limit)
        found |= dict.fromkeys(one // ENTRIES_A_FILE for one in ids)
        if len(ids) < 2 * limit:
            break
        before = ids[-1] - ids[-1] % ENTRIES_A_FILE
    query = (
        select(SourceRecord)
        .join(SearchFileRecord, SearchFileRecord.source_id == SourceRecord.id)
        .where(SearchFileRecord.number.in_(list(found)[:limit]))
    )
    return list(session.scalars(query.order_by(SearchFileRecord.number.desc())))


def _hold(position: Any, needles: Sequence[str]) -> ColumnElement[bool]:
    return or_(*(position(SearchEntryRecord.folded, needle) > 0 for needle in needles))


def _wanted(entry: type[SearchEntryRecord], areas: Areas, filters: Filters) -> list[ColumnElement[bool]]:
    return [file_is_seen(entry.source_id, areas), _name_is_seen(entry, areas), *_passing(entry, filters)]


def _name_is_seen(entry: type[SearchEntryRecord], areas: Areas) -> ColumnElement[bool]:
    """Of a file's names the one that the entry holds: each area knows the name it gave."""
    if EVERYWHERE in areas:
        return true()
    own = exists().where(DeliveryRecord.id == entry.delivery_id, delivery_is_seen(areas))
    return or_(entry.delivery_id.is_(None), own)


def _is_common(session: Session, holds: ColumnElement[bool]) -> bool:
    """PostgreSQL: whether many of the newest texts hold the words.

    Its index of trigrams gives every text of a word before it gives the first, so it is not asked for such words.
    """
    newest = select(SearchEntryRecord.id).order_by(SearchEntryRecord.id.desc()).limit(LOOKED_AT).subquery()
    held = select(func.count()).where(SearchEntryRecord.id.in_(select(newest.c.id)), holds)
    return (session.scalar(held) or 0) > COMMON_AMONG_THEM


def _of_rare(
    session: Session, candidate: ColumnElement[bool], areas: Areas, filters: Filters, limit: int
) -> list[int] | None:
    """PostgreSQL: what is wanted of all texts that hold the words; None where they are too many to look at each.

    By the index whatever the planner expects of Thai words: a wrong guess costs a look at every text.
    """
    columns = [column for column in SearchEntryRecord.__table__.columns if column.name != "folded"]
    found = select(*columns).where(candidate).limit(COMMON + 1).cte("found").prefix_with("MATERIALIZED")
    entry = aliased(SearchEntryRecord, found)
    wanted = select(entry.id).where(*_wanted(entry, areas, filters)).order_by(entry.id.desc()).limit(limit)
    number = select(func.count()).select_from(found).scalar_subquery()
    _by_bitmaps(session, "off")
    total, ids = session.execute(select(number, func.array(wanted.scalar_subquery()))).one()
    _by_bitmaps(session, "on")
    return list(ids) if total <= COMMON else None


def _by_bitmaps(session: Session, others: str) -> None:
    """Whether the planner may go by anything `others` than bitmaps of an index, in this transaction."""
    names = ("enable_seqscan", "enable_indexscan")
    session.execute(select(*(func.set_config(name, others, true()) for name in names)))


def _of_common(holds: ColumnElement[bool], areas: Areas, filters: Filters) -> Select[Any]:
    """PostgreSQL: the texts from the newest on; of an area, those of its own files."""
    entry = SearchEntryRecord
    if EVERYWHERE in areas:
        return select(entry.id).where(holds, *_wanted(entry, areas, filters)).order_by(entry.id.desc())
    seen = (
        select(SearchFileRecord.number)
        .where(file_is_seen(SearchFileRecord.source_id, areas))
        .order_by(SearchFileRecord.number.desc())
        .offset(0)  # keeps it a list of its own: looked up for each text, it would take longer than the texts
        .subquery()
    )
    first = seen.c.number * ENTRIES_A_FILE
    held = (
        select(entry.id)
        .where(entry.id >= first, entry.id < first + ENTRIES_A_FILE)
        .where(holds, _name_is_seen(entry, areas), *_passing(entry, filters))
        .order_by(entry.id.desc())
        .offset(0)
        .lateral()
    )
    return select(held.c.id).select_from(seen.join(held, true())).order_by(seen.c.number.desc(), held.c.id.desc())


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


def _pattern(needle: str) -> str:
    escaped = "".join(f"\\{char}" if char in "\\%_" else char for char in needle)
    return f"%{escaped}%"


def _passing(entry: type[SearchEntryRecord], filters: Filters) -> list[ColumnElement[bool]]:
    document = entry.document_id
    conditions: list[ColumnElement[bool]] = []
    if filters.doc_type is not None:
        conditions.append(exists().where(DocumentRecord.id == document, DocumentRecord.doc_type == filters.doc_type))
    if filters.status is not None:
        conditions.append(exists().where(SourceRecord.id == entry.source_id, SourceRecord.status == filters.status))
    if filters.since is not None or filters.until is not None:
        since = LetterRecord.date >= filters.since if filters.since is not None else true()
        until = LetterRecord.date <= filters.until if filters.until is not None else true()
        conditions.append(exists().where(and_(LetterRecord.document_id == document, since, until)))
    if filters.office:
        conditions.append(_of_office(entry, filters.office))
    return conditions


def _of_office(entry: type[SearchEntryRecord], office: str) -> ColumnElement[bool]:
    wrote = exists().where(
        LetterRecord.document_id == entry.document_id,
        LetterRecord.issuer.contains(office, autoescape=True),
    )
    handed_in = exists().where(
        DeliveryRecord.source_id == entry.source_id,
        DeliveryRecord.office == OfficeRecord.code,
        or_(OfficeRecord.code == office, OfficeRecord.name.contains(office, autoescape=True)),
    )
    return or_(wrote, handed_in)
