"""A search gathers what stands in few cases; what stands in many is asked of each line."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import partial

import pytest
from sqlalchemy import insert

from persistence.case_list import ORDERS, page_of_cases
from persistence.case_search import Word, cases_found, stands_in_many, words_of
from persistence.counting import MOST_COUNTED
from persistence.database import reading, write_transaction
from persistence.list_conditions import Asked, CaseFilter
from persistence.list_readers import Reader
from persistence.persons import looked_up_by
from persistence.tables import persons
from tests.workflows.office_fixtures import ANA, BORIS, Work, at

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


def name_people(work: Work, name: str, numbers: range) -> None:
    rows = [
        {
            "name": name, "email": f"p{n}@students.example", "writes_in": "en",
            **looked_up_by(name, f"p{n}@students.example", None),
        }
        for n in numbers
    ]  # fmt: skip
    with write_transaction(work.engine) as connection:
        connection.execute(insert(persons), rows)


def in_many(work: Work, word: str, lines: int, now: datetime = NOON) -> bool:
    with reading(work.engine) as connection:
        return stands_in_many(connection, Word(word, ()), lines, now)


def test_a_name_of_thousands_is_asked_of_each_line(three_cases: Work) -> None:
    """Not one more line than a list counts, and not where the page is too far down for it."""
    is_walked = partial(in_many, three_cases, "markovic")
    name_people(three_cases, "Petra Marković", range(MOST_COUNTED))
    assert not is_walked(50)
    name_people(three_cases, "Petra Marković", range(MOST_COUNTED, MOST_COUNTED + 1))
    assert is_walked(50)
    assert not is_walked((MOST_COUNTED + 1) ** 2)
    later = NOON + timedelta(days=1)
    assert not in_many(three_cases, "petrovic", 50, later), "it stands in two"
