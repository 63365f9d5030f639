"""Rows of the database as a file wants them: new, changed or as they were."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from docproc.registers.importing.report import Counts
from models.tables.record import Record


@dataclass(frozen=True, slots=True)
class Planned:
    """`existing` is None for a new row; `values` are set on it. `once` are set on a new row only."""

    record: type[Record]
    existing: Record | None
    values: Mapping[str, Any]
    once: Mapping[str, Any]

    @property
    def is_changed(self) -> bool:
        return self.existing is not None and any(
            getattr(self.existing, name) != value for name, value in self.values.items()
        )


@dataclass(frozen=True, slots=True)
class Plan:
    """`then` is done after the rows are saved, in the same transaction."""

    rows: tuple[Planned, ...]
    then: Callable[[Session], None] | None = None

    def counts(self) -> Counts:
        added = sum(row.existing is None for row in self.rows)
        changed = sum(row.is_changed for row in self.rows)
        return Counts(added, changed, len(self.rows) - added - changed)

    def save(self, session: Session) -> None:
        """Raises LookupError where somebody else made one of the new rows meanwhile."""
        for row in self.rows:
            for name, value in row.values.items() if row.is_changed else ():
                setattr(row.existing, name, value)
        for record in dict.fromkeys(row.record for row in self.rows):
            new = [{**row.once, **row.values} for row in self.rows if row.existing is None and row.record is record]
            if not new:
                continue
            try:
                session.execute(insert(record), new)
            except IntegrityError as error:
                raise LookupError("a row was made meanwhile") from error
        session.flush()
        if self.then is not None:
            self.then(session)
