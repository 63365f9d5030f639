"""What other papers say about a value of a document: the letters that cite it, the letters it cites, who answered.

A person chooses; nothing here changes a value. Each word is offered with the document that says it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from sqlalchemy.orm import Session

from docproc.content_paths import FieldPath
from docproc.field_values import is_date, is_number
from docproc.link_evidence import CitationFacts, LetterFacts, judge_citation
from docproc.repository import chains, letter_facts, letter_search, testimonies
from models.register import Book
from models.status import LinkState
from models.tables.documents import DocumentRecord
from models.tables.letters import CitationRecord

MOST_NAMING = 20  # letters that name this one by its very number: more say nothing new


@dataclass(frozen=True, slots=True)
class Testimony:
    """What a paper says stands there: `code` says in which way, a message of the catalogue.

    `value` is as in the contract's JSON. `document_id` is the document that says so; a register's line has none, and
    `detail` says whose it is.
    """

    value: str
    code: str
    document_id: str | None
    detail: str = ""


def testimonies_about(session: Session, document: DocumentRecord, field: str) -> list[Testimony]:
    """What other documents say stands in this field, the likeliest first, each value once."""
    path = FieldPath.of(field)
    found: Iterator[Testimony]
    if field in ("reference_no", "date"):
        found = chain(_of_registers(session, document.id, path), _of_citing_letters(session, document.id, field))
    elif path.name == "stamps" and path.part in ("number", "date"):
        found = _of_registers(session, document.id, path)
    elif path.name in ("references", "cited_refs"):
        found = _of_cited_letters(session, document.id, path)
    elif path.name == "stamps" and path.part == "office":
        found = _of_answering_letters(session, document.id)
    else:
        found = iter(())
    first: dict[str, Testimony] = {}
    for one in found:
        first.setdefault(one.value, one)
    return list(first.values())


def _of_registers(session: Session, document_id: str, path: FieldPath) -> Iterator[Testimony]:
    """What the lines of registers say that a clerk wrote for this scan: its number and day, or those of its receipt."""
    for entry, office in testimonies.register_lines(session, document_id):
        said: str | None
        if path.name == "stamps":
            received = entry.book is Book.RECEIVED
            said = str(entry.number) if path.part == "number" else _iso(entry.entered_on)
            said = said if received else None
        else:
            said = entry.reference_no if path.name == "reference_no" else _iso(entry.dated)
        if said:
            yield Testimony(said, "choice.register", None, office)


def _of_citing_letters(session: Session, document_id: str, field: str) -> Iterator[Testimony]:
    """How letters that seem to name this one write its number, or its date."""
    letter = letter_facts.letter_of_document(session, document_id)
    if letter is None:
        return
    judged = [(citation, _likelihood(session, citation, letter)) for citation in _candidates(session, letter)]
    for citation, score in sorted(judged, key=lambda pair: -pair[1]):
        value = citation.reference_no.printed if is_number(field) else _iso(citation.date)
        if score > 0 and value is not None:
            yield Testimony(value, "choice.cited_as", citation.document_id)


def _candidates(session: Session, letter: LetterFacts) -> list[CitationFacts]:
    naming = letter_search.documents_naming(session, letter)[:MOST_NAMING]
    exactly = [citation for document_id in naming for citation in letter_facts.citations_of(session, document_id)]
    return list(dict.fromkeys([*exactly, *letter_search.citations_naming(session, letter)]))


def _likelihood(session: Session, citation: CitationFacts, letter: LetterFacts) -> float:
    """How likely it is that this citation names the letter, 0..1; 0 where it does not."""
    citing = letter_facts.letter_of_document(session, citation.document_id)
    judgement = judge_citation(citation, citing, letter) if citing is not None else None
    return judgement.score if judgement is not None else 0.0


def _of_cited_letters(session: Session, document_id: str, path: FieldPath) -> Iterator[Testimony]:
    """How the letters that this citation may name write their own number, or date, in their heads."""
    citation = testimonies.citation_of_field(session, document_id, f"{path.name}[{path.index}]")
    if citation is None:
        return
    for letter in _named_letters(session, citation):
        number = letter.reference_no.printed if letter.reference_no is not None else None
        value = _iso(letter.date) if is_date(str(path)) else number
        if value is not None and letter.document_id != document_id:
            yield Testimony(value, "choice.letter_itself", letter.document_id)


def _named_letters(session: Session, citation: CitationRecord) -> list[LetterFacts]:
    citing = letter_facts.letter_of_document(session, citation.document_id)
    named = next((one for one in letter_facts.citations_of(session, citation.document_id)
                  if one.position == citation.position), None)  # fmt: skip
    if citing is None:
        return []
    if named is None:
        return letter_search.letters_of_day(session, citation.date, citing) if citation.date is not None else []
    return letter_search.letters_named(session, named, citing)


def _of_answering_letters(session: Session, document_id: str) -> Iterator[Testimony]:
    """Offices that passed this letter on or answered it: whoever did that has received it."""
    for link in chains.links_of_document(session, document_id):
        if link.to_document != document_id or link.state is LinkState.REJECTED:
            continue
        letter = letter_facts.letter_of_document(session, link.from_document)
        if letter is not None and letter.issuer:
            yield Testimony(letter.issuer, "choice.passed_on_by", letter.document_id)


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day is not None else None
