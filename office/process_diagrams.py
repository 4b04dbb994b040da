"""The picture of a process: its states as cards, its steps as arrows, each under its rule.

Drawn by Graphviz's layout, in English or Serbian. What time does by itself is dashed, an end has a
double line; a step that leaves from many states is drawn once, from a list of them.
"""

from __future__ import annotations

import subprocess
import sysconfig
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Final

from office.process_words import limit_of, roles_of
from states.definition import Awaited, ProcessDefinition, State, Transition
from states.localization import format_day
from states.text import Text

_PROGRAM: Final = Path(sysconfig.get_path("scripts")) / "graphviz-pure"
_SECONDS: Final = 60
_MANY: Final = 3
"""A step out of more states than this would cross the whole picture as often."""

_LOOK: Final = """digraph process {
  graph [rankdir=TB, bgcolor=white, pad=0.3, nodesep=0.6, ranksep=0.5, fontname=Arial,
         fontsize=18, fontcolor="#1d2f4b", labelloc=t]
  node [shape=box, style="rounded,filled", fillcolor="#f3f6fb", color="#33557f", penwidth=1.3,
        fontname=Arial, fontsize=12, fontcolor="#1d2f4b", margin="0.15,0.08"]
  edge [color="#5b6b82", fontname=Arial, fontsize=10, fontcolor="#3d4a5e", arrowsize=0.7]
  beginning [shape=circle, label="", width=0.16, fixedsize=true, fillcolor="#33557f"]"""
_END: Final = 'peripheries=2, fillcolor="#fbfaf6", color="#6f6a5d", margin="0.2,0.12"'
_INDENT: Final = "&#160;" * 4
_SMALL: Final = '<font point-size="10" color="#4d5a6e">'

Arrow = tuple[str, str, bool]
"""From a state to a state, and whether time goes there."""


class NotDrawn(Exception):
    """The layout program could not draw the process; the message is what it said."""


def svg_of(definition: ProcessDefinition, language: str = "en") -> str:
    """The picture as SVG, the same for the same definition; raises NotDrawn."""
    dot = dot_of(definition, language).encode()
    try:
        layout = subprocess.run(
            [str(_PROGRAM), "-Tsvg"],
            input=dot,
            capture_output=True,
            timeout=_SECONDS,
            check=True,
        )
    except subprocess.CalledProcessError as error:
        raise NotDrawn(error.stderr.decode(errors="replace").strip()) from error
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NotDrawn(str(error)) from error
    return layout.stdout.decode()


def dot_of(definition: ProcessDefinition, language: str = "en") -> str:
    """The process in Graphviz's own language; `language` is one of `states.text.LANGUAGES`."""
    return "\n".join([_LOOK, *_parts(definition, language), "}", ""])


def _parts(definition: ProcessDefinition, language: str) -> Iterator[str]:
    yield f'  label="{_plain(definition.title.in_(language))}\\n{_since(definition, language)}\\n "'
    yield f"  beginning -> {definition.initial} [weight=20]"
    for state in definition.states.values():
        yield f"  {state.name} [{_card(definition, state, language)}]"
    for (source, target, by_time), steps in _arrows(definition).items():
        weight = 8 if _leads_on(definition, source, steps) else 1
        dash_style = ", style=dashed" if by_time else ""
        yield f"  {source} -> {target} [{_names(steps, language)}, weight={weight}{dash_style}]"
    for step in definition.transitions.values():
        if len(step.sources) > _MANY:
            yield from _from_many(definition, step, language)


def _card(definition: ProcessDefinition, state: State, language: str) -> str:
    lines = [f"<b>{_safe(state.title.in_(language))}</b>"]
    for awaited_step in state.awaits:
        lines += [f"{_SMALL}{line}</font>" for line in _awaited(definition, awaited_step, language)]
    rows = "".join(f'<tr><td align="left">{line}</td></tr>' for line in lines)
    table = f'<table border="0" cellspacing="0" cellpadding="2">{rows}</table>'
    return f"label=<{table}>" + (f", {_END}" if state.end else "")


def _awaited(definition: ProcessDefinition, awaited_step: Awaited, language: str) -> Iterator[str]:
    yield _safe(f"{awaited_step.title.in_(language)}: {roles_of(awaited_step.owners, language)}")
    for deadline in awaited_step.deadlines:
        yield _INDENT + _safe(f"{limit_of(definition, deadline, language)} · {deadline.rule}")


def _arrows(definition: ProcessDefinition) -> Mapping[Arrow, list[Transition]]:
    """The steps with few sources, together where they leave and arrive together."""
    arrows: dict[Arrow, list[Transition]] = {}
    for step in definition.transitions.values():
        for source in step.sources if len(step.sources) <= _MANY else ():
            arrow = (source, step.target or source, step.roles == ("system",))
            arrows.setdefault(arrow, []).append(step)
    return arrows


def _leads_on(definition: ProcessDefinition, source: str, steps: Sequence[Transition]) -> bool:
    """Whether the arrow is the step that the state waits for: it should be straight."""
    awaited_triggers = {awaits.step for awaits in definition.states[source].awaits}
    return any(step.trigger in awaited_triggers for step in steps)


def _from_many(definition: ProcessDefinition, step: Transition, language: str) -> Iterator[str]:
    titles = [definition.states[name].title.in_(language) for name in step.sources]
    label_text = "".join(f"{_plain(title)}\\l" for title in titles)
    yield (
        f'  {step.trigger}_from [shape=note, style=filled, fillcolor="#fdfcf3", fontsize=10, '
        f'color="#a8a08a", label="{label_text}"]'
    )
    # Beside the picture, not above it.
    yield f"  {definition.initial} -> {step.trigger}_from [style=invis]"
    for target in [step.target] if step.target else step.sources:
        yield f"  {step.trigger}_from -> {target} [{_names([step], language)}]"


def _names(steps: Sequence[Transition], language: str) -> str:
    """An arrow's label: each step with its rule, with room at both ends."""
    titles = [_plain(step.title.in_(language)) for step in steps]
    if len(steps) == 1:
        return f'label="{_roomy(titles[0])}\\n{steps[0].rule}"'
    lines = [_roomy(f"{title} · {step.rule}") for title, step in zip(titles, steps, strict=True)]
    label = "\\n".join(lines)
    return f'label="{label}"'


def _plain(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def _since(definition: ProcessDefinition, language: str) -> str:
    since = Text("in force since", "на снази од").in_(language)
    _weekday, day = format_day(definition.in_force, language).split(" ", 1)
    return f"{definition.institution.upper()}, {since} {day}"


def _safe(text: str) -> str:
    """For a card; the text starts at its left, so the room that Cyrillic needs is behind it."""
    return escape(text) + "&#160;" * (_cyrillic(text) // 12)


def _roomy(text: str) -> str:
    """For an arrow; the text stands in the middle of its place, which must be wide enough."""
    room = " " * (2 + _cyrillic(text) // 12)
    return f"{room}{text}{room}"


def _cyrillic(text: str) -> int:
    """How many letters are Cyrillic: the layout takes them for narrower than they are."""
    return sum("Ѐ" <= letter <= "ӿ" for letter in text)
