"""What an auditor should look at: the list, and what the auditor says that it is."""

from __future__ import annotations

from typing import Annotated, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from docproc.findings.explaining import explain, list_findings, open_again
from docproc.web.actors import asks
from docproc.web.findings_views import finding_views
from docproc.web.language import Shown
from docproc.web.local_addresses import local_address
from docproc.web.problem_details import RequestRefusedError
from docproc.web.rendering import render
from docproc.web.service import TheService
from models.finding import FindingKind, FindingState
from models.rights import Actor, Right

FINDINGS_A_PAGE = 20
Auditor = Annotated[Actor, asks(Right.AUDIT)]

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)


@router.get("/findings")
def findings(
    request: Request,
    service: TheService,
    shown: Shown,
    auditor: Auditor,
    state: Annotated[str, Query(pattern="^(open|explained|all)$")] = "open",
    kind: FindingKind | Literal[""] = "",
    after: str | None = None,
) -> Response:
    """Findings of the auditor's areas, the latest first."""
    asked = None if state == "all" else FindingState(state)
    found = list_findings(service, auditor, after, FINDINGS_A_PAGE + 1, asked, kind or None)
    listed = found[:FINDINGS_A_PAGE]
    kept = {"state": state, **({"kind": str(kind)} if kind else {})}
    more = f"/findings?{urlencode({**kept, 'after': listed[-1].record.id})}" if len(found) > FINDINGS_A_PAGE else None
    return render(
        request,
        "findings_list.html",
        findings=finding_views(service, listed, shown),
        state=state,
        kind=kind,
        kinds=tuple(FindingKind),
        more=more,
        here=f"/findings?{urlencode(kept)}",
    )


@router.post("/findings/{finding_id}")
def say(
    service: TheService,
    auditor: Auditor,
    finding_id: str,
    act: Annotated[str, Form(pattern="^(explain|again)$")],
    reason: Annotated[str, Form()] = "",
    back: Annotated[str, Form()] = "",
) -> Response:
    """The auditor says what it is, or opens it again; then the page that `back` names."""
    if act == "again":
        open_again(service, auditor, finding_id)
    else:
        try:
            explain(service, auditor, finding_id, reason)
        except ValueError:
            raise RequestRefusedError(422, "finding.no_reason") from None
    return RedirectResponse(local_address(back) or "/findings", status_code=303)
