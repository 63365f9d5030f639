"""The review queue: what waits for a person, and everything the person needs to decide about one value."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from docproc.documents import NotFoundError
from docproc.field_values import NOT_SIGNED, SIGNED, is_date, is_mark, offered_value
from docproc.overlay import document_json
from docproc.repository import assertions, documents, review_queue, sources
from docproc.repository.assertions import Standing
from docproc.repository.folding import fold
from docproc.repository.review_queue import QueueKey, Waiting
from docproc.repository.sheet_people import Known
from docproc.sheet_people import is_name, likely_people
from docproc.testimony import Testimony, testimonies_about
from docproc.wiring import Service
from models.geometry import Box
from models.rights import Areas
from models.tables.documents import AssertionRecord, DocumentRecord
from models.tables.originals import SourceRecord

MOST_COUNTED = 10_000  # counting further would take longer than anybody needs the exact figure
MOST_CHOICES = 9  # the digits of a keyboard
LINE_MARGIN = 1.0  # of the box's height, above and below: the neighbouring lines show where one is
MOST_MARGIN_PIXELS = 90


@dataclass(frozen=True, slots=True)
class Choice:
    """A value offered for one key. `code` says who says so, with `detail` or the document that does."""

    value: Any
    printed: str
    code: str
    detail: str = ""
    document_id: str | None = None


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """One value with its proof. `line` is the band across the page that holds its box, None where it has none.

    `key` is its place in the queue, None where it does not wait.
    """

    document: DocumentRecord
    source: SourceRecord
    reading: dict[str, Any]
    field: str
    shown: AssertionRecord
    standing: Standing
    choices: tuple[Choice, ...]
    line: Box | None
    page_size: tuple[int, int] | None
    key: QueueKey | None
    waiting_here: int


def waiting(
    service: Service,
    areas: Areas,
    after: QueueKey | None = None,
    limit: int = 50,
    document_id: str | None = None,
) -> list[Waiting]:
    """The values of these areas that wait behind `after`, the most doubtful first."""
    with service.database.reading() as session:
        return review_queue.after(session, areas, after, limit, document_id)


def count_waiting(service: Service, areas: Areas) -> int:
    """How many values of these areas wait, counted up to `MOST_COUNTED`."""
    with service.database.reading() as session:
        return review_queue.count(session, areas, MOST_COUNTED)


def count_waiting_in(service: Service, document_id: str) -> int:
    """How many values of one document wait."""
    with service.database.reading() as session:
        return review_queue.count_of_document(session, document_id)


def review_item(service: Service, document_id: str, field: str, registers: Sequence[str] = ()) -> ReviewItem:
    """Everything about one value; people of `registers` (areas) may be offered as names. Raises NotFoundError."""
    with service.database.reading() as session:
        document = documents.find(session, document_id)
        source = sources.find(session, document.source_id) if document is not None else None
        now = assertions.standing(session, document_id, field)
        if document is None or source is None or now.shown is None:
            raise NotFoundError(f"{field} of {document_id}")
        reading = document_json(document, assertions.current(session, [document_id]))
        people = likely_people(session, document, reading, field, registers) if is_name(field) else []
        return ReviewItem(
            document=document,
            source=source,
            reading=reading,
            field=field,
            shown=now.shown,
            standing=now,
            choices=_choices(session, document, now, people),
            line=line_of(document, now.shown),
            page_size=_page_size(document, now.shown.page),
            key=_key(now.machine),
            waiting_here=review_queue.count_of_document(session, document_id),
        )


def _key(machine: AssertionRecord | None) -> QueueKey | None:
    if machine is None or machine.doubt is None:
        return None
    return QueueKey.parse(f"{machine.doubt}.{machine.document_id}.{machine.field}")


def _page_size(document: DocumentRecord, page: int) -> tuple[int, int] | None:
    sizes = dict(zip(document.pages, document.content.get("page_sizes", ()), strict=False))
    return (sizes[page][0], sizes[page][1]) if page in sizes else None


def line_of(document: DocumentRecord, shown: AssertionRecord) -> Box | None:
    """The band across the page that holds the value's box and something of the lines beside it."""
    size = _page_size(document, shown.page)
    if shown.box is None or size is None:
        return None
    box = Box.from_list(shown.box)
    margin = min(MOST_MARGIN_PIXELS, max(20, round(box.height * LINE_MARGIN)))
    return Box(0, max(0, box.y0 - margin), size[0], min(size[1], box.y1 + margin))


def _choices(session: Session, document: DocumentRecord, now: Standing, people: Sequence[Known]) -> tuple[Choice, ...]:
    """What else may stand there, each value once and not the one that is shown."""
    assert now.shown is not None
    seen = {_identity(now.shown.value)} if now.shown.value is not None else set()
    found: list[Choice] = []
    papers = testimonies_about(session, document, now.shown.field)
    for choice in (*_of_marks(now.shown.field), *_of_people(people), *_of_papers(papers), *_of_readers(now)):
        identity = _identity(choice.value)
        if identity not in seen:
            seen.add(identity)
            found.append(choice)
    return tuple(found[:MOST_CHOICES])


def _of_marks(field: str) -> Iterator[Choice]:
    """Whether a row is signed is one of two."""
    if is_mark(field):
        yield Choice(True, SIGNED, "choice.row_signed")
        yield Choice(False, NOT_SIGNED, "choice.row_not_signed")


def _of_people(people: Sequence[Known]) -> Iterator[Choice]:
    for one in people:
        yield Choice(one.name, one.name, one.code, one.detail)


def _identity(value: Any) -> str:
    return fold(str(value))


def _of_papers(said: Sequence[Testimony]) -> Iterator[Choice]:
    for one in said:
        yield Choice(one.value, one.value, one.code, one.detail, one.document_id)


def _of_readers(now: Standing) -> Iterator[Choice]:
    """The machine's value where a person's is shown, what was seen where nothing was sure, and the other readings."""
    machine = now.machine
    if machine is None:
        return
    if now.person is not None and machine.value is not None:
        yield Choice(machine.value, machine.printed, "choice.machine", " ".join(machine.readers))
    seen = [(machine.printed, " ".join(machine.readers))] if machine.value is None else []
    others = [(other["printed"], str(other.get("source", ""))) for other in machine.alternatives]
    for printed, reader in (*seen, *others):
        value = offered_value(machine.field, printed)
        if value is not None and "…" not in printed:
            yield Choice(value, printed, "choice.reader", reader)


def typed_form(field: str, shown: AssertionRecord) -> str:
    """What the box to type in holds at first: the value as it stands on the paper, as far as it was read."""
    if is_mark(field):
        return "" if shown.value is None else SIGNED if shown.value else NOT_SIGNED
    if shown.value is None or is_date(field):
        return shown.printed or str(shown.value or "")
    return str(shown.value)
