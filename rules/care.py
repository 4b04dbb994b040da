"""What is to be done for somebody though no step waits for it: shown as missing, never enforced."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from states.definition import ProcessDefinition
from states.dossier import Dossier
from states.facts import FACTS
from states.phases import phase_of


def missing_care(definition: ProcessDefinition, dossier: Dossier, today: date) -> tuple[str, ...]:
    """The facts that the process expects of a stay and that nobody has recorded (BMU-11).

    Empty until the stay is over: by the return, else by the end that the host confirmed.
    """
    answer = dossier.host_answer
    end = dossier.stay.returned_on or (answer.last_day if answer else None)
    if end is None or end >= today:
        return ()
    return tuple(
        name
        for name, fact_rule in definition.facts.items()
        if fact_rule.expected and not FACTS[name].recorded_in(dossier)
    )


def unticked(
    definition: ProcessDefinition, state: str, dossier: Dossier
) -> Mapping[str, tuple[str, ...]]:
    """What of the process's checklists nobody has thought of yet, by fact (BMU-11, 27b, 33b).

    Empty but while the stay is prepared and lasts.
    """
    phase = phase_of(definition, state)
    open_items = {
        name: _without_record(name, fact_rule.checklist, dossier)
        for name, fact_rule in definition.facts.items()
        if phase in FACTS[name].phases
    }
    return {name: items for name, items in open_items.items() if items}


def _without_record(name: str, checklist: tuple[str, ...], dossier: Dossier) -> tuple[str, ...]:
    fact = FACTS[name]
    if fact.listed_by is None:
        return ()
    ticked_items = {getattr(record, fact.listed_by) for record in fact.recorded_in(dossier)}
    return tuple(item for item in checklist if item not in ticked_items)
