"""Digits of the npm package, in the form the other handwriting has."""

import json
from pathlib import Path

import numpy as np

from extractors.training.arabic_digits import convert


def test_digits_are_scaled_to_the_grid_and_kept_apart_by_label(tmp_path: Path) -> None:
    folder = tmp_path / "package" / "src" / "digits"
    folder.mkdir(parents=True)
    for digit in range(10):
        drawn = np.zeros((digit + 1, 28, 28))
        drawn[:, 4:24, 10 : 13 + digit] = 1.0
        blank = np.zeros((1, 28, 28))
        values = np.concatenate([drawn, blank]).ravel().tolist()
        (folder / f"{digit}.json").write_text(json.dumps({"data": values}))

    assert convert(tmp_path / "package", tmp_path / "digits.npz") == 55

    data = np.load(tmp_path / "digits.npz")
    assert np.bincount(data["labels"]).tolist() == list(range(1, 11))
    assert len(set(data["writer"].tolist())) == 55
    for image in data["images"]:
        rows = np.flatnonzero(image.min(1) < 128)
        assert image.shape == (48, 48)
        assert (rows[0], rows[-1]) == (4, 43)
