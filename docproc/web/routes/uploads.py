"""Files in pieces for programs and for pages that lose their signal: announced, sent from the next offset, ended."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Header, Request
from pydantic import BaseModel, Field

from docproc import uploads
from docproc.uploads import Announced, Standing, UploadRefusedError
from docproc.web.actors import Uploader
from docproc.web.interface_description import also
from docproc.web.problem_details import RequestRefusedError
from docproc.web.service import TheService

LARGEST_PIECE = 4 * 1024 * 1024  # bytes; one is held in memory
TAKING = (HTTPStatus.REQUEST_ENTITY_TOO_LARGE, HTTPStatus.TOO_MANY_REQUESTS)

router = APIRouter(prefix="/api/uploads")


class Announcement(BaseModel):
    client_id: UUID = Field(description="Made where the file was captured; the same one is the same upload.")
    sha256: str = Field(pattern="^[0-9a-f]{64}$")
    size: int = Field(ge=1, description="Bytes.")
    name: str = Field(max_length=255)
    office: str | None = Field(default=None, description="Code of the office that hands the file in.")
    person: str | None = Field(default=None, description="User id of who captured it, refused to anybody else.")


class Upload(BaseModel):
    """`offset`: so many bytes are safe on disk. `document` is the file's id once it is whole and taken in."""

    id: str
    offset: int
    size: int
    document: str | None


async def _piece(request: Request) -> bytes:
    piece = bytearray()
    async for part in request.stream():
        piece += part
        if len(piece) > LARGEST_PIECE:
            raise RequestRefusedError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "error.request_too_large")
    return bytes(piece)


@router.post("", responses=also(HTTPStatus.CONFLICT, HTTPStatus.TOO_MANY_REQUESTS))
def announce(service: TheService, uploader: Uploader, announcement: Announcement) -> Upload:
    """Begin an upload, or find it and where it goes on; answers the file's id where it is whole."""
    if announcement.person not in (None, uploader.user_id):
        raise RequestRefusedError(HTTPStatus.CONFLICT, "upload.other_person")
    announced = Announced(
        str(announcement.client_id), announcement.sha256, announcement.size, announcement.name, announcement.office
    )
    try:
        return _shown(uploads.begin(service, uploader, announced))
    except UploadRefusedError as error:
        raise _refused(error) from error


@router.get("/{upload}")
def standing(service: TheService, uploader: Uploader, upload: str) -> Upload:
    """How far the upload came."""
    return _shown(uploads.standing(service, uploader, upload))


@router.patch("/{upload}", responses=also(HTTPStatus.CONFLICT, *TAKING))
def go_on(
    service: TheService,
    uploader: Uploader,
    upload: str,
    upload_offset: Annotated[int, Header(ge=0, description="Where in the file the bytes of the body stand.")],
    piece: Annotated[bytes, Depends(_piece)],
) -> Upload:
    """Send the bytes from the next offset on; 409 where it is another one: ask, and go on from there."""
    try:
        return _shown(uploads.receive_piece(service, uploader, upload, upload_offset, piece))
    except UploadRefusedError as error:
        raise _refused(error) from error


def _shown(one: Standing) -> Upload:
    return Upload(id=one.upload_id, offset=one.offset, size=one.size_bytes, document=one.source_id)


def _refused(error: UploadRefusedError) -> RequestRefusedError:
    return RequestRefusedError(HTTPStatus.CONFLICT, error.code, offset=error.offset)
