"""The message form on paper: cells of unlike width and height, text wrapped in them, rules between."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from samples.letter_page import Desk, Layout
from samples.message_form import MessageForm
from samples.page import INK_BLACK, Page
from samples.pen import DigitBank
from samples.stamp import RED
from samples.typography import Style, px, wrap

PAD = 16  # pixels between a rule and the text beside it


@dataclass(frozen=True)
class Cell:
    """Lines of a cell: `label` in bold above `text`, which is wrapped to the cell."""

    label: str = ""
    text: str = ""
    centred: bool = True


def draw_form(form: MessageForm, layout: Layout, rng: random.Random, digits: DigitBank | None) -> list[Page]:
    """One page; running text and tables are as wide as the layout's column."""
    desk = Desk(layout, rng, digits)
    desk.new_page()
    desk.y = px(20)
    style = layout.body.sized(layout.size * 0.92)
    desk.page.write_centred(desk.page.size[0] / 2, desk.y, form.title, layout.body.sized(layout.size * 1.2).heavy())
    desk.y += layout.gap
    _head(desk, form, style)
    desk.y += layout.pitch * 1.1
    for paragraph in form.paragraphs:
        desk.paragraph(paragraph)
    desk.y += layout.gap * 0.5
    _items(desk, form, style)
    _foot(desk, form, style)
    return desk.pages


def _head(desk: Desk, form: MessageForm, style: Style) -> None:
    shares = (0.27, 0.2, 0.25, 0.28)
    top = desk.y
    row = [
        Cell("ลำดับความเร่งด่วน"),
        Cell("ชั้นความลับ", form.secrecy),
        Cell("หมู่ - วัน - เวลา"),
        Cell("ที่ของผู้ให้ข่าว", form.reference),
    ]
    bottom = _row(desk, row, shares, style, least=2.3)
    left, width = desk.layout.left, desk.layout.right - desk.layout.left
    if form.urgency != "-":
        heavy = style.sized(style.size * 1.45).heavy()
        centre = left + width * shares[0] / 2
        desk.page.write(centre - heavy.width(form.urgency) / 2, bottom - 22, form.urgency, heavy, colour=RED)
    at = left + width * (shares[0] + shares[1])
    end = left + width * sum(shares[:3])
    month = end - style.width(form.month) - PAD
    desk.page.write(month, bottom - 24, form.month, style)
    desk.pen().write(desk.page, at + PAD, bottom - 28, form.pen_group, desk.rng.uniform(34, 42))
    desk.y = max(desk.y, top)
    for label, text in (("จาก", form.sender), ("ถึง ผู้รับปฏิบัติ", form.to), ("ผู้รับทราบ", form.informed)):
        _row(desk, [Cell(label, centred=False), Cell("", text, centred=False)], (0.2, 0.8), style)


def _items(desk: Desk, form: MessageForm, style: Style) -> None:
    shares = (0.09, 0.34, 0.12, 0.11, 0.18, 0.16)
    desk.need(len(form.items) + 3)
    small = style.sized(style.size * 0.94)
    _row(desk, [Cell(label) for label in form.columns], shares, small)
    for item in form.items:
        cells = [Cell("", text, centred=number != 1) for number, text in enumerate(item)]
        _row(desk, cells, shares, small)


def _foot(desk: Desk, form: MessageForm, style: Style) -> None:
    desk.need(7)
    desk.y = max(
        desk.y + desk.layout.gap, min(desk.layout.bottom - 6 * desk.layout.pitch, desk.y + 4 * desk.layout.pitch)
    )
    top, small = desk.y, style.sized(style.size * 0.92)
    shares = (0.36, 0.32, 0.32)
    _row(desk, [Cell("หน่วย"), Cell("ผู้เขียนข่าว"), Cell("ผู้อนุมัติข่าว")], shares, small)
    high, width = round(4.4 * desk.layout.pitch), desk.layout.right - desk.layout.left
    _frame(desk, desk.y, high, shares)
    baseline = desk.y + desk.layout.pitch * 0.8
    for line in (form.unit, *form.phones):
        desk.page.write(desk.layout.left + PAD, baseline, line, small)
        baseline += desk.layout.pitch * 0.9
    for number, (name, post) in enumerate((form.writer, form.approver)):
        centre = desk.layout.left + width * (shares[0] + shares[1] * (number + 0.5))
        desk.pen(False).sign(desk.page, (centre, desk.y + desk.layout.pitch), 280, height=110)
        for row, line in enumerate((f"({name})", *wrap(post, small, width * shares[1] - 2 * PAD))):
            desk.page.write_centred(centre, desk.y + desk.layout.pitch * (2.2 + 0.85 * row), line, small)
    desk.y = top + high


def _row(desk: Desk, cells: Sequence[Cell], shares: Sequence[float], style: Style, least: float = 0.0) -> float:
    """A ruled row as high as its fullest cell, at least `least` lines; returns its lower edge."""
    lay = desk.layout
    width, pitch = lay.right - lay.left, round(style.size * 1.42)
    held = []
    for cell, share in zip(cells, shares, strict=True):
        room = width * share - 2 * PAD
        lines = [(line, style.heavy()) for line in wrap(cell.label, style.heavy(), room)] if cell.label else []
        held.append(lines + ([(line, style) for line in wrap(cell.text, style, room)] if cell.text else []))
    high = round(max(least, *(len(lines) for lines in held)) * pitch + PAD)
    _frame(desk, desk.y, high, shares)
    x = float(lay.left)
    for cell, share, lines in zip(cells, shares, held, strict=True):
        for number, (line, used) in enumerate(lines):
            baseline = desk.y + PAD * 0.5 + pitch * (number + 0.72)
            if cell.centred:
                desk.page.write_centred(x + width * share / 2, baseline, line, used)
            else:
                desk.page.write(x + PAD, baseline, line, used)
        x += width * share
    desk.y += high
    return desk.y


def _frame(desk: Desk, top: float, high: int, shares: Sequence[float]) -> None:
    lay, draw = desk.layout, desk.page.draw
    width, thick = lay.right - lay.left, 2 + round(lay.size) % 3
    for y in (top, top + high):
        draw.line((lay.left, y, lay.right, y), fill=INK_BLACK, width=thick)
    x = float(lay.left)
    for share in (*shares, 0.0):
        draw.line((x, top, x, top + high), fill=INK_BLACK, width=thick)
        if share:
            desk.page.cells.append((x, top, x + width * share, top + high))
        x += width * share
