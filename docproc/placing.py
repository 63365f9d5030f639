"""Where a person's value belongs after the page was read anew. Pure: places in, names out.

Evidence numbers the items of a list in the order they were found, so what was `stamps[0]` may be `stamps[1]` in a
later reading. A person spoke of a spot on the paper, and the value follows that spot.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from docproc.content_paths import FieldPath
from models.geometry import Box

Proof = Mapping[str, Any]
Place = tuple[int, list[Any] | None]

SAME_SPOT = 0.5  # of the smaller box: two readings of a stamp's line differ at its ends, neighbours do not touch


def moved_fields(said: Mapping[str, Place], evidence: Mapping[str, Proof]) -> dict[str, str]:
    """Old name to new, for the values of people whose spot has another name in this evidence.

    A value whose spot nothing was read at keeps its name, or gets the next free one where that name now belongs to
    another spot.
    """
    staying = {name for name, place in said.items() if _stays(name, place, evidence)}
    taken = set(staying)
    moves: dict[str, str] = {}
    for name, place in said.items():
        if name in staying:
            continue
        new = _same_spot(name, place, evidence, taken) or _free(name, evidence, taken)
        taken.add(new)
        if new != name:
            moves[name] = new
    return moves


def _stays(name: str, place: Place, evidence: Mapping[str, Proof]) -> bool:
    proof = evidence.get(name)
    if FieldPath.of(name).index is None or place[1] is None or proof is None or proof.get("box") is None:
        return True
    return _overlap(place, proof) >= SAME_SPOT


def _same_spot(name: str, place: Place, evidence: Mapping[str, Proof], taken: set[str]) -> str | None:
    own = FieldPath.of(name)
    likeness = {
        other: _overlap(place, proof)
        for other, proof in evidence.items()
        if other not in taken and _same_kind(FieldPath.of(other), own)
    }
    best = max(likeness, key=lambda other: likeness[other], default=None)
    return best if best is not None and likeness[best] >= SAME_SPOT else None


def _free(name: str, evidence: Mapping[str, Proof], taken: set[str]) -> str:
    own = FieldPath.of(name)
    numbers = [path.index or 0 for path in map(FieldPath.of, {*evidence, *taken}) if _same_kind(path, own)]
    return str(own.at(max(numbers, default=-1) + 1))


def _same_kind(path: FieldPath, other: FieldPath) -> bool:
    return path.index is not None and (path.name, path.part) == (other.name, other.part)


def _overlap(place: Place, proof: Proof) -> float:
    """Shared area as a share of the smaller box, 0..1."""
    page, box = place
    if box is None or proof.get("box") is None or proof.get("page") != page:
        return 0.0
    one, other = Box.from_list(box), Box.from_list(proof["box"])
    smaller = min(one.area, other.area)
    return one.intersection(other).area / smaller if smaller else 0.0
