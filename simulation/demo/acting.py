"""Acts of the demo's plot, performed by the engine as people's acts are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final

from sqlalchemy import Connection

from persistence import files, money_due, partners, precedents
from persistence.database import write_transaction
from simulation.demo.beside_cases import perform_beside
from simulation.demo.cast import cyrillic_of
from simulation.demo.diary import Act
from simulation.demo.material import Employee, People
from simulation.demo.scans import scan
from simulation.virtual_office import Outcome, VirtualOffice
from states.decision import Actor, Refused
from states.dossier import Period
from states.frozen import replace
from states.money import CENTS, INSTALMENT
from states.partner_agreements import AgreedPlaces
from workflows.calls.budgets import set_budget
from workflows.calls.new_call import open_call, read_call
from workflows.calls.publishing import publish_list
from workflows.calls.scores import score
from workflows.cases.advance import Request, advance_case
from workflows.cases.new_case import open_case, read_candidate
from workflows.cases.recording import FactRequest, record_fact
from workflows.cases.requests import open_request
from workflows.cases.signed_agreements import SignedAgreement, record_signed
from workflows.cases.status import call_owner
from workflows.cases.takeover import read_takeover, take_over
from workflows.people.same_persons import same_person
from workflows.registers.keeping import Keeper, RegisterAct
from workflows.registers.partners import add_partner
from workflows.registers.precedents import withdraw_precedent

NAMES_A_CASE: Final = {"of_project": "project", "next_agreement": "agreement"}
"""The facts that name another case, and in which field: in the plot by its key."""


PLACES: Final = (
    AgreedPlaces("outgoing", "studies", 12),
    AgreedPlaces("incoming", "studies", 6),
    AgreedPlaces("outgoing", "teaching", 2, field="06", hours=Decimal(8)),
)
"""What the agreements with the hosts name."""


class PlotError(Exception):
    """The engine refused an act of the plot: the demo has what the rules forbid."""


@dataclass
class Play:
    """The virtual office, and what the plot's keys stand for: calls, cases, candidates' names."""

    stage: VirtualOffice
    people: People
    absent: Period
    calls: dict[str, int] = field(default_factory=dict)
    cases: dict[str, int] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    @property
    def staff(self) -> tuple[Employee, ...]:
        """Who works in the office."""
        return self.people.staff

    @property
    def institution(self) -> str:
        """Whose office the demo plays."""
        return self.people.institution

    @property
    def process(self) -> str:
        """The kind of mobility that its cases are of."""
        return self.people.process

    def perform(self, act: Act) -> None:
        """Performs an act at its instant; raises PlotError where the rules forbid it."""
        self.stage.move_to(act.at)
        with write_transaction(self.stage.engine) as connection:
            outcome = _DEEDS[act.deed](self, connection, act)
        if isinstance(outcome, Refused):
            reasons = "; ".join(f"{reason.rule}: {reason.message}" for reason in outcome.reasons)
            raise PlotError(f"{act.at} {act.call} {act.case} {act.name or act.deed}: {reasons}")

    def actor(self, act: Act) -> Actor:
        """Who acts: the candidate, the member of staff who is named, or one with the role."""
        if act.role == "candidate":
            return Actor("candidate", self.names[act.case])
        by_login = (employee.name for employee in self.staff if employee.login == act.login)
        by_role = (employee.name for employee in self.staff if act.role in employee.roles)
        name = next(by_login, None) or next(by_role)
        absent = (self.absent,) if act.deputy_for else ()
        other = cyrillic_of(name)
        return Actor(act.role, name, act.deputy_for, absent, name_in_other_script=other)


def _call(play: Play, connection: Connection, act: Act) -> None:
    office_act = play.stage.act(connection, play.actor(act))
    call, process = read_call(act.details), act.process or play.process
    institution = act.institution or play.institution
    play.calls[act.call] = open_call(office_act, institution, process, call)


def _open(play: Play, connection: Connection, act: Act) -> None:
    candidate, office_act = read_candidate(act.details), play.stage.act(connection, play.actor(act))
    case = open_case(office_act, play.calls[act.call], candidate)
    play.cases[act.case], play.numbers[act.case] = case.id, case.number
    play.names[act.case] = candidate.name


def _request(play: Play, connection: Connection, act: Act) -> None:
    subject, office_act = read_candidate(act.details), play.stage.act(connection, play.actor(act))
    case = open_request(office_act, play.institution, act.process, subject)
    play.cases[act.case], play.numbers[act.case] = case.id, case.number
    play.names[act.case] = subject.name


def _take_over(play: Play, connection: Connection, act: Act) -> Outcome:
    office_act, call_id = play.stage.act(connection, play.actor(act)), play.calls[act.call]
    owner = call_owner(connection, call_id)
    definition = office_act.office.in_force(owner.institution, owner.process, office_act.today)
    takeover = read_takeover(definition, act.details)
    outcome = take_over(office_act, call_id, takeover)
    if isinstance(outcome, Refused):
        return outcome
    play.cases[act.case], play.numbers[act.case] = outcome.case.id, outcome.case.number
    play.names[act.case] = takeover.candidate.name
    return None


def _record(play: Play, connection: Connection, act: Act) -> Outcome:
    stage, details = play.stage, dict(act.details)
    if act.pages:
        details["file"] = _stored(play, connection, scan(act.pages))
    if act.name == INSTALMENT:
        details["amount"] = _owed(connection, play.cases[act.case])
    if field_of := NAMES_A_CASE.get(act.name):
        details[field_of] = play.numbers[str(details[field_of])]
    request = FactRequest(play.cases[act.case], act.name, details)
    return record_fact(connection, stage.office, request, play.actor(act), stage.now)


def _owed(connection: Connection, case_id: int) -> str:
    """The amount of what is owed first in a case, as people write it."""
    first = money_due.of_case(connection, case_id)[0]
    return f"{Decimal(first.cents) / CENTS:.2f}"


def _stored(play: Play, connection: Connection, pdf: bytes) -> str:
    return files.enter(connection, play.stage.office, pdf, "application/pdf")


def _step(play: Play, connection: Connection, act: Act) -> Outcome:
    request = Request(play.cases[act.case], act.name, act.details)
    return advance_case(connection, play.stage.office, request, play.actor(act), play.stage.now)


def _score(play: Play, connection: Connection, act: Act) -> Outcome:
    scores = {**act.details, "case": play.numbers[act.case]}
    return score(play.stage.act(connection, play.actor(act)), play.calls[act.call], scores)


def _publish(play: Play, connection: Connection, act: Act) -> Outcome:
    details = dict(act.details)
    if isinstance(keys := details.get("order"), list):
        details["order"] = [play.numbers[key] for key in keys]
    return publish_list(play.stage.act(connection, play.actor(act)), play.calls[act.call], details)


def _same_person(play: Play, connection: Connection, act: Act) -> Outcome:
    first, other = play.cases[act.case], play.cases[str(act.details["other"])]
    office_act = play.stage.act(connection, play.actor(act))
    return same_person(office_act, first, other, str(act.details["reason"]))


def _withdraw_precedent(play: Play, connection: Connection, act: Act) -> Outcome:
    """The newest in force that the institution's Decrees have set."""
    entries = precedents.register(connection, act.institution)
    newest = max(entry.precedent.id for entry in entries if entry.withdrawn is None)
    office_act, reason = play.stage.act(connection, play.actor(act)), str(act.details["reason"])
    outcome = withdraw_precedent(office_act, act.institution, newest, reason)
    return outcome if isinstance(outcome, Refused) else None


def _budget(play: Play, connection: Connection, act: Act) -> Outcome:
    return set_budget(
        play.stage.act(connection, play.actor(act)), play.calls[act.call], act.details
    )


def _partner(play: Play, connection: Connection, act: Act) -> None:
    """Enters a partner in the register."""
    keeper = Keeper(play.actor(act).name, frozenset({act.role}))
    office, institution = play.stage.office, play.institution
    register_act = RegisterAct(connection, office, institution, keeper, play.stage.now)
    add_partner(register_act, {name: str(value) for name, value in act.details.items()})


def _agreement(play: Play, connection: Connection, act: Act) -> Outcome:
    """An agreement that stands already, with a partner that is entered with it."""
    details = {name: str(value) for name, value in act.details.items()}
    if partners.named(connection, details["name"]) is None:
        partner_details = {name: details[name] for name in ("name", "email", "country")}
        _partner(play, connection, replace(act, details=partner_details))
    first, last, on = (date.fromisoformat(details[name]) for name in ("from", "to", "signed_on"))
    agreement = SignedAgreement(details["name"], details["email"], first, last, on, PLACES)
    office_act = play.stage.act(connection, play.actor(act))
    case = record_signed(office_act, play.institution, agreement)
    if isinstance(case, Refused):
        return case
    play.cases[act.case], play.numbers[act.case] = case.id, case.number
    return None


def _beside(play: Play, connection: Connection, act: Act) -> None:
    login = next(employee.login for employee in play.staff if act.role in employee.roles)
    perform_beside(play.stage, connection, play.actor(act), login, act)


_DEEDS: Mapping[str, Callable[[Play, Connection, Act], Outcome]] = {
    "call": _call,
    "open": _open,
    "request": _request,
    "take_over": _take_over,
    "record": _record,
    "step": _step,
    "score": _score,
    "publish": _publish,
    "same_person": _same_person,
    "withdraw_precedent": _withdraw_precedent,
    "budget": _budget,
    "partner": _partner,
    "agreement": _agreement,
    "beside": _beside,
}
