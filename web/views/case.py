"""A case as its page shows it: where it stands and why, what can be done, all that is known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Connection

from persistence import history as history_rows
from persistence import pages, staff
from persistence.pages import Action, Letter, Paper
from rules.receipts import Receipt
from states.definition import Awaited, ProcessDefinition
from states.dossier import Case, Dossier
from states.moments import civil_date
from states.text import Text
from states.vocabulary import ROLES
from web.forms.checking import Problems
from web.forms.inputs import Input, Offer, inputs_of
from web.forms.prefill import prefilled
from web.people import Person
from web.views.dossier import Card, cards
from web.views.history import Happened, happened
from web.views.rail import Milestone, rail
from web.views.rules import Cited, cited
from web.views.telling import Line, told
from web.views.ways import Judged, Way, ways_out
from web.words.fields import FACT_HINTS, fact_title
from workflows.advance import awaited_of
from workflows.office import Office


@dataclass(frozen=True, slots=True)
class Tried:
    """What somebody tried and could not do: what they typed, and why it was not taken."""

    kind: Literal["step", "fact"]
    name: str
    data: Mapping[str, Any] = field(default_factory=dict)
    problems: Problems = field(default_factory=dict)
    reasons: tuple[Judged, ...] = ()
    sentence: Text | None = None


@dataclass(frozen=True, slots=True)
class Owner:
    """A role that the case waits for, and who holds it today."""

    role: Text
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact that may be recorded, with its form; `mine` where the person's role may."""

    name: str
    title: Text
    hint: Text | None
    roles: tuple[Text, ...]
    rule: Cited
    mine: bool
    inputs: tuple[Input, ...]


@dataclass(frozen=True, slots=True)
class CasePage:
    """All that a case's page shows."""

    case: Case
    dossier: Dossier
    definition: ProcessDefinition
    state: Text
    ended: bool
    awaited: Awaited | None
    owners: tuple[Owner, ...]
    receipt: Receipt | None
    receipt_rule: Cited | None
    rail: Sequence[Milestone]
    ways: Sequence[Way]
    forms: Mapping[str, tuple[Input, ...]]
    facts: Sequence[Fact]
    cards: Sequence[Card]
    papers: Sequence[Paper]
    letters: Sequence[Letter]
    unfinished: Sequence[Action]
    history: Sequence[Happened]
    tried: Tried | None

    @property
    def unplaced(self) -> tuple[Line, ...]:
        """What was typed for a step that the case has left behind: shown, and so not lost."""
        steps = {way.step.trigger for way in self.ways if way.stands == "form"}
        if self.tried is None or self.tried.kind == "fact" or self.tried.name in steps:
            return ()
        return tuple(told(self.tried.data))


def case_page(
    connection: Connection,
    office: Office,
    person: Person,
    loaded: tuple[Case, Dossier],
    now: datetime,
    tried: Tried | None = None,
) -> CasePage:
    """The page of a case for a person at an instant, with what they just tried, if anything."""
    case, dossier = loaded
    definition = office.definition(case.definition)
    awaited, receipt = awaited_of(office, definition, case, dossier, now)
    rows = history_rows.read(connection, case.id)
    ways = ways_out(connection, office, case, dossier, person, now)
    return CasePage(
        case=case,
        dossier=dossier,
        definition=definition,
        state=definition.states[case.state].title,
        ended=definition.states[case.state].end,
        awaited=awaited,
        owners=_owners(connection, case, dossier, awaited, now),
        receipt=receipt,
        receipt_rule=cited(office, case.institution, receipt.rule) if receipt else None,
        rail=rail(definition, case, rows, awaited),
        ways=ways,
        forms={
            way.step.trigger: _inputs(
                way.step.takes, case, dossier, now, _of(tried, way.step.trigger)
            )
            for way in ways
            if way.stands == "form"
        },
        facts=[
            _fact(office, definition, case, dossier, name, person, now, tried)
            for name in definition.facts
        ],
        cards=cards(dossier),
        papers=pages.papers_of(connection, case.id, case.call_id),
        letters=pages.letters_of(connection, case.id),
        unfinished=pages.unfinished(connection, case.id),
        history=happened(office, definition, rows)[::-1],
        tried=tried,
    )


def _owners(
    connection: Connection, case: Case, dossier: Dossier, awaited: Awaited | None, now: datetime
) -> tuple[Owner, ...]:
    today = civil_date(now)
    found = []
    for role in awaited.owners if awaited else ():
        if role == "candidate":
            people = [dossier.candidate.name]
        elif role == "commission_member":
            members = staff.by_logins(connection, dossier.call.commission)
            people = [member.name for member in members]
        else:
            holders = staff.holders(connection, case.institution, role, today)
            people = [member.name for member in holders]
        found.append(Owner(ROLES[role], tuple(people)))
    return tuple(found)


def _of(tried: Tried | None, name: str) -> Tried | None:
    return tried if tried is not None and tried.name == name else None


def _inputs(
    form: str, case: Case, dossier: Dossier, now: datetime, tried: Tried | None
) -> tuple[Input, ...]:
    """A form as it was typed, or else with what the dossier knows."""
    offer = Offer(form, dossier, case.process)
    values = tried.data if tried else prefilled(form, dossier, civil_date(now))
    return inputs_of(offer, values, tried.problems if tried else {})


def _fact(
    office: Office,
    definition: ProcessDefinition,
    case: Case,
    dossier: Dossier,
    name: str,
    person: Person,
    now: datetime,
    tried: Tried | None,
) -> Fact:
    allowed = definition.facts[name]
    mine = bool(person.roles_at(case.institution) & set(allowed.roles))
    return Fact(
        name=name,
        title=fact_title(name),
        hint=FACT_HINTS.get(name),
        roles=tuple(ROLES[role] for role in allowed.roles),
        rule=cited(office, case.institution, allowed.rule),
        mine=mine,
        inputs=_inputs(name, case, dossier, now, _of(tried, name)) if mine else (),
    )
