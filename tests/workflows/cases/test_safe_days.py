"""A latest safe day is stored with the step, the fact or the night that changes it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import update

from office.settings import ClosedDays
from persistence import usual_days
from persistence.database import reading, write_transaction
from persistence.integrity import audit
from persistence.tables import cases, history
from persistence.usual_days import StepKey
from rules.calendar import Calendar
from rules.safe_day_receipts import SafeDay
from states.decision import Advanced
from states.text import Text
from states.usual_days import UsualDays
from tests.workflows.office_fixtures import (
    ANA,
    BORIS,
    Work,
    any_work,
    at,
    database,
    with_settings,
    work,
)
from workflows.cases.status import awaited_of, safe_day_of
from workflows.running.recounting import recount_open_cases
from workflows.running.usual_days import count_usual_days

__all__ = ["any_work", "database", "work"]

ANSWERS = StepKey("bmu", "outgoing-studies", "nominated", "host_accepts")


def safe_by(work: Work, case_id: int) -> date | None:
    return row_of(work, case_id).safe_by  # type: ignore[no-any-return]


def row_of(work: Work, case_id: int) -> Any:
    (row,) = work.rows(cases, id=case_id)
    return row


def as_counted_now(work: Work, case_id: int) -> SafeDay | None:
    """What the case's page counts from the dossier."""
    case, dossier = work.load(case_id)
    definition = work.office.definition_of(case, dossier)
    awaited_step, _ = awaited_of(work.office, definition, case, dossier, work.clock())
    return safe_day_of(work.office, definition, awaited_step, case, dossier)


def usually(work: Work, days: int, times: int = 20) -> None:
    """The office's own median of the host's answer is so many days from now on."""
    with write_transaction(work.engine) as connection:
        usual_days.write(connection, {ANSWERS: UsualDays(days, days, times)})


def test_each_step_stores_the_day_that_its_page_shows(any_work: Work) -> None:
    ana = any_work.open()
    days_by_state = {}
    for state in ("application", "ranking", "nominated", "host_acceptance", "la_signed"):
        any_work.bring(state, ana)
        safe_day = as_counted_now(any_work, ana)
        row = row_of(any_work, ana)
        assert row.safe_by == (safe_day.day if safe_day else None)
        receipt_day = SafeDay.from_json(json.loads(row.safe_receipt)) if row.safe_receipt else None
        assert receipt_day == safe_day
        days_by_state[state] = row.safe_by
    assert days_by_state == {
        "application": date(2026, 8, 11),
        "ranking": date(2026, 8, 26),
        "nominated": date(2026, 9, 30),
        "host_acceptance": date(2026, 9, 30),
        "la_signed": None,
    }


def test_a_stay_that_the_host_postpones_moves_it_with_the_due_date(work: Work) -> None:
    ana = work.open()
    work.bring("host_acceptance", ana)
    outcome = work.do(ana, "host_changes_stay", {"from": "2026-11-02", "to": "2027-02-28"})
    assert isinstance(outcome, Advanced), outcome
    assert (work.case(ana).due, safe_by(work, ana)) == (date(2026, 11, 1), date(2026, 10, 30))


def test_the_semester_recorded_makes_the_documents_urgent(work: Work) -> None:
    ana = work.open()
    work.bring("mobility", ana)
    assert safe_by(work, ana) is None
    work.record(ana, "semester_start", {"on": "2027-03-08"})
    assert safe_by(work, ana) == date(2027, 2, 28)


def test_a_closure_moves_it_at_the_next_start(any_work: Work) -> None:
    ana = any_work.open()
    any_work.bring("nominated", ana)
    closure = ClosedDays(date(2026, 9, 28), date(2026, 9, 30), Text("Works", "Радови"))
    other = replace(any_work, office=with_settings(any_work.office, closures=(closure,)))
    before = row_of(any_work, ana)
    recount_open_cases(other.office, other.engine, other.clock())
    after = row_of(any_work, ana)
    assert (before.safe_by, after.safe_by) == (date(2026, 9, 30), date(2026, 9, 25))
    assert (after.version, after.history_tip) == (before.version, before.history_tip)
    with reading(any_work.engine) as connection:
        assert audit(connection, any_work.office.data, other.office.calendar).is_sound


def test_another_median_moves_it_the_same_night_and_no_later(any_work: Work) -> None:
    ana = any_work.open()
    any_work.bring("ranking", ana)
    assert safe_by(any_work, ana) == date(2026, 8, 26)
    usually(any_work, 10)
    assert as_counted_now(any_work, ana).day == date(2026, 9, 18)  # type: ignore[union-attr]
    any_work.record(ana, "insurance", {"from": "2026-09-01", "to": "2027-03-01"})
    assert safe_by(any_work, ana) == date(2026, 9, 18), "whatever is recorded counts it anew"


def answered(work: Work, times: int, days: int) -> None:
    """So many earlier cases whose host answered after so many days."""
    for n in range(times):
        case_id = work.open({**BORIS, "name": f"Boris {n}", "email": f"boris{n}@students.example"})
        nominated_at = work.clock() - timedelta(days=100 + n)
        rows = [
            {"case_id": case_id, "seq": 2, "at": nominated_at, "name": "nominate",
             "source": "ranking", "target": "nominated"},
            {"case_id": case_id, "seq": 3, "at": nominated_at + timedelta(days=days + n % 2),
             "name": "host_accepts", "source": "nominated", "target": "host_acceptance"},
        ]  # fmt: skip
        of_all = {"kind": "step", "rule": "BMU-15d", "role": "mobility_coordinator",
                  "person": "Jelena", "data": "{}", "previous": "", "hash": ""}  # fmt: skip
        with write_transaction(work.engine) as connection:
            connection.execute(history.insert(), [{**of_all, **row} for row in rows])


def test_twenty_answers_of_hosts_say_more_than_the_limit_and_nineteen_do_not(
    any_work: Work,
) -> None:
    ana = any_work.open()
    any_work.bring("ranking", ana)
    any_work.clock.now = at("2026-03-20 02:00")
    answered(any_work, 19, 14)
    assert count_usual_days(any_work.office, any_work.engine, any_work.clock()) == 0
    assert safe_by(any_work, ana) == date(2026, 8, 26)
    answered(any_work, 1, 14)
    assert count_usual_days(any_work.office, any_work.engine, any_work.clock()) == 0, "once a day"
    any_work.clock.pass_by(days=1)
    assert count_usual_days(any_work.office, any_work.engine, any_work.clock()) == 1
    assert safe_by(any_work, ana) == date(2026, 9, 16), "14 days, the upper median"
    with reading(any_work.engine) as connection:
        (of_answers,) = [
            usual for key, usual in usual_days.stored(connection).items() if key == ANSWERS
        ]
    assert of_answers.cases == 20
    any_work.clock.pass_by(days=1)
    assert count_usual_days(any_work.office, any_work.engine, any_work.clock()) == 0, (
        "nothing is new"
    )


def test_cases_of_before_get_theirs_at_the_first_count(work: Work) -> None:
    ana, boris = work.open(ANA), work.open(BORIS)
    work.bring("application", ana, boris)
    with write_transaction(work.engine) as connection:
        connection.execute(update(cases).values(safe_by=None, safe_receipt=None))
    assert count_usual_days(work.office, work.engine, work.clock()) == 2
    assert safe_by(work, ana) == safe_by(work, boris) == date(2026, 8, 11)


def test_the_audit_names_a_safe_day_that_somebody_edited(work: Work) -> None:
    ana = work.open()
    work.bring("nominated", ana)
    with write_transaction(work.engine) as connection:
        connection.execute(update(cases).values(safe_by=date(2026, 9, 29)))
    with reading(work.engine) as connection:
        (discrepancy,) = audit(connection, work.office.data, Calendar()).discrepancies
    assert discrepancy == (
        f"{work.number(ana)}: its latest safe day is 2026-09-29; the receipt says 2026-09-30, and "
        "counted again gives 2026-09-30"
    )


def test_a_case_that_has_ended_has_none(work: Work) -> None:
    ana = work.open()
    work.bring("nominated", ana)
    work.do(ana, "withdraw", {"reason": "Ill"}, role="candidate")
    assert (safe_by(work, ana), row_of(work, ana).safe_receipt) == (None, None)
