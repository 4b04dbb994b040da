"""A colleague reminds the owner of a step now: once a day, and of a list once for its call."""

from __future__ import annotations

import pytest

from persistence.tables import mails
from states.validation_error import ValidationError
from tests.workflows.cases.sharing import acting, log
from tests.workflows.office_fixtures import BORIS, Work, work
from workflows.cases.reminding import remind

__all__ = ["work"]


def asked(work: Work, case_id: int) -> None:
    with acting(work, "head_of_ico") as head:
        remind(head, case_id)


def test_the_owner_is_mailed_at_once_and_a_second_time_only_the_next_day(work: Work) -> None:
    case_id = work.open()
    work.bring("nominated", case_id)
    asked(work, case_id)
    with pytest.raises(ValidationError) as again:
        asked(work, case_id)
    assert "A reminder left today already" in again.value.message.en
    assert "Head of ICO" in again.value.message.en
    work.clock.pass_by(days=1)
    asked(work, case_id)
    reminders = work.rows(mails, mail="asked_again")
    assert [mail.to_address for mail in reminders] == ["mobility_coordinator@bmu.example"] * 2
    assert "it is due on" in work.read(reminders[0])
    assert log(work, case_id)[0].entry.data["to"] == ["Mobility Coordinator"]


def test_an_overdue_step_is_asked_for_as_what_it_is(work: Work) -> None:
    case_id = work.open()
    work.bring("nominated", case_id)
    work.clock.pass_by(days=200)
    asked(work, case_id)
    (mail,) = work.rows(mails, mail="asked_again")
    assert "it was due on" in work.read(mail)


def test_those_who_make_a_list_are_asked_once_for_all_its_cases(work: Work) -> None:
    first, second = work.open(), work.open(BORIS)
    work.bring("application", first, second)
    asked(work, first)
    asked(work, second)
    assert [(mail.call_id, mail.to_address) for mail in work.rows(mails, mail="reminder")] == [
        (work.call_id, "mobility_coordinator@bmu.example"),
        (work.call_id, "m.ilic@bmu.example"),
    ]


def test_nobody_is_reminded_of_a_right_or_of_a_closed_case(work: Work) -> None:
    case_id = work.open()
    work.bring("decree", case_id)
    with pytest.raises(ValidationError) as right:
        asked(work, case_id)
    assert "right" in right.value.message.en
    work.do(case_id, "withdraw", {"reason": "ill"})
    assert log(work, case_id) == []
