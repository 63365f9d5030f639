"""`docproc export` and `docproc audit verify`: bundles of evidence, from a script."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from docproc.bundle.making import make_bundle
from docproc.bundle.verify import verify
from docproc.commands.operator_name import operator_name
from docproc.config import Settings
from docproc.db import migrate
from docproc.documents import NotFoundError
from docproc.repository import bundles
from docproc.wiring import service_for
from models.errors import ServiceError
from models.rights import EVERYWHERE, Actor, Grant, Role


class UnknownDocumentError(ServiceError):
    """No document has that id."""

    code = "error.not_found"


def export_bundle(document_id: str, out: Path) -> None:
    """Writes the bundle beside its place first, so that a broken-off one never stands there."""
    actor = Actor("", operator_name(), EVERYWHERE, (Grant(Role.AUDITOR, EVERYWHERE),))
    with service_for(Settings.from_environment()) as service:
        migrate(service.database)
        folder = out.absolute().parent
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder, delete=False) as file:
            try:
                made = make_bundle(service, actor, document_id, file)
            except BaseException as error:
                Path(file.name).unlink()
                if isinstance(error, NotFoundError):
                    raise UnknownDocumentError(document_id) from error
                raise
    Path(file.name).replace(out)
    _say(f"{out}: {made.documents} documents, seal {made.seal}")


def verify_bundle(where: Path) -> bool:
    """Prints what is wrong, a line each, and whether this service made the bundle; False where anything is wrong."""
    seal, faults = verify(where)
    for fault in faults:
        _say(fault)
    if faults:
        sys.stderr.write(f"docproc: {where.name} is not as it was made\n")
        return False
    with service_for(Settings.from_environment()) as service:
        migrate(service.database)
        with service.database.reading() as session:
            record = bundles.find(session, seal)
    if record is None:
        sys.stderr.write(f"docproc: {where.name} is whole, but this service did not make it (seal {seal})\n")
        return False
    _say(f"seal {seal}: as this service made it for {record.made_by} at {record.made_at.isoformat(timespec='seconds')}")
    return True


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
