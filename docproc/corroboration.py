"""What two papers say of one number or date: a letter's own, and as another letter names it.

Where a link is exact or confirmed and both read the same, each is an independent witness for the other: `read` becomes
`corroborated`. Where the one letter that can be meant has another number or date, `read` becomes `disputed` on both
papers, with the other's crop. Values that a page makes sure, and what people said, are left as they are. Only what the
page alone says is started from, so that running it again gives the same, and less where a witness is gone.
"""

from __future__ import annotations

import copy
import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from docproc import workflow
from docproc.doubt import second_names
from docproc.repository import assertions, citation_links, search_entries, sources
from docproc.repository.citation_links import NamedLetter
from docproc.repository.letters import number_of
from models.status import SourceStatus, Status
from models.tables.documents import DocumentRecord

Proof = dict[str, Any]
PAGE_STATUS = "page_status"  # what the page alone says; beside it `witnesses`, the other papers
OTHER_PAPER = "document:"  # the source of an alternative that another document gives, before its id


@dataclass(frozen=True, slots=True)
class Saying:
    """What another paper says of a field, and where."""

    agrees: bool
    document_id: str
    field: str
    printed: str


Sayings = Mapping[str, Mapping[str, list[Saying]]]  # by document, by field


def corroborate(session: Session, document_ids: Iterable[str], at: dt.datetime) -> set[str]:
    """Weigh what these documents, and those they are linked with, say of each other; gives those that changed."""
    own = set(document_ids)
    around = own | {end for pair in citation_links.named_letters(session, own) for end in _ends(pair)}
    sayings = _sayings(citation_links.named_letters(session, around))
    documents = citation_links.current_documents(session, around)
    changed = {
        document_id: content
        for document_id, document in documents.items()
        if (content := _weighed(document, sayings.get(document_id, {}), documents)) is not None
    }
    for source_id in sorted({documents[one].source_id for one in changed}):
        sources.lock(session, source_id)
    for document_id, content in changed.items():
        document = documents[document_id]
        document.content = content
        session.flush()
        assertions.save_machine(session, document_id, content, at)
        assertions.mark_doubts(session, document)
        search_entries.set_values(session, document.source_id, document_id)
    for source_id in sorted({documents[one].source_id for one in changed}):
        _settle(session, source_id)
    return set(changed)


def _settle(session: Session, source_id: str) -> None:
    source = sources.lock(session, source_id)
    if source.status in (SourceStatus.DONE, SourceStatus.NEEDS_REVIEW):
        needed = workflow.needs_person(session, source_id)
        source.status = SourceStatus.NEEDS_REVIEW if needed else SourceStatus.DONE
        session.flush()


def _ends(pair: NamedLetter) -> tuple[str, str]:
    return pair.citation.document_id, pair.letter.document_id


def _sayings(pairs: Iterable[NamedLetter]) -> Sayings:
    found: dict[str, dict[str, list[Saying]]] = defaultdict(lambda: defaultdict(list))
    for pair in pairs:
        for document_id, field, saying in _said(pair):
            found[document_id][field].append(saying)
    return found


def _said(pair: NamedLetter) -> Iterator[tuple[str, str, Saying]]:
    """For both papers: which field, and what the other says of it."""
    citation, letter = pair.citation, pair.letter
    if citation.field is None or not pair.is_alone:
        return
    numbers = number_of(citation), number_of(letter)
    days = citation.date, letter.date
    compared = []
    if numbers[0] is not None and numbers[1] is not None:
        same = numbers[0].register_key == numbers[1].register_key
        compared.append(("ref", "reference_no", same, citation.printed, letter.printed))
    if days[0] is not None and days[1] is not None:
        compared.append(("date", "date", days[0] == days[1], days[0].isoformat(), days[1].isoformat()))
    for part, own, same, as_cited, as_written in compared:
        if same and not pair.is_sure:
            continue
        place = f"{citation.field}.{part}"
        yield letter.document_id, own, Saying(same, citation.document_id, place, as_cited)
        yield citation.document_id, place, Saying(same, letter.document_id, own, as_written)


def _weighed(
    document: DocumentRecord, said: Mapping[str, list[Saying]], others: Mapping[str, DocumentRecord]
) -> dict[str, Any] | None:
    """The document's content with every field as page and witnesses have it; None where it is so already."""
    content = copy.deepcopy(document.content)
    evidence = content.get("evidence", {})
    twins = second_names(evidence)
    for field, proof in evidence.items():
        _weigh(proof, said.get(field) or said.get(twins.get(field, ""), []), document, others)
    return content if content != document.content else None


def _weigh(
    proof: Proof, sayings: Iterable[Saying], document: DocumentRecord, others: Mapping[str, DocumentRecord]
) -> None:
    page = Status(proof.pop(PAGE_STATUS, proof["status"]))
    proof.pop("witnesses", None)
    of_page = [one for one in proof.get("alternatives", []) if not one["source"].startswith(OTHER_PAPER)]
    proof["alternatives"] = of_page
    proof["status"] = page.value
    # Another document of the same file is the same scan; its readings are weighed when the file is assembled.
    heard = [
        saying
        for saying in sayings
        if saying.document_id in others and others[saying.document_id].source_id != document.source_id
    ]
    if page is not Status.READ or not heard:
        return
    agreed = all(saying.agrees for saying in heard)
    proof["status"] = (Status.CORROBORATED if agreed else Status.DISPUTED).value
    proof[PAGE_STATUS] = page.value
    proof["witnesses"] = [_witness(saying, others[saying.document_id]) for saying in heard]
    proof["alternatives"] += [
        {"printed": saying.printed, "confidence": 0.0, "source": f"{OTHER_PAPER}{saying.document_id}"}
        for saying in heard
        if not saying.agrees
    ]


def _witness(saying: Saying, document: DocumentRecord) -> dict[str, Any]:
    proof = document.content.get("evidence", {}).get(saying.field) or {}
    return {
        "document": saying.document_id,
        "source": document.source_id,
        "field": saying.field,
        "page": proof.get("page"),
        "box": proof.get("box"),
        "printed": saying.printed,
        "agrees": saying.agrees,
    }
