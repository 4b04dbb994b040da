"""Mails that failed: seen with the server's words, tried again, and written to another address."""

from __future__ import annotations

import html
import re

import pytest
from sqlalchemy import select, update
from starlette.testclient import TestClient

from persistence import changes
from persistence.database import reading, write_transaction
from persistence.tables import mails, outbox
from tests.web.browsing import LogIn, send, token_of
from tests.web.office_at_work import OfficeAtWork

ERROR = "550 5.1.1 <ana@students.example>: no such mailbox"


def text_of(client: TestClient, page: str) -> str:
    return html.unescape(client.get(page).text)


def failed(office: OfficeAtWork, *names: str) -> list[int]:
    """Each candidate's case is opened, and all mails of it fail; the actions."""
    for name in names:
        office.apply(name)
    with write_transaction(office.app.engine) as connection:
        change = update(outbox).where(outbox.c.action == "mail")
        connection.execute(change.values(status="dead", attempts=6, last_error=ERROR))
        ids = connection.execute(select(outbox.c.id).where(outbox.c.action == "mail")).scalars()
        return list(ids)


def status_of(office: OfficeAtWork, action: int) -> str:
    with reading(office.app.engine) as connection:
        status = select(outbox.c.status).where(outbox.c.id == action)
        return str(connection.execute(status).scalar_one())


def test_a_failed_mail_is_shown_with_whom_what_when_and_the_servers_words(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    failed(office, "Ana Petrović")
    page = text_of(log_in("vera"), "/mails")
    assert "Ana Petrović" in page and "ana@students.example" in page
    assert ERROR in page and "6 attempts" in page
    assert re.search(r'href="/letters/\d+"', page)
    assert 'href="/cases/BMU-2026-0001?form=candidate#fact-candidate"' in page


def test_what_waits_says_why_and_when_it_is_tried_next(office: OfficeAtWork, log_in: LogIn) -> None:
    office.apply("Ana Petrović")
    page = text_of(log_in("rektor"), "/mails?show=waiting")
    assert "waiting to be sent" in page and "next try" in page
    assert "Try the ticked ones again" not in page


def test_some_are_tried_again_or_all_that_had_failed_when_one_looked(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    first, *rest = failed(office, "Ana Petrović", "Boris Ilić", "Vuk Tot")
    client = log_in("vera")
    answer = send(client, "/mails", "/mails/retry", {"mail": [str(first)]})
    assert "Tried again: <b>1</b>" in answer.text
    assert status_of(office, first) == "waiting"
    assert {status_of(office, action) for action in rest} == {"dead"}
    data = {"all": "yes", "newest": str(rest[0]), "token": token_of(client, "/mails")}
    client.post("/mails/retry", data=data)
    assert status_of(office, rest[0]) == "waiting"
    assert status_of(office, rest[1]) == "dead", "it had not failed yet when the page was made"


def test_a_mail_to_a_role_that_nobody_holds_stays_and_is_named(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    (action, *_) = failed(office, "Ana Petrović")
    with write_transaction(office.app.engine) as connection:
        no_holder = {"to_address": "", "to_name": "Dean", "recipient": "dean"}
        key = select(outbox.c.mail_key).where(outbox.c.id == action).scalar_subquery()
        connection.execute(update(mails).where(mails.c.key == key).values(**no_holder))
    answer = send(log_in("vera"), "/mails", "/mails/retry", {"mail": [str(action)]})
    assert "Still can't be sent" in html.unescape(answer.text)
    assert status_of(office, action) == "dead"


def test_a_mail_goes_to_another_address_and_the_log_says_who_sent_it_where_and_why(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    (action, *_) = failed(office, "Ana Petrović")
    client = log_in("vera")
    fields = {"address": "ana.petrovic@mail.example", "reason": "Mistyped in the application"}
    page = html.unescape(send(client, "/mails", f"/mails/{action}/redirect", fields).text)
    assert status_of(office, action) == "waiting"
    log = page.partition("Log of changes")[2]
    assert "Vera Simić" in log and "was: ana@students.example" in log
    assert "Mistyped in the application" in log
    with reading(office.app.engine) as connection:
        (entry,) = changes.of(connection, "mail")
        mail = connection.execute(select(mails).where(mails.c.id == int(entry.change.key))).one()
    assert mail.to_address == "ana.petrovic@mail.example"
    again = client.post(
        f"/mails/{action}/redirect", data={**fields, "token": token_of(client, "/mails")}
    )
    assert again.status_code == 422 and "has left meanwhile" in again.text


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"address": "nowhere", "reason": "x"}, "is not a mail address"),
        ({"address": "a@b.example", "reason": "  "}, "the reason must be given in words"),
        ({"address": "", "reason": "x"}, "write a mail address, such as"),
        ({"address": "nowhere", "reason": ""}, "is not a mail address"),
        ({"address": "nowhere", "reason": ""}, "the reason must be given in words"),
        ({"address": "a@b.example", "reason": "x" * 501}, "is too long: at most 500 letters"),
    ],
)
def test_what_cant_be_is_told_at_its_field_and_the_mail_stays(
    office: OfficeAtWork, log_in: LogIn, fields: dict[str, str], sentence: str
) -> None:
    (action, *_) = failed(office, "Ana Petrović")
    refusal = send(log_in("vera"), "/mails", f"/mails/{action}/redirect", fields)
    assert refusal.status_code == 422 and sentence in html.unescape(refusal.text)
    assert status_of(office, action) == "dead"


def test_the_rector_reads_and_retries_nothing_and_the_commission_does_not_read(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    (action, *_) = failed(office, "Ana Petrović")
    rector = log_in("rektor")
    assert "Try the ticked ones again" not in text_of(rector, "/mails")
    data = {"mail": [str(action)], "token": token_of(rector, "/work")}
    assert rector.post("/mails/retry", data=data).status_code == 403
    assert log_in("m.ilic").get("/mails").status_code == 403


def test_nonsense_in_the_address_and_in_the_form_is_no_error(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    failed(office, "Ana Petrović")
    client = log_in("vera")
    assert client.get("/mails?show=²&page=-1").status_code == 200
    for nonsense in ({"mail": ["²", "x", "9" * 40, "-1"]}, {"all": "yes", "newest": "²"}, {}):
        data = {**nonsense, "token": token_of(client, "/mails")}
        assert "Tried again: <b>0</b>" in client.post("/mails/retry", data=data).text
