"""The history of a case in words: what happened, when, by whom and for whom, under which rule."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

from office.wiring import Office
from persistence.commitments import ERASED_VALUES
from persistence.history import MIGRATION, TAKEOVER, WrittenEntry
from persistence.roster import Roster
from rules.takeover import TITLE as TAKEN_OVER
from rules.wording import listed
from states.definition import ProcessDefinition
from states.facts import fact_title
from states.frozen import frozen
from states.localization import format_day
from states.text import Text
from states.vocabulary import ROLES
from web.messages.takeover import OF_TAKEOVERS
from web.views.describe import Line, describe, format_record, naming_parties
from web.views.rules import RuleLink, rule_link
from web.views.viewer import Viewer
from workflows.outside.filing import MAIL_CAME_IN
from workflows.people import retention
from workflows.people.erasing import ERASED
from workflows.people.same_persons import TITLES

OPENED: Final = Text("Case opened", "Предмет отворен")
MIGRATED: Final = Text("Moved onto another version", "Прелазак на другу верзију правила")
VERSION: Final = Text("Version of the rules", "Верзија правила")
DUE: Final = Text("Due", "Рок")
WHAT_IT_SAID: Final = Text("Content", "Садржај")
WAS_ERASED: Final = Text("erased", "обрисано")
WHAT_WENT: Final = Text("Erased", "Обрисано")
NOTICES: Final[Mapping[str, Text]] = {
    ERASED: Text("Data were erased", "Подаци су обрисани"),
    MAIL_CAME_IN: Text("A mail came in", "Стигла је порука"),
    "corrected": Text(
        "The office's reading of the rules was corrected", "Исправљено тумачење правила"
    ),
    "recounted": Text(
        "Counted anew: other days are worked", "Рок је поново израчунат: промењени су нерадни дани"
    ),
    "list_rests": Text(
        "The list can change: what is awaited rests", "Листа се може изменити: поступање мирује"
    ),
    "list_settled": Text(
        "The list can be carried out: the limit runs", "Листа се може спроводити: рок тече"
    ),
}
"""What is noted of a case without a step, by its name; any other is of a new list."""
NEW_LIST: Final = Text("Named on a new version of the list", "Уврштен у нову верзију ранг листе")


@frozen
class HistoryLine:
    """An entry of the history. `source` and `target` are states, where the case moved."""

    seq: int
    at: datetime
    kind: str
    name: str
    title: Text
    who: Text
    role: Text
    deputy_for: Text | None
    source: Text | None
    target: Text | None
    rule: RuleLink
    lines: tuple[Line, ...]

    @property
    def moved(self) -> bool:
        """Whether the case entered another state."""
        return self.target is not None and self.target != self.source


def history_lines(
    viewer: Viewer, versions: Sequence[ProcessDefinition], entries: Sequence[WrittenEntry]
) -> list[HistoryLine]:
    """The entries of a case's history, each in the words of the version of `versions_of`."""
    before = [*versions[:1], *versions[:-1]]
    return [_history_line(viewer, *line) for line in zip(before, versions, entries, strict=True)]


def recent_lines(
    viewer: Viewer, definition: ProcessDefinition, entries: Sequence[WrittenEntry]
) -> list[HistoryLine]:
    """Entries of the last while, in the words of the version on which the case runs now."""
    return [_history_line(viewer, definition, definition, row) for row in entries]


def versions_of(
    office: Office, definition: ProcessDefinition, entries: Sequence[WrittenEntry]
) -> list[ProcessDefinition]:
    """For each entry the version on which the case ran when it was written.

    `definition` is the one on which it runs now. A move onto another version counts as the new one.
    """
    versions = []
    for row in reversed(entries):
        versions.append(definition)
        if row.entry.kind == MIGRATION:
            before = json.loads(row.entry.data)["from_version"]
            definition = office.shown_definition(
                f"{definition.institution}/{definition.process}.{before}"
            )
    return versions[::-1]


def _history_line(
    viewer: Viewer, before: ProcessDefinition, definition: ProcessDefinition, row: WrittenEntry
) -> HistoryLine:
    entry = row.entry
    role = ROLES[entry.role]
    data = _with_names(json.loads(entry.data), viewer.person.people)
    return HistoryLine(
        seq=row.seq,
        at=row.at,
        kind=entry.kind,
        name=entry.name,
        title=title_of(definition, entry.kind, entry.name),
        who=Text(entry.person, entry.person) if entry.person else role,
        role=role,
        deputy_for=ROLES[entry.deputy_for] if entry.deputy_for else None,
        source=_state(before, entry.source),
        target=_state(definition, entry.target),
        rule=rule_link(viewer.office, definition.institution, entry.rule, definition.kind),
        lines=tuple(_lines(entry.kind, naming_parties(definition.kind, data))),
    )


def _with_names(data: dict[str, Any], people: Roster) -> dict[str, Any]:
    """What an entry says, with the name of a member of the commission in place of their login."""
    login = data.get("member")
    return {**data, "member": people.names_of([login])[login]} if isinstance(login, str) else data


def _lines(kind: str, data: Mapping[str, Any]) -> list[Line]:
    if data == ERASED_VALUES:
        return [Line(WHAT_IT_SAID, WAS_ERASED)]
    if kind == "notice" and "erased" in data:
        kinds = [retention.title_of(kind) for kind in data["erased"]]
        return [Line(WHAT_WENT, listed(kinds)), *describe({"reason": data["reason"]})]
    if kind == "notice" and "due_after" in data:
        return [Line(DUE, _now_and_before(data["due_after"], data["due_before"]))]
    if kind == TAKEOVER:
        return _taken_over(data)
    if kind != MIGRATION:
        return describe(data)
    version = _now_and_before(data["to_version"], data["from_version"])
    return [
        *describe({"reason": data["reason"]}),
        Line(VERSION, Text(f"in force from {version.en}", f"на снази од {version.sr}")),
        Line(DUE, _now_and_before(data["due_after"], data["due_before"])),
    ]


def _taken_over(data: Mapping[str, Any]) -> list[Line]:
    """From where a case came, what nobody checked, and every fact that came with it."""
    head = {name: value for name, value in data.items() if name not in ("facts", "visited")}
    facts = [
        Line(OF_TAKEOVERS.get(name) or fact_title(name), format_record(values))
        for fact in data["facts"]
        for name, values in fact.items()
    ]
    return [*describe(head), *facts]


def _now_and_before(now: str | None, before: str | None) -> Text:
    """A date that took the place of another, or that stayed; none is said too."""
    if now == before:
        return Text(_day(now, "en"), _day(now, "sr"))
    return Text(
        f"{_day(now, 'en')} (before: {_day(before, 'en')})",
        f"{_day(now, 'sr')} (раније: {_day(before, 'sr')})",
    )


def _day(text: str | None, language: str) -> str:
    if text is None:
        return Text("none", "нема").in_(language)
    return format_day(date.fromisoformat(text), language)


def title_of(definition: ProcessDefinition, kind: str, name: str) -> Text:
    """What an entry of a history is called, by its kind and name."""
    if kind == "opened":
        return OPENED
    if kind == "notice":
        return {**NOTICES, **TITLES}.get(name, NEW_LIST)
    if kind == MIGRATION:
        return MIGRATED
    if kind == TAKEOVER:
        return TAKEN_OVER
    declaration = (definition.transitions if kind == "step" else definition.facts).get(name)
    return declaration.title if declaration else fact_title(name)


def _state(definition: ProcessDefinition, name: str | None) -> Text | None:
    state = definition.states.get(name) if name else None
    return state.title if state else None
