"""How likely a Thai name is spelt so: which letter follows the four before it in given names and in surnames.

Most people's names are in no list, but they are put together as the listed ones are: วงศ์, ชาติ, พงษ์, รัตน์. So ชาดิ for
ชาติ is unlikely in a name that nobody has seen, too. Five letters at a time, smoothed as Witten and Bell do (1991): what
follows a rare beginning is judged by shorter ones.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from functools import cache
from itertools import chain
from typing import Final

from pythainlp.corpus import thai_family_names, thai_female_names, thai_male_names

from extractors.thai.names import split_title

_ORDER: Final = 5
_BEFORE, _END = "^", "$"  # stand in no name
_LETTERS: Final = 90  # that any name may hold: what is known of a letter after nothing


def spelling_log_probability(name: str) -> float:
    """The logarithm of the probability that a name, without its title, is spelt so: the first word as a given name.

    Names of the same length compare with each other; a text that is no name has a very low one.
    """
    given, *others = split_title(name)[1].split() or [""]
    return _given_names().log_probability(given) + sum(_surnames().log_probability(word) for word in others)


class _Spelling:
    """Counts of every piece of up to five letters in some words."""

    def __init__(self, words: Iterable[str]) -> None:
        padded = [_BEFORE * (_ORDER - 1) + word + _END for word in words]
        self._seen = Counter(chain.from_iterable(_pieces(word) for word in padded))
        self._followed: Counter[str] = Counter()  # how often something followed a beginning
        self._followers: Counter[str] = Counter()  # how many different letters did
        for piece, count in self._seen.items():
            beginning = piece[:-1]
            self._followed[beginning] += count
            self._followers[beginning] += 1

    def log_probability(self, word: str) -> float:
        padded = _BEFORE * (_ORDER - 1) + word + _END
        return sum(math.log(self._next(padded[at - _ORDER + 1 : at + 1])) for at in range(_ORDER - 1, len(padded)))

    def _next(self, piece: str) -> float:
        """The probability of the piece's last letter after its others."""
        probability = 1 / _LETTERS
        for start in range(_ORDER - 1, -1, -1):
            beginning = piece[start:-1]
            followed, followers = self._followed[beginning], self._followers[beginning]
            if not followed:
                break
            probability = (self._seen[piece[start:]] + followers * probability) / (followed + followers)
        return probability


def _pieces(padded: str) -> Iterable[str]:
    """Every piece of one to five letters that ends in a letter of the word or at its end."""
    return (padded[end - size : end] for end in range(_ORDER, len(padded) + 1) for size in range(1, _ORDER + 1))


@cache
def _given_names() -> _Spelling:
    return _Spelling(thai_male_names() | thai_female_names())


@cache
def _surnames() -> _Spelling:
    return _Spelling(thai_family_names())
