"""Values in the contract's JSON under the names of its evidence."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from docproc.content_paths import put_values, value_at

CONTENT: dict[str, Any] = {
    "date": "2020-12-02",
    "stamps": [{"office": "ก", "date": None}, {"office": "ข", "date": "2020-12-03"}],
    "enclosures": [{"text": "แผนงาน", "qty": "๑ ชุด"}],
    "tel": ["0 2222 2222"],  # the first number was not read, so the second one's proof is called tel[1]
    "evidence": {"tel[0]": {"status": "unread"}, "tel[1]": {"status": "read", "printed": "๐ ๒๒๒๒ ๒๒๒๒"}},
}


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("date", "2020-12-02"),
        ("subject", None),
        ("stamps[1].date", "2020-12-03"),
        ("stamps[0].date", None),
        ("stamps[5].date", None),
        ("tel[0]", None),
        ("tel[1]", "0 2222 2222"),
        ("enclosures[0]", "แผนงาน"),
    ],
)
def test_value_is_found_by_the_name_of_its_proof(path: str, value: object) -> None:
    assert value_at(CONTENT, path) == value


def put(values: dict[str, Any]) -> dict[str, Any]:
    content = copy.deepcopy(CONTENT)
    put_values(content, values)
    return content


def test_value_is_put_where_it_is_found() -> None:
    content = put({"stamps[0].date": "2020-12-04", "subject": "ขอเชิญ", "enclosures[0]": "โครงการ"})
    assert value_at(content, "stamps[0].date") == "2020-12-04"
    assert content["subject"] == "ขอเชิญ"
    assert content["enclosures"] == [{"text": "โครงการ", "qty": "๑ ชุด"}]


def test_item_that_the_list_lacks_is_added_to_it() -> None:
    """A stamp that a person read stays, whether or not a later reading finds its ink."""
    assert put({"stamps[5].number": "12"})["stamps"][2:] == [
        {"office": None, "number": "12", "date": None, "time": None}
    ]


@pytest.mark.parametrize(
    ("values", "numbers"),
    [
        ({"tel[0]": "0 1111 1111"}, ["0 1111 1111", "0 2222 2222"]),
        ({"tel[1]": "0 3333 3333"}, ["0 3333 3333"]),
        ({"tel[1]": None}, []),
    ],
)
def test_telephone_number_takes_its_own_place(values: dict[str, Any], numbers: list[str]) -> None:
    assert put(values)["tel"] == numbers


@pytest.mark.parametrize("path", ["", "a b", "stamps[x]", "stamps[0].date.year"])
def test_name_of_no_field_is_refused(path: str) -> None:
    with pytest.raises(ValueError, match="names no field"):
        value_at(CONTENT, path)
    with pytest.raises(ValueError, match="names no field"):
        put_values({}, {path: 1})
