"""The network that tells a signature from what is none, and how it learns."""

from __future__ import annotations

import json
import math
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from extractors.sheets.cell_ink import PICTURE_HEIGHT, PICTURE_WIDTH
from extractors.training.cells.pictures import LEVEL, Pictures

_BATCH: Final = 64
_WARMING: Final = 0.05  # share of the time over which the rate rises
_SMOOTHING: Final = 0.02  # of the labels: some marks are what nobody could tell
_VERSION: Final = "1.2"


class CellNet(nn.Module):  # type: ignore[misc]  # torch is not there where types are checked
    """(batch, 2, PICTURE_HEIGHT, PICTURE_WIDTH) -> (batch, 1): the logit of "signed"."""

    def __init__(self) -> None:
        super().__init__()
        self.seen = nn.Sequential(
            *_block(2, 16, 5, 2), *_block(16, 32, 3, 2), nn.MaxPool2d(2), *_block(32, 48, 3, 1), *_block(48, 64, 3, 1),
            nn.MaxPool2d(2), *_block(64, 96, 3, 1),
        )  # fmt: skip
        self.said = nn.Sequential(nn.Dropout(0.2), nn.Linear(192, 48), nn.ReLU(inplace=True), nn.Linear(48, 1))

    def forward(self, pictures: Tensor) -> Tensor:
        seen = self.seen(pictures)
        told: Tensor = self.said(torch.cat([seen.mean(dim=(2, 3)), seen.amax(dim=(2, 3))], dim=1))
        return told


def _block(inputs: int, outputs: int, size: int, stride: int) -> list[nn.Module]:
    return [
        nn.Conv2d(inputs, outputs, size, stride=stride, padding=size // 2, bias=False),
        nn.BatchNorm2d(outputs),
        nn.ReLU(inplace=True),
    ]


@dataclass(frozen=True)
class Plan:
    """How long to learn (minutes of a CPU's time), at which rate at most, and weights to go on from."""

    minutes: float
    rate: float = 2e-3
    start: Path | None = None


def train(drawn: Sequence[Pictures], held_out: Pictures, plan: Plan, target: Path) -> None:
    """Learn and write the weights, as ONNX and beside it to go on from; the rate falls as a cosine to nothing."""
    torch.set_num_threads(1)
    torch.manual_seed(1)
    rng = np.random.default_rng(1)
    cells = np.concatenate([pictures.cells for pictures in drawn])
    signed = np.concatenate([pictures.signed for pictures in drawn])
    net = CellNet().to(memory_format=torch.channels_last)
    if plan.start is not None:
        net.load_state_dict(torch.load(plan.start))
    optimiser = torch.optim.AdamW(net.parameters(), lr=plan.rate, weight_decay=0.01)
    averaged = torch.optim.swa_utils.AveragedModel(
        net, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(0.998), use_buffers=True
    )
    started, steps, spent, losses = time.process_time(), 0, 0.0, []
    while spent < 1:
        chosen = rng.integers(0, len(cells), _BATCH)
        rate = plan.rate * min(1.0, spent / _WARMING + 0.01) * 0.5 * (1 + math.cos(math.pi * spent))
        for group in optimiser.param_groups:
            group["lr"] = rate
        seen = _varied(torch.from_numpy(cells[chosen]).float() * LEVEL, rng)
        wanted = torch.from_numpy(signed[chosen]).float() * (1 - _SMOOTHING) + _SMOOTHING / 2
        with torch.autocast("cpu", torch.bfloat16):
            told = net(seen.contiguous(memory_format=torch.channels_last)).squeeze(1)
        loss = nn.functional.binary_cross_entropy_with_logits(told.float(), wanted)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        averaged.update_parameters(net)
        losses.append(float(loss.detach()))
        steps += 1
        spent = (time.process_time() - started) / (60 * plan.minutes)
        if steps % 250 == 0:
            print(f"{steps} steps, {spent:.0%}, loss {np.mean(losses[-250:]):.4f}", flush=True)
        if steps % 1000 == 0:
            print(f"held out wrong {_wrong(averaged.module, held_out):.2%}", flush=True)
            _export(averaged.module, target)
            averaged.module.train()
    torch.save(averaged.module.state_dict(), target.with_suffix(".pt"))
    _export(averaged.module, target)


def _varied(seen: Tensor, rng: np.random.Generator) -> Tensor:
    """Another place, darkness, thickness and grain than was drawn."""
    seen = torch.roll(seen, (int(rng.integers(-2, 3)), int(rng.integers(-24, 25))), dims=(2, 3))
    shade, foreign = seen[:, :1], seen[:, 1:]
    way = rng.random()
    if way < 0.15:
        shade = nn.functional.max_pool2d(shade, 3, 1, 1) * 0.5 + shade * 0.5
    elif way < 0.3:
        shade = nn.functional.avg_pool2d(shade, 3, 1, 1)
    gain = torch.from_numpy(rng.uniform(0.6, 1.35, (len(seen), 1, 1, 1))).float()
    grain = torch.rand_like(shade) * float(rng.uniform(0, 0.1))
    return torch.cat([(shade * gain + grain).clamp(0, 1.5), foreign], dim=1)


def _wrong(net: CellNet, pictures: Pictures) -> float:
    net.eval()
    return float(((logits(net, pictures.cells) > 0) != pictures.signed).mean())


def logits(net: CellNet, cells: NDArray[np.uint8]) -> NDArray[np.float32]:
    with torch.no_grad():
        told = [
            net(torch.from_numpy(cells[start : start + 256]).float() * LEVEL).squeeze(1).numpy()
            for start in range(0, len(cells), 256)
        ]
    return np.concatenate(told)


def _export(net: CellNet, target: Path) -> None:
    """Input `cells` float32 (n, 2, height, width), output `logits` float32 (n, 1)."""
    net.eval()
    shown = torch.zeros(2, 2, PICTURE_HEIGHT, PICTURE_WIDTH)
    torch.onnx.export(
        net, (shown,), str(target), input_names=["cells"], output_names=["logits"],
        dynamic_axes={"cells": {0: "n"}, "logits": {0: "n"}}, dynamo=False,
    )  # fmt: skip
    model = onnx.load(str(target))
    about = model.metadata_props.add()
    about.key, about.value = "about", json.dumps({"name": "signature-cells", "version": _VERSION})
    onnx.save(model, str(target))
