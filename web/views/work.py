"""My work and all lists of cases: tabs with their counts, lines, filters in force."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Final

from office.wiring import Office
from persistence.case_list import ListedCase
from persistence.done_lately import DoneAct
from persistence.escalations import EscalatedStep
from persistence.from_outside import FromOutside
from persistence.incoming_mails import StoredIncomingMail
from persistence.list_readers import COMMISSION, Reader
from persistence.saved_lists import SavedList
from states.definition import Awaited, ProcessDefinition
from states.facts import FACTS
from states.frozen import frozen
from states.localization import format_day
from states.moments import civil_date
from states.text import Text
from states.vocabulary import OFFICE_ROLES, ROLES
from web.people import Person
from web.views.paging import Listing
from web.views.work_filter import Chip, Choices, DayError
from web.views.work_tabs import TabDeclaration

MOST_OWED: Final = 10
"""Of what is owed, so much is shown on top of the work to do; the page *Money* has the rest."""


@frozen
class WorkLine:
    """A line of the list: a case, or a step of a whole call for `together` cases.

    `why` says why it is urgent, the most urgent first; `link` leads to where it is done.
    """

    id: int
    number: str
    title: str
    link: str
    host: str
    process: Text
    state: Text
    step: Text | None
    owners: tuple[Text, ...]
    assignee: str | None
    due: date | None
    safe_by: date | None
    ended: bool
    rests: bool
    why: tuple[Text, ...]
    call: str | None = None
    together: int = 0
    held_until: date | None = None
    held_reason: str | None = None
    stops_time: bool = False


@frozen
class DoneLine:
    """An act that was done: when, what, for whom or for how many, and where that stands now."""

    at: datetime
    act: Text
    title: str
    link: str
    number: str
    host: str
    state: Text
    together: int


@frozen
class OwedLine:
    """A debt that waits for the reader: what is to be done about it, in which case, until when."""

    number: str
    candidate: str
    title: Text
    due: date


@frozen
class TabLink:
    """A tab with its count in words, and its address."""

    name: str
    title: Text
    count: str | Text
    address: str
    current: bool


@frozen
class WorkPage:
    """The page of a list: its tab, its lines, what it is narrowed to and how it can be."""

    tab: TabDeclaration
    tabs: tuple[TabLink, ...]
    listing: Listing
    counted_at: datetime | None
    lines: tuple[WorkLine, ...]
    done: tuple[DoneLine, ...]
    wishes: Mapping[str, str]
    errors: Mapping[str, DayError]
    chips: tuple[Chip, ...]
    choices: Choices
    saved: tuple[SavedList, ...]
    roles: Mapping[str, Text]
    query: str
    outside: FromOutside
    objections: Sequence[StoredIncomingMail]
    owed: Sequence[OwedLine]

    @property
    def owed_first(self) -> Sequence[OwedLine]:
        """What is shown of it, the earliest first."""
        return self.owed[:MOST_OWED]

    @property
    def owed_label(self) -> str:
        """How much is owed, as far as it is shown."""
        return tab_count(len(self.owed), MOST_OWED)


def reader_of(office: Office, person: Person, today: date) -> Reader:
    """For whom lists are made: the roles, and what these may record by the definitions."""
    definitions = definitions_for(office, person.institutions)
    records = {
        (definition.institution, definition.process, state, fact)
        for definition in definitions
        for state, fact in _awaited_facts(definition)
        if person.roles_at(definition.institution) & set(definition.facts[fact].roles)
    }
    steps = {
        step.trigger
        for definition in definitions
        for step in definition.transitions.values()
        if step.of_call
    }
    return Reader(
        person.institutions, person.pairs, today, person.member.login, person.member.id,
        tuple(sorted(records)), tuple(sorted(steps)), tuple(sorted(_scored_places(definitions))),
        tuple(sorted(_before_others(definitions, person))),
    )  # fmt: skip


def _before_others(
    definitions: Sequence[ProcessDefinition], person: Person
) -> set[tuple[str, str, str, str, str]]:
    """The steps of others that wait for what a role of the person's alone records.

    The definition reminds that role beside the step's owners.
    """
    return {
        (definition.institution, definition.process, state, step.name, table)
        for definition in definitions
        for state, step, fact in _recorded_before(definition)
        if person.roles_at(definition.institution) & set(definition.facts[fact].roles)
        if (table := FACTS[fact].table) is not None
    }


def _recorded_before(definition: ProcessDefinition) -> Iterator[tuple[str, Awaited, str]]:
    for state in definition.states.values():
        for awaited_step in state.awaits:
            for fact, rule in definition.facts.items():
                if rule.roles and set(rule.roles) <= set(awaited_step.reminds):
                    yield state.name, awaited_step, fact


def _scored_places(definitions: Sequence[ProcessDefinition]) -> set[tuple[str, str]]:
    """The states with the steps that wait for the points of a commission."""
    return {
        (state.name, awaited_step.name)
        for definition in definitions
        for state in definition.states.values()
        for awaited_step in state.awaits
        if COMMISSION in awaited_step.owners
    }


def definitions_for(office: Office, institutions: Sequence[str]) -> list[ProcessDefinition]:
    """All definitions of these institutions, in a fixed order."""
    keys = (key for key in office.definition_keys() if key.partition("/")[0] in institutions)
    return [office.definition(key) for key in keys]


def _awaited_facts(definition: ProcessDefinition) -> Iterator[tuple[str, str]]:
    for state in definition.states.values():
        for awaited_step in state.awaits:
            if awaited_step.record is not None and awaited_step.record in definition.facts:
                yield state.name, awaited_step.record


def work_line(office: Office, case: ListedCase, today: date, together: int = 0) -> WorkLine:
    """A case as a line; with `together` the step of its whole call, done at the call."""
    definition = office.shown_definition(case.definition)
    state = definition.states[case.state]
    awaited_step = next((step for step in state.awaits if step.name == case.awaited), None)
    return WorkLine(
        id=case.id,
        number=case.number,
        title=case.candidate,
        link=f"/calls/{case.call_id}" if together else f"/cases/{case.number}",
        host=case.host,
        process=definition.title,
        state=state.title,
        step=state.title_of(case.awaited),
        owners=tuple(ROLES[role] for role in case.owners),
        assignee=case.assignee,
        due=case.due,
        safe_by=case.safe_by,
        ended=case.ended,
        rests=case.rests is not None,
        why=tuple(_why(definition, case, awaited_step, today)),
        call=case.call,
        together=together,
        held_until=case.held_until,
        held_reason=case.held_reason,
        stops_time=case.stops_time,
    )


def with_what_is_first(line: WorkLine, case: ListedCase, reader: Reader) -> WorkLine:
    """A line that says what the reader records before others can take the step that is awaited."""
    place = (case.institution, case.process, case.state, case.awaited)
    tables = {table for *step, table in reader.before_others if tuple(step) == place}
    why = (
        Text(f"First: {fact.title.en}", f"Најпре: {fact.title.sr}")
        for fact in FACTS.values()
        if fact.table in tables
    )
    return replace(line, why=(*why, *line.why)) if tables else line


def _why(
    definition: ProcessDefinition, case: ListedCase, awaited_step: Awaited | None, today: date
) -> Iterator[Text]:
    """Why a case is urgent, or why it is not."""
    if case.ended:
        return
    if case.rests is not None:
        yield case.rests
    elif _is_past_safe(case, today):
        yield Text("The latest safe day has passed", "Последњи сигуран дан је прошао")
    if case.back_on is not None and case.back_on <= today:
        yield Text("Back from hold", "Поново за рад после одлагања")
    if awaited_step is not None and awaited_step.then is not None and case.rests is None:
        title = definition.transitions[awaited_step.then].title
        yield Text(f"After that day by itself: {title.en}", f"После рока само од себе: {title.sr}")


def is_overdue(case: ListedCase, today: date) -> bool:
    """Whether the due day has passed while the limit runs."""
    return case.rests is None and case.due is not None and case.due < today


def _is_past_safe(case: ListedCase, today: date) -> bool:
    """Told before it is overdue: a later step can't be kept any more."""
    return case.safe_by is not None and case.safe_by < today and not is_overdue(case, today)


def with_escalations(line: WorkLine, escalated_steps: Sequence[EscalatedStep]) -> WorkLine:
    """The line with the last level of escalation that went, on which day and to whom."""
    if not escalated_steps:
        return line
    last = escalated_steps[-1]
    day = civil_date(last.at)
    to = [ROLES[step.recipient] for step in escalated_steps if step.level == last.level]
    en, sr = (", ".join(role.in_(language) for role in to) for language in ("en", "sr"))
    sentence = Text(
        f"Escalated on {format_day(day)} to: {en}",
        f"Опомена послата {format_day(day, 'sr')}, прима: {sr}",
    )
    return replace(line, why=(sentence, *line.why))


def scoring_line(line: WorkLine, reader: Reader) -> WorkLine:
    """The same for a member of the commission, who gives points at the call."""
    if {role for _, role in reader.pairs} != {COMMISSION}:
        return line
    return replace(line, link=f"{line.link}#points", step=Text("Give points", "Дати бодове"))


def done_line(office: Office, act: DoneAct) -> DoneLine:
    """An act that was done, of one case or of many of a call."""
    definition = office.shown_definition(act.definition)
    step = definition.transitions.get(act.trigger)
    many = act.together > 1
    return DoneLine(
        at=act.at,
        act=step.title if step else Text(act.trigger, act.trigger),
        title=act.call if many else act.candidate,
        link=f"/calls/{act.call_id}" if many else f"/cases/{act.number}",
        number=act.number,
        host="" if many else act.host,
        state=definition.states[act.state].title,
        together=act.together,
    )


def tab_count(count: int, most: int) -> str:
    """A tab's count: exact up to `most`, else that there are more."""
    return f"{most}+" if count > most else str(count)


def list_roles() -> dict[str, Text]:
    """The roles that can own a step, by name."""
    return {role: ROLES[role] for role in (*OFFICE_ROLES, "candidate")}
