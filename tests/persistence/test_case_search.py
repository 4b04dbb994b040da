"""A search gathers what stands in few cases; what stands in many is asked of each line."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import partial

import pytest
from sqlalchemy import update

from persistence.case_list import OF_A_HOST, ORDERS, page_of_cases
from persistence.case_search import (
    MOST_HOSTS,
    Word,
    cases_found,
    hosts_of,
    stands_in_many,
    words_of,
)
from persistence.counting import MOST_COUNTED
from persistence.database import reading, write_transaction
from persistence.list_conditions import Asked, CaseFilter
from persistence.list_readers import Reader
from persistence.tables import listed_cases
from tests.web.statements import statements_of
from tests.workflows.office_fixtures import ANA, BORIS, Work, at, name_people

NOON = at("2026-03-10 12:00")
GRAZ = "University of Graz"
VESNA = {**ANA, "name": "Vesna Gračanin", "email": "vesna.petrovic@students.example"}
READER = Reader(("bmu",), (("bmu", "mobility_coordinator"),), date(2026, 3, 10))


@pytest.fixture
def three_cases(any_work: Work) -> Work:
    """An office with three applications, of which one waits for the commission."""
    first, *_ = (any_work.open(candidate) for candidate in (ANA, BORIS, VESNA))
    any_work.bring("application", first)
    return any_work


def listed(work: Work, wishes: CaseFilter, order: str) -> list[str]:
    with reading(work.engine) as connection:
        lines = page_of_cases(connection, Asked(READER, "all", wishes), order, 0, 50)
        return [line.candidate for line in lines]


def of_both(work: Work, typed_text: str, order: str = "candidate") -> list[str]:
    """The candidates found by a word; both ways must find the same in the same order."""
    (word,) = words_of(typed_text, [GRAZ])
    with reading(work.engine) as connection:
        ids = tuple(cases_found(connection, (word,)))
    gathered_names = listed(work, CaseFilter(ids=ids), order)
    assert listed(work, CaseFilter(word=word), order) == gathered_names
    return gathered_names


def test_each_line_is_found_by_what_gathers_it(three_cases: Work) -> None:
    """By names in either script, an address, a number, a part of a host's name; and not by more."""
    assert of_both(three_cases, "Петровић") == ["Ana Petrović", "Vesna Gračanin"]
    assert of_both(three_cases, "boris@") == ["Boris Savić"]
    assert of_both(three_cases, "raz") == ["Ana Petrović"], "she applied for Graz"
    assert of_both(three_cases, "gra") == ["Ana Petrović", "Vesna Gračanin"], (
        "one has it in her name"
    )
    assert of_both(three_cases, three_cases.number(2)) == ["Boris Savić"]
    assert of_both(three_cases, "etrov") == []


@pytest.mark.parametrize("order", [*ORDERS, *(f"-{order}" for order in ORDERS)])
def test_each_order_has_the_same_lines(three_cases: Work, order: str) -> None:
    assert len(of_both(three_cases, "2026", order)) == 3


def in_many(work: Work, word: str, lines: int, now: datetime = NOON) -> bool:
    with reading(work.engine) as connection:
        return stands_in_many(connection, Word(word, ()), lines, now)


def test_a_name_of_thousands_is_asked_of_each_line(three_cases: Work) -> None:
    """Not one more line than a list counts, and not where the page is too far down for it."""
    is_walked = partial(in_many, three_cases, "markovic")
    name_people(three_cases.engine, "Petra Marković", range(MOST_COUNTED))
    assert not is_walked(50)
    name_people(three_cases.engine, "Petra Marković", range(MOST_COUNTED, MOST_COUNTED + 1))
    assert is_walked(50)
    assert not is_walked((MOST_COUNTED + 1) ** 2)
    later = NOON + timedelta(days=1)
    assert not in_many(three_cases, "petrovic", 50, later), "it stands in two"


VIENNA = "University of Vienna"


def hosts_named(work: Work, typed_text: str, *hosts: str) -> tuple[str, ...]:
    with reading(work.engine) as connection:
        return hosts_of(connection, words_of(typed_text, hosts))


def test_a_host_is_named_by_words_that_stand_nowhere_else(three_cases: Work) -> None:
    assert hosts_named(three_cases, "university", GRAZ, VIENNA) == (GRAZ, VIENNA)
    assert hosts_named(three_cases, "univ graz", GRAZ, VIENNA) == (GRAZ,)
    assert hosts_named(three_cases, "vienna graz", GRAZ, VIENNA) == (), "no host has both"
    assert hosts_named(three_cases, "gra", GRAZ) == (), "Vesna Gračanin has it in her name"
    assert hosts_named(three_cases, "2026", "College of 2026") == (), "numbers of cases have it"
    many = [f"College {number}" for number in range(MOST_HOSTS + 1)]
    assert hosts_named(three_cases, "college", *many) == (), "too many to walk side by side"
    assert len(hosts_named(three_cases, "college", *many[1:])) == MOST_HOSTS


@pytest.mark.parametrize("order", [*ORDERS, *(f"-{order}" for order in ORDERS)])
def test_a_frequent_name_at_a_host_has_the_same_lines_walked_and_gathered(
    three_cases: Work, order: str
) -> None:
    three_cases.bring("application", 2, 3)
    of_boris = update(listed_cases).where(listed_cases.c.case_id == 2).values(host=VIENNA)
    words = words_of("students univ", [GRAZ, VIENNA])
    with write_transaction(three_cases.engine) as connection:
        connection.execute(of_boris)
        ids = tuple(cases_found(connection, words))
    gathered_names = listed(three_cases, CaseFilter(ids=ids), order)
    wishes = CaseFilter(word=words[0], hosts=(GRAZ, VIENNA))
    assert listed(three_cases, wishes, order) == gathered_names
    assert len(gathered_names) == 3
    assert listed(three_cases, CaseFilter(word=words[0], hosts=(VIENNA,)), order) == ["Boris Savić"]


@pytest.mark.parametrize("order", sorted(OF_A_HOST))
def test_the_cases_of_a_host_are_walked_in_the_order_of_their_index(work: Work, order: str) -> None:
    """Nothing is put in order, whatever the host has."""
    (word,) = words_of("petrovic", [])
    wishes = CaseFilter(word=word, hosts=(GRAZ, VIENNA))
    with statements_of(work.engine) as statements:
        listed(work, wishes, order)
    (question,) = (q for q in statements.questions if "search_words" in q)
    with reading(work.engine) as connection:
        plan = [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {question}")]
    steps_of_list = [step for step in plan if "listed_cases" in step]
    assert len(steps_of_list) == 4, "two hosts, the open cases and the ended ones"
    assert all("ix_listed_cases_host (ended=? AND host=?)" in step for step in steps_of_list)
    assert not any("TEMP B-TREE" in step for step in plan), plan
