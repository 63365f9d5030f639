"""`docproc submit`: the upload of the web page, for scripts. The service itself may run elsewhere."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as ProgressBars

from docproc.config import Settings
from docproc.documents import Accepted, accept, progress
from docproc.messages.catalogue import load_catalogue
from docproc.repository.sources import Progress
from docproc.running import prepare
from docproc.storage import UploadTooLargeError
from docproc.users.accounts import path_of_office
from docproc.web.sizes import size_in_words
from docproc.wiring import Service, service_for
from models.status import SourceStatus

POLL_SECONDS = 0.5


def submit_files(files: list[Path], office: str | None, wait: bool) -> bool:
    """Accepts each file and prints its id; with `wait`, prints how each ended. False where one failed or was refused.

    An empty file and one too large are refused, with a sentence, as by the web upload; the others are taken in.
    Raises UnknownOfficeError before anything is taken in.
    """
    with service_for(Settings.from_environment()) as service:
        prepare(service)
        if office is not None:
            path_of_office(service, office)
        accepted: dict[str, str] = {}
        refused = 0
        for path in files:
            taken = _hand_in(service, path, office)
            if isinstance(taken, str):
                refused += 1
                _say("-", path.name, f"refused: {taken}")
                continue
            accepted[taken.source_id] = taken.name
            if not wait:
                _say(taken.source_id, taken.name, "duplicate" if taken.is_duplicate else "accepted")
        if refused:
            sys.stderr.write(f"docproc: {refused} of {len(files)} files were refused\n")
        all_read = _follow(service, accepted) if wait else True
        return all_read and not refused


def _hand_in(service: Service, path: Path, office: str | None) -> Accepted | str:
    """What became of the file, or the sentence with which it is refused."""
    words = load_catalogue("en")
    with path.open("rb") as stream:
        if not stream.peek(1):
            return words.text("error.empty_file")
        try:
            return accept(service, stream, path.name, office)
        except UploadTooLargeError as error:
            return words.text("error.too_large", limit=size_in_words(error.limit_bytes))


def _follow(service: Service, accepted: dict[str, str]) -> bool:
    ended: dict[str, Progress] = {}
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with ProgressBars(*columns, console=console, disable=not console.is_terminal) as bars:
        bar = bars.add_task("submitted", total=len(accepted))
        while len(ended) < len(accepted):
            for source_id, how_far in progress(service, accepted.keys() - ended.keys()).items():
                if how_far.has_ended:
                    ended[source_id] = how_far
                    bars.advance(bar)
            time.sleep(POLL_SECONDS if len(ended) < len(accepted) else 0)
    for source_id, name in accepted.items():
        _say(source_id, name, _outcome(ended[source_id]))
    failed = sum(how_far.status is SourceStatus.FAILED for how_far in ended.values())
    if failed:
        sys.stderr.write(f"docproc: {failed} of {len(ended)} files cannot be read\n")
    return not failed


def _outcome(how_far: Progress) -> str:
    words = load_catalogue("en")
    status = words.text(f"source_status.{how_far.status}")
    if how_far.error_code is None:
        return status
    return f"{status}: {words.fault(how_far.error_code, how_far.error_detail or '')}"


def _say(source_id: str, name: str, outcome: str) -> None:
    sys.stdout.write(f"{source_id}\t{name}\t{outcome}\n")
