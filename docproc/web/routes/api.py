"""The JSON interface: hand files in, list them, read what was read, follow chains."""

from __future__ import annotations

from dataclasses import asdict
from http import HTTPStatus
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Query, UploadFile
from fastapi.encoders import jsonable_encoder
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, Field

from docproc.chain_sight import seen_chain, seen_chains_of, seen_hops
from docproc.documents import accept, first_deliveries, list_sources, reading_json
from docproc.messages.catalogue import Catalogue
from docproc.photo_check import check_photo
from docproc.sight import office_of_delivery
from docproc.storage import UploadTooLargeError
from docproc.users import limits
from docproc.web import metrics
from docproc.web.actors import Reader, Uploader, asks
from docproc.web.interface_description import also
from docproc.web.language import Shown
from docproc.web.page_keys import AfterId, AfterOffice, BelowId, Limit
from docproc.web.problem_details import RequestRefusedError, problem_type
from docproc.web.service import TheService
from docproc.web.sizes import size_in_words
from docproc.wiring import Service
from models.rights import Areas, Right
from models.status import SourceStatus

router = APIRouter(prefix="/api")


class Refusal(BaseModel):
    """Why one file of several was not taken, in the form of RFC 9457."""

    type: str
    title: str
    status: int
    code: str


class Remark(BaseModel):
    """Something wrong with a photograph: a code for programs, a sentence for the person who took it."""

    code: str
    text: str


class PhotoCheck(BaseModel):
    """Whether a photograph will do as that of a sheet; `remarks` has the gravest first."""

    good: bool
    remarks: list[Remark]


class Handed(BaseModel):
    """What became of one file of an upload: an id once its bytes are safe on disk, or why it was refused."""

    name: str
    id: str | None = None
    duplicate: bool = Field(
        default=False, description="These bytes came before, under this id, from an office the sender may know of."
    )
    first_name: str | None = Field(default=None, description="Under which name they came the first time.")
    address: str | None = None
    photo_check: PhotoCheck | None = Field(default=None, description="Where it was asked for and the file is a photo.")
    error: Refusal | None = None


class Uploaded(BaseModel):
    documents: list[Handed]


class Listed(BaseModel):
    id: str
    name: str
    sha256: str
    status: SourceStatus
    pages: int | None
    size_bytes: int
    media_type: str
    received_at: str


class Listing(BaseModel):
    """`next` is the address of the following stretch, null at the end."""

    documents: list[Listed]
    next: str | None


@router.post("/documents", status_code=HTTPStatus.ACCEPTED, responses=also(HTTPStatus.TOO_MANY_REQUESTS))
def hand_in(
    service: TheService,
    shown: Shown,
    uploader: Uploader,
    files: list[UploadFile],
    office: Annotated[str | None, Form(description="Code of the office that hands the files in.")] = None,
    photo_check: Annotated[bool, Form(description="Say at once whether photographs of sheets will do.")] = False,
) -> Uploaded:
    """Takes files in; answers once every accepted one is safe on disk."""
    limits.spend(service, limits.UPLOADS_OF_USER, uploader.user_id, len(files))
    delivering = office_of_delivery(service, uploader, office)
    areas = uploader.areas(Right.READ_DOCUMENTS)
    handed = [_hand_in(service, shown, file, delivering, areas) for file in files]
    if photo_check:
        for one in handed:
            one.photo_check = _photo_check(service, one.id, shown) if one.id is not None else None
    if len(handed) == 1 and (refused := handed[0].error) is not None:
        raise RequestRefusedError(refused.status, refused.code, limit=size_in_words(service.settings.max_upload_bytes))
    return Uploaded(documents=handed)


def _hand_in(service: Service, shown: Catalogue, file: UploadFile, office: str | None, areas: Areas) -> Handed:
    name = file.filename or ""
    if not file.size:
        return _refused(name, HTTPStatus.UNPROCESSABLE_ENTITY, "error.empty_file", shown)
    try:
        accepted = accept(service, file.file, name, office, seen_from=areas)
    except UploadTooLargeError as error:
        limit = size_in_words(error.limit_bytes)
        return _refused(name, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "error.too_large", shown, limit=limit)
    metrics.UPLOADS.labels("duplicate" if accepted.is_duplicate else "accepted").inc()
    return Handed(
        name=accepted.name,
        id=accepted.source_id,
        duplicate=accepted.is_duplicate,
        first_name=accepted.first_name,
        address=f"/documents/{accepted.source_id}",
    )


def _photo_check(service: Service, source_id: str, shown: Catalogue) -> PhotoCheck | None:
    codes = check_photo(service, source_id)
    if codes is None:
        return None
    return PhotoCheck(good=not codes, remarks=[Remark(code=code, text=shown.text(code)) for code in codes])


@router.get("/documents/{source_id}/photo-check", dependencies=[asks(Right.READ_DOCUMENTS)])
def photo_check(service: TheService, shown: Shown, source_id: str) -> PhotoCheck | None:
    """Whether the photograph will do as that of a sheet; null where the file is no photograph."""
    return _photo_check(service, source_id, shown)


def _refused(name: str, status: int, code: str, shown: Catalogue, **values: object) -> Handed:
    metrics.UPLOADS.labels("refused").inc()
    refusal = Refusal(type=problem_type(code), title=shown.text(code, **values), status=status, code=code)
    return Handed(name=name, error=refusal)


@router.get("/documents")
def list_documents(
    service: TheService,
    reader: Reader,
    after: AfterId,
    q: Annotated[str, Query(description="Kept are files whose name, number, subject or text holds this.")] = "",
    limit: Limit = 50,
) -> Listing:
    """Files, the newest first."""
    query = q.strip()
    found = list_sources(service, reader.areas(Right.READ_DOCUMENTS), after, limit + 1, query or None)
    kept = {name: value for name, value in (("q", query), ("limit", limit)) if value}
    more = len(found) > limit
    first = first_deliveries(service, [source.id for source in found], reader.areas(Right.READ_DOCUMENTS))
    listed = [
        Listed(
            id=source.id,
            name=first[source.id].name if source.id in first else source.name,
            sha256=source.sha256,
            status=source.status,
            pages=source.page_count,
            size_bytes=source.size_bytes,
            media_type=source.media_type,
            received_at=source.received_at.isoformat(),
        )
        for source in found[:limit]
    ]
    return Listing(
        documents=listed, next=f"/api/documents?{urlencode({**kept, 'after': listed[-1].id})}" if more else None
    )


@router.get("/documents/{source_id}", response_model=dict[str, Any])
def read_document(service: TheService, reader: Reader, source_id: str) -> Response:
    """What was read, in the form that `docproc read` writes, with the file's id, status and progress."""
    reading = reading_json(service, source_id)
    first = first_deliveries(service, [source_id], reader.areas(Right.READ_DOCUMENTS)).get(source_id)
    if first is not None:
        reading["source"]["name"], reading["received_at"] = first.name, first.at.isoformat()
    return JSONResponse(reading, headers={"Cache-Control": "no-store"})


@router.get("/chains", response_model=dict[str, Any])
def chains(
    service: TheService,
    reader: Reader,
    after: AfterId,
    limit: Limit = 50,
) -> Response:
    """Chains of letters by their uppermost letter, the latest first; `next` as in the list of files."""
    found = seen_chains_of(service, reader.areas(Right.READ_DOCUMENTS), after, limit + 1)
    listed = [asdict(chain) for chain in found[:limit]]
    kept = {"limit": limit, "after": listed[-1]["document_id"]} if len(found) > limit else None
    more = f"/api/chains?{urlencode(kept)}" if kept else None
    return JSONResponse(jsonable_encoder({"chains": listed, "next": more}))


@router.get("/chains/{document_id}", response_model=dict[str, Any])
def chain(
    service: TheService,
    reader: Reader,
    document_id: str,
    below: BelowId,
) -> Response:
    """The tree in which the document stands. Of more than 200 documents the way down to this one and 50 under it.

    Where `hidden` counts documents that hang under a letter and are not here, ask for that letter's chain.
    """
    tree = seen_chain(service, reader.areas(Right.READ_DOCUMENTS), document_id, below)
    if tree is None:
        raise RequestRefusedError(404, "error.not_found")
    return JSONResponse(jsonable_encoder(asdict(tree)))


@router.get("/chains/{document_id}/hops", response_model=dict[str, Any])
def hops(service: TheService, reader: Reader, document_id: str, after: AfterOffice) -> Response:
    """Whom the letter was sent to against who has shown a received stamp; the missing by code, a page at a time."""
    found = seen_hops(service, reader.areas(Right.READ_DOCUMENTS), document_id, after)
    if found is None:
        raise RequestRefusedError(404, "error.not_found")
    return JSONResponse(jsonable_encoder(asdict(found)))
