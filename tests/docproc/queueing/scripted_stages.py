"""Stages that do what the file says, so that a test can have a page that sleeps, fails, or kills its process.

A file is JSON: `{"pages": {"1": ["sleep 0.2"], "2": ["crash"]}, "salt": "..."}`; each page lists what its successive
runs do, the last entry again and again. `"open"` and `"assemble"` do the same for their stages.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from docproc.config import Settings
from docproc.jobs import do_task
from docproc.queueing.worker_process import run_workers
from docproc.repository import tasks
from docproc.repository.tasks import Due
from docproc.stages import Stages
from docproc.wiring import Service
from models.document import Document
from models.errors import StorageUnavailable, UnreadablePage
from models.geometry import Box
from models.page import Ink, Line, LineReading, PageReading
from models.status import DocType

VERSION = "scripted"
COMMAND = (sys.executable, "-m", "tests.docproc.queueing.scripted_stages")


def scripted_file(pages: int | Mapping[int, Sequence[str]], salt: str = "", **stages: Sequence[str]) -> bytes:
    """The bytes of a file with so many pages, or with these scripts for its pages."""
    scripts = {number: ["read"] for number in range(1, pages + 1)} if isinstance(pages, int) else pages
    return json.dumps(
        {"pages": {str(n): list(script) for n, script in scripts.items()}, "salt": salt, **stages}
    ).encode()


def work(service: Service, stages: Stages | None = None) -> int:
    """What a worker would do, by these stages or by what the files say: every step that is due; how many there were."""
    done = 0
    while True:
        with service.database.reading() as session:
            due = tasks.unrung(session, -1, 100)
        if not due:
            return done
        for task in due:
            do_task(service, stages or ScriptedStages(service), task.task_id, "worker")
            done += 1


class ScriptedStages:
    """Obeys `docproc.stages.Stages`, and writes a line for each run into `runs.log` of the data folder."""

    def __init__(self, service: Service) -> None:
        self._log = service.settings.data / "runs.log"

    def open(self, data: bytes, name: str) -> int:
        script = json.loads(data)
        self._act(f"{name} open", script.get("open", ["read"]))
        return len(script["pages"])

    def read_page(self, data: bytes, name: str, number: int) -> PageReading:
        self._act(f"{name} page {number}", json.loads(data)["pages"][str(number)])
        line = Line(Box(0, 0, 10, 10), Ink.PRINT, (LineReading(f"{name} หน้า {number}", 1.0, "scripted"),))
        return PageReading(number, 100, 100, (line,), readers=("scripted",))

    def assemble(self, pages: Sequence[PageReading]) -> list[Document]:
        name = pages[0].text.split(" ")[0]
        self._act(f"{name} assemble", ["read"])
        text = "\n".join(page.text for page in pages)
        return [Document(DocType.UNKNOWN, tuple(page.number for page in pages), ((100, 100),) * len(pages), text)]

    def link(self, session: Session, source_id: str) -> list[Due]:
        self._act(f"{source_id} link", ["read"])
        return []

    def _act(self, run: str, script: Sequence[Any]) -> None:
        earlier = runs(self._log.parent).count(run)
        with self._log.open("a") as log:
            log.write(f"{run}\n")
        word, _, rest = script[min(earlier, len(script) - 1)].partition(" ")
        if word == "sleep":
            time.sleep(float(rest))
        elif word == "child":  # as Tesseract: a program that goes on when its caller dies
            subprocess.run(["sleep", rest], check=True)
        elif word == "crash":
            os.kill(os.getpid(), signal.SIGKILL)
        elif word == "bug":
            raise ZeroDivisionError("scripted")
        elif word == "unreadable":
            raise UnreadablePage("scripted")
        elif word == "world":
            raise StorageUnavailable("scripted")


def runs(data: Path) -> list[str]:
    """What was run so far, in order, finished or not."""
    log = data / "runs.log"
    return log.read_text().splitlines() if log.exists() else []


if __name__ == "__main__":
    run_workers(Settings.from_environment(), ScriptedStages, VERSION)
