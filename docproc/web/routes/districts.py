"""The districts' submissions: the list, one district with its evidence and history, the acts on it, the voucher."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from docproc.documents import NotFoundError
from docproc.programme import submissions
from docproc.programme.activities import attach_proof, publish_activity, remove_proof, withdraw_activity
from docproc.programme.handing_in import handing_in
from docproc.programme.rules import find_programme, list_programmes
from docproc.programme.views import attachable, list_districts, standing_of
from docproc.repository.activities import Post
from docproc.web import programme_views as views
from docproc.web.actors import asks
from docproc.web.language import Shown
from docproc.web.local_addresses import local_address
from docproc.web.rendering import render
from docproc.web.service import TheService
from docproc.web.submission_chart import submission_chart
from docproc.wiring import Service
from models.programme import Programme, SubmissionState
from models.rights import Actor, Right

DISTRICTS_A_PAGE = 50

Looker = Annotated[Actor, asks(Right.SEE_SUBMISSIONS)]
Publisher = Annotated[Actor, asks(Right.PUBLISH_ACTIVITY)]
Submitter = Annotated[Actor, asks(Right.SUBMIT_DISTRICT)]
Checker = Annotated[Actor, asks(Right.CHECK_SUBMISSION)]
Payer = Annotated[Actor, asks(Right.PAY)]
Remover = Annotated[Actor, asks(Right.SUBMIT_DISTRICT, Right.CHECK_SUBMISSION)]
Text = Annotated[str, Form()]

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)


@router.get("/districts")
def districts(
    request: Request,
    service: TheService,
    shown: Shown,
    looker: Looker,
    programme: str = "",
    state: SubmissionState | Literal["flagged", ""] = "",
    after: str = "",
) -> Response:
    """The submissions of the looker's areas, by their offices' order."""
    programmes = list_programmes(service)
    chosen = _chosen(service, programme, programmes)
    one_state = state if isinstance(state, SubmissionState) else None
    found = list_districts(
        service, looker, chosen.code, after, DISTRICTS_A_PAGE + 1, one_state, only_flagged=state == "flagged"
    )
    listed = found[:DISTRICTS_A_PAGE]
    kept = {"programme": chosen.code, **({"state": str(state)} if state else {})}
    more = f"/districts?{urlencode({**kept, 'after': listed[-1].district.path})}" if len(found) > len(listed) else None
    return render(
        request,
        "districts.html",
        lines=views.district_lines(listed, chosen, shown),
        # It stands above the list's beginning, and is of all districts whatever the list is narrowed to.
        chart=submission_chart(handing_in(service, looker, chosen.code), shown) if not after else None,
        programmes=programmes,
        programme=chosen,
        rules=views.rule_views(chosen, shown),
        states=tuple(SubmissionState),
        state=state,
        more=more,
    )


def _chosen(service: Service, code: str, programmes: list[Programme]) -> Programme:
    """The programme of that code, the newest where none is named. Raises NotFoundError."""
    if code:
        return find_programme(service, code)
    if not programmes:
        raise NotFoundError("programme")
    return programmes[0]


@router.get("/districts/{district}")
def district(
    request: Request,
    service: TheService,
    shown: Shown,
    looker: Looker,
    district: str,
    programme: Annotated[str, Query()],
) -> Response:
    standing = standing_of(service, looker, programme, district)
    acts = views.acts_of(looker, standing)
    return render(
        request,
        "district.html",
        standing=standing,
        province=standing.offices[-2].name if len(standing.offices) > 1 else "",
        missing=views.missing_in_general(standing, shown),
        notices=views.notices(standing, shown),
        activities=views.activity_views(standing, shown),
        steps=views.step_views(standing.steps, shown),
        acts=acts,
        attachable=attachable(service, looker) if acts.attach else [],
        here=views.district_address(programme, district),
    )


@router.get("/districts/{district}/voucher")
def voucher(
    request: Request, service: TheService, looker: Looker, district: str, programme: Annotated[str, Query()]
) -> Response:
    """The voucher as it was when it was paid, to be printed."""
    standing = standing_of(service, looker, programme, district)
    if standing.payment is None:
        raise NotFoundError(district)
    return render(
        request,
        "voucher.html",
        voucher=standing.payment.voucher,
        day=dt.date.fromisoformat(standing.payment.voucher["day"]),
        held_on=dt.date.fromisoformat,
        is_flagged=bool(standing.verdict.missing),
        back=views.district_address(programme, district),
    )


@router.post("/districts/{district}/activities")
def publish(
    service: TheService,
    publisher: Publisher,
    district: str,
    programme: Text,
    title: Text,
    held_on: Annotated[dt.date, Form()],
    posted_on: Annotated[dt.date, Form()],
    sent_by: Text = "",
    back: Text = "",
) -> Response:
    heading = find_programme(service, programme).heading
    post = Post(heading, title, held_on, posted_on, " ".join(sent_by.split()) or None)
    publish_activity(service, publisher, programme, district, post)
    return _back(back or views.district_address(programme, district))


@router.post("/districts/{district}/submission")
def hand_in(
    service: TheService,
    submitter: Submitter,
    district: str,
    programme: Text,
    act: Annotated[Literal["hand_in", "take_back"], Form()],
    reason: Text = "",
    back: Text = "",
) -> Response:
    if act == "hand_in":
        submissions.hand_in(service, submitter, programme, district)
    else:
        submissions.take_back(service, submitter, programme, district, reason)
    return _back(back or views.district_address(programme, district))


@router.post("/districts/{district}/check")
def check(
    service: TheService,
    checker: Checker,
    district: str,
    programme: Text,
    act: Annotated[Literal["check", "give_back"], Form()],
    seen: Text,
    reason: Text,
    payee: Text = "",
) -> Response:
    """`seen` is the seal of the evidence on the page that the checker had in view."""
    if act == "check":
        submissions.check(service, checker, programme, district, seen, reason, payee or None)
    else:
        submissions.return_to_leader(service, checker, programme, district, reason)
    return _back(views.district_address(programme, district))


@router.post("/districts/{district}/payment")
def pay(service: TheService, payer: Payer, district: str, programme: Text, seen: Text, reason: Text) -> Response:
    submissions.pay(service, payer, programme, district, seen, reason)
    return _back(views.district_address(programme, district))


@router.post("/activities/{activity}/proofs")
def attach(service: TheService, submitter: Submitter, activity: str, document: Text, back: Text = "") -> Response:
    attach_proof(service, submitter, activity, document)
    return _back(back)


@router.post("/activities/{activity}/withdrawal")
def withdraw(service: TheService, publisher: Publisher, activity: str, reason: Text, back: Text = "") -> Response:
    withdraw_activity(service, publisher, activity, reason)
    return _back(back)


@router.post("/proofs/{item}/removal")
def remove(service: TheService, remover: Remover, item: str, reason: Text, back: Text = "") -> Response:
    remove_proof(service, remover, item, reason)
    return _back(back)


def _back(address: str) -> Response:
    return RedirectResponse(local_address(address) or "/districts", status_code=303)
