"""Values inside the contract's JSON by the names that its evidence uses: `date`, `tel[0]`, `stamps[1].date`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_PATH = re.compile(r"(?P<name>[a-z_]+)(?:\[(?P<index>\d+)\])?(?:\.(?P<part>[a-z_]+))?\Z")

# These lists leave out items that were not read, so an item's number in the evidence is not its place in them.
_LISTS_OF_READ_ITEMS = frozenset({"tel", "fax"})


def value_at(content: Mapping[str, Any], path: str) -> Any:
    """The value that a proof belongs to. For items of telephone lists, what the proof says was printed."""
    match = _PATH.match(path)
    if match is None:
        raise ValueError(f"{path} names no field")
    name, index, part = match["name"], match["index"], match["part"]
    if index is None:
        return content.get(name)
    if name in _LISTS_OF_READ_ITEMS:
        return content["evidence"][path]["printed"]
    items = content.get(name) or []
    if int(index) >= len(items):
        return None
    item = items[int(index)]
    return item.get(part) if part is not None else item


def put_value(content: dict[str, Any], path: str, value: Any) -> None:
    """Set it where `value_at` finds it; an item that is not in its list is left out."""
    match = _PATH.match(path)
    if match is None:
        raise ValueError(f"{path} names no field")
    name, index, part = match["name"], match["index"], match["part"]
    if index is None:
        content[name] = value
        return
    items = content.get(name) or []
    if int(index) >= len(items):
        return
    if part is not None:
        items[int(index)][part] = value
    else:
        items[int(index)] = value
