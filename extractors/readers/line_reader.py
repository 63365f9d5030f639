"""Reads line crops with our own recogniser, run by ONNX Runtime.

The network gives a distribution over characters for every two pixels of a 40-pixel line; the best path through them
is the reading (connectionist temporal classification). Its alphabet holds handwritten digits as classes of their own,
so a reading says of each character whether a pen wrote it. Weights and their card lie in `weights/`.
"""

from __future__ import annotations

import json
import math
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import reduce
from pathlib import Path
from typing import Any, Final

import cv2
import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray

from extractors.decoding.lattice import compact_lattice
from extractors.readers.pen_zeros import with_zeros_in_kind
from extractors.thai.digits import ARABIC, THAI
from models.lattice import Lattice
from models.page import Glyph, LineReading

GrayImage = NDArray[np.uint8]

READER_WEIGHTS: Final = Path(__file__).with_name("weights") / "line_reader.onnx"
WITNESS_WEIGHTS: Final = Path(__file__).with_name("weights") / "line_witness.onnx"  # another network, other lines
LINE_HEIGHT: Final = 40
STRIDE: Final = 2  # pixels for each output step
MAX_WIDTH: Final = 1700  # pixels at LINE_HEIGHT; the longest line of an A4 page at 300 dpi
_LEAST_SIDE: Final = 4  # pixels; nothing can be read in a smaller crop
_BATCH: Final = 4  # larger ones are no faster on one core and pad more
_BATCH_SLACK: Final = 1.15  # widest line of a batch to its narrowest: padding costs time and blurs the line's end
_ALTERNATIVES: Final = 4
_LEAST_PROBABILITY: Final = 0.002
# Of 560 held-out lines 18 spaces were missed and 4 put in by the best path alone; with this 8 and 5.
_FAINT_SPACE: Final = 0.15
_WORD_GAP: Final = 8  # pixels at LINE_HEIGHT; a blank this wide where a long line is split is a space
_TONES: Final = "\u0e48\u0e49\u0e4a\u0e4b\u0e4c"  # and the mark of a silent letter, which takes a tone's place
_VOWEL_MARKS: Final = "\u0e31\u0e34\u0e35\u0e36\u0e37\u0e47\u0e38\u0e39"
_SURE_MARK: Final = 0.9  # a mark without its letter is kept where the reader is this sure of it
_HALF_GLYPH: Final = 14.0  # pixels at LINE_HEIGHT; no letter reaches farther from its middle


@dataclass(frozen=True, slots=True)
class _Strip:
    """A normalised line, or a part of one too long: (40, width); `x` is where it begins in the scaled crop."""

    crop: int
    pixels: NDArray[np.float32]
    x: int
    scale: float  # crop pixels for each strip pixel
    space_before: bool


class LineReader:
    """Reads printed lines, and Thai and Arabic digits written in pen. Keeps no state between calls."""

    def __init__(self, weights: Path = READER_WEIGHTS) -> None:
        options = ort.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        self._session = ort.InferenceSession(str(weights), options, providers=["CPUExecutionProvider"])
        about: dict[str, str] = self._session.get_modelmeta().custom_metadata_map
        self._name, self._version = about["name"], about["version"]
        self._temperature = float(about["temperature"])
        self._classes = _Classes.from_metadata(about)

    @property
    def name(self) -> str:
        return self._name

    @property
    def version(self) -> str:
        return self._version

    def read(self, crops: Sequence[GrayImage], *, with_lattices: bool = False) -> list[LineReading]:
        """One reading a crop, in order. A crop is (height, width), dark ink on light; without text the text is empty.

        A glyph's confidence is the probability of its character, pen or print, at the step where it is surest.
        A line's is the geometric mean over its characters of the whole best path, blanks between them included,
        so that one doubtful place shows in a long line and a letter perhaps left out counts too.
        A lattice is kept with a line that may hold digits, and with every line where lattices are asked for.
        """
        strips = [strip for index, crop in enumerate(crops) for strip in _strips(index, crop)]
        parts: dict[int, list[tuple[_Strip, LineReading]]] = {}
        for group in _batches(strips):
            for strip, scores in zip(group, self._scores(group), strict=True):
                parts.setdefault(strip.crop, []).append((strip, self._reading(strip, scores, with_lattices)))
        return [_joined(parts.get(index, []), self.name) for index in range(len(crops))]

    def _scores(self, group: Sequence[_Strip]) -> list[NDArray[np.float32]]:
        """Calibrated probabilities for each strip: (steps, classes)."""
        width = max(strip.pixels.shape[1] for strip in group)
        lines = np.zeros((len(group), 1, LINE_HEIGHT, width + width % STRIDE), np.float32)
        for row, strip in enumerate(group):
            lines[row, 0, :, : strip.pixels.shape[1]] = strip.pixels
        logits: Any = self._session.run(None, {"lines": lines})[0]
        return [
            _softmax(logits[row, : max(1, strip.pixels.shape[1] // STRIDE)] / self._temperature)
            for row, strip in enumerate(group)
        ]

    def _reading(self, strip: _Strip, scores: NDArray[np.float32], with_lattice: bool) -> LineReading:
        best = scores.argmax(-1)
        log_path = float(np.log(scores[np.arange(len(best)), best]).sum())
        peaks = _with_faint_spaces(_peaks(best, scores), best, scores, self._classes.space)
        glyphs = [self._glyph(scores[step], chosen) for step, chosen in peaks]
        placed = _placed(glyphs, [(step + 0.5) * STRIDE for step, _ in peaks], strip)
        confidence = math.exp(log_path / len(glyphs)) if glyphs else float(scores[:, 0].min())
        unread = sum(glyph.char == "" for glyph in placed)
        spelled = without_impossible_marks(
            with_zeros_in_kind([replace(g, char=" ") if g.char == "" else g for g in placed])
        )
        kept = _with_single_spaces(spelled)
        lattice = self._lattice(strip, scores) if with_lattice or _may_hold_digits(kept) else None
        return LineReading("".join(g.char for g in kept), confidence, self.name, tuple(kept), unread, lattice)

    def _lattice(self, strip: _Strip, scores: NDArray[np.float32]) -> Lattice:
        ends = [(strip.x + (step + 1) * STRIDE) * strip.scale for step in range(len(scores))]
        return compact_lattice(scores, self._classes.plain, ends)

    def _glyph(self, probabilities: NDArray[np.float32], chosen: int) -> Glyph:
        """The glyph of one step, not yet placed; an unread pen word has an empty character."""
        classes = self._classes
        if chosen == classes.unread:
            return Glyph("", float(probabilities[chosen]), 0, 0, pen=True)
        likely = np.flatnonzero(probabilities >= _LEAST_PROBABILITY)
        by_char: dict[str, float] = {}
        for index in likely.tolist():
            if index not in (0, classes.unread):
                char = classes.plain[index]
                by_char[char] = by_char.get(char, 0.0) + float(probabilities[index])
        char = classes.plain[chosen]
        confidence = min(1.0, by_char.pop(char, float(probabilities[chosen])))
        others = sorted(by_char.items(), key=lambda item: -item[1])[:_ALTERNATIVES]
        return Glyph(char, confidence, 0, 0, chosen in classes.pen, tuple(others))


@dataclass(frozen=True, slots=True)
class _Classes:
    """What each output class stands for; class 0 is the blank."""

    plain: tuple[str, ...]
    pen: frozenset[int]
    unread: int
    space: int

    @classmethod
    def from_metadata(cls, about: dict[str, str]) -> _Classes:
        alphabet: list[str] = json.loads(about["alphabet"])
        pen: dict[str, str] = json.loads(about["pen_classes"])
        plain = ("", *(pen.get(char, char) for char in alphabet))
        written = frozenset(index + 1 for index, char in enumerate(alphabet) if char in pen)
        return cls(plain, written, alphabet.index(about["unread_class"]) + 1, alphabet.index(" ") + 1)


def _strips(index: int, crop: GrayImage) -> list[_Strip]:
    """The crop at the reader's height, normalised, in one piece or split at gaps if too long."""
    height, width = crop.shape
    if height < _LEAST_SIDE or width < _LEAST_SIDE:
        return []
    scale = LINE_HEIGHT / height
    size = (max(8, round(width * scale)), LINE_HEIGHT)
    pixels = _normalised(cv2.resize(crop, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR))
    strips = []
    x, space = 0, False
    while pixels.shape[1] - x > MAX_WIDTH:
        end, gap = _split(pixels[:, x : x + MAX_WIDTH])
        strips.append(_Strip(index, pixels[:, x : x + end], x, width / size[0], space))
        x, space = x + end, gap >= _WORD_GAP
    strips.append(_Strip(index, pixels[:, x:], x, width / size[0], space))
    return strips


def _normalised(image: NDArray[Any]) -> NDArray[np.float32]:
    """Ink as about 1, paper as about 0, whatever the contrast; just as in training."""
    gray = image.astype(np.float32)
    ink, paper = (float(level) for level in np.percentile(gray, [2, 95]))
    return np.asarray(np.clip((paper - gray) / max(paper - ink, 30.0), -0.3, 1.3), np.float32)


def _split(pixels: NDArray[np.float32]) -> tuple[int, int]:
    """Where to split a strip: the middle of the widest blank in its second half, and how wide that blank is."""
    half = pixels.shape[1] // 2
    # The second largest pixel of a column: a single speck or rule does not fill a gap.
    ink = np.sort(pixels[:, half:], axis=0)[-2]
    blank = np.concatenate(([0], (ink < 0.35).astype(np.int8), [0]))
    starts, ends = np.flatnonzero(np.diff(blank) == 1), np.flatnonzero(np.diff(blank) == -1)
    if not len(starts):
        return half + int(ink.argmin()), 0
    widest = int((ends - starts).argmax())
    return half + max(1, int(starts[widest] + ends[widest]) // 2), int(ends[widest] - starts[widest])


def _batches(strips: Sequence[_Strip]) -> list[list[_Strip]]:
    """Strips of like width together."""
    batches: list[list[_Strip]] = []
    for strip in sorted(strips, key=lambda s: s.pixels.shape[1]):
        width = strip.pixels.shape[1]
        fits = batches and len(batches[-1]) < _BATCH and width <= batches[-1][0].pixels.shape[1] * _BATCH_SLACK + STRIDE
        if fits:
            batches[-1].append(strip)
        else:
            batches.append([strip])
    return batches


def _softmax(logits: NDArray[np.float32]) -> NDArray[np.float32]:
    powers = np.exp(logits - logits.max(-1, keepdims=True))
    return np.asarray(powers / powers.sum(-1, keepdims=True), np.float32)


def _peaks(best: NDArray[np.int64], scores: NDArray[np.float32]) -> list[int]:
    """The surest step of each run of one class that is not blank."""
    starts = np.flatnonzero(np.concatenate(([True], best[1:] != best[:-1])))
    ends = np.concatenate((starts[1:], [len(best)]))
    return [
        int(start + scores[start:end, best[start]].argmax())
        for start, end in zip(starts.tolist(), ends.tolist(), strict=True)
        if best[start] != 0
    ]


def _with_faint_spaces(
    peaks: Sequence[int], best: NDArray[np.int64], scores: NDArray[np.float32], space: int
) -> list[tuple[int, int]]:
    """(step, class) of each peak, and of spaces between two that the network held for likely enough.

    A narrow space is paper like the gap between any two letters, so that the blank usually wins.
    """
    found: list[tuple[int, int]] = []
    before: int | None = None
    for step in peaks:
        chosen = int(best[step])
        if before is not None and chosen != space and int(best[before]) != space and step > before + 1:
            between = scores[before + 1 : step, space]
            if between.max() >= _FAINT_SPACE:
                found.append((before + 1 + int(between.argmax()), space))
        found.append((step, chosen))
        before = step
    return found


def _placed(glyphs: Sequence[Glyph], middles: Sequence[float], strip: _Strip) -> list[Glyph]:
    """The glyphs with their extent: from half way to the letter before to half way to the one after.

    A mark above or below has the extent of the letter it stands on.
    """
    letters = [index for index, glyph in enumerate(glyphs) if not _is_mark(glyph.char)]
    extents: dict[int, tuple[float, float]] = {}
    for at, index in enumerate(letters):
        middle = middles[index]
        before = middles[letters[at - 1]] if at else -math.inf
        after = middles[letters[at + 1]] if at + 1 < len(letters) else math.inf
        left = max((before + middle) / 2, middle - _HALF_GLYPH, 0.0)
        right = min((middle + after) / 2, middle + _HALF_GLYPH, float(strip.pixels.shape[1]))
        extents[index] = ((strip.x + left) * strip.scale, (strip.x + right) * strip.scale)
    placed = []
    x0 = x1 = strip.x * strip.scale
    for index, glyph in enumerate(glyphs):
        x0, x1 = extents.get(index, (x0, x1))
        placed.append(replace(glyph, x0=x0, x1=x1))
    return placed


def without_impossible_marks(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """The glyphs without marks that Thai script has no place for: of two marks in one place the surer one stays.

    Two tone marks, two vowel marks, a vowel mark after the tone, and า or ำ after ำ are never printed; a noisy line
    makes the network see one mark as two.
    """
    kept: list[Glyph] = []
    for glyph in glyphs:
        if not kept or not _excludes(kept[-1].char, glyph.char):
            if not _is_orphan(kept[-1].char if kept else " ", glyph):
                kept.append(glyph)
        elif glyph.confidence > kept[-1].confidence:
            kept[-1] = glyph
    return kept


def _excludes(before: str, after: str) -> bool:
    if before in _TONES:
        return after in _TONES or after in _VOWEL_MARKS
    if before in _VOWEL_MARKS:
        return after in _VOWEL_MARKS
    return before == "ำ" and after in "ำา"


def _is_orphan(before: str, glyph: Glyph) -> bool:
    is_mark = glyph.char in _TONES or glyph.char in _VOWEL_MARKS
    carries = "ก" <= before <= "ฮ" or before in _VOWEL_MARKS or before in _TONES
    return is_mark and not carries and glyph.confidence < _SURE_MARK


def _is_mark(char: str) -> bool:
    return char != "" and unicodedata.category(char) == "Mn"


def _with_single_spaces(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Without spaces at the ends and after another space."""
    kept: list[Glyph] = []
    for glyph in glyphs:
        if glyph.char != " " or (kept and kept[-1].char != " "):
            kept.append(glyph)
    while kept and kept[-1].char == " ":
        kept.pop()
    return kept


def _may_hold_digits(glyphs: Sequence[Glyph]) -> bool:
    """True where a digit was read, or would have been next: only such lines are ever weighed again."""
    return any(char in THAI or char in ARABIC for g in glyphs for char in (g.char, *(c for c, _ in g.alternatives[:1])))


def _joined_lattice(readings: Sequence[LineReading]) -> Lattice | None:
    held = [reading.lattice for reading in readings if reading.lattice is not None]
    return reduce(Lattice.followed_by, held) if held else None


def _joined(parts: Sequence[tuple[_Strip, LineReading]], reader: str) -> LineReading:
    """The reading of a crop from those of its strips; the doubt of the parts is weighed by their length."""
    if not parts:
        return LineReading("", 1.0, reader)
    ordered = sorted(parts, key=lambda part: part[0].x)
    if len(ordered) == 1:
        return ordered[0][1]
    glyphs: list[Glyph] = []
    for strip, reading in ordered:
        if strip.space_before and glyphs and reading.glyphs:
            edge = reading.glyphs[0].x0
            glyphs.append(Glyph(" ", 1.0, edge, edge))
        glyphs.extend(reading.glyphs)
    kept = _with_single_spaces(glyphs)
    weights = [max(1, len(reading.glyphs)) for _, reading in ordered]
    logs = (w * math.log(max(reading.confidence, 1e-9)) for w, (_, reading) in zip(weights, ordered, strict=True))
    confidence = math.exp(sum(logs) / sum(weights))
    pen_words = sum(reading.pen_words for _, reading in ordered)
    lattice = _joined_lattice([reading for _, reading in ordered])
    return LineReading("".join(g.char for g in kept), confidence, reader, tuple(kept), pen_words, lattice)
