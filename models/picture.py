"""Pictures that are kept to be found again: a sheet's page, its signature column, a photograph."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class PictureKind(StrEnum):
    """What of a page the print is of; only pictures of one kind are compared."""

    PAGE = "page"  # the whole page of a sheet, upright and flat
    SIGNATURES = "signatures"  # the signature columns of a sheet's page
    PHOTO = "photo"  # a photograph, as it is


@dataclass(frozen=True, slots=True)
class PicturePrint:
    """A perceptual hash in two lengths, both in hex: `key` (64 bits) finds the picture, `check` (256) compares it."""

    key: str
    check: str

    def __post_init__(self) -> None:
        if len(self.key) != 16 or len(self.check) != 64:
            raise ValueError("a print has 64 and 256 bits")
