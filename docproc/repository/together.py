"""Several small reads of indexes asked in one statement: each is cheap, a round trip to the database is not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, cast

from sqlalchemy import BindParameter, CompoundSelect, Row, Select, bindparam, literal, select, union_all
from sqlalchemy.orm import Session
from sqlalchemy.sql import visitors

Values = dict[str, Any]
# A read gives the ids of rows in a column `id`; its parameters are those bindparams that have a name and no value.
Question = tuple[Select[Any], Values]


def limited(query: Select[Any], rows: int) -> Select[Any]:
    """The number stands in the statement: a plan made before it is known would expect a tenth of the table."""
    return query.limit(literal(rows, literal_execute=True))


def rows_of(session: Session, wanted: Select[Any], key: Any, questions: Iterable[Question]) -> Sequence[Row[Any]]:
    """The rows of `wanted` whose `key` any of the questions gives; one that several give may come several times.

    `wanted` and the reads are made once by whoever asks: making a statement takes longer than answering it.
    """
    asked = list(questions)
    if not asked:
        return []
    values = {f"{name}_{n}": value for n, (_, own) in enumerate(asked) for name, value in own.items()}
    return session.execute(_statement(wanted, key, tuple(query for query, _ in asked)), values).all()


@cache
def _statement(wanted: Select[Any], key: Any, reads: tuple[Select[Any], ...]) -> Select[Any]:
    found = _together(reads).subquery()
    return wanted.join(found, found.c.id == key)


def _together(reads: Sequence[Select[Any]]) -> CompoundSelect[Any]:
    return union_all(*(select(_numbered(read, n).subquery().c.id) for n, read in enumerate(reads)))


def _numbered(read: Select[Any], number: int) -> Select[Any]:
    """The read with parameters of its own among the others."""

    def renamed(element: Any, **_: Any) -> Any:
        if isinstance(element, BindParameter) and element.required:
            return bindparam(f"{element.key}_{number}", type_=element.type, expanding=element.expanding)
        return None

    return cast(Select[Any], visitors.replacement_traverse(read, {}, renamed))
