"""The embedded queue server: one a data folder, kept across kills, gone when its starter stops."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from docproc.config import Settings
from docproc.queueing.connection import LONGEST_SOCKET_PATH, connect, queue_url, socket_path
from docproc.queueing.embedded import EmbeddedServer, NoQueueServerError, find_program


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path / "data")


@pytest.fixture
def server(settings: Settings) -> Iterator[EmbeddedServer]:
    started = EmbeddedServer(settings)
    started.ensure()
    yield started
    started.stop()


def kill(server: EmbeddedServer) -> None:
    assert server.pid is not None
    os.kill(server.pid, signal.SIGKILL)
    deadline = time.monotonic() + 10
    while server.pid is not None:
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_writes_outlive_a_kill(server: EmbeddedServer, settings: Settings) -> None:
    client = connect(queue_url(settings))
    for number in range(200):
        client.rpush("jobs", number)
    kill(server)
    server.ensure()
    assert connect(queue_url(settings)).llen("jobs") == 200


def test_second_process_joins_and_does_not_stop_it(server: EmbeddedServer, settings: Settings) -> None:
    joined = EmbeddedServer(settings)
    joined.ensure()
    assert joined.pid is None
    joined.stop()
    assert connect(queue_url(settings)).ping()


def test_joined_process_starts_it_again_where_the_starter_is_gone(server: EmbeddedServer, settings: Settings) -> None:
    joined = EmbeddedServer(settings)
    joined.ensure()
    kill(server)
    joined.ensure()
    assert joined.pid is not None
    server.ensure()
    assert server.pid is None
    joined.stop()


def test_stopped_server_is_gone(settings: Settings) -> None:
    server = EmbeddedServer(settings)
    server.ensure()
    pid = server.pid
    server.stop()
    assert server.pid is None
    with pytest.raises(ProcessLookupError):
        os.kill(pid or 0, 0)


def test_nobody_else_can_reach_it(server: EmbeddedServer, settings: Settings) -> None:
    """A Unix socket of its owner alone, and no port."""
    assert socket_path(settings).stat().st_mode & 0o077 == 0
    assert connect(queue_url(settings)).config_get("port") == {"port": "0"}


def test_path_too_long_for_a_socket_is_replaced_by_a_short_private_one(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path / ("ก" * 60) / "data")
    path = socket_path(settings)
    assert len(os.fsencode(path)) <= LONGEST_SOCKET_PATH
    assert path == socket_path(settings)
    server = EmbeddedServer(settings)
    server.ensure()
    assert connect(queue_url(settings)).ping()
    assert path.parent.stat().st_mode & 0o077 == 0
    server.stop()


def test_server_that_cannot_start_is_explained(settings: Settings) -> None:
    settings.queue_folder.mkdir(parents=True)
    (settings.queue_folder / "appendonlydir").write_text("in the way")
    with pytest.raises(NoQueueServerError, match=r"server\.log"):
        EmbeddedServer(settings).ensure()


def test_program_is_there() -> None:
    assert os.access(find_program(), os.X_OK)
