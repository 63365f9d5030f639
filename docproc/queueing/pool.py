"""The worker processes of a service, as many as asked for, started anew where they die."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from pathlib import Path

import structlog

from docproc.config import Settings
from docproc.reading_environment import READING_ENVIRONMENT

WORKER_COMMAND = (sys.executable, "-m", "docproc.queueing.worker_process")
SECONDS_BETWEEN_STARTS = 2.0  # workers that cannot start must not spin

log = structlog.get_logger(__name__)


class WorkerPool:
    """Keeps `count` workers at work, by way of one process that forks them.

    Call `tend()` now and then, always from the same thread, and `stop()` in the end.
    """

    def __init__(
        self, settings: Settings, count: int, command: Sequence[str] = WORKER_COMMAND, log_file: Path | None = None
    ) -> None:
        self._stop_seconds = settings.stop_seconds
        own = settings.model_copy(update={"workers": max(1, count)}).as_environment()
        self._environment = {**os.environ, **READING_ENVIRONMENT, **own}
        self._command = list(command)
        self._log_file = log_file
        self._is_wanted = count > 0
        self._process: subprocess.Popen[bytes] | None = None
        self._next_start = 0.0

    def tend(self) -> None:
        """Start the workers, again where they died as a whole."""
        if self._process is not None and (code := self._process.poll()) is not None:
            log.warning("workers_died", pid=self._process.pid, exit_code=code)
            self._process = None
        if self._is_wanted and self._process is None and time.monotonic() >= self._next_start:
            self._process = self._start()
            self._next_start = time.monotonic() + SECONDS_BETWEEN_STARTS

    def stop(self) -> None:
        """Let each worker finish the page at hand, but not for long: a second SIGTERM makes it hand the page back."""
        self._is_wanted = False
        if self._process is None:
            return
        for _ in range(2):
            self._process.send_signal(signal.SIGTERM)
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(self._stop_seconds)
                break
        else:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._process = None

    def _start(self) -> subprocess.Popen[bytes]:
        with ExitStack() as stack:
            output = None
            if self._log_file is not None:
                self._log_file.parent.mkdir(parents=True, exist_ok=True)
                output = stack.enter_context(self._log_file.open("ab"))
            return subprocess.Popen(
                self._command, env=self._environment, stdout=output, stderr=output, start_new_session=True
            )
