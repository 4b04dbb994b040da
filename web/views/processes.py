"""A process and a regulation as pages tell them: states with their cases, versions, differences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from difflib import unified_diff
from typing import Final

from office.process_words import limit_of
from office.wiring import Office
from rules.regulation import Regulation, Rule
from states.definition import Awaited, ProcessDefinition
from states.folding import folded
from states.frozen import frozen
from states.text import Text
from states.vocabulary import ROLES

MOST_LINES: Final = 2_000
"""Lines of a difference that a page shows."""
SHORTEST_DECLINED: Final = 5
"""Letters of a word whose last vowel is taken for an ending."""


@frozen
class StateLine:
    """A state of a process, what it waits for, and how many cases stand in it."""

    name: str
    title: Text
    step: Text | None
    owners: tuple[Text, ...]
    limit: Text | None
    number: int


@frozen
class DatedVersion:
    """A version of a process or a regulation, by the day it came into force."""

    key: str
    title: str
    current: bool

    @property
    def in_force(self) -> date:
        """The day."""
        return date.fromisoformat(self.title)


@frozen
class DiffLine:
    """A line of a difference: `kind` is `added`, `removed`, `place` or `same`."""

    kind: str
    text: str


def state_lines(definition: ProcessDefinition, numbers: Mapping[str, int]) -> tuple[StateLine, ...]:
    """The states in the definition's order."""
    return tuple(
        StateLine(
            name,
            state.title,
            awaited_step.title if awaited_step else None,
            tuple(ROLES[role] for role in awaited_step.owners) if awaited_step else (),
            _limit(definition, awaited_step) if awaited_step else None,
            numbers.get(name, 0),
        )
        for name, state in definition.states.items()
        for awaited_step in (definition.awaits_first(name),)
    )


def _limit(definition: ProcessDefinition, awaited_step: Awaited) -> Text | None:
    """Until when, in words: of several limits the earliest binds."""
    limits = [
        Text(limit_of(definition, deadline, "en"), limit_of(definition, deadline, "sr"))
        for deadline in awaited_step.deadlines
    ]
    if not limits:
        return None
    return Text("; ".join(limit.en for limit in limits), "; ".join(limit.sr for limit in limits))


def versions_of_process(office: Office, definition: ProcessDefinition) -> tuple[DatedVersion, ...]:
    """All versions of a process, the newest first."""
    prefix = f"{definition.institution}/{definition.process}."
    keys = sorted((key for key in office.definition_keys() if key.startswith(prefix)), reverse=True)
    return tuple(DatedVersion(key, key.removeprefix(prefix), key == definition.key) for key in keys)


def difference(before: str, after: str) -> tuple[DiffLine, ...]:
    """What a text changed in the one before it, with some lines around each change."""
    lines = unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=3)
    return tuple(_diff_lines(list(lines)[2 : MOST_LINES + 2]))


def _diff_lines(lines: Sequence[str]) -> Iterator[DiffLine]:
    kinds = {"+": "added", "-": "removed", "@": "place"}
    for line in lines:
        kind = kinds.get(line[:1], "same")
        yield DiffLine(kind, line if kind == "place" else line[1:])


def rules_with(regulation: Regulation, words: str) -> dict[str, Rule]:
    """The rules in whose id, article or text every word stands, in whichever script and case."""
    stems = [_stem(word) for word in folded(words).split()]
    return {
        id_: rule
        for id_, rule in regulation.rules.items()
        if all(stem in _folded_rule(id_, rule) for stem in stems)
    }


def _stem(word: str) -> str:
    """A folded word without the vowel that Serbian declines: `zalba` is found as `zalbe` too."""
    is_declined = len(word) >= SHORTEST_DECLINED and word.isalpha() and word[-1] in "aeiou"
    return word[:-1] if is_declined else word


def _folded_rule(id_: str, rule: Rule) -> str:
    texts = (rule.article, rule.text, rule.documented, rule.people)
    words = [f"{text.en} {text.sr}" for text in texts if text is not None]
    return folded(f"{id_} {' '.join(words)}")
