"""The page of a process: its picture, and a table of its states from the definition itself.

`write_all` keeps `docs/processes/` what the definitions say; a test finds it stale.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from office.process_diagrams import svg_of
from office.process_words import limit_of, roles_of
from office.wiring import Office
from states.definition import Awaited, ProcessDefinition, State, Transition

_HEAD: Final = """| state | awaits (who) | until when, under which rule | ways out (who, rule) |
| --- | --- | --- | --- |"""
_ORIGIN: Final = (
    "In force since {definition.in_force}, definition `{definition.key}`. "
    "Made from the definition itself; a test finds it stale."
)
_READING: Final = """A case stands at the last milestone that it reached; the table says what it
waits for there. Of several limits the earliest binds. *Time* stands for steps that nobody takes:
they happen when the limit is over. In the picture these are dashed, an end has a double line, and a
step that leaves from many states is drawn once, from a list of them."""


def write_all(folder: Path, office: Office) -> list[Path]:
    """Writes `<institution>-<process>.svg` and `.md` of the newest version of each process.

    The folder is made where it is missing. Returns what was written; raises NotDrawn, InvalidFile.
    """
    folder.mkdir(parents=True, exist_ok=True)
    pages = pages_of(office)
    for name, content in pages.items():
        (folder / name).write_text(content, encoding="utf-8")
    return [folder / name for name in pages]


def pages_of(office: Office) -> dict[str, str]:
    """All files of the folder by their names, in English."""
    files: dict[str, str] = {}
    for definition in _newest(office):
        name = f"{definition.institution}-{definition.process}"
        files[f"{name}.svg"] = svg_of(definition)
        files[f"{name}.md"] = page_of(definition, f"{name}.svg")
    return files


def page_of(definition: ProcessDefinition, picture: str) -> str:
    """The page in Markdown; `picture` is the file name of its diagram."""
    parts = [
        f"# {definition.title.en} ({definition.institution.upper()})",
        _ORIGIN.format(definition=definition),
        _READING,
        f"![{definition.title.en}]({picture})",
        "\n".join([_HEAD, *(_row(definition, state) for state in definition.states.values())]),
    ]
    return "\n\n".join(parts) + "\n"


def _newest(office: Office) -> Iterator[ProcessDefinition]:
    newest = {key.rsplit(".", 1)[0]: key for key in sorted(office.definition_keys())}
    for key in newest.values():
        yield office.definition(key)


def _row(definition: ProcessDefinition, state: State) -> str:
    steps = [
        f"{awaited_step.title.en} ({roles_of(awaited_step.owners, 'en')})"
        for awaited_step in state.awaits
    ]
    limits = [_limits(definition, awaited_step) for awaited_step in state.awaits]
    step_texts = [_transition(definition, step) for step in definition.leaving(state.name)]
    cells = ["<br>".join(lines) or "–" for lines in (steps, limits, step_texts)]
    return f"| **{state.title.en}**<br>`{state.name}` | {' | '.join(cells)} |"


def _limits(definition: ProcessDefinition, awaited_step: Awaited) -> str:
    limits = (
        f"{limit_of(definition, deadline, 'en')}, {deadline.rule}"
        for deadline in awaited_step.deadlines
    )
    return "; ".join(limits)


def _transition(definition: ProcessDefinition, step: Transition) -> str:
    actors = "time" if step.roles == ("system",) else roles_of(step.roles, "en")
    target = f"→ {definition.states[step.target].title.en}" if step.target else "(stays)"
    return f"`{step.trigger}` {target} ({actors}; {step.rule})"
