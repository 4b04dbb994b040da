"""What every page asks of the database, whoever opens it: few questions, and none that reads all.

Each is heard at the driver, with its values, and then asked how it would be answered: SQLite plans
by the indexes that there are, not by how many rows there are, so a small office tells of a large.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from typing import Final

from starlette.testclient import TestClient

from tests.web.browsing import LogIn
from tests.web.eventful_office import much_has_happened
from tests.web.office_at_work import PEOPLE, OfficeAtWork
from tests.web.page_registry import MORE, OF_MEMBERS, PAGES
from tests.web.statements import Statements, statements_of
from web.permissions import may_open

MOST: Final = 12
LISTS: Final = {
    "work": (
        "/work",
        "/work?tab=others",
        "/work?tab=hold",
        "/work?sort=-host&overdue=1",
        "/work?tab=hold&sort=hold",
        "/work?tab=done&sort=candidate&q=ana",
    ),
    "stuck": ("/stuck?judge=yes", "/stuck?why=undated"),
    "board_cases": ("/board/cases?when=overdue", "/board/cases?role=mobility_coordinator"),
    "case": ("/cases/{agreed}",),
}
"""Lists that ask more than those of the registry."""
LARGE: Final = frozenset(
    "applications candidates case_handling case_owners case_visits cases documents history"
    " listed_cases mails money_due outbox persons placements precedents scores timers first other"
    " owner".split()
)
"""Tables with rows of every case, and the names under which questions call them beside."""
FEW: Final = frozenset({"ix_outbox_open", "ix_outbox_given_up", "ix_cases_versions"})
"""Indexes of the few rows alone that somebody still has to do with; and the stamp of all cases, for
which a large office does not ask."""
COUNTED_LATELY: Final = "/year?"
"""What counts many so rarely that pages are shown numbers of before (`persistence.recent_numbers`);
this office has few."""
WALKED: Final = frozenset({"first", "listed_cases", "money_due", "precedents"})
"""What is walked row by row as far as a page goes, or a count, and no further."""


def addresses(login: str, places: Mapping[str, str]) -> Iterator[str]:
    """What somebody may open; a call's points only who gives them."""
    role = PEOPLE[login][1]
    lists = ((route, address) for route, paths in LISTS.items() for address in paths)
    for route, address in (*PAGES.items(), *MORE.items(), *OF_MEMBERS.items(), *lists):
        if may_open(frozenset({role}), route):
            yield address.format(**places)


def asked(office: OfficeAtWork, client: TestClient, address: str) -> Statements:
    """What a page asks, each as SQLite ran it; what is another's own is not found."""
    with statements_of(office.app.engine) as statements:
        answer = client.get(address)
    assert answer.status_code in (200, 403, 404), (address, answer.status_code)
    return statements


def reads_all(database: sqlite3.Connection, question: str) -> list[str]:
    """The large tables that a question reads from end to end, or all that an institution has."""
    plan = [row[3] for row in database.execute(f"EXPLAIN QUERY PLAN {question}")]
    return [step for step in plan if _is_whole(step.split(), question)]


def _is_whole(words: list[str], question: str) -> bool:
    if words[0] not in ("SCAN", "SEARCH") or words[1] not in LARGE or FEW & set(words):
        return False
    is_limited = " LIMIT " in question
    if words[0] == "SEARCH":
        return words[-1] == "(institution=?)" and not is_limited
    return words[0] == "SCAN" and not (words[1] in WALKED and is_limited)


def test_no_page_asks_more_than_a_dozen_questions_nor_one_that_reads_all_cases(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    """And none whose words SQLAlchemy makes anew each time, which takes longer than the answer."""
    places = much_has_happened(office, log_in)
    too_many, whole, made_anew = {}, {}, {}
    with closing(sqlite3.connect(office.app.office.data / "office.db")) as database:
        for login in ("dusan", "vera", "studentska", "m.ilic"):
            client = log_in(login)
            for address in addresses(login, places):
                if login == "dusan":
                    client.get(address)  # what is kept from page to page is read once
                statements = asked(office, client, address)
                questions = statements.questions
                if statements.made_anew:
                    made_anew[login, address] = statements.made_anew
                if len(questions) > MOST:
                    too_many[login, address] = questions
                plans = [plan for question in questions for plan in reads_all(database, question)]
                if plans and not address.startswith(COUNTED_LATELY):
                    whole[login, address] = plans
    assert {page: len(questions) for page, questions in too_many.items()} == {}, too_many
    assert not whole, whole
    assert not made_anew, made_anew
