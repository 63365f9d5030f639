"""Stops of abbreviations that a dotted rule swallowed, put back where the page itself spells them elsewhere.

Memos are written on dotted rules. Taking the rule away takes the stops of `ผกก.สมต.ทหาร` with it, so that a gap
stands in their place; the same name usually comes again in the body, where there is no rule.
"""

from __future__ import annotations

import re
from collections import Counter

from extractors.fields.passage import Passage

_GAP = re.compile(r"(?P<left>[ก-ฮะ-๎]+) (?P<right>[ก-ฮะ-๎]+)")
SHORTEST = 5  # letters; a shorter run of letters is found inside other words


def with_restored_stops(passage: Passage, elsewhere: str) -> Passage:
    """The passage with a stop for each gap that `elsewhere` always prints as a stop."""
    spelt = passage.text
    start = 0
    while (gap := _GAP.search(spelt, start)) is not None:
        stopped, spaced = f"{gap['left']}.{gap['right']}", gap[0]
        if len(spaced) > SHORTEST and stopped in elsewhere and spaced not in elsewhere:
            at = gap.end("left")
            spelt = f"{spelt[:at]}.{spelt[at + 1 :]}"
        start = gap.start("right")
    return passage.respelt(spelt)


def as_spelt_elsewhere(passage: Passage, elsewhere: str) -> Passage:
    """A whole name with the stops and spaces that `elsewhere` most often gives the same letters."""
    letters = re.sub(r"[ .]", "", passage.text)
    if len(letters) < SHORTEST:
        return passage
    pattern = r"[ .]?".join(re.escape(letter) for letter in letters)
    forms = Counter(match[0] for match in re.finditer(pattern, elsewhere))
    return passage.respelt(forms.most_common(1)[0][0]) if forms else passage
