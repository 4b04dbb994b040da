"""Lists read narrow rows that the database keeps: they follow every change, whoever makes it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from alembic import command
from sqlalchemy import delete, update

from persistence.database import reading, write_transaction
from persistence.list_integrity import list_discrepancies
from persistence.migrating import bring_up_to_date
from persistence.search_words import beginnings, word_discrepancies
from persistence.tables import (
    NO_DUE_KEY,
    case_owners,
    cases,
    listed_cases,
    persons,
    placements,
    search_words,
)
from states.folding import folded, sort_key
from tests.persistence.test_migrations import scripts_for
from tests.workflows.office_fixtures import ANA, BORIS, Work


def owners(work: Work, case_id: int) -> dict[str, tuple[bool, date]]:
    rows = work.rows(case_owners, case_id=case_id)
    return {row.role: (row.ended, row.due_key) for row in rows}


def listed(work: Work, case_id: int) -> Any:
    (row,) = work.rows(listed_cases, case_id=case_id)
    return row


def discrepancies(work: Work) -> list[str]:
    with reading(work.engine) as connection:
        sentences = (*list_discrepancies(connection), *word_discrepancies(connection))
        return [str(sentence) for sentence in sentences]


def test_a_case_waits_for_each_owner_of_its_step_until_its_due_day(any_work: Work) -> None:
    ana = any_work.open()
    due = date(2026, 3, 16)
    assert owners(any_work, ana) == {
        "candidate": (False, due),
        "mobility_coordinator": (False, due),
    }
    row = listed(any_work, ana)
    assert (row.state, row.due_key, row.ended, row.rests) == ("call", due, False, False)
    assert row.name_key == sort_key("Ana Petrović")
    any_work.bring("application", ana)
    assert owners(any_work, ana).keys() == {"mobility_coordinator", "commission_member"}
    assert listed(any_work, ana).state == "application"
    assert discrepancies(any_work) == []


def test_the_host_is_the_one_applied_for_and_then_the_one_that_the_list_gives(
    any_work: Work,
) -> None:
    ana = any_work.open()
    assert listed(any_work, ana).host == ""
    any_work.bring("application", ana)
    assert listed(any_work, ana).host == "University of Graz"
    any_work.bring("ranking", ana)
    with write_transaction(any_work.engine) as connection:
        connection.execute(update(placements).values(host="University of Vienna"))
    assert listed(any_work, ana).host == "University of Vienna"
    assert discrepancies(any_work) == []
    with write_transaction(any_work.engine) as connection:
        connection.execute(update(placements).values(host=None))
    assert listed(any_work, ana).host == "University of Graz"


def test_what_has_ended_waits_for_nobody_and_stands_last(any_work: Work) -> None:
    ana = any_work.open()
    any_work.bring("application", ana)
    any_work.do(ana, "withdraw", {})
    assert owners(any_work, ana) == {}
    row = listed(any_work, ana)
    assert (row.ended, row.due_key, row.awaited) == (True, NO_DUE_KEY, "")


def test_a_corrected_name_is_found_and_ordered_as_it_stands_now(any_work: Work) -> None:
    ana = any_work.open()
    any_work.record(ana, "candidate", {"name": "Ана Ђорђевић", "reason": "A slip"})
    (person,) = any_work.rows(persons)
    assert person.folded == folded("Ana Đorđević ana@students.example")
    assert listed(any_work, ana).name_key == person.sort_key == sort_key("Ana Đorđević")


def test_each_word_is_found_from_each_of_its_beginnings(any_work: Work) -> None:
    ana = any_work.open({**ANA, "name": "Ана Петровић-Ђорђевић", "email": "ana.p@students.example"})
    assert words(any_work, "person") == {
        "ana", "petrovic-dordevic", "dordevic", "ana.p@students.example", "p@students.example",
        "students.example", "example",
    }  # fmt: skip
    assert words(any_work, "case") == {"bmu-2026-0001", "2026-0001", "0001", "1"}
    any_work.record(ana, "candidate", {"name": "Ана (Марија) О'Нил", "reason": "A slip"})
    assert words(any_work, "person") == {
        "ana", "marija)", "o'nil", "nil", "ana.p@students.example", "p@students.example",
        "students.example", "example",
    }  # fmt: skip
    (person,) = any_work.rows(persons)
    assert words(any_work, "person") == beginnings(person.folded)
    assert discrepancies(any_work) == []


def test_a_word_that_somebody_changed_is_missed(any_work: Work) -> None:
    any_work.open()
    with write_transaction(any_work.engine) as connection:
        connection.execute(
            update(search_words).where(search_words.c.word == "0001").values(word="2")
        )
    assert discrepancies(any_work) == ["a search finds cases by other words than their numbers"]


def words(work: Work, kind: str) -> set[str]:
    return {row.word for row in work.rows(search_words, kind=kind)}


def test_a_name_in_the_other_script_is_found_although_the_person_was_there_before(
    any_work: Work,
) -> None:
    any_work.open({**ANA, "name": "Owen Whitaker"})
    any_work.open({**BORIS, "email": ANA["email"], "name_in_other_script": "Овен Витакер"})
    (person,) = any_work.rows(persons)
    assert person.folded == "owen whitaker oven vitaker ana@students.example"


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"state": "elsewhere"}, "BMU-2026-0001: stands in lists with another state than its own"),
        ({"due_key": date(2030, 1, 1)},
         "BMU-2026-0001: stands in lists with another due date than its own"),
        ({"host": "Atlantis"}, "BMU-2026-0001: stands in lists with another host than its own"),
    ],
)  # fmt: skip
def test_a_row_that_somebody_changed_is_named(
    any_work: Work, values: dict[str, object], sentence: str
) -> None:
    any_work.open()
    assert discrepancies(any_work) == []
    with write_transaction(any_work.engine) as connection:
        connection.execute(update(listed_cases).values(values))
    assert discrepancies(any_work) == [sentence]


def test_an_owner_and_a_row_that_somebody_took_away_are_named(any_work: Work) -> None:
    any_work.open()
    with write_transaction(any_work.engine) as connection:
        connection.execute(delete(case_owners).where(case_owners.c.role == "candidate"))
    assert discrepancies(any_work) == [
        "BMU-2026-0001: waits in lists for others than the owners of its step"
    ]
    with write_transaction(any_work.engine) as connection:
        connection.execute(delete(listed_cases))
    assert discrepancies(any_work) == ["BMU-2026-0001: stands in no list"]


def test_whoever_changes_a_case_by_hand_changes_its_rows_too(any_work: Work) -> None:
    ana = any_work.open()
    with write_transaction(any_work.engine) as connection:
        values = {"due": date(2027, 1, 4), "owners": "rector", "rests_en": "so it is"}
        connection.execute(update(cases).where(cases.c.id == ana).values(values))
    assert owners(any_work, ana) == {"rector": (False, date(2027, 1, 4))}
    assert listed(any_work, ana).rests is True
    assert discrepancies(any_work) == []


def test_the_cases_of_before_stand_in_lists_as_if_they_had_always_done(any_work: Work) -> None:
    ana, boris = any_work.open(), any_work.open(BORIS)
    any_work.bring("application", ana)
    any_work.do(boris, "withdraw", {})
    tables = (listed_cases, case_owners, persons, search_words)
    before = [kept(any_work, table) for table in tables]
    with write_transaction(any_work.engine) as connection:
        command.downgrade(scripts_for(connection), "0032")
    bring_up_to_date(any_work.engine)
    assert [kept(any_work, table) for table in tables] == before
    assert len(before[0]) == 2


def kept(work: Work, table: Any) -> list[tuple[object, ...]]:
    """The rows of a table without the safe day, which is younger than these tables."""
    names = [column.name for column in table.columns if column.name != "safe_key"]
    return sorted(tuple(getattr(row, name) for name in names) for row in work.rows(table))


def test_a_list_begins_with_the_latest_safe_day_and_else_with_the_due_day(any_work: Work) -> None:
    ana = any_work.open()
    for safe_by, due, key in (
        (date(2026, 3, 2), date(2026, 3, 16), date(2026, 3, 2)),
        (None, date(2026, 3, 16), date(2026, 3, 16)),
        (None, None, NO_DUE_KEY),
    ):
        with write_transaction(any_work.engine) as connection:
            connection.execute(update(cases).values(safe_by=safe_by, due=due))
        assert listed(any_work, ana).safe_key == key
