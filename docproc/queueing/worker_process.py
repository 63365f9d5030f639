"""A worker process: imports what reads pages once, then forks for each job.

Settings come from the environment. A job that had to import OpenCV, PyThaiNLP and ONNX Runtime itself took 3.6 s
longer than one that found them imported (measured, 2 cores).
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
from docproc.queueing.parent import stop_with_parent
from docproc.queueing.worker import PageWorker
from docproc.stages import Stages
from docproc.wiring import Service, open_service


def run_worker(settings: Settings, make_stages: Callable[[Service], Stages], stage_version: str) -> None:
    """Work until told to stop by SIGTERM, or until the process that started this one is gone."""
    configure_logs()
    stop_with_parent()
    prepare(Worksite(lambda: open_service(settings, stage_version), make_stages))
    configure_mappers()  # else every job process does
    gc.freeze()  # what is imported by now stays shared with the job processes: collecting would copy it
    PageWorker(settings, name=f"{os.uname().nodename}-{os.getpid()}-{new_id()[-8:]}").work(logging_level="WARNING")


def keep_to_one_thread() -> None:
    """One page a process, one process a core: threads of the libraries would only take turns. No downloads either."""
    os.environ["OMP_THREAD_LIMIT"] = "1"
    os.environ["OMP_NUM_THREADS"] = "1"
    os.environ["PYTHAINLP_OFFLINE"] = "1"
    os.environ["PYTHAINLP_READ_ONLY"] = "1"


def main() -> None:
    keep_to_one_thread()
    import cv2
    import onnxruntime  # noqa: F401 - for the job processes, which are forked from this one
    import pythainlp.tokenize  # noqa: F401

    from docproc.pipeline import STAGE_VERSION
    from docproc.pipeline_stages import PipelineStages

    cv2.setNumThreads(0)
    run_worker(Settings.from_environment(), PipelineStages, STAGE_VERSION)


if __name__ == "__main__":
    main()
