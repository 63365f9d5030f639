"""Where the fonts for rendering are found, how often each is used, and which families are kept for measuring only."""

import importlib.util
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from PIL import ImageFont

# PyPI odoo-addon-l10n-th-fonts, unpacked: TH Sarabun is what offices must write in, hence its weight.
_NATIONAL_WEIGHTS: Final = {
    "THSarabun": 8.0,
    "THSarabunNew": 9.0,
    "THNiramitAS": 2.0,
    "AngsanaNew": 2.5,
    "THBaijam": 0.8,
    "THChakraPetch": 0.8,
    "THKoHo": 0.8,
    "THKrub": 0.8,
    "THKodchasal": 0.8,
    "THFahkwang": 0.8,
    "THK2DJuly8": 0.8,
    "THMaliGrade6": 0.8,
    "THCharmofAU": 0.3,
}
_TLWG_FOLDER: Final = Path("/usr/share/fonts/truetype/tlwg")  # Debian fonts-thai-tlwg
_NOTO_FOLDER: Final = Path("/usr/share/fonts/truetype/noto")  # Debian fonts-noto-core
_TLWG_FAMILIES: Final = ("Laksaman", "Garuda", "Kinnari", "Loma", "Norasi", "Umpush", "Waree", "Sawasdee", "TlwgTypo")
# Never trained on: a typewriter family and one drawn like handwriting.
HELD_OUT_FAMILIES: Final = ("TlwgTypewriter", "TlwgTypist", "TlwgMono", "Purisa")


@dataclass(frozen=True, slots=True)
class Face:
    """A font file with its share in the drawing."""

    path: str
    family: str
    weight: float


def training_faces(national_folder: Path) -> tuple[Face, ...]:
    """Every face to train on. Raises FileNotFoundError where the national fonts are not in the folder."""
    faces = [
        Face(str(national_folder / f"{name}.ttf"), name, weight)
        for name, weight in _NATIONAL_WEIGHTS.items()
        if (national_folder / f"{name}.ttf").exists()
    ]
    if not faces:
        raise FileNotFoundError(f"no national fonts in {national_folder}; see docs/line-reader.md for how to get them")
    for family in _TLWG_FAMILIES:
        faces += [Face(str(_TLWG_FOLDER / f"{family}{style}.ttf"), family, 0.4) for style in ("", "-Bold")]
    for stem in ("NotoLoopedThai", "NotoSansThai", "NotoSerifThai"):
        faces += [Face(str(_NOTO_FOLDER / f"{stem}-{style}.ttf"), stem, 0.5) for style in ("Regular", "Bold")]
    faces += [Face(str(path), "Sarabun", 1.0) for path in _sarabun_files()]
    return tuple(face for face in faces if Path(face.path).exists())


def held_out_faces() -> tuple[Face, ...]:
    faces = [Face(str(_TLWG_FOLDER / f"{family}.ttf"), family, 1.0) for family in HELD_OUT_FAMILIES]
    return tuple(face for face in faces if Path(face.path).exists())


def _sarabun_files() -> list[Path]:
    """The upright weights of PyPI fontpkg-sarabun (OFL) that print looks like."""
    spec = importlib.util.find_spec("fontpkg_sarabun")
    if spec is None or not spec.submodule_search_locations:
        return []
    folder = Path(next(iter(spec.submodule_search_locations)))
    return [path for style in ("Regular", "Medium", "Bold") for path in folder.rglob(f"Sarabun-{style}.ttf")]


@lru_cache(maxsize=512)
def load_font(path: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.RAQM)


@lru_cache(maxsize=16384)
def has_glyph(path: str, char: str) -> bool:
    """Whether the face draws this character as anything but its box for missing glyphs."""
    font = load_font(path, 20)
    return bytes(font.getmask(char)) != bytes(font.getmask("\uffff"))


@lru_cache(maxsize=256)
def body_height(path: str, size: int) -> float:
    """The height in pixels of a consonant without ascender."""
    _, top, _, bottom = load_font(path, size).getbbox("นอม", anchor="ls")
    return float(bottom - top)


@lru_cache(maxsize=4096)
def size_for_body(path: str, body: int) -> int:
    """The font size whose consonants are about `body` pixels high."""
    return max(8, round(100 * body / body_height(path, 100)))
