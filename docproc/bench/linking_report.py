"""`docproc bench --part national`, `linking`, `search`, `pages`: what no page is read for, as tables or JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from typing import Final

from rich.console import Console

from docproc.bench.linking_speed import LinkingSpeedTable
from docproc.bench.national_table import NationalTable
from docproc.bench.page_speed import PageSpeedTable
from docproc.bench.report import WIDTH
from docproc.bench.search_speed import SearchSpeedTable

PARTS: Final = ("national", "linking", "search", "pages")


def run_linking_bench(parts: Sequence[str], seed: int, letters: int, database: str | None, *, print_json: bool) -> None:
    """Measure these parts, in their fixed order, and print what came out."""
    measures: dict[str, Callable[[], NationalTable | LinkingSpeedTable | SearchSpeedTable | PageSpeedTable]] = {
        "national": lambda: NationalTable(seed),
        "linking": lambda: LinkingSpeedTable(seed, letters, database),
        "search": lambda: SearchSpeedTable(seed, letters, database),
        "pages": lambda: PageSpeedTable(seed, letters, database),
    }
    made = [measures[name]() for name in PARTS if name in parts]
    if print_json:
        found = {"seed": seed, **{one.name: one.as_json() for one in made}}
        sys.stdout.write(json.dumps(found, ensure_ascii=False, indent=1) + "\n")
        return
    console = Console(width=None if sys.stdout.isatty() else WIDTH, highlight=False)
    for one in made:
        for table in one.tables():
            console.print(table)
            console.print()
