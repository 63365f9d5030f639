"""Who posted what on which day: under an app's bar, in a feed, under a shared picture, and where nothing tells."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from extractors.fields.layout import page_layout
from extractors.kinds import screenshot
from models.page import Line
from models.post import Post
from models.status import Status
from tests.factories import line, page

NAME, DAY = "สมมุติ ทดสอบดี (แกนนำ อสด.)", "15 กันยายน 2566 เวลา 13:42 น."
WORDS = ("วันนี้ประชุมชี้แจงอาสาสมัครดิจิทัล หมู่ 4", "มีผู้สมัคร 12 คน ขอบคุณทุกท่าน")


def post_of(*lines: Line) -> Post:
    seen = replace(page(list(lines)), picture_like="screenshot")
    found = screenshot.extract([page_layout(seen)]).post
    assert found is not None
    return found


def body(y: int, *texts: str) -> list[Line]:
    return [line(text, x=100, y=y + 60 * number) for number, text in enumerate(texts)]


def test_post_under_an_apps_bar() -> None:
    post = post_of(
        line("13:45", x=60, y=40),
        line("ข่าวสารอาสา", x=600, y=150),
        line(NAME, x=220, y=300),
        line(DAY, x=220, y=356),
        *body(440, *WORDS),
        line("48 ถูกใจ 6 ความเห็น", x=100, y=1500),
    )
    assert post.poster.value == NAME
    assert post.date.value == date(2023, 9, 15)
    assert post.title.value == " ".join(WORDS)


@pytest.mark.parametrize(
    "day",
    [
        "15 ก.ย. 2566",
        "๑๕ กันยายน ๒๕๖๖",
        "โพสต์เมื่อ 15 กันยายน 2566",
        "15 กันยายน 2566 · สาธารณะ",
        "เผยแพร่วันที่ 15 กันยายน 2566",
    ],
)
def test_day_of_the_post_in_its_usual_forms(day: str) -> None:
    assert post_of(line(NAME, x=220, y=300), line(day, x=220, y=356), *body(440, *WORDS)).date.value == date(
        2023, 9, 15
    )


@pytest.mark.parametrize("day", ["2 ชม.", "เมื่อวาน เวลา 13:42 น.", "15 กันยายน"])
def test_day_that_is_not_said_is_not_made_up(day: str) -> None:
    post = post_of(line(NAME, x=220, y=300), line(day, x=220, y=356), *body(440, *WORDS))
    assert (post.date.value, post.poster.value, post.title.value) == (None, None, None)


def test_of_several_posts_none_is_taken() -> None:
    first = [line(NAME, x=220, y=300), line(DAY, x=220, y=356), *body(440, *WORDS)]
    second = [line("ประชาชน คนหนึ่ง", x=220, y=1300), line("14 กันยายน 2566", x=220, y=1356), *body(1440, *WORDS)]
    assert post_of(*first, *second) == Post()
    seen = replace(page([*first, *second]), picture_like="screenshot")
    (problem,) = screenshot.extract([page_layout(seen)]).problems
    assert problem.code == "problem.several_posts"


def test_day_inside_the_words_is_not_the_posts() -> None:
    words = "ขอเชิญประชุมวันที่ 20 กันยายน 2566 ณ หอประชุมอำเภอ"
    post = post_of(line(NAME, x=220, y=300), line(DAY, x=220, y=356), *body(440, words))
    assert (post.date.value, post.title.value) == (date(2023, 9, 15), words)


@pytest.mark.parametrize("above", [line(NAME, x=220, y=60), line("· · ·", x=220, y=300), line(NAME, x=900, y=300)])
def test_poster_is_the_line_close_over_the_day_or_nobody(above: Line) -> None:
    post = post_of(above, line(DAY, x=220, y=356), *body(440, *WORDS))
    assert (post.poster.value, post.poster.status) == (None, Status.UNREAD)


def test_words_end_at_the_picture() -> None:
    post = post_of(line(NAME, x=220, y=300), line(DAY, x=220, y=356), *body(440, *WORDS), *body(1200, "ป้ายในภาพถ่าย"))
    assert post.title.value == " ".join(WORDS)


def test_picture_with_no_words_has_none() -> None:
    assert post_of(line(NAME, x=220, y=300), line(DAY, x=220, y=356)).title.value is None
