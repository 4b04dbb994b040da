"""What is to be done for somebody though no step waits for it: shown as missing, never enforced."""

from __future__ import annotations

from datetime import date

from states.definition import ProcessDefinition
from states.dossier import Dossier
from states.facts import FACTS


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
        for name, allowed in definition.facts.items()
        if allowed.expected and not FACTS[name].recorded_in(dossier)
    )
