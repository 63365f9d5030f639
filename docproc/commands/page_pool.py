"""Reads the pages of many files on all cores, so that one page that kills its process costs that page alone."""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from docproc.pipeline import page_stage
from docproc.reading_environment import READING_ENVIRONMENT
from extractors.reading import Readers
from models.document import Problem
from models.errors import DocumentError
from models.page import PageReading

# When a process dies, every page it and its neighbours held is tried again, so an innocent page may be hit
# more than once. Three deaths in its own company are taken as the page's doing.
MOST_DEATHS = 3


@dataclass(frozen=True, slots=True)
class PageOfFile:
    path: Path
    number: int


@dataclass(frozen=True, slots=True)
class PageResult:
    """What came of one page: its reading, or the problem to record."""

    page: PageOfFile
    reading: PageReading | None = None
    problem: Problem | None = None


@dataclass(slots=True)
class _Round:
    """One life of the process pool: what it still holds and who has seen a pool die."""

    waiting: deque[PageOfFile]
    deaths: dict[PageOfFile, int] = field(default_factory=dict)


def read_pages(pages: Iterable[PageOfFile], processes: int | None = None) -> Iterator[PageResult]:
    """The result of each page, in the order in which they are done."""
    os.environ.update(READING_ENVIRONMENT)  # handed on to the children
    work = _Round(deque(pages))
    count = processes or os.cpu_count() or 1
    while work.waiting:
        yield from _until_a_process_dies(work, 1 if work.deaths else count)


def _until_a_process_dies(work: _Round, processes: int) -> Iterator[PageResult]:
    # "spawn": a fork would copy the ONNX session and OpenCV's thread state of whatever runs here already.
    context = multiprocessing.get_context("spawn")
    held: dict[Future[PageResult], PageOfFile] = {}
    with ProcessPoolExecutor(processes, mp_context=context, initializer=_prepare_process) as pool:
        while work.waiting or held:
            while work.waiting and len(held) < processes + 1:
                page = work.waiting.popleft()
                held[pool.submit(_read_page, page)] = page
            done, _ = wait(held, return_when=FIRST_COMPLETED)
            try:
                for future in done:
                    result = future.result()
                    del held[future]
                    yield result
            except BrokenProcessPool:
                yield from _put_back(work, list(held.values()))
                return


def _put_back(work: _Round, pages: list[PageOfFile]) -> Iterator[PageResult]:
    for page in pages:
        work.deaths[page] = work.deaths.get(page, 0) + 1
        if work.deaths[page] >= MOST_DEATHS:
            yield PageResult(page, problem=Problem("error.unreadable_page", page.number, "the reading process died"))
        else:
            work.waiting.appendleft(page)


def _prepare_process() -> None:
    import cv2

    cv2.setNumThreads(1)


@cache
def _readers() -> Readers:
    from extractors.readers.standard import standard_readers

    return standard_readers()


def _read_page(page: PageOfFile) -> PageResult:
    try:
        reading = page_stage(page.path.read_bytes(), page.path.name, page.number, _readers())
    except DocumentError as error:
        return PageResult(page, problem=Problem(error.code, page.number, error.detail))
    return PageResult(page, reading=reading)
