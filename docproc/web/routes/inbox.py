"""The clerk's day: what waits for a decision, each list with its first rows, and each list whole."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response

from docproc.inbox import SHOWN, Section, count_of, sections_of, stretch_of
from docproc.sight import code_of
from docproc.web.actors import asks
from docproc.web.inbox_views import section_view
from docproc.web.language import Shown
from docproc.web.problem_details import RequestRefusedError
from docproc.web.rendering import render
from docproc.web.service import TheService
from models.rights import Actor, Right

ROWS_A_PAGE = 25
Decider = Annotated[Actor, asks(Right.DECIDE_VALUES, Right.KEEP_REGISTERS)]

router = APIRouter(prefix="/inbox", include_in_schema=False, default_response_class=HTMLResponse)


@router.get("")
def inbox(request: Request, service: TheService, shown: Shown, decider: Decider) -> Response:
    """Every list in its order; one in which nothing waits is left out."""
    counts = {section: count_of(service, decider, section) for section in sections_of(decider)}
    views = [
        section_view(service, stretch_of(service, decider, section, None, SHOWN), number, shown)
        for section, number in counts.items()
        if number
    ]
    return render(request, "inbox.html", sections=views, office=_own_register(decider), here="/inbox")


@router.get("/{section}")
def whole(
    request: Request,
    service: TheService,
    shown: Shown,
    decider: Decider,
    section: str,
    before: Annotated[str | None, Query(max_length=32)] = None,
) -> Response:
    """One list, a page at a time."""
    if section not in sections_of(decider) or section == Section.VALUES:
        raise RequestRefusedError(404, "error.not_found")
    named = Section(section)
    stretch = stretch_of(service, decider, named, before, ROWS_A_PAGE)
    view = section_view(service, stretch, count_of(service, decider, named), shown)
    more = f"/inbox/{section}?{urlencode({'before': view.next_key})}" if view.next_key else None
    here = f"/inbox/{section}"
    return render(request, "inbox_section.html", section=view, more=more, office=_own_register(decider), here=here)


def _own_register(decider: Actor) -> str | None:
    """The code of the own office, where the actor keeps its registers."""
    return code_of(decider.office_path) if decider.may(Right.KEEP_REGISTERS, decider.office_path) else None
