"""The log says what happened and how it went, of which case, and never anything of a person."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from typing import Any

import pytest
import structlog
from sqlalchemy import String, Text, select, text

from actions.performer import Performer
from notifications.mailer import CapturingMailer, NotSent
from office.settings import Logs
from persistence.database import reading, write_transaction
from persistence.schema import metadata
from tests.web.browsing import LogIn, confirm, send
from tests.web.office_at_work import APPLICATION, OfficeAtWork, at
from workflows.running.logs import Lines, begin_logs
from workflows.running.sweep import sweep
from workflows.running.worker import Worker

NAME, ADDRESS = "Ljubiša Đurđević", "ljubisa.djurdjevic@students.example"
GROUNDS = "Moja majka Radmila je bolesna"
NEW = {
    "name": NAME, "email": ADDRESS, "level": "undergraduate", "year": "2", "ects_earned": "84",
    "grade_average": "9.12", "student_card": "3120/24", "writes_in": "sr",
}  # fmt: skip
TOLD_OF_NOBODY = re.compile(r"[a-z0-9_./:{}-]*|[A-Z]+-\d{4}-\d+")
"""Keys of this program and case numbers, which may stand in a log."""


@pytest.fixture
def lines(capsys: pytest.CaptureFixture[str]) -> Iterator[Callable[[], list[dict[str, Any]]]]:
    """The lines of the log so far, in JSON."""
    root, mobility = logging.getLogger(), logging.getLogger("mobility")
    levels = root.level, mobility.level
    begin_logs(Logs("json"))
    log_lines: list[dict[str, Any]] = []

    def read() -> list[dict[str, Any]]:
        log_lines.extend(json.loads(line) for line in capsys.readouterr().err.splitlines())
        return log_lines

    yield read
    structlog.reset_defaults()
    root.handlers[:] = [handler for handler in root.handlers if not isinstance(handler, Lines)]
    root.setLevel(levels[0])
    mobility.setLevel(levels[1])


class Refusing(CapturingMailer):
    """A mail server that quotes whom it does not know."""

    def deliver(self, message: EmailMessage, key: str, handing_over: Callable[[], None]) -> None:
        """Takes the office's own mails alone."""
        if "students" in str(message["To"]):
            raise NotSent(f"450 <{message['To']}> has a full mailbox")
        super().deliver(message, key, handing_over)


def worked_off(office: OfficeAtWork) -> None:
    """A worker performs what waits."""
    app = office.app
    performer = Performer(app.office, app.engine, Refusing(), office.clock)
    worker = Worker(app, performer, None, clock=office.clock)
    while worker.turn():
        pass


def a_case_goes_through(office: OfficeAtWork, log_in: LogIn) -> str:
    """From the counter to its end, with all that goes wrong on the way."""
    vera = log_in("vera")
    new_case = send(vera, "/calls/1/cases/new", "/calls/1/cases/new", NEW, follow=False)
    page = new_case.headers["location"].partition("?")[0]
    paper = {"file": ("Ljubiša Đurđević CV.pdf", b"%PDF-1.4\nDjurdjevic\n%%EOF", "application/pdf")}
    for kind in ("passed_exams", "cv"):
        answer = send(vera, page, f"{page}/facts/document", {"kind": kind}, files=paper)
        assert answer.status_code == 200
    number = page.removeprefix("/cases/")
    office.advance(number, "submit_application", APPLICATION, "2026-03-11")
    for address in (f"/search?q={NAME}", f"/cases/{NAME}", f"/people/{ADDRESS}", "/no/such/page"):
        vera.get(address)
    worked_off(office)
    preview = send(vera, page, f"{page}/steps/withdraw", {"reason": GROUNDS})
    assert confirm(vera, preview).status_code == 200
    worked_off(office)
    return number


def what_the_office_holds(office: OfficeAtWork) -> set[str]:
    """Every text in the database that is no key, and every word of its people's names."""
    texts = {NAME, ADDRESS, GROUNDS, "3120/24", *NAME.split(), ADDRESS.split("@")[0], "Radmila"}
    with reading(office.app.engine) as connection:
        for table in metadata.sorted_tables:
            columns = [c for c in table.columns if isinstance(c.type, String | Text)]
            if columns and table.name not in {"definitions", "regulations", "partners"}:
                for row in connection.execute(select(*columns)):
                    texts.update(value for value in row if isinstance(value, str))
        people = connection.execute(text("SELECT name FROM persons UNION SELECT name FROM staff"))
        texts.update(word for (name,) in people for word in name.split())
    return {entry for entry in texts if len(entry) > 3 and not TOLD_OF_NOBODY.fullmatch(entry)}


def test_a_whole_case_is_logged_by_its_number_and_by_nothing_that_it_holds(
    office: OfficeAtWork, log_in: LogIn, lines: Callable[[], list[dict[str, Any]]]
) -> None:
    number = a_case_goes_through(office, log_in)
    case_lines = [line for line in lines() if line.get("case") == number]
    steps = [line for line in case_lines if line.get("trigger") == "withdraw"]
    assert steps[-1]["route"] == "/cases/{number}/steps/{trigger}"
    assert (steps[-1]["method"], steps[-1]["outcome"]) == ("POST", "done")
    assert all(line["ms"] >= 0 and line["level"] and line["time"] for line in case_lines)
    outcomes = {(line["kind"], line["outcome"]) for line in case_lines}
    assert {("request", "done"), ("mail", "done"), ("mail", "failed")} <= outcomes
    failure = next(line for line in case_lines if line["outcome"] == "failed")
    assert failure["error"].startswith("NotSent")
    assert failure["came_up"][-1].startswith("tests/web/test_logs.py:")
    whole = json.dumps(lines(), ensure_ascii=False)
    texts = what_the_office_holds(office)
    assert len(texts) > 60
    assert {text for text in texts if text in whole} == set()


def test_a_page_that_fails_shows_the_number_under_which_the_log_has_it(
    office: OfficeAtWork, log_in: LogIn, lines: Callable[[], list[dict[str, Any]]]
) -> None:
    number, vera = office.apply(NAME), log_in("vera")
    with write_transaction(office.app.engine) as connection:
        connection.execute(text("UPDATE cases SET state = 'Đurđević is in no state'"))
        connection.execute(text("UPDATE timers SET name = 'Đurđević'"))
    page = vera.get(f"/cases/{number}")
    assert page.status_code == 500
    (failure,) = [line for line in lines() if line.get("kind") == "failure"]
    assert f"stands in the log under {failure['id']}" in page.text
    assert failure["error"].startswith("KeyError")
    assert failure["route"] == "/cases/{number}"
    with write_transaction(office.app.engine) as connection:
        sweep(connection, office.app.office, at("2026-09-01"))
    assert any(line["event"] == "a timer could not be fired" for line in lines())
    assert "Đurđević" not in json.dumps(lines(), ensure_ascii=False)


def test_for_people_only_what_is_out_of_order_is_written(
    office: OfficeAtWork, log_in: LogIn, lines: object, capsys: pytest.CaptureFixture[str]
) -> None:
    begin_logs(Logs("text"))
    a_case_goes_through(office, log_in)
    log = capsys.readouterr().err
    assert "an action was not done" in log
    assert "request" not in log
    assert NAME not in log
