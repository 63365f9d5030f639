"""The reader's output alphabet: printed characters, and private-use classes that tell pen from print.

Class 0 is the CTC blank; class ``i`` is ``ALPHABET[i - 1]``. The order is frozen: weights depend on it.
"""

from typing import Final

_THAI: Final = [chr(c) for c in range(0x0E01, 0x0E3B)] + [chr(c) for c in range(0x0E3F, 0x0E5C)]
_ASCII: Final = [chr(c) for c in range(32, 127)]
_TYPOGRAPHIC: Final = list("“”‘’–—…•")

PRINTED: Final[tuple[str, ...]] = tuple(_THAI + _ASCII + _TYPOGRAPHIC)

THAI_DIGITS: Final = "๐๑๒๓๔๕๖๗๘๙"
PEN_THAI_DIGITS: Final[tuple[str, ...]] = tuple(chr(0xE000 + d) for d in range(10))
PEN_ARABIC_DIGITS: Final[tuple[str, ...]] = tuple(chr(0xE010 + d) for d in range(10))
PEN_UNREAD: Final = "\ue020"  # one for each handwritten word that is not digits
PEN_WO_WAEN: Final = "\ue021"  # the ว of a circular, written together with its running number
PEN_SLASH: Final = "\ue022"  # between day, month and year written by hand

ALPHABET: Final[tuple[str, ...]] = PRINTED + PEN_THAI_DIGITS + PEN_ARABIC_DIGITS + (PEN_UNREAD, PEN_WO_WAEN, PEN_SLASH)
CLASS_OF: Final[dict[str, int]] = {char: index + 1 for index, char in enumerate(ALPHABET)}
CLASSES: Final = len(ALPHABET) + 1

# What a pen class stands for once it is known to be pen; the unread word has no character.
PRINTED_EQUIVALENT: Final[dict[str, str]] = {
    **dict(zip(PEN_THAI_DIGITS, THAI_DIGITS, strict=True)),
    **dict(zip(PEN_ARABIC_DIGITS, "0123456789", strict=True)),
    PEN_WO_WAEN: "ว",
    PEN_SLASH: "/",
}


def plain_with_pen(text: str) -> list[tuple[str, bool]]:
    """Each ordinary character a text stands for, and whether it is a digit written in pen.

    Unread pen words are left out and spaces collapsed, as the run-time reader does.
    """
    found: list[tuple[str, bool]] = []
    for char in text:
        plain = PRINTED_EQUIVALENT.get(char, char)
        if char == PEN_UNREAD or (plain == " " and (not found or found[-1][0] == " ")):
            continue
        found.append((plain, char in PEN_THAI_DIGITS or char in PEN_ARABIC_DIGITS))
    while found and found[-1][0] == " ":
        found.pop()
    return found


def to_plain(text: str) -> str:
    """The ordinary characters a text stands for."""
    return "".join(char for char, _ in plain_with_pen(text))
