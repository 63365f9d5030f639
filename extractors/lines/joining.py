"""Pieces of one row that say one thing, joined after reading: a label and its value, a date on a dotted rule."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.lines.crops import PAD
from extractors.lines.reading_lines import ReadLine
from models.lattice import Lattice
from models.page import Glyph, LineReading

# Each row shows a left piece and the right piece it goes on with, as they stand far apart on real pages.
JOINS = (
    # ๒. แผนที่ตำบล | จำนวน ๑ ฉบับ
    (re.compile(r"."), re.compile(r"^จ[ำํ]?า?นวน.{0,18}$")),
    # วันที่ | ๔   มิ.ย. ๖๖      วันที่ ๔ | มิ.ย. ๖๖      วันที่ | กรกฎาคม ๒๕๖๕
    (
        re.compile(r"(^|\s)(ลง)?วันที่[\s.]*[0-9๐-๙]{0,2}[\s.]*$"),
        re.compile(r"^[0-9๐-๙]{0,2}\s*([ก-ฮ][ก-ฮเิีึืัา]{0,2}[. ]{1,2}[ก-ฮ][. ]|[ก-ฮ].{2,9}(คม|ยน|นธ์)|[0-9๐-๙]{1,2}\s*$)"),
    ),
    # ๒๑ | กรกฎาคม ๒๕๖๕
    (re.compile(r"^[0-9๐-๙]{1,2}$"), re.compile(r"^[ก-ฮ]\S{2,9}(คม|ยน|นธ์)\s")),
    # เรื่อง | ขอเชิญประชุม
    (
        re.compile(r"^(เรื่อง|เรียน|เสนอ|ถึง|อ้างถึง|สิ่งที่ส่งมาด้วย|ส่วนราชการ|ที่|โทร\.?|โทรสาร|โทรศัพท์)[\s.:]*$"),
        re.compile(r"."),
    ),
)
FARTHEST_LABEL = 12.0  # letter heights between a label and its value; beyond it stands another column


def joined_pieces(lines: Sequence[ReadLine]) -> list[ReadLine]:
    """The lines, in reading order, with the pieces that belong together made one."""
    joined: list[ReadLine] = []
    for line in lines:
        if joined and _belongs(joined[-1], line):
            joined[-1] = _as_one(joined[-1], line)
        else:
            joined.append(line)
    return joined


def _belongs(left: ReadLine, right: ReadLine) -> bool:
    body = max(left.run.body, right.run.body)
    gap = right.run.x0 - left.run.x1
    slope = left.run.slope or right.run.slope
    level = left.run.middle_at(left.run.x1) + slope * gap - right.run.middle
    if gap < 0 or abs(level) > 0.6 * body or left.cell != right.cell:
        return False
    before, after = left.text.strip(), right.text.strip()
    for index, (first, second) in enumerate(JOINS):
        near = gap < FARTHEST_LABEL * body if index == len(JOINS) - 1 else True
        if near and first.search(before) and second.search(after):
            return True
    return False


def _as_one(left: ReadLine, right: ReadLine) -> ReadLine:
    first, second = _with_hand(left, right), _with_hand(right, left)
    shift = (right.run.x0 - PAD * right.run.body) - (left.run.x0 - PAD * left.run.body)
    moved = tuple(replace(glyph, x0=glyph.x0 + shift, x1=glyph.x1 + shift) for glyph in second.glyphs)
    gap = (Glyph(" ", 1.0, first.glyphs[-1].x1, moved[0].x0),) if first.glyphs and moved else ()
    weights = max(1, left.length), max(1, right.length)
    confidence = (first.confidence * weights[0] + second.confidence * weights[1]) / sum(weights)
    reading = LineReading(
        f"{first.text} {second.text}",
        confidence,
        first.reader,
        (*first.glyphs, *gap, *moved),
        first.pen_words + second.pen_words,
        _joined_lattice(first.lattice, second.lattice, shift),
    )
    return replace(left, run=left.run.joined_with(right.run), reading=reading)


def _with_hand(piece: ReadLine, other: ReadLine) -> LineReading:
    """The piece's reading; coloured digits that complete black print were put there by hand, pen or stamp."""
    if piece.colour == "black" or other.colour != "black":
        return piece.reading
    glyphs = tuple(replace(glyph, pen=True) if glyph.char.isdigit() else glyph for glyph in piece.reading.glyphs)
    return replace(piece.reading, glyphs=glyphs)


def _joined_lattice(first: Lattice | None, second: Lattice | None, shift: float) -> Lattice | None:
    moved = second.shifted(shift) if second is not None else None
    return first.followed_by(moved) if first is not None and moved is not None else first or moved
