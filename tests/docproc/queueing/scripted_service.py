"""A whole service with scripted stages in a process of its own, for tests that kill that process."""

from __future__ import annotations

import signal

from docproc.config import Settings
from docproc.logs import configure_logs
from docproc.running import running_service
from tests.docproc.queueing.scripted_stages import COMMAND, VERSION

if __name__ == "__main__":
    configure_logs()  # standard output says "ready" and nothing else
    with running_service(Settings.from_environment(), worker_command=COMMAND, stage_version=VERSION):
        print("ready", flush=True)
        signal.pause()
