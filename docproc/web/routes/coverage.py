"""How far the volunteers reach: the country by province, a province by district, a district's villages without one."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response

from docproc.documents import NotFoundError
from docproc.registers.coverage import (
    SEEN_BY,
    coverage_below,
    coverage_of_provinces,
    leaders_without_submission,
    quota_use,
    uncovered_villages,
)
from docproc.web.actors import asks
from docproc.web.rendering import render
from docproc.web.service import TheService
from models.rights import Actor

VILLAGES_A_PAGE = 100
LEADERS_A_PAGE = 50
Seer = Annotated[Actor, asks(SEEN_BY)]

router = APIRouter(prefix="/coverage", include_in_schema=False, default_response_class=HTMLResponse)


@router.get("")
def provinces(request: Request, service: TheService, actor: Seer, after: str | None = None) -> Response:
    leaders = leaders_without_submission(service, actor, after, LEADERS_A_PAGE + 1)
    more = (
        f"/coverage?{urlencode({'after': leaders[LEADERS_A_PAGE - 1].id})}" if len(leaders) > LEADERS_A_PAGE else None
    )
    return render(
        request,
        "coverage.html",
        province=None,
        lines=coverage_of_provinces(service, actor),
        quotas=[],
        leaders=leaders[:LEADERS_A_PAGE],
        more=more,
    )


@router.get("/provinces/{code}")
def districts(request: Request, service: TheService, actor: Seer, code: str) -> Response:
    province, lines = coverage_below(service, actor, code)
    try:
        quotas = quota_use(service, actor, code)
    except NotFoundError:  # the quota is the whole province's
        quotas = []
    return render(request, "coverage.html", province=province, lines=lines, quotas=quotas, leaders=[], more=None)


@router.get("/districts/{code}")
def villages(
    request: Request, service: TheService, actor: Seer, code: str, after: Annotated[str, Query(max_length=8)] = ""
) -> Response:
    district, found = uncovered_villages(service, actor, code, after, VILLAGES_A_PAGE + 1)
    listed = found[:VILLAGES_A_PAGE]
    more = f"?{urlencode({'after': listed[-1].code})}" if len(found) > VILLAGES_A_PAGE else None
    return render(request, "coverage_villages.html", district=district, villages=listed, more=more)
