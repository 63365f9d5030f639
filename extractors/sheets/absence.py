"""Words in a signature cell that say that somebody did not come."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from rapidfuzz import fuzz

from extractors.readers.reader import LineReader
from extractors.sheets.cell_text import TextLayer, read_cells
from extractors.sheets.signatures import Verdict

WORDS = (
    "ลา", "ลากิจ", "ลาป่วย", "ลาพัก", "ลาคลอด", "ลาประชุม", "ลาออก", "แจ้งลา", "ป่วย", "ขาด", "ขาดประชุม",
    "ไม่มา", "ไม่ได้มา", "ไม่มาประชุม", "ไม่อยู่", "ไม่ร่วม", "ไม่เข้า", "ไม่เข้าร่วม", "ติดราชการ", "ไปราชการ", "ติดภารกิจ",
    "ติดประชุม", "ติดธุระ", "ติดงาน", "ย้าย", "ย้ายออก", "เสียชีวิต",
)  # fmt: skip
# Similarity, 0..100, from which a reading is taken for one of the words, and from which it might be one.
IS_WORD = 74.0
MAY_BE_WORD = 54.0
# A word of at least so many letters, as unlike each of the words as this and read this surely, is somebody's name.
NAME_LETTERS = 3
UNLIKE_WORD = 45.0
SURE_READING = 0.75
LEFT_TO_SIZE = 0.9  # verdicts less sure than this may be changed by what is read
SHORT_WORD = 3  # letters; ลาภ and มาลา are names, so such a word counts only letter for letter
# Ink higher than this many letters, or wider, is a scribble and not one of the words.
TALLEST_WORD = 3.4
WIDEST_WORD = 11.0


def with_absences(
    verdicts: Mapping[tuple[int, int], Verdict], layer: TextLayer, reader: LineReader
) -> dict[tuple[int, int], Verdict]:
    """The verdicts, those on written words that say "absent" turned to not signed, or to unsure where they may.

    A signature reads as nothing in particular; only cells whose ink is of the size of writing are read at all. What
    was taken for such a word by its size alone, and reads as another, is unsure.
    """
    candidates = [
        (row, column, verdict.box, 0.0)
        for (row, column), verdict in verdicts.items()
        if (verdict.signed is not False or verdict.confidence < LEFT_TO_SIZE)
        and verdict.box is not None
        and _is_of_writing_size(verdict, layer.body)
    ]
    likeness: dict[tuple[int, int], float] = {}
    names: set[tuple[int, int]] = set()
    # What a pen writes is not of the print's size.
    for line in read_cells(replace(layer, letter=layer.body), candidates, reader):
        place = line.row, line.column
        likeness[place] = max(likeness.get(place, 0.0), absence_likeness(line.reading.text))
        letters = len(re.findall(r"[\u0e01-\u0e2e]", line.reading.text))
        if letters >= NAME_LETTERS and line.reading.confidence > SURE_READING:
            names.add(place)
    judged = dict(verdicts)
    for place, score in likeness.items():
        if score >= IS_WORD:
            judged[place] = replace(judged[place], signed=False, confidence=0.6 + 0.3 * score / 100)
        elif score >= MAY_BE_WORD or (judged[place].signed is False and place in names and score < UNLIKE_WORD):
            judged[place] = replace(judged[place], signed=None, confidence=0.5)
    return judged


def absence_likeness(text: str) -> float:
    """How like a reading is to the nearest word of absence, 0..100; 0 for less than two letters."""
    letters = re.sub(r"[^\u0e01-\u0e2e\u0e30-\u0e4b]", "", text)
    if len(letters) < 2:
        return 0.0
    return max(_likeness(letters.replace("ใ", "ไ"), word) for word in WORDS)


def _likeness(letters: str, word: str) -> float:
    likeness = float(fuzz.ratio(letters, word))
    if len(word) <= SHORT_WORD and letters != word:
        return min(likeness, IS_WORD - 1)
    return likeness


def _is_of_writing_size(verdict: Verdict, body: float) -> bool:
    box = verdict.box
    return box is not None and box.height < TALLEST_WORD * body and box.width < WIDEST_WORD * body
