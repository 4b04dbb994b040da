"""One person by the address, or by what the office says: applies once, and months are added up."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from sqlalchemy import update

from persistence import history
from persistence.database import reading, write_transaction
from persistence.tables import call_hosts
from states.decision import Actor, Advanced, Refused
from states.validation_error import ValidationError
from tests.workflows.office_fixtures import ANA, BORIS, Work, at, work
from workflows.calls.budgets import set_budget
from workflows.calls.new_call import open_call, read_call
from workflows.cases.new_case import open_case, read_candidate
from workflows.cases.newcomers import InCallAlready, check_newcomer
from workflows.people.same_persons import another_person, same_person

__all__ = ["work"]

COORDINATOR = Actor("mobility_coordinator", "Vera Kos")
NEXT_CALL = {
    "title": "The next year",
    "published": "2026-11-30",
    "closes": "2027-03-31",
    "criteria": {"language": 100},
    "hosts": [{"name": "University of Vienna", "email": "in@vienna.example", "places": 3}],
    "commission": ["m.ilic"],
}
"""The call of a later year."""


def in_next_call(work: Work, candidate: Mapping[str, Any]) -> int:
    """A case in the call of a later year."""
    work.clock.now = max(work.clock.now, at("2027-03-01 10:00"))
    with write_transaction(work.engine) as connection:
        act = work.act(connection)
        call_id = open_call(act, "bmu", "outgoing-studies", read_call(NEXT_CALL))
        return open_case(act, call_id, read_candidate(candidate)).id


def applies(work: Work, case_id: int, last_day: str, first_day: str = "2027-10-01") -> set[str]:
    """The rules that keep a case from applying for Vienna; none where it is done."""
    details = {"hosts": ["University of Vienna"], "from": first_day, "to": last_day}
    outcome = work.do(case_id, "submit_application", details)
    return set(outcome.rules) if isinstance(outcome, Refused) else set()


def say(work: Work, first: int, other: int, reason: str = "She told us", role: str = "") -> Any:
    actor = Actor(role, "Somebody") if role else COORDINATOR
    with write_transaction(work.engine) as connection:
        return same_person(work.act(connection, actor), first, other, reason)


def take_back(work: Work, case_id: int, reason: str = "It was her sister") -> Any:
    with write_transaction(work.engine) as connection:
        return another_person(work.act(connection, COORDINATOR), case_id, reason)


def notices(work: Work, case_id: int) -> list[str]:
    with reading(work.engine) as connection:
        entries = history.entries(connection, case_id)
    return [line.entry.name for line in entries if line.entry.kind == "notice"]


def test_months_that_the_office_ran_itself_are_added_whatever_the_address_looks_like(
    work: Work,
) -> None:
    earlier = work.open()
    work.bring("host_acceptance", earlier)  # 1 October 2026 to 12 February 2027: 4.4 months
    later = in_next_call(work, {**ANA, "email": ANA["email"].upper()})
    assert applies(work, later, "2028-05-31") == {"BMU-5"}
    assert applies(work, later, "2028-04-30") == set()


def test_who_did_not_go_in_the_end_has_the_whole_year_before_her(work: Work) -> None:
    earlier = work.open()
    work.bring("host_acceptance", earlier)
    work.do(earlier, "withdraw", {"reason": "Illness"})
    later = in_next_call(work, ANA)
    assert applies(work, later, "2028-09-30") == set()


def test_the_days_really_spent_count_before_those_that_were_agreed(work: Work) -> None:
    earlier = work.open()
    work.bring("mobility", earlier)
    work.clock.now = max(work.clock.now, at("2027-02-20 10:00"))
    work.record(earlier, "stay", {"arrived_on": "2026-10-01", "returned_on": "2026-10-31"})
    later = in_next_call(work, ANA)
    assert applies(work, later, "2028-09-01") == {"BMU-5"}
    assert applies(work, later, "2028-08-31") == set()


def test_a_stay_that_goes_on_counts_with_the_months_that_were_agreed_on(work: Work) -> None:
    earlier = work.open()
    work.bring("mobility", earlier)  # 1 October 2026 to 12 February 2027: 4.4 months
    head = Actor("head_of_ico", "Jovan Ilić")
    with write_transaction(work.engine) as connection:
        budget = {"amount": 9000, "project": "2026-1-RS01-KA131-HED-000000001"}
        assert set_budget(work.act(connection, head), work.call_id, budget) is None
    work.record(earlier, "grant", {"prolonged_to": "2027-06-30"})  # 9 months
    later = in_next_call(work, ANA)
    assert applies(work, later, "2028-01-01") == {"BMU-5"}
    assert applies(work, later, "2027-12-31") == set()


def test_a_stay_that_the_host_has_given_other_dates_since_counts_by_those_alone(work: Work) -> None:
    """What was agreed on beside the dates of then is over with them."""
    earlier, head = work.open(), Actor("head_of_ico")
    work.bring("la_signed", earlier)
    with write_transaction(work.engine) as connection:
        budget = {"amount": 9000, "project": "2026-1-RS01-KA131-HED-000000001"}
        assert set_budget(work.act(connection, head), work.call_id, budget) is None
    work.record(earlier, "grant", {"prolonged_to": "2027-06-30"})  # 9 months
    outcome = work.do(earlier, "host_changes_stay", {"from": "2026-10-01", "to": "2027-01-31"})
    assert isinstance(outcome, Advanced)  # 4 months
    later = in_next_call(work, ANA)
    assert applies(work, later, "2028-06-01") == {"BMU-5"}
    assert applies(work, later, "2028-05-31") == set()


def test_another_level_and_another_person_count_for_nothing(work: Work) -> None:
    earlier = work.open()
    work.bring("host_acceptance", earlier)
    on_another_level = in_next_call(work, {**ANA, "level": "master"})
    assert applies(work, on_another_level, "2028-09-30") == set()


def test_two_addresses_of_one_person_are_put_together_and_told_apart_again(work: Work) -> None:
    earlier = work.open()
    work.bring("host_acceptance", earlier)
    later = in_next_call(work, {**ANA, "email": "ana.petrovic@home.example"})
    assert say(work, earlier, later) is None
    assert applies(work, later, "2028-05-31") == {"BMU-5"}
    assert notices(work, earlier) == notices(work, later) == ["same_person"]
    assert take_back(work, later) is None
    assert notices(work, later) == ["same_person", "another_person"]
    assert applies(work, later, "2028-05-31") == set()


def test_the_hosts_own_days_are_judged_with_the_months_under_the_other_address(work: Work) -> None:
    ana, other = work.open(), work.open({**ANA, "email": "ana.petrovic@home.example"})
    with write_transaction(work.engine) as connection:
        connection.execute(update(call_hosts).values(places=2))
    work.bring("nominated", ana, other)
    work.do(ana, "host_accepts", {"from": "2026-10-01", "to": "2027-02-12"})  # 4.4 months
    say(work, ana, other)
    spring, too_long = ({"from": "2027-02-15", "to": day} for day in ("2027-09-30", "2027-10-03"))
    refusal = work.do(other, "host_accepts", too_long)
    assert isinstance(refusal, Refused)
    assert refusal.rules == {"BMU-5"}
    assert isinstance(work.do(other, "host_accepts", spring), Advanced)
    outcome = work.do(other, "host_changes_stay", too_long)
    assert isinstance(outcome, Refused)
    assert outcome.rules == {"BMU-5"}
    take_back(work, other)
    assert isinstance(work.do(other, "host_changes_stay", too_long), Advanced)


def test_who_is_one_with_several_is_one_with_all_of_them(work: Work) -> None:
    ana, boris = work.open(), work.open(BORIS)
    third = work.open({**ANA, "email": "third@home.example"})
    say(work, boris, third)
    say(work, ana, boris)
    numbers = [work.case(case_id).number for case_id in (ana, boris, third)]
    for case_id in (ana, boris, third):
        other_numbers = [other.number for other in work.dossier(case_id).other_cases]
        assert other_numbers == [n for n in numbers if n != work.case(case_id).number]


def test_it_is_said_once_by_those_who_may_and_with_a_reason(work: Work) -> None:
    ana, boris = work.open(), work.open(BORIS)
    refusal = say(work, ana, boris, role="student_service")
    assert isinstance(refusal, Refused)
    assert refusal.rules == {"BMU-15a"}
    with pytest.raises(ValidationError) as blank:
        say(work, ana, boris, "  ")
    assert blank.value.fields == ("reason",)
    with pytest.raises(ValidationError, match="nobody said that the candidate"):
        take_back(work, boris)
    say(work, ana, boris, role="head_of_ico")
    with pytest.raises(ValidationError, match="one person already"):
        say(work, boris, ana)


def test_a_second_case_in_a_call_is_refused_where_it_is_opened_and_where_it_applies(
    work: Work,
) -> None:
    ana = work.open()
    number = work.case(ana).number
    with reading(work.engine) as connection:
        for address in (ANA["email"], ANA["email"].upper()):
            candidate = read_candidate({**ANA, "name": "Ana Petrovic", "email": address})
            with pytest.raises(InCallAlready, match=number):
                check_newcomer(connection, work.call_id, candidate)
        check_newcomer(connection, work.call_id, read_candidate(BORIS))
    again = work.open({**ANA, "name": "Ana Petrovic", "email": ANA["email"].upper()})
    assert work.dossier(again).candidate.name == ANA["name"], "only a correction renames anybody"
    work.bring("application", again)
    refusal = work.do(
        ana, "submit_application", {"hosts": [], "from": "2026-10-01", "to": "2027-02-12"}
    )
    assert isinstance(refusal, Refused)
    assert any(work.case(again).number in reason.message.en for reason in refusal.reasons)


def test_under_another_address_she_is_found_once_the_office_knows(work: Work) -> None:
    ana = work.open()
    other = work.open({**ANA, "email": "ana.petrovic@home.example"})
    say(work, ana, other)
    with reading(work.engine) as connection, pytest.raises(InCallAlready):
        check_newcomer(
            connection,
            work.call_id,
            read_candidate({**ANA, "email": "Ana.Petrovic@home.example"}),
        )
    work.bring("application", ana)
    refusal = work.do(
        other, "submit_application", {"hosts": [], "from": "2026-10-01", "to": "2027-02-12"}
    )
    assert isinstance(refusal, Refused)
    work.do(ana, "withdraw", {"reason": "The other one is right"})
    work.bring("application", other)
    assert isinstance(work.do(other, "withdraw"), Advanced)
