"""`mobility call …`: opening a call, scoring its applications, publishing its list."""

from __future__ import annotations

from importlib import import_module
from typing import Annotated, Any

import typer

from cli.call_answers import (
    call_facts,
    call_json,
    list_of,
    place_json,
    row_json,
    show_list,
    story_json,
    story_lines,
    version_named,
)
from cli.options import (
    Config,
    Data,
    Instead,
    Json,
    Person,
    Role,
    Speech,
    With,
    WithFile,
    place,
)  # fmt: skip
from cli.show import as_json, facts, lines, panel, table

app = typer.Typer(no_args_is_help=True, help="Open a call, score it, publish its list.")
Named = Annotated[str, typer.Argument(metavar="CALL", help="The call, by title or number.")]


@app.command("list")
def list_(data: Data = None, config: Config = None, json: Json = False) -> None:
    """List the calls, the newest first."""
    from sqlalchemy import func, select

    from persistence.database import reading
    from persistence.tables import calls, cases
    from workflows.books import open_books

    where = place(data, config)
    books = open_books(where.data, where.config)
    applied = select(func.count()).where(cases.c.call_id == calls.c.id).scalar_subquery()
    wanted = select(calls, applied.label("cases")).where(calls.c.standing.is_(False))
    wanted = wanted.order_by(calls.c.id.desc())
    with reading(books.engine) as connection:
        found = connection.execute(wanted).all()
    if json:
        as_json([row_json(row) for row in found])
        return
    rows = [
        (row.id, row.title, row.published, row.closes, row.cases, list_of(row)) for row in found
    ]
    columns = ("#", "Call", "Published", "Closes", "Cases", "List")
    table(f"Calls · {len(rows)}", columns, rows, "No call has been opened.")


@app.command("show")
def show(
    call: Named,
    version: Annotated[
        int | None,
        typer.Option("--version", metavar="N", help="Its version. Left out: the newest."),
    ] = None,
    data: Data = None,
    config: Config = None,
    lang: Speech = "en",
    json: Json = False,
) -> None:
    """Show a call with its commission, and its list: each place explained, and what changed."""
    from persistence import calls as call_rows
    from persistence.database import reading
    from workflows.books import clock
    from workflows.lists import names_of, story_of
    from workflows.starting import open_desk

    where = place(data, config)
    desk = open_desk(where.data, where.config)
    with reading(desk.engine) as connection:
        call_id = call_named(connection, call)
        found, progress = call_rows.load(connection, call_id)
        shown = version_named(version, progress.list_version)
        entries = call_rows.entries_of(connection, call_id, shown)
        story = story_of(connection, desk.office, call_id, shown, clock())
        members = names_of(connection, found.commission)
    if json:
        places = [place_json(entry, lang) for entry in entries]
        told = story_json(story, lang)
        as_json({**call_json(call_id, found, progress), "list": places, **told})
        return
    panel(found.title, facts(call_facts(call_id, found, progress, members, story, lang)))
    if entries:
        show_list(shown, [place_json(entry, lang) for entry in entries])
    lines(story_lines(story, lang))


@app.command("open")
def open_(
    role: Role = "mobility_coordinator",
    process: Annotated[
        str, typer.Option("--process", metavar="PROCESS", help="The kind of mobility.")
    ] = "outgoing-studies",
    institution: Annotated[
        str | None,
        typer.Option(
            "--institution", metavar="KEY", help="bmu or bee. Left out: the office's own."
        ),
    ] = None,
    name: Person = "",
    written: With = None,
    file: WithFile = None,
    data: Data = None,
    config: Config = None,
    json: Json = False,
) -> None:
    """Open a call: title, dates, hosts, documents, criteria, commission. The faculties are told."""
    from cli.handed import actor, payload
    from persistence.database import writing
    from states.wrong_input import WrongInput
    from workflows.books import clock
    from workflows.calls import open_call, read_call
    from workflows.starting import open_desk

    where, call = place(data, config), read_call(payload(written, file))
    desk = open_desk(where.data, where.config)
    whose = institution or desk.office.settings.institution.key
    if whose not in desk.office.regulations:
        known = ", ".join(desk.office.regulations)
        raise WrongInput(f"`{whose}` is not an institution with a regulation: {known}")
    with writing(desk.engine) as connection:
        actor(connection, whose, role, name, None)
        call_id = open_call(connection, desk.office, whose, process, call, clock())
    if json:
        as_json({"call": call_id, "title": call.title})
    else:
        lines([f"Call {call_id} is open: {call.title}."])


def _entering(what: str, module: str, by: str, said: str, told: str) -> None:
    """The command `call <what>`, by which somebody enters something into a call."""

    def enter(
        call: Named,
        role: Role = by,
        name: Person = "",
        instead: Instead = None,
        written: With = None,
        file: WithFile = None,
        data: Data = None,
        config: Config = None,
        lang: Speech = "en",
        json: Json = False,
    ) -> None:
        from cli.answers import refuse
        from cli.handed import actor, payload
        from persistence.database import writing
        from workflows.books import clock
        from workflows.starting import open_desk

        where, handed_in = place(data, config), payload(written, file)
        desk = open_desk(where.data, where.config)
        with writing(desk.engine) as connection:
            call_id = call_named(connection, call)
            acting = actor(connection, _institution(connection, call_id), role, name, instead)
            enters = getattr(import_module(module), what.replace("-", "_"))
            refused = enters(connection, desk.office, call_id, handed_in, acting, clock())
        if refused is not None:
            refuse(refused, json, lang)
        elif json:
            as_json({"call": call_id, **handed_in})
        else:
            lines([f"{said.format_map(handed_in)}."])

    app.command(what, help=told)(enter)


_entering(
    "score",
    "workflows.calls",
    "commission_member",
    "Points entered for {case}",
    "Enter a member's points: {member, case, points: {criterion: n}}.",
)
_entering(
    "interview",
    "workflows.calls",
    "commission_member",
    "Interview entered for {case}",
    "Enter the day of a candidate's interview: {case, on}.",
)
_entering(
    "replace-member",
    "workflows.commission",
    "mobility_coordinator",
    "{by} has the seat of {member}",
    "Give a member's seat on the commission to another: {member, by, from, reason}.",
)


@app.command("publish-list")
def publish_list(
    call: Named,
    role: Role = "mobility_coordinator",
    name: Person = "",
    instead: Instead = None,
    data: Data = None,
    config: Config = None,
    lang: Speech = "en",
    json: Json = False,
) -> None:
    """Rank the applications and publish the list; every candidate is told."""
    from cli.answers import refuse
    from cli.handed import actor
    from persistence import calls as call_rows
    from persistence.database import writing
    from states.decision import Refused
    from workflows import publishing
    from workflows.books import clock
    from workflows.starting import open_desk

    where = place(data, config)
    desk = open_desk(where.data, where.config)
    with writing(desk.engine) as connection:
        call_id = call_named(connection, call)
        acting = actor(connection, _institution(connection, call_id), role, name, instead)
        outcome = publishing.publish_list(connection, desk.office, call_id, acting, clock())
        if isinstance(outcome, Refused):
            refuse(outcome, json, lang)
            return
        entries = call_rows.entries_of(connection, call_id, outcome.version)
    places = [place_json(entry, lang) for entry in entries]
    if json:
        as_json({"call": call_id, "version": outcome.version, "list": places})
    else:
        show_list(outcome.version, places)


def call_named(connection: Any, named: str) -> int:
    """The id of a call by its title or number; raises WrongInput for an unknown one."""
    from persistence import calls as call_rows
    from states.wrong_input import WrongInput

    found = call_rows.find(connection, named)
    if found is None:
        raise WrongInput(f"there is no call {named!r}: `mobility call list` shows them")
    return found


def _institution(connection: Any, call_id: int) -> str:
    from sqlalchemy import select

    from persistence.tables import calls

    wanted = select(calls.c.institution).where(calls.c.id == call_id)
    return str(connection.execute(wanted).scalar_one())
