"""Values inside the contract's JSON by the names that its evidence uses: `date`, `tel[0]`, `stamps[1].date`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from models.status import Status

_PATH = re.compile(r"(?P<name>[a-z_]+)(?:\[(?P<index>\d+)\])?(?:\.(?P<part>[a-z_]+))?\Z")

# These lists leave out items that were not read, so an item's number in the evidence is not its place in them.
_LISTS_OF_READ_ITEMS = frozenset({"tel", "fax"})
# An item of these is an object; where a path names no part of it, this one is meant.
_MAIN_PART = {"enclosures": "text"}
_EMPTY_ITEMS: Mapping[str, tuple[str, ...]] = {
    "stamps": ("office", "number", "date", "time"),
    "references": ("ref", "date", "text"),
    "cited_refs": ("ref", "date"),
    "enclosures": ("text", "qty"),
}


@dataclass(frozen=True, slots=True)
class FieldPath:
    """The name of an evidence entry in its parts: `stamps[1].date` is ("stamps", 1, "date")."""

    name: str
    index: int | None = None
    part: str | None = None

    @classmethod
    def of(cls, path: str) -> FieldPath:
        """ValueError where it is no such name."""
        match = _PATH.match(path)
        if match is None:
            raise ValueError(f"{path} names no field")
        index = match["index"]
        return cls(match["name"], None if index is None else int(index), match["part"])

    def at(self, index: int) -> FieldPath:
        """The same part of another item."""
        return FieldPath(self.name, index, self.part)

    def __str__(self) -> str:
        item = "" if self.index is None else f"[{self.index}]"
        return f"{self.name}{item}" + (f".{self.part}" if self.part else "")


def value_at(content: Mapping[str, Any], path: str) -> Any:
    """The value that a proof belongs to; None where there is none."""
    at = FieldPath.of(path)
    if at.index is None:
        return content.get(at.name)
    items = content.get(at.name) or []
    if at.name in _LISTS_OF_READ_ITEMS:
        return _read_item(content["evidence"], items, at)
    if at.index >= len(items):
        return None
    part = at.part or _MAIN_PART.get(at.name)
    return items[at.index].get(part) if part is not None else items[at.index]


def _read_item(evidence: Mapping[str, Any], items: Sequence[Any], at: FieldPath) -> Any:
    if evidence[str(at)]["status"] == Status.UNREAD:
        return None
    earlier = (evidence.get(str(at.at(index))) for index in range(at.index or 0))
    place = sum(proof is not None and proof["status"] != Status.UNREAD for proof in earlier)
    return items[place] if place < len(items) else None


def put_values(content: dict[str, Any], values: Mapping[str, Any]) -> None:
    """Set each where `value_at` finds it; an item that its list does not have yet is added at the list's end."""
    paths = {path: FieldPath.of(path) for path in values}
    for name in _LISTS_OF_READ_ITEMS & {at.name for at in paths.values()}:
        content[name] = _read_items(content, name, values)
    for path, at in paths.items():
        if at.name not in _LISTS_OF_READ_ITEMS:
            _put(content, at, values[path])


def _read_items(content: Mapping[str, Any], name: str, values: Mapping[str, Any]) -> list[Any]:
    """A list of read items made anew, with the values that were set among those that were not."""
    held = {path for path in content["evidence"] if path.startswith(f"{name}[")}
    paths = sorted(held | {path for path in values if path.startswith(f"{name}[")}, key=_index)
    found = [values[path] if path in values else value_at(content, path) for path in paths]
    return [value for value in found if value is not None]


def _index(path: str) -> int:
    return FieldPath.of(path).index or 0


def _put(content: dict[str, Any], at: FieldPath, value: Any) -> None:
    if at.index is None:
        content[at.name] = value
        return
    items = content.get(at.name) or []
    content[at.name] = items
    if at.index >= len(items):
        if at.name not in _EMPTY_ITEMS:
            return  # a row of a sheet that a later reading does not have: nothing to show it in
        items.append(dict.fromkeys(_EMPTY_ITEMS[at.name]))
    part = at.part or _MAIN_PART[at.name]
    items[min(at.index, len(items) - 1)][part] = value
