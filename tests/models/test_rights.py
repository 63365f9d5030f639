"""What roles give, and how far areas reach."""

from __future__ import annotations

import pytest

from models.rights import EVERYWHERE, RIGHTS, Actor, Grant, Right, Role


def actor(*grants: Grant) -> Actor:
    return Actor("u1", "สมหมาย ทดสอบ", "/52/", grants)


@pytest.mark.parametrize(
    ("area", "path", "covered"),
    [
        (EVERYWHERE, "/52/5208/", True),
        ("/52/", "/52/5208/", True),
        ("/52/", "/52/", True),
        ("/52/5208/", "/52/", False),
        ("/5/", "/52/", False),  # a code that begins another
    ],
)
def test_an_area_reaches_its_office_and_those_below(area: str, path: str, covered: bool) -> None:
    assert actor(Grant(Role.CLERK, area)).may(Right.UPLOAD, path) is covered


def test_nobody_has_a_right_that_no_role_gave() -> None:
    assert not any(actor().may(right, EVERYWHERE) for right in Right)
    assert not actor(Grant(Role.AUDITOR, EVERYWHERE)).may(Right.DECIDE_VALUES, "/52/")


def test_no_role_both_checks_and_pays() -> None:
    assert not any({Right.CHECK_SUBMISSION, Right.PAY} <= rights for rights in RIGHTS.values())


def test_areas_leave_out_those_inside_wider_ones() -> None:
    grants = (Grant(Role.CLERK, "/52/5208/"), Grant(Role.CLERK, "/52/"), Grant(Role.AUDITOR, EVERYWHERE))
    assert actor(*grants).areas(Right.UPLOAD) == ("/52/",)
    assert actor(*grants).areas(Right.PAY) == ()
