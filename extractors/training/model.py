"""The line reader's network: convolutions, two bidirectional LSTM layers, one class distribution for every 2 pixels."""

from pathlib import Path
from typing import Final

import torch
from torch import Tensor, nn

from extractors.training.alphabet import (
    ALPHABET,
    CLASS_OF,
    CLASSES,
    PRINTED,
    PRINTED_EQUIVALENT,
)

STRIDE: Final = 2  # horizontal pixels for each output step
_CHANNELS: Final = (24, 40, 64, 96, 128)
_HIDDEN: Final = 96


class LineNet(nn.Module):  # type: ignore[misc]  # torch is not there where types are checked
    """(batch, 1, 40, width) float, 0 = paper, 1 = ink -> (batch, width / 2, classes) logits."""

    def __init__(self) -> None:
        super().__init__()
        a, b, c, d, e = _CHANNELS
        self.f = nn.Sequential(
            _block(1, a),
            nn.MaxPool2d(2),
            _block(a, b),
            nn.MaxPool2d((2, 1)),
            _block(b, c),
            _block(c, c),
            nn.MaxPool2d((2, 1)),
            _block(c, d),
            nn.Conv2d(d, e, (5, 1)),
            nn.BatchNorm2d(e),
            nn.ReLU(inplace=True),
        )
        self.r = nn.LSTM(e, _HIDDEN, num_layers=2, bidirectional=True, batch_first=True)
        self.o = nn.Linear(2 * _HIDDEN, CLASSES)

    def forward(self, lines: Tensor) -> Tensor:
        features = self.f(lines).squeeze(2).permute(0, 2, 1)
        context, _ = self.r(features)
        logits: Tensor = self.o(context)
        return logits


def load_weights(net: LineNet, path: Path) -> None:
    """Loads weights of this network, or of one that knew the printed characters only.

    In the second case a pen class starts as a copy of its printed character, and the unread pen word as unlikely.
    """
    stored = torch.load(path, map_location="cpu", weights_only=True)
    state = stored.get("weights", stored)
    if state["o.weight"].shape[0] != CLASSES:
        state = dict(state)
        state["o.weight"], state["o.bias"] = _extended(state["o.weight"], state["o.bias"])
    net.load_state_dict(state)


def _extended(weight: Tensor, bias: Tensor) -> tuple[Tensor, Tensor]:
    if weight.shape[0] != len(PRINTED) + 1:
        raise ValueError(f"weights have {weight.shape[0]} classes, expected {len(PRINTED) + 1} or {CLASSES}")
    new_weight = torch.cat([weight, torch.zeros(CLASSES - len(weight), weight.shape[1])])
    new_bias = torch.cat([bias, torch.full((CLASSES - len(bias),), float(bias.min()) - 2.0)])
    for char in ALPHABET[len(PRINTED) :]:
        if char in PRINTED_EQUIVALENT:
            source = CLASS_OF[PRINTED_EQUIVALENT[char]]
            new_weight[CLASS_OF[char]] = weight[source]
            new_bias[CLASS_OF[char]] = bias[source] - 1.0
    return new_weight, new_bias


def _block(inputs: int, outputs: int) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, 3, padding=1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU(inplace=True)
    )
