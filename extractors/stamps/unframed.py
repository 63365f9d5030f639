"""Received stamps without a frame: lines of e-saraban overlays, rubber lines, frames that a copier lost.

Found by their labels among the lines read on the page, then given the frame that they lack, tilted as they are.
"""

from __future__ import annotations

import re
import statistics
from collections.abc import Sequence

import numpy as np

from extractors.fields.letter_date import is_date_line
from extractors.lines.reading_lines import ReadLine
from extractors.stamps.labels import DATE_LABELS, NUMBER_LABELS, TIME_LABELS, find_stamp_label
from extractors.thai.dates import find_dates, find_month_and_year
from extractors.zones.frames import Frame
from extractors.zones.structure import PageFrame

HEAD, FOOT = 0.3, 0.92  # of the page's height: overlays are put above the text or into the foot's margin
# Only stamps say these, at the beginning of a word: ได้รับที่ and ผู้รับที่ are of sentences. With a letter lost.
RECEIVED = re.compile(
    r"""(?:^|(?<=[\s.:]))(?:
        เล[ขบช].{0,10}รับ                      # เลขรับ   เลขที่รับ   เลขทะเบียนรับ   เลขรับที่
        | ท.?เบียนรับ                           # ทะเบียนรับเลขที่
        | (?:ลง)?รับ.{0,2}(?:เลข).{0,2}ท[ีิ]?่?    # รับเลขที่   ลงรับเลขที่
        | (?:ลง)?รับที่(?=[\s.:๐-๙0-9]|$)        # รับที่ 123
    )""",
    re.VERBOSE,
)
MISREAD = tuple(label for label in NUMBER_LABELS if "รับ" in label and len(label) > len("เลขรับ"))
RECEIVER = re.compile(r"^\W*ผู้รับ")
# 326      10.18      13:50:57 น.      - 8 ก.ย. 2565
ENTRY = re.compile(r"^[\s\W]*[0-9๐-๙][0-9๐-๙\s./:,-]*(?:น\.?)?\W*$")
# 14 มิ.ย. 2562 เวลา 15:27:04: systems print day and moment on one line; in black, sentences do too.
MOMENT = re.compile(r"[2๒][5๕][0-9๐-๙]{2}\D{1,12}[0-9๐-๙]{1,2}[:.][0-9๐-๙]{2}")
NUMBER_ALONE = re.compile(r"^\W*เลขที่[\s.:]*[๐-๙0-9]*\W*$")
# What a letter's own head says in its own print.
LETTER_LABEL = re.compile(r"^\W*(?:ที่|เรื่อง|เรียน|อ้างถึง|สิ่งที่ส่ง|ส่วนราชการ|ถึง|บันทึก)")
DOWN, ASIDE = 2.6, 5.0  # letter heights between what belongs to one stamp
LONGEST_ROW = 110  # characters of an overlay in one line
MARGIN, CORNER, LONGEST_OWN = 0.1, 0.55, 40  # of the page's height, of its width; characters
DATE_ALONE = re.compile(r"^[\s\W]*[0-9๐-๙]{1,2}\D{2,14}[0-9๐-๙]{2,4}\W*$")
OWN_DAY = re.compile(r"^\W*(?:ที่\s.*)?วันที่")
TILTED = 0.02  # slope against the page's own
LARGEST = 0.5  # of the page's width, for a stamp of several rows


def unframed_stamps(lines: Sequence[ReadLine], page: PageFrame, shape: tuple[int, int]) -> list[tuple[Frame, str]]:
    """Frames around what reads as a stamp outside any frame, with the colour of its ink."""
    candidates = [line for line in lines if _may_belong(line, page, shape)]
    stamps: list[tuple[Frame, str]] = []
    left = sorted((line for line in candidates if _signs(line)), key=lambda line: -_signs(line))
    while left:
        group = [left.pop(0)]
        if not _is_whole(group[0]):
            group = _grown(group, candidates, page)
        left = [line for line in left if line not in group]
        candidates = [line for line in candidates if line not in group]
        if _is_received(group) and _fits(group, shape):
            stamps.append((_frame_around(group), statistics.mode(line.colour for line in group)))
    has_own_day = any(line.colour == "black" and _says_own_day(line.text) for line in lines)
    lone = _lone_dates(candidates, page) if has_own_day else []
    return stamps + [(_frame_around([line]), line.colour) for line in lone]


def _says_own_day(text: str) -> bool:
    """True for a line that is the letter's date, or a memo's number with its date behind."""
    return is_date_line(text) or (OWN_DAY.search(text) is not None and find_month_and_year(text) is not None)


def _lone_dates(candidates: Sequence[ReadLine], page: PageFrame) -> list[ReadLine]:
    """Dates stamped by themselves, `- 8 ก.ย. 2565`. Where a letter prints no day of its own one of them is that day."""
    dated = [line for line in candidates if DATE_ALONE.match(line.text) and find_dates(line.text)]
    return [line for line in dated if line.colour != "black" or _is_tilted(line, page)]


def _is_tilted(line: ReadLine, page: PageFrame) -> bool:
    return line.run.slope != 0.0 and abs(line.run.slope - page.slope) > TILTED


def _may_belong(line: ReadLine, page: PageFrame, shape: tuple[int, int]) -> bool:
    """True in the head and in the foot's margin for what is not set like the letter's own lines."""
    middle = line.run.middle_at((line.run.x0 + line.run.x1) / 2)
    if line.cell is not None or not (middle < HEAD * shape[0] or middle > FOOT * shape[0]):
        return False
    if line.colour != "black":
        return True
    level = line.run.slope == 0.0 or abs(line.run.slope - page.slope) < 0.01
    own_size = 0.9 < line.run.body / page.body < 1.15
    # In the letter's own print only the margin and the right corner are a stamp's place: a sentence may say as much.
    beside = (line.run.x0 + line.run.x1) / 2 > CORNER * shape[1] and line.length < LONGEST_OWN
    if level and own_size and not (middle < MARGIN * shape[0] or middle > FOOT * shape[0] or beside):
        return False
    return _says_received(line) or not (level and own_size and line.reading.confidence > 0.8) or bool(
        ENTRY.match(line.text) or NUMBER_ALONE.match(line.text) or RECEIVER.match(line.text)
        or (find_stamp_label(line.text, (*DATE_LABELS, *TIME_LABELS)) and not LETTER_LABEL.match(line.text))
    )  # fmt: skip


def _says_received(line: ReadLine) -> bool:
    """True for a stamp's own words, in colour a day with its moment, or a misread label at the row's beginning."""
    if RECEIVED.search(line.text) is not None or (line.colour != "black" and MOMENT.search(line.text) is not None):
        return True
    label = find_stamp_label(line.text, MISREAD)
    return label is not None and label[0] == 0


def _signs(line: ReadLine) -> int:
    """How much of the line is what stamps say."""
    text = line.text
    signs = 2 * _says_received(line) + bool(RECEIVER.match(text)) + bool(NUMBER_ALONE.match(text))
    signs += find_stamp_label(text, DATE_LABELS) is not None
    return signs + (find_stamp_label(text, TIME_LABELS) is not None)


def _is_whole(line: ReadLine) -> bool:
    """True for an overlay in one line: number, date or time, each labelled."""
    found = _signs(line) >= 3 and len(line.text) < LONGEST_ROW and sum(char.isdigit() for char in line.text) >= 4
    return found and _says_received(line) and bool(find_dates(line.text))


def _grown(group: list[ReadLine], candidates: Sequence[ReadLine], page: PageFrame) -> list[ReadLine]:
    """The group with what stands beside, over and under its lines: pens and dates of other ink too."""
    grown = True
    while grown:
        near = [line for line in candidates if line not in group and any(_adjoins(line, held) for held in group)]
        near = [line for line in near if not _is_whole(line)]
        group = group + near
        grown = bool(near)
    return group


def _adjoins(line: ReadLine, held: ReadLine) -> bool:
    if not 0.5 < line.run.body / held.run.body < 2.2:
        return False
    body = min(line.run.body, held.run.body)
    aside = max(line.run.x0, held.run.x0) - min(line.run.x1, held.run.x1)
    x = (max(line.run.x0, held.run.x0) + min(line.run.x1, held.run.x1)) / 2
    down = abs(line.run.middle_at(x) - held.run.middle_at(x))
    return (aside < ASIDE * body and down < 0.8 * body) or (aside < 0 and down < DOWN * 1.2 * body)


def _is_received(group: Sequence[ReadLine]) -> bool:
    """True for two of number, date and time with a label or by their form, one of them in a stamp's own words."""
    texts = [line.text for line in group]
    received = any(_says_received(line) or RECEIVER.match(line.text) for line in group)
    labelled = [any(find_stamp_label(text, labels) for text in texts) for labels in (DATE_LABELS, TIME_LABELS)]
    numbered = any(_says_received(line) or NUMBER_ALONE.match(line.text) for line in group)
    dated = any(find_dates(text) for text in texts)
    entries = sum(bool(ENTRY.match(text)) for text in texts)
    if received:
        return sum(labelled) + dated + min(2, entries) >= 1
    return sum((*labelled, numbered)) >= 2 and len(group) >= 2 and (dated or entries > 0 or numbered)


def _fits(group: Sequence[ReadLine], shape: tuple[int, int]) -> bool:
    return len(group) == 1 or max(x.run.x1 for x in group) - min(x.run.x0 for x in group) < LARGEST * shape[1]


def _frame_around(group: Sequence[ReadLine]) -> Frame:
    """The rectangle around the lines, tilted as the longest of them are."""
    longest = sorted(group, key=lambda line: -line.run.width)[:3]
    slope = float(np.median([line.run.slope for line in longest]))
    turn = float(np.arctan(slope))
    cosine, sine = float(np.cos(turn)), float(np.sin(turn))
    along: list[float] = []
    across: list[float] = []
    for line in group:
        for x in (line.run.x0, line.run.x1):
            y = line.run.middle_at(x)
            along.append(x * cosine + y * sine)
            middle = -x * sine + y * cosine
            across += [middle - 1.3 * line.run.body, middle + 1.0 * line.run.body]
    margin = 0.6 * max(line.run.body for line in group)
    x0, x1, y0, y1 = min(along) - margin, max(along) + margin, min(across), max(across)
    u, v = (x0 + x1) / 2, (y0 + y1) / 2
    return Frame((u * cosine - v * sine, u * sine + v * cosine), x1 - x0, y1 - y0, float(np.degrees(turn)))
