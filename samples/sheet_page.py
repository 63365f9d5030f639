"""Attendance sheets: a printed roster, and what people made of it with their own pens."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from samples.page import INK_BLACK, Page
from samples.pen import PEN_BLACK, PEN_BLUE, DigitBank, Pen
from samples.sheet import Row, Sheet
from samples.typography import Family, Style, px, sarabun, thai_digits


@dataclass(frozen=True)
class SheetLayout:
    """Sizes in page pixels at 300 dpi. `widths` in millimetres: number, name, each column, signature, remark."""

    widths: tuple[float, ...]
    family: Family = field(default_factory=sarabun)
    size: float = 44.0
    row_height: int = px(9)
    top: int = px(20)
    thai_numbers: bool = True
    rule: int = 3


def draw_sheet(sheet: Sheet, layout: SheetLayout, rng: random.Random, digits: DigitBank | None) -> Page:
    """One page of at most as many rows as fit above the foot."""
    page = Page()
    style = Style(layout.family, layout.size)
    y = float(layout.top)
    for number, line in enumerate((sheet.title, *sheet.head)):
        page.write_centred(page.size[0] / 2, y, line, style.sized(layout.size * 1.15).heavy() if number == 0 else style)
        y += layout.size * 1.65
    widths = [px(width) for width in layout.widths]
    left = (page.size[0] - sum(widths)) / 2
    top = y - layout.size * 0.5
    _grid(page, left, top, widths, len(sheet.rows) + 1, layout)
    _heading(page, sheet, left, top, widths, style, layout)
    for number, row in enumerate(sheet.rows):
        edge = top + (number + 1) * layout.row_height
        after = sheet.rows[number + 1] if number + 1 < len(sheet.rows) else None
        _fill(page, row, after, left, edge, widths, style, layout, rng, digits)
    foot = top + (len(sheet.rows) + 1) * layout.row_height + px(10)
    for line in sheet.foot:
        page.write_centred(px(140), foot, line, style)
        foot += layout.size * 1.65
    return page


def _grid(page: Page, left: float, top: float, widths: list[int], rows: int, layout: SheetLayout) -> None:
    draw, bottom = page.draw, top + rows * layout.row_height
    for row in range(rows + 1):
        y = top + row * layout.row_height
        draw.line((left, y, left + sum(widths), y), fill=INK_BLACK, width=layout.rule)
    x = left
    for width in (*widths, 0):
        draw.line((x, top, x, bottom), fill=INK_BLACK, width=layout.rule)
        x += width


def _heading(
    page: Page, sheet: Sheet, left: float, top: float, widths: list[int], style: Style, layout: SheetLayout
) -> None:
    labels = [sheet.number_label, sheet.name_label, *sheet.columns, sheet.signature_label]
    if sheet.remark_label:
        labels.append(sheet.remark_label)
    x = left
    for label, width in zip(labels, widths, strict=True):
        page.write_centred(x + width / 2, top + layout.row_height * 0.66, label, style.heavy())
        x += width


def _fill(
    page: Page,
    row: Row,
    after: Row | None,
    left: float,
    edge: float,
    widths: list[int],
    style: Style,
    layout: SheetLayout,
    rng: random.Random,
    digits: DigitBank | None,
) -> None:
    baseline = edge + layout.row_height * 0.66
    hand = Pen(random.Random(rng.getrandbits(32)), PEN_BLACK if rng.random() < 0.2 else PEN_BLUE, digits)
    number = thai_digits(row.number) if layout.thai_numbers else str(row.number)
    page.write_centred(left + widths[0] / 2, baseline, number, style)
    x = left + widths[0]
    if row.handwritten:
        hand.write(page, x + 18, baseline - 4, row.name, 28)
    else:
        page.write(x + 16, baseline, row.name, style)
    x += widths[1]
    for text, width in zip(row.cells, widths[2:], strict=False):
        if text:
            page.write_centred(x + width / 2, baseline, text, style)
        x += width
    overflowing = after is not None and after.mark == "overflow"
    _mark(page, row, (x, edge, widths[2 + len(row.cells)], layout.row_height), hand, overflowing)


def _mark(page: Page, row: Row, cell: tuple[float, float, float, float], hand: Pen, overflowing: bool) -> None:
    """What stands in the signature cell `(left, top, width, height)`."""
    x, top, width, height = cell
    rng = hand.rng
    middle = (x + width / 2 + rng.uniform(-0.08, 0.08) * width, top + height / 2 + rng.uniform(-0.06, 0.06) * height)
    if row.mark == "signature":
        tall = height * (1.5 if overflowing else rng.uniform(0.62, 0.95))
        middle = (middle[0], middle[1] + (height * 0.3 if overflowing else 0))
        hand.sign(page, middle, width * rng.uniform(0.4, 0.72), height=tall)
    elif row.mark == "dash":
        hand.write(page, x + width * 0.42, top + height * 0.72, "-", 48)
    elif row.mark == "absent_note":
        hand.write(page, x + width * rng.uniform(0.25, 0.4), top + height * 0.68, row.note, 34)
