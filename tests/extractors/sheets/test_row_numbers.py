"""Numbers of rows set right by those of the rows around them."""

from __future__ import annotations

import pytest

from extractors.sheets.row_numbers import running_numbers


def settled(*texts: str) -> list[str]:
    rows = list(range(1, len(texts) + 1))
    found = running_numbers({row: text for row, text in zip(rows, texts, strict=True) if text}, rows)
    return [found.get(row, "") for row in rows]


@pytest.mark.parametrize(
    ("read", "told"),
    [
        (("1", "2", "8", "4"), ["1", "2", "3", "4"]),
        (("๑", "•", "๓", "๔", "๕"), ["๑", "๒", "๓", "๔", "๕"]),
        (("26", "27", "", "29"), ["26", "27", "28", "29"]),
        (("1.", "2.", "3.", "A"), ["1.", "2.", "3.", "4"]),
        (("", "2", "", "", "5", "", "1", "8"), ["1", "2", "3", "4", "5", "6", "7", "8"]),  # what a copier left
    ],
)
def test_a_number_misread_or_lost_is_counted_from_the_others(read: tuple[str, ...], told: list[str]) -> None:
    assert settled(*read) == told


@pytest.mark.parametrize("read", [("1", "2", "7", "8", "9"), ("4", "", "9"), ("", "", ""), ("1", "2", "3", "11", "12")])
def test_numbers_that_do_not_run_on_stay_as_they_were_read(read: tuple[str, ...]) -> None:
    assert settled(*read) == list(read)
