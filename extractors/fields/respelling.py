"""Prose of a field spelt by the words it must be made of, where its reader was not sure of a glyph.

What a value says is changed only to what the reader itself offered for the glyph, or what the witness beside it read
there; the value is then no more than `read`, and what was seen first stands among its alternatives.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from rapidfuzz.distance import Levenshtein

from extractors.fields.passage import Mark, Passage
from extractors.thai.confusables import are_confusable
from extractors.thai.names import TITLES, is_known_name, split_title
from extractors.thai.normal_form import normal_form
from extractors.thai.wording import THAI_RUN, likeliest

LEAST_OFFERED = 0.002  # what the line reader gives a glyph it hardly saw
WITNESS_WEIGHT = 4.0  # nats: a witness that reads the other glyph is worth fifty to one
SHORTEST_TITLE = 3
SHORTEST = 4  # letters of a run that may be respelt
GAIN = 2.5  # nats by which another wording must be likelier before it is taken
READS_THE_LINE = 0.6
# พ.ค. before a year and behind no day: the era, not a month
ERA = re.compile(r"(?<![๐-๙0-9])(?<![๐-๙0-9] )พ\.(?P<glyph>[คดต])\.\s?(?=[๒2][๐-๙0-9]{3})")


def respelt(passage: Passage) -> Passage:
    """The passage with doubtful glyphs read as its words ask for, where that wording is clearly likelier."""
    witnessed = dict(_witnessed(passage))
    marks = list(passage.marks)
    text = passage.text
    for run in THAI_RUN.finditer(text):
        if is_key(text, run):
            continue
        places = range(*run.span())
        options = [_options(marks[place], witnessed.get(place, "")) for place in places]
        if all(len(offered) == 1 for offered in options):
            continue
        best, seen = likeliest(options), likeliest([{marks[place].char: 0.0} for place in places])
        seen_cost = seen.cost + sum(offered[marks[place].char] for place, offered in zip(places, options, strict=True))
        if best.text != run[0] and seen_cost - best.cost > GAIN:
            for place, char in zip(places, best.text, strict=True):
                marks[place] = _as(marks[place], char)
    for era in ERA.finditer("".join(mark.char for mark in marks)):
        place = era.start("glyph")
        if "ศ" in _options(marks[place], witnessed.get(place, "")):
            marks[place] = _as(marks[place], "ศ")
    return Passage(tuple(marks))


def is_key(text: str, run: re.Match[str]) -> bool:
    """True for letter codes and abbreviations, which are no words: ลป ๐๔๑๘ | ศสต.ทหาร."""
    around = text[max(0, run.start() - 1) : run.start()] + text[run.end() : run.end() + 1]
    return len(run[0]) < SHORTEST or "." in around


def _as(mark: Mark, char: str) -> Mark:
    """The mark as another of its readings."""
    if char == mark.char:
        return mark
    confidence = dict(mark.alternatives).get(char, LEAST_OFFERED)
    others = ((mark.char, mark.confidence), *((c, p) for c, p in mark.alternatives if c != char))
    return replace(mark, char=char, confidence=confidence, alternatives=others, seen=mark.seen or mark.char)


def respelt_name(passage: Passage) -> Passage:
    """The passage of a person's name, its title one of the known ones where each glyph in doubt was offered so.

    Of given name and surname only a letter that the witness reads otherwise is changed, and only where that makes a
    name that is known of one that is not: the lists of names are hints, most names are in none.
    """
    witnessed = dict(_witnessed(passage))
    marks = list(passage.marks)
    start = next((n for n, mark in enumerate(marks) if THAI_RUN.match(mark.char)), len(marks))
    for title in TITLES:
        places = range(start, start + len(title))
        if places.stop > len(marks) or len(title) < SHORTEST_TITLE:
            continue
        wrong = [n for n, char in zip(places, title, strict=True) if marks[n].char != char]
        if not wrong:
            break
        if len(wrong) < 3 and all(title[n - start] in _options(marks[n], witnessed.get(n, "")) for n in wrong):
            for n in wrong:
                marks[n] = _as(marks[n], title[n - start])
            break
    text = "".join(mark.char for mark in marks)
    _, rest = split_title(text[start:])
    for word in THAI_RUN.finditer(text, len(text) - len(rest)):
        _respell_word(marks, word, witnessed)
    return Passage(tuple(marks))


def _respell_word(marks: list[Mark], word: re.Match[str], witnessed: dict[int, str]) -> None:
    changed = {
        n: witnessed[n]
        for n in range(*word.span())
        if witnessed.get(n, marks[n].char) != marks[n].char and witnessed[n] in dict(marks[n].alternatives)
    }
    meant = "".join(changed.get(n, marks[n].char) for n in range(*word.span()))
    if changed and is_known_name(meant) and not is_known_name(word[0]):
        for n, char in changed.items():
            marks[n] = _as(marks[n], char)


def _options(mark: Mark, witnessed: str) -> dict[str, float]:
    """Letters that may stand here and what each costs in nats; pen writing is left as it was read."""
    offered = {mark.char: max(mark.confidence, LEAST_OFFERED)}
    if mark.line is None or mark.pen:
        return {mark.char: 0.0}
    for char, confidence in mark.alternatives:
        if confidence >= LEAST_OFFERED and THAI_RUN.fullmatch(char):
            offered[char] = confidence
    if witnessed and (witnessed in offered or are_confusable(witnessed, mark.char)):
        offered.setdefault(witnessed, LEAST_OFFERED)
    costs = {char: -math.log(confidence) for char, confidence in offered.items()}
    if witnessed in costs:
        costs[witnessed] -= WITNESS_WEIGHT
    return costs


def _witnessed(passage: Passage) -> Iterator[tuple[int, str]]:
    """For each character of the passage that another reader saw in its place: which one."""
    for line in passage.lines:
        own = [n for n, mark in enumerate(passage.marks) if mark.line is line and not mark.char.isspace()]
        spelt = "".join(passage.marks[n].char for n in own)
        for reading in line.readings[1:]:
            theirs = "".join(normal_form(reading.text).split())
            whole = "".join(normal_form(line.readings[0].text).split())
            if Levenshtein.normalized_similarity(whole, theirs) >= READS_THE_LINE:
                yield from _aligned(own, spelt, theirs)


def _aligned(places: Sequence[int], spelt: str, theirs: str) -> Iterator[tuple[int, str]]:
    for edit in Levenshtein.opcodes(spelt, theirs):
        same_length = edit.src_end - edit.src_start == edit.dest_end - edit.dest_start
        if edit.tag in ("equal", "replace") and same_length:
            for n in range(edit.src_end - edit.src_start):
                yield places[edit.src_start + n], theirs[edit.dest_start + n]
