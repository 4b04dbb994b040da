"""What a list of cases is narrowed to: read from the address, and shown as chips to take off."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from persistence.call_overview import LONGEST_NUMBER
from persistence.list_conditions import CaseFilter
from states.definition import ProcessDefinition
from states.frozen import frozen
from states.localization import format_day
from states.text import Text
from states.vocabulary import ROLES
from web.views.paging import ListAddress

LONGEST: Final = 200
"""Letters of a filter that are looked at."""

PARAMETERS: Final = (
    "process", "state", "host", "call", "q", "owner", "assignee", "from", "until", "overdue",
    "mine",
)  # fmt: skip
"""The names of the filters in an address."""


@frozen
class Choices:
    """What the filters offer, as pairs of a value and its title."""

    processes: tuple[tuple[str, Text], ...]
    states: tuple[tuple[str, Text], ...]
    hosts: tuple[tuple[str, str], ...]
    calls: tuple[tuple[str, str], ...]
    colleagues: tuple[tuple[str, str], ...]


@frozen
class Chip:
    """A filter in force, with the address of the list without it."""

    title: Text
    value: Text
    without: str


@frozen
class DayError:
    """A day that was typed and is none: at its field, with what was typed."""

    written: str
    message: Text


NO_DAY: Final = Text("This is not a day of the calendar.", "Овај датум не постоји у календару.")


def wishes_of(parameters: Mapping[str, str]) -> dict[str, str]:
    """The filters of an address that say something, shortened to what can be meant."""
    cut_values = {name: parameters.get(name, "").strip()[:LONGEST] for name in PARAMETERS}
    return {name: value.replace("\x00", "") for name, value in cut_values.items() if value}


def filter_of(wishes: Mapping[str, str]) -> CaseFilter:
    """The filter that an address asks for; a day that is none narrows nothing."""
    return CaseFilter(
        process=wishes.get("process", ""),
        state=wishes.get("state", ""),
        host=wishes.get("host", ""),
        call=_number(wishes.get("call", "")),
        owner=wishes.get("owner", ""),
        assignee=wishes.get("assignee", ""),
        due_from=day_of(wishes.get("from", "")),
        due_until=day_of(wishes.get("until", "")),
        overdue="overdue" in wishes,
        mine="mine" in wishes,
    )


def day_errors(wishes: Mapping[str, str]) -> dict[str, DayError]:
    """The days that were typed and are none, by their field."""
    return {
        name: DayError(wishes[name], NO_DAY)
        for name in ("from", "until")
        if name in wishes and day_of(wishes[name]) is None
    }


def day_of(day_text: str) -> date | None:
    """A civil day as an address has it (2026-03-24); None for anything else."""
    try:
        return date.fromisoformat(day_text) if day_text.isascii() else None
    except ValueError:
        return None


def _number(number_text: str) -> int | None:
    """The number of a call; one that no call has where it is none."""
    if not number_text:
        return None
    is_number = (
        number_text.isascii() and number_text.isdecimal() and len(number_text) < LONGEST_NUMBER
    )
    return int(number_text) if is_number else 0


def choices_of(
    definitions: Sequence[ProcessDefinition],
    hosts: Sequence[str],
    calls: Sequence[tuple[int, str]],
    colleagues: Sequence[tuple[str, str]],
) -> Choices:
    """What can be chosen: the kinds and states that the office's definitions have."""
    states = {
        name: state.title for definition in definitions for name, state in definition.states.items()
    }
    return Choices(
        processes=tuple({d.process: d.title for d in definitions}.items()),
        states=tuple(states.items()),
        hosts=tuple((host, host) for host in hosts),
        calls=tuple((str(number), title) for number, title in calls),
        colleagues=tuple(colleagues),
    )


def chips_of(
    address: ListAddress, wishes: Mapping[str, str], choices: Choices, titles: Mapping[str, Text]
) -> tuple[Chip, ...]:
    """The filters in force; `titles` are the names of the fields."""
    values = _values(choices)
    return tuple(
        Chip(
            titles[name],
            values.get((name, value), _plain(name, value)),
            address.without(name, value),
        )
        for name, value in wishes.items()
    )


def _values(choices: Choices) -> dict[tuple[str, str], Text]:
    named_values: Iterator[tuple[str, str, Text]] = (
        (name, value, title)
        for name, pairs in (("process", choices.processes), ("state", choices.states))
        for value, title in pairs
    )
    calls = (("call", value, Text(title, title)) for value, title in choices.calls)
    people = (("assignee", login, Text(name, name)) for login, name in choices.colleagues)
    owners = (("owner", role, title) for role, title in ROLES.items())
    return {
        (name, value): title
        for value_titles in (named_values, calls, people, owners)
        for name, value, title in value_titles
    }


def _plain(name: str, value: str) -> Text:
    if name in ("overdue", "mine"):
        return Text("yes", "да")
    day = day_of(value) if name in ("from", "until") else None
    if day is not None:
        return Text(format_day(day, "en"), format_day(day, "sr"))
    return Text(value, value)
