"""Which held letter each citation of a document leads to, and what else the document hangs together with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from docproc.chain import links_of
from docproc.chain_sight import without_words
from docproc.heads import DocumentHead, find_heads
from docproc.link_decisions import decisions_about
from docproc.messages.catalogue import Catalogue
from docproc.repository.folding import fold
from docproc.sight import seen_documents
from docproc.web.chain_views import Decisions, LinkView, document_address, document_title, link_view
from docproc.web.view_models import CitationView, DocumentView
from docproc.wiring import Service
from models.chain import Link, LinkKind
from models.rights import Actor, Right
from models.status import LinkState

NAMED = (LinkKind.CITES, LinkKind.FORWARDS)


@dataclass(frozen=True, slots=True)
class LetterLink:
    """A link to another document; `upward`: this is the lower of the two. `address` is "" where none may be shown."""

    view: LinkView
    upward: bool
    title: str
    address: str


@dataclass(frozen=True, slots=True)
class DocumentLinks:
    """`of_citation` is by the name of the citation's reference field; `others` were not named in the text."""

    of_citation: Mapping[str, tuple[LetterLink, ...]]
    others: tuple[LetterLink, ...]
    rejected: tuple[LetterLink, ...] = ()

    @property
    def any(self) -> bool:
        return bool(self.of_citation or self.others)


def links_of_document(service: Service, reader: Actor, document: DocumentView, catalogue: Catalogue) -> DocumentLinks:
    """The links of the document, each beside the citation that it comes from; those a person rejected apart.

    Of a document that the reader may not see, kind and number are shown and no way leads there.
    """
    if document.document_id is None:
        return DocumentLinks({}, ())
    links = links_of(service, document.document_id)
    decisions = Decisions(links, decisions_about(service, [document.document_id]))
    far_ends = find_heads(service, [_far_end(link, document.document_id) for link in links])
    seen = seen_documents(service, reader, Right.READ_DOCUMENTS, far_ends)
    of_citation: dict[str, tuple[LetterLink, ...]] = {}
    others: list[LetterLink] = []
    rejected: list[LetterLink] = []
    for link in links:
        far = far_ends.get(_far_end(link, document.document_id))
        if far is None:
            continue
        upward = link.from_document == document.document_id
        is_seen = far.document_id in seen
        view = link_view(link if is_seen else without_words(link), catalogue, decisions)
        if not is_seen:
            far = replace(far, subject=None)
        address = document_address(far.source_id, far.document_id) if is_seen else ""
        shown = LetterLink(view, upward, document_title(far, catalogue), address)
        if link.state is LinkState.REJECTED:
            rejected.append(shown)
            continue
        citation = _citation_of(link, document, far) if upward else None
        if citation is None:
            others.append(shown)
        else:
            name = citation.reference.name
            of_citation[name] = (*of_citation.get(name, ()), shown)
    return DocumentLinks(of_citation, tuple(others), tuple(rejected))


def _far_end(link: Link, document_id: str) -> str:
    return link.to_document if link.from_document == document_id else link.from_document


def _citation_of(link: Link, document: DocumentView, far: DocumentHead) -> CitationView | None:
    """The citation that reads most like the linked letter's number: a near link differs from it by a glyph or two."""
    citations = (*document.references, *document.cited)
    if link.kind not in NAMED or not citations:
        return None
    number = fold(str(far.reference_no or ""))
    return max(citations, key=lambda citation: fuzz.ratio(fold(citation.reference.value or ""), number))
