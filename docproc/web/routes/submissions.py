"""The districts' submissions for programs: the list, one district, the acts, each answered by how it stands then."""

from __future__ import annotations

import datetime as dt
from http import HTTPStatus
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query
from fastapi.responses import Response
from pydantic import BaseModel, Field

from docproc.programme import submissions
from docproc.programme.activities import attach_proof, publish_activity, remove_proof, withdraw_activity
from docproc.programme.rules import find_programme
from docproc.programme.views import list_districts, standing_of
from docproc.repository.activities import Post
from docproc.web.interface_description import also
from docproc.web.language import Shown
from docproc.web.page_keys import AfterPath, Limit
from docproc.web.programme_views import standing_json
from docproc.web.routes.districts import Checker, Looker, Payer, Publisher, Remover, Submitter
from docproc.web.service import TheService
from models.programme import SubmissionState

router = APIRouter(prefix="/api")

ProgrammeCode = Annotated[str, Query(description="Code of the programme.")]


class Reasoned(BaseModel):
    reason: str = Field(description="Why, in at most 500 characters.")


class Decided(Reasoned):
    seal: str = Field(description="That of the evidence in view, as the district's answer gives it.")
    payee: str | None = Field(default=None, description="User id of the leader who is paid, where there are several.")


class Published(BaseModel):
    title: str
    held_on: dt.date
    posted_on: dt.date
    sent_by: str | None = None


class Attached(BaseModel):
    document: str


@router.get("/submissions", responses=also(HTTPStatus.NOT_FOUND))
def submissions_listed(
    service: TheService,
    looker: Looker,
    programme: ProgrammeCode,
    after: AfterPath,
    state: SubmissionState | None = None,
    flagged: Annotated[bool, Query(description="Only those that were paid and lack something now.")] = False,
    limit: Limit = 50,
) -> dict[str, Any]:
    """The submissions of the areas of who asks; `next` is null at the end."""
    found = list_districts(service, looker, programme, after, limit + 1, state, only_flagged=flagged)
    listed = found[:limit]
    kept = {"programme": programme, "limit": str(limit)}
    kept |= {"state": state.value} if state is not None else {}
    kept |= {"flagged": "true"} if flagged else {}
    following = {**kept, "after": listed[-1].district.path} if len(found) > limit else None
    return {
        "submissions": [
            {
                "district": one.district.code,
                "name": one.district.name,
                "state": one.submission.state.value,
                "missing": one.submission.missing,
                "updated_at": one.submission.updated_at.isoformat(),
            }
            for one in listed
        ],
        "next": f"/api/submissions?{urlencode(following)}" if following is not None else None,
    }


@router.get("/submissions/{district}")
def submission(
    service: TheService, shown: Shown, looker: Looker, district: str, programme: ProgrammeCode
) -> dict[str, Any]:
    """One district as it stands now: state, what is missing, activities, payment, history."""
    return standing_json(standing_of(service, looker, programme, district), shown)


@router.post("/submissions/{district}/activities", status_code=HTTPStatus.CREATED, responses=also(HTTPStatus.CONFLICT))
def publish(
    service: TheService, publisher: Publisher, district: str, programme: ProgrammeCode, published: Published
) -> dict[str, str]:
    """Publish an activity under the programme's heading."""
    heading = find_programme(service, programme).heading
    post = Post(heading, published.title, published.held_on, published.posted_on, published.sent_by)
    return {"id": publish_activity(service, publisher, programme, district, post)}


@router.post("/activities/{activity}/proofs", status_code=HTTPStatus.CREATED, responses=also(HTTPStatus.CONFLICT))
def attach(service: TheService, submitter: Submitter, activity: str, attached: Attached) -> dict[str, str]:
    """Let a document that was handed in prove the activity."""
    return {"id": attach_proof(service, submitter, activity, attached.document)}


@router.delete(
    "/activities/{activity}",
    status_code=HTTPStatus.NO_CONTENT,
    response_class=Response,
    responses=also(HTTPStatus.CONFLICT),
)
def withdraw(service: TheService, publisher: Publisher, activity: str, reason: Annotated[str, Query()]) -> Response:
    """Withdraw the activity, and its proofs with it."""
    withdraw_activity(service, publisher, activity, reason)
    return Response(status_code=HTTPStatus.NO_CONTENT)


@router.delete(
    "/proofs/{item}", status_code=HTTPStatus.NO_CONTENT, response_class=Response, responses=also(HTTPStatus.CONFLICT)
)
def remove(service: TheService, remover: Remover, item: str, reason: Annotated[str, Query()]) -> Response:
    """Take a proof away from its activity."""
    remove_proof(service, remover, item, reason)
    return Response(status_code=HTTPStatus.NO_CONTENT)


@router.post("/submissions/{district}/hand-in", responses=also(HTTPStatus.CONFLICT))
def hand_in(
    service: TheService, shown: Shown, submitter: Submitter, district: str, programme: ProgrammeCode
) -> dict[str, Any]:
    """Hand in the district's evidence as it is."""
    submissions.hand_in(service, submitter, programme, district)
    return standing_json(standing_of(service, submitter, programme, district), shown)


@router.post("/submissions/{district}/take-back", responses=also(HTTPStatus.CONFLICT))
def take_back(
    service: TheService,
    shown: Shown,
    submitter: Submitter,
    district: str,
    programme: ProgrammeCode,
    reasoned: Reasoned,
) -> dict[str, Any]:
    """The leader takes back what was handed in."""
    submissions.take_back(service, submitter, programme, district, reasoned.reason)
    return standing_json(standing_of(service, submitter, programme, district), shown)


@router.post("/submissions/{district}/check", responses=also(HTTPStatus.CONFLICT))
def check(
    service: TheService, shown: Shown, checker: Checker, district: str, programme: ProgrammeCode, decided: Decided
) -> dict[str, Any]:
    """A person has looked at the evidence with this seal."""
    submissions.check(service, checker, programme, district, decided.seal, decided.reason, decided.payee)
    return standing_json(standing_of(service, checker, programme, district), shown)


@router.post("/submissions/{district}/return", responses=also(HTTPStatus.CONFLICT))
def give_back(
    service: TheService, shown: Shown, checker: Checker, district: str, programme: ProgrammeCode, reasoned: Reasoned
) -> dict[str, Any]:
    """The checker gives it back to the leader."""
    submissions.return_to_leader(service, checker, programme, district, reasoned.reason)
    return standing_json(standing_of(service, checker, programme, district), shown)


@router.post("/submissions/{district}/payment", status_code=HTTPStatus.CREATED, responses=also(HTTPStatus.CONFLICT))
def pay(
    service: TheService, shown: Shown, payer: Payer, district: str, programme: ProgrammeCode, decided: Decided
) -> dict[str, Any]:
    """Put down that the leader was paid, once a district; 409 where it was, or where something is missing."""
    submissions.pay(service, payer, programme, district, decided.seal, decided.reason)
    return standing_json(standing_of(service, payer, programme, district), shown)
