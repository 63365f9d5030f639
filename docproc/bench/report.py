"""`docproc bench`: one table of characters and cost, one of fields, for every kind and quality; or JSON."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict
from itertools import groupby
from pathlib import Path
from typing import Any

import cv2
from rich.console import Console
from rich.progress import track
from rich.table import Table

from docproc.bench.files import held_out_files, sample_files
from docproc.bench.measure import Characters, Group, measure
from extractors.readers.standard import standard_readers


def run_bench(*, print_json: bool, letters: int, seed: int) -> None:
    """Measures the committed samples and pages generated now, and prints what came out."""
    cv2.setNumThreads(1)
    with tempfile.TemporaryDirectory(prefix="docproc-bench-") as folder:
        files = [*sample_files(), *held_out_files(seed, letters, Path(folder))]
        groups = measure(track(files, "reading", console=Console(stderr=True), transient=True), standard_readers())
    if print_json:
        sys.stdout.write(json.dumps(as_json(groups), ensure_ascii=False, indent=1) + "\n")
    else:
        console = Console(width=None if sys.stdout.isatty() else 140)
        console.print(characters_table(groups))
        for table in fields_tables(groups):
            console.print(table)


def characters_table(groups: dict[str, Group]) -> Table:
    """Character error and CPU seconds a page, ours against bare Tesseract on the same pages."""
    table = Table(title="Characters (error, spaces left out) and cost", title_justify="left")
    table.add_column("what", no_wrap=True)
    for heading in ("line by line %", "whole page %", "Thai digits wrong %", "CPU s a page"):
        table.add_column(heading, justify="right")
        table.add_column("tesseract -l tha", justify="right", style="dim")
    for name, group in sorted(groups.items()):
        cells: list[str] = []
        for ours, raw in zip(_figures(group.ours), _figures(group.tesseract), strict=True):
            cells += [ours, raw]
        table.add_row(name, *cells)
    return table


def fields_tables(groups: dict[str, Group]) -> Iterator[Table]:
    """For each kind of page, a column for each quality: right of asked, wrong values given, those called sure."""
    for kind, names in groupby(sorted(groups), key=lambda name: name.rpartition(" ")[0]):
        held = {name.rpartition(" ")[2]: groups[name] for name in names}
        table = Table(title=f"Fields of {kind}: right / asked (wrong, ! called sure)", title_justify="left")
        table.add_column("field")
        for quality in held:
            table.add_column(quality, justify="right")
        for field in sorted({field for group in held.values() for field in group.fields}):
            table.add_row(field, *(_field_cell(group, field) for group in held.values()))
        yield table


def _field_cell(group: Group, field: str) -> str:
    score = group.fields.get(field)
    if score is None:
        return ""
    wrong = f" ({score.wrong})" if score.wrong else ""
    return f"{score.right}/{score.asked}{wrong}" + ("!" * score.wrong_and_sure)


def _figures(characters: Characters) -> list[str]:
    shares = (characters.line.share, characters.page.share, characters.thai_digits.share)
    cost = f"{characters.cpu_seconds / characters.pages:.2f}" if characters.pages else "-"
    return [*("-" if share is None else f"{100 * share:.2f}" for share in shares), cost]


def as_json(groups: dict[str, Group]) -> dict[str, Any]:
    """The same figures for programs."""
    return {
        name: {
            **{
                who: {
                    "line_error": counts.line.share,
                    "page_error": counts.page.share,
                    "thai_digits_wrong": counts.thai_digits.share,
                    "cpu_seconds_a_page": counts.cpu_seconds / counts.pages if counts.pages else None,
                    "pages": counts.pages,
                }
                for who, counts in (("ours", group.ours), ("tesseract", group.tesseract))
            },
            "fields": {field: asdict(score) for field, score in sorted(group.fields.items())},
        }
        for name, group in sorted(groups.items())
    }
