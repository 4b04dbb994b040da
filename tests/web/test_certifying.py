"""The Vice Director's work: a decision of the faculty that is to be certified, before Student
Service may record it and close the case."""

from __future__ import annotations

from datetime import date

from starlette.testclient import TestClient

from persistence import staff
from persistence.database import write_transaction
from persistence.staff import Assignment, Member
from tests.web.browsing import LogIn, send
from tests.web.office_at_work import OfficeAtWork, at, password_hash
from tests.web.test_where_rules_are_shown import DECIDED, opened, taken_over

FIRST = "First: Certification of the decision"


def decided(office: OfficeAtWork) -> str:
    """A decision of the faculty of 12 May 2026 that nobody has certified yet; its case's number."""
    call_id, _ = opened(office, "bee", "outgoing-studies", "language")
    number = taken_over(office, call_id, "Petar Bee")
    for kind in ("petition", "transcript_of_records", "report"):
        office.record(number, "document", {"kind": kind}, "2026-05-11")
    office.record(number, "recognition", DECIDED, "2026-05-12", "academic_coordinator")
    office.advance(number, "issue_decree", {}, "2026-05-12", "academic_coordinator")
    office.now = at("2026-05-13")
    for login, name, role in (
        ("zamenik", "Petar Vuk", "vice_director"),
        ("sluzba", "Mira Bee", "student_service"),
    ):
        member = Member(0, login, name, f"{login}@bee.example", "en")
        with write_transaction(office.app.engine) as connection:
            roles = [Assignment("bee", role, date(2020, 1, 1))]
            staff.add(connection, member, roles, password_hash())
    return number


def rows_of(client: TestClient, number: str) -> list[str]:
    """The rows of a case on somebody's first page."""
    page = client.get("/work").text
    return [row for row in page.split("<tr")[1:] if number in row]


def test_what_the_vice_director_is_to_certify_stands_on_their_first_page_until_it_is_certified(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number = decided(office)
    vice_director, service = log_in("zamenik"), log_in("sluzba")
    (row,) = rows_of(vice_director, number)
    assert FIRST in row
    (row,) = rows_of(service, number)
    assert FIRST not in row, "of whoever closes the case then"
    path = f"/cases/{number}"
    answer = send(vice_director, path, f"{path}/facts/certification", {"on": "2026-05-13"})
    assert answer.status_code == 200
    assert rows_of(vice_director, number) == []
    (row,) = rows_of(service, number)
    assert "Record the recognition and close" in row
    assert "Nothing waits for you" in vice_director.get("/work").text


def test_once_the_certification_is_refused_there_is_nothing_to_certify(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number = decided(office)
    reason = {"reason": "The hours do not fit"}
    office.advance(number, "refuse_certification", reason, "2026-05-13", "vice_director")
    (row,) = rows_of(log_in("zamenik"), number)
    assert FIRST not in row
