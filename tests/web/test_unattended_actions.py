"""A mail that nobody works on is shown, whatever its state: on a page, and by a command."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from sqlalchemy import update
from typer.testing import CliRunner

from cli.main import app as command_line
from persistence.database import write_transaction
from persistence.tables import outbox
from tests.web.browsing import LogIn
from tests.web.office_at_work import OfficeAtWork
from workflows.running.read_only_office import clock


@pytest.mark.parametrize("days", [4, -4])
def test_what_was_claimed_under_a_wrong_clock_is_shown(
    office: OfficeAtWork, log_in: LogIn, days: int
) -> None:
    number = office.apply("Ana Petrović")
    client = log_in("vera")
    with write_transaction(office.app.engine) as connection:
        connection.execute(update(outbox).values(next_attempt_at=office.now))
    assert "that nobody works on" not in client.get("/stuck").text
    with write_transaction(office.app.engine) as connection:
        claim = {"status": "claimed", "claimed_by": "a worker that is gone"}
        connection.execute(
            update(outbox).values(
                **claim,
                claimed_until=office.now + timedelta(days=days),
                next_attempt_at=office.now,
            )
        )
    page = client.get("/stuck").text
    assert "Mails and documents that nobody works on" in page
    assert "being sent" in page and f"/cases/{number}/mails" in page
    assert "Application received" in page, "as the office calls the mail"
    assert "send application_received" not in page
    with write_transaction(office.app.engine) as connection:
        late = clock() + timedelta(days=days)
        connection.execute(update(outbox).values(claimed_until=late, next_attempt_at=clock()))
    data = ["--data", str(office.app.office.data), "--json"]
    report = json.loads(CliRunner().invoke(command_line, ["stuck", *data]).output)
    assert {action["status"] for action in report["unattended"]} == {"claimed"}
