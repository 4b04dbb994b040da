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
    name_hosts,
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


def are_walked(work: Work, typed_text: str, *hosts: str, now: datetime = NOON) -> bool:
    """Whether all words but the first name hosts whose cases are walked."""
    first, *other_words = words_of(typed_text, hosts)
    with reading(work.engine) as connection:
        return name_hosts(connection, first, tuple(other_words), now)


def test_words_name_the_hosts_that_have_them_all() -> None:
    def named_by(typed_text: str) -> tuple[str, ...]:
        return hosts_of(words_of(typed_text, [GRAZ, VIENNA]))

    assert named_by("university") == (GRAZ, VIENNA)
    assert named_by("univ graz") == (GRAZ,)
    assert named_by("vienna graz") == (), "no host has both"
    assert named_by("ana graz") == (), "none has her name"


def test_hosts_are_walked_that_a_search_names_beside_a_person(three_cases: Work) -> None:
    assert are_walked(three_cases, "petrovic univ", GRAZ, VIENNA)
    assert are_walked(three_cases, "petrovic gra", GRAZ), "one has it in her name"
    assert not are_walked(three_cases, "petrovic graz vienna", GRAZ, VIENNA), "no host has both"
    assert not are_walked(three_cases, "univ graz", GRAZ, VIENNA), "two hosts and nobody"
    assert not are_walked(three_cases, "2026 graz", GRAZ), "a number is no person's"
    assert not are_walked(three_cases, "petrovic 2026", "College of 2026"), "cases are numbered so"
    many = [f"College {number}" for number in "abcdefgh"[: MOST_HOSTS + 1]]
    assert not are_walked(three_cases, "petrovic college", *many), "too many to walk side by side"
    assert are_walked(three_cases, "petrovic college", *many[1:])


@pytest.mark.parametrize("order", [*ORDERS, *(f"-{order}" for order in ORDERS)])
def test_a_frequent_name_at_a_host_has_the_same_lines_walked_and_gathered(
    three_cases: Work, order: str
) -> None:
    """At each of two hosts, and at a third who has the host's name in her own."""
    three_cases.bring("application", 2, 3)
    hosts = [GRAZ, "University of Gratwein", "College of Vienna"]
    words = words_of("students gra", hosts)
    with write_transaction(three_cases.engine) as connection:
        for case_id, host in enumerate(hosts, start=1):
            of_case = update(listed_cases).where(listed_cases.c.case_id == case_id)
            connection.execute(of_case.values(host=host))
        ids = tuple(cases_found(connection, words))
    gathered_names = listed(three_cases, CaseFilter(ids=ids), order)
    wishes = CaseFilter(word=words[0], other_words=words[1:])
    assert listed(three_cases, wishes, order) == gathered_names
    assert sorted(gathered_names) == ["Ana Petrović", "Boris Savić", "Vesna Gračanin"]


@pytest.mark.parametrize("order", sorted(OF_A_HOST))
def test_the_cases_of_a_host_are_walked_in_the_order_of_their_index(work: Work, order: str) -> None:
    """Whatever the host has; only the few beside it are put in order."""
    words = words_of("petrovic univ", [GRAZ, VIENNA])
    with statements_of(work.engine) as statements:
        listed(work, CaseFilter(word=words[0], other_words=words[1:]), order)
    (question,) = (q for q in statements.questions if "search_words" in q)
    with reading(work.engine) as connection:
        plan = [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {question}")]
    of_list = [step for step in plan if " listed_cases " in step]
    at_hosts, beside = of_list[:4], of_list[4:]
    assert all("ix_listed_cases_host (ended=? AND host=?)" in step for step in at_hosts), of_list
    assert beside == ["SEARCH listed_cases USING INTEGER PRIMARY KEY (rowid=?)"]
    assert sum("TEMP B-TREE" in step for step in plan) == 1, plan
