"""Bytes: the original as it was handed in, and the pages as pictures."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated, Any
from urllib.parse import quote

import cv2
import numpy as np
from fastapi import APIRouter, Path, Query
from fastapi.responses import Response, StreamingResponse

from docproc.documents import first_deliveries, original, page_image
from docproc.web.actors import Signed, asks
from docproc.web.interface_description import also
from docproc.web.problem_details import RequestRefusedError
from docproc.web.safe_headers import ORIGINAL_FILE_POLICY
from docproc.web.service import TheService
from models.rights import Right

# A page's picture changes only when a later reading turns the page, so a day is kept and then asked about.
KEPT = "private, max-age=86400"
THUMBNAIL_QUALITY = 75
# 409 where the page was not read yet.
PICTURE: dict[int | str, dict[str, Any]] = {200: {"content": {"image/jpeg": {}}}, **also(HTTPStatus.CONFLICT)}

router = APIRouter(prefix="/api/documents/{source_id}", dependencies=[asks(Right.READ_DOCUMENTS)])


@router.get("/file", response_class=StreamingResponse)
def file(service: TheService, reader: Signed, source_id: str) -> Response:
    """The bytes as they were handed in, always as a download, under the name that the reader's area gave them."""
    source, chunks = original(service, source_id)
    delivery = first_deliveries(service, [source_id], reader.areas(Right.READ_DOCUMENTS)).get(source_id)
    return StreamingResponse(
        chunks,
        media_type="application/octet-stream",
        headers={
            "Content-Length": str(source.size_bytes),
            "Content-Disposition": disposition(delivery.name if delivery is not None else source.name),
            "Content-Security-Policy": ORIGINAL_FILE_POLICY,
            "Cache-Control": KEPT,
            "ETag": f'"{source.sha256}"',
        },
    )


def disposition(name: str) -> str:
    """A download under its own name (RFC 6266); the plain form for old programs holds nothing but safe ASCII."""
    plain = "".join(char if char.isascii() and (char.isalnum() or char in "._- ") else "_" for char in name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


@router.get("/pages/{number}/image", response_class=Response, responses=PICTURE)
def image(
    service: TheService,
    source_id: str,
    number: Annotated[int, Path(ge=1, description="Counted from 1.")],
    width: Annotated[int | None, Query(ge=32, le=4000, description="Pixels; not wider than the page.")] = None,
) -> Response:
    """The page as a picture: upright, the image in whose pixels every box is given."""
    data = page_image(service, source_id, number)
    shown = data if width is None else _thumbnail(data, width)
    return Response(shown, media_type="image/jpeg", headers={"Cache-Control": KEPT})


@router.get("/pages/{number}/crop", response_class=Response, responses=PICTURE)
def crop(
    service: TheService,
    source_id: str,
    number: Annotated[int, Path(ge=1, description="Counted from 1.")],
    box: Annotated[str, Query(pattern=r"^\d{1,5},\d{1,5},\d{1,5},\d{1,5}$", description="x0,y0,x1,y1 in pixels.")],
) -> Response:
    """A part of the page's picture, in the pixels in which boxes are given; what lies outside the page is left out."""
    x0, y0, x1, y1 = map(int, box.split(","))
    pixels = cv2.imdecode(np.frombuffer(page_image(service, source_id, number), np.uint8), cv2.IMREAD_COLOR)
    part = pixels[y0:y1, x0:x1] if pixels is not None else None
    if part is None or part.size == 0:
        raise RequestRefusedError(404, "error.not_found")
    return Response(_encoded(part), media_type="image/jpeg", headers={"Cache-Control": KEPT})


def _thumbnail(data: bytes, width: int) -> bytes:
    """The JPEG at a smaller width; decoding at an eighth is enough for small ones and ten times as fast."""
    flag = cv2.IMREAD_REDUCED_COLOR_8 if width <= 160 else cv2.IMREAD_COLOR
    pixels = cv2.imdecode(np.frombuffer(data, np.uint8), flag)
    if pixels is None or pixels.shape[1] <= width:
        return data if pixels is None or flag == cv2.IMREAD_COLOR else _encoded(pixels)
    height = max(1, round(pixels.shape[0] * width / pixels.shape[1]))
    return _encoded(cv2.resize(pixels, (width, height), interpolation=cv2.INTER_AREA))


def _encoded(pixels: cv2.typing.MatLike) -> bytes:
    _, encoded = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, THUMBNAIL_QUALITY])
    return encoded.tobytes()
