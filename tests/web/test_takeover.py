"""A running case is taken over on a page: shown first, confirmed, and then it stands there."""

from __future__ import annotations

import html
import re

from starlette.testclient import TestClient

from persistence import cases as case_rows
from persistence.database import reading
from tests.web.browsing import LogIn, send
from tests.web.office_at_work import OfficeAtWork

PAGE = "/calls/1/takeover"
MIRA = {
    "new_candidate.name": "Mira Lazić",
    "new_candidate.email": "mira@students.example",
    "new_candidate.level": "undergraduate",
    "new_candidate.year": "2",
    "handed_over.state": "nominated",
    "handed_over.since": "2026-03-02",
    "handed_over.source": "folder 17",
    "handed_over.not_checked": "whether the list was signed",
    "application.from": "2026-10-01",
    "application.to": "2027-02-12",
    "application.hosts": "University of Graz",
}


def shown_first(client: TestClient, fields: dict[str, str]) -> dict[str, str]:
    """The fields of the confirmation."""
    answer = send(client, PAGE, PAGE, fields)
    assert answer.status_code == 200, html.unescape(answer.text)
    carried = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', answer.text)
    return {name: html.unescape(value) for name, value in carried}


def numbers(office: OfficeAtWork) -> list[str]:
    with reading(office.app.engine) as connection:
        return list(case_rows.numbers(connection))


def test_it_is_shown_first_and_taken_over_on_a_second_act(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    client, before = log_in("vera"), numbers(office)
    assert f'href="{PAGE}"' in client.get("/calls/1").text
    fields = shown_first(client, MIRA)
    assert numbers(office) == before
    answer = client.post(PAGE, data=fields, follow_redirects=False)
    assert answer.status_code == 303
    address = answer.headers["location"].split("?")[0]
    history = html.unescape(client.get(f"{address}/history").text)
    assert "folder 17" in history and "whether the list was signed" in history
    assert len(numbers(office)) == len(before) + 1
    again = client.post(PAGE, data=fields)
    assert again.status_code == 422 and len(numbers(office)) == len(before) + 1


def test_what_is_wrong_stands_at_its_field_and_what_was_typed_stays(log_in: LogIn) -> None:
    client = log_in("vera")
    wrong = {
        **MIRA,
        "handed_over.since": "2026-02-31",
        "handed_over.source": " ",
        "new_candidate.email": "x",
    }
    answer = send(client, PAGE, PAGE, wrong)
    assert answer.status_code == 422
    for field in ("handed_over.since", "handed_over.source", "new_candidate.email"):
        assert f'id="takeover-{field}-problem"' in answer.text
    assert "whether the list was signed" in answer.text
    later = send(client, PAGE, PAGE, {**MIRA, "stay.arrived_on": "2030-01-01"})
    assert 'id="takeover-stay.arrived_on-problem"' in later.text
    ahead = send(client, PAGE, PAGE, {**MIRA, "handed_over.since": "2030-01-01"})
    assert 'id="takeover-handed_over.since-problem"' in ahead.text


def test_a_course_is_added_to_the_agreement_without_a_script_and_with_one(log_in: LogIn) -> None:
    client = log_in("vera")
    page = client.get(PAGE).text
    assert 'name="agreement.courses.0.title"' in page
    row = client.get(f"{PAGE}/rows/agreement.courses?at=takeover&key=5")
    assert 'name="agreement.courses.5.title"' in row.text
    assert client.get(f"{PAGE}/rows/agreement.nothing").status_code == 404


def test_others_have_no_such_page(log_in: LogIn) -> None:
    assert log_in("ana.k").get(PAGE).status_code == 403
