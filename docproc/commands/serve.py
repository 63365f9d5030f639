"""`docproc serve`: the web process of a deployment. It reads no pages; `docproc worker` does."""

from __future__ import annotations

import uvicorn

from docproc.config import Settings
from docproc.logs import configure_logs
from docproc.running import running_service
from docproc.web.app import create_app


def serve_web(host: str, port: int) -> None:
    """Serves until told to stop, rings again for lost work, and keeps the embedded queue server running."""
    configure_logs()
    with running_service(Settings.from_environment(), workers=0) as service:
        uvicorn.run(create_app(service), host=host, port=port, log_level="warning", timeout_graceful_shutdown=10)
