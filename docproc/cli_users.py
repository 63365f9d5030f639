"""`docproc user …`, parsed: each command calls one use case of `docproc.commands.user`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from models.rights import Role

app = typer.Typer(help="Add users, invite them, grant roles, hand out tokens.", no_args_is_help=True)

Login = Annotated[str, typer.Argument(help="The name the user signs in by.", metavar="LOGIN")]
Address = Annotated[str, typer.Option(help="Where the web pages are, for the link.")]
Area = Annotated[str | None, typer.Option(help="Code of the office over whose area; without it, everywhere.")]


@app.command(epilog='Example: docproc user add somsri --name "สมศรี ตัวอย่าง" --office 5208 --role clerk --area 5208')
def add(
    login: Login,
    name: Annotated[str, typer.Option(help="Full name: what the user says is kept under it.")],
    office: Annotated[str | None, typer.Option(help="Code of the user's office.")] = None,
    email: Annotated[str | None, typer.Option(help="By which an outside provider's account is recognised.")] = None,
    role: Annotated[Role | None, typer.Option(help="A first role.")] = None,
    area: Area = None,
    address: Address = "http://127.0.0.1:8000",
) -> None:
    """Make a user and print the link, good once, by which the user sets a password."""
    from docproc.commands import user
    from docproc.repository.users import NewUser

    with _explained():
        user.add(NewUser(login, name, office, email), role, area, address)


@app.command(epilog="Example: docproc user invite somsri")
def invite(login: Login, address: Address = "http://127.0.0.1:8000") -> None:
    """Print a new link to set the password; an earlier one no longer works."""
    from docproc.commands import user

    with _explained():
        user.invite(login, address)


@app.command(epilog="Example: docproc user grant somsri auditor --area 52")
def grant(
    login: Login, role: Annotated[Role, typer.Argument(help="The role.", metavar="ROLE")], area: Area = None
) -> None:
    """Give a user a role over an area."""
    from docproc.commands import user

    with _explained():
        user.grant(login, role, area)


@app.command(epilog="Example: docproc user token somsri --name scanner --days 90")
def token(
    login: Login,
    name: Annotated[str, typer.Option(help="What the token is for.")],
    days: Annotated[int, typer.Option(min=1, max=366, help="How long it is good.")] = 90,
) -> None:
    """Print a token by which a program speaks in the user's name; it is not shown again."""
    from docproc.commands import user

    with _explained():
        user.token(login, name, days)


@contextmanager
def _explained() -> Iterator[None]:
    """What is wrong with what was asked, in a sentence on standard error and with exit status 1."""
    from docproc.commands.user import UnknownUserError
    from docproc.messages.catalogue import load_catalogue
    from docproc.users.accounts import TakenError, UnknownOfficeError
    from docproc.users.names import NotANameError

    try:
        yield
    except UnknownUserError as error:
        fault = f"nobody signs in as {error}"
    except UnknownOfficeError as error:
        fault = f"no office has the code {error}"
    except TakenError as error:
        fault = f"{error}, or that e-mail address, is taken"
    except NotANameError as error:
        fault = load_catalogue("en").text(error.code)
    else:
        return
    typer.echo(f"docproc: {fault}", err=True)
    raise typer.Exit(1)
