"""`mobility call open`, `score`, `interview`, `replace-member`, `publish-list`: a call's course."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated

import typer
from sqlalchemy import Connection

from cli.answers import answer, done
from cli.call_ref import get_call
from cli.options import (
    CallName,
    Config,
    Data,
    DeputyFor,
    Json,
    Lang,
    Payload,
    PayloadFile,
    Person,
    Role,
)
from cli.payload_args import Acting, act_of, read_payload
from cli.ranking_list import place_json, show_list
from cli.session import write_session
from cli.show import as_json
from office.wiring import Office
from persistence import ranking_lists
from rules.call_conditions import notes_of_call
from states.decision import Refused
from states.validation_error import ValidationError
from workflows.act import Act
from workflows.calls import commission, new_call, publishing, scores

Entering = Callable[[Act, int, Mapping[str, object]], Refused | None]
"""Enters a payload into a call of an id."""


def open_call(
    role: Role = "mobility_coordinator",
    process: Annotated[
        str | None,
        typer.Option(
            "--process",
            metavar="PROCESS",
            help="The kind of mobility. Left out: the institution's usual one.",
        ),
    ] = None,
    institution: Annotated[
        str | None,
        typer.Option(
            "--institution", metavar="KEY", help="Whose call it is. Left out: the office's own."
        ),
    ] = None,
    name: Person = "",
    payload: Payload = None,
    file: PayloadFile = None,
    data: Data = None,
    config: Config = None,
    json: Json = False,
) -> None:
    """Open a call: title, dates, hosts, documents, criteria, commission. The faculties are told."""
    call = new_call.read_call(read_payload(payload, file))
    with write_session(data, config) as (office, connection):
        key = institution or office.settings.institution.key
        if key not in office.regulations:
            institutions = ", ".join(office.regulations)
            raise ValidationError(
                f"`{key}` is not an institution with a regulation: {institutions}"
            )
        act = act_of((office, connection), key, Acting(role, name, None))
        kind = process or office.regulations[key].usual_process
        call_id = new_call.open_call(act, key, kind, call)
        definition = office.in_force(key, kind, act.today)
        notes = [note.en for note in notes_of_call(call, definition)]
        untold_note = new_call.announced_to_nobody(office, definition)
        notes += [untold_note.en] if untold_note and call.closes >= act.today else []
    sentence = " ".join((f"Call {call_id} is open: {call.title}.", *notes))
    answer({"call": call_id, "title": call.title, "notes": notes}, sentence, json)


def score(
    call: CallName,
    role: Role = "commission_member",
    name: Person = "",
    deputy_for: DeputyFor = None,
    payload: Payload = None,
    file: PayloadFile = None,
    data: Data = None,
    config: Config = None,
    lang: Lang = "en",
    json: Json = False,
) -> None:
    """Enter a member's points: {member, case, points: {criterion: n}}."""
    values, acting_person = read_payload(payload, file), Acting(role, name, deputy_for)
    with write_session(data, config) as session:
        call_id, outcome = _enter(session, scores.score, call, values, acting_person)
    done(outcome, json, lang)
    answer({"call": call_id, **values}, f"Points entered for {values['case']}.", json)


def interview(
    call: CallName,
    role: Role = "commission_member",
    name: Person = "",
    deputy_for: DeputyFor = None,
    payload: Payload = None,
    file: PayloadFile = None,
    data: Data = None,
    config: Config = None,
    lang: Lang = "en",
    json: Json = False,
) -> None:
    """Enter the day of a candidate's interview: {case, on}."""
    values, acting_person = read_payload(payload, file), Acting(role, name, deputy_for)
    with write_session(data, config) as session:
        call_id, outcome = _enter(session, scores.interview, call, values, acting_person)
    done(outcome, json, lang)
    answer({"call": call_id, **values}, f"Interview entered for {values['case']}.", json)


def replace_member(
    call: CallName,
    role: Role = "mobility_coordinator",
    name: Person = "",
    deputy_for: DeputyFor = None,
    payload: Payload = None,
    file: PayloadFile = None,
    data: Data = None,
    config: Config = None,
    lang: Lang = "en",
    json: Json = False,
) -> None:
    """Give a member's seat on the commission to another: {member, by, from, reason}."""
    values, acting_person = read_payload(payload, file), Acting(role, name, deputy_for)
    with write_session(data, config) as session:
        call_id, outcome = _enter(session, commission.replace_member, call, values, acting_person)
    done(outcome, json, lang)
    sentence = f"{values['by']} has the seat of {values['member']}."
    answer({"call": call_id, **values}, sentence, json)


def _enter(
    session: tuple[Office, Connection],
    enter: Entering,
    call: str,
    values: Mapping[str, object],
    acting_person: Acting,
) -> tuple[int, Refused | None]:
    call_id, institution = get_call(session[1], call)
    return call_id, enter(act_of(session, institution, acting_person), call_id, values)


def publish_list(
    call: CallName,
    role: Role = "mobility_coordinator",
    name: Person = "",
    deputy_for: DeputyFor = None,
    payload: Payload = None,
    file: PayloadFile = None,
    yes: Annotated[
        bool, typer.Option("--yes", help="Publish a new version without asking first.")
    ] = False,
    data: Data = None,
    config: Config = None,
    lang: Lang = "en",
    json: Json = False,
) -> None:
    """Rank the applications and publish the list; every candidate is told.

    A new version is shown first, with what it changes. Where the call names no commission, the
    Rector or the Dean gives the order: {order: [case, …], reason}.
    """
    values = read_payload(payload, file)
    with write_session(data, config) as (office, connection):
        call_id, institution = get_call(connection, call)
        act = act_of((office, connection), institution, Acting(role, name, deputy_for))
        preview = done(publishing.preview_list(act, call_id, values), json, lang)
        if preview.version > 1 and not yes:
            _confirm(preview, json, lang)
        version = done(publishing.publish_list(act, call_id, values), json, lang).version
        places = ranking_lists.places(connection, call_id, version)
    if json:
        plain = [place_json(place, lang) for place in places]
        as_json({"call": call_id, "version": version, "list": plain})
    else:
        show_list(version, places, lang)


def _confirm(preview: publishing.ListPreview, json: bool, lang: str) -> None:
    """Shows what a new version changes, and asks; ValidationError where nobody can answer."""
    if json:
        raise ValidationError(
            f"version {preview.version} takes the place of the list: say --yes to publish it"
        )
    typer.echo(f"Version {preview.version} of the list would change:")
    for line in preview.changes:
        typer.echo(f"  {line.in_(lang)}")
    if not preview.changes:
        typer.echo("  nothing for anybody")
    typer.confirm("Publish it?", abort=True)
