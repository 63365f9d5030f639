"""Checks a bundle of evidence without the service that made it: `python3 verify.py [FILE.zip or FOLDER]`.

Python's standard library alone, 3.9 or later; this file lies in every bundle, and the service itself uses it too.
It checks that no file was changed, added or taken away since the bundle was made, that each original is the bytes
its name says, that every value stands inside a page of its document, and that a value's history ends with it.
The ZIP may be unpacked and the folder checked.
"""

from __future__ import annotations

import hashlib
import json
import sys
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

MANIFEST = "manifest.json"
SELF_SIZE = 64  # a ZIP's last bytes, its comment: SHA-256 of all before them
CHUNK = 1 << 20

Opener = Callable[[str], IO[bytes]]


def verify(where: Path) -> tuple[str, list[str]]:
    """The seal of the bundle (SHA-256 of its manifest) and what is wrong with it, a sentence each; none is good."""
    if where.is_dir():
        names = {path.relative_to(where).as_posix() for path in where.rglob("*") if path.is_file()}
        return _verify(names, lambda name: (where / name).open("rb"))
    try:
        with zipfile.ZipFile(where) as archive:
            listed = [name for name in archive.namelist() if not name.endswith("/")]
            seal, faults = _verify(set(listed), archive.open)
            return seal, [*_faults_of_zip(where, archive), *faults]
    except Exception:  # a changed byte makes zipfile raise whatever it likes, down to struct.error
        return "", [f"{where.name} is no ZIP file, or is cut off"]


def _faults_of_zip(where: Path, archive: zipfile.ZipFile) -> Iterator[str]:
    for name, times in Counter(archive.namelist()).items():
        if times > 1:  # another program may unpack the other one
            yield f"{name} is in it {times} times"
    with where.open("rb") as file:
        size = where.stat().st_size - SELF_SIZE
        if sha256_of_first(file, size) != file.read().decode("ascii", "replace"):
            yield f"{where.name} was changed or packed anew; a folder that it is unpacked into can still be checked"


def _verify(names: set[str], opened: Opener) -> tuple[str, list[str]]:
    if MANIFEST not in names:
        return "", ["manifest.json is missing"]
    seal = _sha256(opened, MANIFEST)
    if seal is None:
        return "", [f"{MANIFEST} was changed: it can no longer be unpacked"]
    faults: list[str] = []
    try:
        listed: dict[str, str] = _json(opened, MANIFEST)["files"]
        faults += [f"{name} is missing" for name in sorted(listed.keys() - names)]
        faults += [f"{name} was added" for name in sorted(names - listed.keys() - {MANIFEST})]
        for name in sorted(listed.keys() & names):
            changed = list(_changed(opened, name, listed[name]))
            faults += changed
            if name.startswith("documents/") and not changed:
                faults += [f"{name}: {fault}" for fault in _faults_of(_json(opened, name), names)]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        faults.append(f"the bundle cannot be understood: {type(error).__name__}: {error}")
    return seal, faults


def _changed(opened: Opener, name: str, sha256: str) -> Iterator[str]:
    found = _sha256(opened, name)
    if found is None:
        yield f"{name} was changed: it can no longer be unpacked"
        return
    if found != sha256:
        yield f"{name} was changed"
    if name.startswith("originals/") and Path(name).stem != found:
        yield f"{name} is not the file that it is named after"


def _faults_of(document: Any, names: set[str]) -> Iterator[str]:
    if document["original"] not in names:
        yield f"its original {document['original']} is missing"
    sizes = dict(zip(document["pages"], document["page_sizes"]))  # noqa: B905 - Python 3.9
    for field, proof in document["evidence"].items():
        if proof["box"] is None or proof["status"] == "unread":
            continue
        size, (x0, y0, x1, y1) = sizes.get(proof["page"]), proof["box"]
        if size is None:
            yield f"{field} stands on page {proof['page']}, which is none of its pages"
        elif not (0 <= x0 < x1 <= size[0] and 0 <= y0 < y1 <= size[1]):
            yield f"the box of {field} lies outside its page"
    last: dict[tuple[str, bool], Any] = {}
    for said in document["history"]:
        last[said["field"], said["made_by"] == "machine"] = said
    for (field, _), said in last.items():
        standing = document["evidence"].get(field)
        stands = said["superseded_at"] is None and standing is not None and said["status"] == standing["status"]
        if stands and said["printed"] != standing["printed"]:
            yield f"the history of {field} ends with other words than the document has"


def _sha256(opened: Opener, name: str) -> str | None:
    """None for a file that a changed byte keeps from being unpacked."""
    digest = hashlib.sha256()
    try:
        with opened(name) as file:
            while chunk := file.read(CHUNK):
                digest.update(chunk)
    except Exception:  # zlib.error, BadZipFile, NotImplementedError, RuntimeError: as the byte falls
        return None
    return digest.hexdigest()


def sha256_of_first(file: IO[bytes], size: int) -> str:
    """Of the next `size` bytes of a file."""
    digest = hashlib.sha256()
    while size > 0 and (chunk := file.read(min(CHUNK, size))):
        digest.update(chunk)
        size -= len(chunk)
    return digest.hexdigest()


def _json(opened: Opener, name: str) -> Any:
    with opened(name) as file:
        return json.loads(file.read().decode("utf-8"))


def main() -> int:
    """0 where the bundle is as it was made, else 1."""
    where = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent
    if not where.exists():
        print(f"{where} is not there")
        return 1
    seal, faults = verify(where)
    print(f"seal {seal or 'none'}")
    for fault in faults:
        print(fault)
    print("ไม่ถูกต้อง / NOT as it was made" if faults else "ถูกต้อง / as it was made")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
