"""The facts that a person may record in a case, and the form of each."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from office.wiring import Office
from states.definition import ProcessDefinition
from states.dossier import Case, Dossier
from states.frozen import frozen
from states.moments import civil_date
from states.text import Text
from states.vocabulary import ROLES, fact_title
from web.forms.inputs import Input, Offer, inputs_of
from web.forms.prefill import prefilled
from web.people import Person
from web.views.counsel import Note, notes_on
from web.views.rules import Cited, cited
from web.views.tried import Tried
from web.words.fields import FACT_HINTS


@frozen
class Fact:
    """A fact that may be recorded; `mine` where the person's role may."""

    name: str
    title: Text
    hint: Text | None
    roles: tuple[Text, ...]
    rule: Cited
    mine: bool


@frozen
class FactForm:
    """The form of a fact: its inputs, and the notes that stand above them."""

    inputs: tuple[Input, ...]
    notes: tuple[Note, ...]


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


def fact_form_of(
    office: Office,
    fact: str,
    loaded: tuple[Case, Dossier],
    now: datetime,
    tried: Tried | None = None,
) -> FactForm:
    """The form of a fact as it was typed, or else with what the dossier knows."""
    notes = notes_on(office, *loaded, fact, civil_date(now))
    return FactForm(inputs_for(office, fact, loaded, now, tried), notes)


def inputs_for(
    office: Office,
    form: str,
    loaded: tuple[Case, Dossier],
    now: datetime,
    tried: Tried | None = None,
) -> tuple[Input, ...]:
    """The inputs of a form as it was typed, or else with what the dossier knows.

    Earlier decisions are filled in only where the institution proposes them (BEE-L5).
    """
    (case, dossier), today = loaded, civil_date(now)
    offer = Offer(form, dossier, case.process)
    if not office.regulations[case.institution].proposes_precedents(today):
        dossier = replace(dossier, precedents=())
    values = tried.data if tried else prefilled(form, dossier, today)
    return inputs_of(offer, values, tried.problems if tried else {})
