"""Which lines a second reader is asked about, those that fields are taken from, and when a third is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.lines.reading_lines import ReadLine
from extractors.readers.agreement import SURE_GLYPH, Verdict, agreement
from models.page import Line

MOST_LINES = 24  # of a page
LABELLED = re.compile(
    r"""^\s*(
      ที่\s+\S            # ที่ พย ๐๐๓๐.๒/ว ๖๔๗๘
    | วันที่               # วันที่ ๓ พ.ค. ๖๗
    | เรื่อง | เรียน | เสนอ | ถึง | อ้างถึง | สิ่งที่ส่งมาด้วย | ส่วนราชการ
    | โทร                 # โทรศัพท์ ๐ ๕๔๐๐ ๖๗๘๙
    )""",
    re.VERBOSE,
)
DATED = re.compile(
    r"^.{0,14}[0-9๐-๙]{0,2}\s*(มกร|กุมภา|มีนา|เมษา|พฤษ|มิถุนา|กรกฎ|สิงหา|กันยา|ตุลา|ธันวา)\S*"
    r"\s+(พ\.ศ\.)?\s*[0-9๐-๙]{2,4}$"
)
NAMED = re.compile(r"^\s*\(.{6,44}\)?\s*$")
POSITION_LINES = 3


def lines_to_witness(lines: Sequence[ReadLine]) -> list[int]:
    """Indices of the page's lines that matter, in order, at most MOST_LINES."""
    chosen: list[int] = []
    position_left = 0
    for index, line in enumerate(lines):
        text = line.text.strip()
        if NAMED.match(text):
            chosen.append(index)
            position_left = POSITION_LINES
        elif LABELLED.match(text) or DATED.match(text):
            chosen.append(index)
            position_left = 0
        elif position_left:
            chosen.append(index)
            position_left -= 1
    return chosen[:MOST_LINES]


def is_open(line: Line) -> bool:
    """True where a further witness can settle what the last one left open.

    The first reader is sure of the line, and the last witness contradicts nothing but did not see all of it well.
    """
    first, last = line.readings[0], line.readings[-1]
    if not first.text or any(glyph.pen or glyph.confidence < SURE_GLYPH for glyph in first.glyphs):
        return False
    verdicts = agreement(first, last, lambda char: True).verdicts
    said = [verdict for verdict, char in zip(verdicts, first.text, strict=True) if not char.isspace()]
    return Verdict.MUTE in said and Verdict.DIFFER not in said
