"""Who is away is asked how it goes, who is back how it was: once, and in time or never."""

from __future__ import annotations

from dataclasses import replace

import pytest

from persistence import survey
from persistence.database import write_transaction
from persistence.survey import Answer
from persistence.tables import mails
from tests.workflows.office_fixtures import Work, any_work, at, database, with_settings, work
from workflows.running.stay_mails import ask_about_stays

__all__ = ["any_work", "database", "work"]

IS_ALL_WELL = "is_all_well"


def away(work: Work, arrived_on: str = "2026-10-01") -> int:
    """Ana at her host, since an arrival that is noted."""
    ana = work.open()
    work.bring("mobility", ana)
    work.clock.now = at("2026-10-05 09:00")
    work.record(ana, "stay", {"arrived_on": arrived_on})
    return ana


def ask(work: Work, instant: str) -> int:
    return ask_about_stays(work.office, work.engine, at(instant))


def asked(work: Work, mail: str) -> list[str]:
    return [row.to_address for row in work.rows(mails, mail=mail)]


def test_who_is_away_is_asked_on_each_of_the_days_once(any_work: Work) -> None:
    away(any_work)
    assert ask(any_work, "2026-10-14 09:00") == 0
    assert ask(any_work, "2026-10-15 07:59") == 0, "mails leave at eight"
    assert [ask(any_work, "2026-10-15 08:00"), ask(any_work, "2026-10-15 08:10")] == [1, 0]
    assert ask(any_work, "2026-10-16 08:00") == 0
    assert ask(any_work, "2026-12-30 08:00") == 1, "ninety days"
    assert asked(any_work, IS_ALL_WELL) == ["ana@students.example"] * 2
    (first, _) = any_work.rows(mails, mail=IS_ALL_WELL)
    assert "Da li je sve u redu sa Vašim predmetima" in any_work.read(first)


def test_where_no_arrival_is_written_down_the_hosts_first_day_counts(work: Work) -> None:
    work.bring("mobility", work.open())
    assert ask(work, "2026-10-14 09:00") == 0
    assert ask(work, "2026-10-15 09:00") == 1


def test_a_question_waits_for_a_day_that_is_worked_and_is_dropped_after_a_week(work: Work) -> None:
    away(work, "2026-10-03")
    assert ask(work, "2026-10-17 09:00") == 0, "a Saturday"
    assert ask(work, "2026-10-26 09:00") == 0, "more than a week later it would ask of the past"
    assert ask(work, "2026-10-24 09:00") == 0, "a Saturday"
    assert ask(work, "2026-10-23 09:00") == 1


def test_who_is_back_or_whose_stay_is_over_is_not_asked_how_it_goes(work: Work) -> None:
    ana = away(work)
    work.clock.now = at("2026-10-12 09:00")
    work.record(ana, "stay", {"returned_on": "2026-10-10"})
    assert ask(work, "2026-10-15 09:00") == 0
    assert asked(work, IS_ALL_WELL) == []


def test_who_is_back_gets_the_survey_after_a_week_unless_it_was_answered(work: Work) -> None:
    ana = away(work)
    work.clock.now = at("2027-02-10 09:00")
    work.record(ana, "stay", {"returned_on": "2027-02-09"})
    assert ask(work, "2027-02-15 09:00") == 0
    with write_transaction(work.engine) as connection:
        survey.keep(connection, ana, [Answer("preparation", 4, None)], at("2027-02-15 10:00"))
        assert not survey.keep(
            connection, ana, [Answer("content", 1, None)], at("2027-02-15 11:00")
        )
    assert ask(work, "2027-02-16 09:00") == 0
    with write_transaction(work.engine) as connection:
        connection.exec_driver_sql("DELETE FROM survey_answers")
    assert [ask(work, "2027-02-18 09:00"), ask(work, "2027-02-18 09:10")] == [1, 0]
    assert asked(work, "survey") == ["ana@students.example"]


@pytest.mark.parametrize("instant", ["2026-10-15 09:00", "2027-02-17 09:00"])
def test_an_office_that_asks_nothing_writes_nothing(work: Work, instant: str) -> None:
    ana = away(work)
    if instant > "2027":
        work.clock.now = at("2027-02-10 09:00")
        work.record(ana, "stay", {"returned_on": "2027-02-09"})
    silent = replace(work.office.settings.stays, ask_after_days=(), survey=())
    quiet = replace(work, office=with_settings(work.office, stays=silent))
    assert ask(quiet, instant) == 0
    assert ask(work, instant) == 1
