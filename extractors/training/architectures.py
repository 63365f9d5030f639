"""The networks that can be trained, by name, and how earlier weights are loaded into one."""

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
from extractors.training.convolutional_net import ConvolutionalNet
from extractors.training.recurrent_net import RecurrentNet

ARCHITECTURES: Final[dict[str, type[nn.Module]]] = {
    "recurrent": RecurrentNet,
    "convolutional": ConvolutionalNet,
}


def load_weights(net: nn.Module, path: Path) -> None:
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
