"""What copying and scanning do to a line: low resolution, blur, noise, shadow, one-bit strokes, specks, JPEG."""

from random import Random

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.training.recipe import Quality

Gray = NDArray[np.float32]  # 0..255, dark ink on light paper


def scanned_body(rng: Random, quality: Quality) -> float:
    """How many pixels high a consonant is on the scan: 300 dpi gives about 20, 150 dpi about 10."""
    low, high = {"clean": (15, 24), "scan": (10.5, 17), "bad": (9.0, 15.5), "motion": (11, 18)}[quality]
    return rng.uniform(low, high)


def damaged(rng: Random, page: Gray, quality: Quality) -> NDArray[np.uint8]:
    """The line as the scanner delivers it."""
    noise = np.random.default_rng(rng.getrandbits(32))
    if quality == "clean":
        image = _contrast(rng, _blur(rng, page, 0.35, 0.7), 40, 235)
        image = _noise(noise, image, rng.uniform(0, 4))
    elif quality == "scan":
        image = _contrast(rng, _blur(rng, page, 0.4, 1.0), 70, 190)
        image = _noise(noise, image, rng.uniform(2, 10))
        if rng.random() < 0.2:
            image = _one_bit(rng, noise, image, 0.42, 0.66)
        image = _jpeg(rng, image, 35, 80) if rng.random() < 0.6 else image
    elif quality == "motion":
        image = _noise(noise, _contrast(rng, _motion_blur(rng, page), 60, 200), rng.uniform(2, 8))
    else:
        image = _bad_copy(rng, noise, page)
    return np.clip(image, 0, 255).astype(np.uint8)


def _bad_copy(rng: Random, noise: np.random.Generator, page: Gray) -> Gray:
    image = _blur(rng, page, 0.5, 1.15)
    if rng.random() < 0.3:  # strokes thickened or thinned by copying copies
        kernel = np.ones(rng.choice([(2, 2), (2, 2), (1, 2), (2, 1), (3, 2)]), np.uint8)
        image = np.asarray(cv2.erode(image, kernel) if rng.random() < 0.7 else cv2.dilate(image, kernel), np.float32)
    if rng.random() < 0.15:
        image = _bleed_through(rng, image)
    image = _contrast(rng, image, 110, 165)
    if rng.random() < 0.35:
        image = _shadow(rng, image)
    # Noise in proportion to the contrast: beyond this nobody could say what was written.
    depth = float(np.percentile(image, 95) - np.percentile(image, 1))
    image = _noise(noise, image, depth * rng.uniform(0.01, 0.11))
    if rng.random() < 0.4:
        image = _one_bit(rng, noise, image, 0.38, 0.72)
    if rng.random() < 0.25:
        image = _specks(rng, noise, image)
    return _jpeg(rng, image, 18, 60) if rng.random() < 0.5 else image


def _blur(rng: Random, image: Gray, low: float, high: float) -> Gray:
    return np.asarray(cv2.GaussianBlur(image, (0, 0), rng.uniform(low, high)), np.float32)


def _contrast(rng: Random, image: Gray, darkest: float, lightest: float) -> Gray:
    """Ink no darker than up to `darkest`, paper no lighter than from `lightest`."""
    dark, light = rng.uniform(0, darkest), rng.uniform(lightest, 255)
    return dark + image * ((light - dark) / 255.0)


def _noise(noise: np.random.Generator, image: Gray, sigma: float) -> Gray:
    return image + noise.standard_normal(image.shape, np.float32) * np.float32(sigma)


def _one_bit(rng: Random, noise: np.random.Generator, image: Gray, low: float, high: float) -> Gray:
    """A fax or copier threshold: low breaks thin strokes, high fills loops."""
    ink, paper = float(np.percentile(image, 1)), float(np.percentile(image, 90))
    level = ink + (paper - ink) * rng.uniform(low, high)
    return np.where(_noise(noise, image, (paper - ink) * rng.uniform(0, 0.05)) > level, np.float32(255), np.float32(0))


def _specks(rng: Random, noise: np.random.Generator, image: Gray) -> Gray:
    image = image.copy()
    height, width = image.shape
    for _ in range(rng.randint(2, max(3, height * width // 1500))):
        x, y = noise.integers(width), noise.integers(height)
        cv2.circle(image, (int(x), int(y)), rng.choice([0, 0, 1, 1, 2]), float(rng.choice([0, 30, 90])), -1)
    return image


def _shadow(rng: Random, image: Gray) -> Gray:
    left, right = rng.uniform(-70, 20), rng.uniform(-70, 20)
    slope = np.linspace(left, right, image.shape[1], dtype=np.float32)[None, :]
    top = np.linspace(rng.uniform(-20, 0), rng.uniform(-20, 0), image.shape[0], dtype=np.float32)[:, None]
    return np.asarray(image + slope + top, np.float32)


def _bleed_through(rng: Random, image: Gray) -> Gray:
    """The back of the sheet shines through: mirrored, shifted and faint."""
    back = cv2.GaussianBlur(np.roll(image[:, ::-1], rng.randint(-12, 12), axis=0), (0, 0), rng.uniform(0.8, 2.0))
    return np.asarray(np.minimum(image, 255 - (255 - back) * np.float32(rng.uniform(0.1, 0.35))), np.float32)


def _jpeg(rng: Random, image: Gray, low: int, high: int) -> Gray:
    _, data = cv2.imencode(
        ".jpg", np.clip(image, 0, 255).astype(np.uint8), [cv2.IMWRITE_JPEG_QUALITY, rng.randint(low, high)]
    )
    return np.asarray(cv2.imdecode(data, cv2.IMREAD_GRAYSCALE), np.float32)


def _motion_blur(rng: Random, image: Gray) -> Gray:
    """A telephone that moved: a straight smear of two to five pixels."""
    length, angle = rng.randint(3, 5), rng.uniform(0, 180)
    kernel = np.zeros((7, 7), np.float32)
    kernel[3, 3 - length // 2 : 3 - length // 2 + length] = 1
    turned = cv2.warpAffine(kernel, cv2.getRotationMatrix2D((3, 3), angle, 1), (7, 7))
    return np.asarray(cv2.filter2D(image, -1, turned / turned.sum(), borderType=cv2.BORDER_REPLICATE), np.float32)
