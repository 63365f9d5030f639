"""Fresh pages of the kinds that are neither everyday letters nor sheets, and one letter set in every typeface."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from samples.damage import Quality
from samples.documents import draw_document
from samples.drawn import Drawn
from samples.form_page import draw_form
from samples.heldout import HeldoutFile, any_layout, write_qualities
from samples.invented import any_letter
from samples.letter_page import Layout
from samples.message_form import any_form
from samples.notice_page import draw_notice
from samples.pen import DigitBank
from samples.received_letter import any_received_letter
from samples.truth import letter_document, plain_document
from samples.typography import Family, every_family


def _notice(rng: random.Random, digits: DigitBank | None) -> Drawn:
    return draw_notice(rng, any_layout(rng), digits)


def _form(rng: random.Random, digits: DigitBank | None) -> Drawn:
    pages = draw_form(any_form(rng), any_layout(rng), rng, digits)
    return Drawn(tuple(pages), (plain_document("unknown", pages),))


def _memo(rng: random.Random, digits: DigitBank | None) -> Drawn:
    memo = replace(any_letter(rng, "memo"), pen_number=rng.random() < 0.8, pen_day=rng.random() < 0.7)
    pages = draw_document(memo, any_layout(rng), rng, digits)
    return Drawn(tuple(pages), (letter_document(memo, pages),))


def _received(rng: random.Random, digits: DigitBank | None) -> Drawn:
    letter = any_received_letter(rng)
    pages = draw_document(letter, any_layout(rng), rng, digits)
    return Drawn(tuple(pages), (letter_document(letter, pages),))


# What is drawn, and the machine that real pages of the kind come from: one-bit 220 dpi, or colour at 200 dpi.
KINDS: Mapping[str, tuple[Callable[[random.Random, DigitBank | None], Drawn], Quality]] = {
    "announcements": (_notice, "bilevel"),
    "forms": (_form, "scan"),
    "memos": (_memo, "scan"),
    "received": (_received, "scan"),
}


def write_kind(kind: str, seed: int, out: Path, count: int, digits: DigitBank | None) -> list[HeldoutFile]:
    """`count` files of the kind, with their truths beside them."""
    out.mkdir(parents=True, exist_ok=True)
    draw, quality = KINDS[kind]
    written: list[HeldoutFile] = []
    for number in range(count):
        rng = random.Random(f"{seed}/{kind}/{number}")
        drawn = draw(rng, digits)
        doc_type = drawn.documents[0]["doc_type"]
        written += write_qualities(drawn, out / f"{kind}-{number:03d}", (quality,), rng, number, doc_type)
    return written


def write_fonts(
    seed: int, out: Path, letters: int, qualities: Sequence[Quality], folder: Path | None
) -> list[tuple[Family, HeldoutFile]]:
    """The same printed letters in every family that can be had (`folder` holds further fonts)."""
    out.mkdir(parents=True, exist_ok=True)
    written: list[tuple[Family, HeldoutFile]] = []
    for number in range(letters):
        letter = any_letter(random.Random(f"{seed}/font/{number}"), "external_letter")
        letter = replace(letter, pen_number=False, pen_day=False, stamps=(), routing=())
        for family in every_family(folder):
            rng = random.Random(f"{seed}/font/{number}/{family.name}")
            pages = draw_document(letter, Layout(family), rng, None)
            drawn = Drawn(tuple(pages), (letter_document(letter, pages),))
            stem = out / f"font-{number:03d}-{family.name.replace(' ', '')}"
            written += [(family, file) for file in write_qualities(drawn, stem, qualities, rng, number, letter.kind)]
    return written
