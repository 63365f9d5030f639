"""Links one file's documents to all others: what they cite, what cites them, what they pass on.

Run after assembly, and again whenever a file is read anew; running it twice gives the same rows. Late arrivals
link backwards: a letter that was cited before it came is found from the citing side here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from sqlalchemy.orm import Session

from docproc.link_evidence import (
    LONGEST_PASSING_ON,
    CitationFacts,
    Judgement,
    LetterFacts,
    judge_citation,
    judge_copy,
    judge_passing_on,
    settle,
)
from docproc.repository import letter_facts
from docproc.wiring import Service
from extractors.thai.confusables import confusion_key
from models.chain import Link


def link_source(service: Service, source_id: str) -> None:
    """Everything that can be said of the file's letters now, in one transaction."""
    with service.database.writing() as session:
        letters = letter_facts.letters_of_source(session, source_id)
        letter_facts.drop_machine_links(session, [letter.document_id for letter in letters])
        for letter in letters:
            letter_facts.save_links(session, _links_around(session, letter), dt.datetime.now(dt.UTC))


def _links_around(session: Session, letter: LetterFacts) -> Iterator[Link]:
    yield from _copies(session, letter)
    citations = letter_facts.citations_of(session, letter.document_id)
    for citation in citations:
        yield from _upwards(session, citation, letter)
    if not citations:
        yield from _passes_on(session, letter)
    yield from _from_those_citing(session, letter)
    yield from _from_those_passing_on(session, letter)


def _upwards(session: Session, citation: CitationFacts, citing: LetterFacts) -> Iterator[Link]:
    """From one citation to the letters that it may name."""
    candidates = _firsts(
        letter_facts.letters_by_confusion_key(session, confusion_key(citation.reference_no.register_key))
    )
    judged = [(cited, judge_citation(citation, citing, cited)) for cited in candidates]
    for cited, judgement in settle([(cited, found) for cited, found in judged if found is not None]):
        yield _link(citing, cited, judgement, citation.position)


def _from_those_citing(session: Session, cited: LetterFacts) -> Iterator[Link]:
    """Letters that came earlier and name this one."""
    if cited.reference_no is None:
        return
    for citation in letter_facts.citations_by_confusion_key(session, confusion_key(cited.reference_no.register_key)):
        citing = letter_facts.letter_of_document(session, citation.document_id)
        if citing is not None and citing.source_id != cited.source_id:
            yield from _upwards(session, citation, citing)


def _passes_on(session: Session, lower: LetterFacts) -> Iterator[Link]:
    """The earlier letter of a higher tier that this one repeats without naming it: the likeliest alone."""
    if lower.date is None:
        return
    earlier = letter_facts.letters_dated(session, lower.date - LONGEST_PASSING_ON, lower.date)
    judged = [(upper, judge_passing_on(lower, upper)) for upper in _firsts(earlier)]
    found = [(upper, judgement) for upper, judgement in judged if judgement is not None]
    for upper, judgement in sorted(found, key=lambda pair: -pair[1].score)[:1]:
        yield _link(lower, upper, judgement)


def _from_those_passing_on(session: Session, upper: LetterFacts) -> Iterator[Link]:
    if upper.date is None:
        return
    for lower in letter_facts.letters_dated(session, upper.date, upper.date + LONGEST_PASSING_ON):
        if lower.source_id != upper.source_id and not letter_facts.citations_of(session, lower.document_id):
            yield from _passes_on(session, lower)


def _copies(session: Session, letter: LetterFacts) -> Iterator[Link]:
    """The first scan of this same letter, where this is a later one."""
    if letter.reference_no is None:
        return
    for other in letter_facts.letters_by_confusion_key(session, confusion_key(letter.reference_no.register_key)):
        judgement = judge_copy(letter, other)
        if judgement is not None and other.document_id < letter.document_id:
            yield _link(letter, other, judgement)
            return


def _firsts(letters: list[LetterFacts]) -> list[LetterFacts]:
    """The letters without later scans of one that is there already."""
    firsts: list[LetterFacts] = []
    for letter in sorted(letters, key=lambda one: one.document_id):
        if not any(judge_copy(letter, first) for first in firsts):
            firsts.append(letter)
    return firsts


def _link(lower: LetterFacts, upper: LetterFacts, judgement: Judgement, position: int | None = None) -> Link:
    return Link(
        lower.document_id,
        upper.document_id,
        judgement.kind,
        judgement.state,
        judgement.score,
        judgement.reasons,
        position,
    )
