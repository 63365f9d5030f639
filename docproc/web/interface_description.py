"""The description of the HTTP interface (OpenAPI): what programs show to be let in, and the problems they may be told.

Whatever follows from a route itself is declared here, once; a route names only what it alone answers, by `also`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from http import HTTPStatus
from typing import Any, Final

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute
from pydantic import BaseModel, ConfigDict, Field

from docproc.web.actors import SESSION_COOKIE, asked_by
from docproc.web.problem_details import MEDIA_TYPE

SECURITY_SCHEMES: Final = {
    "token": {
        "type": "http",
        "scheme": "bearer",
        "description": "A token made on the account's page.",
    },
    "session": {"type": "apiKey", "in": "cookie", "name": SESSION_COOKIE, "description": "Signed in with a browser."},
}
MEANING: Final = {
    HTTPStatus.UNAUTHORIZED: "Nobody is signed in, or the token is not known any more.",
    HTTPStatus.FORBIDDEN: "Who asks has not the right, or the request comes from another site's page.",
    HTTPStatus.NOT_FOUND: "There is no such thing in the area of who asks; whether it is elsewhere is not said.",
    HTTPStatus.CONFLICT: "Not as things stand now: look again; `missing` says what has to be there first.",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "Larger than is taken or given at once.",
    HTTPStatus.UNPROCESSABLE_ENTITY: "The request is not valid; `errors` says where, if it is one of its fields.",
    HTTPStatus.TOO_MANY_REQUESTS: "Too often: again after the seconds of `Retry-After`.",
}
CHANGES: Final = frozenset({"POST", "PUT", "PATCH", "DELETE"})
# FastAPI's own account of what is not valid, which is not what is sent here.
NOT_SENT: Final = ("HTTPValidationError", "ValidationError")


class Problem(BaseModel):
    """Why a request was not answered (RFC 9457), in Thai, or in English with `?lang=en`."""

    model_config = ConfigDict(extra="allow")

    type: str = Field(description="A name for programs, no address.", examples=["urn:docproc:problem:not_found"])
    title: str = Field(description="What is wrong, a sentence for people.")
    status: int
    detail: str | None = Field(default=None, description="What to do about it, a sentence for people.")
    code: str = Field(description="The code of the sentence.", examples=["error.not_found"])


def also(*statuses: HTTPStatus) -> dict[int | str, dict[str, Any]]:
    """Problems that a route answers beside those that every route like it does; for its `responses`."""
    return {status.value: _told(MEANING[status]) for status in statuses}


def _told(meaning: str) -> dict[str, Any]:
    return {"description": meaning, "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}}


class DescribedApplication(FastAPI):
    """The application with a description of its own."""

    def openapi(self) -> dict[str, Any]:
        if self.openapi_schema is None:
            described = get_openapi(title=self.title, version=self.version, summary=self.summary, routes=self.routes)
            self.openapi_schema = with_problems(described, self.state.declared)
        return self.openapi_schema


def with_problems(described: dict[str, Any], routes: Iterable[APIRoute]) -> dict[str, Any]:
    """The description with security and problems, those of `routes` as they were declared."""
    for route in (one for one in routes if one.include_in_schema):
        for method in route.methods or ():
            operation = described["paths"][route.path_format][method.lower()]
            takes_what_may_be_wrong = operation["responses"].pop("422", None) is not None
            problems = also(*_of_every(route, method)) | also(*_declared(route))
            if takes_what_may_be_wrong:
                problems |= also(HTTPStatus.UNPROCESSABLE_ENTITY)
            operation["responses"] |= {str(status): problems[status] for status in sorted(problems, key=str)}
            operation["responses"]["default"] = _told("The service failed, or is not all there for the moment.")
            if asked_by(route).is_open:
                operation["security"] = []
    parts = described.setdefault("components", {})
    parts["securitySchemes"] = SECURITY_SCHEMES
    schemas = {name: one for name, one in parts.get("schemas", {}).items() if name not in NOT_SENT}
    parts["schemas"] = schemas | {"Problem": Problem.model_json_schema()}
    return {**described, "security": [{name: []} for name in SECURITY_SCHEMES]}


def _of_every(route: APIRoute, method: str) -> Iterator[HTTPStatus]:
    """What follows from whom a route is for, from its address and from what it takes."""
    asked = asked_by(route)
    if not asked.is_open:
        yield HTTPStatus.UNAUTHORIZED
    if asked.rights or method in CHANGES:
        yield HTTPStatus.FORBIDDEN
    if route.param_convertors:
        yield HTTPStatus.NOT_FOUND
    if route.body_field is not None:
        yield HTTPStatus.REQUEST_ENTITY_TOO_LARGE


def _declared(route: APIRoute) -> Iterator[HTTPStatus]:
    return (HTTPStatus(int(status)) for status in route.responses if int(status) in MEANING)
