"""Words in a signature cell that say that somebody did not come."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from extractors.lines.crops import line_crop
from extractors.readers.reader import LineReader
from extractors.sheets.cell_text import TextLayer, cell_runs
from extractors.sheets.signatures import Verdict
from models.page import LineReading

Place = tuple[int, int]  # row and column

WORDS = (
    "ลา", "ลากิจ", "ลาป่วย", "ลาพัก", "ลาคลอด", "ลาประชุม", "ลาออก", "แจ้งลา", "ป่วย", "ขาด", "ขาดประชุม",
    "ไม่มา", "ไม่ได้มา", "ไม่มาประชุม", "ไม่อยู่", "ไม่ร่วม", "ไม่เข้า", "ไม่เข้าร่วม", "ติดราชการ", "ไปราชการ", "ติดภารกิจ",
    "ติดประชุม", "ติดธุระ", "ติดงาน", "ย้าย", "ย้ายออก", "เสียชีวิต",
    "ขอลา", "งด", "ต่างจังหวัด", "ไปต่างจังหวัด",
)  # fmt: skip
# Similarity, 0..100, from which a reading is taken for one of the words, and from which it might be one.
IS_WORD = 74.0
MAY_BE_WORD = 54.0
# A word of at least so many letters, as unlike each of the words as this and read this surely, is somebody's name.
NAME_LETTERS = 3
UNLIKE_WORD = 50.0
NAME_CONFIDENCE = 0.8
SURE_READING = 0.75
SURE_WORD = 0.45  # confidence from which a reading is one of the words: of 155 drawn words read as one 152 reach it
SEEN_LETTERS = 0.4  # confidence of a reading that holds any Thai letter, or is a dash
SURELY_SIGNED = 0.97  # probability of being signed from which a short word is a nickname
LEANS_SIGNED = 0.6  # and from which ink is a signature where nobody can read a letter in it
_THAI = re.compile(r"[\u0e01-\u0e2e\u0e30-\u0e4b]")
_AROUND = re.compile(r"[\s().\-–_…]")
_DASH = re.compile(r"[-–_]+")
_CONSONANT = re.compile(r"[\u0e01-\u0e2e]")
LEFT_TO_SIZE = 0.9  # verdicts less sure than this may be changed by what is read
SHORT_WORD = 3  # letters; ลาภ and มาลา are names, so such a word counts only letter for letter
LEANS_UNSIGNED = 0.5  # probability of being signed below which what might be a word is one
# Heights of the letters that are read for, in shares of the ink's height: a word of letters alone, one with marks above
# and below. The print's own height is the third. Of 344 drawn words in hands that nothing was trained on, 63 % are
# told (50 % by the print's height alone) and 91 % of the printed ones (75 %); of signatures as many as before.
LETTER_SHARES = (0.5, 0.8)
LEAST_LETTER = 6.0  # pixels
# Ink higher than this many letters, or wider, is a scribble and not one of the words.
TALLEST_WORD = 3.4
WIDEST_WORD = 11.0


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
    score = max(_likeness_of(reading) for reading in readings)
    seen = 0.5 if verdict.seen is None else verdict.seen
    if (score >= IS_WORD and seen < SURELY_SIGNED) or (score >= MAY_BE_WORD and seen < LEANS_UNSIGNED):
        return replace(verdict, signed=False, confidence=0.6 + 0.3 * score / 100)
    if score >= MAY_BE_WORD:
        return replace(verdict, signed=None, confidence=0.5)
    if verdict.signed is not True and score < UNLIKE_WORD and any(_is_name(reading) for reading in readings):
        # What reads well as letters, and as no word of absence, is a name somebody wrote.
        is_name = verdict.signed is None or verdict.measured
        return replace(verdict, signed=True if is_name else None, confidence=NAME_CONFIDENCE if is_name else 0.5)
    dashes = any(_DASH.fullmatch(reading.text.strip()) and reading.confidence > SEEN_LETTERS for reading in readings)
    if verdict.signed and not verdict.measured and dashes:
        return replace(verdict, signed=None, confidence=0.5)
    letters = any(_THAI.search(reading.text) and reading.confidence > SEEN_LETTERS for reading in readings)
    if verdict.signed and verdict.measured is False and seen < SURELY_SIGNED and letters:
        return replace(verdict, signed=None, confidence=0.5)  # a short word, whatever the network takes it for
    if verdict.signed is None and verdict.measured and seen >= LEANS_SIGNED and not letters:
        return replace(verdict, signed=True, confidence=seen)  # a scribble reads as no letters
    return verdict


def _likeness_of(reading: LineReading) -> float:
    likeness = absence_likeness(reading.text)
    return likeness if reading.confidence >= SURE_WORD else min(likeness, IS_WORD - 1)


def _is_name(reading: LineReading) -> bool:
    return len(_CONSONANT.findall(reading.text)) >= NAME_LETTERS and reading.confidence > SURE_READING


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
    readings = reader.read([line_crop(layer.page, run) for _, run in runs])
    yield from zip((place for place, _ in runs), readings, strict=True)


def absence_likeness(text: str) -> float:
    """How like a reading is to the nearest word of absence, 0..100; 0 for less than two letters.

    People put a word in brackets or between dashes; anything else beside it makes it less like one.
    """
    if len(_THAI.findall(text)) < 2:
        return 0.0
    bare = _AROUND.sub("", text).replace("ใ", "ไ")
    return max(_likeness(bare, word) for word in WORDS)


def _likeness(letters: str, word: str) -> float:
    likeness = float(fuzz.ratio(letters, word))
    if len(word) <= SHORT_WORD and letters != word:
        return min(likeness, IS_WORD - 1)
    return likeness


def _is_of_writing_size(verdict: Verdict, body: float) -> bool:
    box = verdict.box
    return box is not None and box.height < TALLEST_WORD * body and box.width < WIDEST_WORD * body
