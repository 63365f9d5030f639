"""The workers of one machine: imports what reads pages once, then forks workers, which fork for each job.

Settings come from the environment. What is loaded before the fork costs a job nothing (measured, one core): 4.6 s for
the imports, 1.2 s for the word trie, and see `docproc.queueing.preloading`.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Callable

from sqlalchemy.orm import configure_mappers

from docproc.config import Settings
from docproc.identifiers import new_id
from docproc.jobs import Worksite, prepare
from docproc.logs import configure_logs
from docproc.queueing.nursery import Nursery
from docproc.queueing.parent import stop_with_parent
from docproc.queueing.worker import PageWorker
from docproc.stages import Stages
from docproc.wiring import Service, open_service


def run_workers(settings: Settings, make_stages: Callable[[Service], Stages], stage_version: str) -> None:
    """Work with `settings.workers` processes until SIGTERM comes, or until the starter of this one is gone."""
    configure_logs()
    stop_with_parent()
    prepare(Worksite(lambda: open_service(settings, stage_version), make_stages))
    configure_mappers()  # else every job process does
    gc.freeze()  # what is imported by now stays shared with the job processes: collecting would copy it
    Nursery(settings.workers, lambda: _work(settings)).run()


def _work(settings: Settings) -> None:
    PageWorker(settings, name=f"{os.uname().nodename}-{os.getpid()}-{new_id()[-8:]}").work(logging_level="WARNING")


def main() -> None:
    from docproc.pipeline import STAGE_VERSION
    from docproc.pipeline_stages import PipelineStages
    from docproc.queueing.preloading import preload

    preload()
    run_workers(Settings.from_environment(), PipelineStages, STAGE_VERSION)


if __name__ == "__main__":
    main()
