"""Whom of the registers a name on a document means: for the document's page and for programs."""

from __future__ import annotations

import datetime as dt
from http import HTTPStatus
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import BaseModel

from docproc.heads import find_heads
from docproc.registers.identification import appearances, identify, people_named
from docproc.repository.identifications import PersonKey
from docproc.web.actors import Decider, Reader, asks
from docproc.web.chain_views import document_address, document_title
from docproc.web.interface_description import also
from docproc.web.language import Shown
from docproc.web.local_addresses import local_address
from docproc.web.problem_details import RequestRefusedError
from docproc.web.rendering import render
from docproc.web.service import TheService
from models.register import PeopleKind
from models.rights import Actor, Right
from models.status import LinkState

PAGE = 50
RegisterReader = Annotated[Actor, asks(Right.KEEP_REGISTERS, Right.AUDIT)]

router = APIRouter()


class RegisteredPerson(BaseModel):
    """Somebody whom a name may mean, and why. `made_by`, `at`, `reason`: what a person said, if anybody did."""

    kind: PeopleKind
    person: str
    name: str
    place: str
    about: str
    reasons: list[str]
    state: LinkState
    made_by: str | None
    at: dt.datetime | None
    reason: str | None


class NameOnPaper(BaseModel):
    """A name of the document by its place in the evidence, with those it may mean, the likeliest first."""

    field: str
    name: str
    candidates: list[RegisteredPerson]


class NewIdentification(BaseModel):
    """`state` is confirmed, rejected, or suspected to take back what was said."""

    document: str
    field: str
    kind: PeopleKind
    person: str
    state: LinkState
    reason: str


class Identification(NewIdentification):
    id: str
    name: str
    made_by: str
    at: dt.datetime


@router.get("/api/identifications", responses=also(HTTPStatus.NOT_FOUND))
def named(
    service: TheService, reader: Reader, document: Annotated[str, Query(description="The document's id.")]
) -> list[NameOnPaper]:
    """The names on a document of whom somebody stands in a register."""
    return [
        NameOnPaper(
            field=one.field,
            name=one.name,
            candidates=[
                RegisteredPerson(
                    kind=meant.candidate.key.kind,
                    person=meant.candidate.key.person_id,
                    name=meant.candidate.person.name,
                    place=meant.candidate.person.place,
                    about=meant.candidate.person.about,
                    reasons=list(meant.candidate.reasons),
                    state=meant.state,
                    made_by=meant.said.made_by if meant.said else None,
                    at=meant.said.at if meant.said else None,
                    reason=meant.said.reason if meant.said else None,
                )
                for meant in one.meant
            ],
        )
        for one in people_named(service, reader, document)
    ]


@router.post("/api/identifications", status_code=HTTPStatus.CREATED, responses=also(HTTPStatus.NOT_FOUND))
def add(service: TheService, decider: Decider, said: NewIdentification) -> Identification:
    """A person says whom a name means or does not mean."""
    try:
        key = PersonKey(said.kind, said.person)
        row = identify(service, decider, said.document, said.field, key, said.state, said.reason)
    except ValueError:
        raise RequestRefusedError(422, "error.no_reason") from None
    return Identification(
        id=row.id, document=row.document_id, field=row.field, kind=row.kind, person=row.person_id,
        state=row.state, reason=row.reason, name=row.name, made_by=row.made_by, at=row.at,
    )  # fmt: skip


@router.post("/identifications", include_in_schema=False)
def say(
    service: TheService,
    decider: Decider,
    document: Annotated[str, Form()],
    person: Annotated[list[str], Form(max_length=200)],
    state: Annotated[LinkState, Form()],
    reason: Annotated[str, Form()],
    back: Annotated[str, Form()] = "",
) -> Response:
    """The same from the document's page, for several names at once; each is named `field kind id`."""
    for one in person:
        field, kind, person_id = _parts(one)
        try:
            identify(service, decider, document, field, PersonKey(kind, person_id), state, reason)
        except ValueError:
            raise RequestRefusedError(422, "error.no_reason") from None
    return RedirectResponse(local_address(back) or "/", status_code=HTTPStatus.SEE_OTHER)


def _parts(name: str) -> tuple[str, PeopleKind, str]:
    parts = name.split()
    if len(parts) != 3 or parts[1] not in list(PeopleKind):
        raise RequestRefusedError(422, "error.validation")
    return parts[0], PeopleKind(parts[1]), parts[2]


@router.get("/registers/people/{kind}/{person}", include_in_schema=False, response_class=HTMLResponse)
def person_page(
    request: Request,
    service: TheService,
    shown: Shown,
    actor: RegisterReader,
    kind: PeopleKind,
    person: str,
    after: str | None = None,
) -> Response:
    """A person of a register and the documents that were confirmed to name them."""
    who, found = appearances(service, actor, PersonKey(kind, person), after, PAGE)
    heads = find_heads(service, [one.said.document_id for one in found])
    listed = [
        (
            one.said,
            document_address(one.source_id, one.said.document_id),
            document_title(heads[one.said.document_id], shown),
        )
        for one in found
        if one.said.document_id in heads
    ]
    more = f"{request.url.path}?{urlencode({'after': found[-1].said.id})}" if len(found) == PAGE else None
    return render(request, "register_person.html", kind=kind, person=who, found=listed, more=more)
