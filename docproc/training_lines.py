"""What people confirmed or set right, as lines to train a reader on: a crop of the page and the text in it.

Left out, and counted by reason, is whatever the text of the crop is not surely known of: values over several lines
(nobody said where the lines break), values without a place on the page, and values of which only the meaning is
known, such as a date whose month was read misspelt.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2

from docproc.documents import page_pixels
from docproc.field_values import is_date
from docproc.repository import corrections, readings
from docproc.repository.corrections import Correction
from docproc.wiring import Service
from extractors.readers.reader import ColourImage
from extractors.thai.dates import find_dates
from models.errors import DocumentError
from models.geometry import Box
from models.page import Line, PageReading

LINES_FILE, CROPS_FOLDER = "lines.jsonl", "crops"
MARGIN = 0.12  # of the box's height, so that no mark above or below is cut off
SAME_ROW = 0.5  # of a line's height inside the box


@dataclass(frozen=True, slots=True)
class Exported:
    """How many lines were written, and how many values were left out for which reason."""

    lines: int
    left_out: dict[str, int]


@dataclass(frozen=True, slots=True)
class _Page:
    reading: PageReading
    pixels: ColourImage


def export_training_lines(service: Service, folder: Path) -> Exported:
    """Write `lines.jsonl` and a PNG for each line into the folder; a second run writes the same files again."""
    (folder / CROPS_FOLDER).mkdir(parents=True, exist_ok=True)
    left_out: Counter[str] = Counter()
    written = 0
    with (folder / LINES_FILE).open("w", encoding="utf-8") as lines:
        for correction, page in _with_pages(service):
            reason = _reason_against(correction, page)
            if reason is not None:
                left_out[reason] += 1
                continue
            assert page is not None
            name = f"{CROPS_FOLDER}/{correction.assertion.id}.png"
            _write_crop(folder / name, correction, page)
            lines.write(json.dumps(_line(correction, name), ensure_ascii=False) + "\n")
            written += 1
    return Exported(written, dict(left_out))


def _with_pages(service: Service) -> Iterator[tuple[Correction, _Page | None]]:
    """Each correction with its page; one page is held at a time, and corrections come page by page."""
    held: tuple[tuple[str, int], _Page | None] | None = None
    with service.database.reading() as session:
        found = corrections.standing(session)
    for one in found:
        name = (one.source.id, one.assertion.page)
        if held is None or held[0] != name:
            held = (name, _page(service, one))
        yield one, held[1]


def _page(service: Service, one: Correction) -> _Page | None:
    if one.assertion.page < 1:
        return None
    with service.database.reading() as session:
        reading = readings.find_page(session, one.source.sha256, one.assertion.page, one.source.version)
    if reading is None:
        return None
    try:
        return _Page(reading, page_pixels(service, one.source, one.assertion.page, reading))
    except DocumentError:
        return None


def _reason_against(one: Correction, page: _Page | None) -> str | None:
    said = one.assertion
    if said.value is None or not said.printed or "…" in said.printed:
        return "no text"
    if said.box is None or page is None:
        return "no place"
    if _rows(Box.from_list(said.box), page) > 1:
        return "several lines"
    if is_date(said.field) and not _is_spelt(said.printed):
        return "text not sure"
    return None


def _rows(box: Box, page: _Page) -> int:
    """How many lines of print or pen the box holds."""
    inside = sorted((line.box for line in _lines(page.reading) if _is_in(line.box, box)), key=lambda one: one.centre[1])
    rows = 0
    lowest = -1.0
    for line in inside:
        if line.centre[1] - lowest > line.height * SAME_ROW:
            rows += 1
        lowest = line.centre[1]
    return rows


def _lines(reading: PageReading) -> Iterator[Line]:
    yield from reading.lines
    for zone in reading.zones:
        yield from zone.lines


def _is_in(line: Box, box: Box) -> bool:
    shared = line.intersection(box)
    return shared.width > 0 and shared.height >= SAME_ROW * min(line.height, box.height)


def _is_spelt(printed: str) -> bool:
    """Whether a date's print is one date and nothing in it had to be guessed."""
    found = find_dates(printed)
    return len(found) == 1 and "date.month_misspelt" not in found[0].reasons


def _write_crop(path: Path, one: Correction, page: _Page) -> None:
    box = Box.from_list(one.assertion.box or ())
    height, width = page.pixels.shape[:2]
    crop = box.padded(max(2, round(box.height * MARGIN)), width, height)
    _, png = cv2.imencode(".png", page.pixels[crop.y0 : crop.y1, crop.x0 : crop.x1])
    path.write_bytes(png.tobytes())


def _line(one: Correction, crop: str) -> dict[str, Any]:
    said = one.assertion
    before = said.before or {}
    return {
        "crop": crop,
        "text": said.printed,
        "field": said.field,
        "document": said.document_id,
        "file": one.source.name,
        "sha256": one.source.sha256,
        "page": said.page,
        "box": said.box,
        "handwritten": said.handwritten,
        "act": said.act.value,
        "printed_before": before.get("printed"),
        "printed_after": said.printed,
        "status_before": before.get("status"),
        "confidence_before": before.get("confidence"),
        "readers": before.get("readers", []),
        "reader_version": before.get("version"),
        "by": said.made_by,
        "at": said.at.isoformat(),
    }
