"""Convolutions only: the network of the witness, which must not err as the recurrent one does.

It sees some 170 pixels of the line, four times its height, and has no memory of the rest: it cannot learn what usually
follows, which is where the recurrent network guesses. In training it is a third faster for as many parameters.
"""

from typing import Final

from torch import Tensor, nn

from extractors.training.alphabet import CLASSES

_CHANNELS: Final = (16, 32, 64, 96)
_WIDTH: Final = 160  # channels along the line
_BLOCKS: Final = 6
_REACH: Final = 11  # steps a block sees


class ConvolutionalNet(nn.Module):  # type: ignore[misc]  # torch is not there where types are checked
    """(batch, 1, 40, width) float, 0 = paper, 1 = ink -> (batch, width / 2, classes) logits."""

    def __init__(self) -> None:
        super().__init__()
        a, b, c, d = _CHANNELS
        self.f = nn.Sequential(
            nn.Conv2d(1, a, 5, stride=2, padding=2, bias=False),
            nn.BatchNorm2d(a),
            nn.ReLU(inplace=True),
            _block(a, b),
            nn.MaxPool2d((2, 1)),
            _block(b, c),
            nn.MaxPool2d((2, 1)),
            _block(c, d),
            nn.Conv2d(d, _WIDTH, (5, 1), bias=False),
            nn.BatchNorm2d(_WIDTH),
            nn.ReLU(inplace=True),
        )
        self.t = nn.Sequential(*[_GatedBlock() for _ in range(_BLOCKS)])
        self.o = nn.Linear(_WIDTH, CLASSES)

    def forward(self, lines: Tensor) -> Tensor:
        along = self.t(self.f(lines))
        logits: Tensor = self.o(along.squeeze(2).permute(0, 2, 1))
        return logits


class _GatedBlock(nn.Module):  # type: ignore[misc]
    """Looks along the line channel by channel, then mixes the channels through a gate; added to what came in."""

    def __init__(self) -> None:
        super().__init__()
        # Two-dimensional layers of height 1: a fifth faster here than one-dimensional ones.
        self.look = nn.Conv2d(_WIDTH, _WIDTH, (1, _REACH), padding=(0, _REACH // 2), groups=_WIDTH, bias=False)
        self.norm = nn.BatchNorm2d(_WIDTH)
        self.mix = nn.Conv2d(_WIDTH, 2 * _WIDTH, 1)
        self.out = nn.Conv2d(_WIDTH, _WIDTH, 1)

    def forward(self, along: Tensor) -> Tensor:
        value, gate = self.mix(self.norm(self.look(along))).chunk(2, 1)
        added: Tensor = along + self.out(value * gate.sigmoid())
        return added


def _block(inputs: int, outputs: int) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, 3, padding=1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU(inplace=True)
    )
