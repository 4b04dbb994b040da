"""`mobility call show`: a call with its commission and its list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated, NamedTuple

import typer
from sqlalchemy import Connection

from actions.documents.list_history import CallList, ListStory, free_places, story_of
from cli.call_ref import get_call
from cli.options import CallName, Config, Data, Json, Lang
from cli.panels import facts, panel
from cli.ranking_list import (
    choice_line,
    get_version,
    place_json,
    show_list,
    story_json,
    story_lines,
)
from cli.session import read_session
from cli.show import Plain, as_json, lines
from office.wiring import Office
from persistence import calls as call_rows
from persistence import ranking_lists
from persistence.ranking_lists import Place
from persistence.roster import roster
from rules.asked_documents import asked_documents
from states.calls import Call, CallProgress
from states.text import Text
from states.vocabulary import DOCUMENT_KINDS, Called, criterion_title
from workflows.cases.list_guards import versions_of_list
from workflows.running.read_only_office import clock


class CallView(NamedTuple):
    """All that is shown of a call: `members` of the commission have their names by login,
    `free_places` are the hosts with a free place."""

    id: int
    call: Call
    progress: CallProgress
    members: Mapping[str, str]
    free_places: Sequence[Text]
    version: int
    places: Sequence[Place]
    story: ListStory
    asked: Mapping[str, bool]
    contested_by: Called


def show(
    call: CallName,
    version: Annotated[
        int | None,
        typer.Option("--version", metavar="N", help="Its version. Left out: the newest."),
    ] = None,
    data: Data = None,
    config: Config = None,
    lang: Lang = "en",
    json: Json = False,
) -> None:
    """Show a call with its commission, and its list: each place explained, and what changed."""
    with read_session(data, config) as (office, connection):
        view = _load(connection, office, get_call(connection, call).id, version, clock())
    if json:
        as_json(_json(view, lang))
        return
    panel(view.call.title, facts(_values(view, lang)))
    if view.places:
        show_list(view.version, view.places, lang)
    lines(story_lines(view.story, lang))


def _load(
    connection: Connection, office: Office, call_id: int, version: int | None, now: datetime
) -> CallView:
    stamps = call_rows.stamps_of(connection, call_id)
    call, progress = call_rows.load_under(connection, stamps)
    shown_version = get_version(version, progress.list_version)
    definition = versions_of_list(connection, office, call_id, now)[-1]
    return CallView(
        call_id,
        call,
        progress,
        roster(connection).names_of(call.commission),
        tuple(free_places(connection, stamps, call, progress)),
        shown_version,
        ranking_lists.places(connection, call_id, shown_version),
        story_of(connection, office, CallList(call_id, call, shown_version), now),
        asked_documents(call, definition),
        definition.rulebook.contests_lists_by(),
    )


def _json(view: CallView, lang: str) -> Plain:
    call, progress = view.call, view.progress
    return {
        "call": view.id,
        "title": call.title,
        "published": call.published,
        "closes": call.closes,
        "hosts": [{"name": host.name, "places": host.places} for host in call.hosts],
        "required": list(call.required),
        "asked": list(view.asked),
        "extra_support": call.extra_support,
        "criteria": call.criteria,
        "weights": call.weights,
        "minimum_points": call.minimum_points,
        "commission": list(call.commission),
        "list_version": progress.list_version,
        "appeal_until": progress.appeal_until,
        "open_appeals": list(progress.open_appeals),
        "list": [place_json(place, lang) for place in view.places],
        **story_json(view.story, lang),
        "free": [line.in_(lang) for line in view.free_places],
    }


def _values(view: CallView, lang: str) -> dict[str, object]:
    call, progress, story = view.call, view.progress, view.story
    return {
        "Number": view.id,
        "Published": call.published,
        "Closes": call.closes,
        "Hosts": [f"{host.name} ({host.places})" for host in call.hosts],
        "Documents": [
            DOCUMENT_KINDS[kind].in_(lang) + (" (Erasmus+)" if erasmus_only else "")
            for kind, erasmus_only in view.asked.items()
        ],
        "Extra support": call.extra_support,
        "Criteria": [
            f"{criterion_title(name).in_(lang)} {most}{_weight(call, name)}"
            for name, most in call.criteria.items()
        ],
        "Minimum": call.minimum_points,
        "Commission": list(view.members.values()),
        "Seats": [line.in_(lang) for line in story.seats] or None,
        "List made by": list(story.made_by) or None,
        "List chosen by": choice_line(story.choice, lang) if story.choice else None,
        "Free places": [line.in_(lang) for line in view.free_places] or None,
        f"{view.contested_by.capitalize()}s until": progress.appeal_until,
        f"Open {view.contested_by}s": progress.open_appeals or None,
    }


def _weight(call: Call, criterion: str) -> str:
    weight = call.weights.get(criterion)
    return "" if weight is None else f" (weight {weight:f} %)"
