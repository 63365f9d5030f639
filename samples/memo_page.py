"""บันทึกข้อความ: the internal memo, with its emblem at the left and its head on dotted rules."""

from __future__ import annotations

import random

from samples.emblem import draw_emblem
from samples.letter import Letter
from samples.letter_page import Desk, Layout, add_marks, close, date_line, number_line
from samples.page import INK_BLACK, Page
from samples.pen import DigitBank
from samples.stamp import RED
from samples.typography import px


def draw_memo(letter: Letter, layout: Layout, rng: random.Random, digits: DigitBank | None) -> list[Page]:
    """A memo; `owner` gives the unit and telephone of its ส่วนราชการ line."""
    desk = Desk(layout, rng, digits)
    desk.new_page()
    _head(desk, letter)
    desk.y += layout.gap
    desk.labelled("เรียน", letter.to or "", gap=30)
    desk.y += layout.gap * 0.8
    for paragraph in letter.paragraphs:
        desk.paragraph(paragraph)
        desk.y += layout.gap * 0.45
    close(desk, letter)
    add_marks(desk, letter)
    return desk.pages


def _head(desk: Desk, letter: Letter) -> None:
    lay, page = desk.layout, desk.page
    assert letter.owner is not None
    draw_emblem(page, lay.left + px(8), px(15), px(16))
    title = lay.body.sized(lay.size * 1.75).heavy()
    page.write_centred(page.size[0] / 2, px(27), "บันทึกข้อความ", title)
    if letter.urgency:
        page.write(lay.left + px(20), px(27), letter.urgency, lay.body.sized(lay.size * 1.5).heavy(), colour=RED)
    label = lay.body.sized(lay.size * 1.2).heavy()
    desk.y = px(39)
    unit = " ".join(letter.owner.lines)
    tel = f"{letter.owner.tel_label} {', '.join(letter.owner.tel)}" if letter.owner.tel else ""
    start = lay.left + label.width("ส่วนราชการ")
    _rule(desk, start + 14, lay.right)
    desk.labelled("ส่วนราชการ", f"{unit} {tel}".strip(), gap=26, style=label)
    middle = px(108)
    _rule(desk, lay.left + label.width("ที่") + 14, middle - 20)
    _rule(desk, middle + label.width("วันที่") + 14, lay.right)
    number_line(desk, letter, lay.left, desk.y, label)
    date_line(desk, letter, middle, desk.y, "วันที่", label)
    desk.advance(1.1)
    _rule(desk, lay.left + label.width("เรื่อง") + 14, lay.right)
    desk.labelled("เรื่อง", letter.subject, gap=26, style=label)


def _rule(desk: Desk, left: float, right: float) -> None:
    """The dotted line the head is filled in on, if the office's form has one."""
    if not desk.layout.rules:
        return
    draw = desk.page.draw
    for x in range(round(left), round(right), 11):
        draw.ellipse((x, desk.y + 8, x + 3, desk.y + 11), fill=INK_BLACK)
