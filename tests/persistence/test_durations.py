"""How long steps took: noted from histories, counted by step, role, host and term."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from persistence import durations
from persistence.database import reading, write_transaction
from persistence.durations import quantile, term_of
from persistence.tables import case_visits
from tests.workflows.office_fixtures import Work
from workflows.running.statistics import count_statistics


def visits(work: Work) -> list[tuple[str, int | None, int | None]]:
    """The states that cases were in, with the days and the days late."""
    statement = select(case_visits.c.state, case_visits.c.days, case_visits.c.late)
    with reading(work.engine) as connection:
        rows = connection.execute(statement.order_by(case_visits.c.case_id, case_visits.c.visit))
        return [tuple(row) for row in rows]


def test_each_stay_in_a_state_is_noted_once_with_its_days_and_those_over_the_limit(
    any_work: Work,
) -> None:
    ana = any_work.open()
    any_work.bring("application", ana)
    assert count_statistics(any_work.engine, any_work.clock()) == 1
    assert count_statistics(any_work.engine, any_work.clock()) == 0, "nothing has moved"
    states = [state for state, _, _ in visits(any_work)]
    assert states == ["call", "application"]
    assert [days is None for _, days, _ in visits(any_work)] == [False, True], "it is still there"
    any_work.bring("ranking", ana)
    assert count_statistics(any_work.engine, any_work.clock()) == 1
    assert [state for state, _, _ in visits(any_work)] == ["call", "application", "ranking"]


def test_statistics_are_told_by_step_by_who_took_it_and_by_term(any_work: Work) -> None:
    ana = any_work.open()
    any_work.bring("ranking", ana)
    count_statistics(any_work.engine, any_work.clock())
    with reading(any_work.engine) as connection:
        by_step = durations.durations(connection, ["bmu"], "step", (9, 0))
        by_role = durations.durations(connection, ["bmu"], "role", (9, 0))
        elsewhere = durations.durations(connection, ["bee"], "step", (9, 0))
        stays = durations.visits_behind(
            connection, ["bmu"], ("outgoing-studies", "application"), ("step", ""),
            any_work.clock().date(), (9, 0),
        )  # fmt: skip
    assert {line.state for line in by_step} == {"call", "application"}
    assert all(line.key for line in by_role)
    assert elsewhere == []
    assert len(stays) == next(line.number for line in by_step if line.state == "application")


def test_what_time_did_by_itself_says_nothing_of_who_is_slow(any_work: Work) -> None:
    ana = any_work.open()
    any_work.bring("application", ana)
    count_statistics(any_work.engine, any_work.clock())
    with write_transaction(any_work.engine) as connection:
        connection.execute(case_visits.update().values(role="system"))
        assert durations.count_steps(connection, any_work.clock()) == 0


@pytest.mark.parametrize(
    ("day", "term"),
    [
        ("2026-10-01", "2026-1"),
        ("2027-02-28", "2026-1"),
        ("2027-03-01", "2026-2"),
        ("2027-09-30", "2026-2"),
    ],
)
def test_a_term_begins_in_october_and_in_march(day: str, term: str) -> None:
    assert term_of(date.fromisoformat(day)) == term


@given(st.lists(st.integers(0, 400), min_size=1, max_size=60), st.sampled_from([50, 90]))
def test_a_quantile_is_the_least_value_that_so_many_do_not_exceed(
    numbers: list[int], per_cent: int
) -> None:
    value = quantile(Counter(numbers), per_cent)
    assert value in numbers
    assert sum(number <= value for number in numbers) * 100 >= per_cent * len(numbers)
    assert sum(number < value for number in numbers) * 100 < per_cent * len(numbers)
