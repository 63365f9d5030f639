"""A leader's telephone in a village hall: take the sheet, hear at once whether the picture will do, then the count."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request, UploadFile
from fastapi.responses import HTMLResponse, Response

from docproc.documents import accept
from docproc.photo_check import check_photo
from docproc.sight import office_of_delivery
from docproc.users import limits
from docproc.web.actors import Uploader, asks
from docproc.web.language import Shown
from docproc.web.leader_views import sheet_verdict
from docproc.web.rendering import render
from docproc.web.service import TheService
from models.rights import Right

router = APIRouter(prefix="/leader", include_in_schema=False, default_response_class=HTMLResponse)


@router.get("", dependencies=[asks(Right.UPLOAD)])
def leader(request: Request) -> Response:
    return render(request, "leader.html", verdict=None, fault=None)


@router.post("/photos")
def take(
    request: Request,
    service: TheService,
    shown: Shown,
    uploader: Uploader,
    photo: UploadFile,
    office: Annotated[str | None, Form(description="Code of the office that hands the picture in.")] = None,
) -> Response:
    """Keeps the picture, then looks at it: whatever is wrong with it, it is not lost."""
    template = "leader_verdict.html" if "hx-request" in request.headers else "leader.html"
    if not photo.size:
        return render(request, template, 422, verdict=None, fault=shown.text("leader.no_photo"))
    limits.spend(service, limits.UPLOADS_OF_USER, uploader.user_id)
    delivering = office_of_delivery(service, uploader, office)
    accepted = accept(service, photo.file, photo.filename or "", delivering)
    check_photo(service, accepted.source_id)
    return render(request, template, verdict=sheet_verdict(service, accepted.source_id, shown), fault=None)


@router.get("/photos/{source_id}", dependencies=[asks(Right.UPLOAD)])
def verdict(request: Request, service: TheService, shown: Shown, source_id: str) -> Response:
    """What is known of the picture by now; the page asks again until its signatures are counted."""
    template = "leader_verdict.html" if "hx-request" in request.headers else "leader.html"
    return render(request, template, verdict=sheet_verdict(service, source_id, shown), fault=None)
