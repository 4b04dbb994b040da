"""A role ends on a day on which nobody had acted in it later: what was done was done by right."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import Connection

from persistence.database import reading, write_transaction
from persistence.deputies import Deputy
from persistence.staff import Appointed, appointments_at
from states.decision import Actor, Refused
from states.dossier import Period
from states.validation_error import ValidationError
from tests.workflows.office_fixtures import Work, at, both, database, work
from workflows.cases.recording import FactRequest, record_fact
from workflows.people import appointments
from workflows.registers.keeping import OPERATOR, RegisterAct

__all__ = ["both", "database", "work"]

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
    everybody = appointments_at(connection, "bmu")
    (coordinator,) = (entry for entry in everybody if entry.given.role == COORDINATOR)
    return coordinator


def ends(work: Work, last: str) -> date:
    """The Mobility Coordinator's role ends after a day."""
    with write_transaction(work.engine) as connection:
        (held,) = (
            one for one in appointments_at(connection, "bmu") if one.given.role == COORDINATOR
        )
        return appointments.end_assignment(act_of(work, connection), held, last)


def name_of_the_coordinator(work: Work) -> str:
    with reading(work.engine) as connection:
        (held,) = (
            one for one in appointments_at(connection, "bmu") if one.given.role == COORDINATOR
        )
    return held.member.name


def test_a_role_does_not_end_before_an_act_in_it_and_may_end_on_its_day(both: Work) -> None:
    acts(both, Actor(COORDINATOR, name_of_the_coordinator(both)), "2026-03-02 10:00")
    with pytest.raises(ValidationError, match="there is an act in the role") as wrong:
        ends(both, "2026-03-01")
    assert wrong.value.fields == ("to",)
    assert ends(both, "2026-03-02") == date(2026, 3, 2)


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
    assert wrong.value.fields == ("to",)
    assert ends_standing_in(work, substitution, "2026-03-10") == date(2026, 3, 10)


def test_an_act_in_the_own_role_keeps_no_substitution(work: Work, substitution: Deputy) -> None:
    acts(work, Actor("head_of_ico", "Ivana"), "2026-03-10 10:00")
    assert ends_standing_in(work, substitution, "2026-03-09") == date(2026, 3, 9)
