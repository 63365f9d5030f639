"""A bundle to take away: a document with its chain, the originals, every value with its proof and history.

What lies outside the auditor's areas is named in the chain by its number and date, and withheld.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from importlib import resources
from pathlib import PurePath
from typing import IO, Any

from sqlalchemy.orm import Session

from docproc.bundle.verify import MANIFEST, SELF_SIZE, sha256_of_first
from docproc.chain import chain_of, walk
from docproc.documents import NotFoundError
from docproc.messages.catalogue import load_catalogue
from docproc.overlay import document_json
from docproc.registers.directory import LISTS, shown_person
from docproc.repository import bundles, findings, identifications, link_decisions, people
from docproc.repository.clock import moment
from docproc.repository.visibility import seen_documents
from docproc.wiring import Service
from models.chain import ChainNode, Link
from models.errors import ServiceError
from models.rights import Actor, Right
from models.tables.documents import AssertionRecord, DocumentRecord
from models.tables.identifications import IdentificationRecord
from models.tables.originals import DeliveryRecord, SourceRecord

CHAIN, FINDINGS, PEOPLE = (f"{name}.json" for name in ("chain", "findings", "people"))
MOST_DOCUMENTS = 500  # a whole national chain is an export, not something to carry to a meeting


class BundleTooLargeError(ServiceError):
    """The chain holds more documents than a bundle may."""

    code = "error.bundle_too_large"


@dataclass(frozen=True, slots=True)
class Bundle:
    """A bundle that was written: its seal, by which this service knows it again, and what it holds."""

    seal: str
    documents: int
    withheld: int


def make_bundle(service: Service, actor: Actor, document_id: str, target: IO[bytes]) -> Bundle:
    """Write the bundle of the document and its chain as a ZIP file, and put down that it was made.

    Raises NotFoundError where the document is none of the actor's areas, and BundleTooLargeError.
    """
    tree = chain_of(service, document_id)
    nodes = list(walk(tree)) if tree is not None else []
    wanted = [document_id, *(one for node in nodes for one in (node.document_id, *node.copies) if one != document_id)]
    if len(wanted) > MOST_DOCUMENTS:
        raise BundleTooLargeError(str(len(wanted)))
    with service.database.reading() as session:
        seen = seen_documents(session, wanted, actor.areas(Right.AUDIT))
        if document_id not in seen:
            raise NotFoundError(document_id)
        ids = sorted(seen)
        rows = bundles.documents_with_files(session, ids)
        if not any(document.id == document_id for document, _ in rows):
            raise NotFoundError(document_id)
        said = bundles.said_of(session, ids)
        deliveries = bundles.deliveries_of(session, [source.id for _, source in rows], actor.areas(Right.AUDIT))
        decided = [_plain(row) for row in link_decisions.of_documents(session, ids)]
        found = [_plain(row) for row in findings.about(session, ids)]
        named = [_named(session, row) for row in identifications.of_documents(session, ids)]
        at = moment(session)
    texts: dict[str, Any] = {
        f"documents/{document.id}.json": _document(document, source, said[document.id], deliveries[source.id])
        for document, source in rows
    }
    texts[CHAIN] = {
        "tree": _node(tree, seen) if tree is not None else None,
        "decisions": decided,
    }
    texts[FINDINGS] = found
    texts[PEOPLE] = named
    seal = _write(service, target, {source.sha256: source for _, source in rows}, texts, _about(actor, document_id, at))
    with service.database.writing() as session:
        bundles.add(session, seal, document_id, len(rows), actor.name, at)
    return Bundle(seal, len(rows), len(wanted) - len(seen))


def _about(actor: Actor, document_id: str, at: dt.datetime) -> dict[str, Any]:
    return {"form": "docproc-bundle/1", "document": document_id, "made_by": actor.name, "made_at": at.isoformat()}


def _write(
    service: Service,
    target: IO[bytes],
    sources: Mapping[str, SourceRecord],
    texts: Mapping[str, Any],
    about: Mapping[str, Any],
) -> str:
    """The files, then the manifest that names them all; returns the manifest's SHA-256."""
    hashes: dict[str, str] = {}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for sha256, source in sorted(sources.items()):
            name = _original_name(source)
            hashes[name] = _put(archive, name, service.storage.original_chunks(sha256), zipfile.ZIP_STORED)
        for name, content in sorted(texts.items()):
            hashes[name] = _put(archive, name, [_json(content)])
        for name, data in _guides():
            hashes[name] = _put(archive, name, [data])
        manifest = _json({**about, "files": hashes})
        _put(archive, MANIFEST, [manifest])
        archive.comment = bytes(SELF_SIZE)
    _note_hash_of_itself(target)
    return hashlib.sha256(manifest).hexdigest()


def _note_hash_of_itself(target: IO[bytes]) -> None:
    """The ZIP's comment, its last bytes: the hash of all before, so that times and names in it cannot change unseen."""
    size = target.tell() - SELF_SIZE
    target.seek(0)
    noted = sha256_of_first(target, size).encode("ascii")
    target.seek(size)
    target.write(noted)


def _put(archive: zipfile.ZipFile, name: str, chunks: Iterable[bytes], method: int = zipfile.ZIP_DEFLATED) -> str:
    digest = hashlib.sha256()
    entry = zipfile.ZipInfo(name)  # 1980: the moment stands in the manifest, and equal bundles are equal bytes
    entry.compress_type = method
    with archive.open(entry, "w", force_zip64=True) as file:
        for chunk in chunks:
            digest.update(chunk)
            file.write(chunk)
    return digest.hexdigest()


def _guides() -> Iterator[tuple[str, bytes]]:
    yield "verify.py", resources.files("docproc.bundle").joinpath("verify.py").read_bytes()
    words = [load_catalogue(language).text("bundle.guide") for language in ("th", "en")]
    yield "README.txt", "\n\n".join(words).encode("utf-8")


def _document(
    document: DocumentRecord,
    source: SourceRecord,
    said: list[AssertionRecord],
    deliveries: list[DeliveryRecord],
) -> dict[str, Any]:
    current = [one for one in said if one.superseded_at is None]
    return {
        **document_json(document, current),
        "original": _original_name(source),
        # Under the name that the auditor's own area gave it.
        "file": {
            "name": deliveries[0].name if deliveries else source.name,
            "received_at": source.received_at.isoformat(),
            "version": source.version,
        },
        "deliveries": [{"name": one.name, "office": one.office, "at": one.at.isoformat()} for one in deliveries],
        "history": [_plain(one) for one in said],
    }


def _named(session: Session, said: IdentificationRecord) -> dict[str, Any]:
    """What was said of a name, with the register's line as it stands now."""
    line = people.find(session, LISTS[said.kind], said.person_id)
    person = shown_person(session, line) if line is not None else None
    registered = {"name": person.name, "place": person.place, "about": person.about} if person is not None else None
    return {**_plain(said), "registered": registered}


def _original_name(source: SourceRecord) -> str:
    """Its hash, with its own ending where that is a plain one."""
    ending = PurePath(source.name).suffix.lower()
    return f"originals/{source.sha256}{ending if ending[1:].isascii() and ending[1:].isalnum() else ''}"


def _node(node: ChainNode, seen: set[str]) -> dict[str, Any]:
    is_seen = node.document_id in seen
    shown: dict[str, Any] = {
        "document": node.document_id,
        "withheld": not is_seen,
        "reference_no": node.reference_no,
        "date": node.date.isoformat() if node.date else None,
        "link": _link(node.link) if node.link else None,
        "children": [_node(child, seen) for child in node.children],
    }
    if is_seen:
        shown |= {
            "doc_type": node.doc_type.value,
            "issuer": node.issuer,
            "subject": node.subject,
            "copies": [one for one in node.copies if one in seen],
            "receipts": [
                {**asdict(receipt), "box": receipt.box.as_list(), "date": receipt.date and receipt.date.isoformat()}
                for receipt in node.receipts
            ],
            "missing": [asdict(reason) for reason in node.missing],
        }
    return shown


def _link(link: Link) -> dict[str, Any]:
    return {**asdict(link), "kind": link.kind.value, "state": link.state.value}


def _plain(row: Any) -> dict[str, Any]:
    """The columns of a row, moments and days in ISO form."""
    columns = {column.key: getattr(row, column.key) for column in row.__table__.columns}
    return {name: value.isoformat() if isinstance(value, dt.date) else value for name, value in columns.items()}


def _json(content: Any) -> bytes:
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True).encode("utf-8")
