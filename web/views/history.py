"""The history of a case in words: what happened, when, by whom and for whom, under which rule."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

from office.wiring import Office
from persistence.history import MIGRATION
from states.definition import ProcessDefinition
from states.frozen import frozen
from states.localization import format_day
from states.text import Text
from states.vocabulary import ROLES, fact_title
from web.views.rules import Cited, cited
from web.views.telling import Line, told

OPENED: Final = Text("Case opened", "Предмет отворен")
MIGRATED: Final = Text("Moved onto another version", "Прелазак на другу верзију правила")
VERSION: Final = Text("Version of the rules", "Верзија правила")
DUE: Final = Text("Due", "Рок")
NEW_LIST: Final = Text("Named on a new version of the list", "Уврштен у нову верзију ранг листе")


@frozen
class Happened:
    """An entry of the history. `source` and `target` are states, where the case moved."""

    seq: int
    at: datetime
    kind: str
    title: Text
    who: Text
    role: Text
    deputy_for: Text | None
    source: Text | None
    target: Text | None
    rule: Cited
    lines: tuple[Line, ...]

    @property
    def moved(self) -> bool:
        """Whether the case entered another state."""
        return self.target is not None and self.target != self.source


def happened(
    office: Office, definition: ProcessDefinition, rows: Sequence[Mapping[str, Any]]
) -> list[Happened]:
    """The entries of a case's history, oldest first, each in the words of the version then used."""
    versions = versions_of(office, definition, rows)
    before = [*versions[:1], *versions[:-1]]
    return [_happened(office, *one) for one in zip(before, versions, rows, strict=True)]


def versions_of(
    office: Office, definition: ProcessDefinition, rows: Sequence[Mapping[str, Any]]
) -> list[ProcessDefinition]:
    """For each entry the version on which the case ran when it was written.

    `definition` is the one on which it runs now. A move onto another version counts as the new one.
    """
    versions = []
    for row in reversed(rows):
        versions.append(definition)
        if row["kind"] == MIGRATION:
            before = json.loads(row["data"])["from_version"]
            definition = office.definition(
                f"{definition.institution}/{definition.process}.{before}"
            )
    return versions[::-1]


def _happened(
    office: Office,
    before: ProcessDefinition,
    definition: ProcessDefinition,
    row: Mapping[str, Any],
) -> Happened:
    role = ROLES[row["role"]]
    return Happened(
        seq=row["seq"],
        at=row["at"],
        kind=row["kind"],
        title=title_of(definition, row["kind"], row["name"]),
        who=Text(row["person"], row["person"]) if row["person"] else role,
        role=role,
        deputy_for=ROLES[row["deputy_for"]] if row["deputy_for"] else None,
        source=_state(before, row["source"]),
        target=_state(definition, row["target"]),
        rule=cited(office, definition.institution, row["rule"]),
        lines=tuple(_lines(row["kind"], json.loads(row["data"]))),
    )


def _lines(kind: str, data: Mapping[str, Any]) -> list[Line]:
    if kind != MIGRATION:
        return told(data)
    version = _now_and_before(data["to_version"], data["from_version"])
    return [
        *told({"reason": data["reason"]}),
        Line(VERSION, Text(f"in force from {version.en}", f"на снази од {version.sr}")),
        Line(DUE, _now_and_before(data["due_after"], data["due_before"])),
    ]


def _now_and_before(now: str | None, before: str | None) -> Text:
    """A date that took the place of another, or that stayed; none is said too."""
    if now == before:
        return Text(_day(now, "en"), _day(now, "sr"))
    return Text(
        f"{_day(now, 'en')} (before: {_day(before, 'en')})",
        f"{_day(now, 'sr')} (раније: {_day(before, 'sr')})",
    )


def _day(written: str | None, language: str) -> str:
    if written is None:
        return Text("none", "нема").in_(language)
    return format_day(date.fromisoformat(written), language)


def title_of(definition: ProcessDefinition, kind: str, name: str) -> Text:
    """What an entry of a history is called, by its kind and name."""
    if kind == "opened":
        return OPENED
    if kind == "notice":
        return NEW_LIST
    if kind == MIGRATION:
        return MIGRATED
    step = definition.transitions.get(name)
    return step.title if kind == "step" and step else fact_title(name)


def _state(definition: ProcessDefinition, name: str | None) -> Text | None:
    state = definition.states.get(name) if name else None
    return state.title if state else None
