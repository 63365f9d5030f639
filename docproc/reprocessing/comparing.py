"""What would change if a file's new readings were promoted: tried in a transaction that is taken back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from docproc.repository import assertions, chains, documents, readings, sources
from docproc.repository.clock import moment
from docproc.stages import Stages
from docproc.wiring import Service
from models.reprocessing import Difference, FieldChange, LinkChange
from models.status import LinkState
from models.tables.documents import AssertionRecord
from models.tables.record import MACHINE

_Fields = Mapping[tuple[str, str], AssertionRecord]  # by document and field


@dataclass(frozen=True, slots=True)
class _Standing:
    """How a file's documents stand: what machines and people say of each field, and the links."""

    documents: int
    machine: _Fields
    people: _Fields
    links: frozenset[LinkChange]


def compare(service: Service, stages: Stages, source_id: str, version: str) -> Difference:
    """The file's documents as they stand, with those that the readings of `version` make. Nothing is changed."""
    with service.database.reading() as session:
        source = sources.find(session, source_id)
        if source is None:
            raise LookupError(source_id)
        pages = readings.pages(session, source.sha256, version)
    found = stages.assemble(pages)
    texts = {page.number: page.text for page in pages}
    with service.database.writing() as session:
        sources.lock(session, source_id)
        before = _standing(session, source_id)
        documents.save(session, source_id, version, found, texts, moment(session))
        stages.link(session, source_id)
        after = _standing(session, source_id)
        session.rollback()
    return _difference(before, after)


def _standing(session: Session, source_id: str) -> _Standing:
    ids = [document.id for document in documents.of_source(session, source_id)]
    said = assertions.current(session, ids)
    for one in said:
        session.expunge(one)  # as it was, whatever the trial does to the row
    return _Standing(
        len(ids),
        {(one.document_id, one.field): one for one in said if one.made_by == MACHINE},
        {(one.document_id, one.field): one for one in assertions.people(said)},
        frozenset(
            LinkChange(link.from_document, link.to_document, link.kind.value, link.state.value)
            for document_id in ids
            for link in chains.links_of_document(session, document_id)
            if link.state is not LinkState.REJECTED
        ),
    )


def _difference(before: _Standing, after: _Standing) -> Difference:
    changes = (
        _change(key, before.machine.get(key), after.machine.get(key), is_kept=key in before.people)
        for key in sorted({*before.machine, *after.machine})
    )
    return Difference(
        tuple(change for change in changes if change is not None),
        _sorted(after.links - before.links),
        _sorted(before.links - after.links),
        before.documents,
        after.documents,
    )


def _change(
    key: tuple[str, str], old: AssertionRecord | None, new: AssertionRecord | None, *, is_kept: bool
) -> FieldChange | None:
    """None where value and status are the same; how sure a reader is of its glyphs always differs a little."""
    seen, seen_anew = _said(old), _said(new)
    if seen == seen_anew:
        return None
    return FieldChange(*key, seen[0], seen_anew[0], seen[1], seen_anew[1], is_kept)


def _said(assertion: AssertionRecord | None) -> tuple[Any, str | None]:
    return (assertion.value, assertion.status.value) if assertion is not None else (None, None)


def _sorted(links: frozenset[LinkChange]) -> tuple[LinkChange, ...]:
    return tuple(sorted(links, key=lambda one: (one.from_document, one.to_document, one.kind)))
