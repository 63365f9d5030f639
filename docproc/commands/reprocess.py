"""`docproc reprocess`: a run over the archive, from a script. The workers of the service do the reading."""

from __future__ import annotations

import sys
import time
from typing import Final

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from docproc.commands.operator_name import operator_name
from docproc.config import Settings
from docproc.db import migrate
from docproc.reprocessing import runs
from docproc.reprocessing.runs import Run, RunRefusedError
from docproc.wiring import Service, service_for
from models.reprocessing import Conditions, ItemState, ReprocessingState

STATUS: Final = "status"
ACTS: Final = (*runs.ACTS, STATUS)
POLL_SECONDS = 1.0
_MOVING = (ReprocessingState.READING, ReprocessingState.PROMOTING)


def start_run(conditions: Conditions, *, dry_run: bool, wait: bool) -> None:
    """Starts a run and prints its id, or only what it would read."""
    with service_for(Settings.from_environment()) as service:
        migrate(service.database)
        files, pages = runs.count(service, conditions)
        _say(f"{files} files with {pages} pages were read by another version than {service.stage_version}")
        if dry_run or not files:
            return
        run_id = runs.start(service, conditions, operator_name())
        _say(f"run {run_id} started; nothing changes until `docproc reprocess --act promote`")
        if wait:
            _follow(service, run_id)


class NoOpenRunError(RunRefusedError):
    """There is no run on which something could be done."""

    code = "error.no_open_run"


def on_open_run(act: str, *, wait: bool) -> None:
    """Does the act on the run that is open. Raises NoOpenRunError, RunRefusedError where the act does not fit it."""
    with service_for(Settings.from_environment()) as service:
        migrate(service.database)
        run_id = next((one.id for one in runs.latest(service) if one.is_open), None)
        if run_id is None:
            raise NoOpenRunError
        _say(f"run {run_id}: {runs.act(service, run_id, act, operator_name()).value}")
        _tell(_found(service, run_id))
        if wait:
            _follow(service, run_id)


def tell_of_latest(*, wait: bool) -> None:
    """How the latest run stands, open or not."""
    with service_for(Settings.from_environment()) as service:
        migrate(service.database)
        run = next(iter(runs.latest(service, 1)), None)
        if run is None:
            _say("no run over the archive was started yet; `docproc reprocess --dry-run` says what one would read")
            return
        _say(f"run {run.id}, started {run.asked_at:%Y-%m-%d %H:%M} UTC by {run.asked_by}")
        _tell(_found(service, run.id))
        if wait:
            _follow(service, run.id)


def _follow(service: Service, run_id: str) -> None:
    console = Console(stderr=True)
    columns = (TextColumn("pages"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal) as bars:
        bar = bars.add_task("pages")
        while (run := _found(service, run_id)).record.state in _MOVING:
            bars.update(bar, completed=run.how_far.pages_done, total=run.how_far.pages_total)
            time.sleep(POLL_SECONDS)
    _tell(run)


def _tell(run: Run) -> None:
    states = run.how_far.states
    left = run.how_far.seconds_left
    _say(f"state            {run.record.state.value}")
    _say(f"pages            {run.how_far.pages_done} of {run.how_far.pages_total}")
    if left:
        _say(f"time left        {left:.0f} s at the speed of the last minutes")
    _say(f"files            {run.totals.files} read again, {states.get(ItemState.REFUSED, 0)} not wholly readable")
    _say(f"fields           {run.totals.changed} changed, {run.totals.surer} surer, {run.totals.disputed} disputed")
    _say(f"kept by people   {run.totals.kept}")
    _say(f"links            {run.totals.links_gained} gained, {run.totals.links_lost} lost")


def _found(service: Service, run_id: str) -> Run:
    run = runs.find(service, run_id)
    if run is None:
        raise NoOpenRunError
    return run


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
