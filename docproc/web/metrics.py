"""What is counted for Prometheus: requests, uploads, files by status, and the length of the queue."""

from __future__ import annotations

import time
from collections.abc import Iterator

from prometheus_client import REGISTRY, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from redis.exceptions import RedisError
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from docproc.repository.sources import count_by_status
from docproc.wiring import Service
from models.status import SourceStatus

UPLOADS = Counter("docproc_uploads_total", "Files handed in, by what became of them.", ["outcome"])
REQUESTS = Histogram("docproc_request_seconds", "Time until an answer was sent whole.", ["method", "route", "status"])


class CountedRequests:
    """Times every request under its route's template, never under the address itself."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        status = 500

        async def note_status(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        started = time.perf_counter()
        try:
            await self.app(scope, receive, note_status)
        finally:
            route = getattr(scope.get("route"), "path", "other")
            REQUESTS.labels(scope["method"], route, str(status)).observe(time.perf_counter() - started)


class StateCollector(Collector):
    """Looked up when asked, so that several web processes do not add up the same files."""

    def __init__(self, service: Service) -> None:
        self.service = service

    def collect(self) -> Iterator[GaugeMetricFamily]:
        files = GaugeMetricFamily("docproc_files", "Accepted files by status.", labels=["status"])
        with self.service.database.reading() as session:
            counted = count_by_status(session)
        for status in SourceStatus:
            files.add_metric([status.value], counted.get(status, 0))
        yield files
        try:
            length = self.service.bell.queue.count
        except RedisError:
            return
        yield GaugeMetricFamily("docproc_queue_length", "Jobs that wait in the queue.", value=length)


def exposition(service: Service) -> bytes:
    """Everything counted, in Prometheus' text form."""
    state = CollectorRegistry()
    state.register(StateCollector(service))
    return generate_latest(REGISTRY) + generate_latest(state)
