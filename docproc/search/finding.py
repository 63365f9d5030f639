"""Searching for people: hits page by page with the words around them, and their place on the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from docproc.documents import NotFoundError
from docproc.repository import assertions, readings, search, search_texts, sources
from docproc.repository.folding import fold
from docproc.repository.search import Filters
from docproc.repository.search_entries import folded_values, texts_of
from docproc.search.marking import Snippet, boxes_of, snippet_of
from docproc.search.query import needles_of
from docproc.wiring import Service
from models.geometry import Box
from models.rights import Areas
from models.tables.documents import AssertionRecord
from models.tables.search import SearchEntryRecord

MOST_COUNTED = 500


@dataclass(frozen=True, slots=True)
class Hit:
    """A page, a document's value, or a file's name that holds what was looked for.

    `page` is 0 and `document_id` None where the hit is not on a page; `field` names the value that holds it; `said_by`
    the person who set it, None where a machine read it.
    """

    key: int
    source_id: str
    document_id: str | None
    page: int
    snippet: Snippet
    file: str
    received_at: datetime
    field: str | None = None
    said_by: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """One stretch of hits. `count` stops at MOST_COUNTED; `next_key` continues, None at the end."""

    hits: tuple[Hit, ...]
    count: int
    next_key: int | None


def find(service: Service, areas: Areas, query: str, filters: Filters, before: int | None, limit: int) -> Found:
    """Hits seen from these areas, the newest file first; none for a query without a word."""
    needles = needles_of(query)
    if not needles:
        return Found((), 0, None)
    with service.database.reading() as session:
        counted = search.hits(session, needles, areas, filters, None, MOST_COUNTED)
        ids = [one for one in counted if before is None or one < before][: limit + 1]
        if len(ids) <= limit and len(counted) == MOST_COUNTED:
            ids = search.hits(session, needles, areas, filters, before, limit + 1)
        hits = _hits(session, search.texts(session, ids[:limit]), areas, needles)
    return Found(hits, len(counted), hits[-1].key if len(ids) > limit else None)


def boxes_on_page(service: Service, source_id: str, number: int, query: str) -> list[Box]:
    """The lines of the page on which the query stands, in the pixels of its picture. Raises NotFoundError."""
    with service.database.reading() as session:
        source = sources.find(session, source_id)
        reading = readings.find_page(session, source.sha256, number, source.version) if source is not None else None
    if reading is None:
        raise NotFoundError(f"page {number} of {source_id}")
    needles = needles_of(query)
    return boxes_of(reading.lines, needles) if needles else []


def _hits(session: Session, rows: Sequence[SearchEntryRecord], areas: Areas, needles: Sequence[str]) -> tuple[Hit, ...]:
    files = sources.first_deliveries(session, [row.source_id for row in rows], areas)
    names = search_texts.names(session, [row.delivery_id for row in rows if row.delivery_id])
    pages = search_texts.pages(session, [(row.document_id, row.page) for row in rows if row.document_id and row.page])
    valued = [row.document_id for row in rows if row.document_id and not row.page]
    said = assertions.current(session, valued)
    found = []
    for row in rows:
        file = files[row.source_id]
        value = None
        if row.document_id is None:
            text = names[row.delivery_id] if row.delivery_id else file.name
        elif row.page:
            text = pages[row.document_id, row.page]
        else:
            value, text = _value(row, said, needles)
        found.append(
            Hit(
                row.id, row.source_id, row.document_id, value.page if value else row.page, snippet_of(text, needles),
                file.name, file.at, value.field if value else None,
                value.made_by if value and value.act.stands else None,
            )
        )  # fmt: skip
    return tuple(found)


def _value(
    row: SearchEntryRecord, said: Sequence[AssertionRecord], needles: Sequence[str]
) -> tuple[AssertionRecord | None, str]:
    """The value that holds what was looked for, and its words: a person's first, and what is more than yes or no."""
    own = [one for one in said if one.document_id == row.document_id]
    for one in sorted(own, key=lambda one: (not one.act.stands, not isinstance(one.value, str))):
        for text in texts_of(one):
            if any(needle in fold(text) for needle in needles):
                return one, text
    return None, folded_values(own)
