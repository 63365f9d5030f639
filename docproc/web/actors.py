"""Who speaks, and what a route asks of them. A route only says what it asks; `docproc.web.guard` enforces it.

    @router.get("/findings")
    def findings(request: Request, service: TheService, auditor: Annotated[Actor, asks(Right.AUDIT)]) -> Response:

Where the route does not need the actor, `dependencies=[asks(Right.AUDIT)]` on it or on its router says the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from typing import Annotated, Any, Final

from fastapi import Depends, Request
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute

from models.rights import Actor, Areas, Right

SESSION_COOKIE: Final = "session"
# Where the guard leaves what it found out about a request.
ACTOR_IN_SCOPE: Final = "docproc.actor"
ASKED_IN_SCOPE: Final = "docproc.asked"


class UndeclaredRouteError(Exception):
    """A route that does not say what it asks of people, or says two things: nothing is served like that."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a route asks: one of these rights somewhere; to be signed in, where there are none; nothing, where open."""

    rights: tuple[Right, ...] = ()
    is_open: bool = False

    def __call__(self, request: Request) -> Actor | None:
        """As a dependency: the actor whom the guard let through for exactly this."""
        if request.scope.get(ASKED_IN_SCOPE) != self:
            raise RuntimeError(f"{request.url.path} was reached without its guard")
        actor: Actor | None = request.scope.get(ACTOR_IN_SCOPE)
        return actor

    def lets_in(self, actor: Actor) -> bool:
        return not self.rights or any(actor.has(right) for right in self.rights)

    def areas(self, actor: Actor) -> Areas:
        """Over which areas the actor has what is asked."""
        return reduce(Areas.and_also, map(actor.areas, self.rights), Areas())


def asks(right: Right, *others: Right) -> Any:
    """The route is for who has one of these rights; what its address names must lie in the area of the right."""
    return Depends(Asked((right, *others)))


SIGNED_IN: Final[Any] = Depends(Asked())
OPEN: Final[Any] = Depends(Asked(is_open=True))


def _actor(request: Request) -> Actor:
    actor = actor_in(request)
    if actor is None:
        raise RuntimeError(f"{request.url.path} asks who speaks and is open to nobody in particular")
    return actor


def actor_in(request: Request) -> Actor | None:
    """Who speaks; None on the pages before sign-in."""
    actor: Actor | None = request.scope.get(ACTOR_IN_SCOPE)
    return actor


# Whoever speaks, on a route that says elsewhere what it asks.
Signed = Annotated[Actor, Depends(_actor)]

Reader = Annotated[Actor, asks(Right.READ_DOCUMENTS)]
Uploader = Annotated[Actor, asks(Right.UPLOAD)]
Decider = Annotated[Actor, asks(Right.DECIDE_VALUES)]


def asked_by(route: APIRoute) -> Asked:
    """What the route asks. Raises UndeclaredRouteError."""
    said = set(_said(route.dependant))
    if len(said) != 1:
        raise UndeclaredRouteError(f"{route.path} says {len(said)} things about who may use it, and must say one")
    return said.pop()


def _said(dependant: Dependant) -> Iterator[Asked]:
    for one in dependant.dependencies:
        if isinstance(one.call, Asked):
            yield one.call
        yield from _said(one)
