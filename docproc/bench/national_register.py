"""The offices of an invented country in the register; local governments come by import, as everywhere."""

from __future__ import annotations

import csv
import io

from docproc.bench.national_letters import LocalGovernment
from docproc.registers.importing.report import ImportKind
from docproc.registers.importing.run import import_file
from docproc.registers.office_seed import seed_offices
from docproc.wiring import Service
from models.rights import EVERYWHERE, Actor, Grant, Role

_CLERK = Actor("", "bench", EVERYWHERE, (Grant(Role.CLERK, EVERYWHERE),))


def register_offices(service: Service, local: list[LocalGovernment]) -> None:
    """Ministries, provinces and districts as every register begins, and the local governments by import."""
    with service.database.writing() as session:
        seed_offices(session)
    if not local:
        return
    written = io.StringIO()
    table = csv.writer(written)
    table.writerow(("รหัส", "ชื่อ", "รหัสอำเภอ"))
    table.writerows((one.code, one.name, one.district) for one in local)
    data = written.getvalue().encode()
    report = import_file(service, _CLERK, ImportKind.LOCAL_GOVERNMENTS, data, is_dry_run=False)
    if not report.is_saved:
        raise ValueError(f"the invented local governments were not taken: {report.faults[:3]}")
