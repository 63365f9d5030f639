"""`docproc serve`: the web process of a deployment. It reads no pages; `docproc worker` does."""

from __future__ import annotations

import socket
import sys

import uvicorn

from docproc.config import Settings
from docproc.running import running_service
from docproc.users.invitations import first_start
from docproc.web.app import create_app
from docproc.web.kept_in_memory import keep_what_is_loaded


def serve_web(host: str, port: int) -> None:
    """Serves until told to stop, rings again for lost work, and keeps the embedded queue server running.

    As long as there is no administrator, it prints a link by which one is made; that of an earlier start, or of another
    web process, is no longer good. Raises OSError where the port is taken.
    """
    with (
        socket.create_server((host, port), family=_family(host)) as listener,
        running_service(Settings.from_environment(), workers=0) as service,
    ):
        secret = first_start(service)
        if secret is not None:
            sys.stdout.write(f"First administrator, once, today: {_address(host, port)}/first-start/{secret}\n")
            sys.stdout.flush()
        app = create_app(service)
        keep_what_is_loaded()
        config = uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=10)
        uvicorn.Server(config).run(sockets=[listener])


def _address(host: str, port: int) -> str:
    """Of this machine, where the host only says that everybody may ask."""
    if host in ("0.0.0.0", "::", ""):
        host = "localhost"
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET
