"""Received stamps and e-saraban overlays: their frames lifted off the page, turned level and read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from extractors.lines.components import body_height, components_of
from extractors.lines.crops import line_crop
from extractors.lines.finding import find_runs
from extractors.lines.run import TextRun
from extractors.preparation.colour import ink_colour
from extractors.preparation.levels import ink_mask
from extractors.preparation.prepared import PreparedPage
from extractors.readers.reader import GrayImage, LineReader
from extractors.zones.frames import Frame
from models.geometry import Box
from models.page import Ink, Line, Zone, ZoneKind

# What a received stamp says, with the letters its blurred rubber loses; รับ alone is in half of all sentences.
STAMP_WORDS = re.compile("เลข.{0,2}รับ|รับ.{0,2}ที่|รับ.{0,2}เลข|ทะเบียนรับ|เลข.?ที่|วันที่|วันที|เวลา|ผู้รับ")
LARGEST_LABEL = 1.15  # of the page's letter height
MARGIN = 0.4  # letter heights around the frame
TOP, LONGEST_LINE = 0.25, 34  # of the page's height; characters
TILTED = 0.8  # degrees against the page's own lines; nothing printed with the page is tilted


@dataclass(frozen=True)
class ReadStamp:
    zone: Zone
    frame: Frame


def read_stamp(page: PreparedPage, frame: Frame, reader: LineReader) -> ReadStamp:
    """The frame's lines, read level, with boxes on the page."""
    level, to_page = _levelled(page.full, frame, MARGIN * page.body)
    level = _without_frame(level, page.contrast, page.body)
    found = components_of(ink_mask(level, page.contrast))
    lines: list[Line] = []
    # Pen numbers are written larger than the labels they stand beside.
    body = min(body_height(found, max(page.shape)) or page.body, LARGEST_LABEL * page.body)
    rows = _rows(find_runs(found, body, (level.shape[0], level.shape[1])))
    for run, reading in zip(rows, reader.read([line_crop(level, run) for run in rows]), strict=True):
        if reading.text or reading.pen_words:
            lines.append(Line(_on_page(run.box(), to_page, page.shape), Ink.STAMP, (reading,)))
    return ReadStamp(Zone(ZoneKind.STAMP, _clipped(frame.box(), page.shape), tuple(lines), _colour(page, frame)), frame)


def _rows(runs: Sequence[TextRun]) -> list[TextRun]:
    """The rows of a level stamp from top to bottom: labels together with what was put in beside them."""
    rows: list[list[TextRun]] = []
    for run in sorted(runs, key=lambda one: one.middle_at((one.x0 + one.x1) / 2)):
        if rows and _same_row(rows[-1][0], run):
            rows[-1].append(run)
        else:
            rows.append([run])
    return [_row(row) for row in rows]


def _same_row(first: TextRun, run: TextRun) -> bool:
    levels = [one.middle_at((one.x0 + one.x1) / 2) for one in (first, run)]
    return abs(levels[0] - levels[1]) < 0.75 * max(first.body, run.body)


def _row(runs: Sequence[TextRun]) -> TextRun:
    """One run over the whole row, on the level of its longest part, high enough for its tallest."""
    longest = max(runs, key=lambda run: run.width)
    body = max(longest.body, 0.7 * max(run.body for run in runs))
    middle = longest.middle_at((longest.x0 + longest.x1) / 2)
    x0, x1 = min(run.x0 for run in runs), max(run.x1 for run in runs)
    return TextRun(x0, x1, middle, 0.0, body, longest.members)


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


def _levelled(
    gray: GrayImage, frame: Frame, margin: float
) -> tuple[GrayImage, np.ndarray[tuple[int, ...], np.dtype[np.float64]]]:
    """The frame's content turned level, and the 2x3 matrix from there to the page."""
    turn = np.deg2rad(frame.angle)
    cosine, sine = float(np.cos(turn)), float(np.sin(turn))
    wide, high = frame.width / 2 + margin, frame.height / 2 + margin
    origin_x = frame.centre[0] - wide * cosine + high * sine
    origin_y = frame.centre[1] - wide * sine - high * cosine
    to_page = np.array([[cosine, -sine, origin_x], [sine, cosine, origin_y]], np.float64)
    size = (max(8, round(2 * wide)), max(8, round(2 * high)))
    level = cv2.warpAffine(gray, to_page, size, flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP, borderValue=255)
    return np.asarray(level, np.uint8), to_page


def _without_frame(level: GrayImage, contrast: float, body: float) -> GrayImage:
    """Straight strokes longer than any letter's made paper: the frame, and rules inside it."""
    ink = ink_mask(level, contrast)
    long_level = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, round(3.5 * body)), np.uint8))
    long_upright = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((round(3 * body), 1), np.uint8))
    rules = cv2.dilate(cv2.bitwise_or(long_level, long_upright), np.ones((3, 3), np.uint8))
    return np.asarray(np.where(rules > 0, np.uint8(255), level), np.uint8)


def _on_page(box: Box, to_page: np.ndarray[tuple[int, ...], np.dtype[np.float64]], shape: tuple[int, int]) -> Box:
    corners = np.array([[x, y, 1] for x in (box.x0, box.x1) for y in (box.y0, box.y1)], np.float64) @ to_page.T
    return _clipped(Box.from_list((*corners.min(axis=0).tolist(), *corners.max(axis=0).tolist())), shape)


def _clipped(box: Box, shape: tuple[int, int]) -> Box:
    return Box(max(0, box.x0), max(0, box.y0), min(shape[1], box.x1), min(shape[0], box.y1))


def _colour(page: PreparedPage, frame: Frame) -> str:
    box = _clipped(frame.box(), page.shape)
    part = np.s_[box.y0 : box.y1, box.x0 : box.x1]
    if page.coloured is None or not (page.coloured.labels[part] > 0).any():
        return "black"
    tinted = page.coloured.labels[part] > 0
    # A black emblem under a coloured stamp must not outvote it, nor a blue pen in a black one.
    if tinted.sum() < 0.35 * (tinted.sum() + page.ink[part].sum()):
        return "black"
    return ink_colour(page.colour[part], tinted)


def outside(read: Sequence[ReadStamp], x: float, y: float, margin: float) -> bool:
    """True where the point lies in none of the stamps."""
    return not any(stamp.frame.holds(x, y, margin) for stamp in read)
