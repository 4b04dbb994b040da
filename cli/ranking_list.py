"""A call's list as an answer: each place with the reasons for it, and what goes with a version."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from actions.documents.list_history import ListStory
from cli.show import Plain
from cli.tables import table
from persistence.ranking_lists import Choice, Place
from states.validation_error import ValidationError
from states.vocabulary import ROLES


def place_json(place: Place, lang: str) -> Plain:
    """A place on a list, with the reasons for it in a language."""
    return {
        "rank": place.rank,
        "case": place.number,
        "candidate": place.name,
        "points": None if place.points is None else str(place.points),
        "outcome": place.outcome,
        "host": place.host,
        "kept": place.kept,
        "why": [line.in_(lang) for line in place.explanation],
    }


def story_json(story: ListStory, lang: str) -> Plain:
    """What goes with a version of a list: seats, appeals upheld, changes, who was left out."""
    return {
        "version": story.version,
        "made_by": list(story.made_by),
        "chosen_by": _choice_json(story.choice),
        "seats": [line.in_(lang) for line in story.seats],
        "upheld": [line.in_(lang) for line in story.upheld],
        "changes": [line.in_(lang) for line in story.changes],
        "not_considered": [
            {
                "case": application.case,
                "candidate": application.name.in_(lang),
                "reason": application.reason.in_(lang),
            }
            for application in story.not_considered
        ],
    }


def _choice_json(choice: Choice | None) -> Plain | None:
    if choice is None:
        return None
    return {
        "person": choice.by,
        "role": choice.role,
        "deputy_for": choice.deputy_for,
        "reason": choice.reason,
    }


def choice_line(choice: Choice, lang: str) -> str:
    """Who chose where there was no commission, in which role, and why."""
    role = ROLES[choice.deputy_for or choice.role].in_(lang)
    reason = f": {choice.reason}" if choice.reason else ""
    return f"{choice.by} ({role}){reason}"


def story_lines(story: ListStory, lang: str) -> Iterator[str]:
    """The same for people, below the list."""
    if story.version > 1:
        yield f"What version {story.version} changed:"
        yield from (f"  {line.in_(lang)}" for line in (*story.upheld, *story.changes))
    if story.not_considered:
        yield "Applications not considered:"
        for application in story.not_considered:
            name, reason = application.name.in_(lang), application.reason.in_(lang)
            yield f"  {name} ({application.case}): {reason}"


def get_version(number: int | None, newest: int) -> int:
    """The version of a list that is asked for; raises ValidationError for one that was not made."""
    if number is None:
        return newest
    if not 1 <= number <= newest:
        existing_versions = (
            f"the newest is version {newest}" if newest else "no list is published yet"
        )
        raise ValidationError(
            f"--version: there is no version {number} of the list; {existing_versions}"
        )
    return number


def show_list(version: int, places: Sequence[Place], lang: str) -> None:
    """A version of a list as a table, each place with the reasons for it."""
    rows = [
        (
            place.rank, place.number, place.name, _points(place), place.outcome, place.host,
            "\n".join(line.in_(lang) for line in place.explanation),
        )
        for place in places
    ]  # fmt: skip
    columns = ("Rank", "Case", "Candidate", "Points", "Outcome", "Host", "Why")
    table(f"The list, version {version}", columns, rows, "Nobody is on the list.")


def _points(place: Place) -> str:
    return "–" if place.points is None else str(place.points)
