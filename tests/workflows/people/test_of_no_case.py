"""What is of no case: messages that came in, and links by which somebody was to apply. They are
told to whom they are of, go with them, and go by periods of their own."""

from __future__ import annotations

import json
from typing import Any

import pytest

from notifications.mailer import CapturingMailer
from office.settings import Outside, Retention
from persistence import files
from persistence.database import reading, write_transaction
from persistence.personal_data import KINDS
from persistence.tables import erasures, incoming_mails, mails, outbox, persons
from persistence.tables import outside_links as links
from states.decision import Actor
from states.frozen import replace
from states.moments import civil_date
from states.validation_error import ValidationError
from tests.notifications.incoming_examples import reply
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
from tests.workflows.people.erasing_fixtures import (
    ADDRESS,
    act,
    audited,
    bytes_of,
    erased,
    finished,
    well_known,
)
from workflows.cases.new_case import read_candidate
from workflows.cases.newcomers import open_for_newcomer
from workflows.outside.applying import send_application_link
from workflows.outside.filing import file_message, read_arrived
from workflows.outside.incoming import put_aside
from workflows.outside.objections import answer
from workflows.people.erasing import preview
from workflows.people.exporting import export_person
from workflows.people.retention import (
    due_cases,
    due_of_no_case,
    erase_due,
    erase_due_of_no_case,
)
from workflows.running.retaining import keep_periods

__all__ = ["any_work", "database", "work"]

COORDINATOR = Actor("mobility_coordinator", "Mobility Coordinator", login="mobility_coordinator")
WORDS = "I could not hear my own lecture."
FROM_HER = {"From": f"Ana Petrović Savić <{ADDRESS.upper()}>"}


def objection(work: Work, text: str = WORDS, **headers: str) -> int:
    """Somebody writes to the mobility address of themselves; the message's number."""
    raw = reply("", text, Subject="A suggestion", **headers)
    with write_transaction(work.engine) as connection:
        message = read_arrived(raw, work.clock())
        filing = file_message(connection, work.office, message, work.clock())
    assert filing is not None and filing.kind == "objection"
    return filing.number


def answered(work: Work, number: int) -> None:
    with write_transaction(work.engine) as connection:
        answer(work.act(connection, COORDINATOR), number, "We put up a screen.")
    work.drain()


def keeping(work: Work, **periods: Any) -> Work:
    """The same office with these periods only, whose outside pages are on."""
    kinds = ("sensitive", "documents", "mails", "notes", "person", "messages", "links", "unapplied")
    retention = Retention(**{**dict.fromkeys(kinds), **periods})
    office = with_settings(work.office, retention=retention, outside=Outside(enabled=True))
    return replace(work, office=office)


def due(work: Work) -> list[tuple[str, str, str]]:
    with reading(work.engine) as connection:
        return [
            (item.kind, item.address, str(item.day))
            for item in due_of_no_case(act(work, connection))
        ]


def let_go(work: Work) -> int:
    with write_transaction(work.engine) as connection:
        return erase_due_of_no_case(act(work, connection))


def ask_for_link(work: Work, address: str) -> None:
    """Somebody asks to apply in the open call, and the mail with the link leaves."""
    with write_transaction(work.engine) as connection:
        to = (address, "en")
        send_application_link(connection, work.office, work.call_id, to, work.clock())
    work.drain()


def test_a_person_is_told_what_they_wrote_of_no_case_and_it_goes_with_them(any_work: Work) -> None:
    work = any_work
    well_known(work)
    number = objection(work, **FROM_HER)
    other = objection(work, "Louder.", Message_ID="<2@x.example>", From="Boris <boris@x.example>")
    answered(work, number)
    with write_transaction(work.engine) as connection:
        export = export_person(act(work, connection), ADDRESS)
    (exported_message,) = json.loads(export.json)["messages_of_no_case"]
    assert (exported_message["text"], exported_message["answer"]) == (WORDS, "We put up a screen.")
    (row, _) = work.rows(incoming_mails)
    assert files.path_of(work.office.data, row.file).exists()
    erased(work)
    assert finished(work)
    assert [message.id for message in work.rows(incoming_mails)] == [other]
    assert not files.path_of(work.office.data, row.file).exists()
    (mail,) = work.rows(mails, mail="objection_answered")
    assert (mail.to_address, mail.words, mail.subject) == ("", None, "")
    sent_mails = [content for _, content in bytes_of(work.office.data / "mail")]
    assert not any(b"screen" in content for content in sent_mails)
    assert audited(work).discrepancies == ()


HIS = "boris@x.example"
FROM_HIM = {"Message_ID": "<2@x.example>", "From": f"Boris <{HIS}>"}


def test_who_only_wrote_to_the_office_is_told_so_and_erased_by_the_address(any_work: Work) -> None:
    work = any_work
    her_mail = objection(work, **FROM_HER)
    his_mail = objection(work, "Louder.", **FROM_HIM)
    answered(work, his_mail)
    with write_transaction(work.engine) as connection:
        export = export_person(act(work, connection), HIS)
        summary = preview(act(work, connection), HIS.upper())
    personal_data = json.loads(export.json)
    assert (personal_data["cases"], personal_data["person"]) == ([], [])
    assert [message["text"] for message in personal_data["messages_of_no_case"]] == ["Louder."]
    assert (summary.name, summary.messages, summary.cases) == (HIS.upper(), 1, ())
    erased(work, HIS)
    assert finished(work)
    assert [row.id for row in work.rows(incoming_mails)] == [her_mail]
    contents = [content for _, content in bytes_of(work.office.data / "mail")]
    assert not any(b"screen" in content for content in contents)
    assert audited(work).discrepancies == ()
    with pytest.raises(ValidationError, match="nobody is known by boris"):
        erased(work, HIS)


def test_a_partner_that_wrote_is_no_person_to_erase(work: Work) -> None:
    host = "incoming@graz.example"
    objection(work, "Your call is late.", **{**FROM_HIM, "From": host})
    with pytest.raises(ValidationError, match="nobody is known by"):
        erased(work, host)


def test_messages_of_no_case_go_a_period_after_they_were_settled_and_what_waits_stays(
    any_work: Work,
) -> None:
    work = keeping(any_work, messages="30 days")
    settled_number, waiting_number = (
        objection(work),
        objection(work, "Louder.", Message_ID="<2@x.example>"),
    )
    work.clock.pass_by(days=5)
    answered(work, settled_number)
    (row, _) = work.rows(incoming_mails)
    settled_on = str(civil_date(work.clock()))
    work.clock.pass_by(days=29)
    assert due(work) == []
    work.clock.pass_by(days=1)
    assert due(work) == [("messages", ADDRESS, settled_on)]
    assert let_go(work) == 1
    assert finished(work)
    assert [message.id for message in work.rows(incoming_mails)] == [waiting_number]
    assert not files.path_of(work.office.data, row.file).exists()
    (mail,) = work.rows(mails, mail="objection_answered")
    assert (mail.to_address, mail.words) == ("", None)
    assert [erasure.reason for erasure in work.rows(erasures)] == [
        "the periods of the settings are over"
    ]
    assert audited(work).discrepancies == ()
    assert (due(work), let_go(work)) == ([], 0)


def test_an_answer_that_has_not_left_never_leaves_once_its_message_is_gone(work: Work) -> None:
    work = keeping(work, messages="1 day")
    number = objection(work)
    with write_transaction(work.engine) as connection:
        answer(work.act(connection, COORDINATOR), number, "We put up a screen.")
    work.clock.pass_by(days=1)
    assert let_go(work) == 1
    work.drain()
    (action,) = work.rows(outbox, mail_key=f"objection/{number}/answer")
    assert (action.status, action.last_error is None) == ("done", False)
    assert isinstance(work.mailer, CapturingMailer)
    assert work.mailer.messages == []


def test_what_was_put_aside_and_what_a_machine_wrote_go_too(work: Work) -> None:
    work = keeping(work, messages="30 days")
    number = objection(work)
    with write_transaction(work.engine) as connection:
        put_aside(work.act(connection, COORDINATOR), number, "an advertisement")
        raw = reply("", Auto_Submitted="auto-replied", Message_ID="<3@x.example>")
        file_message(connection, work.office, read_arrived(raw, work.clock()), work.clock())
    work.clock.pass_by(days=30)
    assert len(due(work)) == 2
    assert (let_go(work), work.rows(incoming_mails)) == (2, [])


def test_a_link_by_which_nobody_began_goes_a_period_after_it_ended_with_its_mail(
    any_work: Work,
) -> None:
    work = keeping(any_work, links="10 days")
    ask_for_link(work, "zora@x.example")
    (link,) = work.rows(links)
    assert "zora" not in link.mail_key, "a key outlasts the words of a mail"
    work.clock.pass_by(days=work.office.settings.outside.link_days + 9)
    assert due(work) == []
    work.clock.pass_by(days=1)
    assert [(kind, address) for kind, address, _ in due(work)] == [("links", "zora@x.example")]
    assert let_go(work) == 1
    assert work.rows(links) == []
    (mail,) = work.rows(mails, mail="application_link")
    assert (mail.to_address, mail.to_name, mail.words) == ("", "", None)
    assert audited(work).discrepancies == ()


def test_all_of_a_case_that_its_candidate_began_and_never_applied_in_goes_by_its_own_period(
    work: Work,
) -> None:
    work = keeping(work, unapplied="30 days", person="10 years")
    zora = {**ANA, "name": "Zora Kos", "email": "zora@x.example"}
    with write_transaction(work.engine) as connection:
        candidate = read_candidate(zora)
        by_herself = work.act(connection, Actor("candidate", candidate.name))
        her_case = open_for_newcomer(by_herself, work.call_id, candidate).id
    by_a_clerk = work.open(BORIS)
    for case_id in (her_case, by_a_clerk):
        work.clock.now = at("2026-03-17 00:05")
        work.do(case_id, "lapse", {}, "system")
    work.clock.pass_by(days=29)
    with reading(work.engine) as connection:
        assert due_cases(act(work, connection)) == []
    work.clock.pass_by(days=1)
    with reading(work.engine) as connection:
        (due_case,) = due_cases(act(work, connection))
    assert (due_case.name, due_case.preview.kinds) == ("Zora Kos", KINDS)
    with write_transaction(work.engine) as connection:
        erase_due(act(work, connection), [her_case, by_a_clerk])
    names = {person.name for person in work.rows(persons)}
    assert "Zora Kos" not in names and BORIS["name"] in names
    assert audited(work).discrepancies == ()


def test_the_nightly_job_lets_go_what_is_of_no_case_where_the_settings_say_so(work: Work) -> None:
    work = keeping(work, messages="30 days")
    answered(work, objection(work))
    work.clock.pass_by(days=30)
    assert keep_periods(work.app, "a worker", work.clock()) == 0
    work = keeping(work, messages="30 days", erase_by_itself=True)
    assert keep_periods(work.app, "a worker", work.clock()) == 1
    assert work.rows(incoming_mails) == []
