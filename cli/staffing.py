"""`mobility staff …`: who works here, in which roles, and who stands in for whom."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from cli.opening import acting, books
from cli.options import Config, Data, Json
from cli.show import as_json, lines, table, words

if TYPE_CHECKING:
    from persistence.appointments import Appointed
    from persistence.deputies import Deputy
    from persistence.staff import Assignment

Login = Annotated[str, typer.Argument(metavar="LOGIN", help="The name that they log in with.")]
By = Annotated[
    str, typer.Option("--by", metavar="ROLE", help="The role that appointed: rector, council …")
]
ByName = Annotated[
    str, typer.Option("--by-name", metavar="PERSON", help="The name of who appointed.")
]
Until = Annotated[
    str, typer.Option("--to", metavar="DATE", help="Last day, that one too. Left out: today.")
]

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
    by: By = "",
    by_name: ByName = "",
    data: Data = None,
    config: Config = None,
) -> None:  # fmt: skip
    """Enter a member of staff, with roles from today on, who may then log in."""
    from pwdlib import PasswordHash

    from persistence import staff
    from persistence.staff import Assignment, Member
    from states.moments import civil_date
    from states.validation_error import ValidationError
    from workflows.people.appointments import check_appointer, role_of
    from workflows.people.staff import address_named
    from workflows.running.read_only_office import clock

    with acting(data, config) as (app, connection):
        key, today = app.office.settings.institution.key, civil_date(clock())
        for role in map(role_of, roles):
            if by:
                check_appointer(app.office, key, role, by)
        held = [Assignment(key, role, today, None, by or None, by_name or None) for role in roles]
        if staff.by_logins(connection, [login]):
            raise ValidationError(f"somebody logs in as {login} already")
        member = Member(0, login, name, address_named(email), writes_in)
        staff.add(connection, member, held, PasswordHash.recommended().hash(password))
    lines([f"{name} may log in as {login}: {', '.join(map(words, roles))}."])


@app.command("appoint")
def appoint(
    login: Login,
    role: Annotated[str, typer.Option("--role", metavar="ROLE", help="The role given.")],
    first: Annotated[str, typer.Option("--from", metavar="DATE", help="First day, YYYY-MM-DD.")],
    by: By,
    last: Annotated[
        str, typer.Option("--to", metavar="DATE", help="Last day, that one too. Left out: open.")
    ] = "",
    by_name: ByName = "",
    data: Data = None,
    config: Config = None,
    json: Json = False,
) -> None:
    """Give somebody who works here a role for certain days, with who appointed them."""
    from cli.answers import answer
    from rules.appointments import APPOINTERS
    from workflows.people import appointments as appointing

    told = {"login": login, "role": role, "from": first, "to": last, "by": by, "by_name": by_name}
    with acting(data, config) as (app, connection):
        key = app.office.settings.institution.key
        given = appointing.appoint(connection, app.office, key, told)
    until = f" to {given.last_day}" if given.last_day else ""
    said_by = ", ".join(filter(None, (APPOINTERS[by].en, given.appointed_by)))
    said = f"{login} is {words(role)} from {given.first_day}{until}, appointed by: {said_by}."
    answer({"login": login, **_assignment_json(given)}, said, json)


@app.command("end")
def end(
    login: Login,
    role: Annotated[str, typer.Option("--role", metavar="ROLE", help="The role that ends.")],
    last: Until = "",
    data: Data = None,
    config: Config = None,
    json: Json = False,
) -> None:
    """End somebody's role after a day: no work and no letter of the role comes to them after it."""
    from cli.answers import answer
    from states.moments import civil_date
    from workflows.people import appointments as appointing
    from workflows.running.read_only_office import clock

    written = last or civil_date(clock()).isoformat()
    with acting(data, config) as (app, connection):
        key = app.office.settings.institution.key
        held = appointing.held_by(connection, key, login, role, written)
        day = appointing.end_assignment(connection, held, written)
    said = f"{held.member.name} is {words(role)} to {day}, that day included."
    answer({"login": login, "role": role, "to": day}, said, json)


@app.command("list")
def list_(
    on: Annotated[
        str | None, typer.Option("--on", metavar="DATE", help="The day. Left out: today.")
    ] = None,
    data: Data = None,
    config: Config = None,
    json: Json = False,
) -> None:
    """List who holds which role on a day, since when, until when, appointed by whom."""
    from cli.handed import day_named
    from persistence import appointments
    from states.moments import civil_date
    from states.vocabulary import OFFICE_ROLES
    from workflows.running.read_only_office import clock

    day = day_named(on) if on else civil_date(clock())
    with books(data, config) as (office, connection):
        key = office.institution
        held = [one for one in appointments.register(connection, key) if one.holds_on(day)]
        absent = [
            one for one in appointments.deputies_since(connection, key, day) if one.holds_on(day)
        ]
    held.sort(key=lambda one: (OFFICE_ROLES.index(one.given.role), one.member.id))
    if json:
        as_json([{**_listed(one), "stands_in_for": _stood_in_for(one, absent)} for one in held])
        return
    rows = [
        (words(row["role"]), row["login"], row["name"], row["from"],
         row["to"] or "", _appointer(row))
        for row in map(_listed, held)
    ]  # fmt: skip
    columns = ("Role", "Login", "Name", "From", "To", "Appointed by")
    table(f"Staff on {day}", columns, rows, "Nobody works here on that day.")
    if absent:
        others = [
            (words(one.who), words(one.deputy_for), one.period.first_day, one.period.last_day)
            for one in absent
        ]
        table("Standing in", ("Role", "Instead of", "From", "To"), others, "")


@app.command("stand-in")
def appoint_deputy(
    who: Annotated[str, typer.Argument(metavar="ROLE", help="The role that stands in.")],
    instead: Annotated[str, typer.Option("--for", metavar="ROLE", help="The absent role.")],
    first: Annotated[str, typer.Option("--from", metavar="DATE", help="First day, YYYY-MM-DD.")],
    last: Annotated[str, typer.Option("--to", metavar="DATE", help="Last day, that one too.")],
    data: Data = None,
    config: Config = None,
    json: Json = False,
) -> None:
    """Let a role stand in for another on certain days; the history will say who acted for whom."""
    from cli.answers import answer
    from workflows.people import appointments as appointing

    told = {"who": who, "for": instead, "from": first, "to": last}
    with acting(data, config) as (app, connection):
        appointing.appoint_deputy(connection, app.office.settings.institution.key, told)
    said = f"{words(who)} stands in for {words(instead)} from {first} to {last}."
    answer(told, said, json)


@app.command("end-stand-in")
def end_deputy(
    who: Annotated[str, typer.Argument(metavar="ROLE", help="The role that stands in.")],
    instead: Annotated[str, typer.Option("--for", metavar="ROLE", help="The role that is back.")],
    last: Until = "",
    data: Data = None,
    config: Config = None,
    json: Json = False,
) -> None:
    """End a substitution before its last day: whose role it is came back earlier."""
    from cli.answers import answer
    from states.moments import civil_date
    from workflows.people import appointments as appointing
    from workflows.running.read_only_office import clock

    written = last or civil_date(clock()).isoformat()
    with acting(data, config) as (app, connection):
        key = app.office.settings.institution.key
        standing = appointing.deputy_on(connection, key, who, instead, written)
        day = appointing.end_deputy(connection, standing, written)
    said = f"{words(who)} stands in for {words(instead)} to {day}, that day included."
    answer({"who": who, "for": instead, "to": day}, said, json)


def _assignment_json(given: Assignment) -> dict[str, Any]:
    """An assignment as plain values; `to` is None where it is open."""
    return {
        "role": given.role,
        "from": given.first_day,
        "to": given.last_day,
        "appointed_by": given.appointed_as,
        "appointed_by_name": given.appointed_by,
    }


def _listed(one: Appointed) -> dict[str, Any]:
    member = {"login": one.member.login, "name": one.member.name, "email": one.member.email}
    return {**member, **_assignment_json(one.given)}


def _stood_in_for(one: Appointed, absent: list[Deputy]) -> list[dict[str, Any]]:
    return [
        {"role": other.deputy_for, "from": other.period.first_day, "to": other.period.last_day}
        for other in absent
        if other.who == one.given.role
    ]


def _appointer(row: Mapping[str, Any]) -> str:
    return ", ".join(filter(None, (words(row["appointed_by"]), row["appointed_by_name"])))
