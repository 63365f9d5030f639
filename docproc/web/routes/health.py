"""For whoever runs the service: is it alive, can it work, and what does it do."""

from __future__ import annotations

from collections.abc import Callable

import structlog
from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, PlainTextResponse, Response
from prometheus_client import CONTENT_TYPE_LATEST
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from docproc.web.actors import OPEN
from docproc.web.metrics import exposition
from docproc.web.service import TheService
from docproc.wiring import Service
from models.errors import StorageUnavailable

PROBE_KEY = f"{'0' * 64}/probe"

log = structlog.get_logger(__name__)
router = APIRouter(dependencies=[OPEN])


@router.get("/healthz")
def alive() -> dict[str, str]:
    """The process answers."""
    return {"status": "ok"}


@router.get("/readyz")
def ready(service: TheService) -> Response:
    """Whether each part answers. 503 without database or files; without the queue files are still accepted."""
    parts = {"database": _database(service), "queue": service.bell.is_reachable(), "storage": _storage(service)}
    usable = parts["database"] and parts["storage"]
    word = ("ok" if parts["queue"] else "degraded") if usable else "unavailable"
    return JSONResponse(
        {"status": word, **{name: "ok" if answers else "away" for name, answers in parts.items()}},
        200 if usable else 503,
    )


def _database(service: Service) -> bool:
    def look() -> None:
        with service.database.reading() as session:
            session.execute(text("SELECT 1"))

    return _works("database", look, SQLAlchemyError)


def _storage(service: Service) -> bool:
    return _works("storage", lambda: service.storage.keep_derived(PROBE_KEY, b"ok"), StorageUnavailable)


def _works(part: str, look: Callable[[], None], fault: type[Exception]) -> bool:
    try:
        look()
    except fault as error:
        log.warning("part_away", part=part, reason=str(error))
        return False
    return True


@router.get("/metrics", response_class=PlainTextResponse)
def metrics(request: Request, service: TheService) -> Response:
    """Counts for Prometheus."""
    return Response(exposition(service), media_type=CONTENT_TYPE_LATEST)
