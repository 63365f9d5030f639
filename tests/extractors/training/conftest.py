"""A small handwriting set and fonts drawn here, so that the renderer can be tried without the data it is trained on."""

import shutil
from importlib.resources import files
from pathlib import Path
from random import Random

import cv2
import numpy as np
import pytest

from extractors.training.dataset import Sources
from extractors.training.handwriting import Handwriting
from extractors.training.texts import Texts

WRITERS = 12


@pytest.fixture(scope="session")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Sources:
    """Sarabun under the names the renderer looks for, and a numbered box for every digit and letter of 12 writers."""
    folder = tmp_path_factory.mktemp("sources")
    fonts, hand = folder / "fonts", folder / "hand"
    fonts.mkdir()
    hand.mkdir()
    sarabun = Path(str(files("fontpkg_sarabun") / "files"))
    shutil.copy(sarabun / "Sarabun-Regular.ttf", fonts / "THSarabunNew.ttf")
    shutil.copy(sarabun / "Sarabun-LightItalic.ttf", hand / "Hand.ttf")
    digits = [(label, writer) for label in range(10) for writer in range(WRITERS)]
    letters = [(label, writer) for label in range(3) for writer in range(WRITERS)]
    _save(folder / "thai_digits.npz", digits, [])
    _save(folder / "arabic_digits.npz", digits, [])
    _save(folder / "thai_chars.npz", letters, ["ก", "ว", "ฮ"])
    return Sources(fonts, hand, folder)


@pytest.fixture(scope="session")
def hand(sources: Sources) -> Handwriting:
    return Handwriting(sources.handwriting, sources.hand_fonts, "train")


@pytest.fixture(scope="session")
def texts() -> Texts:
    return Texts(Random(3))


def _save(path: Path, drawn: list[tuple[int, int]], chars: list[str]) -> None:
    images = []
    for label, writer in drawn:
        image = np.full((48, 48), 255, np.uint8)
        cv2.putText(image, str(label), (12, 40), cv2.FONT_HERSHEY_SIMPLEX, 1.3, writer * 8, 3)
        images.append(image)
    labels, writers = np.array(drawn, np.uint16).T
    np.savez(path, images=np.array(images), labels=labels, writer=writers, chars=np.array(chars))
