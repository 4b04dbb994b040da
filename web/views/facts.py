"""The facts that a person may record in a case, and the form of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from states.definition import ProcessDefinition
from states.dossier import Case, Dossier
from states.moments import civil_date
from states.text import Text
from states.vocabulary import ROLES
from web.forms.inputs import Input, Offer, inputs_of
from web.forms.prefill import prefilled
from web.people import Person
from web.views.rules import Cited, cited
from web.views.tried import Tried
from web.words.fields import FACT_HINTS, fact_title
from workflows.office import Office


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact that may be recorded; `mine` where the person's role may."""

    name: str
    title: Text
    hint: Text | None
    roles: tuple[Text, ...]
    rule: Cited
    mine: bool


def facts_of(
    office: Office, definition: ProcessDefinition, case: Case, person: Person
) -> list[Fact]:
    """The facts of a case's process, in the definition's order."""
    mine = person.roles_at(case.institution)
    return [
        Fact(
            name,
            fact_title(name),
            FACT_HINTS.get(name),
            tuple(ROLES[role] for role in allowed.roles),
            cited(office, case.institution, allowed.rule),
            bool(mine & set(allowed.roles)),
        )
        for name, allowed in definition.facts.items()
    ]


def inputs_for(
    form: str, case: Case, dossier: Dossier, now: datetime, tried: Tried | None = None
) -> tuple[Input, ...]:
    """The inputs of a form as it was typed, or else with what the dossier knows."""
    offer = Offer(form, dossier, case.process)
    values = tried.data if tried else prefilled(form, dossier, civil_date(now))
    return inputs_of(offer, values, tried.problems if tried else {})
