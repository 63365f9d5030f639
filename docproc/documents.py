"""What people and programs do with files: hand them in, watch them, see what was read."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, BinaryIO

import cv2
import numpy as np
from sqlalchemy.orm import Session

from docproc import workflow
from docproc.overlay import document_json
from docproc.repository import assertions, documents, findings, readings, search, sources, tasks
from docproc.repository.clock import moment
from docproc.repository.sources import NewSource, Progress
from docproc.repository.tasks import Due
from docproc.search.query import needles_of
from docproc.storage import Received, receive
from docproc.wiring import Service
from extractors.formats.triage import file_kind
from extractors.opening import open_source
from extractors.readers.reader import ColourImage
from extractors.reading import shown_image
from extractors.sheets.masking import painted
from models.errors import DocumentError
from models.page import PageReading
from models.rights import SEES_ALL, Areas
from models.status import Stage
from models.tables.originals import DeliveryRecord, SourceRecord

LONGEST_NAME = 255
PAGE_IMAGE_QUALITY = 85  # JPEG: print stays sharp at a fifth of the size of 95


@dataclass(frozen=True, slots=True)
class Accepted:
    """A file that cannot get lost any more. `first_name`: the name under which these bytes came the first time, None
    where they are new, or where nobody of whom the sender may know sent them before.
    """

    source_id: str
    name: str
    first_name: str | None

    @property
    def is_duplicate(self) -> bool:
        return self.first_name is not None


class NotFoundError(LookupError):
    """There is no file, document or page by that name."""


class NotReadYetError(LookupError):
    """The page was not read, so nobody knows what of it must not be shown."""


def accept(
    service: Service,
    stream: BinaryIO,
    name: str,
    office: str | None = None,
    also: Callable[[Session, str], None] | None = None,
    seen_from: Areas = SEES_ALL,
) -> Accepted:
    """Take a file in. Returns when bytes and row are safe on disk; only then a worker is called.

    `seen_from`: areas of whose deliveries the sender may know; of others it is not told that they are the same bytes.
    `also` is done with the file's id in the same transaction as its row.

    Whatever the bytes are they are kept: what is wrong with them is found, and said, when they are opened. Where there
    are none, each door refuses at once: there is nothing to keep, and whoever sends is still there to send it again.
    Raises UploadTooLargeError, StorageUnavailable.
    """
    shown_name = _plain_name(name)
    with receive(stream, service.settings.incoming_folder, service.settings.max_upload_bytes) as received:
        service.storage.keep_original(received)
        new = NewSource(received.sha256, shown_name, received.size_bytes, _media_type(received))
    with service.database.writing() as session:
        now = moment(session)
        source_id, is_new = sources.add(session, new, now)
        first = sources.first_deliveries(session, [source_id], seen_from).get(source_id)
        sources.add_delivery(session, source_id, shown_name, office, now)
        if also is not None:
            also(session, source_id)
        due = workflow.begin(session, source_id, service.stage_version) if is_new else _looked_at(session, source_id)
    service.bell.ring(due)
    return Accepted(source_id, shown_name, first.name if first is not None else None)


def _looked_at(session: Session, source_id: str) -> list[Due]:
    """Where a second office hands the same bytes in, an auditor is told: the file is linked once more."""
    source = sources.find(session, source_id)
    offices = findings.offices_of(session, [source_id]).get(source_id, set())
    if source is None or len(offices) < 2:
        return []
    return tasks.reopen(session, source_id, Stage.LINK, source.version)


def _plain_name(name: str) -> str:
    """The last part of a path of either kind, without control characters."""
    last = PurePath(name.replace("\\", "/")).name
    return "".join(char for char in last if char.isprintable())[-LONGEST_NAME:] or "file"


def _media_type(received: Received) -> str:
    try:
        return file_kind(received.head).value
    except DocumentError:
        return "application/octet-stream"


def find_source(service: Service, source_id: str) -> SourceRecord | None:
    with service.database.reading() as session:
        return sources.find(session, source_id)


def list_sources(
    service: Service, areas: Areas, after_key: str | None = None, limit: int = 50, query: str | None = None
) -> list[SourceRecord]:
    """Files that may be seen from these areas, the newest first, that come after the id `after_key` in that order.

    `query` keeps those whose name, values or pages hold it, written with either digits and with or without spaces.
    """
    needles = needles_of(query or "")
    with service.database.reading() as session:
        if needles:
            return search.files(session, needles, areas, after_key, limit)
        return sources.page_after(session, areas, after_key, limit)


def first_deliveries(service: Service, source_ids: Sequence[str], areas: Areas) -> dict[str, DeliveryRecord]:
    """Under which name and when each file came first to an office of these areas."""
    with service.database.reading() as session:
        return sources.first_deliveries(session, source_ids, areas)


def progress(service: Service, source_ids: Iterable[str]) -> dict[str, Progress]:
    """How far each of these files has come; unknown ids are left out."""
    with service.database.reading() as session:
        return sources.progress(session, source_ids)


def reading_json(service: Service, source_id: str) -> dict[str, Any]:
    """The file in the contract's form, with what people set in its place. Raises NotFoundError.

    Beside the contract: `id`, `status`, `progress` and `failed_pages` of the file, `id` of each document, and what
    `docproc.overlay` says of fields that a person set.
    """
    with service.database.reading() as session:
        source = sources.find(session, source_id)
        if source is None:
            raise NotFoundError(source_id)
        found = documents.of_source(session, source_id)
        said = assertions.current(session, [document.id for document in found])
        failed_pages = sources.failed_pages(session, source_id)
        how_far = sources.progress(session, [source_id])[source_id]
    return {
        "id": source.id,
        "status": source.status.value,
        "source": {"name": source.name, "sha256": source.sha256, "pages": source.page_count or 0},
        "error": {"code": source.error_code, "detail": source.error_detail or ""} if source.error_code else None,
        "documents": [document_json(document, said) for document in found],
        "failed_pages": [{"page": page.number, "code": page.code, "detail": page.detail} for page in failed_pages],
        "progress": {
            "pages_total": how_far.pages_total,
            "pages_read": how_far.pages_read,
            "pages_failed": how_far.pages_failed,
            "seconds": how_far.seconds,
        },
        "received_at": source.received_at.isoformat(),
    }


def has_ended(service: Service, source_ids: Iterable[str]) -> bool:
    """Whether every one of these files has reached its end."""
    return all(one.has_ended for one in progress(service, source_ids).values())


def original(service: Service, source_id: str) -> tuple[SourceRecord, Iterator[bytes]]:
    """The file as it was handed in, and its bytes in pieces. Raises NotFoundError."""
    source = find_source(service, source_id)
    if source is None:
        raise NotFoundError(source_id)
    return source, service.storage.original_chunks(source.sha256)


def page_image(service: Service, source_id: str, number: int) -> bytes:
    """JPEG of a page as people see it, the image whose pixels all boxes are in. Pages count from 1.

    Made on first use and kept. Raises NotFoundError, NotReadYetError (until then nobody knows where numbers of people
    stand on the page), and DocumentError where the page cannot be drawn.
    """
    with service.database.reading() as session:
        source = sources.find(session, source_id)
        if source is None:
            raise NotFoundError(source_id)
        reading = readings.find_page(session, source.sha256, number, source.version)
    if reading is None:
        if number < 1 or (source.page_count is not None and number > source.page_count):
            raise NotFoundError(f"page {number} of {source_id}")
        raise NotReadYetError(f"page {number} of {source_id}")
    key = f"{source.sha256}/page-{number}{_drawn_as(reading)}.jpg"
    kept = service.storage.find_derived(key)
    if kept is not None:
        return kept
    _, encoded = cv2.imencode(
        ".jpg", page_pixels(service, source, number, reading), [cv2.IMWRITE_JPEG_QUALITY, PAGE_IMAGE_QUALITY]
    )
    data = encoded.tobytes()
    service.storage.keep_derived(key, data)
    return data


def page_pixels(service: Service, source: SourceRecord, number: int, reading: PageReading) -> ColourImage:
    """The page turned and sized as `reading` has it, so that its boxes fit whatever resolution pages are drawn at now.

    Numbers of people that the reading found are painted over.

    Raises NotFoundError, and DocumentError where the page cannot be drawn.
    """
    with open_source(service.storage.original(source.sha256), source.name) as opened:
        if not 1 <= number <= opened.page_count:
            raise NotFoundError(f"page {number} of {source.id}")
        pixels = shown_image(opened.page(number), reading.turned_degrees)
    if pixels.shape[:2] != (reading.height, reading.width):
        size = (reading.width, reading.height)
        pixels = np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), np.uint8)
    return painted(pixels, reading.masks)


def _drawn_as(reading: PageReading) -> str:
    """What of a reading decides how its page is drawn, for the name under which the picture is kept."""
    boxes = ",".join(map(str, (edge for box in reading.masks for edge in box.as_list())))
    masks = f"-masked-{hashlib.sha256(boxes.encode()).hexdigest()[:12]}" if boxes else ""
    return f"-turned-{reading.turned_degrees}-{reading.width}x{reading.height}{masks}"
