"""Findings in words, with the pictures to look at side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from docproc.findings.explaining import ShownFinding
from docproc.heads import find_heads
from docproc.messages.catalogue import Catalogue
from docproc.messages.thai_dates import full_date, with_dates_shown
from docproc.web.chain_views import document_address, document_title
from docproc.wiring import Service
from models.finding import FindingKind, FindingState
from models.geometry import Box


@dataclass(frozen=True, slots=True)
class FindingPicture:
    """One of the pictures; `picture` and `address` are None where it lies outside the areas of who looks."""

    picture: str | None
    address: str | None
    title: str
    page: int


@dataclass(frozen=True, slots=True)
class FindingView:
    id: str
    kind: str
    text: str
    at: datetime
    pictures: tuple[FindingPicture, ...]
    is_open: bool
    explained_by: str | None
    reason: str | None
    explained_at: datetime | None


def finding_views(service: Service, found: Sequence[ShownFinding], catalogue: Catalogue) -> tuple[FindingView, ...]:
    titles = _titles(service, found, catalogue)
    return tuple(_view(one, titles, catalogue) for one in found)


def _titles(service: Service, found: Sequence[ShownFinding], catalogue: Catalogue) -> dict[str, str]:
    heads = find_heads(service, sorted({document for one in found for document in one.shown}))
    return {document: document_title(head, catalogue) for document, head in heads.items()}


def _view(one: ShownFinding, titles: Mapping[str, str], catalogue: Catalogue) -> FindingView:
    row = one.record
    return FindingView(
        id=row.id,
        kind=catalogue.text(f"finding_kind.{row.kind}"),
        text=catalogue.text(f"finding.{row.kind}", detail=_detail(row.kind, row.detail, catalogue)),
        at=row.at,
        pictures=tuple(_picture(place, one.shown, titles, catalogue) for place in row.places),
        is_open=row.state is FindingState.OPEN,
        explained_by=row.explained_by,
        reason=row.reason,
        explained_at=row.explained_at,
    )


def _detail(kind: FindingKind, detail: str, catalogue: Catalogue) -> str:
    """What the sentence names; every day in it in the Buddhist era."""
    if kind is FindingKind.OUTSIDE_WINDOW:
        return full_date(date.fromisoformat(detail), catalogue)
    return with_dates_shown(detail, catalogue)


def _picture(
    place: Mapping[str, Any], shown: frozenset[str], titles: Mapping[str, str], catalogue: Catalogue
) -> FindingPicture:
    document, source, page = place["document"], place["source"], place["page"]
    if document not in shown:
        return FindingPicture(None, None, catalogue.text("finding.elsewhere"), page)
    box = ",".join(map(str, Box.from_list(place["box"]).as_list()))
    return FindingPicture(
        picture=f"/api/documents/{source}/pages/{page}/crop?box={box}",
        address=f"{document_address(source, document)}&page={page}",
        title=titles.get(document, ""),
        page=page,
    )
