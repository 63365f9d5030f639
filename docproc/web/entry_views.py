"""The form of a new line in a register, filled with what was read of a document; lines about a document in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from docproc.messages.catalogue import DEFAULT_LANGUAGE, Catalogue, load_catalogue
from docproc.messages.thai_dates import full_date, moment
from docproc.registers.of_document import Registered
from docproc.registers.waiving import Waived
from docproc.web.view_models import DocumentView, FieldView, Json
from models.letter import BUDDHIST_ERA_OFFSET
from models.register import Book
from models.status import Status
from models.tables.letter_registers import RegisterRoutingRecord

# The columns of the form that a document fills, each with the document's field.
COLUMNS: Final = (
    ("reference_no", "reference", "reference_no"),
    ("dated", "dated", "date"),
    ("sender", "from", "issuer"),
    ("addressee", "to", "to"),
    ("subject", "subject", "subject"),
)
REQUIRED: Final = frozenset({"sender", "addressee", "subject"})
SURE: Final = frozenset({Status.CORROBORATED, Status.CONFIRMED})


@dataclass(frozen=True, slots=True)
class FormInput:
    """One input: its value, empty where nothing sure enough was read, and what to know of it.

    `status` is None where the field is not on the document. `spot` is where on the page to look.
    """

    name: str
    label: str
    value: str
    status: Status | None
    spot: str | None
    hint: str
    is_required: bool
    is_first: bool


@dataclass(frozen=True, slots=True)
class RegisteredView:
    """A line about the document, with its routing: the last, and all that was said."""

    entry_id: str
    is_received: bool
    title: str
    about: str
    address: str
    action: str | None
    routings: tuple[RoutingView, ...]
    last: RegisterRoutingRecord | None


@dataclass(frozen=True, slots=True)
class RoutingView:
    text: str
    who: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class WaiverView:
    """`office` is the code of the office whose registers need no line."""

    office: str
    text: str
    about: str


def form_inputs(
    selected: DocumentView, document: Json, typed: Mapping[str, str] | None, shown: Catalogue
) -> tuple[tuple[FormInput, ...], bool]:
    """The inputs, as typed where a form came back; and whether none of them needs a look, so that one key does it.

    `is_first` has the cursor: what is missing, else the first value that nobody is sure of.
    """
    of_name = {field.name: field for field in selected.fields}
    read = [(name, column, of_name.get(field), _value(document, field)) for name, column, field in COLUMNS]
    values = {name: typed.get(name, "") if typed is not None else value for name, _, _, value in read}
    missing = [name for name, *_ in read if name in REQUIRED and not values[name]]
    doubtful = [name for name, _, field, value in read if field is not None and _status(field, value) not in SURE]
    first = next(iter([*missing, *doubtful]), None)
    inputs = tuple(
        FormInput(
            name=name,
            label=shown.text(f"letter_register.{column}"),
            value=values[name],
            status=_status(field, value),
            spot=field.spot.key if field is not None and field.spot is not None else None,
            hint=_hint(_status(field, value), shown),
            is_required=name in REQUIRED,
            is_first=name == first,
        )
        for name, column, field, value in read
    )
    return inputs, first is None


def _value(document: Json, field: str) -> str:
    """As it stands on the paper: a date in Thai words, which are understood when the form comes back."""
    value = document.get(field)
    if not isinstance(value, str):
        return ""
    return full_date(dt.date.fromisoformat(value), load_catalogue(DEFAULT_LANGUAGE)) if field == "date" else value


def _status(field: FieldView | None, value: str) -> Status | None:
    if field is None:
        return None
    return field.status if value else Status.UNREAD


def _hint(status: Status | None, shown: Catalogue) -> str:
    if status is None:
        return shown.text("entry.not_there")
    if status is Status.UNREAD:
        return shown.text("entry.not_read")
    return "" if status in SURE else shown.text("entry.not_sure")


def registered_views(lines: Sequence[Registered], shown: Catalogue) -> tuple[RegisteredView, ...]:
    return tuple(_registered(line, shown) for line in lines)


def _registered(line: Registered, shown: Catalogue) -> RegisteredView:
    entry = line.entry
    book = shown.text(f"book.{entry.book}")
    return RegisteredView(
        entry_id=entry.id,
        is_received=entry.book is Book.RECEIVED,
        title=shown.text("entry.registered", book=book, n=entry.number, year=entry.year + BUDDHIST_ERA_OFFSET),
        about=shown.text("entry.registered_by", office=line.office.name, who=entry.made_by, at=moment(entry.at, shown)),
        address=f"{register_address(line.office.code, entry.book, entry.year)}?after={entry.number - 1}",
        action=entry.action,
        routings=tuple(_routings(line.routings)),
        last=next(iter(line.routings), None),
    )


def _routings(rows: Sequence[RegisterRoutingRecord]) -> Iterator[RoutingView]:
    for row in rows:
        said = " · ".join(text for text in (row.division, row.person, row.note) if text)
        yield RoutingView(said, row.made_by, row.at)


def waiver_views(waivers: Sequence[Waived], shown: Catalogue) -> tuple[WaiverView, ...]:
    """What offices said of needing no line, in words."""
    return tuple(
        WaiverView(
            office=one.office.code,
            text=shown.text("entry.waived", office=one.office.name, reason=one.waiver.reason),
            about=shown.text("entry.waived_by", who=one.waiver.made_by, at=moment(one.waiver.at, shown)),
        )
        for one in waivers
    )


def register_address(code: str, book: Book, year: int) -> str:
    """The page of a register."""
    return f"/registers/letters/{quote(code, safe='')}/{book}/{year}"
