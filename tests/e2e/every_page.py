"""Every page that people see: for the browser test that looks at each, and for the pictures in the documentation."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from models.rights import Role

# What a route may answer with instead of a page of its own: parts of pages, files, and ways that only lead on.
NO_PAGES: Final = {
    "/documents/{source_id}/row",
    "/leader/pictures",
    "/leader/worker.js",
    "/registers/letters/{code}/{book}/{year}/workbook",
    "/sign-in/provider",
    "/sign-in/callback",
}


@dataclass(frozen=True, slots=True)
class ShownPage:
    """A page under the name of its picture, whoever starts from it, and its address.

    The words in braces are those of the service that shows it: `{letter}`, `{sheet}`, `{office}` and so on.
    """

    name: str
    role: Role | None
    address: str
    scroll_to: str | None = None
    status: int = 200
    is_printed: bool = False
    is_pictured: bool = True  # False where the picture would be another page's

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(re.findall(r"{(\w+)}", self.address))


PAGES: Final = (
    ShownPage("sign-in", None, "/sign-in"),
    ShownPage("invitation", None, "/invitations/{invitation}"),
    ShownPage("first-start", None, "/first-start/{first_start}"),
    ShownPage("inbox", Role.CLERK, "/inbox"),
    ShownPage("inbox-letters", Role.CLERK, "/inbox/letters"),
    ShownPage("files", Role.CLERK, "/"),
    ShownPage("document", Role.CLERK, "/documents/{letter}"),
    ShownPage("sheet", Role.CLERK, "/documents/{sheet}"),
    ShownPage("names", Role.CLERK, "/documents/{sheet}", scroll_to="#people"),
    ShownPage("review", Role.CLERK, "/review"),
    ShownPage("registering", Role.CLERK, "/documents/{letter}/register?book=received"),
    ShownPage("registers", Role.CLERK, "/registers?office={district}"),
    ShownPage("letter-registers", Role.CLERK, "/registers/letters?office={district}"),
    ShownPage("letter-register", Role.CLERK, "/registers/letters/{district}/received/{year}"),
    ShownPage("letter-register-printed", Role.CLERK, "/registers/letters/{district}/received/{year}", is_printed=True),
    ShownPage("people", Role.CLERK, "/registers/people/volunteers"),
    ShownPage("person", Role.CLERK, "/registers/people/{kind}/{person}"),
    ShownPage("import", Role.CLERK, "/registers/import"),
    ShownPage("coverage", Role.CLERK, "/coverage"),
    ShownPage("coverage-province", Role.CLERK, "/coverage/provinces/{province}"),
    ShownPage("coverage-district", Role.CLERK, "/coverage/districts/{district}"),
    ShownPage("leader", Role.LEADER, "/leader?programme={programme}&district={district}"),
    ShownPage("leader-offline", Role.LEADER, "/leader/offline"),
    ShownPage("districts", Role.CLERK, "/districts?programme={programme}"),
    ShownPage("district", Role.TREASURER, "/districts/{district}?programme={programme}"),
    ShownPage("voucher", Role.TREASURER, "/districts/{district}/voucher?programme={programme}"),
    ShownPage("search", Role.AUDITOR, "/search?q={words}"),
    ShownPage("chains", Role.AUDITOR, "/chain"),
    ShownPage("chain", Role.AUDITOR, "/chain/{chain}"),
    ShownPage("findings", Role.AUDITOR, "/findings?state=all"),
    ShownPage("operations", Role.OPERATOR, "/operations"),
    ShownPage("reprocessing", Role.OPERATOR, "/operations/reprocessing"),
    ShownPage("reprocessing-run", Role.OPERATOR, "/operations/reprocessing/{run}"),
    ShownPage("programmes", Role.ADMINISTRATOR, "/programmes"),
    ShownPage("rules", Role.ADMINISTRATOR, "/programmes/{programme}", is_pictured=False),
    ShownPage("users", Role.ADMINISTRATOR, "/users"),
    ShownPage("user", Role.ADMINISTRATOR, "/users/{user}"),
    ShownPage("account", Role.CLERK, "/account"),
    ShownPage("not-found", Role.CLERK, "/documents/nothing-of-this-name", status=404),
    ShownPage("refused", Role.CLERK, "/users"),
)


def is_shown(route: str) -> bool:
    """Whether one of the pages is an answer of the route, given as the route table writes it."""
    pattern = re.compile(re.sub(r"{\w+}", "[^/?]+", route))
    return any(pattern.fullmatch(page.address.partition("?")[0]) for page in PAGES)
