"""คำสั่ง and ประกาศ: orders and announcements, headed by what they are and dated above the signature."""

from __future__ import annotations

import random

from samples.emblem import draw_emblem
from samples.letter import Letter, long_date
from samples.letter_page import Desk, Layout, add_marks, close
from samples.page import INK_BLACK, Page
from samples.pen import DigitBank
from samples.typography import px, wrap

TITLES = {"order": "คำสั่ง", "announcement": "ประกาศ"}
DATED = {"order": "สั่ง ณ วันที่", "announcement": "ประกาศ ณ วันที่"}


def draw_directive(letter: Letter, layout: Layout, rng: random.Random, digits: DigitBank | None) -> list[Page]:
    """An order or announcement; `issuer` is the office in its title, `serial` its number with the year."""
    desk = Desk(layout, rng, digits)
    desk.new_page()
    middle = desk.page.size[0] / 2
    draw_emblem(desk.page, middle, layout.emblem_top, layout.emblem)
    desk.y = layout.emblem_top + layout.emblem + px(8)
    heading = layout.body.heavy()
    rows = [f"{TITLES[letter.kind]}{letter.issuer}"]
    if letter.serial:
        rows.append(f"ที่ {letter.serial}")
    rows += wrap(f"เรื่อง {letter.subject}", heading, layout.right - layout.left)
    for row in rows:
        desk.page.write_centred(middle, desk.y, row, heading)
        desk.advance()
    desk.page.draw.line((middle - px(22), desk.y - 30, middle + px(22), desk.y - 30), fill=INK_BLACK, width=3)
    desk.y += layout.gap * 1.2
    for paragraph in letter.paragraphs:
        desk.paragraph(paragraph)
        desk.y += layout.gap * 0.4
    desk.y += layout.gap
    desk.need(7)
    text = f"{DATED[letter.kind]} {long_date(letter.day, 'พ.ศ. ', letter.arabic)}"
    desk.page.write(layout.left + layout.indent * 1.9, desk.y, text, layout.body)
    desk.advance()
    close(desk, letter)
    add_marks(desk, letter)
    return desk.pages
