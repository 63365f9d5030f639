"""What the operator's pages show: numbers as words and bars, runs over the archive and what they would change."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from docproc.messages.catalogue import Catalogue
from docproc.messages.thai_dates import BANGKOK
from docproc.operations.state import ServiceState
from docproc.reprocessing.runs import ChangedFile, Run
from docproc.web.sizes import size_in_words
from models.reprocessing import Difference, FieldChange, ItemState
from models.status import Stage, TaskStatus

CHART_WIDTH, CHART_HEIGHT = 720, 120  # units of the drawing, which scales with the page
FIELDS_SHOWN = 12  # of one file; a file whose every value changes is looked at whole


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart in its units, and what it says to who cannot see it."""

    x: float
    y: float
    width: float
    height: float
    label: str
    number: int


@dataclass(frozen=True, slots=True)
class StageRow:
    """The steps of one kind; `done` counts those of the hours shown."""

    stage: str
    waiting: int
    working: int
    failed: int
    done: int


@dataclass(frozen=True, slots=True)
class StateView:
    """`waited` is how long the oldest due step has waited, in words; None where none waits."""

    jobs_waiting: int | None
    workers_busy: int
    workers_all: int | None
    waited: str | None
    database: str
    disk: str
    disk_is_short: bool
    stages: tuple[StageRow, ...]
    bars: tuple[Bar, ...]
    pages_today: int


def state_view(state: ServiceState, shown: Catalogue) -> StateView:
    pages = [(start, done.get(Stage.PAGE, 0)) for start, done in state.done_by_hour.items()]
    waited = (state.at - state.waiting_since).total_seconds() if state.waiting_since else None
    return StateView(
        jobs_waiting=state.jobs_waiting,
        workers_busy=sum(worker.is_busy for worker in state.workers or ()),
        workers_all=None if state.workers is None else len(state.workers),
        waited=None if waited is None else duration(waited, shown),
        database=size_in_words(state.database_bytes),
        disk=shown.text(
            "operations.disk_free",
            free=size_in_words(state.disk_free),
            total=size_in_words(state.disk_total),
        ),
        disk_is_short=state.disk_free < state.disk_total / 20,
        stages=tuple(_stage_row(stage, state) for stage in Stage),
        bars=bars(pages),
        pages_today=sum(number for _, number in pages),
    )


def _stage_row(stage: Stage, state: ServiceState) -> StageRow:
    waiting, working, failed = (
        state.not_done.get((stage, status), 0) for status in (TaskStatus.WAITING, TaskStatus.LEASED, TaskStatus.FAILED)
    )
    return StageRow(
        stage.value, waiting, working, failed, sum(one.get(stage, 0) for one in state.done_by_hour.values())
    )


def bars(counts: Sequence[tuple[dt.datetime, int]]) -> tuple[Bar, ...]:
    """A bar an hour, as high as its share of the highest."""
    most = max((number for _, number in counts), default=0) or 1
    step = CHART_WIDTH / max(1, len(counts))
    return tuple(
        Bar(
            round(at * step + 2, 1),
            round(CHART_HEIGHT * (1 - number / most), 1),
            round(step - 4, 1),
            round(CHART_HEIGHT * number / most, 1),
            f"{start.astimezone(BANGKOK):%H:00}",
            number,
        )
        for at, (start, number) in enumerate(counts)
    )


def duration(seconds: float, shown: Catalogue) -> str:
    """Whole seconds, minutes or hours, whichever is the largest that fits."""
    for unit, length in (("hours", 3600), ("minutes", 60)):
        if seconds >= length:
            return shown.text(f"duration.{unit}", n=round(seconds / length))
    return shown.text("duration.seconds", n=round(seconds))


@dataclass(frozen=True, slots=True)
class RunView:
    """A run over the archive, with what may be done about it now."""

    id: str
    state: str
    asked_by: str
    asked_at: dt.datetime
    promoted_by: str | None
    version: str
    pages_done: int
    pages_total: int
    time_left: str | None
    numbers: tuple[tuple[str, int], ...]
    refused: int
    acts: tuple[str, ...]


_ACTS_OF_STATE = {
    "reading": ("stop", "discard"),
    "stopped": ("resume", "discard"),
    "compared": ("promote", "discard"),
}


def run_view(run: Run, shown: Catalogue) -> RunView:
    totals, record = run.totals, run.record
    left = run.how_far.seconds_left
    return RunView(
        id=record.id,
        state=record.state.value,
        asked_by=record.asked_by,
        asked_at=record.asked_at,
        promoted_by=record.promoted_by,
        version=record.version,
        pages_done=run.how_far.pages_done,
        pages_total=run.how_far.pages_total,
        time_left=duration(left, shown) if left and record.state.value == "reading" else None,
        numbers=tuple(
            (name, getattr(totals, name))
            for name in ("files", "changed", "surer", "disputed", "kept", "links_gained", "links_lost")
        ),
        refused=run.how_far.states.get(ItemState.REFUSED, 0),
        acts=_ACTS_OF_STATE.get(record.state.value, ()),
    )


@dataclass(frozen=True, slots=True)
class ChangeView:
    """One field before and after, as shown; an empty value is None."""

    field: str
    before: str | None
    after: str | None
    status_before: str | None
    status_after: str | None
    is_kept: bool


@dataclass(frozen=True, slots=True)
class FileChangesView:
    """`documents`: how many there were and would be, None where as many; `more`: changed fields that are not shown."""

    source_id: str
    name: str
    is_refused: bool
    changes: tuple[ChangeView, ...]
    more: int
    links_gained: int
    links_lost: int
    documents: tuple[int, int] | None


def file_changes_view(file: ChangedFile, shown: Catalogue) -> FileChangesView:
    """Of a file with a secrecy class how many fields would change, and nothing of what they say."""
    changes = file.difference.fields
    told = () if file.is_secret else changes[:FIELDS_SHOWN]
    return FileChangesView(
        source_id=file.source_id,
        name=shown.text("operations.secret_file") if file.is_secret else file.name,
        is_refused=file.state is ItemState.REFUSED,
        changes=tuple(map(_change_view, told)),
        more=len(changes) - len(told),
        links_gained=len(file.difference.links_gained),
        links_lost=len(file.difference.links_lost),
        documents=_documents(file.difference),
    )


def _documents(difference: Difference) -> tuple[int, int] | None:
    """Into how many documents the file was and would be divided; None where it is as many."""
    before, after = difference.documents_before, difference.documents_after
    return (before, after) if before != after else None


def _change_view(change: FieldChange) -> ChangeView:
    return ChangeView(
        change.field,
        _shown(change.before),
        _shown(change.after),
        change.status_before,
        change.status_after,
        change.is_kept_by_person,
    )


def _shown(value: object) -> str | None:
    if value is None or value == "":
        return None
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    return str(value)
