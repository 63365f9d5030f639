"""The one place of enforcement: who comes, what the route asks, and whether what is named lies in their area.

It stands before the application, so that of a request that is refused not even the body is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urlencode, urlsplit

from anyio.to_thread import run_sync
from fastapi import Request
from fastapi.responses import RedirectResponse, Response
from fastapi.routing import APIRoute
from starlette.types import ASGIApp, Receive, Scope, Send

from docproc.repository.visibility import seen_documents, seen_files
from docproc.users.sign_in import actor_of_session, actor_of_token
from docproc.web.actors import ACTOR_IN_SCOPE, ASKED_IN_SCOPE, SESSION_COOKIE, Asked, asked_by
from docproc.web.navigation import home_of
from docproc.web.problem_details import answer_problem
from docproc.wiring import Service
from models.rights import Actor, Areas

# What is no route of ours and shown to everybody.
OPEN_PATHS = ("/openapi.json", "/static/")
BEARER = "bearer "


@dataclass(frozen=True, slots=True)
class GuardedRoute:
    """A route as the guard sees it."""

    path: re.Pattern[str]
    methods: frozenset[str]
    asked: Asked


def route_table(routes: Iterable[APIRoute]) -> tuple[GuardedRoute, ...]:
    """What each route asks. Raises UndeclaredRouteError where one does not say."""
    return tuple(GuardedRoute(one.path_regex, frozenset(one.methods or ()), asked_by(one)) for one in routes)


class Guard:
    """Lets a request through to its route, or answers it."""

    def __init__(self, app: ASGIApp, service: Service, table: tuple[GuardedRoute, ...]) -> None:
        self.app = app
        self.service = service
        self.table = table

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            raise RuntimeError(f"nothing here is served over {scope['type']}")
        path: str = scope["path"]
        route, named = self._find(scope["method"], path)
        asked = route.asked if route is not None else Asked()
        if not asked.is_open and not path.startswith(OPEN_PATHS):
            request = Request(scope)
            actor = await run_sync(_who, self.service, request)
            if actor is None:
                await _to_sign_in(request)(scope, receive, send)
                return
            scope[ACTOR_IN_SCOPE] = actor
            refusal = await run_sync(_refusal, self.service, request, actor, asked, named)
            if refusal is not None:
                await refusal(scope, receive, send)
                return
        scope[ASKED_IN_SCOPE] = asked
        await self.app(scope, receive, send)

    def _find(self, method: str, path: str) -> tuple[GuardedRoute | None, dict[str, str]]:
        for route in self.table:
            found = route.path.match(path)
            if found is not None and method in route.methods:
                return route, found.groupdict()
        return None, {}


def _who(service: Service, request: Request) -> Actor | None:
    """A program shows its token in the header, a browser its session in the cookie."""
    header = request.headers.get("authorization")
    if header is not None:
        secret = header[len(BEARER) :].strip() if header.lower().startswith(BEARER) else ""
        return actor_of_token(service, secret) if secret else None
    secret = request.cookies.get(SESSION_COOKIE, "")
    return actor_of_session(service, secret) if secret else None


def _refusal(service: Service, request: Request, actor: Actor, asked: Asked, named: dict[str, str]) -> Response | None:
    if not asked.lets_in(actor):
        if request.url.path == "/" and request.method == "GET":
            return RedirectResponse(home_of(actor), HTTPStatus.SEE_OTHER)
        return answer_problem(request, HTTPStatus.FORBIDDEN, "error.denied")
    if not _lies_in_area(service, asked.areas(actor), named):
        # That it exists elsewhere is not said either.
        return answer_problem(request, HTTPStatus.NOT_FOUND, "error.not_found")
    return None


def _lies_in_area(service: Service, areas: Areas, named: dict[str, str]) -> bool:
    """Whether the file and the document that the address names may be seen from these areas."""
    file, document = named.get("source_id"), named.get("document_id")
    if file is None and document is None:
        return True
    with service.database.reading() as session:
        files_seen = file is None or bool(seen_files(session, [file], areas))
        return files_seen and (document is None or bool(seen_documents(session, [document], areas)))


def _to_sign_in(request: Request) -> Response:
    """People are led to the sign-in page and back; programs and scripts are told."""
    if "hx-request" in request.headers:
        shown = urlsplit(request.headers.get("hx-current-url", ""))
        back = f"{shown.path}?{shown.query}" if shown.query else shown.path
        return Response(status_code=HTTPStatus.UNAUTHORIZED, headers={"HX-Redirect": sign_in_address(back)})
    if "text/html" in request.headers.get("accept", "") and not request.url.path.startswith("/api/"):
        asked = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        return RedirectResponse(sign_in_address(asked if request.method == "GET" else ""), HTTPStatus.SEE_OTHER)
    refused = answer_problem(request, HTTPStatus.UNAUTHORIZED, "error.not_signed_in")
    refused.headers["WWW-Authenticate"] = "Bearer"
    return refused


def sign_in_address(back: str) -> str:
    """The sign-in page, which leads back to `back`."""
    return f"/sign-in?{urlencode({'next': back})}" if back not in ("", "/") else "/sign-in"
