"""A received stamp whose frame was lost by the copier: its labels, and what was put in beside them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.lines.reading_lines import ReadLine
from extractors.zones.structure import PageFrame

TOP = 0.25  # of the page's height: the stamp's place is the upper right corner (regulation)
RIGHT = 0.55  # of the page's width
# What is only in stamps: เลขรับ, เลขที่รับ, ทะเบียนรับ, เวลา ..., and วันที่ alone on its line.
LABEL = re.compile(r"^\W*(เล[ขบช].{0,2}รับ|เลขที่|รับที่|รับเลข|ทะเบียนรับ|เวลา|วันที่\W*$|ผู้รับ)")
# 326      23 ธ.ค. 2563      10.18      06/12/2566      13:50:57
ENTRY = re.compile(
    r"^[\s\W]*[0-9๐-๙][0-9๐-๙\s./:,-]*(น\.?)?\W*$|[0-9๐-๙]{1,2}\s*\S{0,2}\.?\s?\S{1,2}\.\s*[0-9๐-๙]{2,4}"
)
REACH = 4.5  # letter heights between what belongs to one stamp


def unframed_stamp(lines: Sequence[ReadLine], frame: PageFrame, shape: tuple[int, int]) -> list[ReadLine]:
    """The lines of an unframed stamp in the upper right corner; empty where too few say stamp.

    A label and what stands beside it are enough; without a label a number, a date and a time are.
    """
    corner = [
        line
        for line in lines
        if line.run.middle < TOP * shape[0] and (line.run.x0 + line.run.x1) / 2 > RIGHT * shape[1] and line.cell is None
    ]
    labels = [line for line in corner if LABEL.match(line.text)]
    entries = [line for line in corner if ENTRY.search(line.text) and line not in labels]
    held = labels + entries
    if len(held) < 2 or (not labels and len(entries) < 3):
        return []
    grown = True
    while grown:
        near = [
            line
            for line in corner
            if line not in held and _is_stamp_like(line, frame) and any(_is_near(line, other, frame) for other in held)
        ]
        held += near
        grown = bool(near)
    return held


def _is_stamp_like(line: ReadLine, frame: PageFrame) -> bool:
    """True for what is not set like the page's own lines: another size, another slope, or badly read."""
    level = line.run.slope == 0.0 or abs(line.run.slope - frame.slope) < 0.01
    own_size = 0.9 < line.run.body / frame.body < 1.15
    return not (level and own_size) or line.reading.confidence < 0.8


def _is_near(line: ReadLine, other: ReadLine, frame: PageFrame) -> bool:
    reach = REACH * frame.body
    aside = max(line.run.x0, other.run.x0) - min(line.run.x1, other.run.x1)
    return aside < reach and abs(frame.level(line) - frame.level(other)) < reach
