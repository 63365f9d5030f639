"""A page photographed by a telephone in a village hall: on what it lies, how it is bent, and in what light."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from samples.damage import Damaged

Ground = Literal["wood", "checked_cloth", "flowered_cloth", "tiles", "light_table", "papers", "mat"]
# On what a page lies and how far it arches, as a share of its width.
Scene = tuple[Ground, float]
SCENES: tuple[Scene | None, ...] = (
    None, ("checked_cloth", 0.0), ("wood", 0.03), ("light_table", 0.0), ("papers", 0.05), ("flowered_cloth", 0.0),
    ("mat", 0.02), ("tiles", 0.07),
)  # fmt: skip
Floats = NDArray[np.float32]
Colour = tuple[float, float, float]
SKIN: Colour = (196, 145, 112)


@dataclass(frozen=True)
class Pose:
    """How a page lies: `arch` is the height of its bend as a share of its width, 0 for a flat page.

    A page bends about an upright axis (its rules arch) or, with `lengthwise`, about a level one (its columns arch).
    `peak` is where along the page, 0..1, the bend is highest.
    """

    corners: tuple[tuple[float, float], ...]  # shares of the picture: top left, then clockwise
    arch: float = 0.0
    peak: float = 0.5
    lengthwise: bool = False


def any_pose(rng: random.Random, farthest: float = 0.1, arch: float = 0.0) -> Pose:
    """Held by hand: each corner somewhere between 2 % and `farthest` from the picture's edges."""
    at = [rng.uniform(0.02, farthest) for _ in range(8)]
    corners = ((at[0], at[1]), (1 - at[2], at[3]), (1 - at[4], 1 - at[5]), (at[6], 1 - at[7]))
    return Pose(corners, arch, rng.uniform(0.35, 0.65), rng.random() < 0.3)


def phone_photo(image: Image.Image, rng: random.Random, ground: Ground, arch: float = 0.0) -> Damaged:
    """One page on one of the grounds, with a thumb at its edge now and then, shadow, noise and JPEG."""
    longer = rng.choice((2100, 2500, 3000))
    size = (longer, round(longer * 0.75))
    pose = any_pose(rng, 0.11, arch)
    noise = np.random.default_rng(rng.getrandbits(32))
    scene = ground_picture(ground, size, noise)
    matrix = laid(scene, np.asarray(image), pose, paper=(0.97, 0.96, rng.uniform(0.9, 0.96)))
    if rng.random() < 0.35:
        hold(scene, pose, rng)
    lamp = light(size, noise, rng.uniform(0.55, 0.8))[..., None]
    lit = cv2.GaussianBlur(scene * lamp, (0, 0), rng.uniform(0.4, 0.8))
    noisy = np.clip(lit + noise.normal(0, rng.uniform(1.5, 4), (*size, 1)), 0, 255).astype(np.uint8)
    height, width = image.height, image.width
    bend = _bent(pose, width, height) if pose.arch else None
    return Damaged(noisy, 0, matrix, "jpeg", rng.randint(62, 85), bend)


def laid(scene: Floats, page: NDArray[np.uint8], pose: Pose, paper: Colour = (0.97, 0.95, 0.9)) -> NDArray[np.float64]:
    """Lays the page on the scene (red, green, blue); returns the way (3, 3) from its pixels, once bent, to the scene's.

    The soft shadow beside it grows with the bend: a curled page stands off the table.
    """
    high, wide = scene.shape[:2]
    height, width = page.shape[:2]
    if pose.arch:
        page, whole = _bent_page(page, pose)
    else:
        whole = np.full(page.shape[:2], 255, np.uint8)
    corners = np.array([(x * wide, y * high) for x, y in pose.corners], np.float32)
    source = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    matrix = cv2.getPerspectiveTransform(source, corners)
    soft = cv2.GaussianBlur(page, (0, 0), max(0.5, 0.28 * height / high))
    # Bending moves the page's own frame: `_bent_page` pads it by as much on every side.
    pad = (page.shape[0] - height) // 2
    moved = matrix @ np.array([[1, 0, -pad], [0, 1, -pad], [0, 0, 1]], np.float64)
    flat = cv2.warpPerspective(soft, moved, (wide, high), flags=cv2.INTER_AREA).astype(np.float32)
    inside = cv2.warpPerspective(whole, moved, (wide, high)).astype(np.float32)[..., None] / 255
    cast = round(high * (0.006 + 0.5 * pose.arch))
    scene *= 1 - 0.4 * _soft(np.roll(inside[..., 0], (cast, cast), axis=(0, 1)), max(2.0, cast))[..., None]
    scene *= 1 - inside
    scene += flat * inside * np.array(paper, np.float32)
    return np.asarray(matrix, np.float64)


def _soft(shape: Floats, sigma: float) -> Floats:
    """The shape blurred. Over hundreds of pixels no detail is left, and a small copy serves: a second, not a minute."""
    step = max(1, round(sigma / 64))
    if step == 1:
        return np.asarray(cv2.GaussianBlur(shape, (0, 0), sigma), np.float32)
    high, wide = shape.shape[:2]
    small = cv2.resize(shape, (wide // step, high // step), interpolation=cv2.INTER_AREA)
    blurred = cv2.GaussianBlur(small, (0, 0), sigma / step)
    return np.asarray(cv2.resize(blurred, (wide, high), interpolation=cv2.INTER_CUBIC), np.float32)


def _along(pose: Pose, length: int, arch: float) -> tuple[Floats, Floats, Floats]:
    """For each pixel across the bend: where a bent place shows, how far it is moved aside, and how it is lit."""
    share = np.linspace(0, 1, length, dtype=np.float32)
    # Through 0 at both ends and 1 at the peak: a page held at its edges or lying in a thick book.
    power = np.log(0.5) / np.log(pose.peak)
    height = np.sin(np.pi * share**power)
    slope = np.gradient(arch * height * length, edge_order=1)
    steps = 1 / np.sqrt(1 + slope**2)
    shown = np.concatenate([[0], np.cumsum(steps[:-1])]).astype(np.float32)
    shown *= (length - 1) / shown[-1]
    return shown, (-arch * length * height).astype(np.float32), (1 - 0.55 * np.abs(slope)).astype(np.float32)


def _bent(pose: Pose, width: int, height: int) -> Callable[[NDArray[np.float64]], NDArray[np.float64]]:
    """From places (n, 2) of the flat page to those of the bent one."""
    axis = 1 if pose.lengthwise else 0
    length = height if pose.lengthwise else width
    shown, aside, _ = _along(pose, length, pose.arch * width / length)

    def move(places: NDArray[np.float64]) -> NDArray[np.float64]:
        out = places.copy()
        out[:, axis] = np.interp(places[:, axis], np.arange(length), shown)
        out[:, 1 - axis] += np.interp(places[:, axis], np.arange(length), aside)
        return out

    return move


def _bent_page(page: NDArray[np.uint8], pose: Pose) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """The page as it looks once bent, padded on all sides, and 255 where it is paper."""
    height, width = page.shape[:2]
    length = height if pose.lengthwise else width
    shown, aside, shade = _along(pose, length, pose.arch * width / length)
    pad = round(pose.arch * width) + 8
    flat = np.interp(np.arange(-pad, length + pad), shown, np.arange(length), left=-1e6, right=1e6).astype(np.float32)
    index = np.clip(flat, 0, length - 1)
    moved = np.interp(index, np.arange(length), aside).astype(np.float32)
    lit = np.interp(index, np.arange(length), shade).astype(np.float32)
    ys, xs = np.mgrid[-pad : height + pad, -pad : width + pad].astype(np.float32)
    if pose.lengthwise:
        map_x, map_y, lamp = xs - moved[:, None], np.repeat(flat[:, None], xs.shape[1], 1), lit[:, None]
    else:
        map_x, map_y, lamp = np.repeat(flat[None, :], ys.shape[0], 0), ys - moved[None, :], lit[None, :]
    bent = cv2.remap(page, map_x, map_y, cv2.INTER_LINEAR)
    whole = cv2.remap(np.full((height, width), 255, np.uint8), map_x, map_y, cv2.INTER_LINEAR)
    return np.asarray(bent * lamp[..., None], np.uint8), np.asarray(whole, np.uint8)


def hold(scene: Floats, pose: Pose, rng: random.Random) -> None:
    """A thumb on the margin of the page, from the picture's nearer side."""
    high, wide = scene.shape[:2]
    left = rng.random() < 0.5
    upper, lower = (pose.corners[0], pose.corners[3]) if left else (pose.corners[1], pose.corners[2])
    share = rng.uniform(0.55, 0.9)
    x, y = (upper[axis] + (lower[axis] - upper[axis]) * share for axis in (0, 1))
    outward = -1 if left else 1
    thumb = np.zeros((high, wide), np.uint8)
    tip = (round(wide * (x - outward * 0.012)), round(high * y))
    far = (round(wide * (x + outward * 0.3)), round(high * (y + rng.uniform(0.02, 0.12))))
    cv2.line(thumb, tip, far, 255, round(0.05 * wide))
    soft = cv2.GaussianBlur(thumb, (0, 0), 2.5).astype(np.float32)[..., None] / 255
    scene *= 1 - soft
    scene += soft * np.array(SKIN, np.float32) * rng.uniform(0.6, 1.05)


def light(size: tuple[int, int], noise: np.random.Generator, darkest: float) -> Floats:
    """A lamp or a window falling off, and the soft shadow of the hand that holds the telephone."""
    high, wide = size
    ys, xs = np.mgrid[0:high, 0:wide].astype(np.float32)
    centre = noise.uniform(0.2, 0.8, 2)
    away = np.hypot(ys / high - centre[0], xs / wide - centre[1]) / 1.1
    lamp = 1.04 - (1 - darkest) * 0.8 * away
    at, tilt = noise.uniform(0.2, 0.9), noise.uniform(-0.9, 0.9)
    shadow = 1 / (1 + np.exp(-((xs / wide - at) + tilt * (ys / high - 0.5)) / noise.uniform(0.02, 0.08)))
    return np.asarray(lamp * (1 - (1 - darkest) * 0.6 * shadow), np.float32)


def ground_picture(ground: Ground, size: tuple[int, int], noise: np.random.Generator) -> Floats:
    """What lies under the page, (height, width, 3), red, green, blue."""
    drawn: dict[Ground, Callable[[tuple[int, int], np.random.Generator], Floats]] = {
        "wood": _wood, "checked_cloth": _checked, "flowered_cloth": _flowered, "tiles": _tiles,
        "light_table": _light_table, "papers": _papers, "mat": _mat,
    }  # fmt: skip
    return np.asarray(drawn[ground](size, noise), np.float32)


def _wood(size: tuple[int, int], noise: np.random.Generator) -> Floats:
    high, wide = size
    grain = cv2.resize(
        noise.uniform(0.65, 1.1, (high // 5, 7)).astype(np.float32), (wide, high), interpolation=cv2.INTER_CUBIC
    )
    return np.asarray(grain[..., None] * noise.uniform((95, 65, 40), (190, 140, 95)), np.float32)


def _checked(size: tuple[int, int], noise: np.random.Generator) -> Floats:
    """A loincloth's checks: stripes of three colours crossing each other."""
    high, wide = size
    colours = noise.uniform(20, 230, (3, 3)).astype(np.float32)
    pitch = int(noise.integers(40, 130))
    ys, xs = np.mgrid[0:high, 0:wide]
    return np.asarray((colours[(ys // pitch) % 3] + colours[(xs // pitch) % 3]) / 2, np.float32)


def _flowered(size: tuple[int, int], noise: np.random.Generator) -> Floats:
    high, wide = size
    picture = np.empty((high, wide, 3), np.float32)
    picture[:] = noise.uniform(60, 235, 3)
    for _ in range(int(noise.integers(150, 320))):
        at = int(noise.integers(0, wide)), int(noise.integers(0, high))
        colour = tuple(float(value) for value in noise.uniform(30, 240, 3))
        radius = int(noise.integers(12, 55))
        for turn in np.arange(0, 2 * np.pi, 2 * np.pi / 5):
            petal = round(at[0] + radius * np.cos(turn)), round(at[1] + radius * np.sin(turn))
            cv2.circle(picture, petal, radius // 2, colour, -1)
        cv2.circle(picture, at, radius // 2, (240, 210, 60), -1)
    return picture


def _tiles(size: tuple[int, int], noise: np.random.Generator) -> Floats:
    high, wide = size
    pitch = int(noise.integers(220, 480))
    ys, xs = np.mgrid[0:high, 0:wide]
    tone = noise.uniform(0.85, 1.0, (high // pitch + 2, wide // pitch + 2)).astype(np.float32)
    base = noise.uniform((130, 120, 110), (205, 200, 195)).astype(np.float32)
    picture = tone[ys // pitch, xs // pitch][..., None] * base
    picture[(ys % pitch < 7) | (xs % pitch < 7)] = (110, 105, 100)
    return np.asarray(picture, np.float32)


def _light_table(size: tuple[int, int], noise: np.random.Generator) -> Floats:
    """White plastic or a pale laminate: hardly darker than paper."""
    high, wide = size
    speckle = cv2.GaussianBlur(noise.normal(0, 12, (high, wide)).astype(np.float32), (0, 0), 2)
    return np.asarray(
        speckle[..., None] + noise.uniform((188, 186, 180), (226, 224, 222)).astype(np.float32), np.float32
    )


def _papers(size: tuple[int, int], noise: np.random.Generator) -> Floats:
    """Other printed pages lie about on a dark desk, under the sheet."""
    high, wide = size
    picture = np.empty((high, wide, 3), np.float32)
    picture[:] = noise.uniform(35, 90, 3)
    for _ in range(4):
        page = np.full((round(0.5 * high), round(0.4 * high), 3), 232, np.uint8)
        for y in range(60, page.shape[0] - 60, 34):
            x = 50
            while x < page.shape[1] - 90:
                word = int(noise.integers(18, 80))
                page[y : y + 12, x : min(x + word, page.shape[1] - 50)] = 90
                x += word + 14
        degrees, at = float(noise.uniform(-60, 60)), noise.uniform(-0.1, 0.9, 2) * (wide, high)
        turn = cv2.getRotationMatrix2D((page.shape[1] / 2, page.shape[0] / 2), degrees, 1.0)
        turn[:, 2] += np.asarray(at - np.array([page.shape[1], page.shape[0]]) / 2)
        whole = cv2.warpAffine(np.full(page.shape[:2], 255, np.uint8), turn, (wide, high))[..., None] / np.float32(255)
        picture = picture * (1 - whole) + cv2.warpAffine(page, turn, (wide, high)) * whole
    return np.asarray(picture, np.float32)


def _mat(size: tuple[int, int], noise: np.random.Generator) -> Floats:
    """A woven reed mat: short light and dark strokes, over and under."""
    high, wide = size
    pitch = int(noise.integers(16, 30))
    ys, xs = np.mgrid[0:high, 0:wide]
    over = ((ys // pitch) + (xs // (3 * pitch))) % 2
    base, dark = noise.uniform((170, 140, 80), (215, 190, 130)), noise.uniform((90, 50, 40), (140, 110, 70))
    tone = np.where((over == 0)[..., None], base, dark)
    return np.asarray(tone * (0.8 + 0.2 * ((ys % pitch) > 3))[..., None], np.float32)
