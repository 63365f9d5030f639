"""Writes trained weights as an ONNX file that describes itself: name, alphabet, pen classes, version, temperature."""

import json
from pathlib import Path

import onnx
import torch

from extractors.training.alphabet import ALPHABET, PEN_UNREAD, PRINTED_EQUIVALENT
from extractors.training.architectures import ARCHITECTURES, load_weights
from extractors.training.rendering import LINE_HEIGHT


def export(weights: Path, target: Path, architecture: str, name: str, version: str, temperature: float) -> None:
    """Input `lines` float32 (n, 1, 40, width, even), output `logits` float32 (n, width / 2, classes)."""
    net = ARCHITECTURES[architecture]()
    load_weights(net, weights)
    net.eval()
    torch.onnx.export(
        net,
        (torch.zeros(2, 1, LINE_HEIGHT, 64),),
        str(target),
        input_names=["lines"],
        output_names=["logits"],
        dynamic_axes={"lines": {0: "n", 3: "width"}, "logits": {0: "n", 1: "steps"}},
        opset_version=17,
        dynamo=False,
    )
    describe(target, name, version, temperature)


def describe(target: Path, name: str, version: str, temperature: float) -> None:
    """Puts what the run-time reader must know into the file's metadata."""
    model = onnx.load(str(target))
    onnx.helper.set_model_props(
        model,
        {
            "name": name,
            "version": version,
            "temperature": repr(temperature),
            "alphabet": json.dumps(list(ALPHABET), ensure_ascii=True),
            "pen_classes": json.dumps(PRINTED_EQUIVALENT, ensure_ascii=True),
            "unread_class": PEN_UNREAD,
        },
    )
    onnx.checker.check_model(model)
    onnx.save(model, str(target))
