"""On the pages: an application that came in time is noted after the call has closed."""

from __future__ import annotations

import html
from typing import Any

from sqlalchemy import Row, select

from persistence.database import reading
from persistence.tables import mails
from tests.web.browsing import LogIn, send, token_of
from tests.web.office_at_work import APPLICATION, REQUIRED, OfficeAtWork, at
from workflows.cases.status import load_case
from workflows.running.scheduler import look

NEW = "/calls/1/cases/new"
MILA = {
    "name": "Mila Tošić",
    "email": "mila@students.example",
    "level": "master",
    "writes_in": "sr",
}


def test_a_case_that_time_closed_takes_an_application_of_the_last_day(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number = office.open("Ana Petrović")
    for kind in REQUIRED:
        office.record(number, "document", {"kind": kind})
    office.advance(number, "lapse", None, "2026-03-17", "system")
    office.now = at("2026-03-19")
    client, page = log_in("vera"), f"/cases/{number}"
    step = f"{page}/steps/submit_application"
    assert 'name="received_on"' in client.get(page).text
    late = send(client, page, step, {**APPLICATION, "received_on": "2026-03-17"})
    assert "closed on Mon 16 Mar 2026 at 24:00" in late.text
    ahead = send(client, page, step, {**APPLICATION, "received_on": "2026-03-20"})
    assert ahead.status_code == 422
    assert "2026-03-20 lies in the future" in ahead.text
    answer = send(client, page, step, {**APPLICATION, "received_on": "2026-03-16"})
    assert answer.status_code == 200
    assert "Application received" in answer.text


def test_who_applied_on_the_last_day_gets_a_case_the_next_morning_and_is_in_time(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    """Nobody had heard of her before her papers came: time ends nothing until they are noted."""
    office.now, vera = at("2026-03-17"), log_in("vera")
    assert "An application that came in time" in vera.get("/calls/1").text
    assert "was received by its last day" in vera.get(NEW).text
    answer = send(vera, NEW, NEW, MILA, follow=False)
    page = answer.headers["location"].removesuffix("?saved=1")
    text = html.unescape(vera.get(page).text)
    assert "the case was opened once the call had closed; a setting of the office" in text
    look(office.app, "tests", at("2026-03-18"))
    for kind in REQUIRED:
        office.record(page.removeprefix("/cases/"), "document",
                      {"kind": kind, "delivered_on": "2026-03-16"}, "2026-03-18")  # fmt: skip
    office.now, step = at("2026-03-19"), f"{page}/steps/submit_application"
    late = send(vera, page, step, APPLICATION)
    assert late.status_code == 409 and "closed on Mon 16 Mar 2026 at 24:00" in late.text
    in_time = send(vera, page, step, {**APPLICATION, "received_on": "2026-03-16"})
    assert in_time.status_code == 200 and "Application received" in in_time.text


def mails_of(office: OfficeAtWork) -> list[Row[Any]]:
    with reading(office.app.engine) as connection:
        return list(connection.execute(select(mails).where(mails.c.case_id.is_not(None))))


def state_of(office: OfficeAtWork, page: str) -> str:
    with reading(office.app.engine) as connection:
        return load_case(connection, office.case_id(page.removeprefix("/cases/")))[0].state


def test_who_has_not_applied_after_all_is_closed_fifteen_days_after_the_case_was_opened(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    office.now, vera = at("2026-03-17"), log_in("vera")
    page = send(vera, NEW, NEW, MILA, follow=False).headers["location"].removesuffix("?saved=1")
    look(office.app, "tests", at("2026-04-01", 23))
    reminders = [mail for mail in mails_of(office) if mail.mail == "reminder"]
    assert [mail.recipient for mail in reminders] == ["mobility_coordinator"]
    assert state_of(office, page) == "call"
    look(office.app, "tests", at("2026-04-02", 1))
    assert state_of(office, page) == "not_applied"


def test_a_clerk_of_another_language_reads_for_whom_a_case_is_still_opened(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    office.now, vera = at("2026-03-17"), log_in("vera")
    vera.cookies.set("language", "sr")
    assert "Благовремена пријава" in vera.get("/calls/1").text
    assert "унесите је са даном пријема" in vera.get(NEW).text
    assert vera.post(NEW, data={**MILA, "token": token_of(vera, NEW)}).status_code == 200
