"""Which values of a document wait for a person, and how doubtful they are. Pure: the evidence in, ranks out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from models.contract import LIST_FIELDS
from models.status import Doubt, Status

Proof = Mapping[str, Any]

# Of two values that nothing disputes, the one its own reader doubts is asked first; it decides on nothing else.
LOW_CONFIDENCE = 0.9
_RANKS = {Status.DISPUTED: Doubt.DISPUTED, Status.UNREAD: Doubt.UNREAD}


def asked_fields(evidence: Mapping[str, Proof]) -> list[str]:
    """The evidence keys that a person is asked about, each spot of the page once.

    Left out are lists as wholes, what follows from another field (`is_circular`), and citations listed a second
    time: `cited_refs` repeats the lines of `references`.
    """
    twins = second_names(evidence)
    return [name for name in evidence if name not in LIST_FIELDS and name != "is_circular" and name not in twins]


def second_names(evidence: Mapping[str, Proof]) -> dict[str, str]:
    """`cited_refs[n].part` to the `references[m].part` that is the same printed spot."""
    spots = {_spot(name, proof): name for name, proof in evidence.items() if name.startswith("references[")}
    found = {
        name: spots.get(_spot(name, proof))
        for name, proof in evidence.items()
        if name.startswith("cited_refs[") and proof.get("box") is not None
    }
    return {name: first for name, first in found.items() if first is not None}


def _spot(name: str, proof: Proof) -> tuple[str, int | None, tuple[int, ...], str]:
    return (name.rpartition(".")[2], proof.get("page"), tuple(proof.get("box") or ()), proof["printed"])


def doubt_of(name: str, proof: Proof) -> Doubt | None:
    """How doubtful a machine's value is; None where it is sure, or stands nowhere on the page to be looked at.

    Of a sheet's rows those are asked of which it is not known whether they are signed, and names that are hardly read;
    names by hand come last: they stay crops until somebody has time for them.
    """
    status = Status(proof["status"])
    if proof.get("box") is None or status.is_sure:
        return None
    if name.startswith("rows["):
        return _doubt_of_row(name.endswith(".name"), status, proof)
    if status in _RANKS:
        return _RANKS[status]
    return Doubt.LOW_CONFIDENCE if proof["confidence"] < LOW_CONFIDENCE else Doubt.READ


def _doubt_of_row(is_name: bool, status: Status, proof: Proof) -> Doubt | None:
    if status is Status.UNREAD:
        return Doubt.READ if is_name else Doubt.UNREAD
    return Doubt.LOW_CONFIDENCE if is_name and proof["confidence"] < LOW_CONFIDENCE else None
