"""A case whose definition is missing stands in lists with its trouble, and nothing dies of it."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select, update
from typer.testing import CliRunner

from cli.main import app as command_line
from persistence.database import reading, write_transaction
from persistence.history import entries
from persistence.tables import cases
from tests.web.browsing import LogIn
from tests.web.office_at_work import OfficeAtWork
from workflows.running.reconciling import reconcile
from workflows.running.recounting import recount_open_cases
from workflows.running.scheduler import look

GONE = "bmu/outgoing-studies.1999-01-01"
LISTS = ("/", "/work", "/search?q=Ana", "/board", "/board/cases", "/stuck", "/stuck?judge=yes",
         "/calls", "/calls/1", "/plans", "/plans/week/2026-03-16")  # fmt: skip
PARTS = ("", "/dossier", "/agreement", "/stay", "/documents", "/mails", "/history", "/print")


def lose_definition(office: OfficeAtWork, number: str) -> None:
    """A case names a definition that nobody has."""
    with write_transaction(office.app.engine) as connection:
        connection.execute(update(cases).where(cases.c.number == number).values(definition=GONE))


def test_lists_show_the_case_with_its_trouble_and_its_pages_say_it(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number, sound = office.apply("Ana Petrović"), office.open("Petar Jović")
    lose_definition(office, number)
    client = log_in("vera")
    assert {path: client.get(path).status_code for path in LISTS} == dict.fromkeys(LISTS, 200)
    assert f"no definition {GONE}" in client.get("/search?q=Ana").text
    assert f"There is no definition {GONE}" in client.get("/calls/1").text
    for part in PARTS:
        page = client.get(f"/cases/{number}{part}")
        assert page.status_code == 409
        assert f"There is no definition {GONE}" in page.text
        assert client.get(f"/cases/{sound}{part}").status_code == 200


def test_commands_say_it_in_a_sentence(office: OfficeAtWork) -> None:
    number = office.apply("Ana Petrović")
    lose_definition(office, number)
    data = ["--data", str(office.app.office.data)]
    for command in (
        ["case", "list"],
        ["stuck"],
        ["case", "history", number],
        ["call", "show", "1"],
    ):
        result = CliRunner().invoke(command_line, [*command, *data])
        assert result.exit_code == 0, (command, result.output)
    for command in (["case", "show", number], ["case", "why", number]):
        result = CliRunner().invoke(command_line, [*command, *data])
        assert (result.exit_code, f"there is no definition {GONE}" in result.output) == (2, True)


def test_the_clock_goes_on_for_all_others(office: OfficeAtWork) -> None:
    number, sound = office.apply("Ana Petrović"), office.open("Petar Jović")
    lose_definition(office, number)
    with reading(office.app.engine) as connection:
        before = len(entries(connection, 1))
    later = office.now + timedelta(days=30)
    assert look(office.app, "tests", later) > 0
    recount_open_cases(office.app.office, office.app.engine, later)
    reconcile(office.app.office, office.app.engine, later)
    with reading(office.app.engine) as connection:
        rows = connection.execute(select(cases.c.number, cases.c.state))
        states = {row.number: row.state for row in rows}
        assert len(entries(connection, 1)) == before, "nothing is decided without a definition"
    assert (states[number], states[sound]) == ("application", "not_applied")
