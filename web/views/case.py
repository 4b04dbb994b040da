"""A case as its page shows it: where it stands and why, what can be done, all that is known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection

from actions.documents.form_models import FormModel, forms_of
from office.wiring import Office
from persistence import history as history_rows
from persistence import pages
from persistence.agreement_history import agreement_story
from persistence.directory import Directory
from persistence.mails import StoredMail, mails_of
from persistence.pages import Action, Paper
from rules.receipts import Receipt
from states.definition import Awaited, ProcessDefinition
from states.dossier import Case, Dossier
from states.frozen import frozen
from states.moments import civil_date
from states.text import Text
from states.vocabulary import ROLES
from web.forms.inputs import Input
from web.people import Person
from web.views.agreement import VersionShown, agreement_title, versions_shown
from web.views.dossier import Card, cards
from web.views.facts import Fact, FactForm, fact_form_of, facts_of, inputs_for
from web.views.history import Happened, happened, versions_of
from web.views.rail import Milestone, rail
from web.views.rules import Cited, cited
from web.views.telling import Line, told
from web.views.tried import Tried
from web.views.ways import Way, ways_out
from workflows.cases.status import awaited_of


@frozen
class Owner:
    """A role that the case waits for, and who holds it today."""

    role: Text
    people: tuple[str, ...]


@frozen
class CasePage:
    """All that a case's page shows. `opened` holds the forms of facts that are open already; the
    others come when somebody opens them."""

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
    opened: Mapping[str, FactForm]
    cards: Sequence[Card]
    forms_to_print: Mapping[str, FormModel]
    agreement_title: Text
    agreement: Sequence[VersionShown]
    papers: Sequence[Paper]
    letters: Sequence[StoredMail]
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
    opened: str = "",
) -> CasePage:
    """The page of a case for a person at an instant.

    `tried` is what they have just tried in vain, `opened` the fact whose form they asked for.
    """
    case, dossier = loaded
    definition = office.definition_of(case, dossier)
    awaited, receipt = awaited_of(office, definition, case, dossier, now)
    rows = history_rows.read(connection, case.id)
    dated = list(zip(versions_of(office, definition, rows), rows, strict=True))
    facts = facts_of(office, definition, case, person)
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
        rail=rail(definition, case, dated, awaited),
        ways=ways,
        forms={
            way.step.trigger: inputs_for(
                office, way.step.takes, loaded, now, _of(tried, "step", way.step.trigger)
            )
            for way in ways
            if way.stands == "form"
        },
        facts=facts,
        opened={
            fact.name: fact_form_of(office, fact.name, loaded, now, _of(tried, "fact", fact.name))
            for fact in facts
            if fact.mine and (fact.name == opened or _of(tried, "fact", fact.name))
        },
        cards=cards(dossier),
        forms_to_print=forms_of(case.process),
        agreement_title=agreement_title(case.process),
        agreement=versions_shown(agreement_story(connection, definition, case.id)),
        papers=pages.papers_of(connection, case.id, case.call_id),
        letters=mails_of(connection, case.id),
        unfinished=pages.unfinished(connection, case.id),
        history=happened(office, definition, rows)[::-1],
        tried=tried,
    )


def _owners(
    connection: Connection, case: Case, dossier: Dossier, awaited: Awaited | None, now: datetime
) -> tuple[Owner, ...]:
    today, directory = civil_date(now), Directory(connection)
    found = []
    for role in awaited.owners if awaited else ():
        if role == "candidate":
            people = [dossier.candidate.name]
        elif role == "commission_member":
            seated = directory.seated(case.institution, dossier.call.commission, today)
            people = [member.name for member in seated]
        else:
            reached = directory.reached(case.institution, role, today)
            people = [member.name for member in reached]
        found.append(Owner(ROLES[role], tuple(people)))
    return tuple(found)


def _of(tried: Tried | None, kind: str, name: str) -> Tried | None:
    return tried if tried is not None and (tried.kind, tried.name) == (kind, name) else None
