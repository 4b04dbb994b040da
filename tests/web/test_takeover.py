"""A running case is taken over on a page: shown first, confirmed, and then it stands there."""

from __future__ import annotations

import html
import re

from sqlalchemy import select
from starlette.testclient import TestClient

from persistence import cases as case_rows
from persistence.database import reading
from persistence.tables import cases, mails
from states.takeover import forms_of
from tests.web.browsing import LogIn, send
from tests.web.office_at_work import OfficeAtWork
from web.forms.field_specs import field_specs
from workflows.cases.status import load_case

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
    pairs = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', answer.text)
    return {name: html.unescape(value) for name, value in pairs}


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
    assert again.status_code == 409 and len(numbers(office)) == len(before) + 1


def test_what_is_mailed_to_nobody_is_told_where_there_is_something(log_in: LogIn) -> None:
    client = log_in("vera")
    assert "Mailed to nobody" not in send(client, PAGE, PAGE, MIRA).text
    long_ago = send(client, PAGE, PAGE, {**MIRA, "handed_over.since": "2026-01-12"}).text
    section = long_ago.partition("Mailed to nobody")[2]
    assert re.search(r"\b[1-9]\d* notices? that lies? behind", section), long_ago


def test_what_comes_after_the_milestone_is_folded_away_until_somebody_needs_it(
    log_in: LogIn,
) -> None:
    client, choice = log_in("vera"), {"more": "handed_over", "handed_over.since": "2026-03-02"}

    def told(**more: str) -> tuple[str, str]:
        """The page before what is folded away, and that."""
        page = html.unescape(send(client, PAGE, PAGE, choice | more).text)
        now, _, later = page.partition('id="later"')
        return now, later

    now, later = told(**{"handed_over.state": "ranking"})
    assert 'id="group-place"' in now and 'value="2026-03-02"' in now
    for name in ("host_period", "agreement", "stay", "transcript", "earlier_decree"):
        assert f'id="group-{name}"' in later
    now, later = told(**{"handed_over.state": "la_signed"})
    assert 'id="group-agreement"' in now and 'id="group-stay"' in now
    assert 'id="group-transcript"' in later and 'id="group-earlier_decree"' in later
    now, later = told(**{"handed_over.state": "decree"})
    assert 'id="group-earlier_decree"' in now and later == ""
    now, _ = told(**{"handed_over.state": "ranking", "stay.arrived_on": "2026-03-01"})
    assert 'id="group-stay" open' in now, "what somebody typed is never folded away"


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


def test_every_fact_that_a_process_knows_has_its_form_by_its_declaration(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    client, definitions = log_in("vera"), office.app.office
    page = client.get(PAGE).text
    definition = definitions.in_force("bmu", "outgoing-studies", office.now.date())
    for name, form in forms_of(definition.facts).items():
        first = next(spec for spec in field_specs(name) if spec.name != "file")
        assert f'name="{name}.{first.name}' in page, f"{form.__name__} can't be entered"
    assert "insurance.from" in page and "delivery-1-2.document" in page


DECREED = {
    **MIRA,
    "handed_over.state": "decree",
    "handed_over.since": "2026-03-06",
    "place.outcome": "selected",
    "place.rank": "1",
    "place.host": "University of Graz",
    "place.list_published_on": "2025-06-02",
    "place.appeal_until": "2025-06-10",
    "application.from": "2025-10-01",
    "application.to": "2026-02-12",
    "host_period.from": "2025-10-01",
    "host_period.to": "2026-02-12",
    "agreement.courses.0.title": "Databases",
    "agreement.courses.0.ects": "24",
    "agreement.courses.0.replaces.title": "Базе података",
    "agreement.courses.0.replaces.ects": "24",
    "signature.document": "learning_agreement",
    "signature.party": "student",
    "signature.on": "2025-07-01",
    "signature-1-2.document": "learning_agreement",
    "signature-1-2.party": "host",
    "signature-1-2.on": "2025-07-03",
    "concluded.on": "2025-07-04",
    "agreement-2-1.courses.0.title": "Algorithms",
    "agreement-2-1.courses.0.ects": "24",
    "concluded-2-1.on": "2025-11-04",
    "document.kind": "transcript_of_records",
    "document.delivered_on": "2026-02-20",
    "document-1-2.kind": "grading_system",
    "document-1-2.delivered_on": "2026-02-21",
    "stay.arrived_on": "2025-10-01",
    "stay.returned_on": "2026-02-12",
    "transcript.courses.0.title": "Algorithms",
    "transcript.courses.0.ects": "24",
    "transcript.courses.0.grade": "A",
    "transcript.courses.0.passed": "true",
    "earlier_decree.number": "19",
    "earlier_decree.issued_on": "2026-03-05",
    "earlier_decree.method": "course_by_course",
    "earlier_decree.delivered_on": "2026-03-06",
}


def test_a_case_brings_along_its_versions_signatures_documents_and_its_decree(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    client = log_in("vera")
    more = send(client, PAGE, PAGE, {**MIRA, "more": "agreement"})
    assert more.status_code == 200 and 'name="agreement-2-1.courses.0.title"' in more.text
    assert "whether the list was signed" in more.text, "what was typed stays"
    late = {**DECREED, "document-1-2.delivered_on": "2030-01-01"}
    wrong = send(client, PAGE, PAGE, late)
    assert 'id="takeover-document-1-2.delivered_on-problem"' in wrong.text
    fields = shown_first(client, DECREED)
    answer = client.post(PAGE, data=fields, follow_redirects=False)
    assert answer.status_code == 303, html.unescape(answer.text)
    number = answer.headers["location"].split("?")[0].rpartition("/")[2]
    with reading(office.app.engine) as connection:
        case_id = connection.execute(
            select(cases.c.id).where(cases.c.number == number)
        ).scalar_one()
        case, dossier = load_case(connection, case_id)
        levels = connection.execute(select(mails.c.id).where(mails.c.case_id == case_id)).all()
    assert (case.state, dossier.agreement_version, dossier.agreed_version) == ("decree", 2, 2)
    assert dossier.agreed is not None and dossier.agreed.courses[0].title == "Algorithms"
    assert set(dossier.documents) == {"transcript_of_records", "grading_system"}
    assert dossier.decree is not None and str(dossier.decree.delivered_on) == "2026-03-06"
    assert case.due is not None and str(case.due) == "2026-03-16", "8 days from the delivery"
    assert levels == [], "what lies behind is mailed to nobody"
