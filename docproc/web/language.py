"""Which language a person reads: `?lang=` decides and is remembered, else the cookie, else Thai."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request
from starlette.requests import HTTPConnection
from starlette.responses import Response

from docproc.messages.catalogue import DEFAULT_LANGUAGE, LANGUAGES, Catalogue, load_catalogue

PARAMETER = "lang"
REMEMBERED_SECONDS = 365 * 24 * 3600


def catalogue_of(connection: HTTPConnection) -> Catalogue:
    """The catalogue in the language of this request; anything unknown is Thai."""
    wanted = connection.query_params.get(PARAMETER) or connection.cookies.get(PARAMETER)
    return load_catalogue(wanted if wanted in LANGUAGES else DEFAULT_LANGUAGE)


def remember_language(request: Request, response: Response) -> None:
    """Keeps a language chosen in the address for the next pages."""
    if request.query_params.get(PARAMETER) in LANGUAGES:
        response.set_cookie(
            PARAMETER, request.query_params[PARAMETER], max_age=REMEMBERED_SECONDS, httponly=True, samesite="lax"
        )


def _catalogue(request: Request) -> Catalogue:
    return catalogue_of(request)


Shown = Annotated[Catalogue, Depends(_catalogue)]
