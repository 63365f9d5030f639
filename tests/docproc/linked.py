"""A file's documents linked as its task does it, without a queue."""

from __future__ import annotations

from docproc.linking import link_documents
from docproc.wiring import Service


def link_source(service: Service, source_id: str) -> None:
    """Everything that can be said of the file's documents now, in one transaction."""
    with service.database.writing() as session:
        due = link_documents(session, source_id)
    service.bell.ring(due)
