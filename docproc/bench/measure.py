"""What every table of the bench offers: it is told of each file read, and gives its figures in two forms."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Protocol

from rich.table import Table

from docproc.bench.one_file import FileReading


class Measure(Protocol):
    """A table in the making. `name` is its key in the JSON."""

    name: str

    def add(self, one: FileReading) -> None:
        """Count what concerns this table of one file; files of other kinds are passed over."""
        ...

    def tables(self) -> Iterator[Table]:
        """Nothing where no file was counted."""
        ...

    def as_json(self) -> Any: ...


def new_table(title: str) -> Table:
    return Table(title=title, title_justify="left")


def quality_order(group: str) -> tuple[str, int]:
    """Sorts `letters clean`, `letters scan`, `letters bad`, `sheets clean` ... in the order of the targets."""
    kind, _, quality = group.rpartition(" ")
    qualities = ("clean", "scan", "bilevel", "bad", "photo")
    return kind, qualities.index(quality) if quality in qualities else len(qualities)
