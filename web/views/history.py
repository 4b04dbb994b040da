"""The history of a case in words: what happened, when, by whom and for whom, under which rule."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from states.definition import ProcessDefinition
from states.text import Text
from states.vocabulary import ROLES
from web.views.rules import Cited, cited
from web.views.telling import Line, told
from web.words.fields import fact_title
from workflows.office import Office

OPENED: Final = Text("Case opened", "Предмет отворен")
NEW_LIST: Final = Text("Named on a new version of the list", "Уврштен у нову верзију ранг листе")


@dataclass(frozen=True, slots=True)
class Happened:
    """An entry of the history. `source` and `target` are states, where the case moved."""

    seq: int
    at: datetime
    kind: str
    title: Text
    who: Text
    role: Text
    acting_for: Text | None
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
    """The entries of a case's history, oldest first."""
    return [_happened(office, definition, row) for row in rows]


def _happened(office: Office, definition: ProcessDefinition, row: Mapping[str, Any]) -> Happened:
    role = ROLES[row["role"]]
    return Happened(
        seq=row["seq"],
        at=row["at"],
        kind=row["kind"],
        title=title_of(definition, row["kind"], row["name"]),
        who=Text(row["person"], row["person"]) if row["person"] else role,
        role=role,
        acting_for=ROLES[row["acting_for"]] if row["acting_for"] else None,
        source=_state(definition, row["source"]),
        target=_state(definition, row["target"]),
        rule=cited(office, definition.institution, row["rule"]),
        lines=tuple(told(json.loads(row["data"]))),
    )


def title_of(definition: ProcessDefinition, kind: str, name: str) -> Text:
    """What an entry of a history is called, by its kind and name."""
    if kind == "opened":
        return OPENED
    if kind == "notice":
        return NEW_LIST
    step = definition.transitions.get(name)
    return step.title if kind == "step" and step else fact_title(name)


def _state(definition: ProcessDefinition, name: str | None) -> Text | None:
    state = definition.states.get(name) if name else None
    return state.title if state else None
