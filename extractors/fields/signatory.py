"""Who signed: the name in parentheses below the closing, and the position lines under it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.fields.layout import PageLayout, PrintedLine
from extractors.fields.passage import joined
from extractors.fields.witnesses import proved
from extractors.thai.confusables import weighted_distance
from extractors.thai.names import has_known_twin, is_rank, looks_like_name, split_title
from models.field import Field
from models.page import Line, ZoneKind
from models.status import Status

CLOSINGS = ("ขอแสดงความนับถือ", "ขอแสดงความนับถืออย่างยิ่ง", "ขอนมัสการด้วยความเคารพ", "ขอนมัสการด้วยความเคารพอย่างยิ่ง")
CLOSING_SLIP = 0.2  # share of the closing's letters that may be misread
# (นายสมชาย ใจดี) — the brackets are thin and one of them is often lost or read as another glyph.
BRACKETED = re.compile(
    r"^[^(]{0,2}[(\[{（]\s*(?P<name>[^()]+?)\s*(?:[)\]}）].{0,2})?$|^(?P<half>[^()]+?)\s*[)\]}）].{0,2}$"
)
# Position lines end where the owner block, a copy list or another person begins.
NOT_A_POSITION = re.compile(
    r"^(?:โทร|โทรสาร|ไปรษณีย์|สำเนาส่ง|ผู้ประสาน|E-?mail|www\.|\(|[-–]|เรียน|ทราบ|อนุมัติ|ไม่อนุมัติ|เห็นชอบ|เห็นควร|ชอบ$|ดำเนินการ)",
    re.IGNORECASE,
)

RIGHT_OF = 0.33  # of the text's width: names stand right of centre, the owner block at the left margin
USUAL_AXIS = 0.62  # of the text's width: where closing, name and position are centred
BESIDE = 2.5  # of the leading: two names on one height
POSITION_LINES = 5
POSITION_STEP = 1.9  # of the leading: position lines follow each other closely
SHORTEST_POSITION = 3  # consonants
WELL_READ = 0.9
LEGIBLE = 0.8  # print under a stroke reads at 0.7, a note in pen at no more
# `รองผู้ว่าราชการจังหวัด ปฏิบัติราชการแทน`: the office acted for must follow
ACTING = re.compile(r"(?:การแทน|รักษาการ(?:ใน|แทน|ในตำแหน่ง)?|ปฏิบัติหน้าที่(?:แทน)?|ทำการแทน)$")
WRAPPED_STEP = 1.3  # of the leading: a shorter row this close below is the end of the row above it
SAME_AXIS = 0.14  # of the text's width: the block is centred on one axis


@dataclass(frozen=True, slots=True)
class Signatory:
    """`name_line` is where the name stands, for what is looked for below it; None where there is none."""

    name: Field[str]
    position: Field[str]
    name_line: PrintedLine | None = None


def read_signatory(pages: Sequence[PageLayout], body_row: int) -> Signatory:
    """The first name below the closing (or below the body, where a memo has none). Later names on the page
    belong to those who passed the letter on."""
    closing = find_closing(pages)
    for page in pages:
        if closing is not None and page.page.number < closing.page:
            continue
        first_row = body_row if page is pages[0] else 0
        if closing is not None and page.page.number == closing.page:
            first_row = closing.row
        name = _find_name(page, first_row, closing)
        if name is not None:
            signatory = _signatory(page, name)
            return signatory if _is_only_name(page, name, closing) else _not_sure(signatory)
    return Signatory(Field(), Field())


def _is_only_name(page: PageLayout, name: PrintedLine, closing: PrintedLine | None) -> bool:
    """True where no other name could be the signatory's: how a name reads proves nothing about whose letter it is.

    A closing says where the signatory's name stands, unless two stand beside each other there; without one any
    other name in brackets may be it.
    """
    rivals = [line for line in page.lines if line is not name and _name_in(line.text) is not None]
    if closing is not None:
        rivals = [line for line in rivals if abs(line.box.centre[1] - name.box.centre[1]) < BESIDE * page.leading]
    return not rivals and not any(_name_in(line.text) for line in _noted(page, closing))


def _noted(page: PageLayout, closing: PrintedLine | None) -> list[Line]:
    """Lines that were taken for notes; below a closing they cannot be meant."""
    if closing is not None:
        return []
    return [line for zone in page.page.zones_of(ZoneKind.NOTE) for line in zone.lines]


def _not_sure(signatory: Signatory) -> Signatory:
    fields = (signatory.name, signatory.position)
    name, position = (f.with_status(Status.READ) if f.status is Status.CORROBORATED else f for f in fields)
    return replace(signatory, name=name, position=position)


def find_closing(pages: Sequence[PageLayout]) -> PrintedLine | None:
    """The line `ขอแสดงความนับถือ` or one like it: the last, as an enclosed letter has pages of its own."""
    for page in reversed(pages):
        for line in reversed(page.lines):
            bare = line.text.replace(" ", "")
            if any(_is_closing(bare, words) for words in CLOSINGS):
                return line
    return None


def _is_closing(bare: str, words: str) -> bool:
    allowed = CLOSING_SLIP * len(words)
    return weighted_distance(bare, words, allowed) <= allowed


def _find_name(page: PageLayout, first_row: int, closing: PrintedLine | None) -> PrintedLine | None:
    candidates = [
        line for line in page.lines if line.row >= first_row and line is not closing and _is_right(page, line)
    ]
    bracketed = [line for line in candidates if _name_in(line.text) is not None]
    if bracketed:
        top = min(line.box.y0 for line in bracketed)
        near_top = [line for line in bracketed if line.box.y0 - top < BESIDE * page.leading]
        axis = closing.box.centre[0] if closing is not None else page.left + USUAL_AXIS * (page.right - page.left)
        return min(near_top, key=lambda line: abs(line.box.centre[0] - axis))
    if closing is None:
        return next((line for line in candidates if _is_overlaid(line.text)), None)
    return next((line for line in candidates if split_title(line.text)[0] and looks_like_name(line.text)), None)


def _is_overlaid(text: str) -> bool:
    """True for a name's bracket and title with more behind them than a name: a later stamp runs through it."""
    return text.startswith("(") and bool(split_title(text[1:])[0]) and ")" not in text and _name_in(text) is None


def _is_right(page: PageLayout, line: PrintedLine) -> bool:
    centre = line.box.centre[0]
    return centre > page.left + RIGHT_OF * (page.right - page.left)


def _name_in(text: str) -> str | None:
    """The name between the brackets, one bracket at least; None for other bracketed words."""
    match = BRACKETED.match(text.strip())
    if match is None:
        return None
    name = (match["name"] or match["half"]).strip()
    return name if looks_like_name(name) and len(name) < 60 else None


def _is_whole(text: str) -> bool:
    """True between both brackets: where one is missing the name may go on in the next row, or under a stroke."""
    return text.strip().startswith("(") and text.strip().endswith(")")


def _signatory(page: PageLayout, line: PrintedLine) -> Signatory:
    if _is_overlaid(line.text):
        unread: Field[str] = proved(line.passage, None, reasons=("field.doubtful_glyph",))
        return Signatory(unread, _position(page, line), line)
    inner = _name_in(line.text) or line.text
    start = line.text.find(inner)
    passage = line.passage.cut(start, start + len(inner))
    title, bare = split_title(inner)
    # A name with a doubtful letter is still the name a person looks for; a number with one is another number.
    name = proved(passage, inner, grammar_holds=bool(title) and _is_whole(line.text), least_sure=0.0)
    # Two readers can slip alike on ต and ด; where both spellings are names, nobody but a person can tell.
    if line.passage.has_pen or line.pen_words or any(has_known_twin(word) for word in bare.split()):
        name = name.with_status(Status.READ) if name.status is Status.CORROBORATED else name
    return Signatory(name, _position(page, line), line)


def _position(page: PageLayout, name: PrintedLine) -> Field[str]:
    """The lines below the name as one; unread where they end with the office acted for."""
    rows = _position_lines(page, name)
    whole = joined(row.passage for row in rows)
    position = proved(whole, whole.text, prose=True) if whole else Field()
    if ACTING.search(whole.text):
        # For whom they act stands below and was not readable: half a position is another's.
        return replace(position.with_status(Status.UNREAD), printed=f"{whole.text} …")
    return position


def _position_lines(page: PageLayout, name: PrintedLine) -> list[PrintedLine]:
    """Lines below the name on its axis, each close to the one above."""
    found: list[PrintedLine] = []
    above = name
    width = page.right - page.left
    for line in sorted(page.lines, key=lambda one: one.box.centre[1]):
        step = line.box.centre[1] - above.box.centre[1]
        if line is name or step < 0.5 * min(line.box.height, above.box.height) or len(found) == POSITION_LINES:
            continue
        on_axis = abs(line.box.centre[0] - name.box.centre[0]) < SAME_AXIS * width
        is_wrapped = found and on_axis and step < WRAPPED_STEP * page.leading and line.line.confidence > WELL_READ
        if sum("ก" <= char <= "ฮ" for char in line.text) < (1 if is_wrapped else SHORTEST_POSITION):
            continue
        if not on_axis:
            continue
        too_far = step > POSITION_STEP * page.leading
        if too_far or NOT_A_POSITION.match(line.text) or is_rank(line.text) or line.line.confidence < LEGIBLE:
            break
        found.append(line)
        above = line
    return found
