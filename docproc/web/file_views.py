"""Accepted files as lists and heads of pages show them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from docproc.documents import find_source, first_deliveries, list_sources, progress
from docproc.heads import DocumentHead, heads_of_files
from docproc.messages.catalogue import Catalogue
from docproc.repository.sources import Progress
from docproc.wiring import Service
from models.rights import Areas
from models.status import SourceStatus
from models.tables.originals import DeliveryRecord, SourceRecord

UNDER_WAY = (SourceStatus.RECEIVED, SourceStatus.READING)


@dataclass(frozen=True, slots=True)
class FileView:
    """A file, how far it has come, what was found in it, and in words why it could not be read.

    Number and subject are those of its first document: in a file of several, the letter that carries the others.
    """

    id: str
    name: str
    status: SourceStatus
    page_count: int | None
    pages_read: int
    received_at: datetime
    kinds: str
    reference_no: str | None
    subject: str | None
    fault: str | None

    @property
    def is_under_way(self) -> bool:
        return self.status in UNDER_WAY

    @property
    def is_blank(self) -> bool:
        """True where every page was read and nothing stands on any: the wrong side of the paper, most often."""
        return self.status is SourceStatus.DONE and not self.kinds


@dataclass(frozen=True, slots=True)
class FileList:
    """One stretch of the list; `next_key` continues it, None at its end."""

    files: tuple[FileView, ...]
    next_key: str | None


def file_list(
    service: Service, catalogue: Catalogue, areas: Areas, after: str | None, limit: int, query: str
) -> FileList:
    """The files of these areas after the key `after`, the newest first."""
    found = list_sources(service, areas, after, limit + 1, query or None)
    shown = found[:limit]
    ids = [source.id for source in shown]
    far = progress(service, ids)
    held = heads_of_files(service, ids)
    first = first_deliveries(service, ids, areas)
    views = tuple(
        _file_view(source, first.get(source.id), far.get(source.id), held.get(source.id, ()), catalogue)
        for source in shown
    )
    return FileList(views, ids[-1] if len(found) > limit else None)


def find_file(service: Service, catalogue: Catalogue, areas: Areas, source_id: str) -> FileView | None:
    """One file as who sees these areas knows it; None where there is none of that id."""
    source = find_source(service, source_id)
    if source is None:
        return None
    far = progress(service, [source_id]).get(source_id)
    held = heads_of_files(service, [source_id]).get(source_id, ())
    first = first_deliveries(service, [source_id], areas).get(source_id)
    return _file_view(source, first, far, held, catalogue)


def _file_view(
    source: SourceRecord,
    delivery: DeliveryRecord | None,
    far: Progress | None,
    held: Sequence[DocumentHead],
    catalogue: Catalogue,
) -> FileView:
    """Under the name and the moment at which it came to an office of whose files who looks may know."""
    first = held[0] if held else None
    return FileView(
        id=source.id,
        name=delivery.name if delivery is not None else source.name,
        status=source.status,
        page_count=source.page_count,
        pages_read=far.pages_read + far.pages_failed if far else 0,
        received_at=delivery.at if delivery is not None else source.received_at,
        kinds=" + ".join(_kinds(held, catalogue)),
        reference_no=first.reference_no if first is not None else None,
        subject=first.subject if first is not None else None,
        fault=catalogue.fault(source.error_code, source.error_detail or "") if source.error_code else None,
    )


def _kinds(held: Sequence[DocumentHead], catalogue: Catalogue) -> list[str]:
    """The kinds of document in the file, each once, in the order they lie in it."""
    return list(dict.fromkeys(catalogue.text(f"doc_type.{document.doc_type}") for document in held))
