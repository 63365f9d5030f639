"""The administrator's page of a programme: its rules with their sources, changed with a reason, and their history."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from docproc.documents import NotFoundError
from docproc.programme.rules import Words, change_rule, find_programme, list_programmes, names_of, rule_history
from docproc.web.actors import asks
from docproc.web.language import Shown
from docproc.web.rendering import render
from docproc.web.rule_forms import rule_form, value_typed
from docproc.web.service import TheService
from models.programme import RuleKey
from models.rights import Actor, Right

Administrator = Annotated[Actor, asks(Right.ADMINISTER)]

router = APIRouter(prefix="/programmes", include_in_schema=False, default_response_class=HTMLResponse)


@router.get("")
def newest(service: TheService, administrator: Administrator) -> Response:
    programmes = list_programmes(service)
    if not programmes:
        raise NotFoundError("programme")
    return RedirectResponse(f"/programmes/{programmes[0].code}", status_code=303)


@router.get("/{code}")
def rules(request: Request, service: TheService, shown: Shown, administrator: Administrator, code: str) -> Response:
    programme = find_programme(service, code)
    history = {key: rule_history(service, code, key) for key in programme.rules}
    names = names_of(service, (one for versions in history.values() for one in versions))
    return render(
        request,
        "programme_rules.html",
        programme=programme,
        programmes=list_programmes(service),
        rules=[rule_form(rule, history[key], names, shown) for key, rule in programme.rules.items()],
    )


@router.post("/{code}/rules/{key}")
def change(
    service: TheService,
    administrator: Administrator,
    code: str,
    key: RuleKey,
    value: Annotated[list[str], Form(default_factory=list)],
    source: Annotated[str, Form()] = "",
    note: Annotated[str, Form()] = "",
    reason: Annotated[str, Form()] = "",
) -> Response:
    """Several values where the rule has several fields; none where no box is ticked."""
    rule = find_programme(service, code).rules[key]
    change_rule(service, administrator, code, key, value_typed(rule, value), reason, Words(source, note))
    return RedirectResponse(f"/programmes/{code}#{key.value}", status_code=303)
