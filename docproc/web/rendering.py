"""Templates: one environment, with the catalogue, the dates and the addresses of static files at hand."""

from __future__ import annotations

import hashlib
from functools import lru_cache, partial
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from docproc.messages import thai_dates
from docproc.web.actors import actor_in
from docproc.web.language import PARAMETER, catalogue_of, remember_language
from docproc.web.navigation import home_of, menu
from models.rights import Right

WEB = Path(__file__).parent
STATIC = WEB / "static"


@lru_cache(maxsize=1)
def environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(WEB / "templates"),
        autoescape=select_autoescape(default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["static"] = static_address
    return made


@lru_cache(maxsize=64)
def static_address(name: str) -> str:
    """The address of a static file, with its content's hash so that browsers may keep it for ever."""
    version = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]
    return f"/static/{name}?v={version}"


def render(request: Request, template: str, status_code: int = 200, **values: Any) -> HTMLResponse:
    """The template in the language of the request."""
    catalogue = catalogue_of(request)
    shown = environment().get_template(template)
    actor = actor_in(request)
    html = shown.render(
        t=catalogue.text,
        language=catalogue.language,
        path=request.url.path,
        in_language=partial(_in_language, request),
        full_date=lambda day: thai_dates.full_date(day, catalogue),
        short_date=lambda day: thai_dates.short_date(day, catalogue),
        moment=lambda at: thai_dates.moment(at, catalogue),
        actor=actor,
        may=lambda right: actor is not None and actor.has(Right(right)),
        menu=menu(actor) if actor is not None else (),
        home=home_of(actor) if actor is not None else "/",
        service=request.app.state.service,
        **values,
    )
    response = HTMLResponse(html, status_code, headers={"Cache-Control": "no-store", "Vary": "Cookie"})
    remember_language(request, response)
    return response


def _in_language(request: Request, language: str) -> str:
    """The address of this same page in another language."""
    kept = [(name, value) for name, value in request.query_params.multi_items() if name != PARAMETER]
    return f"{request.url.path}?{urlencode([*kept, (PARAMETER, language)])}"
