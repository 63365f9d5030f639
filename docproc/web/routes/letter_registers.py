"""Registers of letters: choosing one, the official form to read and print, XLSX, new and void lines."""

from __future__ import annotations

import datetime as dt
from typing import Annotated
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from docproc.field_values import NotAValueError, typed_value
from docproc.registers.letters import (
    EntryRefusedError,
    NewEntry,
    lines_of,
    number_or_prefix,
    register_letter,
    registers_of,
    void_entry,
)
from docproc.registers.of_document import last_routings, scans_of_lines
from docproc.registers.register_workbook import workbook
from docproc.registers.routing import Routing, route_letter
from docproc.web.actors import asks
from docproc.web.entry_views import register_address
from docproc.web.language import Shown
from docproc.web.local_addresses import local_address
from docproc.web.problem_details import RequestRefusedError
from docproc.web.register_views import headings, line_cells, register_title
from docproc.web.rendering import render
from docproc.web.service import TheService
from models.register import Book
from models.rights import Actor, Right
from models.tables.letter_registers import RegisterEntryRecord

LINES_A_PAGE = 100
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Keeper = Annotated[Actor, asks(Right.KEEP_REGISTERS)]
Text = Annotated[str, Form(max_length=2000)]

router = APIRouter(prefix="/registers/letters", include_in_schema=False, default_response_class=HTMLResponse)


@router.get("")
def choose(
    request: Request, service: TheService, actor: Keeper, office: Annotated[str, Query(max_length=40)] = ""
) -> Response:
    """The registers of an office, by default one's own."""
    code = office.strip() or actor.office_path.rstrip("/").rpartition("/")[2]
    found, books = registers_of(service, actor, code) if code else (None, [])
    return render(request, "letter_registers.html", office=found, books=books, all_books=tuple(Book), fault=None)


@router.post("/{code}")
def add(
    service: TheService,
    actor: Keeper,
    code: str,
    book: Annotated[Book, Form()] = Book.RECEIVED,
    sender: Text = "",
    addressee: Text = "",
    subject: Text = "",
    reference_no: Text = "",
    dated: Text = "",
    remark: Text = "",
    document: Annotated[str, Form(max_length=32)] = "",
) -> Response:
    """A new line under the next number."""
    reference, prefix = number_or_prefix(book, reference_no)
    new = NewEntry(sender, addressee, subject, reference, prefix, _day(dated), remark, document or None)
    try:
        entry = register_letter(service, actor, code, book, new)
    except EntryRefusedError as error:
        raise RequestRefusedError(422, error.code) from None
    return RedirectResponse(_address_of(code, entry), 303)


@router.post("/entries/{entry_id}/void")
def void(service: TheService, actor: Keeper, entry_id: str, reason: Text = "") -> Response:
    try:
        code, entry = void_entry(service, actor, entry_id, reason)
    except EntryRefusedError as error:
        raise RequestRefusedError(422, error.code) from None
    return RedirectResponse(_address_of(code, entry), 303)


@router.post("/entries/{entry_id}/route")
def route(
    service: TheService,
    actor: Keeper,
    entry_id: str,
    division: Text = "",
    person: Text = "",
    note: Text = "",
    back: Annotated[str, Form(max_length=300)] = "",
) -> Response:
    """To which division the letter was passed, who takes it there, what is to be done."""
    try:
        route_letter(service, actor, entry_id, Routing(division, person, note))
    except EntryRefusedError as error:
        raise RequestRefusedError(422, error.code) from None
    return RedirectResponse(local_address(back) or "/registers/letters", 303)


@router.get("/{code}/{book}/{year}")
def register(
    request: Request,
    service: TheService,
    actor: Keeper,
    shown: Shown,
    code: str,
    book: str,
    year: str,
    after: Annotated[int, Query(ge=0)] = 0,
) -> Response:
    """The official form, made for paper too."""
    kind, of_year = _named(book, year)
    office, found = lines_of(service, actor, code, kind, of_year, after, LINES_A_PAGE + 1)
    lines = found[:LINES_A_PAGE]
    address = register_address(code, kind, of_year)
    return render(
        request,
        "letter_register.html",
        title=register_title(office, kind, of_year, shown),
        headings=headings(kind, shown),
        lines=[(line, line_cells(line, shown)) for line in lines],
        workbook=f"{address}/workbook",
        here=f"{address}?{urlencode({'after': after})}",
        scans=scans_of_lines(service, actor, lines),
        last=last_routings(service, lines),
        more=f"{address}?{urlencode({'after': lines[-1].number})}" if len(found) > LINES_A_PAGE else None,
    )


@router.get("/{code}/{book}/{year}/workbook")
def download(service: TheService, actor: Keeper, shown: Shown, code: str, book: str, year: str) -> Response:
    """The whole register as XLSX."""
    kind, of_year = _named(book, year)
    office, lines = lines_of(service, actor, code, kind, of_year)
    title = register_title(office, kind, of_year, shown)
    data = workbook(title, headings(kind, shown), (line_cells(line, shown) for line in lines))
    name = f"attachment; filename*=UTF-8''{quote(title)}.xlsx"
    return Response(data, media_type=XLSX, headers={"Content-Disposition": name, "Cache-Control": "no-store"})


def _named(book: str, year: str) -> tuple[Book, int]:
    if book not in list(Book) or not (year.isdecimal() and len(year) == 4):
        raise RequestRefusedError(404, "error.not_found")
    return Book(book), int(year)


def _address_of(code: str, entry: RegisterEntryRecord) -> str:
    return f"{register_address(code, entry.book, entry.year)}?{urlencode({'after': entry.number - 1})}"


def _day(typed: str) -> dt.date | None:
    try:
        value = typed_value("date", typed)
    except NotAValueError as error:
        raise RequestRefusedError(422, error.code) from None
    return dt.date.fromisoformat(value) if value else None
