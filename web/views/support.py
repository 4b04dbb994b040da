"""What was done for somebody and what they asked for, on one card: with who wrote it down, and what
is still to be thought of."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from persistence.history import WrittenEntry
from rules.care import missing_care, unticked
from states.definition import ProcessDefinition
from states.dossier import Case, Dossier
from states.facts import FACTS, fact_title
from states.text import Text
from web.forms.prefill import plain
from web.views.describe import Line, format_record, format_value
from web.views.dossier import Card

SUPPORT: Final = Text("Support", "Подршка")
NOT_RECORDED: Final = Text("not recorded yet", "још није уписано")
OF_SUPPORT: Final = tuple(fact.name for fact in FACTS.values() if fact.card == "support")
"""The facts whose records stand on the card."""


def recorded_support(dossier: Dossier) -> list[str]:
    """The facts of the card of which something is recorded."""
    return [name for name in OF_SUPPORT if FACTS[name].recorded_in(dossier)]


def support_card(
    definition: ProcessDefinition,
    case: Case,
    dossier: Dossier,
    entries: Sequence[WrittenEntry],
    today: date,
) -> tuple[Card, ...]:
    """The card, or none where there is nothing to say; `entries` are those of the history by which
    the facts of `recorded_support` were recorded."""
    lines = (*_recorded(dossier, entries), *_missing(definition, case, dossier, today))
    return (Card(SUPPORT, lines, wide=len(lines) > 3),) if lines else ()


def _recorded(dossier: Dossier, entries: Sequence[WrittenEntry]) -> Iterator[Line]:
    for name in OF_SUPPORT:
        for record in FACTS[name].recorded_in(dossier):
            values = plain(record)
            words, person = format_record(values), _person(name, values, entries)
            yield Line(fact_title(name), _with_person(words, person))


def _person(name: str, values: Mapping[str, object], entries: Sequence[WrittenEntry]) -> str | None:
    """Who recorded it last: of an entry all that was handed in stands in the record."""
    persons = (
        written_entry.entry.person
        for written_entry in reversed(entries)
        if written_entry.entry.name == name
        and json.loads(written_entry.entry.data).items() <= values.items()
    )
    return next(persons, None)


def _with_person(words: Text, person: str | None) -> Text:
    return Text(f"{words.en} · {person}", f"{words.sr} · {person}") if person else words


def _missing(
    definition: ProcessDefinition, case: Case, dossier: Dossier, today: date
) -> Iterator[Line]:
    for name in missing_care(definition, dossier, today):
        yield Line(fact_title(name), NOT_RECORDED)
    for name, values in unticked(definition, case.state, dossier).items():
        fact = FACTS[name]
        of = [format_value(fact.listed_by or name, value) for value in values]
        en, sr = (", ".join(text.in_(language) for text in of) for language in ("en", "sr"))
        yield Line(fact.title, Text(f"{en}: {NOT_RECORDED.en}", f"{sr}: {NOT_RECORDED.sr}"))
