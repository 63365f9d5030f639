"""Names spelt as Thai names are, against the same with a letter that looks like the right one."""

import pytest
from pythainlp.corpus import thai_family_names, thai_female_names, thai_male_names

from extractors.thai.name_spelling import _Spelling, spelling_log_probability


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("นายชาติชาย วิชัยดิษฐ", "นายชาดิชาย วิชัยดิษฐ"),
        ("นางสาวพรทิพย์ ศรีสุวรรณ", "นางสาวพรทิพย์ ศริสุวรรณ"),
        ("นางวันเพ็ญ ช้างทอง", "นางวันเพ็ญ ซ้างทอง"),
        ("ชาติชาย วิชัยดิษฐ", "ชาติชาย วิซัยดิษฐ"),
    ],
)
def test_a_name_is_likelier_than_its_look_alike(right: str, wrong: str) -> None:
    assert spelling_log_probability(right) > spelling_log_probability(wrong) + 3


def test_a_title_counts_for_nothing() -> None:
    assert spelling_log_probability("นางสาวสมใจ ใจดี") == spelling_log_probability("สมใจ ใจดี")


def test_what_is_empty_has_a_probability() -> None:
    assert spelling_log_probability("") < spelling_log_probability("สมใจ")


def test_names_in_no_list_are_judged_by_their_parts() -> None:
    """None of these surnames was counted; with one look-alike letter they are all the same less likely."""
    listed = sorted(thai_family_names())
    counted = _Spelling(name for n, name in enumerate(listed) if n % 2)
    unseen = [name for n, name in enumerate(listed) if not n % 2 and "ต" in name[1:]]
    likelier = sum(counted.log_probability(name) > counted.log_probability(name.replace("ต", "ด")) for name in unseen)
    assert likelier / len(unseen) > 0.85


def test_what_follows_a_letter_adds_up_to_one() -> None:
    counted = _Spelling(sorted(thai_male_names() | thai_female_names())[:200])
    letters = {letter for piece in counted._seen for letter in piece} - {"^"}
    total = sum(counted._next("^^สม" + letter) for letter in letters)
    assert 0.9 < total <= 1.0
