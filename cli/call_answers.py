"""Calls and their lists as answers: JSON for machines, tables for people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from cli.show import table

if TYPE_CHECKING:
    from persistence.call_pages import Place


def list_of(row: Any) -> str:
    """How far a call's list has come."""
    if not row.list_version:
        return "not published"
    return f"version {row.list_version} of {row.list_published_on}"


def row_json(row: Any) -> dict[str, Any]:
    """A call in the list of calls."""
    return {
        "call": row.id,
        "title": row.title,
        "institution": row.institution,
        "process": row.process,
        "published": row.published,
        "closes": row.closes,
        "cases": row.cases,
        "list_version": row.list_version,
        "appeal_until": row.appeal_until,
    }


def call_json(call_id: int, call: Any, progress: Any) -> dict[str, Any]:
    """A call with all that it names."""
    return {
        "call": call_id,
        "title": call.title,
        "published": call.published,
        "closes": call.closes,
        "hosts": [{"name": host.name, "places": host.places} for host in call.hosts],
        "required": list(call.required),
        "criteria": call.criteria,
        "weights": call.weights,
        "minimum_points": call.minimum_points,
        "commission": list(call.commission),
        "list_version": progress.list_version,
        "appeal_until": progress.appeal_until,
        "open_appeals": list(progress.open_appeals),
    }


def call_facts(
    call_id: int, call: Any, progress: Any, members: Mapping[str, str], story: Any,
    free: Sequence[Any], lang: str,
) -> dict[str, Any]:  # fmt: skip
    """A call as names and values; `members` gives the names of the commission by login, `free` the
    hosts with a free place.
    """
    from states.vocabulary import DOCUMENT_KINDS, criterion_title

    return {
        "Number": call_id,
        "Published": call.published,
        "Closes": call.closes,
        "Hosts": [f"{host.name} ({host.places})" for host in call.hosts],
        "Documents": [DOCUMENT_KINDS[kind].in_(lang) for kind in call.required],
        "Criteria": [
            f"{criterion_title(name).in_(lang)} {most}" + _weight(call, name)
            for name, most in call.criteria.items()
        ],
        "Minimum": call.minimum_points,
        "Commission": list(members.values()),
        "Seats": [each.in_(lang) for each in story.seats] or None,
        "List made by": list(story.made_by) or None,
        "Free places": [each.in_(lang) for each in free] or None,
        "Appeals until": progress.appeal_until,
        "Open appeals": progress.open_appeals or None,
    }


def _weight(call: Any, criterion: str) -> str:
    weight = call.weights.get(criterion)
    return "" if weight is None else f" (weight {weight:f} %)"


def place_json(place: Place, lang: str) -> dict[str, Any]:
    """A place on a list, with the reasons for it in a language."""
    return {
        "rank": place.rank,
        "case": place.number,
        "candidate": place.name,
        "points": str(place.points),
        "outcome": place.outcome,
        "host": place.host,
        "why": [line.in_(lang) for line in place.explanation],
    }


def story_json(story: Any, lang: str) -> dict[str, Any]:
    """What goes with a version of a list: seats, appeals upheld, changes, who was left out."""
    return {
        "version": story.version,
        "made_by": list(story.made_by),
        "seats": [each.in_(lang) for each in story.seats],
        "upheld": [each.in_(lang) for each in story.upheld],
        "changes": [each.in_(lang) for each in story.changes],
        "not_considered": [
            {"case": one.case, "candidate": one.name, "reason": one.reason.in_(lang)}
            for one in story.not_considered
        ],
    }


def story_lines(story: Any, lang: str) -> Iterator[str]:
    """The same for people, below the list."""
    if story.version > 1:
        yield f"What version {story.version} changed:"
        yield from (f"  {each.in_(lang)}" for each in (*story.upheld, *story.changes))
    if story.not_considered:
        yield "Applications not considered:"
        for one in story.not_considered:
            yield f"  {one.name} ({one.case}): {one.reason.in_(lang)}"


def version_named(asked: int | None, newest: int) -> int:
    """The version of a list that is asked for; raises ValidationError for one that was not made."""
    from states.validation_error import ValidationError

    if asked is None:
        return newest
    if not 1 <= asked <= newest:
        made = f"the newest is version {newest}" if newest else "no list is published yet"
        raise ValidationError(f"--version: there is no version {asked} of the list; {made}")
    return asked


def show_list(version: int, places: Sequence[Place], lang: str) -> None:
    """A version of a list as a table, each place with the reasons for it."""
    rows = [
        (
            one.rank, one.number, one.name, one.points, one.outcome, one.host,
            "\n".join(line.in_(lang) for line in one.explanation),
        )
        for one in places
    ]  # fmt: skip
    columns = ("Rank", "Case", "Candidate", "Points", "Outcome", "Host", "Why")
    table(f"The list, version {version}", columns, rows, "Nobody is on the list.")
