"""The registers' pages: offices in their tree, people, and taking lists over from files."""

from __future__ import annotations

import base64
import binascii
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Query, Request, UploadFile
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from docproc.registers.directory import PAGE, decide_twin, office_page, people_page, twins_waiting
from docproc.registers.importing.columns import headings_of
from docproc.registers.importing.report import FileRefusedError, ImportKind, Report
from docproc.registers.importing.run import import_file
from docproc.registers.importing.table_file import MOST_BYTES
from docproc.web.actors import asks
from docproc.web.problem_details import RequestRefusedError
from docproc.web.rendering import render
from docproc.web.service import TheService
from models.register import PeopleKind
from models.rights import Actor, Right

# A checked file travels back in the form, so that nobody's list waits on the server; larger ones are chosen again.
CARRIED_BYTES = 600_000
Keeper = Annotated[Actor, asks(Right.KEEP_REGISTERS)]

router = APIRouter(prefix="/registers", include_in_schema=False, default_response_class=HTMLResponse)


@router.get("")
def tree(
    request: Request,
    service: TheService,
    actor: Keeper,
    office: Annotated[str | None, Query(max_length=40)] = None,
    after: Annotated[str, Query(max_length=40)] = "",
) -> Response:
    page = office_page(service, actor, office, after, PAGE + 1)
    kept = {"office": office} if office else {}
    more = f"/registers?{urlencode({**kept, 'after': page.below[PAGE - 1].code})}" if len(page.below) > PAGE else None
    return render(request, "registers.html", page=page, below=page.below[:PAGE], more=more)


@router.get("/people/{kind}")
def people(request: Request, service: TheService, actor: Keeper, kind: str, after: str | None = None) -> Response:
    if kind not in list(PeopleKind):
        raise RequestRefusedError(404, "error.not_found")
    found = people_page(service, actor, PeopleKind(kind), after, PAGE + 1)
    more = f"/registers/people/{kind}?{urlencode({'after': found[PAGE - 1].id})}" if len(found) > PAGE else None
    twins = twins_waiting(service, actor) if kind == PeopleKind.VOLUNTEERS else []
    return render(
        request, "register_people.html", kind=kind, kinds=tuple(PeopleKind), people=found[:PAGE], twins=twins, more=more
    )


@router.post("/twins/{twin_id}")
def twin(
    service: TheService,
    actor: Keeper,
    twin_id: str,
    is_same: Annotated[bool, Form()],
    reason: Annotated[str, Form(max_length=500)] = "",
) -> Response:
    decide_twin(service, actor, twin_id, is_same=is_same, reason=reason)
    return RedirectResponse("/registers/people/volunteers", status_code=303)


@router.get("/import")
def choose(request: Request, actor: Keeper) -> Response:
    return _import_page(request)


@router.post("/import")
def check_or_save(
    request: Request,
    service: TheService,
    actor: Keeper,
    kind: Annotated[ImportKind, Form()],
    act: Annotated[str, Form(pattern="^(check|save)$")] = "check",
    file: UploadFile | None = None,
    carried: Annotated[str, Form()] = "",
) -> Response:
    """First the report alone; then, where nothing is wrong and the person says so, everything is saved."""
    data = file.file.read(MOST_BYTES + 1) if file is not None and file.filename else _uncarried(carried)
    if not data:
        return _import_page(request, kind, refusal=("import_file.empty", ""))
    try:
        report = import_file(service, actor, kind, data, is_dry_run=act == "check")
    except FileRefusedError as error:
        return _import_page(request, kind, refusal=(error.code, error.detail))
    again = base64.b64encode(data).decode() if len(data) <= CARRIED_BYTES and not report.is_saved else ""
    return _import_page(request, kind, report=report, carried=again)


def _uncarried(carried: str) -> bytes:
    try:
        return base64.b64decode(carried, validate=True)
    except binascii.Error:
        return b""


def _import_page(
    request: Request,
    kind: ImportKind = ImportKind.VILLAGES,
    report: Report | None = None,
    carried: str = "",
    refusal: tuple[str, str] | None = None,
) -> Response:
    headings = {one: headings_of(one) for one in ImportKind}
    status = 422 if refusal or (report and report.faults) else 200
    return render(
        request,
        "register_import.html",
        status,
        kind=kind,
        report=report,
        carried=carried,
        refusal=refusal,
        headings=headings,
    )
