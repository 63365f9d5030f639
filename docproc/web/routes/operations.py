"""The operator's pages: does it work, what was given up, and runs over the archive with a newer reader."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from docproc.operations.retrying import failed_tasks, retry, retry_tasks
from docproc.operations.state import service_state
from docproc.reprocessing import runs
from docproc.reprocessing.conditions import NAMES, NotAConditionError, parse_conditions
from docproc.reprocessing.runs import RunRefusedError
from docproc.web.actors import asks
from docproc.web.language import catalogue_of
from docproc.web.operations_views import file_changes_view, run_view, state_view
from docproc.web.problem_details import RequestRefusedError
from docproc.web.rendering import render
from docproc.web.review_views import field_label
from docproc.web.service import TheService
from docproc.wiring import Service
from models.reprocessing import Conditions
from models.rights import Actor, Right

FAILURES_A_PAGE = 30
FILES_A_PAGE = 20
RUNS_SHOWN = 10

Operator = Annotated[Actor, asks(Right.OPERATE)]

router = APIRouter(prefix="/operations", include_in_schema=False, default_response_class=HTMLResponse)


@router.get("")
def operations(request: Request, service: TheService, actor: Operator, before: str | None = None) -> Response:
    """`before` is the key of the last step shown: its moment and id."""
    found = failed_tasks(service, _key(before), FAILURES_A_PAGE + 1)
    shown = found[:FAILURES_A_PAGE]
    last = shown[-1] if len(found) > FAILURES_A_PAGE else None
    return render(
        request,
        "operations.html",
        state=state_view(service_state(service), catalogue_of(request)),
        failures=shown,
        next=f"{last.failed_at.isoformat()}|{last.task_id}" if last is not None and last.failed_at else None,
        fault_text=catalogue_of(request).fault,
    )


@router.post("/retry")
def retry_all(service: TheService, actor: Operator, task: Annotated[list[str], Form()]) -> Response:
    """Try again all that failed of the files of these steps."""
    retry_tasks(service, task)
    return RedirectResponse("/operations", 303)


@router.post("/files/{source_id}/retry")
def retry_file(service: TheService, actor: Operator, source_id: str) -> Response:
    retry(service, source_id)
    return RedirectResponse("/operations", 303)


@router.get("/reprocessing")
def reprocessing(request: Request, service: TheService, actor: Operator) -> Response:
    return _reprocessing(request, service)


@router.post("/reprocessing")
def start(
    request: Request,
    service: TheService,
    actor: Operator,
    where: Annotated[str, Form(max_length=500)] = "",
    only_count: Annotated[bool, Form()] = False,
) -> Response:
    """Start a run, or say what it would read. `where` holds conditions separated by spaces."""
    try:
        conditions = parse_conditions(where.split())
    except NotAConditionError as error:
        fault = catalogue_of(request).text(f"condition_fault.{error.code}", written=error.written, known=error.known)
        return _reprocessing(request, service, where, fault)
    counted = runs.count(service, conditions)
    if only_count or not counted[0]:
        return _reprocessing(request, service, where, counted=counted)
    try:
        run_id = runs.start(service, conditions, actor.name)
    except RunRefusedError:
        raise RequestRefusedError(409, "error.reprocessing_refused") from None
    return RedirectResponse(f"/operations/reprocessing/{run_id}", 303)


@router.get("/reprocessing/{run_id}")
def run(request: Request, service: TheService, actor: Operator, run_id: str, after: str = "") -> Response:
    found = runs.find(service, run_id)
    if found is None:
        raise RequestRefusedError(404, "error.not_found")
    files = runs.changed_files(service, run_id, after, FILES_A_PAGE + 1)
    shown = files[:FILES_A_PAGE]
    return render(
        request,
        "reprocessing_run.html",
        run=run_view(found, catalogue_of(request)),
        files=[file_changes_view(file, catalogue_of(request)) for file in shown],
        next=shown[-1].source_id if len(files) > FILES_A_PAGE else None,
        label=lambda field: field_label(field, catalogue_of(request)),
    )


@router.post("/reprocessing/{run_id}/{act}")
def act(service: TheService, actor: Operator, run_id: str, act: str) -> Response:
    if act not in runs.ACTS:
        raise RequestRefusedError(404, "error.not_found")
    try:
        runs.act(service, run_id, act, actor.name)
    except RunRefusedError:
        raise RequestRefusedError(409, "error.reprocessing_refused") from None
    return RedirectResponse(f"/operations/reprocessing/{run_id}", 303)


def _reprocessing(
    request: Request,
    service: Service,
    where: str = "",
    fault: str | None = None,
    counted: tuple[int, int] | None = None,
) -> Response:
    return render(
        request,
        "reprocessing.html",
        status_code=200 if fault is None else 422,
        where=where,
        names=NAMES,
        fault=fault,
        counted=counted or runs.count(service, Conditions()),
        is_counted=counted is not None,
        version=service.stage_version,
        runs=runs.latest(service, RUNS_SHOWN),
    )


def _key(before: str | None) -> tuple[dt.datetime, str] | None:
    if before is None:
        return None
    at, _, task_id = before.partition("|")
    try:
        return dt.datetime.fromisoformat(at), task_id
    except ValueError:
        raise RequestRefusedError(422, "error.bad_key") from None
