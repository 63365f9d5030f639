"""How often the renderer does what: one recipe for training, others for measuring one difficulty at a time."""

from dataclasses import dataclass, replace
from typing import Final, Literal

Quality = Literal["clean", "scan", "bad", "motion"]
Crop = Literal["finder", "ink", "wild"]


@dataclass(frozen=True, slots=True)
class Recipe:
    """Shares (0..1) of the lines that get each treatment; weights for crops and qualities."""

    kind: str | None = None  # a kind of `Texts`, or drawn by weight
    favoured: tuple[str, ...] = ()  # kinds drawn three times as often as their weight says
    justified: float = 0.36  # letter spacing stretched, as Thai word processors justify
    bold: float = 0.12
    italic: float = 0.04
    dotted_under: float = 0.09  # a dotted rule under or through printed text
    underline: float = 0.05
    rules: float = 0.10  # table rules beside, above or below
    boxes: float = 0.03  # a box to tick before the text
    neighbours: float = 0.40
    stamp_over: float = 0.05
    pen_over: float = 0.06
    bent: float = 0.45
    not_text: float = 0.05
    crops: tuple[tuple[Crop, float], ...] = (("finder", 0.5), ("ink", 0.33), ("wild", 0.17))
    qualities: tuple[tuple[Quality, float], ...] = (("clean", 0.25), ("scan", 0.4), ("bad", 0.35))


TRAINING: Final[dict[str, Recipe]] = {
    "reader": Recipe(),
    # The witness is asked about the lines that fields are taken from, above all about their digits.
    "witness": Recipe(
        favoured=("reference", "date", "contact", "table", "cell", "label", "pen", "stamped"),
        justified=0.2,
        not_text=0.03,
    ),
}

# One plain setting, from which each measured set differs in one thing. "motion" damage is never trained on.
_PLAIN: Final = Recipe(
    justified=0,
    bold=0,
    italic=0,
    dotted_under=0,
    underline=0,
    rules=0,
    boxes=0,
    neighbours=0,
    stamp_over=0,
    pen_over=0,
    bent=0,
    not_text=0,
    crops=(("ink", 1.0),),
    qualities=(("clean", 1.0),),
)
_SCAN: Final = replace(_PLAIN, qualities=(("scan", 1.0),), bent=0.4, crops=(("finder", 0.6), ("ink", 0.4)))

MEASURED: Final[dict[str, Recipe]] = {
    "clean": _PLAIN,
    "scan": _SCAN,
    "bad scan": replace(_SCAN, qualities=(("bad", 1.0),)),
    "justified": replace(_SCAN, kind="prose", justified=1.0),
    "Latin": replace(_SCAN, kind="latin"),
    "dotted rule": replace(_SCAN, dotted_under=1.0),
    "references and dates": replace(_SCAN, kind="reference"),
    "pen digits": replace(_SCAN, kind="pen", dotted_under=0.2),
    "tight or loose crop": replace(_SCAN, crops=(("wild", 1.0),), neighbours=0.7),
    "stamp or pen over print": replace(_SCAN, stamp_over=0.6, pen_over=0.5),
    "table": replace(_SCAN, kind="table", rules=0.6),
    "held-out fonts": _SCAN,
    "held-out damage (motion blur)": replace(_SCAN, qualities=(("motion", 1.0),)),
    "not text": replace(_SCAN, not_text=1.0, qualities=(("scan", 0.6), ("bad", 0.4))),
}
HELD_OUT_FONTS_SET: Final = "held-out fonts"
