"""Hits as the search page shows them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from docproc.documents import NotFoundError
from docproc.heads import find_heads
from docproc.messages.catalogue import Catalogue
from docproc.search.finding import Found, Hit, boxes_on_page
from docproc.search.marking import Snippet
from docproc.web.chain_views import document_title
from docproc.web.review_views import field_label
from docproc.web.view_models import Spot
from docproc.wiring import Service


@dataclass(frozen=True, slots=True)
class HitView:
    """`picture` is the place on the page, None where the hit is on none; `where` says what holds the hit."""

    title: str
    address: str
    where: str
    snippet: Snippet
    picture: str | None
    file: str
    received_at: datetime


def hit_views(service: Service, found: Found, query: str, catalogue: Catalogue) -> tuple[HitView, ...]:
    heads = find_heads(service, {hit.document_id for hit in found.hits if hit.document_id is not None})
    titles = {one: document_title(head, catalogue) for one, head in heads.items()}
    return tuple(_view(hit, titles, query, catalogue) for hit in found.hits)


def _view(hit: Hit, titles: dict[str, str], query: str, catalogue: Catalogue) -> HitView:
    asked = {"d": hit.document_id, "page": hit.page or None, "q": query}
    address = f"/documents/{hit.source_id}?{urlencode({name: value for name, value in asked.items() if value})}"
    on_page = bool(hit.page) and hit.field is None
    picture = f"/api/documents/{hit.source_id}/pages/{hit.page}/spot?{urlencode({'q': query})}" if on_page else None
    return HitView(
        title=titles.get(hit.document_id or "", hit.file),
        address=address,
        where=_where(hit, catalogue),
        snippet=hit.snippet,
        picture=picture,
        file=hit.file,
        received_at=hit.received_at,
    )


def _where(hit: Hit, catalogue: Catalogue) -> str:
    if hit.field is not None:
        label = field_label(hit.field, catalogue)
        return catalogue.text("search.said", field=label, who=hit.said_by) if hit.said_by else label
    if hit.document_id is None:
        return catalogue.text("search.in_name")
    return catalogue.text("page.number", n=hit.page) if hit.page else catalogue.text("search.in_values")


def hit_spots(service: Service, source_id: str, page: int, query: str, catalogue: Catalogue) -> tuple[Spot, ...]:
    """The places of what was searched on one page, as the viewer marks them; none on a page that was not read."""
    if not query.strip():
        return ()
    try:
        boxes = boxes_on_page(service, source_id, page, query)
    except NotFoundError:
        return ()
    label = catalogue.text("search.here", q=query)
    return tuple(Spot(f"hit[{n}]", page, (box.x0, box.y0, box.x1, box.y1), label, "hit") for n, box in enumerate(boxes))
