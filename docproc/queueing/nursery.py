"""Forks workers from one process that has imported everything, and forks anew where one ends."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from types import FrameType

import structlog

from docproc.queueing.parent import stop_with_parent

SHORTEST_LIFE_SECONDS = 2.0  # a worker that cannot start must not spin
TICK_SECONDS = 0.2

log = structlog.get_logger(__name__)


class Nursery:
    """Keeps `count` processes at work; each SIGTERM is passed on to them, and after the first none is replaced.

    A worker that takes 5 s to start by itself, most of it imports, is forked in a few milliseconds and shares
    the memory of what was imported (measured).
    """

    def __init__(self, count: int, work: Callable[[], None]) -> None:
        self._count = count
        self._work = work
        self._began: dict[int, float] = {}
        self._next_start = 0.0
        self._is_stopping = False

    def run(self) -> None:
        """Returns when told to stop and all have ended."""
        signal.signal(signal.SIGTERM, self._pass_on)
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the service, which sends SIGTERM
        while not (self._is_stopping and not self._began):
            self._reap()
            while not self._is_stopping and len(self._began) < self._count and time.monotonic() >= self._next_start:
                self._fork()
            time.sleep(TICK_SECONDS)

    def _pass_on(self, signum: int, frame: FrameType | None) -> None:
        self._is_stopping = True
        for pid in self._began:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGTERM)

    def _reap(self) -> None:
        while self._began:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if pid == 0:
                return
            began = self._began.pop(pid)
            self._next_start = max(self._next_start, began + SHORTEST_LIFE_SECONDS)
            if not self._is_stopping:
                log.warning("worker_died", pid=pid, exit_code=os.waitstatus_to_exitcode(status))

    def _fork(self) -> None:
        # No signal between the fork and the note of it: a worker nobody knows of would not be told to stop.
        signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTERM])
        pid = os.fork()
        if pid == 0:
            self._be_worker()
        self._began[pid] = time.monotonic()
        signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGTERM])

    def _be_worker(self) -> None:
        status = os.EX_SOFTWARE
        try:
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGTERM])
            stop_with_parent()
            self._work()
            status = os.EX_OK
        except SystemExit:
            status = os.EX_OK
        except BaseException:
            log.exception("worker_failed")
        finally:
            os._exit(status)
