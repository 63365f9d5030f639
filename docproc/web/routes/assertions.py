"""The JSON interface to what people say: what waits, values set and taken back, decisions about links.

What is said is kept under the name of the signed-in user.
"""

from __future__ import annotations

import datetime as dt
from http import HTTPStatus
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from docproc import corrections, review
from docproc.field_values import NotAValueError, typed_value
from docproc.heads import find_heads
from docproc.link_decisions import decide, decisions_about
from docproc.repository.link_decisions import Decision, LinkName
from docproc.sight import require_assertion, require_document
from docproc.web.actors import Decider, Reader
from docproc.web.interface_description import also
from docproc.web.page_keys import AfterWaiting, Limit
from docproc.web.problem_details import RequestRefusedError
from docproc.web.service import TheService
from models.chain import LinkKind
from models.rights import Right
from models.status import Act, LinkState, Status
from models.tables.documents import AssertionRecord
from models.tables.links import LinkDecisionRecord

router = APIRouter(prefix="/api")

CHANGED_OR_GONE = (HTTPStatus.CONFLICT, HTTPStatus.NOT_FOUND)


class WaitingValue(BaseModel):
    """A value that waits for a person. `seen` names it as it is now, for whoever sets it right."""

    document: str
    file: str
    field: str
    doubt: str
    status: Status
    value: Any
    printed: str
    page: int
    box: list[int]
    seen: str


class WaitingValues(BaseModel):
    """`next` is the address of the following stretch, null at the end."""

    waiting: list[WaitingValue]
    next: str | None


class NewValue(BaseModel):
    """What a person says of a field, as it stands on the paper; an empty text where nothing does."""

    document: str
    field: str
    printed: str = Field(max_length=4000)
    as_it_stands: bool = Field(default=False, description="Take a letter's number whatever its form.")
    seen: str | None = Field(default=None, description="The assertion in view; another one by now is a conflict.")


class Assertion(BaseModel):
    """Something that was said of a field; `before` is the machine's proof that a person had in view."""

    id: str
    document: str
    field: str
    value: Any
    printed: str
    status: Status
    act: Act
    made_by: str
    at: dt.datetime
    superseded_at: dt.datetime | None
    before: dict[str, Any] | None


class NewDecision(BaseModel):
    """`state` is confirmed, rejected, or suspected to take back what was said."""

    from_document: str
    to_document: str
    kind: LinkKind
    state: LinkState
    reason: str


class LinkDecision(NewDecision):
    id: str
    made_by: str
    at: dt.datetime
    superseded_at: dt.datetime | None


@router.get("/review")
def waiting(
    service: TheService,
    decider: Decider,
    after: AfterWaiting,
    document: Annotated[str | None, Query(description="Only this document's values.")] = None,
    limit: Limit = 50,
) -> WaitingValues:
    """The values that wait for a person, the most doubtful first."""
    found = review.waiting(service, decider.areas(Right.DECIDE_VALUES), after, limit + 1, document)
    listed = [
        WaitingValue(
            document=one.document.id,
            file=one.source.id,
            field=one.assertion.field,
            doubt=one.key.doubt.name.lower(),
            status=one.assertion.status,
            value=one.assertion.value,
            printed=one.assertion.printed,
            page=one.assertion.page,
            box=one.assertion.box or [],
            seen=one.assertion.id,
        )
        for one in found[:limit]
    ]
    kept = {"limit": limit, **({"document": document} if document else {})}
    more = len(found) > limit
    following = f"/api/review?{urlencode({**kept, 'after': str(found[limit - 1].key)})}" if more else None
    return WaitingValues(waiting=listed, next=following)


@router.post("/assertions", status_code=HTTPStatus.CREATED, responses=also(*CHANGED_OR_GONE))
def set_value(service: TheService, decider: Decider, said: NewValue) -> Assertion:
    """A person agrees with a value or sets it right. No machine changes it again."""
    require_document(service, decider, Right.DECIDE_VALUES, said.document)
    try:
        value = typed_value(said.field, said.printed, as_it_stands=said.as_it_stands)
        done = corrections.confirm_field(
            service,
            said.document,
            said.field,
            value,
            decider.name,
            printed=said.printed,
            seen=said.seen,
            as_it_stands=said.as_it_stands,
        )
    except NotAValueError:
        raise
    except ValueError:
        raise RequestRefusedError(422, "error.no_such_field") from None
    return _assertion(service, done.document_id, done.assertion_id)


@router.post(
    "/assertions/{assertion_id}/withdrawal", status_code=HTTPStatus.CREATED, responses=also(HTTPStatus.CONFLICT)
)
def take_back(service: TheService, decider: Decider, assertion_id: str) -> Assertion:
    """A person takes back what a person said: what stood before it stands again."""
    require_assertion(service, decider, Right.DECIDE_VALUES, assertion_id)
    done = corrections.take_back(service, assertion_id, decider.name)
    return _assertion(service, done.document_id, done.assertion_id)


@router.get("/assertions", responses=also(HTTPStatus.NOT_FOUND))
def said_of(
    service: TheService,
    reader: Reader,
    document: Annotated[str, Query(description="The document's id.")],
    field: Annotated[str | None, Query(description="Only this field.")] = None,
) -> list[Assertion]:
    """Everything that was ever said of a document's fields, the oldest first."""
    require_document(service, reader, Right.READ_DOCUMENTS, document)
    if not find_heads(service, [document]):
        raise RequestRefusedError(404, "error.not_found")
    rows = corrections.history(service, document)
    return [_shown(row) for row in rows if field is None or row.field == field]


@router.post("/link-decisions", status_code=HTTPStatus.CREATED, responses=also(HTTPStatus.NOT_FOUND))
def decide_link(service: TheService, decider: Decider, said: NewDecision) -> LinkDecision:
    """A person says that a link is one, or is none, and why."""
    require_document(service, decider, Right.DECIDE_VALUES, said.from_document)
    name = LinkName(said.from_document, said.to_document, said.kind)
    try:
        row = decide(service, name, Decision(said.state, said.reason, decider.name))
    except ValueError:
        raise RequestRefusedError(422, "error.no_reason") from None
    return _decision(row)


@router.get("/link-decisions", responses=also(HTTPStatus.NOT_FOUND))
def decisions(
    service: TheService, reader: Reader, document: Annotated[str, Query(description="The document's id.")]
) -> list[LinkDecision]:
    """Everything people ever said of the links from and to a document, the oldest first."""
    require_document(service, reader, Right.READ_DOCUMENTS, document)
    return [_decision(row) for row in decisions_about(service, [document])]


def _assertion(service: TheService, document_id: str, assertion_id: str) -> Assertion:
    return next(_shown(row) for row in corrections.history(service, document_id) if row.id == assertion_id)


def _shown(row: AssertionRecord) -> Assertion:
    return Assertion(
        id=row.id,
        document=row.document_id,
        field=row.field,
        value=row.value,
        printed=row.printed,
        status=row.status,
        act=row.act,
        made_by=row.made_by,
        at=row.at,
        superseded_at=row.superseded_at,
        before=row.before,
    )


def _decision(row: LinkDecisionRecord) -> LinkDecision:
    return LinkDecision(
        id=row.id,
        from_document=row.from_document_id,
        to_document=row.to_document_id,
        kind=row.kind,
        state=row.state,
        reason=row.reason,
        made_by=row.made_by,
        at=row.at,
        superseded_at=row.superseded_at,
    )
