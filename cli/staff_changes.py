"""`mobility staff add`, `appoint` and `end`: who comes to work here, in which roles, until when."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from cli.answers import answer
from cli.operators_act import operators_act
from cli.options import Config, Data, Json
from cli.session import write_session
from cli.show import lines, words
from cli.staff_list import assignment_json
from persistence import staff
from persistence.staff import Assignment, Member
from rules.appointments import APPOINTERS
from states.moments import civil_date
from states.validation_error import ValidationError
from workflows.people import accounts
from workflows.people import appointments as appointing
from workflows.people.appointments import check_appointer, role_of
from workflows.people.passwords import hash_of_new
from workflows.people.staff import other_script, record_address, title_named
from workflows.registers.addresses import address_named
from workflows.running.read_only_office import clock

Login = Annotated[str, typer.Argument(metavar="LOGIN", help="The name that they log in with.")]
By = Annotated[
    str, typer.Option("--by", metavar="ROLE", help="The role that appointed: rector, council …")
]
ByName = Annotated[
    str, typer.Option("--by-name", metavar="PERSON", help="The name of who appointed.")
]
LastDay = Annotated[
    str, typer.Option("--to", metavar="DATE", help="Last day, that one too. Left out: today.")
]

Salutation = Annotated[
    Literal["f", "m"] | None,
    typer.Option("--salutation", help="f: Поштована, m: Поштовани. Left out: no name is said."),
]
AcademicTitle = Annotated[
    str | None, typer.Option("--title", metavar="TITLE", help="Before the name: др, проф. др.")
]


OtherScript = Annotated[
    str | None,
    typer.Option("--other-script", metavar="PERSON", help="The same name in the other script."),
]


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
    salutation: Salutation = None,
    title: AcademicTitle = None,
    other: OtherScript = None,
    by: By = "",
    by_name: ByName = "",
    data: Data = None,
    config: Config = None,
) -> None:  # fmt: skip
    """Enter a member of staff, with roles from today on, who may then log in."""
    with write_session(data, config) as (office, connection):
        key, today = office.settings.institution.key, civil_date(clock())
        for role in map(role_of, roles):
            if by:
                check_appointer(office, key, role, by)
        assignments = [
            Assignment(key, role, today, None, by or None, by_name or None) for role in roles
        ]
        if staff.by_logins(connection, [login]):
            raise ValidationError(f"somebody logs in as {login} already")
        member_title = title_named(title or "")
        other_name = other_script({"name_in_other_script": other or ""}, name)
        address_of = address_named(email)
        member = Member(0, login, name, address_of, writes_in, salutation, member_title, other_name)
        act = operators_act(office, connection)
        accounts.enter(act, member, assignments, hash_of_new(office, member, password))
    lines([f"{name} may log in as {login}: {', '.join(map(words, roles))}."])


def address(
    login: Login,
    salutation: Salutation = None,
    title: AcademicTitle = None,
    other: OtherScript = None,
    data: Data = None,
    config: Config = None,
) -> None:
    """Record how letters address somebody who works here; what is left out is no more recorded."""
    with write_session(data, config) as (office, connection):
        values = {
            "login": login,
            "salutation": salutation or "",
            "academic_title": title or "",
            "name_in_other_script": other or "",
        }
        record_address(operators_act(office, connection), values)
    lines([f"Letters address {login} as recorded."])


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
    values = {"login": login, "role": role, "from": first, "to": last, "by": by, "by_name": by_name}
    with write_session(data, config) as (office, connection):
        assignment = appointing.appoint(operators_act(office, connection), values)
    until = f" to {assignment.last_day}" if assignment.last_day else ""
    appointer = ", ".join(filter(None, (APPOINTERS[by].en, assignment.appointed_by)))
    sentence = (
        f"{login} is {words(role)} from {assignment.first_day}{until}, appointed by: {appointer}."
    )
    answer({"login": login, **assignment_json(assignment)}, sentence, json)


def end(
    login: Login,
    role: Annotated[str, typer.Option("--role", metavar="ROLE", help="The role that ends.")],
    last: LastDay = "",
    data: Data = None,
    config: Config = None,
    json: Json = False,
) -> None:
    """End somebody's role after a day: no work and no letter of the role comes to them after it."""
    day = last or civil_date(clock()).isoformat()
    with write_session(data, config) as (office, connection):
        act = operators_act(office, connection)
        assignment = appointing.held_by(connection, act.institution, login, role, day)
        last_day = appointing.end_assignment(act, assignment, day)
    sentence = f"{assignment.member.name} is {words(role)} to {last_day}, that day included."
    answer({"login": login, "role": role, "to": last_day}, sentence, json)
