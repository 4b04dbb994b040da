"""The hosts of a call have an agreement in force on the day on which it is published, from the
day on which the register is asked (BMU-4b, BEE-S2)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from office.config_file import SHIPPED
from office.wiring import open_office
from rules.host_agreements import asks_for_agreements, hosts_without_agreement
from states.calls import Call, Host
from states.partner_agreements import ConcludedAgreement

OFFICE = open_office(Path("no-data-folder"), SHIPPED)
GRAZ, VIENNA = Host("Graz", "graz@graz.example"), Host("Vienna", "vienna@vienna.example")
CALL = Call("Spring", date(2027, 3, 1), date(2027, 3, 31), hosts=(GRAZ, VIENNA))
OUTGOING, INCOMING = frozenset({"outgoing"}), frozenset({"incoming"})
SIGNED = ConcludedAgreement(
    "BMU-IA-2026-0001", date(2026, 9, 10), date(2026, 10, 1), date(2027, 9, 30), OUTGOING
)
FIRST_DAY = date(2026, 12, 1)


def hosts_missing(
    day: date, *of_graz: ConcludedAgreement, process: str = "bmu/outgoing-studies"
) -> list[str]:
    institution, _, name = process.partition("/")
    definition = OFFICE.in_force(institution, name, FIRST_DAY)
    rule = OFFICE.regulation_of(definition).calls.agreements
    assert rule is not None
    call = replace(CALL, published=day)
    agreements = {"Graz": of_graz, "Vienna": (replace(SIGNED, last_day=date(2040, 1, 1)),)}
    errors = hosts_without_agreement(call, agreements, rule, definition.kind)
    return [str(error) for error in errors]


@pytest.mark.parametrize(
    ("day", "is_missing"),
    [
        (date(2026, 9, 30), True),
        (date(2026, 10, 1), False),
        (date(2027, 9, 30), False),
        (date(2027, 10, 1), True),
    ],
)
def test_an_agreement_counts_from_its_first_day_to_its_last(day: date, is_missing: bool) -> None:
    errors = [error for error in hosts_missing(day, SIGNED) if "Graz" in error]
    assert bool(errors) is is_missing


@pytest.mark.parametrize(
    ("day", "is_missing"), [(date(2026, 11, 14), True), (date(2026, 11, 15), False)]
)
def test_one_that_is_signed_after_its_first_day_counts_from_the_second_signature(
    day: date, is_missing: bool
) -> None:
    late = replace(SIGNED, concluded_on=date(2026, 11, 15))
    assert bool(hosts_missing(day, late)) is is_missing


def test_any_of_two_that_overlap_is_enough_and_a_gap_between_two_is_none() -> None:
    next_one = replace(SIGNED, first_day=date(2027, 9, 1), last_day=date(2029, 9, 30))
    assert hosts_missing(date(2027, 9, 15), SIGNED, next_one) == []
    with_gap = replace(next_one, first_day=date(2027, 11, 1))
    assert hosts_missing(date(2027, 11, 1), SIGNED, with_gap) == []
    assert len(hosts_missing(date(2027, 10, 15), SIGNED, with_gap)) == 1


def test_it_is_said_which_agreement_does_not_reach_that_day_and_what_to_do() -> None:
    (error,) = hosts_missing(date(2027, 10, 1), SIGNED)
    assert "no agreement is in force on Fri 1 Oct 2027 (BMU-IA-2026-0001" in error
    assert "the Mobility Coordinator or the Head opens another" in error
    assert error.endswith("(BMU-4b)")
    (error,) = hosts_missing(date(2027, 10, 1))
    assert "with Graz no agreement was concluded" in error


@pytest.mark.parametrize(
    ("process", "is_missing"),
    [
        ("bmu/outgoing-studies", True),
        ("bmu/outgoing-traineeship", True),
        ("bmu/outgoing-teaching", False),
        ("bee/outgoing-studies", False),
    ],
)
def test_students_of_the_university_go_by_an_agreement_for_who_goes(
    process: str, is_missing: bool
) -> None:
    """Article 15 speaks of agreements for outgoing mobility; article 29 and the faculty of any."""
    day, for_who_comes = date(2027, 3, 1), replace(SIGNED, directions=INCOMING)
    assert bool(hosts_missing(day, for_who_comes, process=process)) is is_missing
    for_both = replace(SIGNED, directions=OUTGOING | INCOMING)
    assert hosts_missing(day, for_who_comes, for_both, process=process) == []


def test_it_is_said_that_an_agreement_in_force_names_no_places_for_who_goes() -> None:
    (error,) = hosts_missing(date(2027, 3, 1), replace(SIGNED, directions=INCOMING))
    assert "(BMU-IA-2026-0001) names no places for who goes there" in error
    assert error.endswith("(BMU-4b)")


@pytest.mark.parametrize(
    ("institution", "process", "day", "is_asked"),
    [
        ("bmu", "outgoing-studies", date(2026, 11, 30), False),
        ("bmu", "outgoing-studies", FIRST_DAY, True),
        ("bmu", "outgoing-teaching", FIRST_DAY, True),
        ("bee", "outgoing-studies", date(2026, 11, 30), False),
        ("bee", "outgoing-studies", FIRST_DAY, True),
        ("bee", "outgoing-teaching", FIRST_DAY, False),
    ],
)
def test_the_register_is_asked_from_a_day_on_at_the_faculty_for_students_alone(
    institution: str, process: str, day: date, is_asked: bool
) -> None:
    definition = OFFICE.in_force(institution, process, day)
    rule = OFFICE.regulation_of(definition).calls.agreements
    assert asks_for_agreements(rule, definition.kind, day) is is_asked
