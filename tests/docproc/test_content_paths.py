"""Values in the contract's JSON under the names of its evidence."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from docproc.content_paths import put_value, value_at

CONTENT: dict[str, Any] = {
    "date": "2020-12-02",
    "stamps": [{"office": "ก", "date": None}, {"office": "ข", "date": "2020-12-03"}],
    "tel": ["๐ ๒๒๒๒ ๒๒๒๒"],  # the first number was not read, so the second one's proof is called tel[1]
    "evidence": {"tel[1]": {"printed": "๐ ๒๒๒๒ ๒๒๒๒"}},
}


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("date", "2020-12-02"),
        ("subject", None),
        ("stamps[1].date", "2020-12-03"),
        ("stamps[0].date", None),
        ("stamps[5].date", None),
        ("tel[1]", "๐ ๒๒๒๒ ๒๒๒๒"),
    ],
)
def test_value_is_found_by_the_name_of_its_proof(path: str, value: object) -> None:
    assert value_at(CONTENT, path) == value


def test_value_is_put_where_it_is_found() -> None:
    content = copy.deepcopy(CONTENT)
    put_value(content, "stamps[0].date", "2020-12-04")
    put_value(content, "subject", "ขอเชิญ")
    put_value(content, "stamps[5].date", "2020-12-05")
    assert value_at(content, "stamps[0].date") == "2020-12-04"
    assert content["subject"] == "ขอเชิญ"
    assert len(content["stamps"]) == 2


@pytest.mark.parametrize("path", ["", "a b", "stamps[x]", "stamps[0].date.year"])
def test_name_of_no_field_is_refused(path: str) -> None:
    with pytest.raises(ValueError, match="names no field"):
        value_at(CONTENT, path)
    with pytest.raises(ValueError, match="names no field"):
        put_value({}, path, 1)
