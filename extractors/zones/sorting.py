"""The page's lines parted into the document's own text and zones: stamps, notes, signatures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from extractors.lines.finding import page_slope
from extractors.lines.joining import joined_pieces
from extractors.lines.reading_lines import ReadLine, ordered, read_lines
from extractors.preparation.prepared import PreparedPage
from extractors.readers.reader import LineReader
from extractors.stamps.reading import FEWEST_LETTERS, ReadStamp, is_stamp, read_stamp
from extractors.stamps.unframed import unframed_stamps
from extractors.zones.class_words import class_line
from extractors.zones.frames import Piece, find_frames, straight_pieces
from extractors.zones.plausible import is_text
from extractors.zones.structure import PageFrame, added_lines, page_frame
from models.geometry import Box
from models.page import Ink, Line, Zone, ZoneKind

# ที่ ลป ๐๔๑๘.๑/ว ๕๑๕๐: stamps are put beside the letter's number and often on it, and say รับที่ of their own
# (a letter misread among its digits still leaves the stroke before the running number).
NUMBER_LINE = re.compile(r"^\W{0,2}ที่\s?[ก-ฮ]{2}(?:[\s.(]*[0-9๐-๙]{2}|.{0,4}[0-9๐-๙]{2}.*/)")
SURE_NUMBER, SURE_PRINT = 0.6, 0.9
LEVEL, LEVEL_NUMBER = 0.01, 0.03  # of the page's slope: pen behind a number and under it tilts the line that is found
BEYOND, SURE_BEYOND = 0.25, 0.8  # share of a line outside a stamp's frame, where no stamp prints; how sure it reads


@dataclass(frozen=True)
class SortedPage:
    """The document's own lines in reading order, and the zones of everything else."""

    lines: tuple[ReadLine, ...]
    zones: tuple[Zone, ...]
    frame: PageFrame


def find_stamps(page: PreparedPage, pieces: Sequence[Piece], slope: float, reader: LineReader) -> list[ReadStamp]:
    """The page's framed stamps, read. `pieces` are its straight strokes, `slope` that of its lines."""
    # Coloured frames by themselves first: a rule of a black table may go on from one.
    frames = (
        [] if page.coloured is None else find_frames(straight_pieces(page.coloured, page.body), page.body, page.shape)
    )
    for frame in find_frames(pieces, page.body, page.shape):
        if not any(held.holds(*frame.centre) or frame.holds(*held.centre) for held in frames):
            frames.append(frame)
    return [
        stamp
        for stamp in (read_stamp(page, frame, reader) for frame in frames)
        if is_stamp(stamp, slope, page.shape[0])
    ]


def sorted_page(page: PreparedPage, stamps: Sequence[ReadStamp], reader: LineReader) -> SortedPage:
    """Reads the page and parts what it holds."""
    found = read_lines(page, reader)
    slope = page_slope([line.run for line in found])
    classes = [line for line in (class_line(one, page.body, page.shape[0]) for one in found) if line is not None]
    found = [line for line in found if not any(line.run is one.run for one in classes)]
    rest = [line for line in found if not _is_in_stamp(line, stamps, slope)]
    frame = page_frame(ordered([line for line in rest if is_text(line)], slope), page.body, slope, page.shape[1])
    unframed = [
        read_stamp(page, outline, reader, colour) for outline, colour in unframed_stamps(rest, frame, page.shape)
    ]
    rest = [line for line in rest if not _is_in_stamp(line, unframed, slope)]
    texts = ordered([*classes, *(line for line in rest if is_text(line))], slope)
    scribbles = [line for line in rest if not is_text(line)]
    added = added_lines(texts, scribbles, frame)
    own = tuple(joined_pieces([line for index, line in enumerate(texts) if index not in added]))
    notes = [line for index, line in enumerate(texts) if index in added]
    zones = [stamp.zone for stamp in (*stamps, *unframed)] + note_zones(notes, scribbles, frame)
    return SortedPage(own, tuple(zones), frame)


def _is_in_stamp(line: ReadLine, stamps: Sequence[ReadStamp], slope: float) -> bool:
    """True for what a stamp printed, and for what was written into it; print that lies under one stays the page's."""
    x = (line.run.x0 + line.run.x1) / 2
    for stamp in stamps:
        if not stamp.frame.holds(x, line.run.middle_at(x), 0.3 * line.run.body):
            continue
        letters = sum("ก" <= char <= "ฮ" for char in line.text)
        apart = stamp.zone.colour != "black" and line.colour == "black"
        sure = line.reading.confidence
        is_number = NUMBER_LINE.match(line.text) is not None and sure > SURE_NUMBER
        goes_on = apart and sure > SURE_BEYOND and _share_outside(line, stamp) > BEYOND
        own_print = is_number or goes_on or (apart and letters >= FEWEST_LETTERS and sure > SURE_PRINT)
        if not (own_print and abs(line.run.slope - slope) < (LEVEL_NUMBER if is_number else LEVEL)):
            return True
    return False


def _share_outside(line: ReadLine, stamp: ReadStamp) -> float:
    run = line.run
    along = np.linspace(run.x0, run.x1, 21)
    return float(np.mean([not stamp.frame.holds(x, run.middle_at(x), 0.0) for x in along]))


def note_zones(notes: Sequence[ReadLine], scribbles: Sequence[ReadLine], frame: PageFrame) -> list[Zone]:
    """Blocks of notes: lines and scribbles that stand together."""
    left = [(line, True) for line in notes] + [(line, False) for line in scribbles if line.length >= 2]
    zones: list[Zone] = []
    while left:
        block = [left.pop(0)]
        grown = True
        while grown:
            near = [one for one in left if any(_stand_together(one[0], held[0], frame) for held in block)]
            left = [one for one in left if one not in near]
            block += near
            grown = bool(near)
        box = Box.around(line.run.box() for line, _ in block)
        readable = ordered([line for line, is_readable in block if is_readable], frame.slope)
        lines: tuple[Line, ...] = tuple(line.as_line(Ink.PEN) for line in readable)
        colours = {line.colour for line, _ in block}
        zones.append(Zone(ZoneKind.NOTE, box, lines, colours.pop() if len(colours) == 1 else None))
    return zones


def _stand_together(line: ReadLine, other: ReadLine, frame: PageFrame) -> bool:
    down = abs(frame.level(line) - frame.level(other))
    aside = max(line.run.x0, other.run.x0) - min(line.run.x1, other.run.x1)
    return down < 2.2 * frame.pitch and aside < 2 * frame.body
