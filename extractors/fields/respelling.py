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
ABBREVIATION = re.compile(r"[ก-๎]+(?:\.[ก-๎]+)+\.?")
SHORTEST_ABBREVIATION = 5
VOWELS_AND_TONES = frozenset("\u0e31\u0e34\u0e35\u0e36\u0e37\u0e38\u0e39\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c")
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
    marks = _with_marks_settled(marks, passage)
    for era in ERA.finditer("".join(mark.char for mark in marks)):
        place = era.start("glyph")
        if "ศ" in _options(marks[place], ""):
            marks[place] = _as(marks[place], "ศ")
    return Passage(tuple(marks))


def respelt_as_elsewhere(passage: Passage, elsewhere: str) -> Passage:
    """The passage with each abbreviation that `elsewhere` never has read as one that it has: ลขท.รอง as ลชท.รอง.

    Only letters that a reader saw there are put in. Abbreviations are no words, so that nothing else can tell them.
    """
    witnessed = dict(_witnessed(passage))
    marks = list(passage.marks)
    known = set(ABBREVIATION.findall(elsewhere))
    for word in ABBREVIATION.finditer(passage.text):
        if word[0] in known or len(word[0]) < SHORTEST_ABBREVIATION:
            continue
        meant = [other for other in known if _may_be(other, marks[slice(*word.span())], witnessed, word.start())]
        if len(meant) == 1:
            for place, char in zip(range(*word.span()), meant[0], strict=True):
                marks[place] = _as(marks[place], char)
    return Passage(tuple(marks))


def _may_be(other: str, marks: Sequence[Mark], witnessed: dict[int, str], start: int) -> bool:
    """True where the marks may say another abbreviation, but for a letter or two as they were read."""
    if len(other) != len(marks):
        return False
    wrong = [n for n, char in enumerate(other) if marks[n].char != char]
    return len(wrong) <= 2 and all(other[n] in _options(marks[n], witnessed.get(start + n, "")) for n in wrong)


def _with_marks_settled(marks: list[Mark], passage: Passage) -> list[Mark]:
    """The marks with vowels and tones over and under the line added or left out as a witness and the words ask for.

    วิทยาการุและ, วิทยาการและ: a speck under the line was taken for a vowel.
    """
    witnesses = [(line, reading) for line in passage.lines for reading in line.readings[1:]]
    for held, reading in witnesses:
        own = [n for n, mark in enumerate(marks) if mark.line is held and not mark.char.isspace()]
        spelt, theirs = "".join(marks[n].char for n in own), "".join(normal_form(reading.text).split())
        if Levenshtein.normalized_similarity(spelt, theirs) < READS_THE_LINE:
            continue
        for edit in reversed(Levenshtein.opcodes(spelt, theirs)):
            if edit.tag == "delete" and edit.src_end - edit.src_start == 1:
                marks = _likelier(marks, own[edit.src_start], None)
            elif edit.tag == "insert" and edit.dest_end - edit.dest_start == 1 and edit.src_start:
                marks = _likelier(marks, own[edit.src_start - 1], theirs[edit.dest_start])
    return marks


def _likelier(marks: list[Mark], place: int, added: str | None) -> list[Mark]:
    """The marks without the one at `place`, or with `added` behind it, where that makes known words of unknown ones."""
    char = added or marks[place].char
    if char not in VOWELS_AND_TONES or marks[place].pen or (added is None and not place):
        return marks
    text = "".join(mark.char for mark in marks)
    run = next((run for run in THAI_RUN.finditer(text) if run.start() <= place < run.end()), None)
    if run is None or is_key(text, run):
        return marks
    end = place - run.start() + (1 if added else 0)
    edited = run[0][:end] + added + run[0][end:] if added else run[0][:end] + run[0][end + 1 :]
    held = LEAST_OFFERED if added else marks[place].confidence
    glyph_cost = -math.log(held) if added else -math.log(max(1 - held, LEAST_OFFERED))
    seen, meant = (likeliest([{char: 0.0} for char in spelling]) for spelling in (run[0], edited))
    if meant.known < 1.0 or seen.cost - meant.cost <= GAIN + glyph_cost - WITNESS_WEIGHT:
        return marks
    if added:
        return [*marks[: place + 1], replace(marks[place], char=added, confidence=LEAST_OFFERED), *marks[place + 1 :]]
    before = marks[place - 1]
    seen_there = replace(before, seen=(before.seen or before.char) + char, confidence=min(before.confidence, 1 - held))
    return [*marks[: place - 1], seen_there, *marks[place + 1 :]]


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
