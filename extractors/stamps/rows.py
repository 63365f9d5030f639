"""The rows of a level stamp, and their reading: the whole row first, then what stands behind each label by itself.

A pen is larger than the label it follows, stands above its line and runs over it: cut out by itself, in the size the
line reader knows, it reads better. Looks at two sizes beside the row's own reading vote on each character.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from extractors.decoding.beam import Spelling
from extractors.decoding.grammar import Automaton
from extractors.decoding.looks import likely_values
from extractors.lines.components import body_height
from extractors.lines.contest import worth
from extractors.lines.crops import PAD, line_crop
from extractors.lines.finding import find_runs
from extractors.lines.run import TextRun
from extractors.readers.reader import GrayImage, LineReader
from extractors.stamps.labels import labels_in
from extractors.stamps.picture import PAPER, LevelStamp
from extractors.stamps.values import receipt_date, receipt_number, receipt_time
from models.lattice import Step
from models.page import Glyph, LineReading

LARGEST_LABEL = 1.15  # of the page's letter height: pen numbers are written larger than the labels beside them
SHARED_LEVEL = 0.3  # of the lower one's height, for two runs to stand in one row
TWICE_CLAIMED = (
    0.35  # letter heights between the middles of two claims on one row; a date stamped over it is farther off
)
SIZES = (0.8, 0.95)  # of the value's letters, for the looks at it
ROW_SIZE = 0.9
FORMS = {"number": receipt_number, "date": receipt_date, "time": receipt_time}
UNDOUBTED = 0.97  # share of a character in all that may stand there
MOST_OTHERS, LEAST_SHARE = 5, 0.02
SURE_OF_FORM = 0.5  # share of the best value that a row without a label must have to be taken for one
UNSEEN = 0.5  # letter heights of ink beyond the last character, or before the first
EVERYWHERE = 1e9
UNITS = re.compile(r"[\s.:…]*(.*?)[\s.:…]*(?:น[\s.:…]*)?")
MOST_LOOKED_AT = 26  # characters of a value


@dataclass(frozen=True)
class ReadRow:
    """A row as read; `others` are values that may stand in it instead, each with its share for its confidence."""

    run: TextRun
    reading: LineReading
    others: tuple[LineReading, ...] = ()


def read_rows(stamp: LevelStamp, reader: LineReader) -> list[ReadRow]:
    """The stamp's rows from top to bottom, each with its labels and values in one reading."""
    shape = (stamp.gray.shape[0], stamp.gray.shape[1])
    body = min(body_height(stamp.found, max(stamp.page_shape)) or stamp.body, LARGEST_LABEL * stamp.body)
    runs = [run for run in find_runs(stamp.found, body, shape) if not _goes_on_outside(run, stamp)]
    rows = _in_rows(_claimed_once(runs, body))
    return _with_values(stamp, _first_readings(stamp, rows, reader), reader)


def _first_readings(stamp: LevelStamp, rows: Sequence[TextRun], reader: LineReader) -> list[ReadRow]:
    """Each row as it stands, or with nothing but its own letters, whichever reads better."""
    alone = [_ink_between(stamp, row, row.x0 - 1, row.x1 + 1, rows) for row in rows]
    looks = [(row, line_crop(stamp.gray, row)) for row in rows]
    looks += [(_sized(run, ROW_SIZE), _alone(stamp, run, (ROW_SIZE,))[0]) for run in alone if run is not None]
    claims = [
        ReadRow(run, reading) for (run, _), reading in zip(looks, reader.read([c for _, c in looks]), strict=True)
    ]
    second = iter(claims[len(rows) :])
    pairs = [(first, next(second) if run is not None else first) for first, run in zip(claims, alone, strict=False)]
    return [max(pair, key=lambda one: worth(one.reading)) for pair in pairs]


def _goes_on_outside(run: TextRun, stamp: LevelStamp) -> bool:
    """True for a printed line that passes under the frame: it reaches the end of the picture, pens do not."""
    edge = 0.6 * stamp.body
    width = stamp.gray.shape[1]
    return (run.x0 < edge and run.x1 > stamp.x0 + edge) or (run.x1 > width - edge and run.x0 < stamp.x1 - edge)


def _claimed_once(runs: Sequence[TextRun], body: float) -> list[TextRun]:
    """Of runs that claim the same ink, passes of the line finder, those of ordinary letters, then the longest."""
    kept: list[TextRun] = []
    for run in sorted(runs, key=lambda one: (not 0.7 < one.body / body < 1.6, -one.width)):
        if not any(_claims_again(run, one) for one in kept):
            kept.append(run)
    return kept


def _claims_again(run: TextRun, held: TextRun) -> bool:
    if len(np.intersect1d(run.members, held.members)) > TWICE_CLAIMED * len(run.members):
        return True
    over = min(run.x1, held.x1) - max(run.x0, held.x0) > TWICE_CLAIMED * min(run.width, held.width)
    close = abs(_middle(run) - _middle(held)) < 0.35 * min(run.body, held.body)
    return over and (close or held.core_box().covered_by(run.core_box()) > TWICE_CLAIMED)


def _in_rows(runs: Sequence[TextRun]) -> list[TextRun]:
    """One run for each row: labels first, from the left, then what stands on their height."""
    rows: list[list[TextRun]] = []
    for run in sorted(runs, key=lambda one: one.x0):
        shares = [_shared_level(row, run) for row in rows]
        best = int(np.argmax(shares)) if shares else 0
        if shares and shares[best] >= SHARED_LEVEL:
            rows[best].append(run)
        else:
            rows.append([run])
    return sorted(map(_row, rows), key=lambda one: one.middle)


def _shared_level(row: Sequence[TextRun], run: TextRun) -> float:
    """How much of the lower one's letters stands on the height of the row's nearest part; 0 where they overlap."""
    nearest = min(row, key=lambda one: abs(one.x1 - run.x0))
    if min(nearest.x1, run.x1) - max(nearest.x0, run.x0) > 0.4 * min(nearest.width, run.width):
        return 0.0
    low, high = sorted((nearest, run), key=lambda one: one.body)
    top = max(_middle(low) - low.body / 2, _middle(high) - high.body / 2)
    foot = min(_middle(low) + low.body / 2, _middle(high) + high.body / 2)
    return max(0.0, foot - top) / low.body


def _middle(run: TextRun) -> float:
    return run.middle_at((run.x0 + run.x1) / 2)


def _row(runs: Sequence[TextRun]) -> TextRun:
    """One run over the whole row, on the level of its longest part, high enough for its tallest."""
    longest = max(runs, key=lambda run: run.width)
    body = max(longest.body, 0.7 * max(run.body for run in runs))
    x0, x1 = min(run.x0 for run in runs), max(run.x1 for run in runs)
    return TextRun(x0, x1, _middle(longest), 0.0, body, longest.members)


@dataclass(frozen=True)
class _Value:
    """What stands behind a label: glyphs `start:end` of its row's reading, and its own letters on the picture.

    `forms` is what its label asks for, or all that it may be without a label.
    """

    row: int
    start: int
    end: int
    run: TextRun
    forms: tuple[Automaton, ...]


def _with_values(stamp: LevelStamp, rows: Sequence[ReadRow], reader: LineReader) -> list[ReadRow]:
    """The rows with their values as most looks at them read."""
    values = [value for index, row in enumerate(rows) for value in _values_of(stamp, index, row, rows)]
    looks = reader.read([crop for value in values for crop in _alone(stamp, value.run, SIZES)])
    read = list(rows)
    # From the right, so that the places of a row's earlier values stay as they are.
    for index in reversed(range(len(values))):
        value = values[index]
        own = looks[index * len(SIZES) : (index + 1) * len(SIZES)]
        placed = [_placed(look, value, size, read[value.row].run) for look, size in zip(own, SIZES, strict=True)]
        read[value.row] = _voted(read[value.row], value, placed)
    return read


def _alone(stamp: LevelStamp, run: TextRun, sizes: Sequence[float]) -> list[GrayImage]:
    """The run's own letters, nothing of the rows above and below, in each of the sizes."""
    wanted = np.zeros(len(stamp.found) + 1, np.uint8)
    wanted[1:][run.members] = 1
    box = run.box()
    y0, x0 = max(0, box.y0), max(0, box.x0 - round(run.body))
    part = np.s_[y0 : box.y1, x0 : box.x1 + round(run.body)]
    own = cv2.dilate(wanted[stamp.found.labels[part]], np.ones((3, 3), np.uint8))
    alone = np.asarray(np.where(own > 0, stamp.gray[part], np.uint8(PAPER)), np.uint8)
    moved = replace(run, x0=run.x0 - x0, x1=run.x1 - x0, middle=run.middle - y0)
    return [line_crop(alone, _sized(moved, size)) for size in sizes]


def _values_of(stamp: LevelStamp, index: int, row: ReadRow, rows: Sequence[ReadRow]) -> list[_Value]:
    """The values of a row. The text between two labels, or behind the last, is one value."""
    text, glyphs = row.reading.text, row.reading.glyphs
    if len(text) != len(glyphs):
        return []
    spans = labels_in(text)
    if not spans:
        if sum(char.isdigit() for char in text) < 2 or len(text) > MOST_LOOKED_AT:
            return []
        whole = _ink_between(stamp, row.run, row.run.x0 - 1, row.run.x1 + 1, [one.run for one in rows])
        return [_Value(index, 0, len(text), whole, tuple(form() for form in FORMS.values()))] if whole else []
    left = row.run.x0 - PAD * row.run.body
    values = []
    for number, label in enumerate(spans):
        end, until = label.end, spans[number + 1].start if number + 1 < len(spans) else len(text)
        if label.kind == "person" or until - end > MOST_LOOKED_AT:
            continue
        x0 = left + glyphs[end - 1].x1
        x1 = left + glyphs[until].x0 if until < len(text) else stamp.gray.shape[1]
        run = _ink_between(stamp, row.run, x0, x1, [one.run for one in rows])
        if run is not None:
            values.append(_Value(index, end, until, run, (FORMS[label.kind](),)))
    return values


def _ink_between(stamp: LevelStamp, row: TextRun, x0: float, x1: float, rows: Sequence[TextRun]) -> TextRun | None:
    """The letters on the row's height between two abscissae, as a run of their own size; None without any."""
    found = stamp.found
    above = max((one.middle for one in rows if one.middle < row.middle - 0.5 * row.body), default=-1e9)
    below = min((one.middle for one in rows if one.middle > row.middle + 0.5 * row.body), default=1e9)
    held = (found.centre_x > x0) & (found.centre_x < x1) & (found.x > x0 - 0.4 * row.body)
    held &= found.centre_y > max((above + row.middle) / 2, row.middle - 1.3 * row.body)
    held &= found.centre_y < min((below + row.middle) / 2, row.middle + 1.1 * row.body)
    held &= found.height < 3.2 * row.body
    tall = held & (found.height > 0.5 * row.body) & (found.area > 0.05 * row.body * row.body)
    if not tall.any():
        return None
    held &= found.area > 0.01 * row.body * row.body
    # Colons and leader dots at either end are no part of the value.
    reach = 0.3 * row.body
    held &= (found.centre_x > found.x[tall].min() - reach) & (
        found.centre_x < (found.x + found.width)[tall].max() + reach
    )
    members = np.flatnonzero(held)
    body = float(np.clip(np.median(found.height[tall]), 0.8 * row.body, 2.0 * row.body))
    middle = float(np.median(found.centre_y[tall]))
    start, end = float(found.x[members].min()), float((found.x + found.width)[members].max())
    return TextRun(start, end, middle, 0.0, body, members)


def _sized(run: TextRun, size: float) -> TextRun:
    return replace(run, body=run.body * size)


def _placed(look: LineReading, value: _Value, size: float, row: TextRun) -> LineReading:
    """The look with its glyphs' places counted from the start of the row's own crop."""
    shift = (value.run.x0 - PAD * value.run.body * size) - (row.x0 - PAD * row.body)
    glyphs = tuple(replace(glyph, x0=glyph.x0 + shift, x1=glyph.x1 + shift) for glyph in look.glyphs)
    return replace(look, glyphs=glyphs)


def _voted(row: ReadRow, value: _Value, looks: Sequence[LineReading]) -> ReadRow:
    """The row with the value that its looks and its own reading agree on most."""
    reading = row.reading
    own = reading.glyphs[value.start : value.end]
    found = _spellings(row, value, looks)
    agreed = (
        _spelt(found, value, row, looks)
        if found
        else agreed_glyphs([_bare_value(glyphs) for glyphs in (own, *(look.glyphs for look in looks))])
    )
    others = [
        LineReading(other.text, other.probability, reading.reader)
        for other in found[1:MOST_OTHERS]
        if other.probability > LEAST_SHARE
    ]
    if not agreed:
        return row
    before, after = reading.glyphs[: value.start], reading.glyphs[value.end :]
    gap = (Glyph(" ", 1.0, agreed[0].x0, agreed[0].x0),)
    glyphs = (*before, *(gap if before else ()), *agreed, *(gap if after else ()), *after)
    text = "".join(glyph.char for glyph in glyphs)
    pen_words = min(reading.pen_words, *(look.pen_words for look in looks))
    changed = replace(reading, text=text, glyphs=glyphs, pen_words=pen_words, lattice=None)
    return replace(row, reading=changed, others=(*row.others, *others))


def _spellings(row: ReadRow, value: _Value, looks: Sequence[LineReading]) -> list[Spelling]:
    """What the value's form makes of all looks, likeliest first; empty where none of them sees such a value."""
    first = row.run.x0 - PAD * row.run.body
    x0, x1 = value.run.x0 - first, value.run.x1 - first
    steps: list[list[Step]] = []
    held = row.reading.glyphs[value.start : value.end]
    if row.reading.lattice is not None:
        steps.append(row.reading.lattice.between(x0, x1) if _reaches(held, x0, x1, value.run.body) else [])
    for look in looks:
        is_whole = look.lattice is not None and _reaches(look.glyphs, x0, x1, value.run.body)
        steps.append(look.lattice.between(-EVERYWHERE, EVERYWHERE) if look.lattice and is_whole else [])
    by_form = [likely_values(steps, form) for form in value.forms]
    best = max(by_form, key=lambda found: found[0].probability if found else 0.0, default=[])
    return best if len(by_form) == 1 or (best and best[0].probability > SURE_OF_FORM) else []


def _reaches(glyphs: Sequence[Glyph], x0: float, x1: float, body: float) -> bool:
    """True where the characters stand from end to end of the ink: with a digit not seen, the rest is another number."""
    own = [glyph for glyph in glyphs if not glyph.char.isspace()]
    return bool(own) and own[0].x0 - x0 < UNSEEN * body and x1 - own[-1].x1 < UNSEEN * body


def _spelt(found: Sequence[Spelling], value: _Value, row: ReadRow, looks: Sequence[LineReading]) -> tuple[Glyph, ...]:
    """The likeliest spelling as glyphs. Where one character is in doubt the whole is: its share is the confidence."""
    best, width = found[0], value.run.width / len(found[0].text)
    left = value.run.x0 - row.run.x0 + PAD * row.run.body
    by_pen = any(glyph.pen for look in (row.reading, *looks) for glyph in look.glyphs)
    glyphs = []
    for place, char in enumerate(best.text):
        rivals: dict[str, float] = {}
        for other in found:
            if len(other.text) == len(best.text):
                rivals[other.text[place]] = rivals.get(other.text[place], 0.0) + other.probability
        agreed = rivals.pop(char)
        confidence = agreed if agreed > UNDOUBTED or char in " ." else best.probability
        x0 = left + place * width
        glyphs.append(Glyph(char, min(1.0, confidence), x0, x0 + width, by_pen))
    return tuple(glyphs)


def _bare_value(glyphs: Sequence[Glyph]) -> tuple[Glyph, ...]:
    """Without leader dots and colons at its ends, and without the น. printed behind a time."""
    text = "".join(glyph.char for glyph in glyphs)
    match = UNITS.fullmatch(text) if len(text) == len(glyphs) else None
    return tuple(glyphs[match.start(1) : match.end(1)] if match else glyphs)


def agreed_glyphs(readings: Sequence[Sequence[Glyph]]) -> tuple[Glyph, ...]:
    """What several readings of one spot agree on; a character's confidence is its mean over all of them.

    Readings of another length have no say in what a character is and count against each.
    """
    bare = [[glyph for glyph in reading if not glyph.char.isspace()] for reading in readings]
    trusts = [sum(glyph.confidence for glyph in one) / max(1, len(one)) for one in bare]
    lengths = {len(one) for one in bare if one}
    if not lengths:
        return ()
    length = max(lengths, key=lambda n: sum(t for one, t in zip(bare, trusts, strict=True) if len(one) == n))
    alike = [index for index, one in enumerate(bare) if len(one) == length]
    best = max(alike, key=lambda index: trusts[index])
    voted = []
    for place, glyph in enumerate(bare[best]):
        votes: dict[str, float] = {}
        for index in alike:
            said = bare[index][place]
            for char, sure in ((said.char, said.confidence), *said.alternatives):
                votes[char] = votes.get(char, 0.0) + sure / len(readings)
        char = max(votes, key=lambda one: votes[one])
        others = tuple(sorted(((c, v) for c, v in votes.items() if c != char), key=lambda item: -item[1])[:4])
        voted.append(replace(glyph, char=char, confidence=votes[char], alternatives=others))
    return _with_spaces(readings[best], voted)


def _with_spaces(spaced: Sequence[Glyph], voted: Sequence[Glyph]) -> tuple[Glyph, ...]:
    """The voted glyphs with the spaces of the reading they were taken from."""
    rest = iter(voted)
    glyphs = [glyph if glyph.char.isspace() else next(rest) for glyph in spaced]
    while glyphs and glyphs[-1].char.isspace():
        glyphs.pop()
    while glyphs and glyphs[0].char.isspace():
        glyphs.pop(0)
    return tuple(glyphs)
