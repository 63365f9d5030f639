"""Whether a photograph that was just handed in will do, before anything on it is read."""

from __future__ import annotations

import json

from docproc.documents import NotFoundError, find_source
from docproc.wiring import Service
from extractors.formats.triage import FileKind, file_kind
from extractors.opening import Limits, open_source
from extractors.page_image import LONGEST_SIDE
from extractors.sheets.quality import NEEDED_SIDE, photo_quality
from extractors.sheets.sighting import sighted
from models.errors import DocumentError

VERSION = "3"  # raise when the check may say something else of the same picture
PHOTOGRAPHS = (FileKind.JPEG, FileKind.HEIC, FileKind.WEBP)


def check_photo(service: Service, source_id: str) -> tuple[str, ...] | None:
    """Codes of what is wrong with the photograph as that of a sheet, the gravest first; none for a good one.

    None where the file is no photograph or cannot be opened: its reading will say what it is. Raises NotFoundError.
    """
    source = find_source(service, source_id)
    if source is None:
        raise NotFoundError(source_id)
    key = f"{source.sha256}/photo-check-{VERSION}.json"
    kept = service.storage.find_derived(key)
    if kept is not None:
        found = json.loads(kept)
        return None if found is None else tuple(found)
    remarks = _remarks(service.storage.original(source.sha256), source.name)
    service.storage.keep_derived(key, json.dumps(remarks).encode())
    return remarks


def _remarks(data: bytes, name: str) -> tuple[str, ...] | None:
    try:
        if file_kind(data) not in PHOTOGRAPHS:
            return None
        with open_source(data, name, Limits(needed_side=NEEDED_SIDE)) as opened:
            page = opened.page(1)
    except DocumentError:
        return None
    decoded = max(page.pixels.shape)
    return photo_quality(page.pixels, sighted(page.pixels), decoded / min(decoded / page.scale, LONGEST_SIDE)).remarks
