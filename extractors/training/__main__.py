"""`python -m extractors.training COMMAND`: preview, train, export, evaluate. docs/line-reader.md shows their use."""

import argparse
from pathlib import Path

import cv2
import numpy as np

from extractors.readers.line_reader import LineReader
from extractors.training.dataset import Sources, measured_set
from extractors.training.evaluate import figures_table, pen_sentence, reliability_table
from extractors.training.recipe import MEASURED


def main() -> None:
    given = _parser().parse_args()
    sources = Sources(given.national_fonts, given.hand_fonts, given.handwriting)
    cv2.setNumThreads(1)
    if given.command == "preview":
        _preview(sources, given.set, given.target)
    elif given.command == "train":
        _train(sources, given)
    elif given.command == "export":
        _export(sources, given)
    else:
        _evaluate(sources, given.weights, given.lines)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m extractors.training", description=__doc__)
    parser.add_argument("--national-fonts", type=Path, required=True, help="folder of TH*.ttf")
    parser.add_argument("--hand-fonts", type=Path, required=True, help="folder of fonts that imitate handwriting")
    parser.add_argument("--handwriting", type=Path, required=True, help="folder of thai_digits.npz and thai_chars.npz")
    commands = parser.add_subparsers(dest="command", required=True)
    preview = commands.add_parser("preview", help="draw lines of a measured set, one below the other")
    preview.add_argument("--set", choices=list(MEASURED), default="scan")
    preview.add_argument("--target", type=Path, required=True, help="PNG file to write")
    train = commands.add_parser("train", help="learn for some minutes, keeping the best weights")
    train.add_argument("--minutes", type=float, required=True)
    train.add_argument("--rate", type=float, default=1e-3)
    train.add_argument("--check-minutes", type=float, default=6)
    train.add_argument("--seed", type=int, default=1)
    train.add_argument("--renderers", type=int, default=1, help="processes that render lines")
    train.add_argument("--start", type=Path, help="weights to go on from")
    train.add_argument("--recipe", choices=("reader", "witness"), default="reader", help="which lines to learn from")
    train.add_argument("--folder", type=Path, required=True, help="where best.pt and last.pt go")
    export = commands.add_parser("export", help="write weights as 8-bit ONNX and fit their temperature")
    export.add_argument("--weights", type=Path, required=True)
    export.add_argument("--target", type=Path, required=True)
    export.add_argument("--version", required=True)
    export.add_argument("--name", default="line-reader", help="how its readings are named")
    for command in (train, export):
        command.add_argument("--architecture", choices=("recurrent", "convolutional"), default="recurrent")
    evaluate = commands.add_parser("evaluate", help="measure one or more ONNX files on the measured sets")
    evaluate.add_argument("--weights", type=Path, nargs="+", required=True)
    evaluate.add_argument("--lines", type=int, default=150, help="lines in each set")
    return parser


def _preview(sources: Sources, name: str, target: Path) -> None:
    samples = measured_set(name, sources, 40)
    sheet = np.full((44 * len(samples), max(s.image.shape[1] for s in samples)), 200, np.uint8)
    for row, sample in enumerate(samples):
        sheet[44 * row : 44 * row + 40, : sample.image.shape[1]] = sample.image
    cv2.imwrite(str(target), sheet)


def _train(sources: Sources, given: argparse.Namespace) -> None:
    from extractors.training.train import Plan, train

    given.folder.mkdir(parents=True, exist_ok=True)
    plan = Plan(
        given.minutes, given.rate, given.check_minutes, given.seed, given.renderers, given.architecture, given.recipe
    )
    train(sources, plan, given.folder, given.start)


def _export(sources: Sources, given: argparse.Namespace) -> None:
    from extractors.training.calibration import CALIBRATION_SETS, fit_temperature
    from extractors.training.export import export
    from extractors.training.quantising import quantise

    samples = [s for name in CALIBRATION_SETS for s in measured_set(name, sources, 50, draw=1)]
    exported = given.target.with_suffix(".float.onnx")
    export(given.weights, exported, given.architecture, given.name, given.version, temperature=1.0)
    quantise(exported, given.target, samples[:: len(samples) // 60])
    print(f"temperature {fit_temperature(given.target, given.name, given.version, samples)}; as floats: {exported}")


def _evaluate(sources: Sources, weights: list[Path], lines: int) -> None:
    readers = {path.stem: LineReader(path) for path in weights}
    sets = {name: measured_set(name, sources, lines) for name in MEASURED}
    last = list(readers.values())[-1]
    print(figures_table(readers, sets))
    print()
    print(reliability_table(last, [sample for samples in sets.values() for sample in samples]))
    print()
    print(pen_sentence(last, sets["pen digits"]))


if __name__ == "__main__":
    main()
