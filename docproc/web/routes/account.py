"""One's own account: what was granted, signed-in devices, tokens for programs, the password."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from docproc.users.api_tokens import add_token, revoke_token
from docproc.users.names import NotANameError
from docproc.users.passwords import WeakPasswordError
from docproc.users.sign_in import WrongPasswordError, change_password, end_session
from docproc.web.account_views import account_view
from docproc.web.actors import SESSION_COOKIE, SIGNED_IN, Signed
from docproc.web.rendering import render
from docproc.web.service import TheService
from docproc.wiring import Service
from models.rights import Actor

router = APIRouter(
    prefix="/account", include_in_schema=False, default_response_class=HTMLResponse, dependencies=[SIGNED_IN]
)


@router.get("")
def account(request: Request, service: TheService, actor: Signed) -> Response:
    return _page(request, service, actor)


@router.post("/password")
def password(
    request: Request,
    service: TheService,
    actor: Signed,
    old: Annotated[str, Form(max_length=1000)],
    new: Annotated[str, Form(max_length=1000)],
) -> Response:
    """Every other device has to sign in anew."""
    kept = request.cookies.get(SESSION_COOKIE, "")
    try:
        change_password(service, actor.user_id, old, new, kept=kept)
    except WrongPasswordError:
        return _page(request, service, actor, password_fault="account.wrong")
    except WeakPasswordError as error:
        return _page(request, service, actor, password_fault=error.code)
    return _page(request, service, actor, password_changed=True)


@router.post("/sessions/{session_id}/end")
def end(service: TheService, actor: Signed, session_id: str) -> Response:
    end_session(service, actor.user_id, session_id)
    return RedirectResponse("/account", status_code=303)


@router.post("/tokens")
def make_token(
    request: Request,
    service: TheService,
    actor: Signed,
    name: Annotated[str, Form(max_length=200)],
    days: Annotated[int, Form()] = 90,
) -> Response:
    """The token is shown in the answer to this form, and never again."""
    try:
        secret = add_token(service, actor.user_id, name, days)
    except (NotANameError, ValueError):
        return _page(request, service, actor, token_fault="account.token_bad")
    return _page(request, service, actor, token=secret)


@router.post("/tokens/{token_id}/revoke")
def end_token(service: TheService, actor: Signed, token_id: str) -> Response:
    revoke_token(service, actor.user_id, token_id)
    return RedirectResponse("/account", status_code=303)


def _page(
    request: Request,
    service: Service,
    actor: Actor,
    *,
    password_fault: str | None = None,
    password_changed: bool = False,
    token_fault: str | None = None,
    token: str | None = None,
) -> Response:
    return render(
        request,
        "account.html",
        status_code=200 if password_fault is None and token_fault is None else 422,
        account=account_view(service, actor, request.cookies.get(SESSION_COOKIE, "")),
        password_fault=password_fault,
        password_changed=password_changed,
        token_fault=token_fault,
        token=token,
    )
