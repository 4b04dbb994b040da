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
from cli.opening import acting, books, looking
from cli.options import Config, Data, Instead, Json, Person, Role, Speech, With, WithFile
from cli.show import as_json, facts, lines, panel, table

app = typer.Typer(no_args_is_help=True, help="Open a call, score it, publish its list.")
Named = Annotated[str, typer.Argument(metavar="CALL", help="The call, by title or number.")]


@app.command("list")
def list_(data: Data = None, config: Config = None, json: Json = False) -> None:
    """List the calls, the newest first."""
    from sqlalchemy import func, select

    from persistence.tables import calls, cases

    applied = select(func.count()).where(cases.c.call_id == calls.c.id).scalar_subquery()
    wanted = select(calls, applied.label("cases")).where(calls.c.for_requests.is_(False))
    wanted = wanted.order_by(calls.c.id.desc())
    with books(data, config) as (_, connection):
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
    from actions.documents.list_history import free_places, names_of, story_of
    from persistence import call_pages
    from persistence import calls as call_rows
    from workflows.running.read_only_office import clock

    with looking(data, config) as (app, connection):
        call_id, _ = call_named(connection, call)
        found, progress = call_rows.load(connection, call_id)
        shown = version_named(version, progress.list_version)
        places = call_pages.places(connection, call_id, shown)
        story = story_of(connection, app.office, call_id, shown, clock())
        members = names_of(connection, found.commission)
        free = tuple(free_places(connection, call_id))
    if json:
        ranked = [place_json(one, lang) for one in places]
        told = {**story_json(story, lang), "free": [each.in_(lang) for each in free]}
        as_json({**call_json(call_id, found, progress), "list": ranked, **told})
        return
    panel(found.title, facts(call_facts(call_id, found, progress, members, story, free, lang)))
    if places:
        show_list(shown, places, lang)
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
    from cli.answers import answer
    from cli.handed import actor, payload
    from states.validation_error import ValidationError
    from workflows.calls.opening import open_call, read_call
    from workflows.running.read_only_office import clock

    call = read_call(payload(written, file))
    with acting(data, config) as (app, connection):
        whose = institution or app.office.settings.institution.key
        if whose not in app.office.regulations:
            known = ", ".join(app.office.regulations)
            raise ValidationError(f"`{whose}` is not an institution with a regulation: {known}")
        by = actor(connection, whose, role, name, None)
        call_id = open_call(connection, app.office, whose, process, call, clock(), by)
    told = {"call": call_id, "title": call.title}
    answer(told, f"Call {call_id} is open: {call.title}.", json)


def _entering(what: str, module: str, entered_by: str, said: str, told: str) -> None:
    """The command `call <what>`, by which somebody enters something into a call."""

    def enter(
        call: Named,
        role: Role = entered_by,
        name: Person = "",
        instead: Instead = None,
        written: With = None,
        file: WithFile = None,
        data: Data = None,
        config: Config = None,
        lang: Speech = "en",
        json: Json = False,
    ) -> None:
        from cli.answers import answer, done
        from cli.handed import actor, payload
        from workflows.running.read_only_office import clock

        handed_in = payload(written, file)
        enters = getattr(import_module(module), what.replace("-", "_"))
        with acting(data, config) as (app, connection):
            call_id, institution = call_named(connection, call)
            by = actor(connection, institution, role, name, instead)
            outcome = enters(connection, app.office, call_id, handed_in, by, clock())
        done(outcome, json, lang)
        answer({"call": call_id, **handed_in}, f"{said.format_map(handed_in)}.", json)

    app.command(what, help=told)(enter)


_entering(
    "score",
    "workflows.calls.opening",
    "commission_member",
    "Points entered for {case}",
    "Enter a member's points: {member, case, points: {criterion: n}}.",
)
_entering(
    "interview",
    "workflows.calls.opening",
    "commission_member",
    "Interview entered for {case}",
    "Enter the day of a candidate's interview: {case, on}.",
)
_entering(
    "replace-member",
    "workflows.calls.commission",
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
    from cli.answers import done
    from cli.handed import actor
    from persistence import call_pages
    from workflows.calls import publishing
    from workflows.running.read_only_office import clock

    with acting(data, config) as (app, connection):
        call_id, institution = call_named(connection, call)
        by = actor(connection, institution, role, name, instead)
        outcome = publishing.publish_list(connection, app.office, call_id, by, clock())
        version = done(outcome, json, lang).version
        places = call_pages.places(connection, call_id, version)
    if json:
        shown = [place_json(one, lang) for one in places]
        as_json({"call": call_id, "version": version, "list": shown})
    else:
        show_list(version, places, lang)


def call_named(connection: Any, named: str) -> tuple[int, str]:
    """The id and the institution of a call by its title or number; else ValidationError."""
    from sqlalchemy import select

    from persistence import calls as call_rows
    from persistence.tables import calls
    from states.text import Text
    from states.validation_error import ValidationError

    found = call_rows.find(connection, named)
    if found is None:
        raise ValidationError(
            Text(
                f"there is no call {named!r}: `mobility call list` shows them",
                f"нема конкурса {named!r}: приказује их `mobility call list`",
            )
        )
    wanted = select(calls.c.institution).where(calls.c.id == found)
    return found, connection.execute(wanted).scalar_one()
