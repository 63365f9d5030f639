"""How a route gets the service it was started with."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request

from docproc.wiring import Service


def _service(request: Request) -> Service:
    service: Service = request.app.state.service
    return service


TheService = Annotated[Service, Depends(_service)]
