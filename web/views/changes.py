"""The log of changes as pages show it: who did what when, and each part before and after."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime

from persistence.changes import SYSTEM, Values, WrittenChange
from rules.appointments import APPOINTERS
from states.frozen import frozen
from states.text import Text
from states.vocabulary import ROLES
from web.messages.changes import ACTS, PARTS
from web.messages.setup import LINES_TO_SERVER, TRANSPORTS
from web.messages.values import SALUTATIONS, VALUES, YES_NO

Shown = Text | date | datetime | str


@frozen
class ChangedPart:
    """A part of what was changed; None where there was or is nothing."""

    label: Text
    before: Shown | None
    after: Shown | None


@frozen
class ChangeLine:
    """An entry of the log; `person` None where the program or the command line did it."""

    at: datetime
    person: str | None
    act: Text
    parts: tuple[ChangedPart, ...]


def change_lines(changes: Sequence[WrittenChange]) -> tuple[ChangeLine, ...]:
    """Entries of the log in their order. An act that changed something notes what it changed: the
    rest of what it noted before stays as it was."""
    return tuple(_line(entry) for entry in changes)


def _line(entry: WrittenChange) -> ChangeLine:
    change = entry.change
    person = None if change.person == SYSTEM else change.person
    act = ACTS.get(change.name) or Text(change.name, change.name)
    before, after = change.before or {}, change.after or {}
    return ChangeLine(entry.at, person, act, _parts(before, {**before, **after} if after else {}))


def _parts(before: Values, after: Values) -> tuple[ChangedPart, ...]:
    """What was changed, in the order of the table; what is in `before` alone is there no longer."""
    return tuple(
        ChangedPart(label, _shown(name, before), _shown(name, after))
        for name, label in PARTS.items()
        if name in before or name in after
    )


def _shown(name: str, values: Mapping[str, object]) -> Shown | None:
    value = values.get(name)
    if value is None or value == "":
        return None
    if f"{name}_sr" in values:
        return Text(str(value), str(values[f"{name}_sr"]))
    if isinstance(value, bool):
        return YES_NO[str(value).lower()]
    if isinstance(value, list):
        titles = [ROLES[str(role)] for role in value if str(role) in ROLES]
        return Text(", ".join(t.en for t in titles), ", ".join(t.sr for t in titles)) or None
    return _in_words(name, str(value))


def _in_words(name: str, value: str) -> Shown:
    tables: dict[str, Mapping[str, Text]] = {
        "role": ROLES, "who": ROLES, "for": ROLES, "appointed_as": APPOINTERS,
        "salutation": SALUTATIONS, "writes_in": VALUES["writes_in"], "transport": TRANSPORTS,
        "starttls": LINES_TO_SERVER, "head": ROLES,
    }  # fmt: skip
    if name in tables:
        return tables[name].get(value, Text(value, value))
    with suppress(ValueError):
        return date.fromisoformat(value)
    with suppress(ValueError):
        return datetime.fromisoformat(value) if "T" in value or ":" in value else value
    return value
