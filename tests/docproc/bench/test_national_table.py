"""One province's worth of the national chain: nothing false is exact, and the true letters are found."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from docproc.bench.misreading import MEASURED, Rates
from docproc.bench.national_letters import Country
from docproc.bench.national_table import run_national
from models.office import Tier

SEED = 7
PROVINCES = 2  # the first is Bangkok, which has no districts of this kind
LOUD = replace(MEASURED, name="ten times as many slips", digit=0.01, letter=0.02)


def test_country_has_every_tier_and_letters_that_look_like_its_own() -> None:
    letters = Country(SEED).letters
    tiers = Counter(one.tier for one in letters if not one.is_decoy)
    assert tiers == {Tier.MINISTRY: 1, Tier.PROVINCE: 77, Tier.DISTRICT: 878, Tier.LOCAL: 7850}
    assert sum(one.is_decoy for one in letters) > 1000


@pytest.mark.parametrize(("rates", "least_shown"), [(MEASURED, 0.99), (LOUD, 0.85)], ids=["measured", "loud"])
def test_no_false_link_is_exact_and_letters_above_are_found(rates: Rates, least_shown: float, tmp_path: Path) -> None:
    run = run_national(SEED, rates, tmp_path, PROVINCES)
    named, unnamed = run.scores["named"], run.scores["unnamed"]
    assert (named.exact_false, unnamed.exact, unnamed.exact_false) == (0, 0, 0)
    assert named.true > 40
    assert named.shown >= least_shown * named.true
    assert unnamed.true > 3
    assert unnamed.top >= least_shown * unnamed.true
