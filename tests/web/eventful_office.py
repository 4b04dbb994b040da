"""An office in which everything has happened once: every page of it has something to show."""

from __future__ import annotations

from typing import Final

from persistence.database import write_transaction
from tests.web.browsing import LogIn, send
from tests.web.office_at_work import COURSES, OfficeAtWork, at
from workflows.outside.filing import file_message, read_arrived
from workflows.running.statistics import count_statistics

LETTER: Final = (
    b"From: Mila <mila@students.example>\nTo: mobility@bmu.example\nSubject: A suggestion\n"
    b"Message-ID: <suggestion@students.example>\n\nPlease answer letters sooner."
)
"""What somebody writes to the mobility address of themselves."""

NUMBERED: Final = {
    **dict.fromkeys(("call", "open_call", "letter", "partner", "webhook", "table", "course"), "1"),
    "person": "dusan", "week": "2026-03-23", "meeting": "2026-03-30",
}  # fmt: skip


def much_has_happened(office: OfficeAtWork, log_in: LogIn) -> dict[str, str]:
    """Cases at several milestones, a batch, a plan, a meeting and a webhook; their addresses."""
    places = {"agreed": office.apply("Mila Đorđević"), "applied": office.apply("Ana Petrović")}
    terms = {"language": "en", "semesters": 1, "courses": COURSES}
    office.record(places["agreed"], "agreement", terms, role="academic_coordinator")
    office.substitute("general_secretary", "dean", "2026-03-01", "2026-03-31")
    office.now = at("2026-03-27")
    count_statistics(office.app.engine, office.now)
    head = log_in("dusan")
    form = {"case": places["applied"], "act": "remind", "query": "tab=all"}
    batch = send(head, "/work?tab=all", "/work/bulk", form, follow=False)
    send(head, "/plans", "/meetings", {"day": "2026-03-30"})
    send(head, "/plans/week/2026-03-23", "/plans/week/2026-03-23/begin")
    hook = {"title": "Register", "url": "https://register.example/told", "institution": "bmu"}
    assert send(head, "/webhooks", "/webhooks", hook).status_code == 200
    partners, rows = (
        "/imports/partners/bmu",
        "Name;E-mail;Country\nLyon;x;FR\nGraz;a@b.example;AT\n",
    )
    import_page = send(head, partners, partners, {"pasted": rows}, follow=False)
    course = {"title": "Baze podataka", "code": "INF101", "ects": "7"}
    send(head, "/reference/home-courses", "/reference/home-courses", course)
    with write_transaction(office.app.engine) as connection:
        message = file_message(
            connection, office.app.office, read_arrived(LETTER, office.now), office.now
        )
    assert message is not None
    table = {"institution": "Graz", "from": "2026-10-01", "grades": "1; 10\n2; 90"}
    send(head, "/reference/grading-tables", "/reference/grading-tables", table)
    return {
        **places, **NUMBERED, "batch": batch.headers["location"],
        "import": import_page.headers["location"], "incoming": str(message.number),
    }  # fmt: skip
