"""A drawn file before it is damaged, and its way to disk with the expected file beside it."""

from __future__ import annotations

import io
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from PIL import Image

from samples.born_digital import write_born_digital
from samples.damage import BAD_KINDS, BadKind, Damaged, Quality, bad, bilevel, clean, encode, jpeg, photo, scan
from samples.page import Page, in_reading_order
from samples.pdf import write_pdf
from samples.phone_photo import Scene, phone_photo
from samples.poor_ocr import poor_ocr
from samples.truth import Document, expected_reading, to_json

# What text the file carries: none; real text in a font; the same with marks in private characters; a poor OCR's.
TextLayer = Literal["none", "born_digital", "private_marks", "poor_ocr"]


@dataclass(frozen=True)
class Drawn:
    """Pages and the truth of the documents on them. `ending` is the file's kind; pictures hold a single page."""

    pages: tuple[Page, ...]
    documents: tuple[Document, ...]
    ending: str = "pdf"
    text: TextLayer = "none"

    @property
    def signatures(self) -> int:
        return sum(piece.kind == "signature" for page in self.pages for piece in page.pieces)


def damaged_pages(
    drawn: Drawn, quality: Quality, rng: random.Random, bad_kind: BadKind | None = None, scene: Scene | None = None
) -> list[Damaged]:
    """Each page as the chosen kind of machine would give it; one file goes through one machine.

    Without a scene a photographed page lies flat on a wooden table.
    """
    kind = rng.choice(BAD_KINDS) if bad_kind is None else bad_kind
    images = [page.image for page in drawn.pages]
    if quality == "clean":
        return [clean(image) for image in images]
    if quality == "scan":
        return [scan(image, rng) for image in images]
    if quality == "bad":
        return [bad(image, rng, kind) for image in images]
    if quality == "bilevel":
        return [bilevel(image, rng) for image in images]
    return [photo(image, rng) if scene is None else phone_photo(image, rng, *scene) for image in images]


def file_bytes(drawn: Drawn, pages: Sequence[Damaged], quality: Quality, orientation: int = 1) -> tuple[bytes, str]:
    """The file's content and its ending: a photograph or screenshot is a picture, everything else a PDF."""
    if quality == "photo":
        return jpeg(pages[0], orientation), "jpg"
    if drawn.ending == "png":
        out = io.BytesIO()
        Image.fromarray(pages[0].pixels).quantize(64, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
        return out.getvalue(), "png"
    if drawn.ending == "jpg":
        return jpeg(pages[0]), "jpg"
    if drawn.text in ("born_digital", "private_marks"):
        return write_born_digital(drawn.pages, drawn.text == "private_marks"), "pdf"
    layers = [poor_ocr(page) for page in drawn.pages] if drawn.text == "poor_ocr" else []
    return write_pdf([encode(page) for page in pages], layers), "pdf"


def write_sample(
    drawn: Drawn, stem: Path, quality: Quality, rng: random.Random, *,
    bad_kind: BadKind | None = None, scene: Scene | None = None, orientation: int = 1, lines: bool = False,
) -> Path:  # fmt: skip
    """Write `<stem>.<ending>` and `<stem>.expected.json`, with `lines` also `<stem>.truth-lines.json`.

    A true line has its page (from 1) and that page's width and height in pixels, in which all places are given: its
    upright `box`, its text and what made it. Print has the four corners of its `letters` too, clockwise from the upper
    left, without the marks above and below; ink of a pen the value that it is part of.
    """
    pages = damaged_pages(drawn, quality, rng, bad_kind, scene)
    content, ending = file_bytes(drawn, pages, quality, orientation)
    path = stem.with_name(f"{stem.name}.{ending}")
    path.write_bytes(content)
    expected = expected_reading(
        path.name, content, len(pages), [_placed(document, pages) for document in drawn.documents]
    )
    stem.with_name(f"{stem.name}.expected.json").write_text(to_json(expected), encoding="utf-8")
    if lines:
        true_lines = [
            line for number, page in enumerate(pages, 1) for line in _true_lines(drawn.pages[number - 1], page, number)
        ]
        stem.with_name(f"{stem.name}.truth-lines.json").write_text(to_json(true_lines), encoding="utf-8")
    return path


def _placed(document: Document, pages: Sequence[Damaged]) -> Document:
    """The document with its notes' boxes in pixels of the damaged pages."""
    notes = [{**note, "box": list(pages[note["page"] - 1].box(note["box"]))} for note in document["notes"]]
    return {**document, "notes": notes}


def _true_lines(page: Page, damaged: Damaged, number: int) -> list[dict[str, Any]]:
    pieces = in_reading_order(page, lambda piece: True)
    lines = []
    for piece in pieces:
        size = [damaged.pixels.shape[1], damaged.pixels.shape[0]]
        line = {
            "page": number,
            "page_size": size,
            "box": damaged.box(piece.box),
            "text": piece.text,
            "kind": piece.kind,
        }
        if piece.body:
            left, _, right, _ = piece.box
            line["letters"] = damaged.corners((left, piece.baseline - piece.body, right, piece.baseline))
        if piece.pen_field:
            line["pen_field"] = piece.pen_field
        lines.append(line)
    return lines
