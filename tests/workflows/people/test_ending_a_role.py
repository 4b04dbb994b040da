"""A role ends on a day on which nobody had acted in it later: what was done was done by right."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import Connection

from persistence.database import reading, write_transaction
from persistence.deputies import Deputy
from persistence.precedents import register
from persistence.staff import Appointed, Assignment, Member, add, appointments_at
from states.decision import Actor, Refused
from states.dossier import Period
from states.recognition import GradeShare, GradingTable
from states.validation_error import ValidationError
from tests.workflows.office_fixtures import CALL, Work, any_work, at, database, work
from workflows.act import Act
from workflows.calls.new_call import open_call, read_call
from workflows.calls.publishing import publish_list
from workflows.calls.scores import score
from workflows.cases.recording import FactRequest, record_fact
from workflows.people import appointments
from workflows.people.accounts import change_details
from workflows.people.planning import begin_plan
from workflows.registers.grading_tables import keep_table
from workflows.registers.keeping import OPERATOR, RegisterAct
from workflows.registers.precedents import withdraw_precedent

__all__ = ["any_work", "database", "work"]

COORDINATOR = "mobility_coordinator"


def acts(work: Work, actor: Actor, instant: str) -> None:
    """Somebody records a paper of a case at an instant."""
    case_id = work.open()
    work.clock.now = at(instant)
    with write_transaction(work.engine) as connection:
        fact = FactRequest(case_id, "document", {"kind": "cv"})
        outcome = record_fact(connection, work.office, fact, actor, work.clock())
    assert not isinstance(outcome, Refused)


def act_of(work: Work, connection: Connection) -> RegisterAct:
    """An act by whoever works at the command line."""
    return RegisterAct(connection, work.office, "bmu", OPERATOR, work.clock())


def appointed(connection: Connection) -> Appointed:
    """The Mobility Coordinator's appointment."""
    entries = appointments_at(connection, "bmu")
    (coordinator,) = (entry for entry in entries if entry.given.role == COORDINATOR)
    return coordinator


def ends(work: Work, last: str) -> date:
    """The Mobility Coordinator's role ends after a day."""
    with write_transaction(work.engine) as connection:
        (appointment,) = (
            entry for entry in appointments_at(connection, "bmu") if entry.given.role == COORDINATOR
        )
        return appointments.end_assignment(act_of(work, connection), appointment, last)


def name_of_the_coordinator(work: Work) -> str:
    with reading(work.engine) as connection:
        (appointment,) = (
            entry for entry in appointments_at(connection, "bmu") if entry.given.role == COORDINATOR
        )
    return appointment.member.name


def test_a_role_does_not_end_before_an_act_in_it_and_may_end_on_its_day(any_work: Work) -> None:
    acts(any_work, Actor(COORDINATOR, name_of_the_coordinator(any_work)), "2026-03-02 10:00")
    with pytest.raises(ValidationError, match="there is an act in the role") as wrong:
        ends(any_work, "2026-03-01")
    assert wrong.value.fields == ("last",)
    assert ends(any_work, "2026-03-02") == date(2026, 3, 2)


def test_acts_that_a_namesake_in_the_same_role_may_have_done_keep_nobody_in_it(
    any_work: Work,
) -> None:
    """Acts bear a name; while a namesake holds the role too, that one may have done them."""
    name = name_of_the_coordinator(any_work)
    acts(any_work, Actor(COORDINATOR, name), "2026-03-02 10:00")
    acts(any_work, Actor(COORDINATOR, name), "2026-03-09 10:00")
    with write_transaction(any_work.engine) as connection:
        coordinator = appointed(connection)
        namesake = Member(0, "namesake", name, "namesake@bmu.example", "en")
        assignment = Assignment("bmu", COORDINATOR, date(2026, 3, 3))
        add(connection, namesake, [assignment], "unused")
        keeper = act_of(any_work, connection)
        with pytest.raises(ValidationError, match="on Mon 2 Mar 2026"):
            appointments.check_end(keeper, coordinator, "2026-03-01")
        assert appointments.end_assignment(keeper, coordinator, "2026-03-02") == date(2026, 3, 2)


def test_acts_of_somebody_else_or_in_another_role_keep_no_role(work: Work) -> None:
    acts(work, Actor(COORDINATOR, "Somebody Else"), "2026-03-02 10:00")
    acts(work, Actor("head_of_ico", name_of_the_coordinator(work)), "2026-03-02 11:00")
    assert ends(work, "2026-03-01") == date(2026, 3, 1)


@pytest.fixture
def substitution(work: Work) -> Deputy:
    """The Head of ICO stands in for the Mobility Coordinator in March."""
    data = {"who": "head_of_ico", "for": COORDINATOR, "from": "2026-03-01", "to": "2026-03-31"}
    with write_transaction(work.engine) as connection:
        appointments.appoint_deputy(act_of(work, connection), data)
        return appointments.deputy_on(connection, "bmu", "head_of_ico", COORDINATOR, "2026-03-15")


def ends_standing_in(work: Work, substitution: Deputy, last: str) -> date:
    with write_transaction(work.engine) as connection:
        return appointments.end_deputy(act_of(work, connection), substitution, last)


def test_standing_in_does_not_end_before_an_act_in_the_others_place(
    work: Work, substitution: Deputy
) -> None:
    march = (Period(date(2026, 3, 1), date(2026, 3, 31)),)
    acts(work, Actor("head_of_ico", "Ivana", COORDINATOR, march), "2026-03-10 10:00")
    with pytest.raises(ValidationError, match="there is an act in the role") as wrong:
        ends_standing_in(work, substitution, "2026-03-09")
    assert wrong.value.fields == ("last",)
    assert ends_standing_in(work, substitution, "2026-03-10") == date(2026, 3, 10)


def test_an_act_in_the_own_role_keeps_no_substitution(work: Work, substitution: Deputy) -> None:
    acts(work, Actor("head_of_ico", "Ivana"), "2026-03-10 10:00")
    assert ends_standing_in(work, substitution, "2026-03-09") == date(2026, 3, 9)


def the(connection: Connection, role: str) -> Appointed:
    """The only appointment to a role."""
    entries = appointments_at(connection, "bmu")
    (appointment,) = (entry for entry in entries if entry.given.role == role)
    return appointment


def does(work: Work, role: str, instant: str, deed: Callable[[Act], object]) -> None:
    """Whoever holds a role does something at an instant."""
    work.clock.now = at(instant)
    with write_transaction(work.engine) as connection:
        actor = Actor(role, the(connection, role).member.name)
        assert not isinstance(deed(work.act(connection, actor)), Refused)


def check_last_day(work: Work, role: str, acted_on: str) -> None:
    """The role ends no day before the act, and may end on its day."""
    day = date.fromisoformat(acted_on)
    with write_transaction(work.engine) as connection:
        register, appointment = act_of(work, connection), the(connection, role)
        with pytest.raises(ValidationError, match="there is an act in the role"):
            appointments.check_end(register, appointment, f"{day - timedelta(days=1)}")
        assert appointments.check_end(register, appointment, acted_on) == day


def enters_a_table(act: Act) -> object:
    shares = (GradeShare("10", Decimal(60), True), GradeShare("6", Decimal(40), True))
    return keep_table(act, "bmu", GradingTable(0, None, None, date(2026, 1, 1), None, shares))


def opens_a_call(act: Act) -> object:
    return open_call(act, "bmu", "outgoing-studies", read_call({**CALL, "title": "Another"}))


@pytest.mark.parametrize(
    ("role", "deed"),
    [
        ("mobility_coordinator", opens_a_call),
        ("academic_coordinator", enters_a_table),
        ("head_of_ico", lambda act: begin_plan(act, "bmu", "week", act.today)),
    ],
    ids=["opens a call", "enters a grading table", "makes a plan"],
)
def test_a_role_does_not_end_before_what_was_done_in_it_outside_of_cases(
    any_work: Work, role: str, deed: Callable[[Act], object]
) -> None:
    does(any_work, role, "2026-03-02 10:00", deed)
    check_last_day(any_work, role, "2026-03-02")


def test_a_seat_does_not_end_before_its_points_nor_the_office_before_its_list(work: Work) -> None:
    case_id = work.open()
    work.bring("application", case_id)
    points = {"programme_compatibility": 50, "grade_average": 40}
    details = {"member": "m.ilic", "case": work.case(case_id).number, "points": points}
    does(work, "commission_member", "2026-03-18 09:00",
         lambda act: score(act, work.call_id, details))  # fmt: skip
    check_last_day(work, "commission_member", "2026-03-18")
    does(work, "mobility_coordinator", "2026-03-19 12:00",
         lambda act: publish_list(act, work.call_id, {}))  # fmt: skip
    check_last_day(work, "mobility_coordinator", "2026-03-19")


def test_a_precedent_withdrawn_and_a_table_withdrawn_keep_the_role(work: Work) -> None:
    work.bring("decree", work.open())
    with reading(work.engine) as connection:
        precedent = register(connection, "bmu")[0].precedent.id
    does(work, "academic_coordinator", "2027-04-01 10:00",
         lambda act: withdraw_precedent(act, "bmu", precedent, "Another syllabus"))  # fmt: skip
    check_last_day(work, "academic_coordinator", "2027-04-01")


def test_an_act_under_a_former_name_keeps_the_role(work: Work) -> None:
    does(work, COORDINATOR, "2026-03-02 10:00", opens_a_call)
    with write_transaction(work.engine) as connection:
        member = the(connection, COORDINATOR).member
        data = {"name": "Vera Nova", "email": member.email, "writes_in": "en"}
        change_details(act_of(work, connection), member.login, {"login": member.login, **data})
    check_last_day(work, COORDINATOR, "2026-03-02")
