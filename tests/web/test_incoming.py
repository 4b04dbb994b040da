"""Mail that came in, as clerks see it: filed to its case, looked at, its files recorded; and told
where a mail came back."""

from __future__ import annotations

import html
import os
import re
import shutil
from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from notifications.message import message_id
from office.config_file import SHIPPED
from persistence import incoming_mails, signs_of_life
from persistence.database import reading, write_transaction
from persistence.integrity import audit
from persistence.tables import incoming_mails as table
from persistence.tables import mails, outbox
from tests.notifications.incoming_examples import OFFICE, postfix, reply
from tests.web.bad_input import lost_of, sheets_on
from tests.web.browsing import LogIn, send
from tests.web.delivered import mails_to
from tests.web.office_at_work import OfficeAtWork, at
from workflows.people.erasing import erase_person
from workflows.people.exporting import export_person
from workflows.registers.keeping import OPERATOR, RegisterAct
from workflows.running.bootstrap import open_app
from workflows.running.finishing_erasures import finish_erasures
from workflows.running.mail_in import TakenIn, keep_taking_in, take_mail_in

PDF = b"%PDF-1.7 a transcript of hers alone"


@pytest.fixture
def office(new_office: Path, tmp_path: Path) -> Iterator[OfficeAtWork]:
    """A fresh office that reads a Maildir."""
    data = shutil.copytree(new_office, tmp_path / "data")
    settings = SHIPPED.read_text(encoding="utf-8")
    switched_on = settings.replace("take_from: nowhere", "take_from: maildir")
    assert switched_on != settings
    (data / "config.yaml").write_text(switched_on, encoding="utf-8")
    for part in ("tmp", "new", "cur"):
        (data / "mail-in" / part).mkdir(parents=True)
    office_at_work = OfficeAtWork(open_app(data), at("2026-03-11"), 1)
    yield office_at_work
    office_at_work.app.engine.dispose()


def deliver(office: OfficeAtWork, raw: bytes, name: str = "1", part: str = "new") -> Path:
    """A mail server puts a message into the office's mailbox."""
    path = office.app.office.data / "mail-in" / part / name
    path.write_bytes(raw)
    return path


def come_in(office: OfficeAtWork, *messages: bytes) -> TakenIn:
    for number, raw in enumerate(messages):
        deliver(office, raw, str(number))
    return take_mail_in(office.app, office.now)


def received(office: OfficeAtWork, number: str) -> str:
    """The Message-ID of the mail by which the candidate heard of the application."""
    mails_to(office, "ana@students.example")
    with reading(office.app.engine) as connection:
        key = connection.execute(
            select(mails.c.key).where(
                mails.c.case_id == office.case_id(number),
                mails.c.mail == "application_received",
                mails.c.recipient == "candidate",
            )
        ).scalar_one()
    return message_id(key, "bmu.example")


def with_transcript(to: str, content: bytes = PDF, name: str = "prepis ocena.pdf") -> bytes:
    message = EmailMessage()
    message["From"] = "Ana Petrović <ana@students.example>"
    message["To"] = OFFICE
    message["Subject"] = "My transcript"
    message["Message-ID"] = "<transcript@students.example>"
    message["In-Reply-To"] = to
    message.set_content("Here it is, from Ana Petrović.")
    message.add_attachment(content, maintype="application", subtype="pdf", filename=name)
    return message.as_bytes()


def text_of(client: TestClient, page: str) -> str:
    answer = client.get(page)
    assert answer.status_code == 200, answer.text
    return html.unescape(answer.text)


def message_of(client: TestClient, page: str) -> str:
    """The address of the first message that a page leads to."""
    match = re.search(r'href="(/incoming/\d+)"', client.get(page).text)
    assert match is not None
    return match[1]


def test_what_lies_in_the_mailbox_is_filed_and_taken_out_and_nothing_twice(
    office: OfficeAtWork,
) -> None:
    number = office.apply("Ana Petrović")
    identifier = received(office, number)
    read_before = deliver(office, reply(identifier), "seen:2,S", "cur")
    report = come_in(office, postfix(identifier), b"\x00 no message at all")
    assert report.filed == {"bounce": 1, "reply": 1, "unknown": 1}
    assert not read_before.exists()
    assert list((office.app.office.data / "mail-in" / "new").iterdir()) == []
    again = come_in(office, b"Received: again\n" + reply(identifier))
    assert (again.number, again.known) == (0, 1)


def test_a_message_that_came_while_nobody_read_was_received_as_it_came(
    office: OfficeAtWork,
) -> None:
    path = deliver(office, reply("<none@x.example>"))
    os.utime(path, (at("2026-03-09").timestamp(),) * 2)
    assert keep_taking_in(office.app, "a worker", office.now) == 1
    with reading(office.app.engine) as connection:
        (mail,) = incoming_mails.unfiled(connection, ["bmu"], True, (0, 5))
    assert mail.received_at == at("2026-03-09")


def alive(office: OfficeAtWork) -> None:
    """Sweep, worker and briefing were there just now."""
    with write_transaction(office.app.engine) as connection:
        for part in ("sweep", "worker", "briefing"):
            signs_of_life.note(connection, part, "one", office.now)


def test_a_mailbox_that_can_not_be_read_is_told_to_monitors_and_to_who_supervises_with_why(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    alive(office)
    client, folder = log_in("dusan"), office.app.office.data / "mail-in"
    assert "has never been read: see whether the worker runs" in client.get("/healthz").text
    folder.rename(folder.with_name("elsewhere"))
    assert keep_taking_in(office.app, "a worker", office.now) == 0
    assert "/mail-in/new: No such file or directory." in client.get("/healthz").text
    folder.with_name("elsewhere").rename(folder)
    keep_taking_in(office.app, "a worker", office.now)
    assert client.get("/healthz").status_code == 200
    folder.rename(folder.with_name("elsewhere"))
    for minutes, status in ((15, 200), (1, 503)):
        office.now += timedelta(minutes=minutes)
        alive(office)
        keep_taking_in(office.app, "a worker", office.now)
        assert client.get("/healthz").status_code == status
    page = text_of(client, "/board")
    assert "Mail does not come in" in page and "The office is not being watched" not in page
    assert "has not been read to its end for 16 minutes. The Maildir can't be read" in page
    client.get("/language/sr")
    page = text_of(client, "/board")
    assert "Пошта се не преузима" in page
    assert "није прочитано до краја већ 16 минута. Maildir не може да се чита" in page
    folder.with_name("elsewhere").rename(folder)
    keep_taking_in(office.app, "a worker", office.now)
    assert "Пошта се не преузима" not in text_of(client, "/board")


def test_a_message_that_can_not_be_read_stays_is_told_and_keeps_no_other_from_coming_in(
    office: OfficeAtWork,
) -> None:
    folder = office.app.office.data / "mail-in" / "new" / "broken"
    folder.mkdir()
    report = come_in(office, reply(""))
    assert (report.number, folder.exists()) == (1, True)
    assert str(report.obstacle).endswith("/mail-in/new/broken: Is a directory.")


def test_a_reply_waits_in_my_work_is_read_on_its_case_and_looked_at(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number = office.apply("Ana Petrović")
    come_in(office, reply(received(office, number), "<b>Monday</b> at ten."))
    vera = log_in("vera")
    assert f"/cases/{number}/mails" in text_of(vera, "/work")
    assert "not looked at" in text_of(vera, f"/cases/{number}/mails")
    page = message_of(vera, f"/cases/{number}/mails")
    assert "&lt;b&gt;Monday&lt;/b&gt; at ten." in vera.get(page).text
    assert send(vera, page, f"{page}/seen").status_code == 200
    assert "Vera Simić" in text_of(vera, page)
    assert f"/cases/{number}/mails" not in text_of(vera, "/work")
    assert "A mail came in" in text_of(vera, f"/cases/{number}/history")
    again = vera.post(f"{page}/seen", data={"token": re.findall(
        r'name="token" value="([^"]+)"', vera.get("/work").text)[0]})  # fmt: skip
    assert again.status_code == 409 and "settled it meanwhile" in again.text


def test_what_came_along_is_offered_as_a_document_and_recorded_by_people_alone(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number = office.apply("Ana Petrović")
    come_in(office, with_transcript(received(office, number)))
    vera = log_in("vera")
    page = message_of(vera, f"/cases/{number}/mails")
    assert vera.get(f"{page}/files/0").content == PDF
    assert vera.get(f"{page}/files/1").status_code == 404
    assert "prepis ocena" not in text_of(vera, f"/cases/{number}/documents")
    form_page = send(vera, page, f"{page}/files/0/record")
    assert form_page.status_code == 200, form_page.text
    assert 'value="transcript_of_records" selected' in form_page.text
    fields = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form_page.text))
    fields |= {"files.0.kind": "transcript_of_records", "files.0.delivered_on": "2026-03-11",
               "files.0.language": "en", "files.0.taken": "yes"}  # fmt: skip
    answer = vera.post(f"/cases/{number}/files/record", data=fields)
    assert answer.status_code == 200, answer.text
    assert "Transcript of Records" in text_of(vera, f"/cases/{number}/documents")


def test_a_file_that_the_office_does_not_take_is_refused_with_a_sentence(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number = office.apply("Ana Petrović")
    come_in(office, with_transcript(received(office, number), b"MZ a program", "x.exe"))
    vera = log_in("vera")
    page = message_of(vera, f"/cases/{number}/mails")
    refusal = send(vera, page, f"{page}/files/0/record")
    assert refusal.status_code == 422 and "is not a PDF, PNG, JPEG, DOCX or ODT" in refusal.text


def test_a_mail_that_came_back_stands_with_what_failed_and_goes_to_another_address(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number = office.apply("Ana Petrović")
    come_in(office, postfix(received(office, number)))
    vera = log_in("vera")
    reason = "550 5.1.1 <ana@students.example>: Recipient address rejected: User unknown"
    for page in ("/mails", f"/cases/{number}/mails", "/stuck"):
        assert reason in text_of(vera, page), page
    assert "came back" in text_of(vera, "/mails")
    assert "mail or document" in text_of(vera, "/board").casefold()
    with reading(office.app.engine) as connection:
        query = select(outbox.c.id).where(outbox.c.status == "bounced")
        action = connection.execute(query).scalar_one()
    answer = send(vera, "/mails", f"/mails/{action}/redirect",
                {"address": "ana@home.example", "reason": "she moved"})  # fmt: skip
    assert answer.status_code == 200
    with reading(office.app.engine) as connection:
        again = select(outbox.c.status).where(outbox.c.id == action)
        assert connection.execute(again).scalar_one() == "waiting"


def test_a_message_of_no_case_is_filed_by_hand_or_put_aside_with_a_reason(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number = office.apply("Ana Petrović")
    come_in(office, reply("<none@x.example>"), reply("", "Buy this", To="all@bmu.example"))
    vera = log_in("vera")
    assert "Messages of no case" in text_of(vera, "/work")
    addresses = re.findall(r'href="(/incoming/\d+)"', vera.get("/incoming").text)
    letter, advertisement = addresses
    wrong = send(vera, letter, f"{letter}/case", {"number": "BMU-2020-0001"})
    assert wrong.status_code == 422 and "there is no case BMU-2020-0001" in html.unescape(
        wrong.text
    ).replace("There", "there")
    assert send(vera, letter, f"{letter}/case", {"number": number.lower()}).status_code == 200
    assert "I come on Monday." in text_of(vera, message_of(vera, f"/cases/{number}/mails"))
    empty = send(vera, advertisement, f"{advertisement}/aside", {"text": " "})
    assert empty.status_code == 422
    aside = send(vera, advertisement, f"{advertisement}/aside", {"text": "advertisement"})
    assert aside.status_code == 200
    assert "No message waits." in text_of(vera, "/incoming")
    assert "put aside" in text_of(vera, "/incoming?show=settled")


def test_an_objection_is_answered_on_its_page_by_whom_it_waits_for(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    come_in(office, reply("<none@x.example>", Subject="Answer sooner"))
    vera, service = log_in("vera"), log_in("studentska")
    assert "Answer sooner" in text_of(vera, "/work")
    assert "Objections and suggestions to answer" not in text_of(service, "/work")
    page = message_of(vera, "/incoming")
    text = text_of(vera, page)
    assert "To be answered by" in text and "BMU-33b" in text and "Wed 1 Apr 2026" in text
    assert f"{page}/answer" not in service.get(page).text
    empty = send(vera, page, f"{page}/answer", {"text": " "})
    assert empty.status_code == 422
    long = "We do from now on. " * 150
    assert send(vera, page, f"{page}/answer", {"text": long}).status_code == 200
    assert "answered" in text_of(vera, page) and long.strip() in text_of(vera, page)
    assert long.split(".")[0] in mails_to(office, "ana@students.example")[-1]
    assert "Answer sooner" not in text_of(vera, "/work")


def test_an_answer_to_what_a_colleague_has_answered_meanwhile_is_quoted_and_not_lost(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    come_in(office, reply("<none@x.example>", Subject="Answer sooner"))
    vera, page = log_in("vera"), "/incoming/1"
    late_form = next(sheet for sheet in sheets_on(vera, page) if "answer" in sheet.form.action)
    assert send(vera, page, f"{page}/answer", {"text": "Within a week."}).status_code == 200
    late = late_form.send({"text": "We do from <now> on."})
    assert late.status_code == 409 and "settled" in late.text
    assert lost_of(late_form, {"text": "We do from <now> on."}, late) == ""
    assert len(mails_to(office, "ana@students.example")) == 1


def test_who_is_of_the_commission_reads_no_mail(office: OfficeAtWork, log_in: LogIn) -> None:
    come_in(office, reply("<none@x.example>"))
    member = log_in("m.ilic")
    assert member.get("/incoming").status_code == 403
    assert member.get("/incoming/1").status_code == 403
    assert log_in("vera").get("/incoming/2").status_code == 404


def test_an_erasure_takes_what_somebody_wrote_with_its_files(office: OfficeAtWork) -> None:
    number = office.apply("Ana Petrović")
    alone = with_transcript("<none@x.example>").replace(b"<transcript@", b"<another@")
    come_in(office, with_transcript(received(office, number)), alone)
    office.advance(number, "withdraw", {"reason": "changed plans"}, "2026-03-11")
    app = office.app
    with write_transaction(app.engine) as connection:
        act = RegisterAct(connection, app.office, "bmu", OPERATOR, office.now)
        assert b"Here it is, from Ana" in export_person(act, "ana@students.example").json
        erase_person(act, "ana@students.example", "her own request")
    assert finish_erasures(app.office, app.engine, office.now)
    with reading(app.engine) as connection:
        assert connection.execute(select(table.c.id)).all() == []
        assert audit(connection, app.office.data, app.office.calendar).is_sound
    files = [path for path in (app.office.data / "files").rglob("*") if path.is_file()]
    assert not [path for path in files if b"students.example" in path.read_bytes()]


def test_the_head_sees_messages_of_no_case_that_are_due_to_go_and_erases_them(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    come_in(office, reply("", To="all@bmu.example"))
    vera, here = log_in("vera"), "/reference/personal-data"
    page = re.findall(r'href="(/incoming/\d+)"', vera.get("/incoming").text)[0]
    assert send(vera, page, f"{page}/aside", {"text": "advertisement"}).status_code == 200
    assert "ana@students.example" not in text_of(log_in("dusan"), here)
    office.now += timedelta(days=365)
    dusan = log_in("dusan")
    line = "Ana Petrović <ana@students.example> – a message of no case, settled on"
    assert line in text_of(dusan, here)
    preview = send(dusan, here, f"{here}/due")
    assert line in html.unescape(preview.text)
    fields = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', preview.text))
    assert dusan.post(f"{here}/due", data=fields).status_code == 200
    assert line not in text_of(dusan, here)
    with reading(office.app.engine) as connection:
        assert connection.execute(select(table.c.id)).all() == []
        assert audit(connection, office.app.office.data, office.app.office.calendar).is_sound
