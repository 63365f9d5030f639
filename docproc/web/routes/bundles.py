"""A bundle of evidence to take away, for auditors."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from http import HTTPStatus
from typing import IO, Annotated

from fastapi import APIRouter
from fastapi.responses import Response, StreamingResponse

from docproc.bundle.making import BundleTooLargeError, make_bundle
from docproc.web.actors import asks
from docproc.web.interface_description import also
from docproc.web.problem_details import RequestRefusedError
from docproc.web.service import TheService
from models.rights import Actor, Right

CHUNK = 1 << 18
Auditor = Annotated[Actor, asks(Right.AUDIT)]

router = APIRouter()


@router.post(
    "/api/bundles/{document_id}", response_class=StreamingResponse, responses=also(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
)
def bundle(service: TheService, actor: Auditor, document_id: str) -> Response:
    """The document with its chain, originals, proofs and history as a ZIP file; `X-Seal` is what it is known by."""
    file = tempfile.TemporaryFile(dir=service.settings.data)  # noqa: SIM115 - closed when it was sent
    try:
        made = make_bundle(service, actor, document_id, file)
    except BundleTooLargeError:
        file.close()
        raise RequestRefusedError(413, "error.bundle_too_large") from None
    except BaseException:
        file.close()
        raise
    size = file.tell()
    return StreamingResponse(
        _sent(file),
        media_type="application/zip",
        headers={
            "Content-Disposition": f'attachment; filename="evidence-{made.seal[:12]}.zip"',
            "Content-Length": str(size),
            "X-Seal": made.seal,
            "Cache-Control": "no-store",
        },
    )


def _sent(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        file.seek(0)
        while chunk := file.read(CHUNK):
            yield chunk
