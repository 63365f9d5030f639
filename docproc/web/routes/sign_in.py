"""Coming in and going out, and the links that work once. Open to everybody, since nobody is known here yet."""

from __future__ import annotations

from typing import Annotated

import structlog
from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from docproc.repository.users import NewUser
from docproc.users import invitations, oidc
from docproc.users.accounts import TakenError
from docproc.users.invitations import Invitation, NoInvitationError
from docproc.users.names import NotANameError
from docproc.users.passwords import WeakPasswordError
from docproc.users.sign_in import WrongPasswordError, open_session, sign_in, sign_out
from docproc.web.actors import OPEN, SESSION_COOKIE, SIGNED_IN
from docproc.web.language import Shown
from docproc.web.local_addresses import local_address
from docproc.web.problem_details import RequestRefusedError
from docproc.web.rendering import render
from docproc.web.service import TheService
from docproc.wiring import Service

ATTEMPT_COOKIE = "sign_in_attempt"

log = structlog.get_logger(__name__)
router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)


@router.get("/sign-in", dependencies=[OPEN])
def ask(request: Request, service: TheService, next: str = "") -> Response:
    return _form(request, service, next)


@router.post("/sign-in", dependencies=[OPEN])
def come_in(
    request: Request,
    service: TheService,
    login: Annotated[str, Form(max_length=200)],
    password: Annotated[str, Form(max_length=1000)],
    next: Annotated[str, Form()] = "",
) -> Response:
    """A wrong name and a wrong password get the same answer."""
    agent = request.headers.get("user-agent", "")
    try:
        secret = sign_in(service, login, password, address=client_address(request), agent=agent)
    except WrongPasswordError:
        return _form(request, service, next, login=login, fault="sign_in.wrong")
    return signed_in(request, secret, next)


@router.post("/sign-out", dependencies=[SIGNED_IN])
def go_out(request: Request, service: TheService) -> Response:
    """Ends the session and lets the browser forget the pictures it kept."""
    sign_out(service, request.cookies.get(SESSION_COOKIE, ""))
    response = RedirectResponse("/sign-in", status_code=303, headers={"Clear-Site-Data": '"cache"'})
    response.delete_cookie(SESSION_COOKIE)
    return response


@router.get("/sign-in/provider", dependencies=[OPEN])
def to_provider(request: Request, service: TheService, next: str = "") -> Response:
    """Leads to the agency's own provider."""
    if not oidc.is_offered(service.settings):
        raise RequestRefusedError(404, "error.not_found")
    try:
        address, attempt = oidc.begin(service, _callback(request), local_address(next))
    except oidc.ProviderError as error:
        return _provider_fault(request, service, error)
    response = RedirectResponse(address, status_code=303)
    response.set_cookie(
        ATTEMPT_COOKIE,
        attempt.as_text(),
        max_age=oidc.ATTEMPT_SECONDS,
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
        path="/sign-in",
    )
    return response


@router.get("/sign-in/callback", dependencies=[OPEN])
def from_provider(request: Request, service: TheService, state: str = "", code: str = "") -> Response:
    """Where the provider leads the person back to."""
    if not oidc.is_offered(service.settings):
        raise RequestRefusedError(404, "error.not_found")
    try:
        attempt = oidc.Attempt.from_text(request.cookies.get(ATTEMPT_COOKIE, ""))
        user_id = oidc.finish(service, _callback(request), attempt, state, code)
    except oidc.ProviderError as error:
        return _provider_fault(request, service, error)
    except oidc.UnknownPersonError:
        return _form(request, service, "", fault="sign_in.provider_unknown")
    secret = open_session(service, user_id, request.headers.get("user-agent", ""))
    response = signed_in(request, secret, attempt.back)
    response.delete_cookie(ATTEMPT_COOKIE, path="/sign-in")
    return response


def _callback(request: Request) -> str:
    return f"{request.base_url}sign-in/callback"


def _provider_fault(request: Request, service: Service, error: oidc.ProviderError) -> Response:
    log.warning("provider_fault", reason=str(error))
    return _form(request, service, "", fault="sign_in.provider_fault")


@router.get("/first-start/{secret}", dependencies=[OPEN])
@router.get("/invitations/{secret}", dependencies=[OPEN])
def invited(request: Request, service: TheService, secret: str) -> Response:
    """Asks for the password, and for the name where the link makes the first administrator."""
    return _invitation_page(request, _invitation(service, secret, request))


@router.post("/first-start/{secret}", dependencies=[OPEN])
@router.post("/invitations/{secret}", dependencies=[OPEN])
def take_up(
    request: Request,
    service: TheService,
    shown: Shown,
    secret: str,
    password: Annotated[str, Form(max_length=1000)],
    login: Annotated[str, Form(max_length=200)] = "",
    name: Annotated[str, Form(max_length=200)] = "",
) -> Response:
    """Sets the password and signs in; the link does not work again."""
    invitation = _invitation(service, secret, request)
    who = NewUser(login, name) if invitation.user is None else None
    try:
        user_id = invitations.accept_invitation(service, secret, client_address(request), password, who)
    except (NotANameError, WeakPasswordError) as error:
        return _invitation_page(request, invitation, login=login, name=name, fault=error.code)
    except TakenError:
        return _invitation_page(request, invitation, login=login, name=name, fault="user.taken")
    except NoInvitationError:
        raise RequestRefusedError(404, "invitation.gone") from None
    return signed_in(request, open_session(service, user_id, request.headers.get("user-agent", "")), "")


def signed_in(request: Request, secret: str, back: str) -> Response:
    """Leads back to where the person came from, with the session's cookie.

    It outlives the browser, as a phone ends it whenever it likes; how long a session may rest is the server's to say.
    """
    service: Service = request.app.state.service
    response = RedirectResponse(local_address(back) or "/", status_code=303)
    response.set_cookie(
        SESSION_COOKIE,
        secret,
        max_age=service.settings.session_seconds,
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
        path="/",
    )
    return response


def client_address(request: Request) -> str:
    """Where the request came from, for limits."""
    return request.client.host if request.client is not None else "unknown"


def _form(request: Request, service: Service, back: str, login: str = "", fault: str | None = None) -> Response:
    return render(
        request,
        "sign_in.html",
        status_code=200 if fault is None else 422,
        next=local_address(back),
        login=login[:100],
        fault=fault,
        has_provider=oidc.is_offered(service.settings),
        demonstration=request.app.state.demonstration_users,
    )


def _invitation(service: Service, secret: str, request: Request) -> Invitation:
    try:
        return invitations.find_invitation(service, secret, client_address(request))
    except NoInvitationError:
        raise RequestRefusedError(404, "invitation.gone") from None


def _invitation_page(
    request: Request, invitation: Invitation, login: str = "", name: str = "", fault: str | None = None
) -> Response:
    return render(
        request,
        "invitation.html",
        status_code=200 if fault is None else 422,
        user=invitation.user,
        login=login[:100],
        name=name[:100],
        fault=fault,
    )
