"""Sets of open cases in addresses and in words: what a number of the board leads to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from datetime import date
from typing import Final, TypeVar, get_args
from urllib.parse import urlencode

from office.wiring import Office
from persistence.call_overview import LONGEST_NUMBER
from persistence.case_sets import AGES, CaseSet, OfficeToday, When, Why
from persistence.roster import Roster
from states.frozen import frozen, replace
from states.localization import format_day
from states.text import Text
from states.vocabulary import OFFICE_ROLES, ROLES
from web.messages.board import WHEN_TITLES, WHY_TITLES
from web.views.remedies import open_remedy
from web.views.viewer import Viewer

LIST: Final = "/board/cases"

AGE_SPANS: Final = (
    *(
        f"{first}–{last}"
        for first, last in zip((0, *(age + 1 for age in AGES)), AGES, strict=False)
    ),
    f"> {AGES[-1]}",
)
"""How long cases have been in a state, in days."""

_SAFE: Final = Text("latest safe day within 7 days", "последњи сигуран дан у наредних 7 дана")

Name = TypeVar("Name", bound=str)


@frozen
class SetPart:
    """One thing that a set is narrowed by, in words, and the address of the list without it."""

    text: Text
    without: str


def office_today(viewer: Viewer, roster: Roster) -> OfficeToday:
    """What sets depend on at the viewer's instant."""
    vacant = tuple(
        (institution, role)
        for institution in viewer.person.institutions
        for role in OFFICE_ROLES
        if not is_covered(roster, institution, role, viewer.today)
    )
    steps = call_steps_of(viewer.office)
    return OfficeToday(viewer.person.institutions, viewer.today, vacant, steps)


def is_covered(roster: Roster, institution: str, role: str, day: date) -> bool:
    """Whether somebody holds a role on a civil date, or holds one that is deputy for it."""
    return bool(roster.holders(institution, role, day)) or any(
        roster.holders(institution, deputy, day)
        for deputy in roster.deputies(institution, role, day)
    )


def call_steps_of(office: Office) -> tuple[tuple[str, str, str], ...]:
    """The steps that are taken for a whole call, in whatever definition, each with its process and
    a state that waits for it."""
    definitions = [office.definition(key) for key in office.definition_keys()]
    steps = {
        (definition.process, state.name, awaited_step.name)
        for definition in definitions
        for state in definition.states.values()
        for awaited_step in state.awaits
        if awaited_step.step and definition.transitions[awaited_step.step].of_call
    }
    return tuple(sorted(steps))


def case_set(parameters: Mapping[str, str]) -> CaseSet:
    """The set that an address asks for; what is written wrongly asks for everything."""
    age = parameters.get("age", "")
    return CaseSet(
        why=_one_of(get_args(Why), parameters.get("why", "")),
        when=_one_of(get_args(When), parameters.get("when", "")),
        role=parameters.get("role", ""),
        process=parameters.get("process", ""),
        state=parameters.get("state", ""),
        host=parameters.get("host"),
        age=int(age) if age in map(str, range(len(AGE_SPANS))) else None,
        appeal=parameters.get("appeal") == "yes",
        safe=parameters.get("safe") == "yes",
        call=_row_number(parameters.get("call", "")),
        first=_day(parameters.get("first", "")),
        last=_day(parameters.get("last", "")),
    )


def _one_of(names: tuple[Name, ...], typed_name: str) -> Name | None:
    return next((name for name in names if name == typed_name), None)


def _row_number(number_text: str) -> int | None:
    """The number of a row; of one that is longer than any, none."""
    is_number = (
        number_text.isascii() and number_text.isdecimal() and len(number_text) < LONGEST_NUMBER
    )
    return int(number_text) if is_number else None


def _day(day_text: str) -> date | None:
    try:
        return date.fromisoformat(day_text)
    except ValueError:
        return None


def parameters_of(chosen_set: CaseSet) -> dict[str, str]:
    """The set as an address has it; what asks for everything is left out."""
    values = {part.name: getattr(chosen_set, part.name) for part in fields(CaseSet)}
    return {
        name: "yes" if value is True else str(value)
        for name, value in values.items()
        if value is not None and value is not False and (value != "" or name == "host")
    }


def address_of(chosen_set: CaseSet, path: str = LIST) -> str:
    """Where the list of a set stands."""
    query = urlencode(parameters_of(chosen_set))
    return f"{path}?{query}" if query else path


def parts_of(viewer: Viewer, chosen_set: CaseSet) -> tuple[SetPart, ...]:
    """What a set is narrowed by, each with the way to take it off."""
    empty_set = CaseSet()
    return tuple(
        SetPart(text, address_of(replace(chosen_set, **{name: getattr(empty_set, name)})))
        for name, text in _in_words(viewer, chosen_set)
    )


def _in_words(viewer: Viewer, chosen_set: CaseSet) -> Iterator[tuple[str, Text]]:
    titles = _titles(viewer.office, chosen_set, viewer.today)
    words: dict[str, Text | None] = {
        "why": WHY_TITLES[chosen_set.why] if chosen_set.why else None,
        "when": WHEN_TITLES[chosen_set.when] if chosen_set.when else None,
        "role": ROLES.get(chosen_set.role, Text(chosen_set.role, chosen_set.role))
        if chosen_set.role
        else None,
        "process": titles["process"] if chosen_set.process else None,
        "state": titles["state"] if chosen_set.state else None,
        "host": None if chosen_set.host is None else _host(chosen_set.host),
        "age": None if chosen_set.age is None else _age(chosen_set.age),
        "appeal": open_remedy(viewer.office, viewer.person.institutions)
        if chosen_set.appeal
        else None,
        "safe": _SAFE if chosen_set.safe else None,
        "call": None if chosen_set.call is None else _call(chosen_set.call),
        "first": _bound(Text("due from", "рок од"), chosen_set.first),
        "last": _bound(Text("due to", "рок до"), chosen_set.last),
    }
    yield from ((name, text) for name, text in words.items() if text is not None)


def _host(host: str) -> Text:
    return Text(host, host) if host else Text("no host yet", "домаћин још није познат")


def _age(place: int) -> Text:
    span = AGE_SPANS[place]
    return Text(f"{span} days in the state", f"{span} дана у стању")


def _call(call_id: int) -> Text:
    return Text(f"call {call_id}", f"конкурс {call_id}")


def _bound(limit_text: Text, day: date | None) -> Text | None:
    if day is None:
        return None
    return Text(f"{limit_text.en} {format_day(day)}", f"{limit_text.sr} {format_day(day, 'sr')}")


def _titles(office: Office, chosen_set: CaseSet, today: date) -> dict[str, Text]:
    """The titles of the set's process and state, of whichever institution has them."""
    for institution in office.regulations:
        definition = (
            office.served(institution, chosen_set.process, today) if chosen_set.process else None
        )
        if definition is not None:
            state = definition.states.get(chosen_set.state)
            title = state.title if state else Text(chosen_set.state, chosen_set.state)
            return {"process": definition.title, "state": title}
    return {
        "process": Text(chosen_set.process, chosen_set.process),
        "state": Text(chosen_set.state, chosen_set.state),
    }
