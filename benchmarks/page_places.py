"""Which pages are opened to be measured: every page of the registry as everybody who may, and the
lists that are heavy with a hundred thousand cases.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Final

from sqlalchemy import Connection, text
from starlette.testclient import TestClient

from tests.web.browsing import send
from tests.web.page_registry import MORE, OF_MEMBERS, PAGES, PUBLIC_PAGES, WHILE_OPEN
from web.permissions import may_open

ROLES: Final = {
    "jelena": "mobility_coordinator",
    "nikola": "academic_coordinator",
    "ivana": "head_of_ico",
    "gordana": "general_secretary",
    "zamenik": "vice_director",
    "rektor": "rector",
    "dekan": "dean",
    "sluzba": "student_service",
    "m.ilic": "commission_member",
}
"""Who opens the pages: somebody of each role."""

HEAVY: Final = (
    ("work", "/work"),
    ("work", "/work?sort=candidate&page=100"),
    ("work", "/work?sort=-host"),
    ("work", "/work?overdue=1&sort=owner"),
    ("work", "/work?tab=others"),
    ("work", "/work?tab=hold"),
    ("work", "/work?tab=all&page=200"),
    ("work", "/work?tab=all&state=mobility&sort=step"),
    ("work", "/work?tab=all&q=Djordjevic"),
    ("work", "/work?tab=all&q=petrovic+graz"),
    ("work", "/work?tab=all&q=2026-10"),
    ("work", "/work?tab=all&q=nobody"),
    ("stuck", "/stuck?page=200"),
    ("stuck", "/stuck?judge=yes"),
    ("stuck", "/stuck?why=undated"),
    ("board_cases", "/board/cases?page=200"),
    ("board_cases", "/board/cases?when=overdue"),
    ("calls", "/calls?page=5"),
    ("call", "/calls/{call}?page=5"),
    ("escalations", "/board/escalations?page=20"),
    ("mails", "/mails?show=all&page=5"),
    ("acts", "/acts?page=5"),
    ("case", "/cases/{agreed}"),
    ("case", "/cases/{closed}"),
    ("case_history", "/cases/{closed}/history"),
    ("case_documents", "/cases/{closed}/documents"),
)
"""Lists that are long, deep pages of them, and cases with much behind them."""

_PLACES: Final = {
    "applied": "SELECT number FROM cases WHERE state = 'application' AND NOT ended ORDER BY"
    " history_length DESC, id LIMIT 1",
    "agreed": "SELECT number FROM cases WHERE NOT ended ORDER BY history_length DESC, id LIMIT 1",
    "closed": "SELECT number FROM cases WHERE ended ORDER BY history_length DESC, id LIMIT 1",
    "call": "SELECT call_id FROM cases GROUP BY call_id ORDER BY count(*) DESC LIMIT 1",
    "open_call": "SELECT id FROM calls WHERE NOT for_requests ORDER BY closes DESC LIMIT 1",
    "letter": "SELECT max(id) FROM mails",
    "incoming": "SELECT coalesce(max(id), 0) FROM incoming_mails",
    "partner": "SELECT min(id) FROM partners",
    "person": "SELECT min(login) FROM staff",
}


def places(connection: Connection, today: date) -> dict[str, str]:
    """What stands in the registry's braces in an office with many cases."""
    values = {name: str(connection.execute(text(q)).scalar_one()) for name, q in _PLACES.items()}
    monday = today - timedelta(days=today.weekday())
    return {**values, "week": monday.isoformat(), "meeting": (today + timedelta(1)).isoformat()}


def places_made(head: TestClient, of_office: Mapping[str, str]) -> dict[str, str]:
    """The same, after the Head has asked for a batch; a meeting, a plan and what registers hold are
    made where the office has none from an earlier run."""
    ticked_values = {"case": of_office["agreed"], "act": "remind", "query": "tab=all"}
    batch = send(head, "/work?tab=all", "/work/bulk", ticked_values, follow=False)
    if head.get(f"/meetings/{of_office['meeting']}").status_code == 404:
        send(head, "/plans", "/meetings", {"day": of_office["meeting"]})
    plan = f"/plans/week/{of_office['week']}"
    if f"{plan}/begin" in head.get(plan).text:
        send(head, plan, f"{plan}/begin")
    if head.get("/webhooks/1").status_code == 404:
        hook = {"title": "Register", "url": "https://register.example/", "institution": "bmu"}
        send(head, "/webhooks", "/webhooks", hook)
        courses, tables = "/reference/home-courses", "/reference/grading-tables"
        send(head, courses, courses, {"code": "INF101", "title": "Databases", "ects": "7"})
        table = {"institution": "Lyon", "from": "2026-10-01", "grades": "1; 10\n2; 90"}
        send(head, tables, tables, table)
    partners = "/imports/partners/bmu"
    answer = send(head, partners, partners, {"pasted": "Name;E-mail\nLyon;x\n"}, follow=False)
    return {
        **of_office, "batch": batch.headers["location"],
        **dict.fromkeys(("webhook", "course", "table"), "1"),
        "import": answer.headers["location"],
    }  # fmt: skip


def addresses(login: str, of_office: Mapping[str, str]) -> Iterator[str]:
    """What somebody opens: each page that the role may open, each once."""
    named_pages = {**PUBLIC_PAGES, **PAGES, **WHILE_OPEN, **OF_MEMBERS}
    for route, address in (*named_pages.items(), *MORE.items(), *HEAVY):
        if route in PUBLIC_PAGES or may_open(frozenset({ROLES[login]}), route):
            yield address.format(**of_office)
