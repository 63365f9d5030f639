"""Links one file's documents to all others: what they cite, what cites them, what they pass on.

Run after assembly, and again whenever a file is read anew; running it twice gives the same rows. Late arrivals
link backwards: a letter that was cited before it came is found from the citing side here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from sqlalchemy.orm import Session

from docproc.link_evidence import (
    LONGEST_PASSING_ON,
    LONGEST_TO_ACTIVITY,
    CitationFacts,
    Judgement,
    LetterFacts,
    SheetFacts,
    judge_citation,
    judge_copy,
    judge_passing_on,
    judge_showing,
    settle,
)
from docproc.repository import letter_facts, link_decisions
from docproc.wiring import Service
from extractors.thai.confusables import confusion_key
from models.chain import Link, LinkKind, Reason
from models.status import LinkState


def link_source(service: Service, source_id: str) -> None:
    """Everything that can be said of the file's documents now, in one transaction."""
    with service.database.writing() as session:
        link_documents(session, source_id)


def link_documents(session: Session, source_id: str) -> None:
    """The links of the file's documents upwards, and of those that they bear on."""
    now = dt.datetime.now(dt.UTC)
    letters = letter_facts.letters_of_source(session, source_id)
    for enclosure, letter_id in letter_facts.enclosed_documents(session, source_id):
        letter_facts.replace_links(session, enclosure, [_enclosed(enclosure, letter_id)], now)
    for letter in _affected(session, letters):
        letter_facts.replace_links(session, letter.document_id, list(_upwards(session, letter)), now)
    sheets = letter_facts.latest_sheets(session) if letters else letter_facts.sheets_of_source(session, source_id)
    for sheet in sheets:
        letter_facts.replace_links(session, sheet.document_id, list(_shown_activity(session, sheet)), now)


def _affected(session: Session, letters: Sequence[LetterFacts]) -> list[LetterFacts]:
    """The letters themselves, and those already here whose links upwards may change because these came."""
    affected = {letter.document_id: letter for letter in letters}
    for letter in letters:
        for other in (*_citing(session, letter), *_later(session, letter)):
            affected.setdefault(other.document_id, other)
    return list(affected.values())


def _citing(session: Session, letter: LetterFacts) -> Iterator[LetterFacts]:
    """Letters that name one with such a number, or of that day where the number is not read."""
    if letter.reference_no is not None:
        key = confusion_key(letter.reference_no.register_key)
        citations = letter_facts.citations_by_confusion_key(session, key)
    elif letter.date is not None:
        citations = letter_facts.citations_dated(session, letter.date)
    else:
        return
    for citation in citations:
        citing = letter_facts.letter_of_document(session, citation.document_id)
        if citing is not None:
            yield citing


def _later(session: Session, letter: LetterFacts) -> Iterator[LetterFacts]:
    """Letters that name none and may pass this one on."""
    if letter.date is None:
        return
    for later in letter_facts.letters_dated(session, letter.date, letter.date + LONGEST_PASSING_ON):
        if not letter_facts.citations_of(session, later.document_id):
            yield later


def _upwards(session: Session, letter: LetterFacts) -> Iterator[Link]:
    """What the letter is a copy of, names, or passes on."""
    yield from _copies(session, letter)
    citations = letter_facts.citations_of(session, letter.document_id)
    for citation in citations:
        yield from _named(session, citation, letter)
    if not citations:
        yield from _passes_on(session, letter)


def _enclosed(enclosure: str, letter: str) -> Link:
    return Link(enclosure, letter, LinkKind.ENCLOSED, LinkState.EXACT, 1.0, (Reason("link.same_file"),))


def _shown_activity(session: Session, sheet: SheetFacts) -> Iterator[Link]:
    """The letter of the nearest office that asked for what the sheet shows."""
    if sheet.date is None:
        return
    letters = _firsts(session, letter_facts.letters_dated(session, sheet.date - LONGEST_TO_ACTIVITY, sheet.date))
    judged = [(letter, judge_showing(sheet, letter)) for letter in letters]
    found = _not_rejected(session, sheet.document_id, judged)
    for letter, judgement in sorted(found, key=lambda pair: -pair[1].score)[:1]:
        yield _link(sheet.document_id, letter, judgement)


def _named(session: Session, citation: CitationFacts, citing: LetterFacts) -> Iterator[Link]:
    """From one citation to the letters that it may name."""
    key = confusion_key(citation.reference_no.register_key)
    candidates = _firsts(session, letter_facts.letters_by_confusion_key(session, key))
    if citation.date is not None:
        candidates += letter_facts.unnumbered_letters_dated(session, citation.date)
    judged = [(cited, judge_citation(citation, citing, cited)) for cited in candidates]
    for cited, judgement in settle(_not_rejected(session, citing.document_id, judged)):
        yield _link(citing.document_id, cited, judgement, citation.position)


def _passes_on(session: Session, lower: LetterFacts) -> Iterator[Link]:
    """The earlier letter of a higher tier that this one repeats without naming it: the likeliest alone."""
    if lower.date is None:
        return
    earlier = letter_facts.letters_dated(session, lower.date - LONGEST_PASSING_ON, lower.date)
    judged = [(upper, judge_passing_on(lower, upper)) for upper in _firsts(session, earlier)]
    found = _not_rejected(session, lower.document_id, judged)
    for upper, judgement in sorted(found, key=lambda pair: -pair[1].score)[:1]:
        yield _link(lower.document_id, upper, judgement)


def _copies(session: Session, letter: LetterFacts) -> Iterator[Link]:
    """The first scan of this same letter, where this is a later one."""
    if letter.reference_no is None:
        return
    others = letter_facts.letters_by_confusion_key(session, confusion_key(letter.reference_no.register_key))
    judged = [(other, judge_copy(letter, other)) for other in others if other.document_id < letter.document_id]
    for other, judgement in _not_rejected(session, letter.document_id, judged)[:1]:
        yield _link(letter.document_id, other, judgement)


def _not_rejected(
    session: Session, lower: str, judged: Sequence[tuple[LetterFacts, Judgement | None]]
) -> list[tuple[LetterFacts, Judgement]]:
    """The links that are proposed, without those that a person said are none: the next likeliest takes their place."""
    rejected = link_decisions.rejected_above(session, lower)
    return [
        (upper, found)
        for upper, found in judged
        if found is not None and (upper.document_id, found.kind) not in rejected
    ]


def _firsts(session: Session, letters: list[LetterFacts]) -> list[LetterFacts]:
    """The letters without later scans of one that is there already; what a person said is no copy counts as none."""
    firsts: list[LetterFacts] = []
    for letter in sorted(letters, key=lambda one: one.document_id):
        judged = [(first, judge_copy(letter, first)) for first in firsts]
        if not (any(copy for _, copy in judged) and _not_rejected(session, letter.document_id, judged)):
            firsts.append(letter)
    return firsts


def _link(lower: str, upper: LetterFacts, judgement: Judgement, position: int | None = None) -> Link:
    return Link(lower, upper.document_id, judgement.kind, judgement.state, judgement.score, judgement.reasons, position)
