"""Words in a signature cell that say that somebody did not come."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from extractors.decoding.named import log_likelihoods
from extractors.lines.crops import line_crop
from extractors.readers.reader import LineReader
from extractors.sheets.cell_text import TextLayer, cell_runs
from extractors.sheets.signatures import Verdict
from models.lattice import BLANK, Step
from models.page import LineReading

Place = tuple[int, int]  # row and column

WORDS: Final = (
    "ลา", "ลากิจ", "ลาป่วย", "ลาพัก", "ลาคลอด", "ลาประชุม", "ลาออก", "แจ้งลา", "ป่วย", "ขาด", "ขาดประชุม",
    "ไม่มา", "ไม่ได้มา", "ไม่มาประชุม", "ไม่อยู่", "ไม่ร่วม", "ไม่เข้า", "ไม่เข้าร่วม", "ติดราชการ", "ไปราชการ", "ติดภารกิจ",
    "ติดประชุม", "ติดธุระ", "ติดงาน", "ย้าย", "ย้ายออก", "เสียชีวิต",
    "ขอลา", "งด", "ต่างจังหวัด", "ไปต่างจังหวัด", "ไม่ว่าง", "ไม่สบาย", "ไม่เข้าประชุม", "ติดเรียน", "ติดสอน", "ติดเวร", "ลาบวช",
    "ลาพักผ่อน", "ลาศึกษาต่อ", "อบรม", "ไปอบรม", "ไปประชุม", "ไปทำงาน", "เกษียณ", "พ้นตำแหน่ง", "ถึงแก่กรรม", "ว่าง", "ตาย",
)  # fmt: skip
# The logarithm of how much less likely one of the words is, over all that the reader held possible, than what it read:
# from here on the reading is that word, might be it, and is something else. Between the last two nothing is said.
# Chosen on 4,173 drawn cells; each may move by 2 either way without one verdict in 200 changing.
IS_WORD: Final = -5.0
MAY_BE_WORD: Final = -9.0
UNLIKE_WORD: Final = -11.0
# ลาภ and มาลา are names: a word this short counts only where it is all but what was read, and beside a reading of as
# many letters, give or take one.
SHORT_WORD: Final = 3  # letters
IS_SHORT_WORD: Final = -1.0
# What reads as at least so many letters, this surely, and as none of the words, is somebody's name.
NAME_LETTERS: Final = 3
NAME_CONFIDENCE: Final = 0.8
SURE_LETTERS: Final = 0.55
SURE_WORD: Final = 0.45  # confidence from which a reading says anything: of 155 drawn words read as one 152 reach it
SEEN_LETTERS: Final = 0.4  # confidence of a reading that holds any Thai letter, or is a dash
SURELY_SIGNED: Final = 0.97  # probability of being signed from which a short word is a nickname
LEANS_SIGNED: Final = 0.6  # and from which ink is a signature where nobody can read a letter in it
LEANS_UNSIGNED: Final = 0.5  # and below which what might be a word is one
_THAI = re.compile(r"[\u0e01-\u0e2e\u0e30-\u0e4b]")
_AROUND = re.compile(r"[\s().\-–_…]")  # people put a word in brackets or between dashes
_DASH = re.compile(r"[-–_]+")
_CONSONANT = re.compile(r"[\u0e01-\u0e2e]")
LEFT_TO_SIZE: Final = 0.9  # verdicts less sure than this may be changed by what is read
# Heights of the letters that are read for, in shares of the ink's height: a word of letters alone, one with marks above
# and below. The print's own height is the third. Of 344 drawn words in hands that nothing was trained on, 63 % are
# told (50 % by the print's height alone) and 91 % of the printed ones (75 %); of signatures as many as before.
LETTER_SHARES: Final = (0.5, 0.8)
LEAST_LETTER: Final = 6.0  # pixels
# Ink higher than this many letters, or wider, is a scribble and not one of the words.
TALLEST_WORD: Final = 3.4
WIDEST_WORD: Final = 11.0


@dataclass(frozen=True, slots=True)
class Likeness:
    """The word of absence nearest to a reading, and the logarithm of how much less likely it is than what was read."""

    word: str
    log_ratio: float

    @property
    def is_word(self) -> bool:
        return self.log_ratio >= (IS_SHORT_WORD if len(self.word) <= SHORT_WORD else IS_WORD)

    @property
    def may_be_word(self) -> bool:
        return self.log_ratio >= MAY_BE_WORD


def with_absences(verdicts: Mapping[Place, Verdict], layer: TextLayer, reader: LineReader) -> dict[Place, Verdict]:
    """The verdicts, those on written words that say "absent" turned to not signed, or to unsure where they may.

    A signature reads as nothing in particular; only ink of the size of writing, or in doubt, is read at all. What
    reads well as letters and as no such word is a name, unless both its size and the network speak against it.
    """
    read: dict[Place, list[LineReading]] = {}
    for place, reading in _readings(verdicts, layer, reader):
        read.setdefault(place, []).append(reading)
    return {**verdicts, **{place: with_reading(verdicts[place], readings) for place, readings in read.items()}}


def with_reading(verdict: Verdict, readings: Sequence[LineReading]) -> Verdict:
    """The verdict on ink of the size of writing, after what was read in it."""
    likeness = max(filter(None, map(likeness_of, readings)), key=lambda one: one.log_ratio, default=None)
    seen = 0.5 if verdict.seen is None else verdict.seen
    if likeness and likeness.is_word:
        return _doubtful(verdict) if seen >= SURELY_SIGNED else _unsigned(verdict, likeness)
    if likeness and likeness.may_be_word and seen < SURELY_SIGNED:
        is_long = len(likeness.word) > SHORT_WORD
        return _unsigned(verdict, likeness) if is_long and seen < LEANS_UNSIGNED else _doubtful(verdict)
    is_unlike = likeness is None or likeness.log_ratio < UNLIKE_WORD
    if verdict.signed is not True and is_unlike and any(_is_name(reading) for reading in readings):
        # What reads well as letters, and as no word of absence, is a name somebody wrote.
        is_name = verdict.signed is None or verdict.measured
        return replace(verdict, signed=True, confidence=NAME_CONFIDENCE) if is_name else _doubtful(verdict)
    dashes = any(_DASH.fullmatch(reading.text.strip()) and reading.confidence > SEEN_LETTERS for reading in readings)
    if verdict.signed and not verdict.measured and dashes:
        return _doubtful(verdict)
    letters = any(_THAI.search(reading.text) and reading.confidence > SEEN_LETTERS for reading in readings)
    if verdict.signed and verdict.measured is False and seen < SURELY_SIGNED and letters:
        return _doubtful(verdict)  # a short word, whatever the network takes it for
    if verdict.signed is None and verdict.measured and seen >= LEANS_SIGNED and not letters:
        return replace(verdict, signed=True, confidence=seen)  # a scribble reads as no letters
    return verdict


def _unsigned(verdict: Verdict, likeness: Likeness) -> Verdict:
    return replace(verdict, signed=False, confidence=0.6 + 0.3 * math.exp(min(0.0, likeness.log_ratio)))


def _doubtful(verdict: Verdict) -> Verdict:
    return replace(verdict, signed=None, confidence=0.5)


def likeness_of(reading: LineReading) -> Likeness | None:
    """The word of absence that a reading is most like; None where it holds too few letters, or none read surely.

    All that the reader held possible counts, not only what it settled on: pens write ม and พ much alike.
    """
    letters = len(_THAI.findall(reading.text))
    if letters < 2 or reading.confidence < SURE_WORD or reading.lattice is None:
        return None
    steps = [_bare(step) for step in reading.lattice.between(-math.inf, math.inf)]
    read = _AROUND.sub("", reading.text).replace("ใ", "ไ")
    *words, itself = log_likelihoods(steps, [*WORDS, read]).tolist()
    log_ratio, word = max(zip(words, WORDS, strict=True))
    if len(word) <= SHORT_WORD and abs(letters - len(word)) > 1:
        return None
    return Likeness(word, log_ratio - itself)


def _bare(step: Step) -> Step:
    """The step without what people put around a word."""
    held: dict[str, float] = {}
    for char, probability in step.items():
        kept = BLANK if _AROUND.fullmatch(char) else "ไ" if char == "ใ" else char
        held[kept] = held.get(kept, 0.0) + probability
    return held


def _is_name(reading: LineReading) -> bool:
    return len(_CONSONANT.findall(reading.text)) >= NAME_LETTERS and reading.confidence > SURE_LETTERS


def _readings(
    verdicts: Mapping[Place, Verdict], layer: TextLayer, reader: LineReader
) -> Iterator[tuple[Place, LineReading]]:
    """What is read in each cell that may hold a word, for letters of each height: a pen's are not the print's."""
    runs = [
        (place, run)
        for place, verdict in verdicts.items()
        if (verdict.signed is not False or verdict.confidence < LEFT_TO_SIZE or verdict.measured)
        and verdict.box is not None
        and (verdict.signed is None or _is_of_writing_size(verdict, layer.body))
        for letter in (layer.body, *(share * verdict.box.height for share in LETTER_SHARES))
        for run in cell_runs(replace(layer, letter=max(letter, LEAST_LETTER)), verdict.box, 0.0)
    ]
    readings = reader.read([line_crop(layer.page, run) for _, run in runs], with_lattices=True)
    yield from zip((place for place, _ in runs), readings, strict=True)


def _is_of_writing_size(verdict: Verdict, body: float) -> bool:
    box = verdict.box
    return box is not None and box.height < TALLEST_WORD * body and box.width < WIDEST_WORD * body
