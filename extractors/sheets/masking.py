"""What of a page must not be shown by default: citizen numbers anywhere, and a sheet's columns of numbers of people.

The rule on evidence needs neither (domain of the personal data act, B.E. 2562): texts keep their last digits, so that a
person can compare, and pictures are painted over. Only the file as it was handed in keeps them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import cv2
import numpy as np

from extractors.readers.reader import ColourImage
from extractors.thai.digits import ANY_DIGIT, to_arabic
from models.geometry import Box
from models.page import Line, LineReading, PageReading, Zone
from models.sheet import Cell, ColumnKind, Grid

PRIVATE = frozenset({ColumnKind.CITIZEN_ID, ColumnKind.PHONE})
# 1-2345-67890-12-3 | 1234567890123 | ๑ ๒๓๔๕ ๖๗๘๙๐ ๑๒ ๓
CITIZEN_ID = re.compile(rf"(?<!{ANY_DIGIT}){ANY_DIGIT}(?:[ -]?{ANY_DIGIT}){{12}}(?!{ANY_DIGIT})")
# 081-234-5678 | ๐๘๑ ๒๓๔ ๕๖๗๘: numbers of people rather than of offices
MOBILE = re.compile(rf"(?<!{ANY_DIGIT})[0๐][ -]?[689๖๘๙](?:[ -]?{ANY_DIGIT}){{8}}(?!{ANY_DIGIT})")
CITIZEN_ID_KEPT = 4  # the most that the last digits may be shown
PHONE_KEPT = 2
HIDDEN = "x"
PAINT = (190, 190, 190)


def is_citizen_id(digits: str) -> bool:
    """True for thirteen Arabic digits whose last one checks the others (weights 13 down to 2, modulo 11)."""
    if len(digits) != 13 or not digits.isascii() or not digits.isdigit() or digits[0] in "09":
        return False
    total = sum(int(digit) * (13 - place) for place, digit in enumerate(digits[:12]))
    return (11 - total % 11) % 10 == int(digits[12])


def masked(reading: PageReading) -> PageReading:
    """The page with its private numbers hidden in every text, and in `masks` where they stand on the page."""
    private = _private_cells(reading.grid) if reading.grid is not None else []
    masks = [cell.box for _, cell in private]
    lines = tuple(_masked_line(line, private, reading.grid is not None, masks) for line in reading.lines)
    zones = tuple(_masked_zone(zone, masks) for zone in reading.zones)
    grid = _masked_grid(reading.grid, masks) if reading.grid is not None else None
    if not masks:
        return reading
    return replace(reading, lines=lines, zones=zones, grid=grid, masks=tuple(dict.fromkeys(masks)))


def painted(pixels: ColourImage, masks: tuple[Box, ...]) -> ColourImage:
    """The picture (height, width, 3) with the boxes painted over; the one given is left as it is."""
    if not masks:
        return pixels
    shown = pixels.copy()
    for box in masks:
        cv2.rectangle(shown, (box.x0, box.y0), (box.x1 - 1, box.y1 - 1), PAINT, cv2.FILLED)
    return np.asarray(shown, np.uint8)


def hidden_digits(text: str, kept: int) -> str:
    """The text with all digits but the last `kept` replaced."""
    places = [place for place, char in enumerate(text) if re.match(ANY_DIGIT, char)]
    hidden = set(places[: max(0, len(places) - kept)])
    return "".join(HIDDEN if place in hidden else char for place, char in enumerate(text))


def _private_cells(grid: Grid) -> list[tuple[ColumnKind, Cell]]:
    return [
        (column.kind, cell)
        for row in grid.rows
        for column, cell in zip(grid.columns, row, strict=False)
        if column.kind in PRIVATE
    ]


def _masked_line(line: Line, private: list[tuple[ColumnKind, Cell]], on_sheet: bool, masks: list[Box]) -> Line:
    """The line as it may be shown; what is hidden of it is added to `masks`."""
    x, y = line.box.centre
    for kind, cell in private:
        if cell.box.x0 <= x < cell.box.x1 and cell.box.y0 <= y < cell.box.y1:
            kept = _kept(kind)
            return replace(line, readings=tuple(_plain(one, hidden_digits(one.text, kept)) for one in line.readings))
    spans = [span for one in line.readings for span in _spans(one.text, on_sheet)]
    if not spans:
        return line
    masks += [_part(line.box, line.text, *span[:2]) for span in _spans(line.text, on_sheet)] or [line.box]
    return replace(line, readings=tuple(_plain(one, _hidden(one.text, on_sheet)) for one in line.readings))


def _masked_zone(zone: Zone, masks: list[Box]) -> Zone:
    return replace(zone, lines=tuple(_masked_line(line, [], False, masks) for line in zone.lines))


def _masked_grid(grid: Grid, masks: list[Box]) -> Grid:
    rows = []
    for row in grid.rows:
        cells = []
        for column, cell in zip(grid.columns, row, strict=False):
            if column.kind in PRIVATE:
                cells.append(replace(cell, text=hidden_digits(cell.text, _kept(column.kind))))
            elif any(_spans(cell.text, True)):
                masks.append(cell.box)
                cells.append(replace(cell, text=_hidden(cell.text, True)))
            else:
                cells.append(cell)
        rows.append(tuple(cells))
    return replace(grid, rows=tuple(rows))


def _kept(kind: ColumnKind) -> int:
    return CITIZEN_ID_KEPT if kind is ColumnKind.CITIZEN_ID else PHONE_KEPT


def _spans(text: str, on_sheet: bool) -> Iterator[tuple[int, int, int]]:
    """Start, end and how many digits may stay of each private number of a text."""
    for match in CITIZEN_ID.finditer(text):
        if is_citizen_id(re.sub(r"\D", "", to_arabic(match[0]))):
            yield match.start(), match.end(), CITIZEN_ID_KEPT
    if on_sheet:
        for match in MOBILE.finditer(text):
            yield match.start(), match.end(), PHONE_KEPT


def _hidden(text: str, on_sheet: bool) -> str:
    for start, end, kept in list(_spans(text, on_sheet)):
        text = text[:start] + hidden_digits(text[start:end], kept) + text[end:]
    return text


def _plain(reading: LineReading, text: str) -> LineReading:
    """The reading with another text, and without what would tell the old one."""
    if text == reading.text:
        return reading
    return LineReading(text, reading.confidence, reading.reader, pen_words=reading.pen_words)


def _part(box: Box, text: str, start: int, end: int) -> Box:
    """Where a stretch of a line's text stands, a letter more on both sides."""
    pitch = box.width / max(len(text), 1)
    return Box.from_list(
        (max(box.x0, box.x0 + (start - 1) * pitch), box.y0, min(box.x1, box.x0 + (end + 1) * pitch), box.y1)
    )
