"""`python -m extractors.training COMMAND`: preview, train. See docs/line-reader.md."""

import argparse
from pathlib import Path

from extractors.training.dataset import Sources


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m extractors.training")
    parser.add_argument("--national-fonts", type=Path, required=True, help="folder of TH*.ttf")
    parser.add_argument("--hand-fonts", type=Path, required=True, help="folder of fonts that imitate handwriting")
    parser.add_argument("--handwriting", type=Path, required=True, help="folder of thai_digits.npz and thai_chars.npz")
    commands = parser.add_subparsers(dest="command", required=True)
    training = commands.add_parser("train", help="learn for some minutes, keeping the best weights")
    training.add_argument("--minutes", type=float, required=True)
    training.add_argument("--rate", type=float, default=1e-3)
    training.add_argument("--check-minutes", type=float, default=6)
    training.add_argument("--seed", type=int, default=1)
    training.add_argument("--renderers", type=int, default=1, help="processes that render lines")
    training.add_argument("--start", type=Path, help="weights to go on from")
    training.add_argument("--folder", type=Path, required=True, help="where best.pt and last.pt go")
    given = parser.parse_args()
    sources = Sources(given.national_fonts, given.hand_fonts, given.handwriting)
    if given.command == "train":
        from extractors.training.train import Plan, train

        given.folder.mkdir(parents=True, exist_ok=True)
        plan = Plan(given.minutes, given.rate, given.check_minutes, given.seed, given.renderers)
        train(sources, plan, given.folder, given.start)


if __name__ == "__main__":
    main()
