"""The escalation ledger on its page: who was told of what was late, when, and what is missing."""

from __future__ import annotations

import html
from datetime import timedelta

import pytest
from sqlalchemy import delete

from persistence.database import write_transaction
from persistence.tables import outbox, timers
from tests.web.browsing import LogIn
from tests.web.office_at_work import OfficeAtWork, at
from tests.web.statements import statements_of
from workflows.running.reconciling import reconcile
from workflows.running.scheduler import look
from workflows.running.statistics import count_statistics


@pytest.fixture
def late(office: OfficeAtWork) -> str:
    """A nomination that has been overdue since April, with everybody on the ladder told."""
    number = office.apply("Ana Petrović")
    office.score_by_all(number, 38)
    office.publish()
    office.now = at("2026-03-20")
    while office.now < at("2026-04-21"):
        office.now += timedelta(hours=12)
        look(office.app, "tests", office.now)
    return number


def compared(office: OfficeAtWork) -> None:
    office.now += timedelta(days=1)
    reconcile(office.app.office, office.app.engine, office.now)


def ledger(log_in: LogIn, query: str = "", login: str = "dusan") -> str:
    answer = log_in(login).get(f"/board/escalations{query}")
    assert answer.status_code == 200, answer.text
    return html.unescape(answer.text)


def test_the_head_reads_which_escalation_went_to_whom_and_for_which_step(
    office: OfficeAtWork, log_in: LogIn, late: str
) -> None:
    assert "Nothing has been compared yet" in ledger(log_in)
    compared(office)
    page = ledger(log_in)
    assert "No notice is missing, and none is doubled." in page
    assert "Escalation to the Rector" in page
    assert "Mirjana Ilić" in page, "the Rector, by name"
    assert page.count(late) >= 8
    assert page.count('<td class="what">Nominate to the host<') >= 3, "the step that was late"
    to_rector = ledger(log_in, f"?case={late.lower()}&level=escalation_rector&recipient=rector")
    assert "1 notice" in to_rector
    assert "Goran Savić" not in to_rector


def test_a_case_that_has_gone_on_says_in_which_state_it_was_late(
    office: OfficeAtWork, log_in: LogIn, late: str
) -> None:
    compared(office)
    office.advance(late, "nominate", day="2026-04-22")
    count_statistics(office.app.engine, office.now)
    page = ledger(log_in, f"?case={late}&level=escalation_rector")
    assert '<td class="what">On the list<' in page
    assert "Nominate to the host<" not in page, "three steps may be awaited there"


def test_a_notice_that_is_missing_is_an_alarm_on_the_page_and_on_the_board(
    office: OfficeAtWork, log_in: LogIn, late: str
) -> None:
    with write_transaction(office.app.engine) as connection:
        connection.execute(delete(outbox).where(outbox.c.mail_key.like("%/escalation/rector/%")))
        connection.execute(delete(timers).where(timers.c.level == "overdue"))
    compared(office)
    alarms = ledger(log_in, "?alarm=1")
    assert "3 notices are missing or doubled: look into them" in alarms
    assert "missing: its mail is gone" in alarms
    assert "left, though no rule asks for it" in alarms
    board = html.unescape(log_in("dusan").get("/board").text)
    assert 'href="/board/escalations?alarm=1">3 notices are missing or doubled' in board


def test_a_host_that_was_asked_again_stands_in_the_ledger_and_its_filter(
    office: OfficeAtWork, log_in: LogIn, late: str
) -> None:
    office.advance(late, "nominate", day="2026-04-21")
    while office.now < at("2026-06-10"):
        office.now += timedelta(hours=12)
        look(office.app, "tests", office.now)
    compared(office)
    assert "Host institution" in ledger(log_in)
    assert "1 notice" in ledger(log_in, "?recipient=host")


def test_the_mail_is_opened_from_its_line(office: OfficeAtWork, log_in: LogIn, late: str) -> None:
    compared(office)
    page = ledger(log_in, "?level=escalation_rector&recipient=rector")
    address = page.split('<a href="/letters/')[1].split('"')[0]
    answer = log_in("dusan").get(f"/letters/{address}")
    assert answer.status_code == 200
    assert late in answer.text


@pytest.mark.parametrize("query", [
    "?case=" + "x" * 10_000, "?page=99999999", "?page=²", "?level=<script>", "?recipient=nobody",
    "?alarm=no", "?case=%00",
])  # fmt: skip
def test_whatever_is_asked_wrongly_shows_a_page(
    office: OfficeAtWork, log_in: LogIn, late: str, query: str
) -> None:
    compared(office)
    assert "<script>" not in ledger(log_in, query).split("<main")[1].split("</main>")[0]


def test_who_does_not_supervise_is_not_let_in(office: OfficeAtWork, log_in: LogIn) -> None:
    assert log_in("studentska").get("/board/escalations").status_code == 403


def test_the_ledger_reads_its_page_by_a_few_statements_however_long_it_is(
    office: OfficeAtWork, log_in: LogIn, late: str
) -> None:
    compared(office)
    client = log_in("dusan")
    client.get("/board/escalations")
    with statements_of(office.app.engine) as statements:
        assert client.get("/board/escalations").status_code == 200
    questions = [text for text in statements.texts if text.startswith("SELECT")]
    assert 0 < len(questions) <= 12, questions
    assert not statements.asked_twice
