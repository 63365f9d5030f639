"""The texts that are searched, kept in step with what they are made of, in the transaction that changes that."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from docproc.repository import assertions
from docproc.repository.folding import fold
from docproc.repository.inserting import insert_new
from models.tables.documents import AssertionRecord, DocumentRecord, TextPageRecord
from models.tables.originals import DeliveryRecord
from models.tables.record import MACHINE
from models.tables.search import SearchEntryRecord, SearchFileRecord

# Entries that a file may have: its name, its pages, and the values of its documents.
ENTRIES_A_FILE: Final = 1 << 20
# Between two values, so that the end of one and the beginning of the next are never found as one: no text holds it.
BETWEEN_VALUES: Final = "\ue000"


def add_name(session: Session, delivery: DeliveryRecord) -> None:
    """A file that was handed in is found at once, under the name it was given; once under each that an office gave."""
    session.flush()
    if all(one["delivery_id"] != delivery.id for one in _names(session, delivery.source_id)):
        return
    first = _first_id(session, delivery.source_id)
    last = session.scalar(select(func.min(SearchEntryRecord.id)).where(SearchEntryRecord.id.between(*_span(first))))
    session.add(
        SearchEntryRecord(
            id=first if last is None else last - 1,
            source_id=delivery.source_id,
            delivery_id=delivery.id,
            page=0,
            folded=fold(delivery.name),
        )
    )
    session.flush()


def rewrite(session: Session, source_id: str) -> None:
    """Let the file be found by its names and by the documents it holds now, and by no earlier ones."""
    first = _first_id(session, source_id)
    session.execute(delete(SearchEntryRecord).where(SearchEntryRecord.id.between(*_span(first))))
    texts = [*_names(session, source_id), *_texts(session, source_id)]
    session.add_all(
        SearchEntryRecord(id=first - place, source_id=source_id, **text)
        for place, text in enumerate(texts[:ENTRIES_A_FILE])
    )
    session.flush()


def set_values(session: Session, source_id: str, document_id: str) -> None:
    """Let the document be found by what stands about it now."""
    folded = folded_values(assertions.current(session, [document_id]))
    session.execute(
        update(SearchEntryRecord)
        .where(
            SearchEntryRecord.id.between(*_span(_first_id(session, source_id))),
            SearchEntryRecord.document_id == document_id,
            SearchEntryRecord.page == 0,
        )
        .values(folded=folded)
        .execution_options(synchronize_session=False)
    )


def folded_values(rows: Iterable[AssertionRecord]) -> str:
    """Every value that stands, as it is kept and as it is printed: a person's where there is one."""
    standing = list(rows)
    said = assertions.people(standing)
    fields = {one.field for one in said}
    shown = [*said, *(one for one in standing if one.made_by == MACHINE and one.field not in fields)]
    texts = (text for one in shown for text in texts_of(one))
    return BETWEEN_VALUES.join(dict.fromkeys(folded for text in texts if (folded := fold(text))))


def texts_of(row: AssertionRecord) -> tuple[str, ...]:
    """The words of one value."""
    return tuple(dict.fromkeys(text for text in (row.value, row.printed) if isinstance(text, str) and text))


def _names(session: Session, source_id: str) -> Iterator[dict[str, Any]]:
    """Every name that an office gave the file, in the order in which they were given."""
    rows = session.scalars(
        select(DeliveryRecord).where(DeliveryRecord.source_id == source_id).order_by(DeliveryRecord.id)
    )
    given: dict[tuple[str, str | None], DeliveryRecord] = {}
    for one in rows:
        given.setdefault((one.name, one.office), one)
    for one in given.values():
        yield {"delivery_id": one.id, "page": 0, "folded": fold(one.name)}


def _texts(session: Session, source_id: str) -> Iterator[dict[str, Any]]:
    """Of each document its values, then its pages."""
    documents = session.scalars(
        select(DocumentRecord.id)
        .where(DocumentRecord.source_id == source_id, DocumentRecord.is_current)
        .order_by(DocumentRecord.ordinal)
    ).all()
    for document_id in documents:
        values = folded_values(assertions.current(session, [document_id]))
        yield {"document_id": document_id, "page": 0, "folded": values}
        pages = session.scalars(
            select(TextPageRecord).where(TextPageRecord.document_id == document_id).order_by(TextPageRecord.page)
        )
        for page in pages:
            yield {"document_id": document_id, "page": page.page, "folded": fold(page.text)}


def _first_id(session: Session, source_id: str) -> int:
    """The highest id of the file's entries: lists go down, so a file's first entry has its highest id."""
    known = select(SearchFileRecord.number).where(SearchFileRecord.source_id == source_id)
    number = session.scalar(known)
    if number is None:
        insert_new(session, SearchFileRecord, [{"source_id": source_id}])
        number = session.scalars(known).one()
    return (number + 1) * ENTRIES_A_FILE - 1


def _span(first: int) -> tuple[int, int]:
    return first - ENTRIES_A_FILE + 1, first
