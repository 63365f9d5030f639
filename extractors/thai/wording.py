"""The likeliest Thai wording of glyphs that a reader was not sure of: words by their frequency, places by name.

A reader that holds ค and ด for nearly as likely does not know that พัสดุ is a word. The text is cut into known words
so that words and glyphs together are likeliest (a noisy channel over a unigram model). Only glyphs that the reader
itself, or the witness beside it, saw as possible are ever put in.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import geothai

# Words of letters that the Thai National Corpus has seldom or not as one word.
OFFICIAL_WORDS = (
    "เทศมนตรี", "เทศบาล", "องค์การบริหาร", "ผู้ว่าราชการ", "นายอำเภอ", "ปลัดอำเภอ", "ศาลากลาง", "ที่ว่าการ", "อธิบดี",
    "อธิการบดี", "คณบดี", "ผู้อำนวยการ", "เลขาธิการ", "เลขานุการ", "ปลัดกระทรวง", "กำนัน", "ผู้ใหญ่บ้าน", "หัวหน้า", "สาธารณภัย",
    "พัสดุ", "งบประมาณ", "รักษาราชการแทน", "ปฏิบัติราชการแทน", "ปฏิบัติหน้าที่", "รักษาการ", "ประชาสัมพันธ์", "อนุมัติ", "ชี้แจง",
    "ขอเชิญ", "ครุภัณฑ์", "จัดซื้อ", "จัดจ้าง", "วิทยฐานะ", "ผู้เชี่ยวชาญ", "ชำนาญการ", "ชำนาญงาน", "อาวุโส", "อาสาสมัคร", "ดิจิทัล",
)  # fmt: skip
OFFICIAL_COUNT = 3000.0  # as often as บัตร in the corpus: common in letters
# As often as a word of the corpus: letters name provinces much more often than sub-districts.
PROVINCE_COUNT, DISTRICT_COUNT, SUBDISTRICT_COUNT = 3000.0, 300.0, 60.0
UNCOUNTED = 4.0  # of dictionary words that the corpus does not have
TOTAL = 3.4e7  # words of the Thai National Corpus
UNKNOWN_LETTER = 8.0  # nats for a letter outside any word: rarer than all but the rarest words, letter by letter
THAI_RUN = re.compile(r"[ก-ฺเ-๎]+")


@dataclass(frozen=True, slots=True)
class Wording:
    """The best text and its cost in nats; `known` is the share of its letters that stand inside known words."""

    text: str
    cost: float
    known: float


def likeliest(options: Sequence[Mapping[str, float]]) -> Wording:
    """The cheapest wording of a run of Thai letters; each place offers letters with what they cost in nats."""
    size = len(options)
    costs = [0.0] + [math.inf] * size
    steps: list[tuple[int, str, bool]] = [(0, "", False)] * (size + 1)
    for start in range(size):
        if costs[start] == math.inf:
            continue
        char, cost = min(options[start].items(), key=lambda option: option[1])
        _reach(costs, steps, start, start + 1, costs[start] + cost + UNKNOWN_LETTER, char, known=False)
        for word, glyph_cost in _words_from(options, start):
            total = costs[start] + glyph_cost + _word_cost(word)
            _reach(costs, steps, start, start + len(word), total, word, known=True)
    return _traced(costs, steps)


def known_share(text: str) -> float:
    """Share of the text's Thai letters that stand inside known words, 0..1; 1 for a text without any."""
    runs = [likeliest([{char: 0.0} for char in run]) for run in THAI_RUN.findall(text)]
    letters = sum(len(run.text) for run in runs)
    return sum(run.known * len(run.text) for run in runs) / letters if letters else 1.0


def _reach(
    costs: list[float],
    steps: list[tuple[int, str, bool]],
    start: int,
    end: int,
    cost: float,
    piece: str,
    *,
    known: bool,
) -> None:
    if cost < costs[end]:
        costs[end] = cost
        steps[end] = (start, piece, known)


def _traced(costs: Sequence[float], steps: Sequence[tuple[int, str, bool]]) -> Wording:
    pieces: list[str] = []
    held = 0
    at = len(costs) - 1
    while at > 0:
        at, piece, known = steps[at]
        pieces.append(piece)
        held += len(piece) if known else 0
    text = "".join(reversed(pieces))
    return Wording(text, costs[-1], held / len(text) if text else 1.0)


def _words_from(options: Sequence[Mapping[str, float]], start: int) -> Iterator[tuple[str, float]]:
    """Known words of two letters or more that the offered letters spell from `start`, with what the letters cost."""
    held: list[tuple[str, float]] = [("", 0.0)]
    for options_here in options[start:]:
        held = [
            (word + char, cost + glyph_cost)
            for word, cost in held
            for char, glyph_cost in options_here.items()
            if _begins_a_word(word + char)
        ]
        yield from ((word, cost) for word, cost in held if len(word) > 1 and word in _counts())
        if not held:
            return


def _begins_a_word(beginning: str) -> bool:
    words = _words()
    at = bisect_left(words, beginning)
    return at < len(words) and words[at].startswith(beginning)


def _word_cost(word: str) -> float:
    return -math.log(_counts().get(word, UNCOUNTED) / TOTAL)


@cache
def _words() -> list[str]:
    """In order, so that those with one beginning stand together: a tree of them takes a second to build."""
    return sorted(_counts())


@cache
def _counts() -> Mapping[str, float]:
    """How often each word stands in the Thai National Corpus (CC0); 130,000 words, loaded when first asked."""
    from pythainlp.corpus import thai_words, tnc

    counts: dict[str, float] = {word: UNCOUNTED for word in thai_words() if THAI_RUN.fullmatch(word)}
    counts |= {word: float(count) for word, count in tnc.word_freqs() if word in counts}
    for name, count in _places():
        counts[name] = max(counts.get(name, 0.0), count)
    for word in OFFICIAL_WORDS:
        counts[word] = max(counts.get(word, 0.0), OFFICIAL_COUNT)
    return counts


def _places() -> Iterator[tuple[str, float]]:
    """Provinces, districts and sub-districts of the gazetteer, without labels, and how often letters name them."""
    for province in geothai.provinces():
        yield province.name_th, PROVINCE_COUNT
        for district in geothai.districts(province.code):
            yield district.name_th.removeprefix("เขต"), DISTRICT_COUNT
            for subdistrict in geothai.subdistricts(district.code):
                yield subdistrict.name_th, SUBDISTRICT_COUNT
