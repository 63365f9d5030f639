"""Labels at the start of a line, told even where a glyph or two of them was misread."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from extractors.fields.passage import Passage
from extractors.thai.confusables import weighted_distance


class Label(StrEnum):
    """What a line of the head is about, by the printed word."""

    NUMBER = "ที่"
    DATE = "วันที่"
    SUBJECT = "เรื่อง"
    DEAR = "เรียน"
    DEAR_HIGH = "กราบเรียน"
    DEAR_MONK = "นมัสการ"
    SUBMIT = "เสนอ"
    TO = "ถึง"
    REFERENCE = "อ้างถึง"
    ENCLOSURE = "สิ่งที่ส่งมาด้วย"
    OFFICE = "ส่วนราชการ"


ADDRESSEE_LABELS = (Label.DEAR, Label.DEAR_HIGH, Label.DEAR_MONK, Label.SUBMIT, Label.TO)
HEAD_LABELS = (
    *ADDRESSEE_LABELS,
    Label.SUBJECT,
    Label.REFERENCE,
    Label.ENCLOSURE,
    Label.OFFICE,
    Label.DATE,
    Label.NUMBER,
)

# Other words for the same label, as printed.
SYNONYMS: dict[Label, tuple[str, ...]] = {
    Label.ENCLOSURE: ("สิ่งที่ส่งมาด้วย", "สิ่งที่แนบมาด้วย", "สิ่งที่ส่งมาพร้อมนี้", "สิ่งที่มาด้วย"),
    Label.REFERENCE: ("อ้างถึง", "อ้างอิง"),
    Label.OFFICE: ("ส่วนราชการ", "หน่วยงาน"),
}

MARKS = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]")
# Per letter of the label without its marks: one misread letter in four, look-alikes costing a third of that.
TOLERANCE = 0.26
NOISE_BEFORE = 3  # glyphs that a stamp or an emblem beside the line may have put before the label
SHORTEST_AFTER_NOISE = 5
# A label behind one of these is the end of another word: `ลงวันที่ ๙ ธันวาคม` is the day of a letter cited.
WORDS_BEFORE: dict[str, tuple[str, ...]] = {
    "วันที่": ("ลง", "ลง ", "ณ ", "ณ", "ใน", "ใน ", "เมื่อ", "แต่"),
    "เรื่อง": ("ใน", "ทุก", "ต่อ"),
}
SHORTEST_FUZZY = 4  # letters without marks; a shorter word with a slip in it can be any word


@dataclass(frozen=True, slots=True)
class Labelled:
    label: Label
    value_start: int  # index into the line's text where the value begins
    is_exact: bool


def find_label(passage: Passage, labels: tuple[Label, ...] = HEAD_LABELS) -> Labelled | None:
    """The label a line begins with, or None. The label must end at a space, a colon or a gap in the line."""
    text = passage.text
    best: tuple[float, Labelled] | None = None
    for label in labels:
        for word in SYNONYMS.get(label, (label.value,)):
            found = _match(passage, text, word)
            if found is None:
                continue
            cost, end = found
            # At equal cost the longer label is meant: วันที่ rather than ที่ in it.
            if best is None or (cost, -len(word)) < (best[0], -len(best[1].label.value)):
                best = (cost, Labelled(label, _skip(text, end), cost == 0))
    return best[1] if best else None


def _match(passage: Passage, text: str, word: str) -> tuple[float, int] | None:
    """Cost and end of `word` at the start of the text, None where it does not stand there."""
    for start in range(1 + (NOISE_BEFORE if len(word) >= SHORTEST_AFTER_NOISE else 0)):
        is_another_word = text[:start] in WORDS_BEFORE.get(word, ())
        is_whole = text.startswith(word, start) and _ends_here(passage, text, start + len(word), word)
        if is_whole and not is_another_word:
            return 0.01 * start, start + len(word)
    bare_word = MARKS.sub("", word)
    best: tuple[float, int] | None = None
    for end in range(max(1, len(word) - 3), min(len(text), len(word) + 3) + 1):
        if not _ends_here(passage, text, end, None):
            continue
        bare = MARKS.sub("", text[:end].replace(" ", ""))
        allowed = TOLERANCE * len(bare_word) if len(bare_word) >= SHORTEST_FUZZY else 0.0
        cost = weighted_distance(bare, bare_word, allowed)
        if cost <= allowed and (best is None or cost < best[0]):
            best = (cost + 0.01, end)
    return best


def _ends_here(passage: Passage, text: str, end: int, word: str | None) -> bool:
    """True at a space, a colon, the line's end or a visible gap; a full word may also be followed by a digit."""
    if end >= len(text) or text[end] in " :：" or text[end - 1] in " :":
        return True
    if word is not None and re.match(r"[๐-๙0-9(]", text[end:]):
        return True
    before, after = passage.marks[end - 1].box, passage.marks[end].box
    return before is not None and after is not None and after.x0 - before.x1 > 0.35 * after.height


def _skip(text: str, end: int) -> int:
    while end < len(text) and text[end] in " :：.…-":
        end += 1
    return end
