"""Putting a document into a register: the line's form filled with what was read, confirmed by one key.

Or saying, with a reason, that the letter needs no line.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from docproc.documents import reading_json
from docproc.field_values import NotAValueError, offered_value, typed_value
from docproc.messages.catalogue import Catalogue
from docproc.registers.letters import (
    EntryRefusedError,
    NewEntry,
    confirm_document,
    number_or_prefix,
    register_letter,
)
from docproc.registers.of_document import line_of_same_letter, lines_about, next_number, offices_to_register
from docproc.registers.waiving import waive, withdraw_waiver
from docproc.web.actors import asks
from docproc.web.entry_views import form_inputs, registered_views
from docproc.web.language import Shown
from docproc.web.local_addresses import local_address
from docproc.web.page_views import shown_pages
from docproc.web.problem_details import RequestRefusedError
from docproc.web.rendering import render
from docproc.web.service import TheService
from docproc.web.view_models import DocumentView, Json, document_view
from docproc.wiring import Service
from extractors.thai.digits import to_arabic
from models.register import Book
from models.rights import Actor, Right
from models.tables.offices import OfficeRecord

Keeper = Annotated[Actor, asks(Right.KEEP_REGISTERS)]
Text = Annotated[str, Form(max_length=2000)]

router = APIRouter(
    prefix="/documents/{source_id}/register", include_in_schema=False, default_response_class=HTMLResponse
)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The document of the file that is put down, and where: None where the actor keeps no register."""

    source_id: str
    reading: Json
    document: Json
    view: DocumentView
    offices: list[OfficeRecord]
    office: OfficeRecord | None
    book: Book

    @property
    def back(self) -> str:
        return f"/documents/{self.source_id}?{urlencode({'d': self.view.document_id})}"


@router.get("")
def form(
    request: Request,
    service: TheService,
    shown: Shown,
    keeper: Keeper,
    source_id: str,
    d: Annotated[str, Query(max_length=32)] = "",
    book: Book = Book.RECEIVED,
    office: Annotated[str, Query(max_length=40)] = "",
) -> Response:
    """The form; a document that stands in that register already leads to its page, which names the line."""
    chosen = _chosen(service, keeper, shown, source_id, d, book, office)
    if _is_registered(service, keeper, chosen):
        return RedirectResponse(chosen.back, status_code=303)
    return _page(request, service, shown, keeper, chosen)


@router.post("")
def register(
    request: Request,
    service: TheService,
    shown: Shown,
    keeper: Keeper,
    source_id: str,
    d: Annotated[str, Form(max_length=32)],
    book: Annotated[Book, Form()] = Book.RECEIVED,
    office: Annotated[str, Form(max_length=40)] = "",
    same: Annotated[str, Form(max_length=32)] = "",
    reference_no: Text = "",
    dated: Text = "",
    sender: Text = "",
    addressee: Text = "",
    subject: Text = "",
    remark: Text = "",
) -> Response:
    """The line under the next number, or `same`: the id of the line that is this letter. A second press adds none."""
    chosen = _chosen(service, keeper, shown, source_id, d, book, office)
    if chosen.office is None:
        raise RequestRefusedError(422, "entry.no_office")
    try:
        if same:
            confirm_document(service, keeper, same, d)
        else:
            number, prefix = number_or_prefix(book, reference_no)
            new = NewEntry(sender, addressee, subject, number, prefix, _day(dated), remark, d)
            register_letter(service, keeper, chosen.office.code, book, new)
    except (EntryRefusedError, NotAValueError) as error:
        if error.code != "register_entry.registered_already":
            typed = {
                "reference_no": reference_no,
                "dated": dated,
                "sender": sender,
                "addressee": addressee,
                "subject": subject,
                "remark": remark,
            }
            return _page(request, service, shown, keeper, chosen, typed, error.code)
    return RedirectResponse(f"{chosen.back}#registers", status_code=303)


@router.post("/waiver")
def say_needs_none(
    service: TheService,
    keeper: Keeper,
    source_id: str,
    office: Annotated[str, Form(max_length=40)],
    reason: Text = "",
    back: Text = "",
) -> Response:
    """The letter needs no line in the registers of the office; back to where that was said."""
    try:
        waive(service, keeper, source_id, office, reason)
    except EntryRefusedError as error:
        raise RequestRefusedError(422, error.code) from None
    return _back(back, source_id)


@router.post("/waiver/withdrawal")
def say_needs_one(
    service: TheService,
    keeper: Keeper,
    source_id: str,
    office: Annotated[str, Form(max_length=40)],
    back: Text = "",
) -> Response:
    """The letter waits for the registers of the office again."""
    withdraw_waiver(service, keeper, source_id, office)
    return _back(back, source_id)


def _back(address: str, source_id: str) -> Response:
    return RedirectResponse(local_address(address) or f"/documents/{source_id}#registers", status_code=303)


def _chosen(
    service: Service, keeper: Actor, shown: Catalogue, source_id: str, document_id: str, book: Book, office: str
) -> Chosen:
    reading = reading_json(service, source_id)
    documents = {one["id"]: (one, n) for n, one in enumerate(reading["documents"], start=1)}
    if not documents or (document_id and document_id not in documents):
        raise RequestRefusedError(404, "error.not_found")
    document, ordinal = documents[document_id] if document_id else next(iter(documents.values()))
    offices = offices_to_register(service, keeper, source_id)
    found = next((one for one in offices if one.code == office), None) if office else next(iter(offices), None)
    if office and found is None:
        raise RequestRefusedError(404, "error.not_found")
    if book is not Book.RECEIVED and document.get("is_circular") is not None and not office:
        book = Book.SENT_CIRCULAR if document["is_circular"] else Book.SENT
    return Chosen(source_id, reading, document, document_view(document, ordinal, shown), offices, found, book)


def _is_registered(service: Service, keeper: Actor, chosen: Chosen) -> bool:
    assert chosen.view.document_id is not None
    return chosen.office is not None and any(
        (line.office.id, line.entry.book) == (chosen.office.id, chosen.book)
        for line in lines_about(service, keeper, chosen.view.document_id)
    )


def _page(
    request: Request,
    service: Service,
    shown: Catalogue,
    keeper: Actor,
    chosen: Chosen,
    typed: Mapping[str, str] | None = None,
    fault: str | None = None,
) -> Response:
    inputs, is_ready = form_inputs(chosen.view, chosen.document, typed, shown)
    own, day = chosen.document.get("reference_no"), chosen.document.get("date")
    number, same = None, None
    if chosen.office is not None:
        code = chosen.office.code
        number = next_number(service, keeper, code, chosen.book)
        dated = dt.date.fromisoformat(day) if day else None
        same = line_of_same_letter(service, keeper, code, chosen.book, own, dated)
    return render(
        request,
        "register_entry.html",
        status_code=200 if fault is None else 422,
        source_id=chosen.source_id,
        chosen=chosen,
        selected=chosen.view,
        pages=shown_pages(chosen.reading),
        first_page=chosen.view.pages[0],
        spots=chosen.view.spots,
        books=tuple(Book),
        inputs=inputs,
        is_ready=is_ready,
        remark=(typed or {}).get("remark", ""),
        next_number=number,
        same=same if same is not None and same.document_id is None else None,
        own_number=_other_number(own, chosen.book, number),
        registered=registered_views(lines_about(service, keeper, chosen.view.document_id or ""), shown),
        fault=fault,
    )


def _other_number(printed: object, book: Book, following: int | None) -> str | None:
    """The running number that a letter sent bears, where the register's next one is another."""
    if book is Book.RECEIVED or following is None or not isinstance(printed, str):
        return None
    if offered_value("reference_no", printed) is None:
        return None
    own = to_arabic(printed.rpartition("/")[2]).strip().removeprefix("ว").strip()
    return own if own.isdecimal() and int(own) != following else None


def _day(typed: str) -> dt.date | None:
    value = typed_value("date", typed)
    return dt.date.fromisoformat(value) if value else None
