"""Playing a scenario: the clock moves, timers fire at their own instants, people act."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, timedelta
from pathlib import Path

from sqlalchemy import Connection, Engine

from notifications.mailer import CapturingMailer
from office.settings import NO_ADDRESS
from office.wiring import Office
from persistence import cases as case_rows
from persistence import deputies as deputy_rows
from persistence import staff
from persistence.connections import DATABASE, connect, sqlite_url
from persistence.database import reading, write_transaction
from persistence.schema import empty_database
from persistence.staff import Assignment, Member
from simulation.rehearsal.agreements import enter_partners, give_agreements
from simulation.rehearsal.form import By, Scenario, ScenarioStep
from simulation.virtual_office import Outcome, VirtualOffice
from states.calls import Call, Candidate
from states.decision import Actor
from states.dossier import Case, Period
from states.moments import civil_date
from states.validation_error import ValidationError
from states.vocabulary import OFFICE_ROLES, ROLES
from workflows.act import Act
from workflows.calls.budgets import set_budget
from workflows.calls.commission import replace_member
from workflows.calls.new_call import open_call, read_call
from workflows.calls.publishing import publish_list
from workflows.calls.scores import interview, score
from workflows.cases.advance import Request, advance_case
from workflows.cases.new_case import open_case
from workflows.cases.recording import FactRequest, record_fact
from workflows.cases.requests import open_request
from workflows.registers.grading_tables import keep_table, table_of

LONG_AGO = date(2000, 1, 1)
KEEPER = "mobility_coordinator"
"""Who has recorded the agreements with partners that stand."""
OFFICE_MAILS = frozenset({"briefing", "weekly_plan", "monthly_plan"})
"""The mails that are about no case: the digests."""


@dataclass
class Stage(VirtualOffice):
    """A fresh office with a virtual clock, on which a scenario is played."""

    call_id: int = 0
    numbers: dict[str, str] | None = None

    def case_id(self, key: str) -> int:
        """The case of a candidate's key; raises ValidationError for an unknown one."""
        number = (self.numbers or {}).get(key)
        if number is None:
            raise ValidationError(f"there is no candidate `{key}` in this scenario")
        with reading(self.engine) as connection:
            case_id = case_rows.find(connection, number)
        assert case_id is not None
        return case_id


def process_of(office: Office, scenario: Scenario) -> str:
    """The kind of mobility of a scenario: the one that it names, else its institution's usual."""
    book = office.regulations.get(scenario.institution)
    return scenario.process or (book.usual_process if book else "")


@contextmanager
def stage_for(
    office: Office, scenario: Scenario, database: Engine | None = None
) -> Iterator[Stage]:
    """A stage with the scenario's call, candidates, staff and deputies on it.

    It stands in a database of its own, which goes with it, or in the empty one that is given.
    """
    desk = office.settings.institution
    if (
        desk.key != scenario.institution
    ):  # the office of another institution, which stands elsewhere
        desk = replace(desk, key=scenario.institution, address=NO_ADDRESS, place=NO_ADDRESS)
    scenario = replace(scenario, process=process_of(office, scenario))
    with tempfile.TemporaryDirectory(prefix="rehearsal-") as folder:
        played_office = replace(
            office, settings=replace(office.settings, institution=desk), data=Path(folder)
        )
        engine = database or _of_its_own(Path(folder))
        start, every_digest = scenario.clock.astimezone(UTC), _speaks_of_digests(scenario)
        stage = Stage(played_office, engine, CapturingMailer(), start, every_digest)
        _fill(stage, scenario)
        try:
            yield stage
        finally:
            engine.dispose()


def _of_its_own(folder: Path) -> Engine:
    (folder / DATABASE).write_bytes(empty_database())
    return connect(sqlite_url(folder), durable=False)


def _speaks_of_digests(scenario: Scenario) -> bool:
    """Whether a step expects a digest, or none: each is written then, on its own day."""
    expectations = [step.expect for step in scenario.steps]
    mails = {mail.mail for expect in expectations for mail in expect.mails}
    return bool(OFFICE_MAILS & mails.union(*(expect.no_mails for expect in expectations)))


def _fill(stage: Stage, scenario: Scenario) -> None:
    start, institution = scenario.given, scenario.institution
    call = start.call or _open_ended(scenario)
    definition = stage.office.in_force(institution, scenario.process, civil_date(stage.now))
    on_request = definition.by_request
    with write_transaction(stage.engine) as connection:
        for role in OFFICE_ROLES:
            if role != "commission_member":
                _engage(connection, institution, role, role, ROLES[role].en)
        for member in call.commission:
            _engage(connection, institution, member, "commission_member", member)
        for deputy in start.deputies:
            period = Period(deputy.first_day, deputy.last_day)
            deputy_rows.add_deputy(connection, institution, deputy.who, deputy.deputy_for, period)
        for form in start.grading_tables:
            table, by = table_of(form), Actor("academic_coordinator")
            keep_table(stage.act(connection, by), institution, table)
        if definition.kind.of_partner:
            enter_partners(connection, start.candidates.values())
        coordinator = stage.act(connection, Actor(KEEPER, ROLES[KEEPER].en))
        give_agreements(coordinator, definition, start.agreements, call)
        if not on_request:
            stage.call_id = _call_opened(stage, connection, scenario, call)
        stage.numbers = {}
        for key, candidate in start.candidates.items():
            opened_case = _opened(connection, stage, scenario, candidate, on_request)
            stage.numbers[key] = opened_case.number
    stage.drain()
    stage.move_to(stage.now)


def _call_opened(stage: Stage, connection: Connection, scenario: Scenario, call: Call) -> int:
    """Opens the scenario's call; raises ValidationError with its place for one that can't stand."""
    institution, process = scenario.institution, scenario.process
    try:
        return open_call(stage.act(connection), institution, process, call)
    except ValidationError as error:
        raise ValidationError(f"given.call: {error}") from None


def _opened(
    connection: Connection, stage: Stage, scenario: Scenario, candidate: Candidate, on_request: bool
) -> Case:
    act_of_system = stage.act(connection)
    if on_request:
        return open_request(act_of_system, scenario.institution, scenario.process, candidate)
    return open_case(act_of_system, stage.call_id, candidate)


def _open_ended(scenario: Scenario) -> Call:
    """Where a scenario gives no call: one that is open for a year, with a commission of three."""
    today = civil_date(scenario.clock)
    until = today + timedelta(days=365)
    return Call("Open call", today, until, commission=("member.1", "member.2", "member.3"))


def _engage(connection: Connection, institution: str, login: str, role: str, name: str) -> None:
    address = f"{login.replace('_', '.')}@{institution}.example"
    member = Member(0, login, name, address, "en")
    staff.add(connection, member, [Assignment(institution, role, LONG_AGO)])


def act(stage: Stage, step: ScenarioStep) -> Outcome:
    """What somebody does in a step; None where only time passes."""
    if step.by is None:
        return None
    with write_transaction(stage.engine) as connection:
        actor = _actor(stage, connection, step.by)
        if step.call is not None:
            return _call_step(stage, connection, step, actor)
        case_id = stage.case_id(_only(stage, step.case))
        if step.record is not None:
            fact = FactRequest(case_id, step.record, step.details)
            return record_fact(connection, stage.office, fact, actor, stage.now)
        if step.do is not None:
            request = Request(case_id, step.do, step.details)
            return advance_case(connection, stage.office, request, actor, stage.now)
    return None


def _only(stage: Stage, key: str | None) -> str:
    if key is not None:
        return key
    numbers = stage.numbers or {}
    if len(numbers) == 1:
        return next(iter(numbers))
    raise ValidationError("the step must say of which `case`: there are several candidates")


def _actor(stage: Stage, connection: Connection, by: By) -> Actor:
    for role in filter(None, (by.role, by.deputy_for)):
        if role not in ROLES:
            raise ValidationError(f"`{role}` is not a role; known are: {', '.join(ROLES)}")
    if by.deputy_for is None:
        return Actor(by.role, ROLES[by.role].en)
    institution = stage.office.settings.institution.key
    periods = deputy_rows.authority(connection, institution, by.role, by.deputy_for)
    return Actor(by.role, ROLES[by.role].en, by.deputy_for, periods)


def _call_step(stage: Stage, connection: Connection, step: ScenarioStep, actor: Actor) -> Outcome:
    office_act = stage.act(connection, actor)
    if step.call == "publish_list":
        return publish_list(office_act, stage.call_id, _with_numbers(stage, step.details))
    if step.call == "replace_member":
        return replace_member(office_act, stage.call_id, step.details)
    if step.call == "set_budget":
        return set_budget(office_act, stage.call_id, step.details)
    if step.call == "open":
        _open_another(stage, office_act, step.details)
        return None
    steps = {"score": score, "interview": interview}
    if step.call not in steps:
        names = "open, score, interview, replace_member, publish_list, set_budget"
        raise ValidationError(f"`{step.call}` is not a step of a call: {names}")
    details = _with_number(stage, step)
    return steps[step.call](office_act, stage.call_id, details)


def _open_another(stage: Stage, act: Act, details: Mapping[str, object]) -> None:
    """A call that is opened on the way, of the `process` that it names; steps are about it then."""
    terms = {name: value for name, value in details.items() if name != "process"}
    institution = stage.office.settings.institution.key
    stage.call_id = open_call(act, institution, str(details.get("process")), read_call(terms))


def _with_numbers(stage: Stage, details: Mapping[str, object]) -> dict[str, object]:
    """An order of candidates by their keys as one of cases by number; other words stay."""
    order, numbers = details.get("order"), stage.numbers or {}
    if not isinstance(order, list):
        return dict(details)
    return {**details, "order": [numbers.get(str(key), str(key)) for key in order]}


def _with_number(stage: Stage, step: ScenarioStep) -> dict[str, object]:
    candidate = _only(stage, step.candidate)
    number = (stage.numbers or {}).get(candidate)
    if number is None:
        raise ValidationError(f"there is no candidate `{candidate}` in this scenario")
    return {**step.details, "case": number}
