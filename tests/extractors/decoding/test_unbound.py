"""Several looks at one line and what such a line usually says."""

import pytest

from extractors.decoding.unbound import likeliest_text
from models.lattice import BLANK, Step


def look(*places: Step) -> list[Step]:
    """A look that saw a character at each place, with paper between them."""
    return [step for place in places for step in (place, {BLANK: 1.0})]


def indifferent(text: str) -> float:
    return 0.0


def test_looks_that_lean_the_same_way_outweigh_one_that_is_surer() -> None:
    leaning = look({"ช": 0.3, "ซ": 0.7})
    sure = look({"ช": 0.75, "ซ": 0.25})
    found = likeliest_text([leaning, leaning, sure], indifferent, 1.0)
    assert found is not None and found.text == "ซ"
    assert found.probability == pytest.approx(
        (0.7 * 0.7 * 0.25) ** (1 / 3) / sum((a * a * b) ** (1 / 3) for a, b in ((0.7, 0.25), (0.3, 0.75))), rel=1e-3
    )


def test_the_prior_settles_what_the_looks_leave_open() -> None:
    open_ = look({"ต": 0.45, "ด": 0.55})
    found = likeliest_text([open_], lambda text: -8.0 if "ด" in text else 0.0, 0.2)
    assert found is not None and found.text == "ต"


def test_the_prior_does_not_overrule_what_was_seen() -> None:
    seen = look({"ต": 0.01, "ด": 0.99})
    found = likeliest_text([seen], lambda text: -8.0 if "ด" in text else 0.0, 0.2)
    assert found is not None and found.text == "ด"


def test_nothing_that_no_look_holds_possible_is_told() -> None:
    found = likeliest_text([look({"ก": 0.5, "ถ": 0.5})], lambda text: 0.0 if text == "ภ" else -50.0, 1.0)
    assert found is not None and found.text in "กถ"


def test_spaces_at_the_ends_and_doubled_ones_say_nothing() -> None:
    found = likeliest_text([look({" ": 1.0}, {"ก": 1.0}, {" ": 1.0}, {" ": 1.0}, {"ข": 1.0})], indifferent, 1.0)
    assert found is not None and found.text == "ก ข"


def test_without_looks_there_is_no_text() -> None:
    assert likeliest_text([], indifferent, 1.0) is None
