"""Links one file's documents to all others: what they cite, what cites them, what they pass on.

Run after assembly, and again whenever a file is read anew; running it twice gives the same rows. Late arrivals
link backwards: a letter that was cited before it came is found from the citing side here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from docproc.corroboration import corroborate
from docproc.letter_findings import note_letter_findings
from docproc.link_evidence import (
    LONGEST_PASSING_ON,
    LONGEST_TO_ACTIVITY,
    TIE,
    CitationFacts,
    Judgement,
    LetterFacts,
    SheetFacts,
    judge_citation,
    judge_copy,
    judge_showing,
    settle,
    settle_likeliest,
    with_repeated_text,
)
from docproc.office_tiers import tier_of
from docproc.passing_on_evidence import NOBODY_KNOWN, Above, judge_passing_on
from docproc.repository import chain_roots, letter_facts, letter_search, link_decisions, passing_on_search, tasks
from docproc.repository.passing_on_search import Within
from docproc.repository.tasks import Due
from docproc.search_keys import place_key
from docproc.upper_offices import offices_above, offices_below, without_strangers
from models.chain import Link, LinkKind, Reason
from models.office import Tier
from models.status import LinkState, Stage

# A ministry's letter that comes last may be named by thousands: the rest are linked anew as tasks of their own.
LINKED_AT_ONCE = 200

Judged = list[tuple[LetterFacts, Judgement]]


def link_documents(session: Session, source_id: str) -> list[Due]:
    """The links of the file's documents upwards, and of those that they bear on.

    Gives the tasks of the files that are too many to be linked anew at once; whoever commits rings for them.
    """
    now = dt.datetime.now(dt.UTC)
    letters = letter_facts.letters_of_source(session, source_id)
    changed: set[str] = set()
    lowers: set[str] = set()
    for enclosure, letter_id in letter_facts.enclosed_documents(session, source_id):
        changed |= letter_facts.replace_links(session, enclosure, [_enclosed(enclosure, letter_id)], now)
    naming = {letter.document_id: letter_search.citations_naming(session, letter) for letter in letters}
    affected = _affected(session, letters, naming)
    for letter in (*letters, *affected[:LINKED_AT_ONCE]):
        ends = letter_facts.replace_links(session, letter.document_id, list(_upwards(session, letter)), now)
        changed |= ends
        lowers |= {letter.document_id} & ends
    later = {letter.source_id for letter in affected[LINKED_AT_ONCE:]} - {source_id}
    versions = sorted(letter_facts.source_versions(session, later).items())
    due = [task for source, version in versions for task in tasks.reopen(session, source, Stage.LINK, version)]
    sheets = {one.document_id: one for one in letter_facts.sheets_of_source(session, source_id)}
    for letter in letters:
        found = _sheets_after(session, letter, naming[letter.document_id])
        sheets |= {sheet.document_id: sheet for sheet in found}
    for sheet in sheets.values():
        changed |= letter_facts.replace_links(session, sheet.document_id, list(_shown_activity(session, sheet)), now)
    # A decided link has changed too, though not by what a machine sees.
    held = {letter.document_id for letter in letters}
    chain_roots.mark_changed(session, changed | held)
    corroborate(session, held | lowers, now)
    note_letter_findings(session, held | lowers, held, now)
    return due


def _affected(
    session: Session, letters: Sequence[LetterFacts], naming: Mapping[str, Sequence[CitationFacts]]
) -> list[LetterFacts]:
    """The letters of other files whose links upwards may change because these came, those that name them first."""
    own = {letter.document_id for letter in letters}
    affected: dict[str, None] = {}
    for letter in letters:
        affected |= dict.fromkeys(letter_search.documents_naming(session, letter))
        affected |= dict.fromkeys(_nearly_naming(session, letter, naming[letter.document_id]))
        affected |= dict.fromkeys(_passing_on(session, letter))
        affected |= dict.fromkeys(letter_search.documents_linked_to(session, letter.document_id))
    return letter_search.letters_by_id(session, [one for one in affected if one not in own])


def _nearly_naming(session: Session, letter: LetterFacts, citations: Sequence[CitationFacts]) -> Iterator[str]:
    """Letters that name one with nearly such a number, or of that day where the number is not read."""
    citing = {
        one.document_id: one
        for one in letter_search.letters_by_id(session, [citation.document_id for citation in citations])
    }
    for citation in citations:
        by = citing.get(citation.document_id)
        if by is not None and judge_citation(citation, by, letter) is not None:
            yield citation.document_id


def _passing_on(session: Session, letter: LetterFacts) -> Iterator[str]:
    """Letters of lower tiers that name none and may pass this one on."""
    above = tier_of(letter.issuer)
    lower = [tier for tier in Tier if above is not None and above.is_above(tier)]
    if letter.date is None or not lower:
        return
    (upper,) = letter_facts.with_texts(session, [letter])
    within = Within(letter.date, letter.date + LONGEST_PASSING_ON, lower)
    places = _place_keys(offices_below(session, upper))
    near = passing_on_search.letters_of_offices_below(session, letter, places, within)
    others = without_strangers(session, upper, passing_on_search.letters_repeating(session, letter, within))
    found = {one.document_id: one for one in (*others, *near)}
    if not found:
        return
    held = letter_facts.best_scores(session, list(found), LinkKind.PASSES_ON)
    is_near = {one.document_id for one in near}
    for later in letter_facts.with_texts(session, list(found.values())):
        offices = Above(nearest=(upper.issuer or "",)) if later.document_id in is_near else NOBODY_KNOWN
        judgement = judge_passing_on(later, upper, offices)
        if judgement is not None and judgement.score >= held.get(later.document_id, 0.0) - TIE:
            yield later.document_id


def _place_keys(names: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(key for name in names if (key := place_key(name)) is not None))


def _sheets_after(session: Session, letter: LetterFacts, citations: Sequence[CitationFacts]) -> list[SheetFacts]:
    """Sheets that may show what the letter asks for: those that name it, and those of its place and time."""
    naming = [*letter_search.documents_naming(session, letter)]
    naming += [citation.document_id for citation in citations]
    found = letter_facts.sheets(session, naming)
    place = place_key(letter.issuer)
    if letter.date is None or place is None:
        return found
    return found + letter_search.sheets_of_place(session, place, letter.date, letter.date + LONGEST_TO_ACTIVITY)


def _upwards(session: Session, letter: LetterFacts) -> Iterator[Link]:
    """What the letter is a copy of, names, or passes on."""
    yield from _copies(session, letter)
    citations = letter_facts.citations_of(session, letter.document_id)
    for citation in citations:
        for cited, judgement in named_letters(session, citation, letter):
            yield _link(letter.document_id, cited, judgement, citation.position)
    if not citations:
        for upper, judgement in letters_passed_on(session, letter):
            yield _link(letter.document_id, upper, judgement)


def _enclosed(enclosure: str, letter: str) -> Link:
    return Link(enclosure, letter, LinkKind.ENCLOSED, LinkState.EXACT, 1.0, (Reason("link.same_file"),))


def _shown_activity(session: Session, sheet: SheetFacts) -> Iterator[Link]:
    """The letter that the sheet's head names; else that of the nearest office that asked for what the sheet shows."""
    named = list(_named_in_head(session, sheet))
    yield from named
    if named or sheet.date is None:
        return
    letters = letter_search.letters_of_places(session, sheet, sheet.date - LONGEST_TO_ACTIVITY, sheet.date)
    judged = [(letter, judge_showing(sheet, letter)) for letter in _firsts(session, letters)]
    found = _not_rejected(session, sheet.document_id, judged)
    for letter, judgement in sorted(found, key=lambda pair: -pair[1].score)[:1]:
        yield _link(sheet.document_id, letter, judgement)


def _named_in_head(session: Session, sheet: SheetFacts) -> Iterator[Link]:
    """ตามหนังสือ … ที่ … ลงวันที่ … above the rows of a sheet."""
    head = LetterFacts(sheet.document_id, sheet.source_id, None, sheet.date, None, None, None)
    for citation in letter_facts.citations_of(session, sheet.document_id):
        candidates = _firsts(session, letter_search.letters_named(session, citation, head))
        judged = [(cited, judge_citation(citation, head, cited)) for cited in candidates]
        shown = [(cited, replace(found, kind=LinkKind.SHOWS)) for cited, found in judged if found is not None]
        for cited, judgement in settle(_not_rejected(session, sheet.document_id, shown)):
            yield _link(sheet.document_id, cited, judgement, citation.position)


def named_letters(session: Session, citation: CitationFacts, citing: LetterFacts) -> Judged:
    """The letters that one citation may name, as they stand together."""
    candidates = letter_search.letters_named(session, citation, citing)
    judged = [(cited, judge_citation(citation, citing, cited)) for cited in candidates]
    found = _not_rejected(session, citing.document_id, judged)
    originals = {letter.document_id for letter in _firsts(session, [letter for letter, _ in found])}
    settled = settle([pair for pair in found if pair[0].document_id in originals])
    if len(settled) < 2:
        return settled
    read = {one.document_id: one for one in letter_facts.with_texts(session, [citing, *(one for one, _ in settled)])}
    told = [(read[one.document_id], with_repeated_text(read[citing.document_id], read[one.document_id], judgement))
            for one, judgement in settled]  # fmt: skip
    return sorted(told, key=lambda pair: -pair[1].score)


def letters_passed_on(session: Session, letter: LetterFacts) -> Judged:
    """The earlier letter of a higher tier that this one repeats without naming it: the likeliest."""
    below = tier_of(letter.issuer)
    upper_tiers = [tier for tier in Tier if below is not None and tier.is_above(below)]
    if letter.date is None or not upper_tiers:
        return []
    (lower,) = letter_facts.with_texts(session, [letter])
    within = Within(letter.date - LONGEST_PASSING_ON, letter.date, upper_tiers)
    offices = offices_above(session, lower)
    near = passing_on_search.letters_of_offices_above(session, lower, _place_keys(offices.nearest), within)
    found = _passed_on(session, lower, near, offices)
    if not any("link.office_above" in {reason.code for reason in judgement.reasons} for _, judgement in found):
        others = passing_on_search.letters_repeated(session, lower, within)
        known = {one.document_id for one in near}
        found += _passed_on(session, lower, [one for one in others if one.document_id not in known], offices)
    return settle_likeliest(found)


def _passed_on(session: Session, lower: LetterFacts, earlier: list[LetterFacts], offices: Above) -> Judged:
    uppers = letter_facts.with_texts(session, _firsts(session, earlier)) if earlier else []
    judged = [(upper, judge_passing_on(lower, upper, offices)) for upper in uppers]
    return _not_rejected(session, lower.document_id, judged)


def _copies(session: Session, letter: LetterFacts) -> Iterator[Link]:
    """The first scan of this same letter, where this is a later one."""
    others = letter_search.letters_numbered(session, letter)
    judged = [(other, judge_copy(letter, other)) for other in others if other.document_id < letter.document_id]
    for other, judgement in _not_rejected(session, letter.document_id, judged)[:1]:
        yield _link(letter.document_id, other, judgement)


def _not_rejected(session: Session, lower: str, judged: Sequence[tuple[LetterFacts, Judgement | None]]) -> Judged:
    """The links that are proposed, without those that a person said are none: the next likeliest takes their place."""
    if not any(found is not None for _, found in judged):
        return []
    rejected = link_decisions.rejected_above(session, lower)
    return [
        (upper, found)
        for upper, found in judged
        if found is not None and (upper.document_id, found.kind) not in rejected
    ]


def _firsts(session: Session, letters: list[LetterFacts]) -> list[LetterFacts]:
    """The letters without later scans of one that is there already; what a person said is no copy counts as none."""
    firsts: dict[str, list[LetterFacts]] = {}
    kept: list[LetterFacts] = []
    for letter in sorted(letters, key=lambda one: one.document_id):
        same = firsts.setdefault(letter.reference_no.register_key if letter.reference_no else "", [])
        judged = [(first, judge_copy(letter, first)) for first in same if letter.reference_no]
        if not (any(copy for _, copy in judged) and _not_rejected(session, letter.document_id, judged)):
            same.append(letter)
            kept.append(letter)
    return kept


def _link(lower: str, upper: LetterFacts, judgement: Judgement, position: int | None = None) -> Link:
    return Link(lower, upper.document_id, judgement.kind, judgement.state, judgement.score, judgement.reasons, position)
