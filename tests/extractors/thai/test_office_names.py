"""Names of offices put together from the gazetteer."""

from __future__ import annotations

from extractors.thai.office_names import count_of_names, offices_like


def test_offices_of_provinces_districts_and_subdistricts_are_known() -> None:
    for name in (
        "ศาลากลางจังหวัดลำปาง",
        "ที่ว่าการอำเภองาว",
        "อบต.บ้านผือ",
        "กรมการปกครอง",
        "สำนักงานเขตบางรัก",
        "สพป.น่าน เขต ๒",
    ):
        assert offices_like(name)[0].written == name


def test_what_is_like_no_office_finds_none() -> None:
    assert offices_like("ขอแสดงความนับถืออย่างยิ่ง") == []


def test_names_are_counted_once() -> None:
    assert 40_000 < count_of_names() < 80_000
