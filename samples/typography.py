"""Fonts, Thai clusters and line breaking for rendered pages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from PIL import ImageFont
from pythainlp.tokenize import Trie, word_tokenize

DPI = 300
THAI_DIGITS = "๐๑๒๓๔๕๖๗๘๙"
THAI_MONTHS = (
    "มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน",
    "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม",
)  # fmt: skip
THAI_MONTHS_SHORT = (
    "ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.",
)  # fmt: skip

# A base character with the vowels and tone marks standing above or below it; ำ belongs to the consonant before it,
# because its circle is drawn over that consonant.
_CLUSTER = re.compile(r"[^\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0e33][\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]*\u0e33?")
_LATIN = re.compile(r"[\u0021-\u007e\u00a0-\u024f]")
# What no Thai writer would break: the dictionary of the tokenizer splits these.
_UNBROKEN = ("อสด.", "พ.ศ.", "โทร.", "จังหวัด", "ณ วันที่")


def px(millimetres: float) -> int:
    """Page pixels at 300 dpi."""
    return round(millimetres * DPI / 25.4)


def thai_digits(value: object) -> str:
    """The text of `value` with Arabic digits turned into Thai ones."""
    return str(value).translate({ord(str(n)): digit for n, digit in enumerate(THAI_DIGITS)})


def arabic_digits(text: str) -> str:
    """The text with Thai digits turned into Arabic ones."""
    return text.translate({ord(digit): str(n) for n, digit in enumerate(THAI_DIGITS)})


@dataclass(frozen=True)
class Family:
    """The files of one type family. `scale` makes families of unlike em sizes look 16 pt like TH Sarabun."""

    name: str
    regular: Path
    bold: Path
    scale: float = 1.0


def sarabun() -> Family:
    folder = Path(str(files("fontpkg_sarabun"))) / "files"
    return Family("Sarabun", folder / "Sarabun-Regular.ttf", folder / "Sarabun-Bold.ttf")


TLWG, NOTO = Path("/usr/share/fonts/truetype/tlwg"), Path("/usr/share/fonts/truetype/noto")


def installed_families() -> list[Family]:
    """Sarabun, and the Thai families that letters are set in, found where Debian puts fonts."""
    candidates = [
        Family("Laksaman", TLWG / "Laksaman.ttf", TLWG / "Laksaman-Bold.ttf", 0.98),
        Family("Garuda", TLWG / "Garuda.ttf", TLWG / "Garuda-Bold.ttf", 0.86),
        Family("Loma", TLWG / "Loma.ttf", TLWG / "Loma-Bold.ttf", 0.9),
        Family("Noto Serif Thai", NOTO / "NotoSerifThai-Regular.ttf", NOTO / "NotoSerifThai-Bold.ttf", 0.94),
        Family("Noto Looped Thai", NOTO / "NotoLoopedThai-Regular.ttf", NOTO / "NotoLoopedThai-Bold.ttf", 0.92),
    ]
    return [sarabun(), *(family for family in candidates if _draws_letters(family))]


def every_family(folder: Path | None = None) -> list[Family]:
    """The families above, those that letters are seldom set in, and the Thai fonts of `folder`, one a file.

    A Thai family without Latin letters and the signs of letters is left out: no letter can be set in it alone.
    """
    known = installed_families()
    named = {family.name for family in known}
    more = [_like_sarabun(stem, TLWG / f"{stem}.ttf", TLWG / f"{stem}-Bold.ttf") for stem in _OTHER_TLWG]
    more.append(_like_sarabun("Noto Sans Thai", NOTO / "NotoSansThai-Regular.ttf", NOTO / "NotoSansThai-Bold.ttf"))
    for path in sorted(folder.glob("*.ttf")) if folder else ():
        bold = path.with_name(f"{path.stem} Bold.ttf")
        more.append(_like_sarabun(path.stem, path, bold if bold.is_file() else path))
    return known + [family for family in more if family and family.name not in named and _draws_letters(family)]


_OTHER_TLWG = (
    "Kinnari", "Norasi", "Umpush", "Waree", "Sawasdee", "TlwgTypo", "TlwgTypewriter", "TlwgTypist", "TlwgMono",
    "Purisa",
)  # fmt: skip
_SAMPLE_WORDS = "ขอเชิญประชุมเตรียมการ"


def _like_sarabun(name: str, regular: Path, bold: Path) -> Family | None:
    """The family scaled to Sarabun's letters, none of its lines a tenth wider: typewriter faces come out lower."""
    if not regular.is_file():
        return None
    own, ours = load_font(regular, 100), load_font(sarabun().regular, 100)
    high = _body(ours) / max(1.0, _body(own))
    wide = ours.getlength(_SAMPLE_WORDS) / max(1.0, own.getlength(_SAMPLE_WORDS))
    return Family(name, regular, bold if bold.is_file() else regular, round(min(high, 1.1 * wide), 2))


@lru_cache(maxsize=256)
def _body(font: ImageFont.FreeTypeFont) -> float:
    _, top, _, bottom = font.getbbox("นอม", anchor="ls")
    return float(bottom - top)


def _draws_letters(family: Family) -> bool:
    """Whether the family is installed and has the Latin letters and signs that letters need beside Thai."""
    if not (family.regular.is_file() and family.bold.is_file()):
        return False
    font = load_font(family.regular, 40)
    missing = bytes(font.getmask("\uffff"))
    return all(bytes(font.getmask(sign)) != missing for sign in ".,/()-@“” AZaz09".replace(" ", ""))


@lru_cache(maxsize=256)
def load_font(path: Path, size: float) -> ImageFont.FreeTypeFont:
    """A font whose marks are placed by raqm; Thai vowels overlap tone marks without it."""
    return ImageFont.truetype(str(path), size, layout_engine=ImageFont.Layout.RAQM)


@dataclass(frozen=True)
class Style:
    family: Family
    size: float = 46.0
    bold: bool = False

    @property
    def font(self) -> ImageFont.FreeTypeFont:
        path = self.family.bold if self.bold else self.family.regular
        return load_font(path, round(self.size * self.family.scale))

    @property
    def body(self) -> float:
        """Height of a consonant, in pixels."""
        return _body(self.font)

    def sized(self, size: float) -> Style:
        return Style(self.family, size, self.bold)

    def heavy(self) -> Style:
        return Style(self.family, self.size, True)

    def width(self, text: str) -> float:
        return self.font.getlength(text)


def clusters(text: str) -> list[str]:
    """The text cut where letter spacing may be put: never between a consonant and its marks."""
    return _CLUSTER.findall(text)


def is_latin(character: str) -> bool:
    return _LATIN.match(character) is not None


@lru_cache(maxsize=1)
def _words() -> Trie:
    from pythainlp.corpus import thai_words

    return Trie(set(thai_words()) | set(_UNBROKEN))


def _breakable(text: str) -> list[str]:
    words = word_tokenize(text, custom_dict=_words(), engine="newmm", keep_whitespace=True)
    joined: list[str] = []
    for word in _numbers_whole(words):
        # Marks and closing signs may not begin a line; a number stays with the word it counts from.
        if joined and not word.isspace() and (word[0] in ".,)”ๆฯ/-:" or joined[-1][-1] in "(“/-.:"):
            joined[-1] += word
        else:
            joined.append(word)
    return joined


def _numbers_whole(words: list[str]) -> list[str]:
    """A telephone number is set in groups, yet it is not broken between them."""
    whole: list[str] = []
    for word in words:
        if len(whole) > 1 and whole[-1] == " " and whole[-2][-1].isdigit() and word[0].isdigit():
            whole[-2:] = [f"{whole[-2]} {word}"]
        else:
            whole.append(word)
    return whole


def wrap(text: str, style: Style, width: float, first_indent: float = 0.0) -> list[str]:
    """Lines no wider than `width` pixels, broken between words; the first line is shorter by `first_indent`."""
    lines: list[str] = []
    line, room = "", width - first_indent
    for word in _breakable(text):
        if line and style.width((line + word).rstrip()) > room:
            lines.append(line.strip())
            line, room = "", width
            if word.isspace():
                continue
        line += word
    if line.strip():
        lines.append(line.strip())
    return lines
