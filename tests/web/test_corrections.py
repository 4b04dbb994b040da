"""What is wrongly known of a case is corrected on its page, and what followed is named there."""

from __future__ import annotations

import html

import pytest

from tests.web.browsing import LogIn, send
from tests.web.office_at_work import OfficeAtWork, at
from tests.web.test_cases import accepted, nominated


def test_a_candidate_is_corrected_and_the_page_says_which_step_is_in_question(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number = nominated(office)
    client, form = log_in("dusan"), f"/cases/{number}/facts/candidate"
    page = client.get(form).text
    assert 'value="ana@students.example"' in page
    assert "commission_name" not in page
    values = {
        "reason": "The certificate says first year", "name": "Ana Petrović",
        "email": "ana.p@students.example", "level": "undergraduate", "year": "1",
        "ects_earned": "60", "grade_average": "9",
    }  # fmt: skip
    answer = send(client, f"/cases/{number}", form, values)
    assert (answer.status_code, "Saved:" in answer.text) == (200, True)
    assert "In question since a correction" in answer.text
    history = client.get(f"/cases/{number}/history").text
    assert "ana@students.example" in history, "the history keeps what stood before"
    correction = send(client, f"/cases/{number}", form, {**values, "year": "2", "reason": "Sorry"})
    assert "In question since a correction" not in correction.text


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"reason": " "}, "reason"), ({"email": "ana@"}, "email"), ({"year": "x"}, "year")],
)
def test_what_is_wrong_in_a_correction_stands_at_its_field(
    office: OfficeAtWork, log_in: LogIn, wrong: dict[str, str], field: str
) -> None:
    number = nominated(office)
    values = {"reason": "A slip", "year": "3", **wrong}
    answer = send(log_in("vera"), f"/cases/{number}", f"/cases/{number}/facts/candidate", values)
    assert answer.status_code == 422
    assert f'id="fact-candidate-{field}-problem"' in answer.text


def test_a_correction_that_corrects_nothing_is_told_in_a_sentence(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number = nominated(office)
    answer = send(
        log_in("vera"), f"/cases/{number}", f"/cases/{number}/facts/candidate", {"reason": "None"}
    )
    assert (answer.status_code, "nothing is corrected" in answer.text) == (422, True)


def test_a_document_is_withdrawn_on_the_page_and_stays_to_be_seen(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number = nominated(office)
    client, form = log_in("vera"), f"/cases/{number}/facts/withdrawn_record"
    form_page = client.get(form).text
    assert '<option value="cv"' in form_page
    assert '<option value="petition"' not in form_page, "what nobody recorded is not offered"
    assert '<option value="transcript"' not in form_page and 'name="support"' not in form_page
    assert 'name="from_party"' not in form_page, "nobody has commented"
    assert 'name="from"' not in form_page
    office.record(number, "pause", {"from": "2026-03-23", "to": "2026-03-27", "reason": "Strike"})
    assert 'name="from"' in client.get(form).text, "a pause is named by its first day"
    values = {"fact": "document", "kind": "cv", "reason": "Another student's"}
    answer = send(client, f"/cases/{number}", form, values)
    assert (answer.status_code, "Saved:" in answer.text) == (200, True)
    assert "withdrawn: recorded wrongly" in client.get(f"/cases/{number}/documents").text
    assert "In question since a correction" in answer.text, "the application rested on it"
    again = send(client, f"/cases/{number}", form, values)
    assert (again.status_code, "no such record stands" in again.text) == (422, True)


def test_who_records_a_fact_in_one_of_several_roles_withdraws_it_in_that_role(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number = nominated(office)
    form = f"/cases/{number}/facts/withdrawn_record"
    values = {"fact": "document", "kind": "cv", "reason": "Another student's"}
    answer = send(log_in("rektor"), f"/cases/{number}", form, values)
    assert answer.status_code == 409
    assert "is for: Mobility Coordinator" in answer.text


def test_a_reason_leads_to_the_form_that_removes_it_where_the_person_may_record_it(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number = accepted(office)
    form = f"/cases/{number}?form=signature&document=learning_agreement&party=host#fact-signature"
    page = html.unescape(log_in("ana.k").get(f"/cases/{number}").text)
    conditions = page.split("conditions not met")[1].split("</ol>")[0]
    assert f'href="{form}"' in conditions
    assert f"/cases/{number}?form=agreement#fact-agreement" in conditions
    form_page = log_in("ana.k").get(form).text.split('id="fact-signature"')[1].split("</form>")[0]
    assert "<legend>Learning Agreement, version 1</legend>" in form_page
    host = form_page.split('aria-label="The host institution"')[1].partition('type="date"')[0]
    assert 'value="yes" checked' in host, "whose signature is missing is known"
    assert 'value="host"' in host


def test_who_may_not_remove_a_reason_is_told_whom_to_ask(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number = accepted(office)
    page = html.unescape(log_in("studentska").get(f"/cases/{number}").text)
    conditions = page.split("conditions not met")[1].split("</ol>")[0]
    assert "?form=signature" not in conditions
    assert "Mobility Coordinator (Vera Simić)" in conditions
    assert "Academic Coordinator (Ana Kostić)" in conditions


def test_an_application_is_corrected_on_its_form_and_a_late_wish_is_refused_in_both_languages(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number = office.apply("Ana Petrović")
    client, form = log_in("vera"), f"/cases/{number}/facts/application_correction"
    page = client.get(form).text
    assert 'name="document_on"' in page
    assert 'name="hosts' in page
    assert "Teaching hours" not in page
    values = {"reason": "The form says two", "document_on": "2026-03-10", "semesters": "2"}
    answer = send(client, f"/cases/{number}", form, values)
    assert (answer.status_code, "Saved:" in answer.text) == (200, True)
    assert "Correction of the application" in answer.text
    assert "Stood before" in client.get(f"/cases/{number}/history").text
    office.now = at("2026-03-20")
    late = {**values, "semesters": "3", "document_on": "2026-03-17"}
    assert (
        "another wish goes into the next call" in send(client, f"/cases/{number}", form, late).text
    )
    client.get("/language/sr")
    assert "Конкурс је затворен" in send(client, f"/cases/{number}", form, late).text
    refusal = send(client, f"/cases/{number}", form, {"semesters": "3", "reason": "x"})
    assert 'id="fact-application_correction-document_on-problem"' in refusal.text


def test_a_host_that_the_call_does_not_offer_is_told_at_the_field_of_the_hosts(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number = office.apply("Ana Petrović")
    client, form = log_in("vera"), f"/cases/{number}/facts/application_correction"
    values = {"reason": "The form says so", "document_on": "2026-03-10", "hosts": "Sunset"}
    page = html.unescape(send(client, f"/cases/{number}", form, values).text)
    problem = page.split('id="fact-application_correction-hosts-problem"')[1].split("</")[0]
    assert "“Sunset” is not in the call. Choose from:" in problem
    assert "The form says so" in page, "nothing that was typed is lost"
    client.get("/language/sr")
    page = html.unescape(send(client, f"/cases/{number}", form, values).text)
    assert "Установа „Sunset“ није обухваћена конкурсом" in page
