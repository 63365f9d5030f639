"""What a person says of a link, as a form of the document's and the chain's page."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from docproc.link_decisions import decide
from docproc.repository.link_decisions import Decision, LinkName
from docproc.sight import require_document
from docproc.web.actors import Decider
from docproc.web.local_addresses import local_address
from docproc.web.problem_details import RequestRefusedError
from docproc.web.service import TheService
from models.chain import LinkKind
from models.rights import Right
from models.status import LinkState

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)


@router.post("/links/decide")
def decide_link(
    service: TheService,
    decider: Decider,
    from_document: Annotated[str, Form()],
    to_document: Annotated[str, Form()],
    kind: Annotated[LinkKind, Form()],
    state: Annotated[LinkState, Form()],
    reason: Annotated[str, Form()],
    back: Annotated[str, Form()] = "",
) -> Response:
    """Confirmed, rejected, or (suspected) what was said taken back."""
    require_document(service, decider, Right.DECIDE_VALUES, from_document)
    shown_again = local_address(back) or f"/chain/{from_document}"
    try:
        decide(service, LinkName(from_document, to_document, kind), Decision(state, reason, decider.name))
    except ValueError:
        raise RequestRefusedError(422, "error.no_reason") from None
    return RedirectResponse(shown_again, status_code=303)
