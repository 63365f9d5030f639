"""One's account in words."""

from __future__ import annotations

import pytest

from docproc.web.account_views import device_in_words

ANDROID = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko)"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64)"


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (f"{ANDROID} Chrome/130.0.0.0 Mobile Safari/537.36", "Chrome · Android"),
        (f"{ANDROID} SamsungBrowser/26.0 Chrome/122.0.0.0 Mobile Safari/537.36", "Samsung Internet · Android"),
        (f"{IPHONE} Version/17.5 Mobile/15E148 Safari/604.1", "Safari · iPhone"),
        (f"{IPHONE} CriOS/130.0.6723.90 Mobile/15E148 Safari/604.1", "Chrome · iPhone"),
        (f"{IPHONE} Mobile/15E148 Safari Line/14.9.0", "LINE · iPhone"),
        (
            f"{WINDOWS} AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36 Edg/130.0",
            "Edge · Windows",
        ),
        (f"{WINDOWS[:-1]}; rv:132.0) Gecko/20100101 Firefox/132.0", "Firefox · Windows"),
        ("curl/8.5.0", ""),
        ("", ""),
    ],
)
def test_a_device_is_named_by_browser_and_system(agent: str, words: str) -> None:
    assert device_in_words(agent) == words
