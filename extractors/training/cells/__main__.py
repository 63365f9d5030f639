"""`python -m extractors.training.cells COMMAND`: draw, train, evaluate. The card in `readers/weights` says how."""

from __future__ import annotations

import argparse
from pathlib import Path
from random import Random

import cv2
import numpy as np
from pythainlp.corpus import thai_family_names, thai_female_names, thai_male_names

from extractors.training.cells.hands import Hands
from extractors.training.cells.pages import CellPages
from extractors.training.cells.pictures import LEVEL, draw_pictures, load, save


def main() -> None:
    given = _parser().parse_args()
    cv2.setNumThreads(1)
    if given.command == "draw":
        pages = CellPages(Hands.of(given.folder, given.split), _names(), _print_fonts(given.folder))
        save([draw_pictures(pages, given.pages, Random(f"{given.seed}/{given.split}"))], given.target)
    elif given.command == "preview":
        _preview(given.pictures, given.target)
    elif given.command == "train":
        from extractors.training.cells.net import Plan, train

        plan = Plan(given.minutes, given.rate, given.start)
        train([load(path) for path in given.pictures], load(given.held_out), plan, given.target)
    else:
        from extractors.training.cells.evaluate import report

        print(report(given.weights, load(given.pictures)))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m extractors.training.cells", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    draw = commands.add_parser("draw", help="draw pages and cut their cells out")
    draw.add_argument("--folder", type=Path, required=True, help="holds fonts/ and handwriting/")
    draw.add_argument("--split", choices=("train", "held_out"), required=True)
    draw.add_argument("--pages", type=int, required=True)
    draw.add_argument("--seed", type=int, required=True)
    draw.add_argument("--target", type=Path, required=True, help="NPZ file to write")
    preview = commands.add_parser("preview", help="some of the cells in one picture")
    preview.add_argument("--pictures", type=Path, required=True)
    preview.add_argument("--target", type=Path, required=True, help="PNG file to write")
    train = commands.add_parser("train", help="learn, and write the weights as ONNX")
    train.add_argument("--pictures", type=Path, nargs="+", required=True)
    train.add_argument("--held-out", type=Path, required=True)
    train.add_argument("--minutes", type=float, required=True)
    train.add_argument("--rate", type=float, default=2e-3)
    train.add_argument("--start", type=Path, help="weights to go on from")
    train.add_argument("--target", type=Path, required=True)
    evaluate = commands.add_parser("evaluate", help="shares right, wrong and unsure of each kind of mark")
    evaluate.add_argument("--weights", type=Path, required=True)
    evaluate.add_argument("--pictures", type=Path, required=True)
    return parser


def _names() -> tuple[str, ...]:
    return tuple(sorted({*thai_male_names(), *thai_female_names(), *thai_family_names()}))


def _print_fonts(folder: Path) -> list[Path]:
    named = ("THSarabun", "THSarabunNew", "THNiramitAS", "AngsanaNew", "THKrub")
    return [folder / "fonts" / "national" / f"{name}.ttf" for name in named]


def _preview(pictures: Path, target: Path) -> None:
    drawn = load(pictures)
    chosen = np.random.default_rng(1).permutation(len(drawn.cells))[:96]
    tiles = []
    for number in chosen:
        shade, foreign = np.clip(drawn.cells[number] * LEVEL, 0, 1)
        tile = np.stack([1 - shade, 1 - np.maximum(shade, foreign), 1 - foreign], axis=-1)
        tile = np.ascontiguousarray(tile * 255, np.uint8)
        colour = (0, 140, 0) if drawn.signed[number] else (0, 0, 200)
        cv2.rectangle(tile, (0, 0), (tile.shape[1] - 1, tile.shape[0] - 1), colour, 1)
        cv2.putText(tile, str(drawn.kinds[number]), (3, 10), cv2.FONT_HERSHEY_SIMPLEX, 0.35, colour)
        tiles.append(tile)
    rows = [np.hstack(tiles[start : start + 6]) for start in range(0, len(tiles) - 5, 6)]
    cv2.imwrite(str(target), np.vstack(rows))


if __name__ == "__main__":
    main()
