"""The review queue's pages: one value at a time, by keys alone, and as plain forms where no script runs."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from docproc import corrections, review
from docproc.corrections import Said
from docproc.field_values import NotAValueError
from docproc.messages.catalogue import Catalogue
from docproc.repository.review_queue import QueueKey, Waiting
from docproc.sight import find_seen_word, require_assertion, require_document
from docproc.web.actors import Decider
from docproc.web.language import Shown
from docproc.web.local_addresses import local_address
from docproc.web.problem_details import RequestRefusedError
from docproc.web.rendering import render
from docproc.web.review_views import crop_address, field_label, item_view, shown_value, waiting_documents
from docproc.web.service import TheService
from docproc.wiring import Service
from models.rights import Actor, Right

LISTED_NEXT = 14

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)


@router.get("/review")
def queue(
    request: Request,
    service: TheService,
    shown: Shown,
    decider: Decider,
    d: Annotated[str | None, Query(description="The document of the value that is asked for.")] = None,
    f: Annotated[str | None, Query(description="Its field; without one the document's first that waits.")] = None,
    only: Annotated[str | None, Query(description="Only this document's values follow.")] = None,
    after: Annotated[str | None, Query(description="The queue's key of the value before.")] = None,
    done: Annotated[str | None, Query(description="The assertion just made, which can be taken back.")] = None,
) -> Response:
    """The value that was asked for, else the next one that waits."""
    areas = decider.areas(Right.DECIDE_VALUES)
    key = _key(after)
    if d is None or f is None:
        first = next(iter(review.waiting(service, areas, key, 1, only)), None)
        if first is None and key is not None:  # at the end: once more from the head, for what was skipped
            first = next(iter(review.waiting(service, areas, None, 1, only)), None)
        if first is None:
            return render(request, "review_done.html", done=_done(service, decider, done, shown), only=only)
        d, f = first.document.id, first.assertion.field
    return _item_page(request, service, shown, decider, d, f, only, done)


def _item_page(
    request: Request,
    service: Service,
    shown: Catalogue,
    decider: Actor,
    document_id: str,
    field: str,
    only: str | None,
    done: str | None = None,
    fault: str | None = None,
    typed: str | None = None,
) -> Response:
    require_document(service, decider, Right.DECIDE_VALUES, document_id)
    item = review.review_item(service, document_id, field, decider.areas(Right.KEEP_REGISTERS))
    areas = decider.areas(Right.DECIDE_VALUES)
    following = review.waiting(service, areas, item.key, LISTED_NEXT, only)
    return render(
        request,
        "review.html",
        status_code=200 if fault is None else 422,
        item=item_view(service, item, areas, shown),
        following=waiting_documents(service, following, areas, shown, only),
        next_crop=_address_of_next_crop(following),
        person=decider.name,
        only=only,
        done=_done(service, decider, done, shown),
        fault=fault,
        typed=typed,
    )


@router.post("/review")
def say(
    request: Request,
    service: TheService,
    shown: Shown,
    decider: Decider,
    document: Annotated[str, Form()],
    field: Annotated[str, Form()],
    seen: Annotated[str, Form()],
    act: Annotated[str, Form(pattern="^(confirm|type|nothing)$")] = "type",
    typed: Annotated[str, Form()] = "",
    key: Annotated[str, Form()] = "",
    only: Annotated[str | None, Form()] = None,
    as_it_stands: Annotated[bool, Form(description="A number of whatever form.")] = False,
) -> Response:
    """A person agrees, chooses, types, or says that nothing stands there; then comes the next value."""
    require_document(service, decider, Right.DECIDE_VALUES, document)
    if act == "type" and not typed.strip():
        return _item_page(request, service, shown, decider, document, field, only, fault=shown.text("value.empty"))
    try:
        if act == "confirm":
            said = corrections.confirm_shown(service, document, field, decider.name, seen)
        else:
            text = typed if act == "type" else ""
            said = corrections.correct_typed(
                service, document, field, text, decider.name, seen, as_it_stands=as_it_stands
            )
    except NotAValueError as error:
        fault = shown.text(error.code)
        return _item_page(request, service, shown, decider, document, field, only, fault=fault, typed=typed)
    except ValueError:
        fault = shown.text("value.nothing_shown")
        return _item_page(request, service, shown, decider, document, field, only, fault=fault)
    kept = {"after": key, "done": said.assertion_id, "only": only}
    return RedirectResponse(f"/review?{urlencode({k: v for k, v in kept.items() if v})}", status_code=303)


@router.post("/review/undo")
def undo(
    service: TheService,
    decider: Decider,
    assertion: Annotated[str, Form()],
    back: Annotated[str, Form()] = "",
    only: Annotated[str | None, Form()] = None,
) -> Response:
    """Takes back what was said, and shows that value again, or the page that `back` names."""
    require_assertion(service, decider, Right.DECIDE_VALUES, assertion)
    said = corrections.take_back(service, assertion, decider.name)
    kept = {"d": said.document_id, "f": said.field, **({"only": only} if only else {})}
    return RedirectResponse(local_address(back) or f"/review?{urlencode(kept)}", status_code=303)


def _key(after: str | None) -> QueueKey | None:
    try:
        return QueueKey.parse(after) if after else None
    except ValueError:
        raise RequestRefusedError(422, "error.validation") from None


def _done(service: Service, decider: Actor, assertion_id: str | None, shown: Catalogue) -> tuple[str, str] | None:
    """What was just said in words, with its id while it can be taken back."""
    said = find_seen_word(service, decider, assertion_id) if assertion_id else None
    if said is None:
        return None
    return said.assertion_id, _said_in_words(said, shown)


def _said_in_words(said: Said, shown: Catalogue) -> str:
    value = shown_value(said.field, said.value, shown) or shown.text("history.nothing_there")
    return f"{shown.text(f'act.{said.act}')}: {field_label(said.field, shown)} {value}"


def _address_of_next_crop(following: list[Waiting]) -> str | None:
    """The picture that will be wanted next, so that the browser can have it before it is."""
    for one in following[:1]:
        line = review.line_of(one.document, one.assertion)
        return crop_address(one.source.id, one.assertion.page, line) if line is not None else None
    return None
