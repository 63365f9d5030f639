"""Who is speaking: the one place that knows. Until people sign in they give their name once, and it is kept.

A signed-in user takes the place of the name here; what is said is kept under that name either way.
"""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote, unquote

from fastapi import Depends
from starlette.requests import HTTPConnection
from starlette.responses import Response

from docproc.web.problem_details import RequestRefusedError
from models.tables.record import MACHINE

COOKIE = "person"
HEADER = "x-person"  # for programs; no page of another site can set it
KEPT_SECONDS = 30 * 24 * 3600
SHORTEST_NAME, LONGEST_NAME = 2, 80


def person_of(connection: HTTPConnection) -> str | None:
    """The name of whoever asks, as given once in the browser or with each request of a program; None without one."""
    given = connection.headers.get(HEADER) or connection.cookies.get(COOKIE)
    return plain_name(unquote(given)) if given else None


def plain_name(name: str) -> str | None:
    """The name with single spaces; None where it cannot be one."""
    plain = " ".join("".join(char if char.isprintable() else " " for char in name).split())
    if not SHORTEST_NAME <= len(plain) <= LONGEST_NAME or plain.casefold() == MACHINE:
        return None
    return plain


def remember_person(response: Response, name: str) -> None:
    """Keeps the name for the next pages. The cookie goes along with no request that another site's page makes."""
    response.set_cookie(COOKIE, quote(name), max_age=KEPT_SECONDS, httponly=True, samesite="lax")


def _speaker(connection: HTTPConnection) -> str:
    name = person_of(connection)
    if name is None:
        raise RequestRefusedError(422, "error.no_name")
    return name


Speaker = Annotated[str, Depends(_speaker)]
