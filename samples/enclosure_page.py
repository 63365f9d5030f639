"""What is sent with a letter: a paper of headed sections, and a page with a table and a square code."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from samples.letter_page import Desk, Layout
from samples.page import INK_BLACK, Page
from samples.typography import Style, px


@dataclass(frozen=True)
class Paper:
    """An enclosure: title lines, sections of a heading and its paragraphs, then a table with its own heading."""

    title: tuple[str, ...]
    sections: tuple[tuple[str, tuple[str, ...]], ...]
    table_title: str
    table: tuple[tuple[str, ...], ...]
    code_caption: str


def draw_paper(paper: Paper, layout: Layout, rng: random.Random) -> list[Page]:
    """The text pages, then the page of the table; the first column of the table is narrow."""
    desk = Desk(layout, rng)
    desk.new_page()
    desk.y = px(28)
    heading = layout.body.heavy()
    for line in paper.title:
        desk.page.write_centred(desk.page.size[0] / 2, desk.y, line, heading)
        desk.advance()
    for title, paragraphs in paper.sections:
        desk.y += layout.gap
        desk.need(2)
        desk.page.write(layout.left, desk.y, title, heading)
        desk.advance()
        for paragraph in paragraphs:
            desk.paragraph(paragraph, indent=px(12))
    desk.new_page()
    desk.y += layout.gap
    desk.page.write_centred(desk.page.size[0] / 2, desk.y, paper.table_title, heading)
    desk.y += layout.gap
    widths = [px(18), px(92), px(50)]
    bottom = draw_table(desk.page, (layout.left, desk.y), widths, paper.table, layout.pitch * 1.25, layout.body)
    _square_code(desk.page, layout.left, round(bottom + px(14)), rng)
    desk.page.write(layout.left + px(42), bottom + px(30), paper.code_caption, layout.body)
    return desk.pages


def draw_table(
    page: Page,
    corner: tuple[float, float],
    widths: Sequence[int],
    rows: Sequence[Sequence[str]],
    height: float,
    style: Style,
) -> float:
    """A ruled table whose first row is its heading; returns the pixel row of its lower edge."""
    left, top = corner
    right, draw = left + sum(widths), page.draw
    for number, row in enumerate(rows):
        baseline, x = top + number * height + height * 0.66, left
        for column, (text, width) in enumerate(zip(row, widths, strict=True)):
            used = style.heavy() if number == 0 else style
            if number == 0 or column != 1:
                page.write_centred(x + width / 2, baseline, text, used)
            else:
                page.write(x + 20, baseline, text, used)
            x += width
    bottom = top + len(rows) * height
    for number in range(len(rows) + 1):
        draw.line((left, top + number * height, right, top + number * height), fill=INK_BLACK, width=3)
    x = left
    for width in (*widths, 0):
        draw.line((x, top, x, bottom), fill=INK_BLACK, width=3)
        x += width
    return bottom


def _square_code(page: Page, left: int, top: int, rng: random.Random) -> None:
    """Looks like a QR code from afar and encodes nothing."""
    cell, count = 13, 29
    draw = page.draw
    for row in range(count):
        for column in range(count):
            if rng.random() < 0.48:
                x, y = left + column * cell, top + row * cell
                draw.rectangle((x, y, x + cell - 1, y + cell - 1), fill=INK_BLACK)
    for row, column in ((0, 0), (0, count - 7), (count - 7, 0)):
        x, y = left + column * cell, top + row * cell
        draw.rectangle((x - cell, y - cell, x + 8 * cell, y + 8 * cell), fill=(255, 255, 255))
        draw.rectangle((x, y, x + 7 * cell - 1, y + 7 * cell - 1), outline=INK_BLACK, width=cell)
        draw.rectangle((x + 2 * cell, y + 2 * cell, x + 5 * cell - 1, y + 5 * cell - 1), fill=INK_BLACK)
