"""Convolutions and two bidirectional LSTM layers: the network of the line reader."""

from typing import Final

from torch import Tensor, nn

from extractors.training.alphabet import CLASSES

_CHANNELS: Final = (24, 40, 64, 96, 128)
_HIDDEN: Final = 96


class RecurrentNet(nn.Module):  # type: ignore[misc]  # torch is not there where types are checked
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


def _block(inputs: int, outputs: int) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, 3, padding=1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU(inplace=True)
    )
