"""One pass through a request: what a click asks of the database, statement by statement.

Heard at the driver: nothing that the pages run goes by unheard.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import pytest
from httpx import Response
from starlette.testclient import TestClient

from tests.web.browsing import LogIn, token_of
from tests.web.office_at_work import APPLICATION, OfficeAtWork, at
from tests.web.statements import Statements, statements_of
from tests.web.test_cases import accepted, nominated

READ_AND_WRITE = ["BEGIN", "BEGIN IMMEDIATE"]
"""Who asks is read first, without a lock; everything else is one transaction."""

WHO_ASKS = {"sessions", "stamps"}
A_CALL = ("calls", "call_criteria", "call_required", "call_hosts", "partners", "commission_members")


def click(
    office: OfficeAtWork, client: TestClient, page: str, action: str, data: Mapping[str, Any]
) -> tuple[Response, Statements]:
    """Sends a form of a page that is open already; hears what that alone asks."""
    text = client.get(page).text
    version = text.partition('name="version" value="')[2].partition('"')[0]
    form = {"token": token_of(client, page), "version": version, **data}
    with statements_of(office.app.engine) as statements:
        answer = client.post(action, data=form, follow_redirects=False)
    return answer, statements


def test_a_step_loads_its_case_once_and_is_one_transaction(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number = nominated(office)
    page = f"/cases/{number}"
    period = {"from": "2026-10-01", "to": "2027-02-12"}
    answer, statements = click(office, log_in("vera"), page, f"{page}/steps/host_accepts", period)
    assert answer.headers["location"] == f"{page}?saved=10#result"
    assert statements.transactions == READ_AND_WRITE
    assert statements.texts[-1] == "COMMIT"
    assert statements.asked_twice == {}
    assert statements.reads_of("cases") == 2, "its number to its id, and all of it"


def test_a_fact_loads_its_case_once_and_is_one_transaction(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number = accepted(office)
    page, paper = f"/cases/{number}", {"kind": "passport_copy", "delivered_on": "2026-05-12"}
    answer, statements = click(office, log_in("vera"), page, f"{page}/facts/document", paper)
    assert answer.headers["location"].startswith(f"{page}?saved=")
    assert statements.transactions == READ_AND_WRITE
    assert statements.texts[-1] == "COMMIT"
    assert statements.asked_twice == {}
    assert statements.reads_of("cases") == 2


def test_before_anything_is_locked_only_who_asks_is_read(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    page = f"/cases/{nominated(office)}"
    _, statements = click(office, log_in("vera"), page, f"{page}/steps/host_refuses", {})
    first = statements.texts[: statements.texts.index("BEGIN IMMEDIATE")]
    assert {table for text in first for table in tables_of(text)} == WHO_ASKS


def tables_of(text: str) -> list[str]:
    words = text.split()
    return [table for word, table in pairwise(words) if word == "FROM"]


@pytest.mark.parametrize(
    ("number_of", "action", "fields", "status"),
    [
        (nominated, "steps/host_accepts", {"from": "2026-02-30"}, 422),
        (OfficeAtWork.open, "steps/submit_application", {"from": "2026-10-01"}, 422),
        (OfficeAtWork.open, "steps/submit_application", APPLICATION, 409),
        (accepted, "facts/insurance", {"from": "2026-10-01", "to": "2026-09-01"}, 422),
    ],
    ids=["no such day", "left out", "refused by the rules", "backwards"],
)
def test_what_is_not_taken_is_shown_from_what_was_loaded_and_leaves_nothing(
    office: OfficeAtWork, log_in: LogIn, number_of: Any, action: str, fields: dict[str, Any],
    status: int,
) -> None:  # fmt: skip
    is_new_case = number_of is OfficeAtWork.open
    page = f"/cases/{office.open('Ana Petrović') if is_new_case else number_of(office)}"
    answer, statements = click(office, log_in("vera"), page, f"{page}/{action}", fields)
    assert answer.status_code == status
    assert statements.transactions == [*READ_AND_WRITE, "BEGIN IMMEDIATE", "BEGIN"], (
        "nothing is left of the first; the second keeps what was typed, the last one only reads"
    )
    assert statements.asked_twice == {}
    writes = [text for text in statements.texts if text.startswith(("INSERT", "UPDATE", "DELETE"))]
    assert [text for text in writes if " drafts " not in text] == []


def test_the_page_of_a_case_asks_nothing_twice(office: OfficeAtWork, log_in: LogIn) -> None:
    page = f"/cases/{accepted(office)}"
    client = log_in("vera")
    with statements_of(office.app.engine) as statements:
        assert client.get(page).status_code == 200
    assert statements.transactions == ["BEGIN", "BEGIN"]
    assert statements.asked_twice == {}


def test_points_are_given_in_one_transaction(office: OfficeAtWork, log_in: LogIn) -> None:
    number = office.apply("Ana Petrović")
    office.now = at("2026-03-18")
    page = f"/calls/{office.call_id}/scores/{number}"
    points = {"points.grade_average": "50", "points.language": "30"}
    answer, statements = click(office, log_in("m.ilic"), page, page, points)
    assert answer.headers["location"] == f"/calls/{office.call_id}#points"
    assert statements.transactions == READ_AND_WRITE
    assert statements.asked_twice == {}


def test_a_published_list_loads_its_call_once(office: OfficeAtWork, log_in: LogIn) -> None:
    for name in ("Ana Petrović", "Bojan Ilić"):
        number = office.apply(name)
        office.score_by_all(number, 36)
    office.now = at("2026-03-19")
    page = f"/calls/{office.call_id}"
    client = log_in("vera")
    client.get(page)
    office.app.engine.dispose()
    preview, statements = click(office, client, page, f"{page}/list", {})
    assert statements.transactions == READ_AND_WRITE
    assert [table for table in A_CALL if statements.reads_of(table) > 1] == []
    mark = {"mark": preview.text.partition('name="mark" value="')[2].partition('"')[0]}
    office.app.engine.dispose()
    answer, statements = click(office, client, page, f"{page}/list", mark)
    assert answer.headers["location"] == f"{page}#list"
    assert statements.transactions == READ_AND_WRITE
    assert [table for table in A_CALL if statements.reads_of(table) > 1] == []
