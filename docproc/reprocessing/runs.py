"""What an operator does with a run: count, start, stop, go on, look, promote, discard.

Each act is one transaction, so that two operators who act at once see one of the two acts, never half of each.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.exc import IntegrityError

from docproc.repository import reprocessings, secrecy
from docproc.repository.clock import moment
from docproc.wiring import Service
from models.errors import ServiceError
from models.reprocessing import Conditions, Counts, Difference, HowFar, ItemState, ReprocessingState
from models.tables.reprocessing import ReprocessingRecord

SPEED_WINDOW = dt.timedelta(minutes=5)  # the time left is told from the pages of the last minutes

# From which states an act leads, and to which.
_ACTS: Mapping[str, tuple[frozenset[ReprocessingState], ReprocessingState]] = {
    "stop": (frozenset({ReprocessingState.READING}), ReprocessingState.STOPPED),
    "resume": (frozenset({ReprocessingState.STOPPED}), ReprocessingState.READING),
    "promote": (frozenset({ReprocessingState.COMPARED}), ReprocessingState.PROMOTING),
    "discard": (
        frozenset({ReprocessingState.READING, ReprocessingState.STOPPED, ReprocessingState.COMPARED}),
        ReprocessingState.DISCARDED,
    ),
}
ACTS = tuple(_ACTS)


class RunRefusedError(ServiceError):
    """The act does not fit the state of the run, or another run is open."""

    code = "error.reprocessing_refused"


@dataclass(frozen=True, slots=True)
class Run:
    """One run with how far it has come and what it would change."""

    record: ReprocessingRecord
    how_far: HowFar
    totals: Counts


@dataclass(frozen=True, slots=True)
class ChangedFile:
    """`is_secret`: it bears a secrecy class, and its name and values are not for who runs the service."""

    source_id: str
    name: str
    state: ItemState
    difference: Difference
    is_secret: bool


def count(service: Service, conditions: Conditions) -> tuple[int, int]:
    """Files and pages that a run would read: those that this version of the service has not read yet."""
    with service.database.reading() as session:
        return reprocessings.count_matching(session, conditions, service.stage_version)


def start(service: Service, conditions: Conditions, person: str) -> str:
    """The id of a new run. Raises RunRefusedError where one is open already."""
    try:
        with service.database.writing() as session:
            return reprocessings.start(session, conditions, service.stage_version, person, moment(session)).id
    except IntegrityError as error:
        raise RunRefusedError("another run is open") from error


def act(service: Service, run_id: str, name: str, person: str) -> ReprocessingState:
    """Do one of ACTS and return the state it leads to. Raises RunRefusedError."""
    from_states, to_state = _ACTS[name]
    with service.database.writing() as session:
        run = reprocessings.lock(session, run_id)
        if run is None or run.state not in from_states:
            raise RunRefusedError(f"{name}: the run is {run.state.value if run else 'unknown'}")
        run.state = to_state
        if to_state is ReprocessingState.PROMOTING:
            run.promoted_by = person
        if to_state is ReprocessingState.DISCARDED:
            run.is_open, run.finished_at = False, moment(session)
    return to_state


def find(service: Service, run_id: str) -> Run | None:
    with service.database.reading() as session:
        record = reprocessings.find(session, run_id)
        if record is None:
            return None
        states = reprocessings.states(session, run_id)
        recent = reprocessings.compared_since(session, run_id, moment(session) - SPEED_WINDOW)
        elapsed = min(SPEED_WINDOW, moment(session) - record.asked_at)
        return Run(record, _how_far(states, recent, elapsed), reprocessings.totals(session, run_id))


def latest(service: Service, limit: int = 20) -> list[ReprocessingRecord]:
    """Runs, the latest first."""
    with service.database.reading() as session:
        return reprocessings.latest(session, limit)


def changed_files(service: Service, run_id: str, after: str = "", limit: int = 50) -> list[ChangedFile]:
    """Files in which something would change or that could not be read, by id after `after`."""
    with service.database.reading() as session:
        items = reprocessings.differing(session, run_id, after, limit)
        ids = [item.source_id for item in items]
        names, secret = reprocessings.names_of(session, ids), secrecy.secret_among(session, ids)
        return [
            ChangedFile(
                one.source_id,
                names[one.source_id],
                one.state,
                reprocessings.difference_of(one),
                one.source_id in secret,
            )
            for one in items
        ]


def _how_far(states: Mapping[ItemState, tuple[int, int]], recent: int, elapsed: dt.timedelta) -> HowFar:
    left = sum(states.get(state, (0, 0))[1] for state in (ItemState.WAITING, ItemState.READING))
    total = sum(pages for _, pages in states.values())
    speed = recent / elapsed.total_seconds() if elapsed.total_seconds() > 0 else 0.0
    seconds = 0.0 if left == 0 else left / speed if speed else None
    return HowFar({state: files for state, (files, _) in states.items()}, total - left, total, seconds)
