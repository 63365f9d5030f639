"""What a leader's telephone may send in, good and bad: sheets drawn and photographed, and pictures of other things.

People and places on them are invented. `python -m docproc.bench.bad_photographs` writes the page of documentation that
shows each and what is said of it.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Sequence

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from samples.pen import signature_mask
from samples.phone_photo import Pose, ground_picture, laid, light
from samples.typography import load_font, sarabun, thai_digits

DPI = 200
LONG_SIDE = 2600  # pixels of a photograph
FIRST_NAMES = ("บุญมี", "คำแปง", "สมนึก", "ทองดี", "อำไพ", "ปราณี", "สุวิทย์", "จันทร์ดี", "มานะ", "แสงเดือน", "วันชัย", "นวลจันทร์")
LAST_NAMES = ("ใจตรง", "ทาคำ", "วงค์ใส", "ปินตา", "คำลือ", "อินต๊ะ", "มูลเมือง", "ศรีวิชัย")
PEN = (150, 60, 30)  # blue, in the order blue, green, red
Points = Sequence[tuple[float, float]]
ColourImage = NDArray[np.uint8]  # (height, width, 3): blue, green, red


def sheet_page(
    rows: int = 15, sessions: Sequence[str] = (), *, empty: Sequence[int] = (), seed: int = 1
) -> ColourImage:
    """A sheet as a flat page (height, width, 3): portrait with one signature column, landscape with one a session.

    `empty`: the rows, counted from 1, that nobody signed.
    """
    rng = random.Random(seed)
    long, short = round(11.69 * DPI), round(8.27 * DPI)
    width, height = (long, short) if sessions else (short, long)
    top, margin = 330, 90
    pitch = min(86.0, (height - top - 100) / (rows + 1 + bool(sessions)))
    picture = Image.new("RGB", (width, height), (255, 255, 255))
    draw = ImageDraw.Draw(picture)
    font = load_font(sarabun().regular, min(38, round(0.62 * pitch)))
    head = load_font(sarabun().bold, 46)
    for n, line in enumerate(("บัญชีลงชื่อผู้เข้าร่วมประชุม", "ประชุมประชาคมหมู่บ้าน วันที่ ๑๒ มีนาคม ๒๕๖๗", "ณ ศาลาประชาคมบ้านทุ่งหลวง")):
        draw.text((width / 2, 70 + 72 * n), line, font=head, fill=(20, 20, 20), anchor="mm")
    signed = list(sessions) or ["ลายมือชื่อ"]
    share = (0.09, 0.36, *(0.55 / len(signed) for _ in signed))
    edges = np.cumsum([margin, *((width - 2 * margin) * part for part in share)])
    ys = [top + pitch * n for n in range(rows + 2)]
    for y in ys:
        draw.line((edges[0], y, edges[-1], y), fill=(20, 20, 20), width=3)
    for x in edges:
        draw.line((x, ys[0], x, ys[-1]), fill=(20, 20, 20), width=3)
    for n, label in enumerate(("ลำดับ", "ชื่อ - สกุล", *(f"ลายมือชื่อ{name}" if sessions else name for name in signed))):
        draw.text(
            ((edges[n] + edges[n + 1]) / 2, (ys[0] + ys[1]) / 2), label, font=font, fill=(20, 20, 20), anchor="mm"
        )
    for row in range(1, rows + 1):
        middle = (ys[row] + ys[row + 1]) / 2
        draw.text(((edges[0] + edges[1]) / 2, middle), thai_digits(row), font=font, fill=(20, 20, 20), anchor="mm")
        name = f"{rng.choice(FIRST_NAMES)} {rng.choice(LAST_NAMES)}"
        draw.text((edges[1] + 16, middle), name, font=font, fill=(20, 20, 20), anchor="lm")
    pixels = np.asarray(picture, np.uint8)[..., ::-1].copy()
    for row, column in itertools.product(range(1, rows + 1), range(len(signed))):
        if row not in empty:
            x = float(edges[2 + column] + edges[3 + column]) / 2
            _sign(pixels, rng, (x, (ys[row] + ys[row + 1]) / 2), 0.5 * float(edges[3] - edges[2]), 0.8 * pitch)
    return pixels


def _sign(pixels: ColourImage, rng: random.Random, at: tuple[float, float], width: float, height: float) -> None:
    mask = signature_mask(rng, width, height).astype(np.float32)[..., None] / 255
    top, left = round(at[1] - mask.shape[0] / 2), round(at[0] - mask.shape[1] / 2)
    view = pixels[top : top + mask.shape[0], left : left + mask.shape[1]]
    view[:] = (view * (1 - mask) + np.array(PEN, np.float32) * mask).astype(np.uint8)


def ground(kind: str, size: tuple[int, int], seed: int = 3) -> NDArray[np.float32]:
    """What lies under the sheet: "wood", "cloth" (a woven pattern in squares) or "dark"; size is (height, width)."""
    rng = np.random.default_rng(seed)
    height, width = size
    ys, xs = np.mgrid[0:height, 0:width].astype(np.float32)
    if kind == "cloth":
        squares = ((xs // 70).astype(int) + (ys // 70).astype(int)) % 2
        flowers = np.hypot(xs % 140 - 70, ys % 140 - 70) < 26
        picture = np.where(squares[..., None] == 0, (70, 40, 150), (150, 190, 215)).astype(np.float32)
        picture[flowers] = (60, 160, 70)
    elif kind == "wood":
        grain = cv2.resize(rng.uniform(0.75, 1.05, (height // 6, 6)).astype(np.float32), (width, height))
        picture = np.asarray(grain[..., None] * np.array((62, 95, 140), np.float32), np.float32)
    else:
        picture = np.full((height, width, 3), (38, 34, 30), np.float32)
    return picture + rng.normal(0, 4, (height, width, 1)).astype(np.float32)


def photographed(
    pages: Sequence[tuple[ColourImage, Points]], kind: str = "wood", size: tuple[int, int] = (LONG_SIDE, 1950)
) -> ColourImage:
    """Pages laid where their four corners say (shares of the picture: top left, then clockwise), under a lamp."""
    height, width = size
    scene = np.asarray(ground(kind, size), np.float32)
    for page, corners in pages:
        places = np.array([(x * width, y * height) for x, y in corners], np.float32)
        source = np.array([(0, 0), (page.shape[1], 0), (page.shape[1], page.shape[0]), (0, page.shape[0])], np.float32)
        matrix = cv2.getPerspectiveTransform(source, places)
        laid = cv2.warpPerspective(cv2.GaussianBlur(page, (0, 0), 0.6), matrix, (width, height), flags=cv2.INTER_AREA)
        whole = np.full(page.shape[:2], 255, np.uint8)
        inside = np.asarray(cv2.warpPerspective(whole, matrix, (width, height)), np.float32)[..., None] / 255
        toned = laid * inside * np.array((0.9, 0.94, 0.96), np.float32)
        scene = np.asarray(scene * (1 - inside) + toned, np.float32)
    return _lit(scene, 7)


def _lit(scene: NDArray[np.float32], seed: int) -> ColourImage:
    height, width = scene.shape[:2]
    ys, xs = np.mgrid[0:height, 0:width].astype(np.float32)
    light = 1.02 - 0.35 * np.hypot(xs / width - 0.4, ys / height - 0.35)
    noise = np.random.default_rng(seed).normal(0, 2.5, (height, width, 1))
    return np.asarray(np.clip(scene * light[..., None] + noise, 0, 255), np.uint8)


WHOLE: Points = ((0.07, 0.05), (0.92, 0.07), (0.95, 0.94), (0.05, 0.93))


def good() -> ColourImage:
    """A sheet as it should be taken."""
    return photographed([(sheet_page(18, empty=(4, 9)), WHOLE)])


def no_sheet() -> ColourImage:
    """A hall: wall, floor, windows, a row of chairs."""
    scene = np.zeros((LONG_SIDE, 1950, 3), np.float32)
    scene[:1500], scene[1500:] = (170, 190, 180), (90, 110, 135)
    rng = np.random.default_rng(4)
    for n in range(3):
        cv2.rectangle(scene, (200 + 560 * n, 250), (520 + 560 * n, 800), (235, 225, 205), -1)
        cv2.rectangle(scene, (200 + 560 * n, 250), (520 + 560 * n, 800), (60, 60, 70), 14)
    for n in range(6):
        x, y = 150 + 290 * n, 1500 + int(rng.integers(0, 500))
        cv2.rectangle(scene, (x, y), (x + 190, y + 260), tuple(int(v) for v in rng.integers(20, 160, 3)), -1)
        cv2.rectangle(scene, (x, y + 260), (x + 190, y + 320), (40, 40, 40), -1)
    return _lit(np.asarray(cv2.GaussianBlur(scene, (0, 0), 2), np.float32), 5)


def selfie() -> ColourImage:
    """A face and shoulders before a wall."""
    scene = np.full((LONG_SIDE, 1950, 3), (150, 170, 160), np.float32)
    cv2.ellipse(scene, (975, 2650), (820, 900), 0, 0, 360, (120, 60, 40), -1)
    cv2.ellipse(scene, (975, 1050), (520, 700), 0, 0, 360, (25, 25, 30), -1)
    cv2.ellipse(scene, (975, 1200), (440, 600), 0, 0, 360, (120, 150, 205), -1)
    for x in (800, 1150):
        cv2.ellipse(scene, (x, 1100), (85, 45), 0, 0, 360, (245, 245, 245), -1)
        cv2.circle(scene, (x, 1100), 38, (30, 30, 35), -1)
    cv2.ellipse(scene, (975, 1500), (170, 70), 0, 0, 180, (90, 80, 170), -1)
    cv2.line(scene, (975, 1180), (945, 1340), (90, 120, 175), 22)
    return _lit(np.asarray(cv2.GaussianBlur(scene, (0, 0), 4), np.float32), 6)


def half_sheet() -> ColourImage:
    """The right of the sheet, the signatures, lies outside the picture."""
    return photographed([(sheet_page(18), ((0.15, 0.06), (1.55, 0.05), (1.58, 0.95), (0.12, 0.94)))])


def two_sheets() -> ColourImage:
    """Two sheets side by side."""
    left: Points = ((0.03, 0.06), (0.485, 0.05), (0.48, 0.95), (0.02, 0.94))
    right: Points = ((0.52, 0.05), (0.97, 0.07), (0.98, 0.94), (0.515, 0.95))
    return photographed([(sheet_page(18), left), (sheet_page(18, seed=9), right)], "dark", (2000, 2900))


def on_cloth() -> ColourImage:
    """A sheet on a patterned cloth."""
    return photographed([(sheet_page(18, empty=(2, 3)), WHOLE)], "cloth")


def curled() -> ColourImage:
    """The sheet arches up in its middle like the page of a thick book."""
    page = sheet_page(18)
    height, width = page.shape[:2]
    ys, xs = np.mgrid[0 : height + 160, 0:width].astype(np.float32)
    arch = 110 * np.sin(np.pi * xs / width)
    bent = cv2.remap(page, xs, ys - 130 + arch, cv2.INTER_LINEAR, borderValue=(38, 34, 30))
    shade = 0.82 + 0.18 * np.cos(2 * np.pi * (xs / width - 0.3))
    return photographed([((bent * shade[..., None]).astype(np.uint8), WHOLE)], "dark")


def rolled() -> ColourImage:
    """The sheet was carried rolled up and does not lie down."""
    size = (LONG_SIDE, 1950)
    noise = np.random.default_rng(8)
    scene = ground_picture("wood", size, noise)
    laid(
        scene,
        np.ascontiguousarray(sheet_page(18)[..., ::-1]),
        Pose(((0.1, 0.2), (0.9, 0.2), (0.9, 0.95), (0.1, 0.95)), 0.24),
    )
    lit = scene * light(size, noise, 0.8)[..., None] + noise.normal(0, 2.5, (*size, 1))
    return np.ascontiguousarray(np.clip(lit, 0, 255).astype(np.uint8)[..., ::-1])


def in_shadow() -> ColourImage:
    """Evening, no lamp."""
    return np.asarray(np.clip(good() * 0.22, 0, 255), np.uint8)


def under_a_lamp() -> ColourImage:
    """The lamp is mirrored in the paper over some rows."""
    photo = good().astype(np.float32)
    ys, xs = np.mgrid[0 : photo.shape[0], 0 : photo.shape[1]].astype(np.float32)
    glow = 420 * np.exp(-(((xs - 1000) / 300) ** 2) - ((ys - 1300) / 260) ** 2)
    return np.asarray(np.clip(photo + glow[..., None], 0, 255), np.uint8)


def from_afar() -> ColourImage:
    """Taken from afar."""
    corners: Points = ((0.3, 0.3), (0.71, 0.29), (0.72, 0.71), (0.29, 0.7))
    return photographed([(sheet_page(18), corners)])


def under_a_hand() -> ColourImage:
    """A hand lies over rows."""
    photo = good()
    cv2.ellipse(photo, (1500, 1900), (420, 190), 25, 0, 360, (95, 125, 175), -1)
    return photo


def of_a_screen() -> ColourImage:
    """The sheet on a computer screen: its frame around it, its pixels beating against the camera's."""
    photo = photographed([(sheet_page(18), ((0.1, 0.08), (0.9, 0.08), (0.9, 0.92), (0.1, 0.92)))], "dark")
    height, width = photo.shape[:2]
    ys, xs = np.mgrid[0:height, 0:width].astype(np.float32)
    lines = 1 - 0.16 * (np.sin(2 * np.pi * (xs * 0.312 + ys * 0.006)) > 0) - 0.12 * (np.sin(2 * np.pi * ys * 0.29) > 0)
    beat = 1 + 0.05 * np.sin(2 * np.pi * (xs * 0.012 + ys * 0.008))
    toned = photo * (lines * beat)[..., None] * np.array((1.25, 1.15, 1.08))
    return np.asarray(np.clip(toned, 0, 255), np.uint8)


def blank_sheet() -> ColourImage:
    """A blank sheet."""
    return photographed([(np.full((2338, 1654, 3), 252, np.uint8), WHOLE)])


def three_rows() -> ColourImage:
    """A sheet of three rows."""
    return photographed([(sheet_page(3, empty=(2,)), WHOLE)])


def sixty_rows() -> ColourImage:
    """A sheet of sixty rows."""
    return photographed([(sheet_page(60, empty=(7, 31, 58)), WHOLE)], size=(3500, 2600))


def morning_and_afternoon() -> ColourImage:
    """A landscape sheet with morning and afternoon."""
    page = sheet_page(14, ("ภาคเช้า", "ภาคบ่าย"), empty=(5,))
    return photographed([(page, ((0.05, 0.07), (0.94, 0.06), (0.96, 0.93), (0.04, 0.95)))], size=(1950, LONG_SIDE))


def shaken() -> ColourImage:
    """A shaken hand."""
    return np.asarray(cv2.blur(good(), (27, 5)), np.uint8)


BAD_INPUTS: dict[str, Callable[[], ColourImage]] = {
    "no-sheet": no_sheet, "selfie": selfie, "half-sheet": half_sheet, "two-sheets": two_sheets, "cloth": on_cloth,
    "curled": curled, "rolled": rolled, "screen": of_a_screen, "blank": blank_sheet, "three-rows": three_rows,
    "sixty-rows": sixty_rows, "morning-afternoon": morning_and_afternoon, "shaken": shaken, "dark": in_shadow,
    "glare": under_a_lamp, "far": from_afar, "hand": under_a_hand,
}  # fmt: skip
