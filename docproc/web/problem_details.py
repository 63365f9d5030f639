"""Errors as RFC 9457 problem details, or as a page where a person is reading."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.encoders import jsonable_encoder
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from docproc.corrections import ChangedMeanwhileError
from docproc.documents import NotFoundError, NotReadYetError
from docproc.field_values import NotAValueError
from docproc.messages.catalogue import load_catalogue
from docproc.programme.refusals import InvolvedError, RefusedError
from docproc.storage import UploadTooLargeError
from docproc.users.limits import TooOftenError
from docproc.web.language import catalogue_of
from docproc.web.rendering import render
from docproc.web.sizes import size_in_words
from models.errors import DocumentError, ServiceError
from models.rights import DeniedError

MEDIA_TYPE = "application/problem+json"
CODE_OF_STATUS = {
    403: "error.denied",
    404: "error.not_found",
    405: "error.method_not_allowed",
    413: "error.request_too_large",
}

log = structlog.get_logger(__name__)


class RequestRefusedError(Exception):
    """The request cannot be answered: `code` of the catalogue, the HTTP status, and values for its message."""

    def __init__(self, status: int, code: str, **values: object) -> None:
        super().__init__(code)
        self.status = status
        self.code = code
        self.values = values


def install_problem_details(app: FastAPI) -> None:
    """Translates every error once, here."""
    app.add_exception_handler(RequestRefusedError, _refused)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(ServiceError, _service)
    app.add_exception_handler(NotFoundError, _not_found)
    app.add_exception_handler(NotReadYetError, _not_read_yet)
    app.add_exception_handler(ChangedMeanwhileError, _changed)
    app.add_exception_handler(NotAValueError, _not_a_value)
    app.add_exception_handler(DeniedError, _denied)
    app.add_exception_handler(RefusedError, _gate_shut)
    app.add_exception_handler(TooOftenError, _too_often)
    app.add_exception_handler(UploadTooLargeError, _too_large)
    app.add_exception_handler(Exception, _our_fault)


def problem(status: int, code: str, title: str, more: Mapping[str, Any] | None = None) -> Response:
    """The problem details object; `type` is a stable name for programs, `title` and `detail` are for people."""
    body = {"type": problem_type(code), "title": title, "status": status, "code": code, **(more or {})}
    return JSONResponse(body, status, media_type=MEDIA_TYPE)


def problem_type(code: str) -> str:
    """The name under which programs know the problem; it is not an address."""
    return f"urn:docproc:problem:{code.removeprefix('error.')}"


def cross_site_refusal() -> Response:
    """The answer to a change that another site's page asked for."""
    return problem(HTTPStatus.FORBIDDEN, "error.cross_site", load_catalogue().text("error.cross_site"))


def _answer(
    request: Request, status: int, code: str, more: Mapping[str, Any] | None = None, **values: object
) -> Response:
    catalogue = catalogue_of(request)
    title = catalogue.text(code, **values)
    further = f"error_hint.{code.removeprefix('error.')}"
    hint = catalogue.text(further) if further in catalogue else None
    if "text/html" in request.headers.get("accept", "") and not request.url.path.startswith("/api/"):
        return render(request, "error.html", status_code=status, title=title, hint=hint)
    return problem(status, code, title, {**({"detail": hint} if hint else {}), **(more or {})})


def answer_problem(request: Request, status: int, code: str) -> Response:
    """The answer to a request that reaches no route: a page where a person is reading, else problem details."""
    return _answer(request, status, code)


def _denied(request: Request, error: Exception) -> Response:
    return _answer(request, HTTPStatus.FORBIDDEN, "error.denied")


def _gate_shut(request: Request, error: Exception) -> Response:
    """The answer names what is missing: codes and values for programs."""
    assert isinstance(error, RefusedError)
    status = HTTPStatus.FORBIDDEN if isinstance(error, InvolvedError) else HTTPStatus.CONFLICT
    return _answer(request, status, error.code, {"missing": [need.as_json() for need in error.needs]}, **error.values)


def _too_often(request: Request, error: Exception) -> Response:
    assert isinstance(error, TooOftenError)
    minutes = -(-error.seconds // 60)
    answer = _answer(request, HTTPStatus.TOO_MANY_REQUESTS, "error.too_often", None, minutes=minutes)
    answer.headers["Retry-After"] = str(error.seconds)
    return answer


def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestRefusedError)
    return _answer(request, error.status, error.code, None, **error.values)


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    # Its own words are the framework's, in English, and say no more than the status.
    answer = _answer(request, error.status_code, CODE_OF_STATUS.get(error.status_code, "error.validation"))
    answer.headers.update(error.headers or {})
    return answer


def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    # The rejected input itself is left out: it may be a whole file.
    faults = [{"where": list(fault["loc"]), "what": fault["msg"]} for fault in error.errors()]
    return _answer(request, HTTPStatus.UNPROCESSABLE_ENTITY, "error.validation", {"errors": jsonable_encoder(faults)})


def _service(request: Request, error: Exception) -> Response:
    assert isinstance(error, ServiceError)
    if isinstance(error, DocumentError):
        return _answer(request, HTTPStatus.UNPROCESSABLE_ENTITY, error.code, None, detail=error.detail)
    # What the world's faults say of this machine's inside is for its log.
    log.warning("service_fault", path=request.url.path, code=error.code, detail=error.detail)
    return _answer(request, HTTPStatus.SERVICE_UNAVAILABLE, error.code)


def _not_found(request: Request, error: Exception) -> Response:
    return _answer(request, HTTPStatus.NOT_FOUND, "error.not_found")


def _not_read_yet(request: Request, error: Exception) -> Response:
    return _answer(request, HTTPStatus.CONFLICT, "error.not_read_yet")


def _changed(request: Request, error: Exception) -> Response:
    return _answer(request, HTTPStatus.CONFLICT, "error.changed_meanwhile")


def _not_a_value(request: Request, error: Exception) -> Response:
    assert isinstance(error, NotAValueError)
    return _answer(request, HTTPStatus.UNPROCESSABLE_ENTITY, error.code)


def _too_large(request: Request, error: Exception) -> Response:
    assert isinstance(error, UploadTooLargeError)
    limit = size_in_words(error.limit_bytes)
    return _answer(request, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "error.too_large", None, limit=limit)


def _our_fault(request: Request, error: Exception) -> Response:
    log.error("request failed", path=request.url.path, exc_info=error)
    return _answer(request, HTTPStatus.INTERNAL_SERVER_ERROR, "error.internal")
