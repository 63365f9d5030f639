"""Which lines of a letter are its own, and which were added on its way.

Below a letter's closing phrase stand the signatory's block and, at the foot, the owner's block; everything else there
(later officers' notes, their name stamps, "เรียน ..." to the next one) belongs to the routing. Pages without a closing
phrase (orders, enclosures, second pages, forms) keep all their print.
"""

from __future__ import annotations

import re
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz import fuzz

from extractors.lines.reading_lines import ReadLine

FORMAL_CLOSING = "ขอแสดงความนับถือ"
# The last sentence of a memo or a letter: จึงเรียนมาเพื่อ..., จึงเสนอมาเพื่อ..., จึงแจ้งมาเพื่อ...
MEMO_CLOSING = re.compile("^จึง.{0,14}(มา|เพื่อ|โปรด|ทราบ|พิจารณา)")
CONTACT = re.compile("โทร|โทรสาร|ไปรษณีย์|อีเมล|e-?mail|@|www", re.IGNORECASE)
OWNER = re.compile("^(สำนัก|กอง|กลุ่ม|ฝ่าย|งาน|ส่วน|ศูนย์|ที่ทำการ|ที่ว่าการ|กรม|คณะ|แผนก|หน่วย|สถาบัน|โรงเรียน)")
# - ทราบ      - ลงนามแล้ว      1. เพื่อโปรดพิจารณา      เห็นควรแจ้ง ...
ROUTING = re.compile("^ *[-–]|^[0-9๐-๙. ]*(เรียน|เสนอ|ทราบ|เห็นควร|เห็นชอบ|อนุมัติ|มอบ|แจ้ง|ดำเนินการ|เพื่อโปรด)")
# ประกาศ ณ วันที่ ๔ ธันวาคม พ.ศ. ๒๕๖๔      ๑๘ ธันวาคม ๒๕๖๖; later hands write months short and years in two digits
DATED = re.compile("(มกรา|กุมภา|มีนา|เมษา|พฤษภา|มิถุนา|กรกฎา|สิงหา|กันยา|ตุลา|พฤศจิกา|ธันวา)(คม|ยน|พันธ์).{0,8}[0-9๐-๙]{4}")
# A name's line that a later stamp was pressed over goes on with what the stamp says.
TITLED = re.compile(r"^[({\[] *(นาย|นาง|ว่าที่|ดร|ผู้ช่วยศาสตรา|รองศาสตรา|ศาสตรา|ผศ|รศ|พล|พันตำรวจ|ร้อยตำรวจ)")
LONGEST_NAME, LONGEST_STAMPED_NAME = 48, 90  # characters
NAME = re.compile(r"^[({\[].{6,}|^[^({\[]{6,}[)}\]]$")
MARGIN_SHARE = 0.15  # of the characters: half of a letter begins at the margin, notes beside it are short
NO_MARGIN = 0.25  # of the page's width: 3 cm of A4 are 0.14
PITCH = 3.0  # letter heights between two lines where the page shows no other


@dataclass(frozen=True)
class PageFrame:
    """The text column of the page: margins at x = left and right, distance of lines, letter height, slope."""

    left: float
    right: float
    pitch: float
    body: float
    slope: float

    def level(self, line: ReadLine) -> float:
        """Height of the line's middle on the page as if it were not skewed."""
        x = (line.run.x0 + line.run.x1) / 2
        return line.run.middle_at(x) - self.slope * x


def page_frame(lines: Sequence[ReadLine], body: float, slope: float, width: int) -> PageFrame:
    """The text column, from the page's long lines."""
    start = _left_margin(lines, body)
    long_lines = [line for line in lines if line.run.width > 0.45 * width]
    if start is None or not long_lines:
        return PageFrame(0.0, float(width), PITCH * body, body, slope)
    end = max(line.run.x1 for line in long_lines)
    frame = PageFrame(start, end, PITCH * body, body, slope)
    levels = sorted(frame.level(line) for line in long_lines)
    steps = [after - before for before, after in pairwise(levels) if 1.5 < (after - before) / body < 5]
    return PageFrame(start, end, statistics.median(steps) if steps else PITCH * body, body, slope)


def _left_margin(lines: Sequence[ReadLine], body: float) -> float | None:
    """The leftmost x where a fair share of the page's text begins; None for a page without surely read lines."""
    sure = [line for line in lines if line.reading.confidence > 0.85 and line.colour == "black"]
    total = sum(line.length for line in sure)
    for line in sorted(sure, key=lambda one: one.run.x0):
        beginning = [one for one in sure if 0 <= one.run.x0 - line.run.x0 < 2 * body]
        if sum(one.length for one in beginning) > MARGIN_SHARE * total:
            return statistics.median(one.run.x0 for one in beginning)
    return None


def added_lines(lines: Sequence[ReadLine], scribbles: Sequence[ReadLine], frame: PageFrame) -> set[int]:
    """Indices of the lines that are not the letter's own. `scribbles` are lines that do not read as print."""
    added = {index for index, line in enumerate(lines) if _is_outside(line, frame) or _is_odd_ink(line, frame)}
    closing = closing_level(lines, frame)
    if closing is None:
        return added
    below = [
        index
        for index, line in enumerate(lines)
        if frame.level(line) > closing + 0.4 * frame.pitch and not _is_of_form(line, frame)
    ]
    signatory = signatory_block(lines, [i for i in below if i not in added or _is_name(lines[i])], closing, frame)
    owner = owner_block(lines, [index for index in below if index not in signatory], frame)
    dated = {index for index in below if DATED.search(lines[index].text) and lines[index].colour == "black"}
    own = signatory | owner | dated
    doubtful = [index for index in below if index not in own]
    names_or_notes = {
        index
        for index in doubtful
        if index in added
        or _is_name(lines[index])
        or ROUTING.match(lines[index].text)
        or any(_adjoins(lines[index], scribble, frame) for scribble in scribbles)
        or not _is_like_print(lines[index], frame)
    }
    grown = _with_neighbours(lines, names_or_notes, doubtful, frame)
    return (added | grown) - own


def closing_level(lines: Sequence[ReadLine], frame: PageFrame) -> float | None:
    """Height of the last line of the letter's text, or of its formal closing; None without either."""
    formal = [line for line in lines if line.length < 24 and fuzz.ratio(line.text, FORMAL_CLOSING) > 70]
    if formal:
        return frame.level(formal[0])
    closings = [line for line in lines if MEMO_CLOSING.match(line.text.strip())]
    if not closings:
        return None
    level = frame.level(closings[-1])
    # The sentence may run on over the next lines, which begin at the margin.
    for line in sorted(lines, key=frame.level):
        step = frame.level(line) - level
        if 0.5 * frame.pitch < step < 1.5 * frame.pitch and abs(line.run.x0 - frame.left) < 2 * frame.body:
            level = frame.level(line)
    return level


def signatory_block(lines: Sequence[ReadLine], below: Sequence[int], closing: float, frame: PageFrame) -> set[int]:
    """The signatory's name, what stands over it (a rank) and the lines of the position under it."""
    names = [index for index in below if _is_name(lines[index])]
    axis = _axis(lines, frame)
    if not names:
        names = [index for index in below if _stands_on(lines[index], axis, frame)][:1]
    if not names:
        return set()
    best = min(names, key=lambda index: _distance(lines[index], closing, axis, frame))
    if frame.level(lines[best]) - closing > 8 * frame.pitch:
        return set()
    name = lines[best]
    block = {best}
    reached = frame.level(name)
    is_open = False
    for index in sorted(below, key=lambda one: frame.level(lines[one])):
        line = lines[index]
        step = frame.level(line) - reached
        middle = (line.run.x0 + line.run.x1) / 2
        centred = name.run.x0 - 6 * frame.body < middle < name.run.x1 + 6 * frame.body
        goes_on = 0.4 * frame.pitch < step < 1.9 * frame.pitch and centred and len(block) < 7
        # `ปลัดอำเภอ (เจ้าพนักงานปกครอง` and `ชำนาญการพิเศษ)`: the bracket of the row above is closed, no name begins
        closes = is_open and "(" not in line.text and ")" in line.text
        if goes_on and (closes or not _is_name(line)) and not ROUTING.match(line.text):
            block.add(index)
            reached = frame.level(line)
            is_open = line.text.count("(") > line.text.count(")")
        above = closing < frame.level(line) < frame.level(name) - 0.4 * frame.pitch
        beside = name.run.x0 - 8 * frame.body < middle < name.run.x1 + 2 * frame.body
        if above and beside and line.length < 24 and line.colour == "black" and not _is_name(line):
            block.add(index)
    return block


def _stands_on(line: ReadLine, axis: float, frame: PageFrame) -> bool:
    """True for print centred on the axis: a position whose name above it could not be read."""
    return abs((line.run.x0 + line.run.x1) / 2 - axis) < 3 * frame.body and _is_like_print(line, frame)


def _axis(lines: Sequence[ReadLine], frame: PageFrame) -> float:
    """x of the signatory's block: under the formal closing, else right of the column's middle (regulation, form 1)."""
    for line in lines:
        if line.length < 24 and fuzz.ratio(line.text, FORMAL_CLOSING) > 70:
            return (line.run.x0 + line.run.x1) / 2
    return frame.left + 0.62 * (frame.right - frame.left)


def _distance(line: ReadLine, closing: float, axis: float, frame: PageFrame) -> float:
    """How far a name is from where the signatory's name stands, in lines."""
    aside = abs((line.run.x0 + line.run.x1) / 2 - axis) / frame.body
    size = abs(line.run.body / frame.body - 1)
    tint = 0.0 if line.colour == "black" else 1.5
    return (frame.level(line) - closing) / frame.pitch + 0.3 * aside + 6 * size + tint


def owner_block(lines: Sequence[ReadLine], below: Sequence[int], frame: PageFrame) -> set[int]:
    """The owner of the matter at the foot: lines at the left margin, with a telephone or a unit's name."""
    at_margin = [
        index
        for index in below
        if _begins_at_margin(lines[index], frame)
        and 0.7 < lines[index].run.body / frame.body < 1.3
        and lines[index].colour == "black"
        and not _is_name(lines[index])
        and not ROUTING.match(lines[index].text)
    ]
    block = {index for index in at_margin if CONTACT.search(lines[index].text) or OWNER.match(lines[index].text)}
    grown = set(block)
    names = [lines[index] for index in below if _is_name(lines[index])]
    for index in at_margin:
        if any(_is_position_of(lines[index], name, frame) for name in names):
            continue
        if any(0 < frame.level(lines[held]) - frame.level(lines[index]) < 1.5 * frame.pitch for held in block):
            grown.add(index)
    return grown


def _begins_at_margin(line: ReadLine, frame: PageFrame) -> bool:
    """True at the left margin; a last page of a few lines does not show where that is."""
    if frame.left == 0.0:
        return line.run.x0 < NO_MARGIN * frame.right
    return abs(line.run.x0 - frame.left - _drift(line, frame)) < 2.2 * frame.body


def _is_position_of(line: ReadLine, name: ReadLine, frame: PageFrame) -> bool:
    """True right under a name in brackets and about its middle."""
    middles = [(one.run.x0 + one.run.x1) / 2 for one in (line, name)]
    step = frame.level(line) - frame.level(name)
    return 0.4 * frame.pitch < step < 1.6 * frame.pitch and abs(middles[0] - middles[1]) < 2.5 * frame.body


def _drift(line: ReadLine, frame: PageFrame) -> float:
    """How far a skewed page has carried its left margin at this height, from the middle of its text."""
    return -frame.slope * (line.run.middle - 6 * frame.pitch) * 0.5


def _is_name(line: ReadLine) -> bool:
    """True for a name in brackets, one of which may be lost."""
    text = line.reading.printed_text.strip()
    letters = sum("ก" <= char <= "๎" for char in text)
    longest = LONGEST_STAMPED_NAME if TITLED.match(text) else LONGEST_NAME
    return bool(NAME.match(text)) and line.length < longest and letters > 0.6 * len(text.replace(" ", ""))


def _is_outside(line: ReadLine, frame: PageFrame) -> bool:
    """True in the margins, where only later hands write."""
    if line.cell is not None or _is_like_print(line, frame):
        return False
    middle = (line.run.x0 + line.run.x1) / 2
    return middle < frame.left - 2 * frame.body or middle > frame.right + 3 * frame.body


def _is_of_form(line: ReadLine, frame: PageFrame) -> bool:
    """True for print in a ruled cell: a form's foot names its writer, its receiver, its telephone."""
    level = line.run.slope == 0.0 or abs(line.run.slope - frame.slope) < 0.008
    return line.cell is not None and line.colour == "black" and level and line.reading.confidence > 0.75


def _is_like_print(line: ReadLine, frame: PageFrame) -> bool:
    """True for black letters of the page's own size on the page's own slope, surely read."""
    level = line.run.slope == 0.0 or abs(line.run.slope - frame.slope) < 0.008
    return (
        line.colour == "black"
        and level
        and 0.84 < line.run.body / frame.body < 1.25
        and line.reading.confidence > 0.85
        and line.length >= 4
    )


URGENCY = re.compile("ด่วน|ลับ|เร็ว")


def _is_odd_ink(line: ReadLine, frame: PageFrame) -> bool:
    """True for coloured ink that is neither a class of urgency nor printed like the page's own text."""
    if line.colour == "black" or URGENCY.search(line.text):
        return False
    like_print = abs(line.run.slope - frame.slope) < 0.01 and line.reading.confidence > 0.9
    return not (like_print and line.run.body > 0.84 * frame.body)


def _adjoins(line: ReadLine, other: ReadLine, frame: PageFrame) -> bool:
    """True where two lines stand over one another, a line or two apart."""
    shared = min(line.run.x1, other.run.x1) - max(line.run.x0, other.run.x0)
    return shared > 0 and abs(frame.level(line) - frame.level(other)) < 1.8 * frame.pitch


def _with_neighbours(
    lines: Sequence[ReadLine], start: set[int], candidates: Sequence[int], frame: PageFrame
) -> set[int]:
    """The start and every candidate that stands with it: notes are written in blocks."""
    held = set(start)
    grown = True
    while grown:
        fresh = {
            index
            for index in candidates
            if index not in held and any(_adjoins(lines[index], lines[other], frame) for other in held)
        }
        grown = bool(fresh)
        held |= fresh
    return held
