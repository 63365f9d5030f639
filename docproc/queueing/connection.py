"""Where the queue is, and how to reach it."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

from redis import Redis
from rq import Queue
from rq.serializers import JSONSerializer

from docproc.config import Settings

QUEUE_NAME = "docproc"  # one queue for all workers: RQ loses a job for ever where a worker listens to two and dies
LONGEST_SOCKET_PATH = 100  # bytes; Linux takes 107 and a final zero, macOS 103


def queue_url(settings: Settings) -> str:
    """The given server's URL, or the embedded one's: every process with the same data folder gets the same."""
    return settings.redis_url or f"unix://{socket_path(settings)}"


def socket_path(settings: Settings) -> Path:
    """The embedded server's Unix socket: in the data folder, or in a private short place where that is too long."""
    inside = settings.queue_folder / "queue.sock"
    if len(os.fsencode(inside)) <= LONGEST_SOCKET_PATH:
        return inside
    name = hashlib.sha256(os.fsencode(inside)).hexdigest()[:16]
    runtime = os.environ.get("XDG_RUNTIME_DIR") or tempfile.gettempdir()
    return Path(runtime) / f"docproc-{os.getuid()}-{name}" / "queue.sock"


def connect(url: str) -> Redis:
    return Redis.from_url(url, socket_connect_timeout=5, health_check_interval=30)


def queue_on(connection: Redis) -> Queue:
    """Jobs as JSON: a queue server somebody else can write to must not be able to have code unpickled."""
    return Queue(QUEUE_NAME, connection=connection, serializer=JSONSerializer)
