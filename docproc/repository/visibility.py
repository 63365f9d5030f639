"""Which files may be seen from which areas: the one condition that every list, count, page and picture asks for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, SQLColumnExpression, and_, exists, false, func, or_, select, true
from sqlalchemy.orm import Session, aliased

from models.rights import EVERYWHERE, Areas
from models.tables.documents import DocumentRecord
from models.tables.offices import OfficeRecord
from models.tables.originals import DeliveryRecord, FileAreaRecord, SecretFileRecord


def file_is_seen(source_id: SQLColumnExpression[Any], areas: Areas) -> ColumnElement[bool]:
    """The file was handed in by an office of these areas, and its secrecy class, if any, is open to who looks.

    A file without an office is seen only from everywhere.
    """
    return and_(_was_handed_in(source_id, areas), secrets_are_open(source_id, areas))


def _was_handed_in(source_id: SQLColumnExpression[Any], areas: Areas) -> ColumnElement[bool]:
    if EVERYWHERE in areas:
        return true()
    return source_id.in_(select(FileAreaRecord.source_id).where(FileAreaRecord.area.in_(areas)))


def secrets_are_open(source_id: SQLColumnExpression[Any], areas: Areas) -> ColumnElement[bool]:
    """The file bears no secrecy class, or was handed in by an office whose secrets are seen."""
    if EVERYWHERE in areas.secret_areas:
        return true()
    secret, delivery = aliased(SecretFileRecord), aliased(DeliveryRecord)
    named = select(OfficeRecord.code).where(
        or_(OfficeRecord.path.in_(areas.secret_offices), *(_lies_in(area) for area in areas.secret_areas))
    )
    of_none = delivery.office.is_(None) if EVERYWHERE in areas.secret_offices else false()
    own = exists().where(delivery.source_id == source_id, or_(delivery.office.in_(named), of_none))
    return or_(~exists().where(secret.source_id == source_id), own)


def delivery_is_seen(areas: Areas) -> ColumnElement[bool]:
    """It was made by an office of these areas."""
    if EVERYWHERE in areas:
        return true()
    # The few offices first: from them an index leads to their deliveries alone.
    offices = select(OfficeRecord.code).where(or_(false(), *(_lies_in(area) for area in areas)))
    return DeliveryRecord.office.in_(offices)


def one_file_is_seen(source_id: SQLColumnExpression[Any], areas: Areas) -> ColumnElement[bool]:
    """The same as `file_is_seen` where few files are asked about: each is looked up, and no list of the areas' made."""
    area = aliased(FileAreaRecord)
    handed_in = true() if EVERYWHERE in areas else exists().where(area.source_id == source_id, area.area.in_(areas))
    return and_(handed_in, secrets_are_open(source_id, areas))


def document_is_seen(document_id: SQLColumnExpression[Any], areas: Areas) -> ColumnElement[bool]:
    """The document lies in a file that is seen. Each document is looked up: for lists of few."""
    if areas.see_everything:
        return true()
    document = aliased(DocumentRecord)
    if EVERYWHERE in areas:
        # Few files bear a secrecy class: what lies in them is left out, and no other document is looked up.
        secret = aliased(SecretFileRecord)
        hidden = select(secret.source_id).where(~secrets_are_open(secret.source_id, areas))
        return document_id.not_in(select(document.id).where(document.source_id.in_(hidden)))
    return exists().where(document.id == document_id, one_file_is_seen(document.source_id, areas))


def seen_files(session: Session, source_ids: Iterable[str], areas: Areas) -> set[str]:
    """Those of the files that may be seen; an unknown id may be seen from everywhere."""
    wanted = set(source_ids)
    if not wanted or areas.see_everything:
        return wanted
    if EVERYWHERE in areas:
        query = select(SecretFileRecord.source_id).where(
            SecretFileRecord.source_id.in_(wanted), ~secrets_are_open(SecretFileRecord.source_id, areas)
        )
        return wanted - set(session.scalars(query))
    return set(
        session.scalars(
            select(FileAreaRecord.source_id).where(
                FileAreaRecord.source_id.in_(wanted),
                FileAreaRecord.area.in_(areas),
                secrets_are_open(FileAreaRecord.source_id, areas),
            )
        )
    )


def seen_documents(session: Session, document_ids: Iterable[str], areas: Areas) -> set[str]:
    """Those of the documents that may be seen; an unknown id may be seen from everywhere."""
    wanted = set(document_ids)
    if not wanted or areas.see_everything:
        return wanted
    query = select(DocumentRecord.id, DocumentRecord.source_id).where(DocumentRecord.id.in_(wanted))
    files = {row.id: row.source_id for row in session.execute(query)}
    seen = seen_files(session, files.values(), areas)
    unknown = wanted - set(files) if EVERYWHERE in areas else set()
    return unknown | {document for document, file in files.items() if file in seen}


def _lies_in(area: str) -> ColumnElement[bool]:
    """SQLite's LIKE takes `a` for `A`, so the beginning is compared too."""
    begins = OfficeRecord.path.startswith(area, autoescape=True)
    return and_(begins, func.substr(OfficeRecord.path, 1, len(area)) == area)
