"""The pages people read."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request, UploadFile
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from docproc.chain import links_among, walk
from docproc.chain_sight import seen_chain, seen_chains_of, seen_hops, size_of
from docproc.corrections import history
from docproc.documents import accept, reading_json
from docproc.findings.explaining import findings_about
from docproc.link_decisions import decisions_about
from docproc.meetings import meeting_of
from docproc.registers.identification import people_named
from docproc.registers.of_document import Registered, lines_about
from docproc.registers.waiving import waivers_of
from docproc.review import count_waiting_in
from docproc.search.query import LONGEST_QUERY
from docproc.sight import office_of_delivery
from docproc.users import limits
from docproc.web.actors import Reader, Uploader
from docproc.web.chain_drawing import drawing_of
from docproc.web.chain_views import Decisions, node_view
from docproc.web.citation_links import DocumentLinks, links_of_document
from docproc.web.entry_views import registered_views, waiver_views
from docproc.web.file_views import file_list, find_file
from docproc.web.findings_views import finding_views
from docproc.web.language import Shown
from docproc.web.page_views import file_problems, shown_pages
from docproc.web.problem_details import RequestRefusedError
from docproc.web.rendering import render
from docproc.web.review_views import histories, review_address
from docproc.web.search_views import hit_spots
from docproc.web.service import TheService
from docproc.web.sizes import size_in_words
from docproc.web.view_models import DocumentView, document_view
from docproc.wiring import Service
from models.rights import Actor, Right

FILES_A_PAGE = 25
CHAINS_A_PAGE = 25

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)


@router.get("/")
def files(
    request: Request, service: TheService, shown: Shown, reader: Reader, q: str = "", after: str | None = None
) -> Response:
    query = q.strip()
    listed = file_list(service, shown, reader.areas(Right.READ_DOCUMENTS), after, FILES_A_PAGE, query)
    kept = {"q": query} if query else {}
    more = f"/?{urlencode({**kept, 'after': listed.next_key})}" if listed.next_key else None
    limit = service.settings.max_upload_bytes
    return render(
        request, "files.html", files=listed.files, q=query, more=more, limit=size_in_words(limit), limit_bytes=limit
    )


@router.post("/upload")
def upload(service: TheService, uploader: Uploader, files: list[UploadFile]) -> Response:
    """The upload form where no script runs; everything else uses the JSON interface. An empty file stops no other."""
    limits.spend(service, limits.UPLOADS_OF_USER, uploader.user_id, len(files))
    office = office_of_delivery(service, uploader)
    chosen = [file for file in files if file.filename]
    for file in chosen:
        if file.size:
            accept(service, file.file, file.filename or "", office)
    if not all(file.size for file in chosen):
        raise RequestRefusedError(422, "error.empty_file")
    return RedirectResponse("/", status_code=303)


@router.get("/documents/{source_id}/row")
def file_row(request: Request, service: TheService, shown: Shown, reader: Reader, source_id: str) -> Response:
    """One line of the list, for a page that shows it already."""
    file = find_file(service, shown, reader.areas(Right.READ_DOCUMENTS), source_id)
    if file is None:
        raise RequestRefusedError(404, "error.not_found")
    return render(request, "file_row.html", file=file)


@router.get("/documents/{source_id}")
def document(
    request: Request,
    service: TheService,
    shown: Shown,
    reader: Reader,
    source_id: str,
    d: str | None = None,
    page: Annotated[int | None, Query(ge=1)] = None,
    q: Annotated[str, Query(max_length=LONGEST_QUERY)] = "",
) -> Response:
    """The scan beside what was read; `d` is the document of the file that is shown, `page` the page first seen.

    `q` is what was searched: its places on that page are marked.
    """
    file = find_file(service, shown, reader.areas(Right.READ_DOCUMENTS), source_id)
    if file is None:
        raise RequestRefusedError(404, "error.not_found")
    reading = reading_json(service, source_id)
    documents = [document_view(one, n, shown) for n, one in enumerate(reading["documents"], start=1)]
    selected = next((one for one in documents if one.document_id == d), documents[0] if documents else None)
    pages = shown_pages(reading)
    said = history(service, selected.document_id) if selected and selected.document_id else []
    found = findings_about(service, reader, selected.document_id) if selected and selected.document_id else []
    first_page = selected.pages[0] if selected else 1
    seen_page = page if page is not None and any(one.number == page for one in pages) else first_page
    return render(
        request,
        "document.html",
        file=file,
        source_id=source_id,
        documents=documents,
        selected=selected,
        links=links_of_document(service, reader, selected, shown) if selected else DocumentLinks({}, ()),
        pages=pages,
        spots=(*(selected.spots if selected else ()), *hit_spots(service, source_id, seen_page, q, shown)),
        query=q,
        first_page=seen_page,
        file_problems=file_problems(reading, shown),
        findings=finding_views(service, found, shown),
        meeting=meeting_of(service, reader, selected.document_id) if selected and selected.document_id else None,
        may_explain=reader.has(Right.AUDIT),
        histories=histories(said, shown),
        review_address=review_address,
        people_named=people_named(service, reader, selected.document_id) if selected and selected.document_id else [],
        registered=registered_views(_lines(service, reader, selected), shown),
        waivers=waiver_views(waivers_of(service, reader, source_id), shown),
        waiting_here=count_waiting_in(service, selected.document_id) if selected and selected.document_id else 0,
    )


def _lines(service: Service, reader: Actor, selected: DocumentView | None) -> list[Registered]:
    if selected is None or selected.document_id is None or not reader.has(Right.KEEP_REGISTERS):
        return []
    return lines_about(service, reader, selected.document_id)


@router.get("/chain")
def chains(request: Request, service: TheService, reader: Reader, before: str | None = None) -> Response:
    found = seen_chains_of(service, reader.areas(Right.READ_DOCUMENTS), before, CHAINS_A_PAGE + 1)
    listed = found[:CHAINS_A_PAGE]
    more = f"/chain?{urlencode({'before': listed[-1].document_id})}" if len(found) > CHAINS_A_PAGE else None
    return render(request, "chain_list.html", chains=listed, more=more)


@router.get("/chain/{document_id}")
def chain(
    request: Request,
    service: TheService,
    shown: Shown,
    reader: Reader,
    document_id: str,
    after: str = "",
    below: str = "",
) -> Response:
    tree = seen_chain(service, reader.areas(Right.READ_DOCUMENTS), document_id, below)
    if tree is None:
        raise RequestRefusedError(404, "error.not_found")
    ids = [node.document_id for node in walk(tree)]
    decisions = Decisions(links_among(service, ids), decisions_about(service, ids))
    hops = seen_hops(service, reader.areas(Right.READ_DOCUMENTS), document_id, after)
    root = node_view(tree, shown, decisions)
    drawing = drawing_of(root, document_id, shown, size_of(service, tree))
    return render(request, "chain.html", root=root, drawing=drawing, current=document_id, hops=hops)
