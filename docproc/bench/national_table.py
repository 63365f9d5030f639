"""`docproc bench --part national`: a circular to a whole country, read with slips, its letters linked as they come."""

from __future__ import annotations

import random
import resource
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rich.table import Table
from sqlalchemy import select

from docproc.bench.cells import per_cent
from docproc.bench.measure import new_table
from docproc.bench.misreading import MEASURED, WORST_SCANS, Misreader, Rates
from docproc.bench.national_letters import Country, TrueLetter
from docproc.bench.national_register import register_offices
from docproc.bench.read_letters import ReadLetter, save_read, source_id
from docproc.config import Settings
from docproc.db import Database, migrate
from docproc.linking import link_documents
from docproc.wiring import service_for
from models.chain import LinkKind
from models.office import Tier
from models.status import LinkState
from models.tables.links import LinkRecord

MISSING = 0.02  # of the letters above: never handed in, while letters with nearly their number were
LINKING = (LinkKind.CITES, LinkKind.FORWARDS, LinkKind.PASSES_ON)


@dataclass(slots=True)
class Score:
    """What came of the links of one kind of letter: those that name another, or those that pass one on unnamed."""

    true: int = 0
    exact: int = 0
    exact_false: int = 0
    top: int = 0  # true links that are exact or the likeliest suspected, equally likely ones counted
    shown: int = 0  # true links among all that a person is shown
    suspected: int = 0
    suspected_true: int = 0
    letters_alone: int = 0  # letters for which one letter alone is shown

    def as_json(self) -> dict[str, float]:
        return {
            "true": self.true,
            "exact": self.exact,
            "exact_false": self.exact_false,
            "exact_recall": self.exact / max(1, self.true),
            "top_recall": self.top / max(1, self.true),
            "shown_recall": self.shown / max(1, self.true),
            "suspected": self.suspected,
            "suspected_precision": self.suspected_true / max(1, self.suspected),
        }


@dataclass(slots=True)
class NationalRun:
    """One country under one reader."""

    rates: Rates
    letters: int
    decoys: int
    scores: dict[str, Score] = field(default_factory=dict)
    seconds: float = 0.0
    slowest: float = 0.0
    memory_mib: float = 0.0
    database_mib: float = 0.0


def run_national(seed: int, rates: Rates, folder: Path, provinces: int | None = None) -> NationalRun:
    """Write the letters, read them with slips, hand them in in any order, link each as it comes, and count."""
    country = Country(seed, provinces)
    misreader = Misreader(rates, seed + 1)
    draw = random.Random(seed + 2)
    held = [one for one in country.letters if one.is_decoy or one.tier is Tier.LOCAL or draw.random() >= MISSING]
    read = [ReadLetter.of(one, country.letters, misreader) for one in held]
    draw.shuffle(read)
    run = NationalRun(rates, sum(not one.is_decoy for one in held), sum(one.is_decoy for one in held))
    settings = Settings(data=folder, database_url=f"sqlite:///{folder / 'national.db'}")
    with service_for(settings) as service:
        migrate(service.database)
        register_offices(service, list(country.local.values()))
        for letter in read:
            with service.database.writing() as session:
                save_read(session, letter)
                begun = time.process_time()
                link_documents(session, source_id(letter.true))
            taken = time.process_time() - begun
            run.seconds, run.slowest = run.seconds + taken, max(run.slowest, taken)
        run.scores = _scores(service.database, held, {one.index for one in held})
    run.memory_mib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    run.database_mib = (folder / "national.db").stat().st_size / 2**20
    return run


def _scores(database: Database, held: Sequence[TrueLetter], present: set[int]) -> dict[str, Score]:
    found: dict[int, list[LinkRecord]] = {}
    with database.reading() as session:
        for row in session.scalars(select(LinkRecord).where(LinkRecord.kind.in_(LINKING))):
            found.setdefault(int(row.from_document_id), []).append(row)
    scores = {"named": Score(), "unnamed": Score()}
    for letter in held:
        score = scores["named" if letter.names_it else "unnamed"]
        true = letter.above if letter.above in present else None
        _count(score, true, found.get(letter.index, []))
    return scores


def _count(score: Score, true: int | None, links: Sequence[LinkRecord]) -> None:
    score.true += true is not None
    best = max((link.score for link in links), default=0.0)
    score.letters_alone += len(links) == 1
    for link in links:
        is_true = int(link.to_document_id) == true
        if link.state is LinkState.EXACT:
            score.exact += is_true
            score.exact_false += not is_true
        else:
            score.suspected += 1
            score.suspected_true += is_true
        score.shown += is_true
        score.top += is_true and (link.state is LinkState.EXACT or link.score >= best)


class NationalTable:
    """Both readers side by side."""

    name = "national"

    def __init__(self, seed: int, provinces: int | None = None) -> None:
        self.runs: list[NationalRun] = []
        for rates in (MEASURED, WORST_SCANS):
            with tempfile.TemporaryDirectory(prefix="docproc-bench-") as folder:
                self.runs.append(run_national(seed, rates, Path(folder), provinces))

    def tables(self) -> Iterator[Table]:
        for run in self.runs:
            table = new_table(f"National chain, read {run.rates.name}: {run.letters} letters, {run.decoys} like them")
            for column in ("letters that", "true links", "exact", "FALSE exact", "exact or top suspected", "shown",
                           "suspected", "of them true"):  # fmt: skip
                table.add_column(column)
            for name, score in run.scores.items():
                table.add_row(
                    "name the letter above" if name == "named" else "do not name it", str(score.true),
                    f"{score.exact} ({per_cent(score.exact / max(1, score.true))})", str(score.exact_false),
                    per_cent(score.top / max(1, score.true)), per_cent(score.shown / max(1, score.true)),
                    str(score.suspected), per_cent(score.suspected_true / max(1, score.suspected)),
                )  # fmt: skip
            each = 1000 * run.seconds / max(1, run.letters + run.decoys)
            table.caption = (
                f"{run.seconds:.0f} s of CPU for linking, {each:.1f} ms a letter, slowest {1000 * run.slowest:.0f} ms; "
                f"{run.memory_mib:.0f} MiB, database {run.database_mib:.0f} MiB"
            )
            yield table

    def as_json(self) -> list[dict[str, Any]]:
        return [
            {
                "rates": run.rates.name,
                "letters": run.letters,
                "like_them": run.decoys,
                **{name: score.as_json() for name, score in run.scores.items()},
                "cpu_seconds": run.seconds,
                "slowest_seconds": run.slowest,
                "memory_mib": run.memory_mib,
            }
            for run in self.runs
        ]
