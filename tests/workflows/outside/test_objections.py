"""Objections and suggestions have an owner, a limit with its receipt, and an answer; one that is
overdue is told up the ladder, to the Head and above."""

from __future__ import annotations

from datetime import date
from email import message_from_bytes
from email.message import EmailMessage

import pytest

from notifications.headers import CARRIED
from notifications.mailer import CapturingMailer
from persistence import incoming_mails, plans
from persistence.database import reading, write_transaction
from persistence.incoming_mails import StoredIncomingMail
from persistence.integrity import audit
from persistence.tables import incoming_mails as table
from persistence.tables import mails, tasks
from rules.calendar import Closure
from rules.objections import title_of_answer
from states.decision import Actor
from states.text import Text
from states.validation_error import ValidationError
from tests.notifications.incoming_examples import reply
from tests.workflows.office_fixtures import Work, at, database, work
from workflows.outside.answering import SettledMeanwhile
from workflows.outside.filing import file_message, read_arrived
from workflows.outside.incoming import file_into_case, put_aside
from workflows.outside.objections import answer, recount_objections
from workflows.running.digests import write_digests
from workflows.running.objection_reminders import write_objection_reminders
from workflows.who_may import NotTheirs

__all__ = ["database", "work"]
COORDINATOR = Actor("mobility_coordinator", "Mobility Coordinator", login="mobility_coordinator")
SERVICE = Actor("student_service", "Student Service", login="student_service")


def objection(work: Work, text: str = "Please answer sooner.") -> StoredIncomingMail:
    """Ana writes to the mobility address of herself, on Wednesday 11 March 2026."""
    work.clock.now = at("2026-03-11 10:00")
    raw = reply("", text, Subject="A suggestion")
    with write_transaction(work.engine) as connection:
        filing = file_message(
            connection, work.office, read_arrived(raw, work.clock()), work.clock()
        )
    assert filing is not None
    return read(work, filing.number)


def read(work: Work, number: int) -> StoredIncomingMail:
    with reading(work.engine) as connection:
        mail = incoming_mails.by_id(connection, number)
    assert mail is not None
    return mail


def test_an_objection_is_to_be_answered_within_the_days_of_the_setting_with_a_receipt(
    work: Work,
) -> None:
    mail = objection(work)
    assert mail.due == date(2026, 4, 1), "15 working days after Wed 11 March"
    assert mail.receipt is not None and "BMU-33b" in mail.receipt
    (task,) = work.rows(tasks)
    assert (task.id, task.due) == (mail.task_id, mail.due)
    assert task.title == title_of_answer(mail.id).en
    assert "Ana" not in task.title
    with reading(work.engine) as connection:
        assert audit(connection, work.office.data, work.office.calendar).is_sound


def test_the_owner_answers_and_the_answer_is_mailed_and_recorded(work: Work) -> None:
    mail = objection(work)
    with write_transaction(work.engine) as connection:
        answer(work.act(connection, COORDINATOR), mail.id, "We do.\n\nFrom now on.")
    settled_mail = read(work, mail.id)
    assert (settled_mail.outcome, settled_mail.answer) == ("answered", "We do.\n\nFrom now on.")
    assert settled_mail.settled_by == "Mobility Coordinator"
    (answer_mail,) = work.rows(mails, mail="objection_answered")
    assert (answer_mail.to_address, answer_mail.to_name) == ("ana@students.example", "Ana Petrović")
    text = work.read(answer_mail)
    assert "We do." in text and "From now on." in text and "11 March 2026" in text
    assert "Rule" not in text and "/incoming" not in text, "nobody outside opens our pages"
    (task,) = work.rows(tasks)
    assert task.done_by == "Mobility Coordinator"
    with write_transaction(work.engine) as connection, pytest.raises(SettledMeanwhile):
        answer(work.act(connection, COORDINATOR), mail.id, "Again.")


def sent_answer(work: Work, **headers: str) -> EmailMessage:
    """The message by which the office answers one with such headers."""
    raw = reply("", "Please.", **headers)
    with write_transaction(work.engine) as connection:
        filing = file_message(
            connection, work.office, read_arrived(raw, work.clock()), work.clock()
        )
    assert filing is not None
    with write_transaction(work.engine) as connection:
        answer(work.act(connection, COORDINATOR), filing.number, "We do.")
    work.drain()
    mailer = work.mailer
    assert isinstance(mailer, CapturingMailer)
    (message,) = [
        mail
        for mail in mailer.messages
        if mail["To"].addresses[0].addr_spec == "ana@students.example"
    ]
    return message


def test_the_answer_stands_with_what_it_answers_at_the_reader(work: Work) -> None:
    own = f"<{'A' * 120}@eurprd04.prod.outlook.example>"
    references = "<first@x.example> <second@x.example>"
    message = sent_answer(work, Message_ID=own, References=references, Subject="A suggestion")
    read_again = message_from_bytes(message.as_bytes(policy=CARRIED))
    assert read_again["In-Reply-To"] == own
    assert read_again["References"].split() == ["<first@x.example>", "<second@x.example>", own]
    assert message["Subject"] == "Re: A suggestion"


def test_what_has_no_message_id_is_answered_too(work: Work) -> None:
    message = sent_answer(work, Message_ID="", Subject="RE: again")
    assert message["In-Reply-To"] is None and message["References"] is None
    assert message["Subject"] == "RE: again"


def test_nobody_answers_but_who_the_rulebook_names_and_the_head(work: Work) -> None:
    mail = objection(work)
    with write_transaction(work.engine) as connection, pytest.raises(NotTheirs):
        answer(work.act(connection, SERVICE), mail.id, "We do.")
    with write_transaction(work.engine) as connection, pytest.raises(ValidationError):
        answer(work.act(connection, COORDINATOR), mail.id, "  ")
    assert read(work, mail.id).waits
    with write_transaction(work.engine) as connection:
        head = Actor("head_of_ico", "Head", login="head_of_ico")
        answer(work.act(connection, head), mail.id, "We do.")


def told(work: Work, instant: str) -> list[str]:
    """Whom the mails of one look of the clock go to."""
    work.clock.now, before = at(instant), len(work.rows(mails, mail="objection_waits"))
    with write_transaction(work.engine) as connection:
        write_objection_reminders(connection, work.office, work.clock())
    return [mail.recipient for mail in work.rows(mails, mail="objection_waits")[before:]]


def test_an_overdue_one_is_told_up_the_ladder_each_level_once(work: Work) -> None:
    objection(work)
    assert told(work, "2026-03-27 09:00") == []
    assert told(work, "2026-03-30 09:00") == ["mobility_coordinator"]
    assert told(work, "2026-03-30 09:01") == []
    assert told(work, "2026-04-02 09:00") == ["mobility_coordinator", "head_of_ico"]
    assert told(work, "2026-04-06 09:00") == ["head_of_ico", "general_secretary"]
    assert told(work, "2026-04-09 09:00") == ["head_of_ico", "general_secretary", "rector"]
    assert told(work, "2026-05-09 09:00") == []
    text = work.read(work.rows(mails, mail="objection_waits")[-1])
    assert "1 April 2026" in text and "Ana" not in text


def test_what_was_answered_put_aside_or_filed_to_a_case_is_told_to_nobody(work: Work) -> None:
    case_id = work.open()
    first, second, third = (objection(work, text) for text in ("one", "two", "three"))
    with write_transaction(work.engine) as connection:
        act = work.act(connection, COORDINATOR)
        answer(act, first.id, "We do.")
        put_aside(act, second.id, "not about us")
        file_into_case(act, third.id, work.number(case_id))
    assert told(work, "2026-04-02 09:00") == []
    assert all(task.done_at is not None for task in work.rows(tasks))
    filed_mail = read(work, third.id)
    assert (filed_mail.kind, filed_mail.case_id, filed_mail.due) == ("reply", case_id, None)
    assert work.history(case_id)[-1].name == "mail_came_in"


def test_the_briefing_tells_of_it_and_a_plan_takes_it_up(work: Work) -> None:
    mail = objection(work)
    work.clock.now = at("2026-03-12 08:00")
    with write_transaction(work.engine) as connection:
        write_digests(connection, work.office, work.clock())
        week = ("bmu", "week", date(2026, 3, 9))
        plan = plans.begin(connection, week, [], "Head", work.clock())  # type: ignore[arg-type]
        lines = plans.items_of(connection, plan.id)
    assert [line.task_id for line in lines] == [mail.task_id]
    assert lines[0].task_title == title_of_answer(mail.id), "in the language of whoever reads it"
    briefing = work.rows(mails, mail="briefing")[0]
    assert f"no. {mail.id} (by Wed 1 Apr 2026" in work.read(briefing)


def test_its_limit_follows_the_calendar_in_force(work: Work) -> None:
    mail = objection(work)
    work.office.close_on([Closure(date(2026, 3, 16), date(2026, 3, 18), Text("rest", "одмор"))])
    try:
        with write_transaction(work.engine) as connection:
            assert recount_objections(connection, work.office, work.clock()) == 1
    finally:
        work.office.close_on([])
    assert read(work, mail.id).due == date(2026, 4, 6)
    assert work.rows(table)[0].next_at == at("2026-04-02 08:00")
