"""The administrator's pages: who may come in, and what they were granted over which area."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from docproc.repository.users import NewUser
from docproc.users import accounts
from docproc.users.accounts import TakenError, UnknownOfficeError
from docproc.users.invitations import invite
from docproc.users.names import NotANameError
from docproc.web.account_views import user_view
from docproc.web.actors import asks
from docproc.web.problem_details import RequestRefusedError
from docproc.web.rendering import render
from docproc.web.service import TheService
from docproc.wiring import Service
from models.rights import Actor, Right, Role

USERS_A_PAGE = 50

Administrator = Annotated[Actor, asks(Right.ADMINISTER)]
OfficeCode = Annotated[str, Form(max_length=40)]

router = APIRouter(prefix="/users", include_in_schema=False, default_response_class=HTMLResponse)


@router.get("")
def users(request: Request, service: TheService, actor: Administrator, after: str | None = None) -> Response:
    return _list(request, service, actor, after)


@router.post("")
def add(
    request: Request,
    service: TheService,
    actor: Administrator,
    login: Annotated[str, Form(max_length=200)],
    name: Annotated[str, Form(max_length=200)],
    role: Annotated[Role, Form()],
    email: Annotated[str, Form(max_length=254)] = "",
    office: OfficeCode = "",
    area: OfficeCode = "",
) -> Response:
    """Makes the user and shows the link by which the user sets a password."""
    new = NewUser(login, name, office.strip() or None, email or None)
    try:
        user_id = accounts.add_user(service, actor, new, role, area.strip() or None)
    except NotANameError as error:
        return _list(request, service, actor, None, new, error.code)
    except TakenError:
        return _list(request, service, actor, None, new, "user.taken")
    except UnknownOfficeError:
        return _list(request, service, actor, None, new, "user.no_office")
    return _user(request, service, actor, user_id, invite(service, actor, user_id))


@router.get("/{user_id}")
def user(request: Request, service: TheService, actor: Administrator, user_id: str) -> Response:
    return _user(request, service, actor, user_id)


@router.post("/{user_id}/grants")
def grant(
    request: Request,
    service: TheService,
    actor: Administrator,
    user_id: str,
    role: Annotated[Role, Form()],
    area: OfficeCode = "",
) -> Response:
    try:
        accounts.grant(service, actor, user_id, role, area.strip() or None)
    except UnknownOfficeError:
        return _user(request, service, actor, user_id, fault="user.no_office")
    except LookupError:
        raise RequestRefusedError(404, "error.not_found") from None
    return RedirectResponse(f"/users/{user_id}", status_code=303)


@router.post("/{user_id}/grants/{grant_id}/revoke")
def revoke(service: TheService, actor: Administrator, user_id: str, grant_id: str) -> Response:
    try:
        accounts.revoke(service, actor, user_id, grant_id)
    except LookupError:
        raise RequestRefusedError(404, "error.not_found") from None
    return RedirectResponse(f"/users/{user_id}", status_code=303)


@router.post("/{user_id}/invitation")
def invite_again(request: Request, service: TheService, actor: Administrator, user_id: str) -> Response:
    """A new link, for a new user or for one who forgot the password; shown in this answer alone."""
    try:
        secret = invite(service, actor, user_id)
    except LookupError:
        raise RequestRefusedError(404, "error.not_found") from None
    return _user(request, service, actor, user_id, secret)


@router.post("/{user_id}/active")
def set_active(service: TheService, actor: Administrator, user_id: str, is_active: Annotated[bool, Form()]) -> Response:
    try:
        accounts.set_active(service, actor, user_id, is_active=is_active)
    except LookupError:
        raise RequestRefusedError(404, "error.not_found") from None
    return RedirectResponse(f"/users/{user_id}", status_code=303)


def _list(
    request: Request,
    service: Service,
    actor: Actor,
    after: str | None,
    typed: NewUser | None = None,
    fault: str | None = None,
) -> Response:
    found = accounts.list_accounts(service, actor, after, USERS_A_PAGE + 1)
    shown = found[:USERS_A_PAGE]
    areas = accounts.area_names(service, shown)
    return render(
        request,
        "users.html",
        status_code=200 if fault is None else 422,
        users=[user_view(one, areas) for one in shown],
        next=shown[-1].user.login if len(found) > USERS_A_PAGE else None,
        roles=tuple(Role),
        typed=typed or NewUser("", ""),
        fault=fault,
    )


def _user(
    request: Request,
    service: Service,
    actor: Actor,
    user_id: str,
    secret: str | None = None,
    fault: str | None = None,
) -> Response:
    try:
        account = accounts.find_account(service, actor, user_id)
    except LookupError:
        raise RequestRefusedError(404, "error.not_found") from None
    return render(
        request,
        "user.html",
        status_code=200 if fault is None else 422,
        user=user_view(account, accounts.area_names(service, [account])),
        roles=tuple(Role),
        link=f"{request.base_url}invitations/{secret}" if secret is not None else None,
        is_oneself=user_id == actor.user_id,
        fault=fault,
    )
