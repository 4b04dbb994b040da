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
        (definition.process, state.name, awaited.name)
        for definition in definitions
        for state in definition.states.values()
        for awaited in state.awaits
        if awaited.step and definition.transitions[awaited.step].of_call
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


def _one_of(names: tuple[Name, ...], written: str) -> Name | None:
    return next((name for name in names if name == written), None)


def _row_number(written: str) -> int | None:
    """The number of a row; of one that is longer than any, none."""
    is_number = written.isascii() and written.isdecimal() and len(written) < LONGEST_NUMBER
    return int(written) if is_number else None


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


def parameters_of(chosen: CaseSet) -> dict[str, str]:
    """The set as an address has it; what asks for everything is left out."""
    values = {part.name: getattr(chosen, part.name) for part in fields(CaseSet)}
    return {
        name: "yes" if value is True else str(value)
        for name, value in values.items()
        if value is not None and value is not False and (value != "" or name == "host")
    }


def address_of(chosen: CaseSet, path: str = LIST) -> str:
    """Where the list of a set stands."""
    query = urlencode(parameters_of(chosen))
    return f"{path}?{query}" if query else path


def parts_of(viewer: Viewer, chosen: CaseSet) -> tuple[SetPart, ...]:
    """What a set is narrowed by, each with the way to take it off."""
    nothing = CaseSet()
    return tuple(
        SetPart(text, address_of(replace(chosen, **{name: getattr(nothing, name)})))
        for name, text in _in_words(viewer, chosen)
    )


def _in_words(viewer: Viewer, chosen: CaseSet) -> Iterator[tuple[str, Text]]:
    titles = _titles(viewer.office, chosen, viewer.today)
    words: dict[str, Text | None] = {
        "why": WHY_TITLES[chosen.why] if chosen.why else None,
        "when": WHEN_TITLES[chosen.when] if chosen.when else None,
        "role": ROLES.get(chosen.role, Text(chosen.role, chosen.role)) if chosen.role else None,
        "process": titles["process"] if chosen.process else None,
        "state": titles["state"] if chosen.state else None,
        "host": None if chosen.host is None else _host(chosen.host),
        "age": None if chosen.age is None else _age(chosen.age),
        "appeal": open_remedy(viewer.office, viewer.person.institutions) if chosen.appeal else None,
        "safe": _SAFE if chosen.safe else None,
        "call": None if chosen.call is None else _call(chosen.call),
        "first": _bound(Text("due from", "рок од"), chosen.first),
        "last": _bound(Text("due to", "рок до"), chosen.last),
    }
    yield from ((name, text) for name, text in words.items() if text is not None)


def _host(host: str) -> Text:
    return Text(host, host) if host else Text("no host yet", "домаћин још није познат")


def _age(place: int) -> Text:
    span = AGE_SPANS[place]
    return Text(f"{span} days in the state", f"{span} дана у стању")


def _call(call_id: int) -> Text:
    return Text(f"call {call_id}", f"конкурс {call_id}")


def _bound(bound: Text, day: date | None) -> Text | None:
    if day is None:
        return None
    return Text(f"{bound.en} {format_day(day)}", f"{bound.sr} {format_day(day, 'sr')}")


def _titles(office: Office, chosen: CaseSet, today: date) -> dict[str, Text]:
    """The titles of the set's process and state, of whichever institution has them."""
    for institution in office.regulations:
        definition = office.served(institution, chosen.process, today) if chosen.process else None
        if definition is not None:
            state = definition.states.get(chosen.state)
            title = state.title if state else Text(chosen.state, chosen.state)
            return {"process": definition.title, "state": title}
    return {
        "process": Text(chosen.process, chosen.process),
        "state": Text(chosen.state, chosen.state),
    }
