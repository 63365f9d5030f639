"""A whole service in one process and its children: queue server, database, workers, reconciler."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import FrameType

import structlog

from docproc.config import Settings
from docproc.db import migrate
from docproc.programme.rules import seed_programmes
from docproc.queueing.embedded import EmbeddedServer
from docproc.queueing.pool import WORKER_COMMAND, WorkerPool
from docproc.queueing.reconciler import Reconciler
from docproc.registers.office_seed import seed_offices
from docproc.reprocessing.feeding import Feeder
from docproc.storage import discard_abandoned
from docproc.uploads import discard_abandoned_pieces
from docproc.wiring import Service, open_service

TICK_SECONDS = 0.5

log = structlog.get_logger(__name__)


def prepare(service: Service) -> None:
    """Makes the tables, offices and programmes that every installation begins with; several processes may at once.

    Raises UnsuitableDatabaseError.
    """
    migrate(service.database)
    with service.database.writing() as session:
        seed_offices(session)
    seed_programmes(service)


@contextmanager
def running_service(
    settings: Settings,
    *,
    workers: int | None = None,
    worker_command: Sequence[str] = WORKER_COMMAND,
    worker_log: Path | None = None,
    stage_version: str | None = None,
) -> Iterator[Service]:
    """A service that works as long as the block runs, whatever ends it, SIGTERM included.

    `workers`: how many processes, by default those of the settings, 0 for none. Their output goes to `worker_log`,
    else to this process's. Raises NoQueueServerError, UnsuitableDatabaseError.
    """
    settings.data.mkdir(parents=True, exist_ok=True)
    discard_abandoned(settings.incoming_folder)
    with ExitStack() as stack:
        stack.enter_context(_terminated_like_interrupted())
        server = EmbeddedServer(settings) if settings.has_embedded_queue else None
        if server is not None:
            stack.callback(server.stop)
            server.ensure()
        service = open_service(settings, stage_version)
        stack.callback(service.close)
        prepare(service)
        discard_abandoned_pieces(service)
        count = settings.workers if workers is None else workers
        pool = WorkerPool(settings, count, worker_command, worker_log)
        stack.enter_context(_tended(settings, server, pool, Reconciler(service), Feeder(service)))
        yield service


@contextmanager
def _tended(
    settings: Settings, server: EmbeddedServer | None, pool: WorkerPool, reconciler: Reconciler, feeder: Feeder
) -> Iterator[None]:
    """One thread that starts the children, and starts them again: they end with it (see `stop_with_parent`)."""
    stopping = threading.Event()
    parts = (settings, server, pool, reconciler, feeder, stopping)
    tending = threading.Thread(target=_tend, args=parts, name="tending")
    tending.start()
    try:
        yield
    finally:
        stopping.set()
        tending.join()


def _tend(
    settings: Settings,
    server: EmbeddedServer | None,
    pool: WorkerPool,
    reconciler: Reconciler,
    feeder: Feeder,
    stopping: threading.Event,
) -> None:
    next_round = time.monotonic()
    try:
        while not stopping.is_set():
            try:
                if server is not None:
                    server.ensure()
                pool.tend()
                if time.monotonic() >= next_round:
                    next_round = time.monotonic() + settings.reconcile_seconds
                    reconciler.run_once()
                feeder.run_once()
            except Exception:
                log.exception("tending_failed")  # the next tick tries again: work must not stop for ever
            stopping.wait(TICK_SECONDS)
    finally:
        pool.stop()


@contextmanager
def _terminated_like_interrupted() -> Iterator[None]:
    """SIGTERM ends the block as Ctrl-C does, so that everything is stopped in order."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def leave(signum: int, frame: FrameType | None) -> None:
        raise SystemExit(128 + signum)

    before = signal.signal(signal.SIGTERM, leave)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
