"""`./run`: the whole service on its embedded defaults, the samples through the real upload, queue and workers."""

from __future__ import annotations

import signal
import socket
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

import httpx
import uvicorn
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from docproc.chain import chain_of, list_chains
from docproc.config import Settings
from docproc.demonstration.gate import district_faults, print_districts, put_districts_through
from docproc.demonstration.manifest import Manifest, SampleFile, load_manifest
from docproc.demonstration.people import demonstration_users, token_of
from docproc.demonstration.registers import take_lists_over
from docproc.demonstration.tables import print_chains, print_people, print_readings
from docproc.demonstration.verdict import ReadSample, faults, unsure_counts
from docproc.logs import configure_logs
from docproc.messages.catalogue import load_catalogue
from docproc.programme.views import Standing
from docproc.repository.sources import ENDED
from docproc.running import running_service
from docproc.users.demonstration import DemonstrationUser
from docproc.web.app import create_app
from docproc.wiring import Service

LONGEST_WAIT_SECONDS = 900  # for all samples; on two cores they take well under two minutes
POLL_SECONDS = 0.5


def run_demo(host: str, port: int, *, once: bool) -> bool:
    """True where every sample came out as it must. Without `once` it serves until it is told to stop."""
    console = Console(width=None if Console().is_terminal else 160)
    started = time.monotonic()
    settings, manifest = Settings.from_environment(), load_manifest()
    settings.data.mkdir(parents=True, exist_ok=True)
    configure_logs(settings.data / "service.log")
    with (
        running_service(settings, worker_log=settings.data / "workers.log") as service,
        serving(service, host, port, people := demonstration_users(service)) as address,
    ):
        take_lists_over(service, people)
        with token_of(service, people[0]) as token:
            read = _put_through(address, token, manifest.demonstrated, console)
        standings = put_districts_through(service, people, manifest.districts, read)
        found = _print_outcome(console, service, manifest, read, standings)
        console.print(f"{time.monotonic() - started:.1f} s", highlight=False)
        if not once:
            print_people(console, people, load_catalogue())
            console.print(address, highlight=False)
            _wait_until_told_to_stop(console)
    return not found


@contextmanager
def serving(service: Service, host: str, port: int, people: Sequence[DemonstrationUser] = ()) -> Iterator[str]:
    """The web application in a thread; gives its address once it answers. OSError where the port is taken."""
    listener = socket.create_server((host, port))
    app = create_app(service, people)
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=3))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, name="web", daemon=True)
    thread.start()
    while not server.started and thread.is_alive():
        time.sleep(0.02)
    try:
        yield f"http://{host}:{listener.getsockname()[1]}/"
    finally:
        server.should_exit = True
        thread.join(timeout=10)
        listener.close()


def _put_through(address: str, token: str, samples: Sequence[SampleFile], console: Console) -> dict[str, ReadSample]:
    """Uploads the samples in the name of the token's user, and follows each to its end."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    speaking = {"Authorization": f"Bearer {token}"}
    with (
        httpx.Client(base_url=address, timeout=60, headers=speaking) as client,
        Progress(*columns, console=console) as progress,
    ):
        bar = progress.add_task("samples", total=len(samples))
        begun = {sample.path.name: (_upload(client, sample), time.monotonic()) for sample in samples}
        read: dict[str, ReadSample] = {}
        while len(read) < len(begun):
            for name, (source_id, start) in begun.items():
                if name in read:
                    continue
                reading = client.get(f"/api/documents/{source_id}").raise_for_status().json()
                waited = time.monotonic() - start
                if reading["status"] in ENDED or waited > LONGEST_WAIT_SECONDS:
                    read[name] = ReadSample(source_id, reading, waited)
                    progress.advance(bar)
            time.sleep(POLL_SECONDS if len(read) < len(begun) else 0)
    return {sample.path.name: read[sample.path.name] for sample in samples}


def _upload(client: httpx.Client, sample: SampleFile) -> str:
    with sample.path.open("rb") as stream:
        answer = client.post("/api/documents", files={"files": (sample.path.name, stream)})
    accepted: str = answer.raise_for_status().json()["documents"][0]["id"]
    return accepted


def _print_outcome(
    console: Console,
    service: Service,
    manifest: Manifest,
    read: Mapping[str, ReadSample],
    standings: Sequence[Standing],
) -> list[str]:
    catalogue = load_catalogue()
    print_readings(console, read, catalogue)
    trees = [chain_of(service, summary.document_id) for summary in list_chains(service)]
    print_chains(console, [tree for tree in trees if tree is not None], catalogue)
    print_districts(console, standings, catalogue)
    found = [*faults(service, manifest, read), *district_faults(manifest.districts, standings)]
    for fault in found:
        console.print(f"[red]✗[/] {fault}", highlight=False)
    console.print(catalogue.text("demo.unsure", **unsure_counts(manifest, read)))
    console.print(catalogue.text("demo.all_well" if not found else "demo.faults", count=len(found)))
    return found


def _wait_until_told_to_stop(console: Console) -> None:
    console.print(load_catalogue().text("demo.serving"))
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    stop.wait()
