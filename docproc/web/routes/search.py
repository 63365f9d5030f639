"""Search: the page of hits, and the place of a hit on its page as a picture."""

from __future__ import annotations

import datetime as dt
from http import HTTPStatus
from typing import Annotated, Literal
from urllib.parse import urlencode

import cv2
import numpy as np
from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import HTMLResponse, Response

from docproc.documents import page_image
from docproc.repository.search import Filters
from docproc.search.finding import MOST_COUNTED, boxes_on_page, find
from docproc.search.query import LONGEST_QUERY, day_in
from docproc.web.actors import Reader, asks
from docproc.web.interface_description import also
from docproc.web.language import Shown
from docproc.web.problem_details import RequestRefusedError
from docproc.web.rendering import render
from docproc.web.search_views import hit_views
from docproc.web.service import TheService
from models.geometry import Box
from models.rights import Right
from models.status import DocType, SourceStatus

HITS_A_PAGE = 20
AROUND_LINE = 40  # pixels of the page above and below the line of a hit
LINES_SHOWN = 3  # a phrase over more lines is shown from its first on
HIT_COLOUR = (0, 128, 208)  # blue, green, red
PICTURE_WIDTH = 900
PICTURE_QUALITY = 75

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)


@router.get("/search")
def search(
    request: Request,
    service: TheService,
    shown: Shown,
    reader: Reader,
    q: Annotated[str, Query(max_length=LONGEST_QUERY)] = "",
    kind: DocType | Literal[""] = "",
    status: SourceStatus | Literal[""] = "",
    since: str = "",
    until: str = "",
    office: Annotated[str, Query(max_length=LONGEST_QUERY)] = "",
    before: int | None = None,
) -> Response:
    """Every page, value and file name that holds the words, of what the reader may see; days in any Thai form."""
    days = {name: _day(text) for name, text in (("since", since), ("until", until)) if text.strip()}
    filters = Filters(
        doc_type=kind or None,
        status=status or None,
        since=days.get("since"),
        until=days.get("until"),
        office=office.strip(),
    )
    query = q.strip()
    found = find(service, reader.areas(Right.READ_DOCUMENTS), query, filters, before, HITS_A_PAGE)
    asked = {"q": query, "kind": str(kind), "status": str(status), "since": since, "until": until, "office": office}
    kept = {name: value for name, value in asked.items() if value}
    more = f"/search?{urlencode({**kept, 'before': found.next_key})}" if found.next_key else None
    return render(
        request,
        "search.html",
        asked=asked,
        hits=hit_views(service, found, query, shown),
        count=f"{found.count:,}" + ("+" if found.count == MOST_COUNTED else ""),
        kinds=tuple(DocType),
        statuses=tuple(SourceStatus),
        unread_days=tuple(name for name, day in days.items() if day is None),
        is_narrowed=bool(set(kept) - {"q"}),
        more=more,
    )


def _day(text: str) -> dt.date | None:
    return day_in(" ".join(text.split()))


@router.get(
    "/api/documents/{source_id}/pages/{number}/spot",
    response_class=Response,
    responses=also(HTTPStatus.CONFLICT),
    dependencies=[asks(Right.READ_DOCUMENTS)],
)
def spot(
    service: TheService,
    source_id: str,
    number: Annotated[int, Path(ge=1)],
    q: Annotated[str, Query(max_length=LONGEST_QUERY)],
) -> Response:
    """The first lines of the page with the words, framed; the page's head where their place is not known."""
    boxes = boxes_on_page(service, source_id, number, q)[:LINES_SHOWN]
    pixels = cv2.imdecode(np.frombuffer(page_image(service, source_id, number), np.uint8), cv2.IMREAD_COLOR)
    if pixels is None:
        raise RequestRefusedError(404, "error.not_found")
    height, width = pixels.shape[:2]
    for box in boxes:
        cv2.rectangle(pixels, (box.x0 - 4, box.y0 - 4), (box.x1 + 4, box.y1 + 4), HIT_COLOUR, 3)
    shown = _stretch(boxes, height)
    part = pixels[shown.y0 : shown.y1]
    if width > PICTURE_WIDTH:
        size = (PICTURE_WIDTH, max(1, round(part.shape[0] * PICTURE_WIDTH / width)))
        part = np.asarray(cv2.resize(part, size, interpolation=cv2.INTER_AREA), np.uint8)
    _, encoded = cv2.imencode(".jpg", part, [cv2.IMWRITE_JPEG_QUALITY, PICTURE_QUALITY])
    return Response(encoded.tobytes(), media_type="image/jpeg", headers={"Cache-Control": "private, max-age=86400"})


def _stretch(boxes: list[Box], height: int) -> Box:
    """The part of the page that is shown, over its whole width."""
    if not boxes:
        return Box(0, 0, 1, max(1, height // 4))
    top, bottom = min(box.y0 for box in boxes[:1]), max(box.y1 for box in boxes)
    bottom = min(bottom, top + height // 4)
    return Box(0, max(0, top - AROUND_LINE), 1, min(height, bottom + AROUND_LINE))
