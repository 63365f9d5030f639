"""Received stamps and e-saraban overlays: cut out level, read row by row, and told from other frames."""

from __future__ import annotations

import re
from dataclasses import dataclass

import cv2
import numpy as np

from extractors.preparation.colour import ink_colour
from extractors.preparation.prepared import PreparedPage
from extractors.readers.reader import LineReader
from extractors.stamps.labels import labels_in
from extractors.stamps.picture import LevelStamp, clipped, level_stamp
from extractors.stamps.rows import ReadRow, read_rows
from extractors.thai.dates import find_dates
from extractors.zones.frames import Frame
from models.page import Ink, Line, Zone, ZoneKind

# What a received stamp says, with the letters its blurred rubber loses; รับ alone is in half of all sentences.
STAMP_WORDS = re.compile("เลข.{0,2}รับ|รับ.{0,2}ที่|รับ.{0,2}เลข|ทะเบียนรับ|เลข.?ที่|วันที่|วันที|เวลา|ผู้รับ")
TOP, LONGEST_LINE = 0.25, 34  # of the page's height; characters
TILTED = 0.8  # degrees against the page's own lines; nothing printed with the page is tilted
OUTLINE = 0.25  # letter heights each side of the frame's sides, where its own ink is looked at
LEAST_COLOURED = 0.35  # of the outline's ink
FEWEST_LETTERS, LEAST_TINTED = 8, 0.15  # consonants; of the ink of a row: the label of a row written by pen is coloured
MOSTLY = 0.7  # of all ink inside


@dataclass(frozen=True)
class ReadStamp:
    zone: Zone
    frame: Frame


def read_stamp(page: PreparedPage, frame: Frame, reader: LineReader, colour: str | None = None) -> ReadStamp:
    """The frame's rows, read level, with boxes on the page; `colour` where it is known already."""
    level = level_stamp(page, frame)
    ink = colour or _colour(page, frame)
    lines = tuple(
        Line(level.on_page(row.run.box()), Ink.STAMP, (row.reading, *row.others))
        for row in read_rows(level, reader)
        if (row.reading.text or row.reading.pen_words) and not (ink != "black" and _is_print(row, level))
    )
    return ReadStamp(Zone(ZoneKind.STAMP, clipped(frame.box(), page.shape), lines, ink), frame)


def _is_print(row: ReadRow, level: LevelStamp) -> bool:
    """True for black words in a coloured stamp, without a label or a date: the letter's own, or another stamp's."""
    text = row.reading.text
    words = sum("ก" <= char <= "ฮ" for char in text) >= FEWEST_LETTERS and not labels_in(text) and not find_dates(text)
    return words and level.tinted_share(row.run.core_box()) < LEAST_TINTED


def is_stamp(read: ReadStamp, page_slope: float, page_height: int) -> bool:
    """True where the frame's words, colour, tilt or place say stamp; the cells of a table have none of them.

    Whatever a copier left of its words, a small frame of several short lines at the top of a page is a stamp; one
    line in a frame may be a class of urgency.
    """
    lines = read.zone.lines
    at_top = read.frame.centre[1] < TOP * page_height
    if at_top and len(lines) >= 3 and all(len(line.text) < LONGEST_LINE for line in lines):
        return True
    text = "\n".join(line.text for line in read.zone.lines)
    words = len({found.group()[:3] for found in STAMP_WORDS.finditer(text)})
    tilt = abs(read.frame.angle - float(np.degrees(np.arctan(page_slope))))
    signs = words + (read.zone.colour not in (None, "black")) + (tilt > TILTED)
    return len(text) >= 4 and (words >= 2 or (signs >= 2 and words >= 1))


def _colour(page: PreparedPage, frame: Frame) -> str:
    """The colour of the frame's own outline; where that is black, of nearly all inside: pens and print may be there."""
    if page.coloured is None:
        return "black"
    box = clipped(frame.box(), page.shape)
    part = np.s_[box.y0 : box.y1, box.x0 : box.x1]
    outline = np.zeros((box.height, box.width), np.uint8)
    corners = np.round(frame.corners() - (box.x0, box.y0)).astype(np.int32)
    cv2.polylines(outline, [corners], True, 1, max(3, round(2 * OUTLINE * page.body)))
    tinted, black = page.coloured.labels[part] > 0, page.ink[part] > 0
    for place, least in ((outline > 0, LEAST_COLOURED), (outline >= 0, MOSTLY)):
        if (tinted & place).sum() > least * ((tinted | black) & place).sum():
            return ink_colour(page.colour[part], tinted & place)
    return "black"
