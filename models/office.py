"""The tiers of offices, from the ministries down."""

from __future__ import annotations

from enum import StrEnum


class Tier(StrEnum):
    """What kind of office it is, the highest first; a circular is passed from one tier to a lower one."""

    MINISTRY = "ministry"
    PROVINCE = "province"
    DISTRICT = "district"
    LOCAL = "local"

    @property
    def rank(self) -> int:
        """1 for the ministries, more for those below."""
        return list(Tier).index(self) + 1

    def is_above(self, other: Tier) -> bool:
        return self.rank < other.rank
