"""Worker processes, as many as asked for, started anew where one dies."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import structlog

from docproc.config import Settings

WORKER_COMMAND = (sys.executable, "-m", "docproc.queueing.worker_process")
# One page a process, one process a core: threads of the libraries would only take turns. Set before Python starts,
# because they are read on import. And nothing is downloaded by a process that reads letters.
WORKER_ENVIRONMENT = {
    "OMP_THREAD_LIMIT": "1",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "PYTHAINLP_OFFLINE": "1",
    "PYTHAINLP_READ_ONLY": "1",
}
SECONDS_BETWEEN_STARTS = 2.0  # of one place in the pool: a worker that cannot start must not spin

log = structlog.get_logger(__name__)


class WorkerPool:
    """Keeps `count` workers running; call `tend()` now and then, always from the same thread."""

    def __init__(
        self, settings: Settings, count: int, command: Sequence[str] = WORKER_COMMAND, log_file: Path | None = None
    ) -> None:
        self._stop_seconds = settings.stop_seconds
        self._environment = {**os.environ, **WORKER_ENVIRONMENT, **settings.as_environment()}
        self._command = list(command)
        self._log_file = log_file
        self._places: list[_Place] = [_Place() for _ in range(count)]

    @property
    def pids(self) -> list[int]:
        """The workers that live."""
        return [place.process.pid for place in self._places if place.process and place.process.poll() is None]

    def tend(self) -> None:
        """Start what is missing."""
        for place in self._places:
            if place.process is not None and (code := place.process.poll()) is not None:
                log.warning("worker_died", pid=place.process.pid, exit_code=code)
                place.process = None
            if place.process is None and time.monotonic() >= place.next_start:
                place.process = self._start()
                place.next_start = time.monotonic() + SECONDS_BETWEEN_STARTS

    def stop(self) -> None:
        """Let each worker finish the page at hand, but not for long."""
        processes = [place.process for place in self._places if place.process is not None]
        for _ in range(2):  # the second SIGTERM makes a worker hand its page back
            for process in processes:
                if process.poll() is None:
                    process.send_signal(signal.SIGTERM)
            if _have_ended(processes, self._stop_seconds):
                break
        for process in processes:
            if process.poll() is None:
                process.kill()
            process.wait()
        self._places = []

    def _start(self) -> subprocess.Popen[bytes]:
        if self._log_file is None:
            return subprocess.Popen(self._command, env=self._environment, start_new_session=True)
        self._log_file.parent.mkdir(parents=True, exist_ok=True)
        with self._log_file.open("ab") as output:
            return subprocess.Popen(
                self._command, env=self._environment, stdout=output, stderr=output, start_new_session=True
            )


class _Place:
    """One worker's place in the pool."""

    def __init__(self) -> None:
        self.process: subprocess.Popen[bytes] | None = None
        self.next_start = 0.0


def _have_ended(processes: Sequence[subprocess.Popen[bytes]], seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while any(process.poll() is None for process in processes):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True
