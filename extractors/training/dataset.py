"""Batches of rendered lines, drawn in processes beside the training, and fixed sets to measure on."""

import multiprocessing
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.queues import Queue
from pathlib import Path
from random import Random
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.training.alphabet import CLASS_OF
from extractors.training.fonts import held_out_faces, training_faces
from extractors.training.handwriting import Handwriting
from extractors.training.recipe import HELD_OUT_FONTS_SET, MEASURED, TRAINING
from extractors.training.rendering import LINE_HEIGHT, Renderer, Sample

_POOL: Final = 360  # lines rendered at a time, so that batches hold lines of like width
_BATCH_COLUMNS: Final = 11_000  # pixels of width in a batch, padding included
_MAX_BATCH: Final = 32


@dataclass(frozen=True, slots=True)
class Sources:
    """Folders the lines are made from: national fonts, handwriting-like fonts, handwriting sets."""

    national_fonts: Path
    hand_fonts: Path
    handwriting: Path


@dataclass(frozen=True, slots=True)
class Batch:
    """Lines padded to one width: (n, 1, 40, width); `steps` are the widths without padding in output steps."""

    lines: NDArray[np.float32]
    steps: NDArray[np.int64]
    targets: list[list[int]]


def normalised(image: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Ink as about 1, paper as about 0, whatever the contrast. The run-time reader does exactly the same."""
    gray = image.astype(np.float32)
    ink, paper = (float(level) for level in np.percentile(gray, [2, 95]))
    return np.asarray(np.clip((paper - gray) / max(paper - ink, 30.0), -0.3, 1.3), np.float32)


def batch_of(samples: Sequence[Sample]) -> Batch:
    width = max(sample.image.shape[1] for sample in samples)
    width += width % 2
    lines = np.zeros((len(samples), 1, LINE_HEIGHT, width), np.float32)
    for row, sample in enumerate(samples):
        lines[row, 0, :, : sample.image.shape[1]] = normalised(sample.image)
    steps = np.array([sample.image.shape[1] // 2 for sample in samples], np.int64)
    return Batch(lines, steps, [[CLASS_OF[char] for char in sample.text] for sample in samples])


def training_batches(sources: Sources, recipe: str, seed: int, processes: int) -> Iterator[Batch]:
    """Endless batches from renderers in other processes."""
    context = multiprocessing.get_context("spawn")
    queue: Queue[Batch] = context.Queue(maxsize=60)
    for index in range(processes):
        context.Process(target=_render_for_ever, args=(queue, sources, recipe, seed + index), daemon=True).start()
    while True:
        yield queue.get()


def measured_set(name: str, sources: Sources, count: int, draw: int = 0) -> list[Sample]:
    """A fixed set of lines of one kind (see `recipe.MEASURED`), by writers the training never saw.

    Another `draw` gives other lines of the kind, for fitting what must not be fitted on the lines measured.
    """
    hand = Handwriting(sources.handwriting, sources.hand_fonts, "held_out")
    faces = held_out_faces() if name == HELD_OUT_FONTS_SET else training_faces(sources.national_fonts)
    renderer = Renderer(7919 + 104_729 * draw + sum(map(ord, name)), MEASURED[name], faces, hand)
    return [renderer.sample() for _ in range(count)]


def _render_for_ever(queue: "Queue[Batch]", sources: Sources, recipe: str, seed: int) -> None:
    cv2.setNumThreads(1)
    hand = Handwriting(sources.handwriting, sources.hand_fonts, "train")
    renderer = Renderer(seed, TRAINING[recipe], training_faces(sources.national_fonts), hand)
    rng = Random(seed)
    while True:
        pool = sorted(
            (renderer.sample() for _ in range(_POOL)), key=lambda s: s.image.shape[1] * rng.uniform(0.95, 1.05)
        )
        batches = list(_grouped(pool))
        rng.shuffle(batches)
        for group in batches:
            queue.put(batch_of(group))


def _grouped(samples: Sequence[Sample]) -> Iterator[list[Sample]]:
    group: list[Sample] = []
    widest = 0
    for sample in samples:
        widest = max(widest, sample.image.shape[1])
        if group and (len(group) == _MAX_BATCH or widest * (len(group) + 1) > _BATCH_COLUMNS):
            yield group
            group, widest = [], sample.image.shape[1]
        group.append(sample)
    if group:
        yield group
