"""Where a list for programs goes on: the key in its address, refused in one way where it names no place in the list.

A program that followed a broken address would else take the first stretch of a list for the next one.
"""

from __future__ import annotations

import re
from typing import Annotated

from fastapi import Depends, Query

from docproc.repository.review_queue import QueueKey
from docproc.users.accounts import UnknownOfficeError, path_of_office
from docproc.web.problem_details import RequestRefusedError
from docproc.web.service import TheService
from docproc.wiring import Service

ID = re.compile("[0-9a-f]{32}")

Key = Annotated[str, Query(max_length=200, description="Where to go on, as `next` of the answer before has it.")]


def _refused() -> RequestRefusedError:
    return RequestRefusedError(422, "error.page_key")


def _id(key: str) -> str | None:
    if key and not ID.fullmatch(key):
        raise _refused()
    return key or None


def _path(service: Service, code: str) -> str:
    if not code:
        raise _refused()
    try:
        return path_of_office(service, code)
    except UnknownOfficeError:
        raise _refused() from None


def _after_id(after: Key = "") -> str | None:
    return _id(after)


def _below_id(
    below: Annotated[str, Query(description="The id of the last letter already seen under the document.")] = "",
) -> str:
    return _id(below) or ""


def _after_office(service: TheService, after: Key = "") -> str:
    if after:
        _path(service, after)
    return after


def _after_path(service: TheService, after: Key = "") -> str:
    if after and _path(service, after.strip("/").rpartition("/")[2]) != after:
        raise _refused()
    return after


def _after_waiting(after: Key = "") -> QueueKey | None:
    try:
        return QueueKey.parse(after) if after else None
    except ValueError:
        raise _refused() from None


AfterId = Annotated[str | None, Depends(_after_id)]
BelowId = Annotated[str, Depends(_below_id)]
AfterOffice = Annotated[str, Depends(_after_office)]
AfterPath = Annotated[str, Depends(_after_path)]
AfterWaiting = Annotated[QueueKey | None, Depends(_after_waiting)]
Limit = Annotated[int, Query(ge=1, le=200, description="How many at most.")]
