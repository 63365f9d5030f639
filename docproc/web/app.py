"""The web application: put together here, nothing decided here."""

from __future__ import annotations

from collections.abc import Sequence

from fastapi import FastAPI
from fastapi.routing import APIRoute
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from docproc.users.demonstration import DemonstrationUser
from docproc.web.actors import UndeclaredRouteError
from docproc.web.body_limit import BodyLimit
from docproc.web.guard import OPEN_PATHS, Guard, route_table
from docproc.web.interface_description import DescribedApplication
from docproc.web.metrics import CountedRequests
from docproc.web.problem_details import cross_site_refusal, install_problem_details
from docproc.web.rendering import STATIC
from docproc.web.routes import (
    account,
    api,
    assertions,
    bundles,
    coverage,
    districts,
    events,
    files,
    findings,
    health,
    identifications,
    inbox,
    leader,
    letter_registers,
    links,
    operations,
    pages,
    programme_rules,
    programmes,
    registering,
    registers,
    review,
    search,
    sign_in,
    submissions,
    uploads,
    users,
)
from docproc.web.safe_headers import SafeHeaders
from docproc.wiring import Service

# A browser sends a file a request; a script may send several, spooled to disk before the first is looked at.
LARGEST_REQUEST = 4  # times the largest file

ROUTES = (
    pages,
    search,
    inbox,
    leader,
    review,
    links,
    api,
    assertions,
    identifications,
    files,
    findings,
    events,
    health,
    sign_in,
    account,
    users,
    operations,
    bundles,
    registers,
    letter_registers,
    registering,
    coverage,
    districts,
    submissions,
    programmes,
    programme_rules,
    uploads,
)


def create_app(service: Service, demonstration_users: Sequence[DemonstrationUser] = ()) -> FastAPI:
    """The application for one service; the caller closes the service when it stops serving.

    `demonstration_users` are offered on the sign-in page. Raises UndeclaredRouteError where a route does not say who
    may use it.
    """
    app = DescribedApplication(
        title="docproc",
        summary="Reads scanned Thai official circulars and turns them into evidence that can be checked.",
        docs_url=None,  # their pages load scripts from another host
        redoc_url=None,
    )
    app.state.service = service
    app.state.declared = declared_routes()
    app.state.demonstration_users = tuple(demonstration_users)
    install_problem_details(app)
    foreign = [route for route in app.routes if not getattr(route, "path", "").startswith(OPEN_PATHS)]
    if foreign:
        raise UndeclaredRouteError(f"{foreign} were not declared here")
    for routes in ROUTES:
        app.include_router(routes.router)
    app.mount("/static", VersionedFiles(directory=STATIC), name="static")
    app.add_middleware(Guard, service=service, table=route_table(app.state.declared))
    app.add_middleware(BodyLimit, limit_bytes=LARGEST_REQUEST * service.settings.max_upload_bytes)
    app.add_middleware(GZipMiddleware, minimum_size=1024)
    app.add_middleware(SafeHeaders, refusal=cross_site_refusal())
    app.add_middleware(CountedRequests)
    return app


def declared_routes() -> list[APIRoute]:
    """Every route there is. Raises UndeclaredRouteError where something else hangs in a router."""
    found = [route for routes in ROUTES for route in routes.router.routes]
    routes = [route for route in found if isinstance(route, APIRoute)]
    if len(routes) != len(found):
        raise UndeclaredRouteError("a router holds something that is no route")
    return routes


class VersionedFiles(StaticFiles):
    """Static files: for ever under an address with their version, an hour under a plain one."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        versioned = scope["query_string"].startswith(b"v=")
        response.headers["Cache-Control"] = (
            "public, max-age=31536000, immutable" if versioned else "public, max-age=3600"
        )
        return response
