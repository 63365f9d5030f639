"""What somebody may see and act on: files and documents by the areas in which they have the right."""

from __future__ import annotations

from collections.abc import Iterable

from docproc.corrections import Said, find_said
from docproc.documents import NotFoundError
from docproc.repository import assertions, users, visibility
from docproc.wiring import Service
from models.rights import EVERYWHERE, Actor, DeniedError, Right


def seen_files(service: Service, actor: Actor, right: Right, source_ids: Iterable[str]) -> list[str]:
    """Those of the files over which the actor has the right, in their order."""
    wanted = list(source_ids)
    with service.database.reading() as session:
        seen = visibility.seen_files(session, wanted, actor.areas(right))
    return [one for one in wanted if one in seen]


def seen_documents(service: Service, actor: Actor, right: Right, document_ids: Iterable[str]) -> set[str]:
    """Those of the documents over which the actor has the right."""
    with service.database.reading() as session:
        return visibility.seen_documents(session, document_ids, actor.areas(right))


def require_document(service: Service, actor: Actor, right: Right, document_id: str) -> None:
    """Raises NotFoundError where the actor has the right not over this document: that it exists is not said either."""
    if document_id not in seen_documents(service, actor, right, [document_id]):
        raise NotFoundError(document_id)


def require_assertion(service: Service, actor: Actor, right: Right, assertion_id: str) -> None:
    """Raises NotFoundError where the actor has the right not over the document that the assertion is about."""
    with service.database.reading() as session:
        row = assertions.find(session, assertion_id)
    if row is None:
        raise NotFoundError(assertion_id)
    require_document(service, actor, right, row.document_id)


def find_seen_word(service: Service, actor: Actor, assertion_id: str) -> Said | None:
    """A person's word that still stands, about a document the actor may decide; None where it is not."""
    said = find_said(service, assertion_id)
    if said is None or not seen_documents(service, actor, Right.DECIDE_VALUES, [said.document_id]):
        return None
    return said


def office_of_delivery(service: Service, actor: Actor, asked: str | None = None) -> str | None:
    """The code of the office that hands a file in: the one asked for, else the actor's own; None for no office.

    Raises DeniedError where the actor may not hand in for that office.
    """
    if not asked:
        # Who hands in for every office, and belongs to none, hands in for none.
        actor.require(Right.UPLOAD, actor.office_path)
        return code_of(actor.office_path)
    with service.database.reading() as session:
        path = users.office_path(session, asked)
    if path is None:
        raise DeniedError(Right.UPLOAD)
    actor.require(Right.UPLOAD, path)
    return asked


def code_of(path: str) -> str | None:
    """The code of the office with this path; None for the path above every office."""
    return path.strip("/").rpartition("/")[2] if path != EVERYWHERE else None
