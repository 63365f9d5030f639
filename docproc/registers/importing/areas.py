"""The offices that rows name, and whether who imports keeps their registers."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

import geothai
from sqlalchemy.orm import Session

from docproc.registers.importing.cells import Row
from docproc.registers.office_names import BANGKOK
from docproc.repository import offices
from docproc.repository.offices import Naming, only_exact
from extractors.thai.digits import to_arabic
from extractors.thai.normal_form import without_spaces
from models.office import Tier
from models.rights import Actor, Right
from models.tables.offices import OfficeRecord

_PREFIXES: Final = {Tier.PROVINCE: "จังหวัด", Tier.DISTRICT: "อำเภอ", Tier.LOCAL: ""}
_UNKNOWN: Final = {
    Tier.PROVINCE: "unknown_province",
    Tier.DISTRICT: "unknown_district",
    Tier.LOCAL: "unknown_local",
    None: "unknown_office",
}
_HAS_PREFIX: Final = re.compile(rf"อำเภอ|อ\.|เขต|จังหวัด|จ\.|{BANGKOK}|กทม")


class Subdistrict(NamedTuple):
    """A ตำบล; its code is six digits."""

    code: str
    name: str


def subdistricts(district_code: str) -> list[Subdistrict]:
    return [Subdistrict(one.code, one.name_th) for one in geothai.subdistricts(district_code)]


class Areas:
    """Looks each name up once. What a row names must be one office, spelt right, in the area of who imports."""

    def __init__(self, session: Session, actor: Actor) -> None:
        self.session = session
        self.actor = actor
        self._known: dict[tuple[str, Tier | None], OfficeRecord | str] = {}

    def province(self, row: Row, name: str = "province") -> OfficeRecord | None:
        return self._kept(row, name, self._find(row, name, Tier.PROVINCE))

    def district(self, row: Row, name: str = "district") -> OfficeRecord | None:
        """By its code, or by its name with the province of the row."""
        return self._kept(row, name, self._find(row, name, Tier.DISTRICT))

    def local(self, row: Row, name: str = "local") -> OfficeRecord | None:
        return self._kept(row, name, self._find(row, name, Tier.LOCAL))

    def office(self, row: Row, name: str = "office") -> OfficeRecord | None:
        """Of any tier."""
        return self._kept(row, name, self._find(row, name, None))

    def own_office(self) -> OfficeRecord | None:
        """The office of who imports, for files that name none."""
        return offices.by_code(self.session, self.actor.office_path.rstrip("/").rpartition("/")[2])

    def by_code(self, code: str) -> OfficeRecord | None:
        if (code, Tier.DISTRICT) not in self._known:
            self._known[code, Tier.DISTRICT] = offices.by_code(self.session, code) or "unknown_district"
        found = self._known[code, Tier.DISTRICT]
        return found if isinstance(found, OfficeRecord) else None

    def keeps(self, row: Row, name: str, path: str) -> bool:
        """Whether the registers of that office are this person's to keep; a fault where not."""
        if self.actor.may(Right.KEEP_REGISTERS, path):
            return True
        row.blame(name, "not_your_area", row.values.get(name, ""))
        return False

    def subdistrict(self, row: Row, district: OfficeRecord) -> Subdistrict | None:
        text = without_spaces(to_arabic(row.needed("subdistrict") or "")).removeprefix("ตำบล").removeprefix("แขวง")
        if not text:
            return None
        for one in subdistricts(district.code):
            if text in one:
                return one
        row.blame("subdistrict", "unknown_subdistrict", text)
        return None

    def _kept(self, row: Row, name: str, office: OfficeRecord | None) -> OfficeRecord | None:
        return office if office is not None and self.keeps(row, name, office.path) else None

    def _find(self, row: Row, name: str, tier: Tier | None) -> OfficeRecord | None:
        text = row.needed(name)
        if text is None:
            return None
        province = row.text("province") if tier in (Tier.DISTRICT, Tier.LOCAL) and name != "province" else None
        asked = _spelt_out(text, tier)
        if province is not None and _spelt_out(province, Tier.PROVINCE) not in asked:
            asked = f"{asked} {_spelt_out(province, Tier.PROVINCE)}"
        if (asked, tier) not in self._known:
            self._known[asked, tier] = self._look_up(text, asked, tier)
        found = self._known[asked, tier]
        if isinstance(found, OfficeRecord):
            return found
        row.blame(name, found, text)
        return None

    def _look_up(self, text: str, asked: str, tier: Tier | None) -> OfficeRecord | str:
        by_code = offices.by_code(self.session, to_arabic(without_spaces(text)))
        if by_code is not None and tier in (None, by_code.tier):
            return by_code
        candidates = [one for one in offices.by_name(self.session, asked) if tier in (None, one.office.tier)]
        found = only_exact(candidates)
        if found is not None:
            return found
        if sum(one.naming is Naming.NAMED for one in candidates) > 1:
            return "office_not_told_apart"
        return _UNKNOWN[tier]


def _spelt_out(text: str, tier: Tier | None) -> str:
    if tier is None or _HAS_PREFIX.match(text):
        return text
    return f"{_PREFIXES[tier]}{text}"
