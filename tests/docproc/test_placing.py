"""A person's value follows its spot on the paper, whatever number a later reading gives it."""

from __future__ import annotations

from typing import Any

import pytest

from docproc.placing import Place, moved_fields

UPPER, LOWER = [100, 40, 300, 80], [100, 200, 300, 240]
UPPER_READ_WIDER = [90, 38, 330, 84]


def evidence(**boxes: list[int] | None) -> dict[str, Any]:
    return {name.replace("_", "[") + "].number": {"page": 1, "box": box} for name, box in boxes.items()}


SAID: dict[str, Place] = {"stamps[0].number": (1, UPPER)}


@pytest.mark.parametrize(
    ("found", "moves"),
    [
        (evidence(stamps_0=UPPER), {}),
        (evidence(stamps_0=UPPER_READ_WIDER, stamps_1=LOWER), {}),
        (evidence(stamps_0=LOWER, stamps_1=UPPER_READ_WIDER), {"stamps[0].number": "stamps[1].number"}),
        # Nothing is read there any more: another stamp's number must not take the value.
        (evidence(stamps_0=LOWER), {"stamps[0].number": "stamps[1].number"}),
        (evidence(), {}),
        (evidence(stamps_0=None), {}),
        # The same list, but of dates: a number does not become one.
        ({"stamps[0].number": {"page": 1, "box": LOWER}, "stamps[1].date": {"page": 1, "box": UPPER}},
         {"stamps[0].number": "stamps[1].number"}),
        ({"stamps[0].number": {"page": 2, "box": UPPER}}, {"stamps[0].number": "stamps[1].number"}),
    ],
)  # fmt: skip
def test_value_goes_where_its_spot_is(found: dict[str, Any], moves: dict[str, str]) -> None:
    assert moved_fields(SAID, found) == moves


def test_two_stamps_that_change_places_take_their_values_along() -> None:
    said: dict[str, Place] = {"stamps[0].number": (1, UPPER), "stamps[1].number": (1, LOWER)}
    assert moved_fields(said, evidence(stamps_0=LOWER, stamps_1=UPPER)) == {
        "stamps[0].number": "stamps[1].number",
        "stamps[1].number": "stamps[0].number",
    }


def test_field_of_which_there_is_one_keeps_its_name_wherever_it_is_read() -> None:
    assert moved_fields({"date": (1, UPPER)}, {"date": {"page": 2, "box": LOWER}}) == {}
