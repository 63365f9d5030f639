"""Letters as they should not come: each gives what can be read and says what cannot. Pages are drawn and read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache

import cv2
import numpy as np
import pytest

from extractors.assembly import assemble
from extractors.reading import Readers, read_page
from models.document import Document
from models.letter import Letter
from models.status import DocType, Status
from tests.extractors.drawing import DrawnPage, letter, line_reader, line_witness, page_of

Pixels = np.ndarray
Row = tuple[int, int, str]

ROWS: dict[str, Row] = {
    "number": (240, 420, "ที่ ชม ๐๐๒๓.๔/ว ๑๕๗๒"),
    "sender": (960, 420, "ศาลากลางจังหวัดเชียงใหม่"),
    "date": (800, 520, "๑๒ มิถุนายน ๒๕๖๗"),
    "subject": (240, 610, "เรื่อง การซักซ้อมแนวทางการดูแลสวนสาธารณะ"),
    "to": (240, 690, "เรียน นายอำเภอทุกอำเภอ"),
    "body": (430, 800, "ด้วยจังหวัดได้รับแจ้งว่า สวนสาธารณะหลายแห่งขาดการดูแลในช่วงฤดูแล้ง จึงขอให้ทุกอำเภอ"),
    "more": (240, 852, "สำรวจจำนวนต้นไม้ และรายงานผลให้จังหวัดทราบภายในวันที่ ๓๐ มิถุนายน ๒๕๖๗ เพื่อรวบรวม"),
    "closing": (900, 1090, "ขอแสดงความนับถือ"),
    "name": (890, 1290, "(นายสมมุติ ใจกล้า)"),
    "position": (860, 1342, "ผู้ว่าราชการจังหวัดเชียงใหม่"),
}
DOTS = "." * 60
ENGLISH: tuple[Row, ...] = (
    (960, 420, "Ministry of Examples"),
    (240, 420, "No. 0403/118"),
    (800, 560, "12 June 2024"),
    (240, 650, "Subject: Invitation to the annual workshop"),
    (240, 720, "Dear Governor,"),
    (340, 820, "The Ministry of Examples has the honour to invite you to the annual workshop on"),
    (240, 872, "digital volunteers, which will be held in Bangkok on 8 July 2024 at nine."),
    (900, 1000, "Yours sincerely,"),
    (900, 1200, "(Somsak Example)"),
)


def drawn(rows: Sequence[Row]) -> Pixels:
    page = DrawnPage()
    for x, y, text in rows:
        page.text(x, y, text)
    return page.pixels


def changed(**rows: str | None) -> Pixels:
    """The letter with rows worded otherwise, or left out."""
    worded = {name: (x, y, rows.get(name, text)) for name, (x, y, text) in ROWS.items()}
    return drawn([(x, y, text) for x, y, text in worded.values() if text is not None])


def read(*pages: Pixels) -> list[Document]:
    readers = Readers(line_reader(), line_witness())
    images = [page_of(np.ascontiguousarray(pixels)) for pixels in pages]
    numbered = [
        type(image)(n, image.pixels, image.dpi, None, image.is_one_bit) for n, image in enumerate(images, start=1)
    ]
    return assemble([read_page(image, readers) for image in numbered])


def one(pixels: Pixels) -> tuple[Document, Letter]:
    (document,) = read(pixels)
    assert document.letter is not None
    return document, document.letter


def codes(document: Document) -> set[str]:
    return {problem.code for problem in document.problems}


def test_a_letter_in_english_gives_its_text_and_no_fields() -> None:
    (document,) = read(drawn(ENGLISH))
    assert document.doc_type is DocType.UNKNOWN
    assert "problem.kind_not_known" in codes(document)
    assert "annual workshop" in document.text and "12 June 2024" in document.text


def test_a_letter_without_a_number_says_so() -> None:
    document, found = one(changed(number=None))
    assert "problem.no_reference_number" in codes(document)
    assert found.reference_no.status is Status.UNREAD
    assert found.subject.value == "การซักซ้อมแนวทางการดูแลสวนสาธารณะ"


def test_of_two_numbers_neither_is_sure() -> None:
    document, found = one(drawn([*ROWS.values(), (240, 472, "ที่ ชม ๐๐๑๗/๒๒๐๑")]))
    assert "problem.two_reference_numbers" in codes(document)
    assert found.reference_no.status is Status.DISPUTED
    shown = {found.reference_no.printed, *(other.printed for other in found.reference_no.alternatives)}
    assert {"ชม ๐๐๒๓.๔/ว ๑๕๗๒", "ชม ๐๐๑๗/๒๒๐๑"} <= shown


def test_a_day_that_there_is_not_is_no_date() -> None:
    document, found = one(changed(date="๓๑ พฤศจิกายน ๒๕๖๗"))
    assert "problem.date_no_such_day" in codes(document)
    assert (found.date.value, found.date.printed) == (None, "๓๑ พฤศจิกายน ๒๕๖๗")


@pytest.mark.parametrize("printed", ["๑๒ มิถุนายน ๒๐๒๔", "12 มิถุนายน 2024"])
def test_a_year_of_the_christian_era_is_read_and_said(printed: str) -> None:
    document, found = one(changed(date=printed))
    assert "problem.date_christian_year" in codes(document)
    assert (found.date.value, found.date.status) == (date(2024, 6, 12), Status.READ)


def test_a_form_with_blanks_has_no_values_there() -> None:
    blank = {"number": "ที่ " + DOTS[:30], "date": DOTS[:36], "subject": f"เรื่อง {DOTS}", "to": f"เรียน {DOTS}"}
    document, found = one(changed(**blank, name=f"({DOTS[:40]})", position=None))
    assert "problem.no_reference_number" in codes(document)
    for field in (found.reference_no, found.date, found.subject, found.to, found.signatory_name):
        assert (field.value, field.status) == (None, Status.UNREAD)


@cache
def whole() -> Pixels:
    return letter().pixels


def on_a_screen(pixels: Pixels) -> Pixels:
    """The page on a lit screen in a dark room, photographed a little from aside: its pixels beat with the camera's."""
    height, width = pixels.shape[:2]
    scene = np.full((2600, 2000, 3), 25, np.uint8)
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    seen = np.array([[160, 180], [1850, 140], [1880, 2440], [130, 2480]], np.float32)
    matrix = cv2.getPerspectiveTransform(corners, seen)
    cv2.warpPerspective(pixels, matrix, (2000, 2600), dst=scene, borderMode=cv2.BORDER_TRANSPARENT)
    rows, columns = np.mgrid[0:2600, 0:2000]
    beat = 1 - 0.03 * (np.sin(0.9 * columns) + np.sin(0.83 * rows))
    lit = cv2.GaussianBlur(scene * beat[..., None] * np.array([0.93, 0.9, 0.86]), (0, 0), 0.8)
    noise = np.random.default_rng(1).normal(0, 3, lit.shape)
    return np.asarray(np.clip(lit + noise, 0, 255), np.uint8)


def torn(pixels: Pixels) -> Pixels:
    """The page with its upper right part torn off through the number."""
    page, edge, rng = pixels.copy(), 450, np.random.default_rng(5)
    for x in range(400, page.shape[1]):
        edge = int(np.clip(edge + rng.integers(-3, 4), 435, 465))
        page[:edge, x] = 255
    return page


@pytest.mark.parametrize("bad", [on_a_screen, lambda pixels: pixels[::-1, ::-1]], ids=["screen", "upside-down"])
def test_a_screen_photographed_and_a_page_on_its_head_are_read(bad: object) -> None:
    assert callable(bad)
    _, found = one(bad(whole()))
    assert found.reference_no.printed == "ชม ๐๐๒๓.๔/ว ๑๕๗๒"
    assert found.date.value == date(2024, 6, 12)
    assert found.to.value == "นายอำเภอทุกอำเภอ"
    assert found.signatory_name.value == "นายสมมุติ ใจกล้า"


def test_a_number_torn_off_is_unread_and_the_rest_is_read() -> None:
    _, found = one(torn(whole()))
    assert found.reference_no.value is None
    assert found.reference_no.status is Status.UNREAD
    assert found.date.value == date(2024, 6, 12)
    assert found.subject.value == "การซักซ้อมแนวทางการดูแลสวนสาธารณะ"


def first_page() -> Pixels:
    return drawn([row for name, row in ROWS.items() if name not in ("closing", "name", "position")])


def second_page() -> Pixels:
    rest = [ROWS[name] for name in ("closing", "name", "position")]
    return drawn([(800, 200, "- ๒ -"), (430, 400, "จึงเรียนมาเพื่อพิจารณาดำเนินการ"), *rest])


BLANK: Pixels = np.full((2339, 1654, 3), 255, np.uint8)


@pytest.mark.parametrize(
    ("order", "pages"),
    [(("first", "blank", "second"), (1, 3)), (("second", "first"), (2, 1)), (("first", "turned"), (1, 2))],
)
def test_a_letters_pages_are_one_letter_in_any_order(order: tuple[str, ...], pages: tuple[int, ...]) -> None:
    drawn_pages = {"first": first_page(), "second": second_page(), "blank": BLANK, "turned": second_page()[::-1, ::-1]}
    (document,) = read(*(drawn_pages[name] for name in order))
    assert document.pages == pages
    assert document.letter is not None
    assert document.letter.reference_no.printed == "ชม ๐๐๒๓.๔/ว ๑๕๗๒"
    assert document.letter.signatory_name.value == "นายสมมุติ ใจกล้า"
