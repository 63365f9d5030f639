"""`docproc worker`: the reading processes of a deployment."""

from __future__ import annotations

import signal

from docproc.config import Settings
from docproc.running import running_service


def run_workers(count: int | None) -> None:
    """Keeps that many workers running until told to stop; the page at hand is finished or handed back."""
    with running_service(Settings.from_environment(), workers=count):
        signal.pause()
