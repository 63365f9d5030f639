"""Printed lines left open for a number or a day, read again with the ink that someone put there.

A running number is written or stamped after `ที่ ลป ๐๔๑๘.๑/ว`, a day before `กรกฎาคม ๒๕๖๕`, often in another colour,
higher than the print and larger. Found by itself such ink is a scribble; read together with its line it is two digits
of a date.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from rapidfuzz.distance import Levenshtein

from extractors.decoding.beam import Spelling
from extractors.decoding.forms import day_of_month, running_number, with_zeros_of_their_group
from extractors.decoding.looks import likely_values
from extractors.lines.crops import PAD, line_crop
from extractors.lines.odd_digits import with_odd_digits_by_hand
from extractors.lines.reading_lines import ReadLine
from extractors.lines.run import ABOVE, BELOW, TextRun
from extractors.preparation.prepared import PreparedPage
from extractors.readers.reader import GrayImage, LineReader
from extractors.thai.dates import find_month_and_year
from extractors.thai.digits import ANY_DIGIT
from models.lattice import Step
from models.page import Glyph, LineReading

OPEN_NUMBER = re.compile(r"^\s*ที่\s.*/\s?(ว\s?\.?)?[\s.…]*$")
NUMBER = re.compile(rf"/[\s.…]*(?P<mark>ว[\s.…]*)?(?P<digits>{ANY_DIGIT}{{1,6}})(?:[\s.…]|$)")
SLASH, MARKED_SLASH = re.compile(r"/"), re.compile(r"/[\s.…]*ว")
MARKED = re.compile(r"/[\s.…]*ว[\s.…]*$")
DAY = re.compile(rf"(?<!{ANY_DIGIT})(?P<digits>[0-3๐-๓]?{ANY_DIGIT})[\s.…]*$")
LABELLED_MONTH = re.compile(r"วันที่[\s.…]*$")
LABELLED = re.compile("วันที่?")
DIGITS_ALONE = re.compile(rf"[\s.…]*(?:ว\s?)?{ANY_DIGIT}{{1,6}}[\s.…]*")
REACH = 14.0  # letter heights: a number stands close to its slash
DAY_REACH = 9.0  # letter heights before a month that stands by itself
CLEAR = 0.4  # letter heights kept from the neighbours in the row
SAME_ROW = 0.6  # letter heights
SAME_PRINT = 0.85  # share of the printed part that must read alike both times
DARK = 170  # of 255: a faint pen too
STROKE = 0.5  # letter heights: higher than the dots of a rule
BESIDE = 0.35  # letter heights that a digit's ink may stand off its place in the reading
# Looks at an opening: the size of its letters, and letter heights that the crop lies higher. A pen is larger than the
# print beside it and stands above its line.
LOOKS = ((1.0, 0.0), (1.0, 0.15), (1.1, 0.0), (1.25, 0.0))
UNDOUBTED = 0.97  # share of what the first look reads: then no other is asked
LEAST_SURE = 0.5  # share of what is taken: below it others together are as likely
LEAST_OF_MARK = 0.9  # with a ว by hand: ๑ and ว differ by the turn of a stroke
EVERYWHERE = 1e9


@dataclass(frozen=True, slots=True)
class _Opening:
    """What waits to be filled: the index of its line, the stretch to read again, and where in the text it belongs."""

    index: int
    stretch: TextRun
    at: int
    is_day: bool


@dataclass(frozen=True, slots=True)
class _Filling:
    """What a look at an opening reads there: glyphs `start:end` of its reading, each with its share among all looks."""

    reading: LineReading
    start: int
    end: int
    shares: tuple[float, ...]


def with_open_ends_read(lines: Sequence[ReadLine], page: PreparedPage, reader: LineReader) -> list[ReadLine]:
    """The lines in their order, open ones completed with the digits found there, which are marked as by hand.

    Digits that stood as a line of their own in the opening become part of the line they complete.
    """
    emptied = [_without_doubtful_digits(with_odd_digits_by_hand(line, page), page) for line in lines]
    asked = (_opening(emptied, index, page.shape[1]) for index in range(len(lines)))
    openings = [opening for opening in asked if opening is not None]
    taken: set[int] = set()
    completed = list(emptied)
    for opening, filling in zip(openings, _fillings(emptied, openings, page, reader), strict=True):
        if filling is not None:
            completed[opening.index] = _completed(emptied[opening.index], opening, filling)
            taken |= {n for n, other in enumerate(lines) if n != opening.index and _lies_in(other, opening.stretch)}
    return [line for index, line in enumerate(completed) if index not in taken]


def _fillings(
    lines: Sequence[ReadLine], openings: Sequence[_Opening], page: PreparedPage, reader: LineReader
) -> list[_Filling | None]:
    """What stands in each opening: as the first look says where it is sure, else as all that see the whole of it."""
    crops = [[_look(page, opening, LOOKS[0])] for opening in openings]
    readings = [[reading] for reading in reader.read([crop for (crop,) in crops])]
    found = [
        _filling(crop, reading, opening, lines[opening.index], UNDOUBTED)
        for crop, reading, opening in zip(crops, readings, openings, strict=True)
    ]
    doubtful = [
        n for n, opening in enumerate(openings)
        if found[n] is None and _likely(readings[n], opening, lines[opening.index])
    ]  # fmt: skip
    further = [[_look(page, openings[n], look) for look in LOOKS[1:]] for n in doubtful]
    read = iter(reader.read([crop for looks in further for crop in looks]))
    for n, looks in zip(doubtful, further, strict=True):
        more = [_placed(next(read), openings[n], size) for size, _ in LOOKS[1:]]
        line = lines[openings[n].index]
        found[n] = _filling(crops[n] + looks, readings[n] + more, openings[n], line, LEAST_SURE)
    return found


def _look(page: PreparedPage, opening: _Opening, look: tuple[float, float]) -> GrayImage:
    size, higher = look
    stretch = opening.stretch
    return line_crop(
        page.full, replace(stretch, body=stretch.body * size, middle=stretch.middle - higher * stretch.body)
    )


def _placed(reading: LineReading, opening: _Opening, size: float) -> LineReading:
    """The reading of a look with its places counted from the start of the first look's crop."""
    shift = PAD * opening.stretch.body * (1 - size)
    glyphs = tuple(replace(glyph, x0=glyph.x0 + shift, x1=glyph.x1 + shift) for glyph in reading.glyphs)
    return replace(reading, glyphs=glyphs, lattice=reading.lattice.shifted(shift) if reading.lattice else None)


def _likely(readings: Sequence[LineReading], opening: _Opening, line: ReadLine) -> list[Spelling]:
    """The days or numbers that the looks hold possible in the opening, likeliest first."""
    steps = [_steps_in(reading, opening, line) for reading in readings]
    return likely_values(steps, day_of_month() if opening.is_day else running_number(is_marked=_is_marked(line.text)))


def _is_marked(text: str) -> bool:
    """True where the ว of a circular is printed before the opening."""
    return MARKED.search(text) is not None


def _steps_in(reading: LineReading, opening: _Opening, line: ReadLine) -> list[Step]:
    """What the look holds possible between the print on both sides of the opening."""
    text, glyphs = reading.text, reading.glyphs
    if reading.lattice is None or len(text) != len(glyphs):
        return []
    if opening.is_day:
        month = find_month_and_year(text)
        if month is None:
            return []
        label = LABELLED.search(text[: month.start()])
        return reading.lattice.between(glyphs[label.end() - 1].x1 if label else 0.0, glyphs[month.start()].x0)
    slash = (MARKED_SLASH if _is_marked(line.text) else SLASH).search(text)
    return reading.lattice.between(glyphs[slash.end() - 1].x1, EVERYWHERE) if slash else []


def _filling(
    crops: Sequence[GrayImage], readings: Sequence[LineReading], opening: _Opening, line: ReadLine, least: float
) -> _Filling | None:
    """The digits that the looks hold likeliest, with a share of at least `least`; a look that misses a stroke is mute.

    Of several looks two must see all that is there, and one must read it so.
    """
    seen: list[tuple[LineReading, tuple[int, int]]] = []
    for crop, reading in zip(crops, readings, strict=True):
        span = _digits_in(reading, opening, line)
        if span is not None and not _is_more_written(crop, reading, span):
            seen.append((reading, span))
    if len(seen) < min(2, len(crops)):
        return None
    count = min((len(_key(reading.text[slice(*span)])) for reading, span in seen), default=0)
    found = _of_all_strokes(_likely([reading for reading, _ in seen], opening, line), count)
    if not found or found[0].probability < (LEAST_OF_MARK if "ว" in found[0].text else least):
        return None
    fillings = [
        _Filling(reading, *span, _shares(reading.text[slice(*span)], found))
        for reading, span in seen
        if _key(reading.text[slice(*span)]) == _key(found[0].text)
    ]
    return max(
        fillings, key=lambda one: min(g.confidence for g in one.reading.glyphs[one.start : one.end]), default=None
    )


def _of_all_strokes(found: Sequence[Spelling], count: int) -> list[Spelling]:
    """The spellings, without those that leave out a figure which every look reads."""
    kept = [one for one in found if len(_key(one.text)) >= count]
    shared, total = sum(one.probability for one in kept), sum(one.probability for one in found)
    return [Spelling(one.text, one.probability * total / shared) for one in kept]


def _key(text: str) -> str:
    return _print_of(with_zeros_of_their_group(text))


def _shares(text: str, found: Sequence[Spelling]) -> tuple[float, ...]:
    """For each character the share of all spellings that have it in its place; 1 for spaces between."""
    own, shares = _key(text), []
    place = 0
    for char in text:
        if not _print_of(char):
            shares.append(1.0)
            continue
        alike = (one for one in found if len(_key(one.text)) == len(own) and _key(one.text)[place] == own[place])
        shares.append(min(1.0, sum(one.probability for one in alike)))
        place += 1
    return tuple(shares)


def _without_doubtful_digits(line: ReadLine, page: PreparedPage) -> ReadLine:
    """The line, open again where more was written by hand than was read."""
    glyphs = line.reading.glyphs
    found = _by_hand(line.reading)
    if found is None:
        return line
    # A word of the pen that was seen and not read may be the ว before the digits.
    if not line.reading.pen_words and not _is_more_written(line_crop(page.full, line.run), line.reading, found):
        return line
    start, end = found
    kept = (*glyphs[:start], *glyphs[end:])
    return replace(line, reading=replace(line.reading, text="".join(glyph.char for glyph in kept), glyphs=kept))


def _by_hand(reading: LineReading) -> tuple[int, int] | None:
    """Where the digits by hand of a number or a day stand, one of them at least read as by hand; None without any."""
    text = reading.text
    month = find_month_and_year(text)
    match = DAY.search(text[: month.start()]) if month else None
    if match is None and text.lstrip().startswith("ที่"):
        match = NUMBER.search(text)
    if match is None:
        return None
    start, end = match.span("digits")
    return (start, end) if any(glyph.pen for glyph in reading.glyphs[start:end]) else None


def _opening(lines: Sequence[ReadLine], index: int, width: int) -> _Opening | None:
    line = lines[index]
    text, run = line.text, line.run
    if OPEN_NUMBER.match(text):
        return _Opening(index, run.stretched(run.x0, min(_next_print(lines, index), width)), len(text), False)
    month = find_month_and_year(text)
    if month is None or text[month.end() :].strip(" .…"):
        return None
    before = text[: month.start()]
    if LABELLED_MONTH.search(before):
        return _Opening(index, run, month.start(), True)
    if before.strip(" .…"):
        return None
    left = max(run.x0 - DAY_REACH * run.body, _end_before(lines, index), 0.0)
    return _Opening(index, run.stretched(left, run.x1), month.start(), True)


def _next_print(lines: Sequence[ReadLine], index: int) -> float:
    """How far right of the line to look: up to the next line in its row that is not digits alone."""
    run = lines[index].run
    starts = [
        other.run.x0 - CLEAR * run.body
        for n, other in enumerate(lines)
        if n != index and other.run.x0 > run.x1 - run.body and _in_row(run, other) and not _is_digits(other)
    ]
    return max(run.x1, min([run.x1 + REACH * run.body, *starts]))


def _end_before(lines: Sequence[ReadLine], index: int) -> float:
    run = lines[index].run
    ends = [
        other.run.x1 + CLEAR * run.body
        for n, other in enumerate(lines)
        if n != index and other.run.x1 < run.x0 + run.body and _in_row(run, other) and not _is_digits(other)
    ]
    return min(max(ends, default=0.0), run.x0)


def _in_row(run: TextRun, other: ReadLine) -> bool:
    return abs(run.middle_at(other.run.x0) - other.run.middle) < SAME_ROW * run.body


def _is_digits(line: ReadLine) -> bool:
    return DIGITS_ALONE.fullmatch(line.text) is not None


def _lies_in(line: ReadLine, stretch: TextRun) -> bool:
    """True for digits in the opening: handwriting keeps less to the row than print does."""
    middle = (line.run.x0 + line.run.x1) / 2
    level = abs(stretch.middle_at(middle) - line.run.middle_at(middle))
    return _is_digits(line) and stretch.x0 < middle < stretch.x1 and level < 2 * SAME_ROW * stretch.body


def _digits_in(reading: LineReading, opening: _Opening, line: ReadLine) -> tuple[int, int] | None:
    """Where in a look's reading the digits stand; None where none can be read, or the print reads otherwise.

    A ว that was not printed there is part of what the hand wrote.
    """
    text = reading.text
    if opening.is_day:
        month = find_month_and_year(text)
        match = DAY.search(text[: month.start()]) if month else None
    else:
        match = next((m for m in NUMBER.finditer(text) if not text[m.end() :].strip(" .…")), None)
    if match is None:
        return None
    start, end = match.span("digits")
    if not opening.is_day and match["mark"] and not _is_marked(line.text):
        start = match.start("mark")
    alike = Levenshtein.normalized_similarity(_print_of(text[:start] + text[end:]), _print_of(line.text))
    return (start, end) if alike >= SAME_PRINT else None


def _is_more_written(crop: GrayImage, reading: LineReading, found: tuple[int, int]) -> bool:
    """True where the opening holds strokes beside the digits read: ๒๑ of which only ๑ was, is no day at all."""
    start, end = found
    glyphs = reading.glyphs
    body = crop.shape[0] / (ABOVE + BELOW)
    before = next((glyph.x1 for glyph in reversed(glyphs[:start]) if _print_of(glyph.char)), 0.0)
    after = next((glyph.x0 for glyph in glyphs[end:] if _print_of(glyph.char)), float(crop.shape[1]))
    first, last = glyphs[start].x0 - BESIDE * body, glyphs[end - 1].x1 + BESIDE * body
    ink = np.asarray(crop < DARK, np.uint8)
    _, _, stats, centres = cv2.connectedComponentsWithStats(ink)
    for (x, y, width, height, _), (centre, _) in zip(stats[1:], centres[1:], strict=True):
        is_in_opening = before < centre < after and x >= before - 0.5 * body and x + width <= after + 0.5 * body
        # What keeps above or below the letters belongs to the rows there.
        is_in_opening &= y + height > (ABOVE - 0.5) * body and y < (ABOVE + 0.5) * body
        if is_in_opening and height > STROKE * body and not first <= centre <= last:
            return True
    return False


def _print_of(text: str) -> str:
    return "".join(char for char in text if not char.isspace() and char not in ".…")


def _completed(line: ReadLine, opening: _Opening, filling: _Filling) -> ReadLine:
    """The line with the digits of the filling in its opening; the rest stays as it was read first."""
    run, first, second = line.run, line.reading, filling.reading
    shift = run.x0 - opening.stretch.x0  # of what was read first, on the crop of the whole stretch
    own = [replace(glyph, x0=glyph.x0 + shift, x1=glyph.x1 + shift) for glyph in first.glyphs]
    before, after = own[: opening.at], own[opening.at :]
    while before and before[-1].char in " .…":
        before.pop()
    digits = [
        replace(glyph, pen=True, confidence=share)
        for glyph, share in zip(second.glyphs[filling.start : filling.end], filling.shares, strict=True)
    ]
    filled = [*before, *_space(before, digits, opening.is_day), *digits, *_space(digits, after, True), *after]
    confidence = min(first.confidence, *(glyph.confidence for glyph in digits))
    reading = LineReading(
        "".join(glyph.char for glyph in filled), confidence, first.reader, tuple(filled), 0, second.lattice
    )
    stretch = opening.stretch
    end_x = stretch.x1 if opening.is_day else min(stretch.x1, stretch.x0 - PAD * run.body + digits[-1].x1)
    return replace(line, run=stretch.stretched(stretch.x0, max(end_x, run.x1)), reading=reading)


def _space(left: Sequence[Glyph], right: Sequence[Glyph], is_wanted: bool) -> tuple[Glyph, ...]:
    return (Glyph(" ", 1.0, left[-1].x1, right[0].x0),) if is_wanted and left and right else ()
