"""The review queue in words: one value with its crop and choices, what waits behind it, and the history of values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from urllib.parse import urlencode

from docproc.content_paths import FieldPath
from docproc.documents import first_deliveries
from docproc.field_values import is_date, is_mark, is_number
from docproc.heads import find_heads
from docproc.messages.catalogue import Catalogue
from docproc.messages.thai_dates import full_date
from docproc.repository.assertions import contradicts
from docproc.repository.folding import fold
from docproc.repository.review_queue import Waiting
from docproc.review import Choice, ReviewItem, typed_form
from docproc.web.chain_views import document_address, document_title
from docproc.web.reader_names import reader_name
from docproc.wiring import Service
from models.geometry import Box
from models.rights import Areas
from models.status import Act, Doubt, Status
from models.tables.documents import AssertionRecord
from models.tables.record import MACHINE

OF_READERS: Final = frozenset({"choice.machine", "choice.reader"})
TALL_LINES = 0.04  # of the page's height: a box higher than this holds several lines; a tilted stamp's is 0.035
CROP_HEIGHT, CROP_WIDTH, LARGEST_SCALE = 76, 660, 1.6  # CSS pixels: a line's letters come out as large as the value


@dataclass(frozen=True, slots=True)
class ChoiceView:
    """A value for one key. `typed` is what choosing it says, in the words of the paper."""

    key: int
    typed: str
    shown: str
    said_by: str
    address: str | None


@dataclass(frozen=True, slots=True)
class CropView:
    """The band of the page that holds the value: its picture's address, and in page pixels what to show of it."""

    address: str
    band: Box
    box: Box
    near: Box
    near_width: int
    near_height: int


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One thing that was said of a value; `assertion_id` where it can be taken back."""

    at: datetime
    who: str
    by_person: bool
    did: str
    value: str
    stands: bool
    assertion_id: str | None


@dataclass(frozen=True, slots=True)
class ItemView:
    document_id: str
    source_id: str
    field: str
    seen: str
    label: str
    document_title: str
    file_name: str
    page: int
    value: str | None
    printed: str
    typed: str
    status: Status
    doubt: Doubt | None
    handwritten: bool
    reasons: tuple[str, ...]
    choices: tuple[ChoiceView, ...]
    crop: CropView | None
    key: str
    waiting_here: int
    contradicted_by: str | None

    @property
    def is_number(self) -> bool:
        return is_number(self.field)

    @property
    def document_address(self) -> str:
        return document_address(self.source_id, self.document_id)


@dataclass(frozen=True, slots=True)
class WaitingView:
    """One line of what waits next."""

    label: str
    value: str
    doubt: Doubt
    address: str


@dataclass(frozen=True, slots=True)
class WaitingDocument:
    """A document with those of its values that wait next."""

    title: str
    file_name: str
    fields: tuple[WaitingView, ...]


def field_label(field: str, catalogue: Catalogue) -> str:
    """The Thai (or English) label of a field by its name in the evidence: `stamps[1].number` is ตรารับที่ 2 · เลขรับ."""
    path = FieldPath.of(field)
    if path.name == "stamps" and path.index is not None:
        return f"{catalogue.text('stamp.one', n=path.index + 1)} · {catalogue.text(f'stamp.{path.part}')}"
    if path.name == "rows" and path.index is not None:
        return f"{catalogue.text('sheet.row', n=path.index + 1)} · {catalogue.text(f'sheet.{path.part}')}"
    label = catalogue.text(f"field.{path.name}")
    if path.index is None:
        return label
    part = {"ref": "field.reference_no", "date": "field.date"}.get(path.part or "")
    numbered = f"{label} {path.index + 1}"
    return f"{numbered} · {catalogue.text(part)}" if part else numbered


def shown_value(field: str, value: Any, catalogue: Catalogue) -> str | None:
    """The value as people read it: dates in words and in the Buddhist era."""
    if value is None:
        return None
    if is_mark(field):
        return catalogue.text("sheet.yes" if value else "sheet.no_signature")
    if is_date(field):
        return full_date(date.fromisoformat(value), catalogue)
    return str(value)


def item_view(service: Service, item: ReviewItem, areas: Areas, catalogue: Catalogue) -> ItemView:
    shown, machine = item.shown, item.standing.machine
    value = shown_value(item.field, shown.value, catalogue)
    person = item.standing.person
    later = machine if person is not None and machine is not None and contradicts(machine, person) else None
    return ItemView(
        document_id=item.document.id,
        source_id=item.source.id,
        field=item.field,
        seen=shown.id,
        label=field_label(item.field, catalogue),
        document_title=document_title(find_heads(service, [item.document.id])[item.document.id], catalogue),
        file_name=first_deliveries(service, [item.source.id], areas)[item.source.id].name,
        page=shown.page,
        value=value,
        printed=_printed(item, value, catalogue),
        typed=typed_form(item.field, shown),
        status=shown.status,
        doubt=item.key.doubt if item.key is not None else None,
        handwritten=shown.handwritten,
        reasons=_reasons(item, catalogue),
        choices=_choices(service, item, catalogue),
        crop=_crop(item),
        key=str(item.key) if item.key is not None else "",
        waiting_here=item.waiting_here,
        contradicted_by=shown_value(item.field, later.value, catalogue) if later is not None else None,
    )


def _printed(item: ReviewItem, value: str | None, catalogue: Catalogue) -> str:
    """What stands on the paper where that is not the value; of a signature nobody is sure of, that."""
    if is_mark(item.field):
        return catalogue.text("sheet.unsure") if value is None else ""
    return "" if fold(item.shown.printed) == fold(value or "") else item.shown.printed


def _reasons(item: ReviewItem, catalogue: Catalogue) -> tuple[str, ...]:
    proof: Mapping[str, Any] = item.reading.get("evidence", {}).get(item.field, {})
    codes = (f"reason.{reason}" for reason in proof.get("reasons") or ())
    return tuple(catalogue.text(code) for code in codes if code in catalogue)


def _choices(service: Service, item: ReviewItem, catalogue: Catalogue) -> tuple[ChoiceView, ...]:
    held = find_heads(service, [one.document_id for one in item.choices if one.document_id])
    views: list[ChoiceView] = []
    for key, choice in enumerate(item.choices, start=1):
        paper = held.get(choice.document_id or "")
        detail = document_title(paper, catalogue) if paper is not None else _named(choice, catalogue)
        shown = shown_value(item.field, choice.value, catalogue) or ""
        views.append(
            ChoiceView(
                key=key,
                typed=_typed(choice, shown),
                shown=shown,
                said_by=catalogue.text(choice.code, detail=detail),
                address=document_address(paper.source_id, paper.document_id) if paper is not None else None,
            )
        )
    return tuple(views)


def _named(choice: Choice, catalogue: Catalogue) -> str:
    """Who said it: a reader, or an office or person by name."""
    return _readers(choice.detail.split(), catalogue) if choice.code in OF_READERS else choice.detail


def _readers(names: Iterable[str], catalogue: Catalogue) -> str:
    return " · ".join(reader_name(name, catalogue) for name in names)


def _typed(choice: Choice, shown: str) -> str:
    """A reader's print as it was read; a date that another paper gives, in the words that letters use."""
    return choice.printed if choice.document_id is None else shown


def _crop(item: ReviewItem) -> CropView | None:
    if item.line is None or item.page_size is None or item.shown.box is None:
        return None
    box, band = Box.from_list(item.shown.box), item.line
    margin = min(40, max(8, round(box.height * 0.35)))
    near = box.padded(margin, *item.page_size)
    near = Box(near.x0, max(near.y0, band.y0), near.x1, min(near.y1, band.y1))
    several = box.height > TALL_LINES * item.page_size[1]
    scale = min(CROP_WIDTH / near.width, 1) if several else min(CROP_HEIGHT / near.height, LARGEST_SCALE)
    return CropView(
        address=crop_address(item.source.id, item.shown.page, band),
        band=band,
        box=box,
        near=near,
        near_width=round(near.width * scale),
        near_height=round(near.height * scale),
    )


def crop_address(source_id: str, page: int, band: Box) -> str:
    return f"/api/documents/{source_id}/pages/{page}/crop?box={','.join(map(str, band.as_list()))}"


def waiting_documents(
    service: Service, found: Sequence[Waiting], areas: Areas, catalogue: Catalogue, only: str | None = None
) -> tuple[WaitingDocument, ...]:
    """What waits next, under the documents it is in, in the order of the queue."""
    heads = find_heads(service, [one.document.id for one in found])
    names = first_deliveries(service, [one.source.id for one in found], areas)
    grouped: dict[str, list[Waiting]] = {}
    for one in found:
        grouped.setdefault(one.document.id, []).append(one)
    return tuple(
        WaitingDocument(
            title=document_title(heads[group[0].document.id], catalogue),
            file_name=names[group[0].source.id].name,
            fields=tuple(_waiting(one, catalogue, only) for one in group),
        )
        for group in grouped.values()
    )


def _waiting(one: Waiting, catalogue: Catalogue, only: str | None) -> WaitingView:
    assertion = one.assertion
    value = shown_value(assertion.field, assertion.value, catalogue) or assertion.printed
    return WaitingView(
        label=field_label(assertion.field, catalogue),
        value=value or catalogue.text("evidence.unread_value"),
        doubt=one.key.doubt,
        address=review_address(one.document.id, assertion.field, only),
    )


def review_address(document_id: str, field: str, only: str | None = None) -> str:
    """The page that asks about one value; with `only`, those of that document follow."""
    return f"/review?{urlencode({'d': document_id, 'f': field, **({'only': only} if only else {})})}"


def histories(rows: Sequence[AssertionRecord], catalogue: Catalogue) -> dict[str, tuple[HistoryLine, ...]]:
    """Field to everything that was said of it, the latest first."""
    lines: dict[str, list[HistoryLine]] = {}
    for row in rows:
        lines.setdefault(row.field, []).insert(0, _history_line(row, catalogue))
    return {field: tuple(said) for field, said in lines.items()}


def _history_line(row: AssertionRecord, catalogue: Catalogue) -> HistoryLine:
    by_person = row.made_by != MACHINE
    stands = row.superseded_at is None
    value = shown_value(row.field, row.value, catalogue)
    if value is None:
        value = "" if row.act is Act.WITHDRAWN else row.printed or catalogue.text(f"history.{_nothing(row)}")
    return HistoryLine(
        at=row.at,
        who=row.made_by if by_person else _readers(row.readers, catalogue) or catalogue.text("history.machine"),
        by_person=by_person,
        did=catalogue.text(f"act.{row.act}"),
        value=value,
        stands=stands,
        assertion_id=row.id if by_person and stands and row.act.stands else None,
    )


def _nothing(row: AssertionRecord) -> str:
    return "nothing_there" if row.made_by != MACHINE else "not_read"
