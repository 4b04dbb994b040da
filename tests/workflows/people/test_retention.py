"""Periods: what is due to go is told by name, and goes when somebody, or the setting, says so."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, timedelta
from typing import Any

import pytest

from notifications.rendering import render
from office.settings import Retention
from persistence.database import reading, write_transaction
from persistence.mails import stored_mail
from persistence.tables import documents, drafts, erasures, handling_log, mails, persons
from states.frozen import replace
from states.validation_error import ValidationError
from tests.workflows.office_fixtures import Work, any_work, database, with_settings, work
from tests.workflows.people.erasing_fixtures import (
    HER,
    act,
    audited,
    erased,
    finished,
    foreseen,
    line_of_proof,
    well_known,
)
from tests.workflows.people.test_same_persons import in_next_call
from workflows.people.retention import after, due_cases, due_kinds, erase_due, last_ends_due
from workflows.running.digests import write_digests
from workflows.running.retaining import keep_periods

__all__ = ["any_work", "database", "work"]

ALL_PERIODS = tuple(part.name for part in fields(Retention) if part.name != "erase_by_itself")


def keeping(work: Work, **periods: Any) -> Work:
    """The same office with these periods only, the others kept for good."""
    none = dict.fromkeys(ALL_PERIODS)
    retention = Retention(**{**none, **periods})
    return replace(work, office=with_settings(work.office, retention=retention))


def due(work: Work) -> list[tuple[str, tuple[str, ...], str | None]]:
    with reading(work.engine) as connection:
        return [
            (case.name, case.preview.kinds, case.obstacle.en if case.obstacle else None)
            for case in due_cases(act(work, connection))
        ]


def let_go(work: Work) -> None:
    with write_transaction(work.engine) as connection:
        ids = [case.preview.case.id for case in due_cases(act(work, connection))]
        erase_due(act(work, connection), ids)


@pytest.mark.parametrize("day", [date(2026, 2, 28), date(2026, 3, 1), date(2028, 2, 29)])
@pytest.mark.parametrize("period", ["21 days", "1 month", "1 year"])
def test_the_last_end_of_which_something_is_due_is_the_last_one(period: str, day: date) -> None:
    retention = Retention(sensitive=None, documents="2 years", mails=period)
    last_ends = last_ends_due(retention, day)
    assert max(last_ends, key=lambda kind: last_ends[kind]) == "mails"
    ends = [last_ends["mails"] + timedelta(days=number) for number in range(-800, 800)]
    assert [end for end in ends if after(end, period) <= day] == ends[:801]
    assert [end for end in ends if "mails" in due_kinds(last_ends, end)] == ends[:801]


def test_nothing_is_due_where_all_is_kept_for_good() -> None:
    for_good: dict[str, Any] = dict.fromkeys(ALL_PERIODS)
    assert last_ends_due(Retention(**for_good), date(2026, 2, 28)) == {}


def test_only_so_many_cases_are_looked_for_as_are_asked_for(work: Work) -> None:
    well_known(work)
    work.clock.pass_by(days=22)
    at_work = keeping(work, mails="21 days")
    with reading(work.engine) as connection:
        assert len(due_cases(act(at_work, connection), (1, 0))) == 1
        assert due_cases(act(at_work, connection), (0, 0)) == []
        assert due_cases(act(keeping(work), connection)) == [], "where no period is set"
    last_ends = last_ends_due(at_work.office.settings.retention, date(2026, 3, 31))
    assert last_ends == {"mails": date(2026, 3, 10)}


def test_each_kind_goes_at_its_time_and_the_rest_stands(any_work: Work) -> None:
    case_id = well_known(any_work)
    line = line_of_proof(any_work)
    assert due(keeping(any_work, mails="21 days")) == []
    any_work.clock.pass_by(days=1)
    for kind in ("sensitive", "mails", "notes", "documents"):
        at_work = keeping(any_work, **{kind: "21 days"})
        assert due(at_work) == [(HER["name"], (kind,), None)]
        let_go(at_work)
        assert due(at_work) == []
        assert audited(any_work, line).discrepancies == (), kind
        is_gone = {
            "sensitive": "disability_certificate"
            not in {row.kind for row in any_work.rows(documents, case_id=case_id)},
            "mails": {row.text for row in any_work.rows(mails, case_id=case_id)} == {""},
            "notes": any_work.rows(drafts, case_id=case_id) == []
            and {row.data for row in any_work.rows(handling_log, case_id=case_id)}
            == {'{"erased": true}'},
            "documents": any_work.rows(documents, case_id=case_id) == [],
        }
        assert is_gone[kind], kind
    assert foreseen(any_work).name == HER["name"]
    entry_data = [
        entry.data for entry in any_work.history(case_id) if entry.name == "submit_application"
    ]
    assert "University of Graz" in entry_data[0]
    let_go(keeping(any_work, person="21 days"))
    assert audited(any_work, line).discrepancies == ()
    assert [row.name for row in any_work.rows(persons) if row.key] == ["Boris Savić"]
    assert finished(any_work)


def test_of_somebody_with_an_open_case_only_the_ended_one_goes(work: Work) -> None:
    ended_case = work.open(HER)
    work.do(ended_case, "withdraw", {"reason": "ill"}, "candidate")
    open_case = in_next_call(work, HER)
    with pytest.raises(ValidationError, match="BMU-2027-0001 is still open"):
        erased(work)
    work.clock.pass_by(days=365)
    let_go(keeping(work, person="1 year"))
    assert audited(work).is_sound
    assert work.dossier(ended_case).candidate.name == "[…]"
    assert work.dossier(open_case).candidate.email == HER["email"]
    assert [case.case.number for case in foreseen(work).cases] == ["BMU-2027-0001"]


def test_the_nightly_job_tells_and_erases_only_where_the_setting_says_so(work: Work) -> None:
    case_id = work.open(HER)
    work.do(case_id, "withdraw", {"reason": "ill"}, "candidate")
    work.clock.pass_by(days=43)
    telling = keeping(work, person="1 month")
    assert keep_periods(telling.app, "worker", work.clock()) == 0
    with write_transaction(work.engine) as connection:
        write_digests(connection, telling.office, work.clock())
    briefings = {row.to_name: read(work, row.id) for row in work.rows(mails, mail="briefing")}
    assert "Of 1 case data are due to go by the settings" in briefings["Head of ICO"]
    other_briefings = [text for name, text in briefings.items() if name != "Head of ICO"]
    assert other_briefings
    assert not any("due to go" in text for text in other_briefings)
    assert work.rows(erasures) == []
    by_itself = keeping(work, person="1 month", erase_by_itself=True)
    assert keep_periods(by_itself.app, "worker", work.clock()) == 1
    (erasure,) = work.rows(erasures)
    assert erasure.reason == "the periods of the settings are over"
    assert erasure.finished_at == work.clock()
    assert audited(work).is_sound


def read(work: Work, mail_id: int) -> str:
    with reading(work.engine) as connection:
        mail = stored_mail(connection, mail_id)
    assert mail is not None
    return " ".join(render(mail.written).text.split())


@pytest.mark.parametrize(
    ("day", "period", "over"),
    [
        (date(2024, 2, 29), "1 year", date(2025, 2, 28)),
        (date(2026, 8, 31), "6 months", date(2027, 2, 28)),
        (date(2026, 12, 15), "1 month", date(2027, 1, 15)),
        (date(2026, 12, 31), "30 days", date(2027, 1, 30)),
        (date(2026, 5, 1), "10 years", date(2036, 5, 1)),
    ],
)
def test_a_period_ends_on_the_same_day_of_the_month_or_its_last(
    day: date, period: str, over: date
) -> None:
    assert after(day, period) == over
