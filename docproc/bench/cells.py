"""How figures are written into the tables: per cents, with the target beside them, in red where it is missed."""

from __future__ import annotations

from rich.text import Text

MISSED = "bold red"


def per_cent(share: float | None, digits: int = 2) -> str:
    return "-" if share is None else f"{100 * share:.{digits}f}"


def at_most(value: float | None, target: float | None, digits: int = 2) -> Text:
    """`0.36 ≤0.5`; both in the same unit."""
    if value is None:
        return Text("-")
    if target is None:
        return Text(f"{value:.{digits}f}")
    return Text(f"{value:.{digits}f} ≤{target:g}", style=MISSED if value > target else "")


def at_least(value: float | None, target: float | None, digits: int = 1) -> Text:
    """`98.2 ≥98`; both in the same unit."""
    if value is None:
        return Text("-")
    if target is None:
        return Text(f"{value:.{digits}f}")
    return Text(f"{value:.{digits}f} ≥{target:g}", style=MISSED if value < target else "")


def hundredfold(share: float | None) -> float | None:
    return None if share is None else 100 * share
