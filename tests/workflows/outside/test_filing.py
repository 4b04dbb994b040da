"""What came in is filed: replies to their case, bounces to their mail; nobody is ever answered by
a machine, and the same message is one however often it is read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from notifications.incoming import read_message
from notifications.message import message_id, tagged
from persistence import given_up_actions, incoming_mails, mail_list
from persistence.connections import connect
from persistence.database import reading, write_transaction
from persistence.incoming_mails import StoredIncomingMail
from persistence.integrity import audit
from persistence.tables import incoming_mails as table
from persistence.tables import mails, outbox
from tests.notifications.incoming_examples import BOUNCES, MACHINES, reply
from tests.notifications.test_incoming import MESSAGES
from tests.workflows.office_fixtures import Work, at_work, database, migrated_database, work
from workflows.outside.filing import Filed, file_message, read_arrived

__all__ = ["database", "work"]


def come_in(work: Work, raw: bytes) -> Filed | None:
    with write_transaction(work.engine) as connection:
        return file_message(connection, work.office, read_arrived(raw, work.clock()), work.clock())


def stored(work: Work, filing: Filed | None) -> StoredIncomingMail:
    assert filing is not None
    with reading(work.engine) as connection:
        mail = incoming_mails.by_id(connection, filing.number)
    assert mail is not None
    return mail


def applied(work: Work) -> tuple[int, str, str]:
    """Ana has applied, and the mail that says so has left: her case, its key, its Message-ID."""
    case_id = work.open()
    work.bring("application", case_id)
    work.drain()
    (mail,) = work.rows(mails, case_id=case_id, mail="application_received", recipient="candidate")
    return case_id, mail.key, message_id(mail.key, "bmu.example")


def test_a_reply_stands_in_its_case_and_in_its_history_and_waits_to_be_looked_at(
    work: Work,
) -> None:
    case_id, key, identifier = applied(work)
    mail = stored(work, come_in(work, reply(identifier)))
    assert (mail.kind, mail.case_id, mail.mail_key, mail.waits) == ("reply", case_id, key, True)
    assert mail.text == "I come on Monday." and not mail.is_from_elsewhere
    entry = work.history(case_id)[-1]
    assert (entry.kind, entry.name, entry.role) == ("notice", "mail_came_in", "system")
    assert "Monday" not in entry.data and "ana@" not in entry.data
    with reading(work.engine) as connection:
        (waiting_case,) = incoming_mails.waiting_cases(connection, ["bmu"])
        assert audit(connection, work.office.data, work.office.calendar).is_sound
    assert (waiting_case.number, waiting_case.waiting) == (work.number(case_id), 1)


def test_a_reply_to_an_address_with_a_tag_is_filed_without_any_message_id(work: Work) -> None:
    case_id, key, _ = applied(work)
    (mail,) = work.rows(mails, key=key)
    to = tagged("mobility@bmu.example", mail.id, key)
    assert stored(work, come_in(work, reply("<gone@x.example>", To=to))).case_id == case_id
    forged_address = to.replace(f"m{mail.id}.", f"m{mail.id + 1}.")
    other = stored(work, come_in(work, reply("<gone@x.example>", "Other", To=forged_address)))
    assert (other.case_id, other.kind) == (None, "objection")


def test_who_writes_from_another_address_than_the_mail_went_to_is_told(work: Work) -> None:
    _, _, identifier = applied(work)
    mail = stored(work, come_in(work, reply(identifier, From="somebody@else.example")))
    assert mail.is_from_elsewhere


@pytest.mark.parametrize("program", BOUNCES)
def test_a_mail_that_came_back_is_told_with_the_servers_reason(work: Work, program: str) -> None:
    case_id, key, identifier = applied(work)
    report, reason = BOUNCES[program]
    mail = stored(work, come_in(work, report(identifier)))
    assert (mail.kind, mail.mail_key, mail.failure, mail.waits) == ("bounce", key, reason, False)
    (action,) = work.outbox(mail_key=key)
    assert (action.status, action.last_error) == ("bounced", reason)
    assert work.history(case_id)[-1].name != "mail_came_in"
    with reading(work.engine) as connection:
        assert audit(connection, work.office.data, work.office.calendar).is_sound


def test_a_mail_written_to_another_address_since_came_back_only_from_there(work: Work) -> None:
    _, key, identifier = applied(work)
    come_in(work, BOUNCES["postfix"][0](identifier))
    with write_transaction(work.engine) as connection:
        (action,) = work.outbox(mail_key=key)
        mail_list.redirect(connection, work.rows(mails, key=key)[0].id, "ana@home.example")
        assert given_up_actions.retry(connection, action.id, work.clock())
    work.drain()
    assert come_in(work, BOUNCES["qmail"][0](identifier)) is not None
    assert work.outbox(mail_key=key)[0].status == "done", "the old address again"
    other = BOUNCES["exim"][0](identifier).replace(b"ana@students", b"ana@home")
    assert come_in(work, other) is not None
    assert work.outbox(mail_key=key)[0].status == "bounced"


def test_a_mail_that_comes_back_before_it_is_known_to_have_left_is_for_people_to_see(
    work: Work,
) -> None:
    case_id = work.open()
    work.bring("application", case_id)
    (mail,) = work.rows(mails, case_id=case_id, mail="application_received", recipient="candidate")
    report, reason = BOUNCES["postfix"]
    bounce = stored(work, come_in(work, report(message_id(mail.key, "bmu.example"))))
    assert (bounce.kind, bounce.mail_key, bounce.failure) == ("bounce", mail.key, reason)
    assert bounce.waits, "its action would be marked as done by whoever sends it"
    reply_mail = stored(work, come_in(work, reply(message_id(mail.key, "bmu.example"))))
    assert (reply_mail.kind, reply_mail.case_id) == ("reply", case_id)


def test_messages_read_again_in_another_order_change_nothing(work: Work) -> None:
    case_id, key, identifier = applied(work)
    bounce, answer = BOUNCES["exim"][0](identifier), reply(identifier)
    assert come_in(work, bounce) and come_in(work, answer)
    before = (work.history(case_id), work.outbox(mail_key=key), work.rows(table))
    assert [come_in(work, raw) for raw in (answer, bounce, answer)] == [None, None, None]
    assert (work.history(case_id), work.outbox(mail_key=key), work.rows(table)) == before


def test_a_bounce_of_a_mail_that_nobody_knows_waits_for_people(work: Work) -> None:
    mail = stored(work, come_in(work, BOUNCES["postfix"][0]("<other@elsewhere.example>")))
    assert (mail.kind, mail.mail_key, mail.waits) == ("bounce", None, True)


@pytest.mark.parametrize("machine", MACHINES)
def test_what_a_machine_answers_is_filed_and_starts_nothing(work: Work, machine: str) -> None:
    case_id, _, identifier = applied(work)
    before = work.history(case_id)
    mail = stored(work, come_in(work, reply(identifier, **MACHINES[machine])))
    assert (mail.kind, mail.case_id, mail.waits) == ("automatic", case_id, False)
    assert work.history(case_id) == before


def test_what_people_write_to_the_mobility_address_of_themselves_is_an_objection(
    work: Work,
) -> None:
    mail = stored(work, come_in(work, reply("<none@x.example>", In_Reply_To="")))
    assert (mail.kind, mail.case_id, mail.waits) == ("objection", None, True)
    stray_mail = stored(work, come_in(work, reply("", "To others", To="other@bmu.example")))
    assert (stray_mail.kind, stray_mail.waits) == ("unknown", True)


def test_the_same_message_read_twice_is_one_by_whichever_way_it_came(work: Work) -> None:
    case_id, _, identifier = applied(work)
    message = reply(identifier)
    assert come_in(work, message) is not None
    for again in (message, b"Received: from a by b\n" + message, message.replace(b"\n", b"\r\n")):
        assert come_in(work, again) is None
    assert len(work.rows(table)) == 1
    assert [e.name for e in work.history(case_id)].count("mail_came_in") == 1


def test_a_mail_of_the_office_that_comes_back_to_it_starts_nothing(work: Work) -> None:
    _, _, identifier = applied(work)
    raw = f"From: mobility@bmu.example\nTo: mobility@bmu.example\nMessage-ID: {identifier}\n"
    mail = stored(work, come_in(work, f"{raw}Auto-Submitted: auto-generated\n\nHi".encode()))
    assert (mail.kind, mail.waits) == ("automatic", False)


@pytest.fixture(scope="module")
def quiet(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Work]:
    """An office of which nothing is asked but to take in what comes."""
    folder: Path = tmp_path_factory.mktemp("quiet")
    with migrated_database("sqlite", folder) as url:
        engine = connect(url)
        yield at_work(engine, folder / "data")
        engine.dispose()


@given(MESSAGES)
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_bytes_come_in_there_is_one_entry_nothing_is_lost_and_no_mail_leaves(
    quiet: Work, raw: bytes
) -> None:
    before, sent_count = len(quiet.rows(table)), len(quiet.rows(outbox))
    filing = come_in(quiet, raw)
    again = come_in(quiet, raw)
    assert again is None
    assert len(quiet.rows(table)) == before + (filing is not None)
    assert len(quiet.rows(outbox)) == sent_count
    if filing is not None:
        mail = stored(quiet, filing)
        file = quiet.office.data / "files" / str(mail.file)[:2] / str(mail.file)
        assert file.read_bytes() == raw and read_message(raw).subject == mail.subject
