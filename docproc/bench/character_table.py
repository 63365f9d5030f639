"""Characters and cost: ours against bare Tesseract and, on some of the files, OCRmyPDF."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from rich.table import Table
from rich.text import Text

from docproc.bench.cells import at_most, hundredfold, per_cent
from docproc.bench.characters import Count, digit_errors, line_error, page_error
from docproc.bench.measure import new_table, quality_order
from docproc.bench.one_file import FileReading
from docproc.bench.others import ocrmypdf_version
from docproc.bench.targets import CHARACTERS, CPU_SECONDS_A_PAGE, CharacterTarget


@dataclass(slots=True)
class Characters:
    """Character counts and cost of one way of reading; digits are those of print."""

    line: Count = field(default_factory=Count)
    page: Count = field(default_factory=Count)
    thai_digits: Count = field(default_factory=Count)
    arabic_digits: Count = field(default_factory=Count)
    cpu_seconds: float = 0.0
    pages: int = 0

    def add(self, truth: str, got: str, cpu_seconds: float, pages: int) -> None:
        self.line += line_error(truth, got)
        self.page += page_error(truth, got)
        thai, arabic = digit_errors(truth, got)
        self.thai_digits += thai
        self.arabic_digits += arabic
        self.cpu_seconds += cpu_seconds
        self.pages += pages

    @property
    def seconds_a_page(self) -> float | None:
        return self.cpu_seconds / self.pages if self.pages else None

    def as_json(self) -> dict[str, Any]:
        return {
            "line_error": self.line.share,
            "page_error": self.page.share,
            "thai_digits_wrong": self.thai_digits.share,
            "thai_digits": self.thai_digits.of,
            "arabic_digits_wrong": self.arabic_digits.share,
            "arabic_digits": self.arabic_digits.of,
            "cpu_seconds_a_page": self.seconds_a_page,
            "pages": self.pages,
        }


@dataclass(slots=True)
class _Group:
    ours: Characters = field(default_factory=Characters)
    tesseract: Characters = field(default_factory=Characters)
    ours_beside_ocrmypdf: Characters = field(default_factory=Characters)
    ocrmypdf: Characters = field(default_factory=Characters)


class CharacterTable:
    """For each kind and quality; files of the fonts part have a table of their own."""

    name = "characters"

    def __init__(self) -> None:
        self.groups: dict[str, _Group] = defaultdict(_Group)

    def add(self, one: FileReading) -> None:
        if one.file.font:
            return
        group = self.groups[one.file.group]
        group.ours.add(one.truth, one.text, one.cpu_seconds, one.page_count)
        if one.tesseract:
            group.tesseract.add(one.truth, one.tesseract.text, one.tesseract.cpu_seconds, one.page_count)
        if one.ocrmypdf:
            group.ours_beside_ocrmypdf.add(one.truth, one.text, one.cpu_seconds, one.page_count)
            group.ocrmypdf.add(one.truth, one.ocrmypdf.text, one.ocrmypdf.cpu_seconds, one.page_count)

    def tables(self) -> Iterator[Table]:
        names = sorted(self.groups, key=quality_order)
        if names:
            yield self._against_tesseract(names)
        if any(self.groups[name].ocrmypdf.pages for name in names):
            yield self._against_ocrmypdf(names)

    def as_json(self) -> dict[str, Any]:
        return {
            name: {
                who: counts.as_json()
                for who, counts in (
                    ("ours", group.ours), ("tesseract", group.tesseract),
                    ("ours_beside_ocrmypdf", group.ours_beside_ocrmypdf), ("ocrmypdf", group.ocrmypdf),
                )
                if counts.pages
            }
            for name, group in self.groups.items()
        }  # fmt: skip

    def _against_tesseract(self, names: list[str]) -> Table:
        table = new_table("Characters (error in %, spaces left out; target behind ≤) and cost, beside tesseract -l tha")
        table.add_column("pages", no_wrap=True)
        for heading in ("line by line", "whole page", "Thai digits", "Arabic digits", "CPU s a page"):
            table.add_column(heading, justify="right", no_wrap=True)
            table.add_column("tess.", justify="right", style="dim")
        for name in names:
            group = self.groups[name]
            target = CHARACTERS.get(name, CharacterTarget())
            cells: list[Text | str] = [f"{name} ({group.ours.pages})"]
            for ours, raw, most in (
                (group.ours.line, group.tesseract.line, target.line),
                (group.ours.page, group.tesseract.page, target.page),
                (group.ours.thai_digits, group.tesseract.thai_digits, target.thai_digits),
                (group.ours.arabic_digits, group.tesseract.arabic_digits, None),
            ):
                cells += [at_most(hundredfold(ours.share), most), per_cent(raw.share, 1)]
            raw_seconds = group.tesseract.seconds_a_page
            most_seconds = min(CPU_SECONDS_A_PAGE, raw_seconds or CPU_SECONDS_A_PAGE)
            cells.append(at_most(group.ours.seconds_a_page, round(most_seconds, 2)))
            cells.append("-" if raw_seconds is None else f"{raw_seconds:.2f}")
            table.add_row(*cells)
        return table

    def _against_ocrmypdf(self, names: list[str]) -> Table:
        table = new_table(f"OCRmyPDF {ocrmypdf_version()} beside ours, on the same files (error in %)")
        table.add_column("pages", no_wrap=True)
        for heading in ("line by line", "whole page", "Thai digits", "CPU s a page"):
            table.add_column(f"ours: {heading}", justify="right")
            table.add_column("OCRmyPDF", justify="right", style="dim")
        for name in names:
            ours, theirs = self.groups[name].ours_beside_ocrmypdf, self.groups[name].ocrmypdf
            if not theirs.pages:
                continue
            cells = [f"{name} ({theirs.pages})"]
            for one in ("line", "page", "thai_digits"):
                cells += [per_cent(getattr(counts, one).share) for counts in (ours, theirs)]
            cells += [f"{counts.cpu_seconds / counts.pages:.2f}" for counts in (ours, theirs)]
            table.add_row(*cells)
        return table
