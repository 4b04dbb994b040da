"""On a case's page: an application that came in time is noted after time has closed the case."""

from __future__ import annotations

from tests.web.browsing import LogIn, send
from tests.web.office_at_work import APPLICATION, REQUIRED, OfficeAtWork, at


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
