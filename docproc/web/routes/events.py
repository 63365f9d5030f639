"""Progress as server-sent events."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Annotated

import anyio
from anyio.to_thread import run_sync
from fastapi import APIRouter, Query, Request
from fastapi.responses import StreamingResponse

from docproc.documents import progress
from docproc.messages.catalogue import Catalogue
from docproc.repository.sources import Progress
from docproc.sight import seen_files
from docproc.web.actors import Reader
from docproc.web.language import Shown
from docproc.web.problem_details import RequestRefusedError
from docproc.web.service import TheService
from docproc.wiring import Service
from models.rights import Right

LOOK_SECONDS = 0.7
# A stream ends after this and the browser opens the next one by itself: no connection is held for ever.
LONGEST_SECONDS = 120
MOST_FILES = 200
RETRY_MS = 1500

router = APIRouter(prefix="/api")


@router.get("/events", response_class=StreamingResponse, responses={200: {"content": {"text/event-stream": {}}}})
def events(
    request: Request,
    service: TheService,
    shown: Shown,
    reader: Reader,
    ids: Annotated[str, Query(description="File ids, parted by commas.")],
) -> StreamingResponse:
    """`progress` whenever a file has come further, `end` once all of them have reached their end."""
    asked = [one for one in ids.split(",") if one]
    if not 0 < len(asked) <= MOST_FILES:
        raise RequestRefusedError(422, "error.validation")
    wanted = seen_files(service, reader, Right.READ_DOCUMENTS, asked)
    return StreamingResponse(
        _stream(request, service, shown, wanted),
        media_type="text/event-stream",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )


async def _stream(request: Request, service: Service, shown: Catalogue, ids: list[str]) -> AsyncIterator[str]:
    # The one asynchronous place: a stream that waited in a thread would keep that thread from other requests.
    yield f"retry: {RETRY_MS}\n\n"
    told: dict[str, Progress] = {}
    started = anyio.current_time()
    while anyio.current_time() - started < LONGEST_SECONDS and not await request.is_disconnected():
        far = await run_sync(progress, service, ids)
        for source_id, now in far.items():
            if told.get(source_id) != now:
                yield _event("progress", progress_json(now, shown))
        told = far
        if all(now.has_ended for now in far.values()):
            yield _event("end", {})
            return
        await anyio.sleep(LOOK_SECONDS)


def progress_json(now: Progress, shown: Catalogue) -> dict[str, object]:
    """How far a file has come, with a line of words beside the numbers."""
    read = now.pages_read + now.pages_failed
    counted = shown.text("list.page_progress", read=read, pages=now.pages_total) if now.pages_total else ""
    return {
        "id": now.source_id,
        "status": now.status.value,
        "pages": now.pages_total,
        "pages_read": read,
        "words": counted,
    }


def _event(name: str, data: dict[str, object]) -> str:
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"
