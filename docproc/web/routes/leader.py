"""A leader's telephone in a village hall: pictures, their verdict and count, the activity, the evidence, handing in."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Form, Request, UploadFile
from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse, Response

from docproc import uploads
from docproc.leader_day import day_of
from docproc.photo_check import check_photo
from docproc.web import leader_views as views
from docproc.web import programme_views
from docproc.web.actors import Uploader, asks
from docproc.web.language import Shown
from docproc.web.local_addresses import local_address
from docproc.web.problem_details import RequestRefusedError
from docproc.web.rendering import STATIC, render
from docproc.web.service import TheService
from models.rights import Right

router = APIRouter(prefix="/leader", include_in_schema=False, default_response_class=HTMLResponse)


@router.get("")
def leader(
    request: Request, service: TheService, shown: Shown, uploader: Uploader, programme: str = "", district: str = ""
) -> Response:
    """The whole day on one page; `programme` and `district` where there are several."""
    return _day(request, service, shown, uploader, "leader.html", (programme, district))


@router.get("/pictures")
def pictures(
    request: Request, service: TheService, shown: Shown, uploader: Uploader, programme: str = "", district: str = ""
) -> Response:
    """The part of the page that changes while pictures are read."""
    return _day(request, service, shown, uploader, "leader_pictures.html", (programme, district))


def _day(
    request: Request,
    service: TheService,
    shown: Shown,
    uploader: Uploader,
    template: str,
    chosen: tuple[str, str],
) -> Response:
    day = day_of(service, uploader, *chosen)
    found = views.pictures_of(service, uploader, shown)
    standing = day.standing
    return render(
        request,
        template,
        day=day,
        standing=standing,
        pictures=found,
        steps=views.steps_of(standing, found, shown) if standing else None,
        activities=programme_views.activity_views(standing, shown) if standing else (),
        notices=programme_views.notices(standing, shown) if standing else (),
        acts=programme_views.acts_of(uploader, standing) if standing else None,
        person=uploader.user_id,
        office=views.office_of(uploader, day),
        here=views.address_of(day),
    )


@router.post("/photos")
def take(
    service: TheService,
    uploader: Uploader,
    photo: UploadFile,
    office: Annotated[str, Form(description="Code of the office that hands the picture in.")] = "",
    back: Annotated[str, Form()] = "",
) -> Response:
    """From a page without scripts: keeps the picture, then looks at it. Whatever is wrong with it, it is not lost."""
    if not photo.size:
        raise RequestRefusedError(HTTPStatus.UNPROCESSABLE_ENTITY, "leader.no_photo")
    accepted = uploads.take_whole(service, uploader, photo.file, photo.filename or "", office or None)
    check_photo(service, accepted.source_id)
    return RedirectResponse(local_address(back) or "/leader", HTTPStatus.SEE_OTHER)


@router.get("/offline", dependencies=[asks(Right.UPLOAD)])
def offline(request: Request) -> Response:
    """The page that the telephone keeps for when there is no signal: nothing of anybody stands on it."""
    return render(request, "leader_offline.html")


@router.get("/worker.js", dependencies=[asks(Right.UPLOAD)])
def worker() -> Response:
    """The script that shows that page. It may speak for `/leader` itself, which lies above its own address."""
    headers = {"Service-Worker-Allowed": "/leader", "Cache-Control": "no-cache"}
    return FileResponse(STATIC / "leader-worker.js", media_type="text/javascript", headers=headers)
