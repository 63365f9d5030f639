"""What an auditor should look at in a file's letters: restated passages that differ, numbers that do not agree.

Put down when the file is linked, from whichever of two letters came last, always with both places.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator, Mapping

from sqlalchemy.orm import Session

from docproc.link_evidence import judge_copy
from docproc.passages import PlacedLine, Restated, differing_numbers
from docproc.repository import citation_links, letter_facts, letter_findings, letter_search, readings, sources
from docproc.repository.letters import number_of
from models.finding import FindingKind, SeenAt, SeenFinding
from models.geometry import Box
from models.page import Ink
from models.tables.documents import DocumentRecord

MOST_RESTATED = 40  # pairs of letters compared for one file: the rest are compared when their own files are linked
MOST_PASSAGES = 30  # findings of one pair: two letters that differ in more do not restate each other


def note_letter_findings(session: Session, lowers: Iterable[str], uppers: Iterable[str], at: dt.datetime) -> None:
    """Put down what is to be looked at in these lower letters, and in those that hang under these upper ones."""
    under = citation_links.restated(session, set(uppers))[:MOST_RESTATED]
    looked_at = {*lowers, *(lower for lower, _ in under)}
    above = {lower: set[str]() for lower in looked_at}
    for lower, upper in citation_links.restated(session, looked_at):
        if lower in above:
            above[lower].add(upper)
    documents = citation_links.current_documents(session, looked_at.union(*above.values()))
    lines: dict[str, list[PlacedLine]] = {}
    seen: list[SeenFinding] = []
    for lower in sorted(looked_at & set(documents)):
        for upper in sorted(above[lower] & set(documents)):
            for one in (lower, upper):
                if one not in lines:
                    lines[one] = lines_of(session, documents[one])
            seen += _passages(documents[upper], documents[lower], lines)
        seen += _early_receipts(session, documents[lower])
        seen += _same_number(session, documents[lower])
    named = citation_links.named_letters(session, looked_at)
    ends = {pair.letter.document_id for pair in named} | {pair.citation.document_id for pair in named}
    documents |= citation_links.current_documents(session, ends - set(documents))
    seen += [one for pair in named if pair.citation.document_id in looked_at for one in _disagreement(pair, documents)]
    letter_findings.put_down(session, looked_at, seen, at)


def lines_of(session: Session, document: DocumentRecord) -> list[PlacedLine]:
    """The document's printed lines with their places; none where its pages were not read by this service."""
    source = sources.find(session, document.source_id)
    found = readings.pages(session, source.sha256, source.version) if source is not None else []
    return [
        PlacedLine(line.text, page.number, line.box)
        for page in found
        if page.number in document.pages
        for line in page.lines
        if line.ink is Ink.PRINT
    ]


def _passages(
    upper: DocumentRecord, lower: DocumentRecord, lines: Mapping[str, list[PlacedLine]]
) -> Iterator[SeenFinding]:
    found = differing_numbers(lines[upper.id], lines[lower.id])
    if len(found) > MOST_PASSAGES:
        return
    for one in found:
        places = (_at(upper, one.upper_line), _at(lower, one.lower_line))
        detail = f"{one.upper} / {one.lower} {one.words}"
        yield _finding(FindingKind.PASSAGE_DIFFERS, upper.id, lower.id, detail, places, _spot(one))


def _spot(one: Restated) -> str:
    return f"{one.upper_line.page}:{one.upper_line.box.as_list()}|{one.lower_line.page}:{one.lower_line.box.as_list()}"


def _disagreement(pair: citation_links.NamedLetter, documents: Mapping[str, DocumentRecord]) -> Iterator[SeenFinding]:
    """The one letter that a citation can mean has another number, or another date."""
    citation, letter = pair.citation, pair.letter
    upper, lower = documents.get(letter.document_id), documents.get(citation.document_id)
    if upper is None or lower is None or not pair.is_alone or citation.box is None:
        return
    cited = SeenAt(lower.id, lower.source_id, citation.page, Box.from_list(citation.box))
    numbers = number_of(letter), number_of(citation)
    if numbers[0] is not None and numbers[1] is not None and numbers[0].register_key != numbers[1].register_key:
        detail = f"{letter.printed} / {citation.printed}"
        places = (*_proved(upper, "reference_no"), cited)
        yield _finding(FindingKind.LETTERS_DIFFER, upper.id, lower.id, detail, places)
    if letter.date is not None and citation.date is not None and letter.date != citation.date:
        detail = f"{letter.date.isoformat()} / {citation.date.isoformat()}"
        yield _finding(FindingKind.LETTERS_DIFFER, upper.id, lower.id, detail, (*_proved(upper, "date"), cited))


def _same_number(session: Session, document: DocumentRecord) -> Iterator[SeenFinding]:
    """Another letter, no copy of this one, has its number and year."""
    letter = letter_facts.letter_of_document(session, document.id)
    others = letter_search.letters_numbered(session, letter) if letter is not None else []
    if letter is None or len(others) < 2:
        return
    for other in others:
        if other.document_id < document.id and judge_copy(letter, other) is None:
            first = citation_links.current_documents(session, [other.document_id])[other.document_id]
            places = (*_proved(first, "reference_no"), *_proved(document, "reference_no"))
            yield _finding(FindingKind.SAME_NUMBER, first.id, document.id, letter.printed_number, places)


def _early_receipts(session: Session, document: DocumentRecord) -> Iterator[SeenFinding]:
    for receipt in citation_links.early_receipts(session, document.id) if document.doc_type.is_letter else ():
        place = SeenAt(document.id, document.source_id, receipt.page, Box.from_list(receipt.box))
        day = receipt.date.isoformat() if receipt.date is not None else ""
        places = (place, *_proved(document, "date"))
        yield _finding(FindingKind.EARLY_RECEIPT, document.id, None, f"{receipt.office or ''} {day}".strip(), places)


def _proved(document: DocumentRecord, field: str) -> tuple[SeenAt, ...]:
    """Where the field stands on the document's pages."""
    proof = document.content.get("evidence", {}).get(field) or {}
    if proof.get("box") is None:
        return ()
    return (SeenAt(document.id, document.source_id, proof["page"], Box.from_list(proof["box"])),)


def _at(document: DocumentRecord, line: PlacedLine) -> SeenAt:
    return SeenAt(document.id, document.source_id, line.page, line.box)


def _finding(
    kind: FindingKind, upper: str, lower: str | None, detail: str, places: tuple[SeenAt, ...], spot: str = ""
) -> SeenFinding:
    told = hashlib.blake2b(f"{detail}|{spot}".encode(), digest_size=8).hexdigest()
    return SeenFinding(kind, f"{kind}:{upper}:{lower or ''}:{told}", upper, lower, detail, places)
