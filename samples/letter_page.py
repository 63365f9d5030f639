"""External and stamped letters laid out as the correspondence regulation has them: one letter in, its pages out."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from samples.emblem import draw_emblem, draw_seal
from samples.letter import Letter, Routing, long_date
from samples.page import Page
from samples.pen import PEN_BLACK, PEN_BLUE, DigitBank, Pen
from samples.stamp import BLUE, RED, draw_stamp, stamp_name
from samples.typography import Family, Style, px, sarabun, thai_digits, wrap


@dataclass(frozen=True)
class Layout:
    """Sizes in page pixels at 300 dpi; the defaults are those of ordinary official paper set in 16 pt."""

    family: Family = field(default_factory=sarabun)
    size: float = 46.0
    pitch: int = 76
    gap: int = 26
    left: int = px(30)
    right: int = px(190)
    indent: int = px(25)
    emblem: int = px(29)
    emblem_top: int = px(14)
    sender_x: int = px(122)
    closing_x: int = px(122)
    bottom: int = px(272)
    justify: bool = True
    rules: bool = True
    quantity_at_right: bool = False

    @property
    def body(self) -> Style:
        return Style(self.family, self.size)


@dataclass
class Desk:
    """What a drawing needs besides the letter: its layout, the dice, the pens lying about."""

    layout: Layout
    rng: random.Random
    digits: DigitBank | None = None
    pages: list[Page] = field(default_factory=list)
    y: float = 0.0
    free: list[tuple[int, int, int]] = field(default_factory=list)
    """Empty ground for routing notes: left edge, top and bottom, in page pixels."""

    @property
    def page(self) -> Page:
        return self.pages[-1]

    def pen(self, black: bool | None = None) -> Pen:
        dark = self.rng.random() < 0.25 if black is None else black
        return Pen(random.Random(self.rng.getrandbits(32)), PEN_BLACK if dark else PEN_BLUE, self.digits)

    def new_page(self) -> None:
        """Start a page; from the second on its number stands at the top, as on letters that run over."""
        self.pages.append(Page())
        if len(self.pages) > 1:
            number = f"- {thai_digits(len(self.pages))} -"
            self.page.write_centred(self.page.size[0] / 2, px(20), number, self.layout.body)
            self.y = px(30)

    def advance(self, lines: float = 1.0) -> None:
        self.y += lines * self.layout.pitch

    def need(self, lines: float) -> None:
        if self.y + lines * self.layout.pitch > self.layout.bottom:
            self.new_page()

    def paragraph(self, text: str, indent: int | None = None) -> None:
        """A paragraph with its first line indented; all lines but the last are stretched to the margin."""
        lay = self.layout
        first = lay.indent if indent is None else indent
        lines = wrap(text, lay.body, lay.right - lay.left, first)
        for number, line in enumerate(lines):
            self.need(1)
            start = lay.left + (first if number == 0 else 0)
            full = lay.justify and number < len(lines) - 1
            self.page.write(start, self.y, line, lay.body, width=lay.right - start if full else None)
            self.advance()

    def labelled(self, label: str, text: str, gap: int = 40, style: Style | None = None) -> None:
        """`label  text`, later lines hanging under the text; the truth joins label and text by one space."""
        lay, bold = self.layout, style or self.layout.body
        hang = lay.left + bold.width(label) + gap
        for number, line in enumerate(wrap(text, lay.body, lay.right - hang)):
            if number == 0:
                box_from = len(self.page.pieces)
                self.page.write(lay.left, self.y, label, bold)
                self.page.write(hang, self.y, line, lay.body)
                self.join(box_from, f"{label} {line}")
            else:
                self.page.write(hang, self.y, line, lay.body)
            self.advance()

    def join(self, start: int, text: str) -> None:
        """Make one recorded line of the pieces written since `start`."""
        from samples.page import Piece, union

        parts = self.page.pieces[start:]
        del self.page.pieces[start:]
        box = union(part.box for part in parts)
        self.page.pieces.append(Piece(text, box, parts[0].baseline, body=parts[-1].body))


def draw_letter(letter: Letter, layout: Layout, rng: random.Random, digits: DigitBank | None) -> list[Page]:
    """An external or stamped letter. Routing notes and received stamps go on its first page."""
    desk = Desk(layout, rng, digits)
    desk.new_page()
    _head(desk, letter)
    _addressee(desk, letter)
    desk.y += layout.gap
    for paragraph in letter.paragraphs:
        desk.paragraph(paragraph)
        desk.y += layout.gap * 0.45
    if letter.kind == "stamped_letter":
        _sealed_close(desk, letter)
    else:
        close(desk, letter)
    owner_block(desk, letter)
    add_marks(desk, letter)
    return desk.pages


def number_line(desk: Desk, letter: Letter, x: float, baseline: float, label: Style | None = None) -> None:
    """`ที่ พย ๐๐๑๗/ว ๖๔๗๘`, its running number printed or in pen."""
    assert letter.reference is not None
    printed = letter.reference.stem if letter.pen_number else letter.reference.text
    start = len(desk.page.pieces)
    x = desk.page.write(x, baseline, "ที่", label or desk.layout.body) + 26
    end = desk.page.write(x, baseline, printed, desk.layout.body)
    desk.join(start, f"ที่ {printed}")
    if not letter.pen_number:
        return
    number = letter.reference.running
    desk.pen().write(
        desk.page, end + desk.rng.uniform(4, 26), baseline + desk.rng.uniform(-9, 6), number, desk.rng.uniform(46, 58),
        "running_number",
    )  # fmt: skip


def date_line(
    desk: Desk, letter: Letter, x: float, baseline: float, label: str = "", label_style: Style | None = None
) -> None:
    """The date from `x`; with a pen day the printed part is the month and year alone."""
    style, day = desk.layout.body, letter.day
    start = len(desk.page.pieces)
    if label:
        x = desk.page.write(x, baseline, label, label_style or style) + 30
    printed = long_date(day, arabic=letter.arabic)
    if letter.pen_day:
        printed = printed.split(" ", 1)[1]
    desk.page.write(x + (70 + 75 * len(str(day.day)) if letter.pen_day else 0), baseline, printed, style)
    desk.join(start, f"{label} {printed}".strip())
    if letter.pen_day:
        at = (x + desk.rng.uniform(0, 16), baseline + desk.rng.uniform(-10, 4))
        written = str(day.day) if letter.arabic else thai_digits(day.day)
        desk.pen().write(desk.page, at[0], at[1], written, desk.rng.uniform(46, 58), "day")


def _head(desk: Desk, letter: Letter) -> None:
    lay, page = desk.layout, desk.page
    draw_emblem(page, page.size[0] / 2, lay.emblem_top, lay.emblem)
    desk.y = lay.emblem_top + lay.emblem + px(3.5)
    if letter.urgency:
        heavy = lay.body.sized(lay.size * 1.75).heavy()
        page.write(lay.left, desk.y - lay.pitch * 1.5, letter.urgency, heavy, colour=RED)
    number_line(desk, letter, lay.left, desk.y)
    widest = max((lay.body.width(line) for line in letter.sender_lines), default=0)
    sender_x = min(lay.sender_x, lay.right + px(6) - widest)
    for row, line in enumerate(letter.sender_lines):
        page.write(sender_x, desk.y + row * lay.pitch, line, lay.body)
    desk.advance(max(1, len(letter.sender_lines)))
    if letter.kind != "stamped_letter":
        desk.y += lay.gap * 0.7
        date_line(desk, letter, page.size[0] / 2, desk.y)
        desk.advance()
    desk.y += lay.gap


def _addressee(desk: Desk, letter: Letter) -> None:
    lay = desk.layout
    if letter.kind == "stamped_letter":
        desk.labelled("ถึง", letter.to or "")
        return
    desk.labelled("เรื่อง", letter.subject)
    desk.y += lay.gap * 0.5
    desk.labelled("เรียน", letter.to or "")
    if letter.references:
        desk.y += lay.gap * 0.5
        _listed(desk, "อ้างถึง", [citation.words for citation in letter.references], (), letter.arabic)
    if letter.enclosures:
        desk.y += lay.gap * 0.5
        quantities = [item.quantity for item in letter.enclosures]
        _listed(desk, "สิ่งที่ส่งมาด้วย", [item.text for item in letter.enclosures], quantities, letter.arabic)


def _listed(desk: Desk, label: str, items: Sequence[str], quantities: Sequence[str] = (), arabic: bool = False) -> None:
    """One item beside its label, or several numbered under each other, each with its quantity after it."""
    lay, hang = desk.layout, desk.layout.left + desk.layout.body.width(label) + 40
    for number, item in enumerate(items):
        text = item if len(items) == 1 else f"{number + 1 if arabic else thai_digits(number + 1)}. {item}"
        quantity = quantities[number] if quantities else ""
        at_right = lay.right - lay.body.width(quantity)
        apart = lay.quantity_at_right and quantity and hang + lay.body.width(text) + 40 < at_right
        row, start = desk.y, len(desk.page.pieces)
        if not apart:
            text = f"{text} {quantity}".strip()
        if number == 0:
            desk.labelled(label, text)
        else:
            for line in wrap(text, lay.body, lay.right - hang):
                desk.page.write(hang, desk.y, line, lay.body)
                desk.advance()
        if apart:
            desk.page.write(at_right, row, quantity, lay.body)
            desk.join(start, f"{desk.page.pieces[start].text} {quantity}")


def close(desk: Desk, letter: Letter) -> None:
    """Closing phrase, room for the signature, the name in parentheses and the position, centred on one axis."""
    lay = desk.layout
    desk.need(5 + len(letter.position_lines))
    top = round(desk.y)
    axis = lay.closing_x + px(18)
    if letter.closing:
        desk.y += lay.gap
        desk.page.write_centred(axis, desk.y, letter.closing, lay.body)
        desk.advance(3.1)
    else:
        desk.advance(2.4)
    signed_at = (axis + desk.rng.uniform(-40, 40), desk.y - lay.pitch * 1.45 + desk.rng.uniform(-12, 14))
    desk.pen(False).sign(desk.page, signed_at, desk.rng.uniform(300, 470), height=desk.rng.uniform(110, 165))
    named = (f"({letter.signatory_name})", *letter.position_lines)
    if letter.stamped_name:
        stamp_name(desk.page, axis, desk.y, list(named), lay.body, BLUE)
        desk.advance(len(named))
    else:
        for line in named:
            desk.page.write_centred(axis, desk.y, line, lay.body)
            desk.advance()
    owner = len(letter.owner.printed) if letter.owner and letter.kind == "external_letter" else 0
    widest = max(lay.body.width(line) for line in letter.position_lines or ("",))
    if axis - widest / 2 > px(80):
        desk.free.append((px(15), top, lay.bottom - owner * lay.pitch))
    desk.free.append((px(112), round(desk.y), px(290)))


def _sealed_close(desk: Desk, letter: Letter) -> None:
    lay = desk.layout
    desk.need(8)
    axis = lay.closing_x + px(18)
    desk.advance(2.6)
    seal_at = (axis, desk.y - lay.pitch * 0.9)
    for line in letter.position_lines:
        desk.page.write_centred(axis, desk.y, line, lay.body)
        desk.advance()
    text = long_date(letter.day, arabic=letter.arabic)
    desk.page.write_centred(axis, desk.y, text, lay.body)
    draw_seal(desk.page, seal_at, px(18), letter.issuer, lay.body, RED)
    initials = (axis + desk.rng.uniform(20, 80), seal_at[1] + desk.rng.uniform(-20, 20))
    desk.pen(False).sign(desk.page, initials, 170, height=90)
    desk.advance()


def owner_block(desk: Desk, letter: Letter) -> None:
    if letter.owner is None:
        return
    lay = desk.layout
    rows = letter.owner.printed
    foot = lay.bottom - (len(rows) - 0.6) * lay.pitch
    # Routing notes fill the ground above a block at the foot; without them it follows the signatory sooner.
    desk.y = max(desk.y + lay.gap, foot if letter.routing else min(foot, desk.y + 3.4 * lay.pitch))
    for line in rows:
        desk.page.write(lay.left, desk.y, line, lay.body)
        desk.advance()


_STAMP_PLACES = ((141, 5), (13, 3), (74, 20))  # millimetres from the upper left


def add_marks(desk: Desk, letter: Letter) -> None:
    """Received stamps from the top right corner down, then what the receiving officers wrote."""
    first = desk.pages[0]
    for number, stamp in enumerate(letter.stamps):
        pen = desk.pen(number % 2 == 1)
        # A second office stamps the other corner; a third finds no room left and stamps over what is there.
        across, down = _STAMP_PLACES[number]
        corner = px(across) + desk.rng.uniform(-20, 20), px(down) + desk.rng.uniform(-10, 30)
        draw_stamp(first, corner, stamp, Style(desk.layout.family), pen)
    for number, routing in enumerate(letter.routing, 1):
        place = _place(desk, routing)
        if place:
            _route(desk, first, routing, place, number)


def _place(desk: Desk, routing: Routing) -> tuple[int, int] | None:
    """Where a note may go: its own place, else the free ground left of or below the signatory."""
    if routing.at_mm:
        return px(routing.at_mm[0]), px(routing.at_mm[1])
    if len(desk.pages) > 1:
        return None
    high = 74 * len(routing.lines) + 60 * len(routing.name_lines) + 230
    for corner in list(desk.free):
        x, top, bottom = corner
        if bottom - top >= high:
            desk.free.remove(corner)
            desk.free.append((x, top + high, bottom))
            return x, top + 60
    return None


def _route(desk: Desk, page: Page, routing: Routing, place: tuple[int, int], number: int) -> None:
    pen, start = desk.pen(routing.black), len(page.pieces)
    x, y = place
    for row, line in enumerate(routing.lines):
        pen.write(page, x + row * desk.rng.uniform(-6, 14), y, line, 34)
        y += 74
    if routing.name_lines or routing.day:
        pen.sign(page, (x + 210, y + 20), 250, height=100)
        y += 120
    if routing.name_lines:
        style = Style(desk.layout.family, 38)
        stamp_name(page, x + 210, y, list(routing.name_lines), style, BLUE)
        y += 60 * len(routing.name_lines)
    if routing.day:
        pen.write(page, x + 120, y + 16, routing.day, 32)
    for index in range(start, len(page.pieces)):
        if page.pieces[index].kind == "pen":
            page.pieces[index] = replace(page.pieces[index], note=number)
