"""Logs go to standard error, a line an event: for people on a terminal, as JSON everywhere else, a file included."""

from __future__ import annotations

import sys
from pathlib import Path

import structlog


def configure_logs(file: Path | None = None) -> None:
    """Where this process's events go from now on: `file` (appended to), or standard error."""
    for_people = file is None and sys.stderr.isatty()
    renderer = structlog.dev.ConsoleRenderer() if for_people else structlog.processors.JSONRenderer()
    output = file.open("a", encoding="utf-8") if file else sys.stderr
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            structlog.processors.format_exc_info,
            renderer,
        ],
        logger_factory=structlog.PrintLoggerFactory(output),
    )
