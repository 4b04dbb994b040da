"""`mobility staff …`: who works here, in which roles, and who stands in for whom."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from cli.options import Config, Data, Json, place
from cli.show import as_json, lines, table, words

app = typer.Typer(no_args_is_help=True, help="Who works here, and who stands in for whom.")


@app.command("add")
def add(
    login: Annotated[str, typer.Argument(metavar="LOGIN", help="The name to log in with.")],
    name: Annotated[str, typer.Option("--name", metavar="PERSON", help="Name and surname.")],
    email: Annotated[str, typer.Option("--email", metavar="ADDRESS", help="For mails.")],
    roles: Annotated[
        list[str], typer.Option("--role", metavar="ROLE", help="A role; may be given again.")
    ],
    password: Annotated[
        str,
        typer.Option("--password", prompt=True, hide_input=True, confirmation_prompt=True,
                     help="Left out: it is asked for."),
    ],
    writes_in: Annotated[
        Literal["en", "sr", "sr-Latn"], typer.Option("--writes-in", help="The language of mails.")
    ] = "sr",
    data: Data = None,
    config: Config = None,
) -> None:  # fmt: skip
    """Enter a member of staff, with roles from today on, who may then log in."""
    from pwdlib import PasswordHash

    from persistence import staff
    from persistence.database import writing
    from persistence.staff import Assignment, Member
    from states.moments import civil_date
    from states.wrong_input import WrongInput
    from workflows.books import clock, open_books
    from workflows.staffing import address_named

    where = place(data, config)
    books = open_books(where.data, where.config)
    key, today = books.settings.institution.key, civil_date(clock())
    held = [Assignment(key, _held(role), today) for role in roles]
    with writing(books.engine) as connection:
        if staff.by_logins(connection, [login]):
            raise WrongInput(f"somebody logs in as {login} already")
        member = Member(0, login, name, address_named(email), writes_in)
        staff.add(connection, member, held, PasswordHash.recommended().hash(password))
    lines([f"{name} may log in as {login}: {', '.join(map(words, roles))}."])


@app.command("list")
def list_(data: Data = None, config: Config = None, json: Json = False) -> None:
    """List who holds which role today."""
    from persistence import staff
    from persistence.database import reading
    from states.moments import civil_date
    from states.vocabulary import OFFICE_ROLES
    from workflows.books import clock, open_books

    where = place(data, config)
    books = open_books(where.data, where.config)
    key, today = books.settings.institution.key, civil_date(clock())
    with reading(books.engine) as connection:
        rows = [
            (role, one.login, one.name, one.email)
            for role in OFFICE_ROLES
            for one in staff.holders(connection, key, role, today)
        ]
    columns = ("role", "login", "name", "email")
    if json:
        as_json([dict(zip(columns, row, strict=True)) for row in rows])
    else:
        shown = [(words(row[0]), *row[1:]) for row in rows]
        table("Staff", [c.capitalize() for c in columns], shown, "Nobody works here yet.")


@app.command("stand-in")
def stand_in(
    who: Annotated[str, typer.Argument(metavar="ROLE", help="The role that stands in.")],
    instead: Annotated[str, typer.Option("--for", metavar="ROLE", help="The absent role.")],
    first: Annotated[str, typer.Option("--from", metavar="DATE", help="First day, YYYY-MM-DD.")],
    last: Annotated[str, typer.Option("--to", metavar="DATE", help="Last day, that one too.")],
    data: Data = None,
    config: Config = None,
) -> None:
    """Let a role stand in for another on certain days; the history will say who acted for whom."""
    from cli.handed import day_named
    from persistence import staff
    from persistence.database import writing
    from states.dossier import Period
    from states.wrong_input import WrongInput
    from workflows.books import open_books

    where, period = place(data, config), Period(day_named(first), day_named(last))
    if period.last_day < period.first_day:
        raise WrongInput(f"the last day, {last}, lies before the first, {first}")
    books = open_books(where.data, where.config)
    with writing(books.engine) as connection:
        key = books.settings.institution.key
        staff.add_substitute(connection, key, _held(who), _held(instead), period)
    lines([f"{words(who)} stands in for {words(instead)} from {first} to {last}."])


def _held(role: str) -> str:
    from states.vocabulary import OFFICE_ROLES
    from states.wrong_input import WrongInput

    if role not in OFFICE_ROLES:
        raise WrongInput(f"nobody is employed as `{role}`; roles are: {', '.join(OFFICE_ROLES)}")
    return role
