"""`docproc serve`: the web process of a deployment. It reads no pages; `docproc worker` does."""

from __future__ import annotations

import sys

import uvicorn

from docproc.config import Settings
from docproc.logs import configure_logs
from docproc.running import running_service
from docproc.users.invitations import first_start
from docproc.web.app import create_app


def serve_web(host: str, port: int) -> None:
    """Serves until told to stop, rings again for lost work, and keeps the embedded queue server running.

    As long as there is no administrator, it prints a link by which one is made.
    """
    configure_logs()
    with running_service(Settings.from_environment(), workers=0) as service:
        secret = first_start(service)
        if secret is not None:
            sys.stdout.write(f"First administrator, once, today: http://{host}:{port}/first-start/{secret}\n")
            sys.stdout.flush()
        uvicorn.run(create_app(service), host=host, port=port, log_level="warning", timeout_graceful_shutdown=10)
