"""`docproc import`: lists of offices, villages, people and letters into the registers, all of a file or nothing."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

from docproc.commands.operator_name import operator_name
from docproc.config import Settings
from docproc.messages.catalogue import LANGUAGES, load_catalogue
from docproc.registers.importing.report import Fault, FileRefusedError, ImportKind, Report
from docproc.registers.importing.run import import_file
from docproc.running import prepare
from docproc.users.accounts import path_of_office
from docproc.wiring import Service, service_for
from models.rights import EVERYWHERE, Actor, Grant, Role

# Who can write to the database's machine needs no further right; the acts are kept under the machine's name of them.
_ON_THE_MACHINE: Final = (Grant(Role.CLERK, EVERYWHERE),)


def import_table(kind: ImportKind, path: Path, office_code: str | None, *, is_dry_run: bool) -> bool:
    """Prints a line for each bad row and what was saved. False where the file has faults. Raises UnknownOfficeError."""
    with service_for(Settings.from_environment()) as service:
        prepare(service)
        actor = _actor(service, office_code)
        try:
            report = import_file(service, actor, kind, path.read_bytes(), is_dry_run=is_dry_run)
        except FileRefusedError as error:
            sys.stderr.write(f"docproc: {_in_both(error.code, detail=error.detail)}\n")
            return False
    _print(report, is_dry_run)
    return not report.faults


def _actor(service: Service, office_code: str | None) -> Actor:
    path = path_of_office(service, office_code) if office_code is not None else EVERYWHERE
    return Actor("", operator_name(), path, _ON_THE_MACHINE)


def _print(report: Report, is_dry_run: bool) -> None:
    for sign, faults in (("✗", report.faults), ("?", report.hints)):
        for fault in faults:
            sys.stdout.write(f"{sign} {fault_line(fault)}\n")
    counts = report.counts
    outcome = "import.refused" if report.faults else "import.would_be" if is_dry_run else "import.saved"
    numbers = {"added": counts.added, "changed": counts.changed, "unchanged": counts.unchanged}
    summary = _in_both(outcome, rows=report.rows, faults=len(report.faults), **numbers)
    if report.faults:
        sys.stderr.write(f"docproc: {summary}\n")
    else:
        sys.stdout.write(f"{summary}\n")


def fault_line(fault: Fault) -> str:
    """Row, column as the file heads it, and what is wrong, in Thai and English."""
    where = f"{fault.row} {fault.column}".rstrip()
    return f"{where}: {_in_both(f'import_fault.{fault.code}', detail=fault.detail)}"


def _in_both(code: str, **values: object) -> str:
    return " / ".join(load_catalogue(language).text(code, **values) for language in LANGUAGES)
