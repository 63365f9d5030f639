"""The committed samples: what is drawn, in which qualities, and what the demonstration run must find in them."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from samples import papers, programme
from samples.damage import BadKind, Quality
from samples.documents import draw_document
from samples.drawn import Drawn, TextLayer
from samples.enclosure_page import draw_paper
from samples.letter import Letter
from samples.letter_page import Layout
from samples.page import Page
from samples.pen import DigitBank
from samples.screen import Post, draw_activity, draw_screenshot
from samples.sheet import Sheet
from samples.sheet_page import SheetLayout, draw_sheet
from samples.truth import Document, letter_document, plain_document, sheet_document
from samples.typography import px

LETTER_QUALITIES: tuple[Quality, ...] = ("clean", "scan", "bad")
Maker = Callable[[random.Random, DigitBank | None], Drawn]


@dataclass(frozen=True)
class Sample:
    """One drawing and the files made of it. `shown` is the quality uploaded by the demonstration, if any."""

    name: str
    group: str
    make: Maker
    qualities: tuple[Quality, ...] = LETTER_QUALITIES
    shown: Quality | None = None
    bad_kind: BadKind = "photocopy"
    orientation: int = 1


def of_letter(make: Callable[[], Letter], text: TextLayer = "none") -> Maker:
    def draw(rng: random.Random, digits: DigitBank | None) -> Drawn:
        letter = make()
        pages = draw_document(letter, Layout(), rng, digits)
        return Drawn(tuple(pages), (letter_document(letter, pages),), text=text)

    return draw


def of_sheet(make: Callable[[], Sheet], layout: SheetLayout) -> Maker:
    def draw(rng: random.Random, digits: DigitBank | None) -> Drawn:
        sheet = make()
        page = draw_sheet(sheet, layout, rng, digits)
        return Drawn((page,), (sheet_document(sheet, [page]),))

    return draw


def combined(rng: random.Random, digits: DigitBank | None) -> Drawn:
    """A letter, the letter it forwards and that letter's enclosure, put through the scanner as one pile."""
    pages: list[Page] = []
    documents: list[Document] = []
    for letter in (papers.forwarding_letter(), papers.forwarded_letter()):
        drawn = draw_document(letter, Layout(), rng, digits)
        documents.append(letter_document(letter, drawn, len(pages) + 1))
        pages += drawn
    form = draw_paper(papers.report_form(), Layout(), rng)
    documents.append(plain_document("enclosure", form, len(pages) + 1))
    return Drawn((*pages, *form), tuple(documents))


def screenshot(rng: random.Random, digits: DigitBank | None) -> Drawn:
    post = Post(
        "ข่าวสารอาสา",
        "ชลธิชา ยาวิละ (แกนนำ อสด. อำเภอแม่ใจ)",
        "15 กันยายน 2566 เวลา 13:42 น.",
        "วันนี้ชวนพี่น้องตำบลป่าแฝกมารู้จักอาสาสมัครดิจิทัลประจำหมู่บ้าน มีผู้สมัครครบทั้ง 9 หมู่บ้าน รวม 18 คน ขอบคุณผู้นำชุมชนทุกท่านที่มาร่วมประชุมค่ะ",
        "48 ถูกใจ   6 ความเห็น",
        "13:45",
    )
    page = draw_screenshot(post, rng)
    return Drawn((page,), ({**plain_document("screenshot", [page]), "date": "2023-09-15"},), "png")


def activity_photo(rng: random.Random, digits: DigitBank | None) -> Drawn:
    page = draw_activity((1200, 900), rng)
    return Drawn((page,), (plain_document("photo", [page]),), "jpg")


ROSTER = SheetLayout((15, 62, 18, 48, 25), row_height=px(8.6))
TRAINING = SheetLayout((12, 66, 34, 52), row_height=px(11))
VISITS = SheetLayout((16, 70, 30, 54), row_height=px(14), thai_numbers=False)

SAMPLES: tuple[Sample, ...] = (
    Sample("chain-1-ministry", "chain", of_letter(programme.ministry_letter), shown="scan"),
    Sample("chain-2-province", "chain", of_letter(programme.province_letter), shown="scan", bad_kind="bleed"),
    Sample("chain-3-district", "chain", of_letter(programme.district_letter), shown="scan", bad_kind="shadow"),
    Sample("chain-4-municipality", "chain", of_letter(programme.municipal_letter), shown="clean"),
    Sample("combined", "combined", combined, shown="scan"),
    Sample("memo", "memo", of_letter(papers.meeting_memo), shown="scan", bad_kind="shadow"),
    Sample("order", "order", of_letter(papers.committee_order), shown="clean"),
    Sample("announcement", "announcement", of_letter(papers.recruitment_notice), shown="scan", bad_kind="bleed"),
    Sample("stamped-letter", "stamped_letter", of_letter(papers.sealed_reply), shown="scan"),
    Sample("typed-letter", "text_layer", of_letter(papers.online_meeting, "born_digital"), ("clean",), "clean"),
    Sample("typed-private-marks", "text_layer", of_letter(papers.recruitment_notice, "private_marks"), ("clean",)),
    Sample("poor-text-layer", "text_layer", of_letter(papers.online_meeting, "poor_ocr"), ("scan",)),
    Sample(
        "sheet-meeting", "sheet", of_sheet(papers.village_meeting, ROSTER), (*LETTER_QUALITIES, "photo"), "scan",
        orientation=6,
    ),
    Sample(
        "sheet-training", "sheet", of_sheet(papers.classroom_training, TRAINING), (*LETTER_QUALITIES, "photo"), "photo",
        "shadow", 6,
    ),
    Sample(
        "sheet-visits", "sheet", of_sheet(papers.visit_list, VISITS), (*LETTER_QUALITIES, "photo"), "clean", "bleed", 8,
    ),
    Sample("post-screenshot", "evidence", screenshot, ("clean",), "clean"),
    Sample("activity-photo", "evidence", activity_photo, ("clean",), "clean"),
)  # fmt: skip


@dataclass(frozen=True)
class District:
    """A district that hands in: its code, what its leader publishes, the samples that prove it, and where it ends."""

    code: str
    title: str
    held_on: str
    proofs: tuple[str, ...]
    state: str
    missing: tuple[str, ...] = ()


DISTRICTS: tuple[District, ...] = (
    District("5607", "มารู้จักอาสาสมัครดิจิทัลประจำหมู่บ้าน", "2023-09-15", ("sheet-meeting", "post-screenshot"), "paid"),
    # Nobody took a picture of the post.
    District("5602", "ฝึกปฏิบัติ อสด. รุ่นที่ ๒", "2023-10-07", ("activity-photo",), "submitted", ("gate.lacks",)),
)

# What the demonstration must say of the letters: from the earlier one to the one that passes it on or answers it.
# A place is a sample and the number of the document in its file, counted from 1.
Place = tuple[str, int]
LINKS: tuple[tuple[Place, Place, str], ...] = (
    (("chain-1-ministry", 1), ("chain-2-province", 1), "suspected"),
    (("chain-2-province", 1), ("chain-3-district", 1), "exact"),
    (("chain-3-district", 1), ("chain-4-municipality", 1), "exact"),
    (("combined", 2), ("combined", 1), "exact"),
)
