"""The lists that the demonstration's offices keep, all invented, taken over as anybody takes a list over."""

from __future__ import annotations

from typing import Final

from docproc.demonstration.manifest import SAMPLES
from docproc.registers.importing.report import ImportKind
from docproc.registers.importing.run import import_file
from docproc.repository import users
from docproc.users.demonstration import DemonstrationUser
from docproc.wiring import Service
from models.rights import Role

# Each names what an earlier one lists.
LISTS: Final = (
    ImportKind.LOCAL_GOVERNMENTS,
    ImportKind.VILLAGES,
    ImportKind.OFFICIALS,
    ImportKind.LEADERS,
    ImportKind.VOLUNTEERS,
)


def take_lists_over(service: Service, people: tuple[DemonstrationUser, ...]) -> None:
    """A second time changes nothing."""
    login = next(one.login for one in people if one.role is Role.CLERK)
    with service.database.reading() as session:
        user = users.by_login(session, login)
        assert user is not None
        clerk = users.actor(session, user)
    for kind in LISTS:
        data = (SAMPLES / "demonstration_registers" / f"{kind}.csv").read_bytes()
        report = import_file(service, clerk, kind, data, is_dry_run=False)
        if report.faults:
            raise RuntimeError(f"{kind}.csv: {report.faults[0]}")
