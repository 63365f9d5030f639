"""Trains the line reader on rendered lines, from scratch or from earlier weights, for a given time."""

import copy
import math
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import torch
from torch import Tensor, nn

from extractors.training.architectures import ARCHITECTURES, load_weights
from extractors.training.dataset import Batch, Sources, batch_of, measured_set, training_batches
from extractors.training.decoding import best_text, errors
from extractors.training.rendering import Sample

_AVERAGE_DECAY: Final = 0.998  # of the moving average of weights, which is what is measured and kept
_LEAST_LENGTH: Final = 8
_WARM_UP_STEPS: Final = 150
_CHECK_SETS: Final = ("scan", "bad scan", "justified", "Latin", "pen digits", "tight or loose crop", "not text")


@dataclass(frozen=True, slots=True)
class Plan:
    """How long and how fast to learn. `minutes` counts from the start; the rate falls as a cosine over it."""

    minutes: float
    rate: float
    check_minutes: float
    seed: int
    processes: int
    architecture: str  # a name of ARCHITECTURES
    recipe: str  # a name of recipe.TRAINING


def train(sources: Sources, plan: Plan, folder: Path, start: Path | None) -> None:
    """Writes `best.pt` and `last.pt` (dicts with `weights`, `error`, `lines`) into the folder as learning goes on."""
    torch.set_num_threads(1)
    torch.manual_seed(plan.seed)
    net = ARCHITECTURES[plan.architecture]()
    if start is not None:
        load_weights(net, start)
    net.to(memory_format=torch.channels_last)
    average = copy.deepcopy(net).eval()
    checks = {name: measured_set(name, sources, 30) for name in _CHECK_SETS}
    optimiser = torch.optim.AdamW(net.parameters(), plan.rate, weight_decay=1e-4)
    began, checked, best, lines = time.monotonic(), time.monotonic(), math.inf, 0
    for step, batch in enumerate(training_batches(sources, plan.recipe, plan.seed, plan.processes)):
        done = (time.monotonic() - began) / (60 * plan.minutes)
        loss = _learn(net, optimiser, batch, plan.rate * min(1, (step + 1) / _WARM_UP_STEPS) * _cosine(done))
        _follow(average, net, min(_AVERAGE_DECAY, (step + 1) / (step + 20)))
        lines += len(batch.targets)
        if step % 50 == 0:
            print(f"step {step} lines {lines} loss {loss:.3f} minute {done * plan.minutes:.1f}", flush=True)
        if time.monotonic() - checked > 60 * plan.check_minutes or done >= 1:
            found = {name: error_rate(average, samples) for name, samples in checks.items()}
            mean = sum(found.values()) / len(found)
            print(
                f"CHECK lines {lines} mean {mean:.4f} " + " ".join(f"{k}={v:.4f}" for k, v in found.items()), flush=True
            )
            stored = {"weights": average.state_dict(), "error": mean, "lines": lines}
            torch.save(stored, folder / "last.pt")
            if mean < best:
                best = mean
                torch.save(stored, folder / "best.pt")
            checked = time.monotonic()
        if done >= 1:
            return


def error_rate(net: nn.Module, samples: Sequence[Sample]) -> float:
    """Character errors with pen classes and spaces, by the length of the truth (at least one a line)."""
    wrong = total = 0
    ordered = sorted(samples, key=lambda sample: sample.image.shape[1])
    with torch.inference_mode():
        for at in range(0, len(ordered), 8):
            group = ordered[at : at + 8]
            batch = batch_of(group)
            scores = net(torch.from_numpy(batch.lines)).numpy()
            for row, sample in enumerate(group):
                wrong += errors(sample.text, best_text(scores[row, : batch.steps[row]]))
                total += max(1, len(sample.text))
    return wrong / total


def _learn(net: nn.Module, optimiser: torch.optim.Optimizer, batch: Batch, rate: float) -> float:
    for group in optimiser.param_groups:
        group["lr"] = rate
    net.train()
    lines = torch.from_numpy(batch.lines).contiguous(memory_format=torch.channels_last)
    # bfloat16 is 2.5 times faster on processors that have it, and the loss is taken in full precision.
    with torch.autocast("cpu", torch.bfloat16):
        logits = net(lines)
    scores: Tensor = logits.float().log_softmax(-1).permute(1, 0, 2)
    lengths = torch.tensor([len(target) for target in batch.targets])
    targets = torch.tensor([label for target in batch.targets for label in target], dtype=torch.long)
    each = nn.functional.ctc_loss(
        scores, targets, torch.from_numpy(batch.steps), lengths, zero_infinity=True, reduction="none"
    )
    # By characters, so that an empty line weighs no more than a short word.
    loss = each.sum() / lengths.clamp(min=_LEAST_LENGTH).sum()
    optimiser.zero_grad()
    loss.backward()
    nn.utils.clip_grad_norm_(net.parameters(), 5.0)
    optimiser.step()
    return float(loss.detach())


def _follow(average: nn.Module, net: nn.Module, decay: float) -> None:
    with torch.no_grad():
        for mean, value in zip(average.state_dict().values(), net.state_dict().values(), strict=True):
            if mean.dtype.is_floating_point:
                mean.lerp_(value, 1 - decay)
            else:
                mean.copy_(value)


def _cosine(done: float) -> float:
    return 0.5 * (1 + math.cos(math.pi * min(1.0, done))) + 0.01
