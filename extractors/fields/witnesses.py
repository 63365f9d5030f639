"""What other readers of the same lines say about a value, and the status that follows from it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from rapidfuzz.distance import Levenshtein

from extractors.fields.passage import Passage, passage_of
from extractors.readers.agreement import SURE_GLYPH, Verdict, agreement, tesseract_can_write
from extractors.thai.confusables import weighted_distance
from extractors.thai.normal_form import normal_form, without_spaces
from models.field import Alternative, Field
from models.page import Ink, Line
from models.status import Status

T = TypeVar("T")

TESSERACT = "tesseract"  # how its readings are named
# Below this share of equal letters a witness has not read the line at all (a tilted or inked-over crop).
READS_THE_LINE = 0.6
# Prose: difference per letter that is still the same sentence with a slip; shown, but no contradiction.
SLIP_IN_PROSE = 0.06
# Below one half the reader itself holds another glyph for as likely: a number with such a digit is not read.
LEAST_SURE = 0.5
# Glyphs below this are offered to the person with what else they may be.
OFFERED_BELOW = 0.9
MOST_OFFERED = 3


@dataclass(frozen=True, slots=True)
class Testimony:
    """One witness on one value: its verdict, and the value as it would have it."""

    verdict: Verdict
    reader: str
    printed: str
    confidence: float


def proved(
    passage: Passage,
    value: T | None,
    *,
    grammar_holds: bool = False,
    prose: bool = False,
    least_sure: float = LEAST_SURE,
    reasons: tuple[str, ...] = (),
) -> Field[T]:
    """The field of a value read from `passage`, its status decided by the witnesses of its lines.

    `grammar_holds` says that something besides the readers supports the value (a code table, a calendar, the
    shape of a name): without it agreement alone stays `read`. `prose` compares sentences rather than keys.
    An exact value with a glyph less sure than `least_sure` is left unread, what it looks like an alternative.
    """
    testimonies = list(_testimonies(passage, prose=prose))
    verdicts = {testimony.verdict for testimony in testimonies}
    handwritten = passage.has_pen
    status = Status.READ
    doubtful = value is not None and not prose and passage.weakest < least_sure
    if value is None or doubtful:
        value, status = None, Status.UNREAD
        reasons = (*reasons, "field.doubtful_glyph") if doubtful else reasons
    elif Verdict.DIFFER in verdicts:
        status = Status.DISPUTED
    elif Verdict.AGREE in verdicts and grammar_holds and _is_print(passage) and passage.weakest >= SURE_GLYPH:
        status = Status.CORROBORATED
    if passage.as_seen != passage.text:
        reasons = (*reasons, "field.spelt_by_known_words")
    agreeing = tuple(t.reader for t in testimonies if t.verdict is Verdict.AGREE)
    return Field(
        value=value,
        printed=passage.text,
        page=passage.page,
        box=passage.box,
        status=status,
        confidence=passage.mean_confidence if prose else passage.weakest,
        readers=tuple(dict.fromkeys((*passage.readers, *agreeing))),
        handwritten=handwritten,
        alternatives=(
            *_looks_like(passage, doubtful=doubtful, prose=prose),
            *(
                Alternative(t.printed, t.confidence, t.reader)
                for t in testimonies
                if t.printed and t.verdict is not Verdict.AGREE
            ),
        ),
        reasons=reasons,
    )


def _is_print(passage: Passage) -> bool:
    """False with anything by hand or stamped in it: there both readers slip alike, and none proves the other."""
    return not passage.has_pen and all(line.ink is Ink.PRINT for line in passage.lines)


def _looks_like(passage: Passage, *, doubtful: bool, prose: bool) -> Iterator[Alternative]:
    """What the reader saw where it was not sure enough, and the value with its least sure glyphs read otherwise."""
    text = passage.text
    reader = passage.readers[0] if passage.readers else ""
    if passage.as_seen != text:
        yield Alternative(passage.as_seen, passage.weakest, reader)
    if doubtful:
        yield Alternative(text, passage.weakest, reader)
    if prose:
        return
    unsure = [
        (mark, n) for n, mark in enumerate(passage.marks) if mark.confidence < OFFERED_BELOW and mark.alternatives
    ]
    for mark, n in sorted(unsure, key=lambda pair: pair[0].confidence)[:MOST_OFFERED]:
        char, confidence = mark.alternatives[0]
        yield Alternative(f"{text[:n]}{char}{text[n + 1 :]}", confidence, reader)


def _testimonies(passage: Passage, *, prose: bool) -> Iterator[Testimony]:
    """One testimony for each other reader; a reader that saw only some of the lines is silent."""
    lines = passage.lines
    others = dict.fromkeys(reading.reader for line in lines for reading in line.readings[1:])
    for reader in others:
        if reader in passage.readers:
            continue
        parts = [_testimony_on(passage, line, reader, prose=prose) for line in lines]
        yield Testimony(
            _least([part.verdict for part in parts]),
            reader,
            " ".join(part.printed for part in parts if part.printed),
            min(part.confidence for part in parts),
        )


def _least(verdicts: Sequence[Verdict]) -> Verdict:
    """Several lines agree only where each does; one that differs is enough to differ."""
    if Verdict.DIFFER in verdicts:
        return Verdict.DIFFER
    return Verdict.AGREE if set(verdicts) == {Verdict.AGREE} else Verdict.MUTE


def _testimony_on(passage: Passage, line: Line, reader: str, *, prose: bool) -> Testimony:
    own = [mark for mark in passage.marks if mark.line is line]
    printed = "".join(mark.char for mark in own)
    reading = next((reading for reading in line.readings[1:] if reading.reader == reader), None)
    if reading is None or any(mark.pen for mark in own):
        return Testimony(Verdict.MUTE, reader, "", reading.confidence if reading is not None else 0.0)
    first = replace(line.readings[0], text=passage_of(line, 0).text)
    theirs = replace(reading, text=normal_form(reading.text))
    start = first.text.find(printed)
    if start < 0 or _similarity(first.text, theirs.text) < READS_THE_LINE:
        return Testimony(Verdict.MUTE, reader, "", reading.confidence)
    can_write = tesseract_can_write if reader.startswith(TESSERACT) else _can_write_anything
    verdict = agreement(first, theirs, can_write).over(start, start + len(printed))
    said = _same_span(first.text, theirs.text, start, start + len(printed))
    if prose and verdict is Verdict.DIFFER and _is_slip(printed, said):
        verdict = Verdict.MUTE
    return Testimony(verdict, reader, said, reading.confidence)


def _can_write_anything(char: str) -> bool:
    return True


def _similarity(a: str, b: str) -> float:
    return Levenshtein.normalized_similarity(without_spaces(a), without_spaces(b))


def _is_slip(own: str, theirs: str) -> bool:
    """True where two sentences differ in so little that no person would call them different."""
    return weighted_distance(without_spaces(own), without_spaces(theirs)) <= SLIP_IN_PROSE * len(own)


def _same_span(whole: str, theirs: str, start: int, end: int) -> str:
    """What the other reader wrote where `whole[start:end]` stands."""
    begin, finish = len(theirs), 0
    for edit in Levenshtein.opcodes(whole, theirs):
        i0, i1, j0, j1 = edit.src_start, edit.src_end, edit.dest_start, edit.dest_end
        if i1 < start or i0 >= end or (i1 == start and i0 != i1):
            continue
        is_equal = edit.tag == "equal"
        begin = min(begin, j0 + max(0, start - i0) if is_equal else j0)
        finish = max(finish, j0 + min(i1, end) - i0 if is_equal else j1)
    return theirs[begin:finish].strip()
