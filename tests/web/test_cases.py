"""The page of a case: where it stands and why, what can be done, and what a try brings."""

from __future__ import annotations

import html

from tests.web import journey
from tests.web.browsing import LogIn, confirm, send, token_of
from tests.web.office_at_work import APPLICATION, COURSES, OfficeAtWork, at


def nominated(office: OfficeAtWork) -> str:
    """A selected candidate whose appeal window is over, nominated to the host."""
    number = journey.nominated(office, "2026-03-31")
    office.now = at("2026-04-20")
    return number


def accepted(office: OfficeAtWork) -> str:
    """As nominated, accepted by the host, with an agreement of 14 ECTS that nobody signed."""
    number = nominated(office)
    office.advance(number, "host_accepts", journey.STAY, "2026-04-20")
    agreement = {"language": "en", "semesters": 1, "courses": COURSES[:2]}
    office.record(number, "agreement", agreement, "2026-05-11")
    office.now = at("2026-05-12")
    return number


def test_a_clerk_records_the_hosts_answer_and_the_case_moves(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number = nominated(office)
    client = log_in("vera")
    answer = send(
        client,
        f"/cases/{number}",
        f"/cases/{number}/steps/host_accepts",
        {"from": "2026-10-01", "to": "2027-02-12"},
    )
    assert answer.status_code == 200
    assert "Saved:" in answer.text
    assert "Accepted by the host" in answer.text
    assert "Wed 30 Sep 2026" in answer.text, "the day before the stay begins (BMU-8a)"


def test_a_day_still_to_come_is_told_at_its_field_and_nothing_is_saved(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number = accepted(office)
    document = {"kind": "passport_copy", "delivered_on": "2026-05-13"}
    answer = send(log_in("vera"), f"/cases/{number}", f"/cases/{number}/facts/document", document)
    assert answer.status_code == 422
    assert "2026-05-13 lies in the future" in answer.text
    assert 'id="fact-document-delivered_on-problem"' in answer.text
    document["delivered_on"] = "2026-05-12"
    later = send(log_in("vera"), f"/cases/{number}", f"/cases/{number}/facts/document", document)
    assert (later.status_code, "Saved:" in later.text) == (200, True)


def test_a_period_that_ends_before_it_begins_is_told_at_its_last_day(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number = nominated(office)
    backwards = {"from": "2027-02-12", "to": "2026-10-01"}
    step = f"/cases/{number}/steps/host_accepts"
    answer = send(log_in("vera"), f"/cases/{number}", step, backwards)
    assert answer.status_code == 422
    assert "2026-10-01 lies before the first day, 2027-02-12" in answer.text
    assert 'id="step-host_accepts-to-problem"' in answer.text


def test_the_page_says_why_the_due_date_is_what_it_is(office: OfficeAtWork, log_in: LogIn) -> None:
    number = nominated(office)
    page = log_in("vera").get(f"/cases/{number}").text
    assert "Why this date" in page
    assert "35 days after" in page
    assert "BMU-15d" in page
    assert "art. 15" in page


def test_the_page_says_before_anybody_tries_all_that_is_not_met(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    page = html.unescape(log_in("ana.k").get(f"/cases/{accepted(office)}").text)
    for party in ("the student", "the Academic Coordinator", "the host institution"):
        assert f"Signature missing on the Learning Agreement, version 1: {party}." in page
    assert "14 ECTS" in page
    assert "5 conditions not met" in page
    assert "/steps/sign_learning_agreement" not in page, "no button for what can't be done"


def test_a_refused_try_shows_every_reason_with_rule_and_remedy(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number = office.open("Ana Petrović")
    client = log_in("vera")
    answer = send(
        client,
        f"/cases/{number}",
        f"/cases/{number}/steps/submit_application",
        {"from": "2026-10-01", "to": "2026-10-20", "hosts": "University of Oslo"},
    )
    page = html.unescape(answer.text)
    assert answer.status_code == 409
    assert "Nothing was saved." in page
    assert "Missing document: list of passed exams." in page
    assert "Missing document: CV." in page
    assert "“University of Oslo” is not in the call." in page
    assert "BMU-5" in page
    assert "What to do:" in page
    assert 'value="2026-10-20"' in page, "what was typed is still there"


def test_whose_role_may_not_is_told_who_may(office: OfficeAtWork, log_in: LogIn) -> None:
    number = accepted(office)
    client = log_in("vera")
    page = html.unescape(client.get(f"/cases/{number}").text)
    assert "“Conclude the Learning Agreement” is for: Academic Coordinator" in page
    assert "Ask: Academic Coordinator." in page
    token = token_of(client, f"/cases/{number}")
    answer = client.post(
        f"/cases/{number}/steps/sign_learning_agreement", data={"token": token, "version": "99"}
    )
    assert answer.status_code == 409


def test_of_two_clerks_the_second_learns_who_was_first_and_loses_nothing(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number = nominated(office)
    client = log_in("vera")
    before = client.get(f"/cases/{number}").text
    version = before.split('name="version" value="', 1)[1].split('"', 1)[0]
    office.record(number, "document", {"kind": "passport_copy"}, "2026-04-20", "head_of_ico")
    fields = {"reason": "Сва места су попуњена", "version": version}
    data = {**fields, "token": token_of(client, f"/cases/{number}")}
    answer = client.post(f"/cases/{number}/steps/host_refuses", data=data)
    page = html.unescape(answer.text)
    assert answer.status_code == 409
    assert "While you were looking, the case was changed." in page
    for who_did_what in ("Dušan Perić, Head of ICO", "Document received", "passport"):
        assert who_did_what in page.split("What was done meanwhile")[1]
    assert "Сва места су попуњена" in page
    assert "Nominated to the host" in page
    again = client.post(f"/cases/{number}/steps/host_refuses", data=data)
    assert again.status_code == 409, "a second click on the same button does nothing"
    last_entry = page.split('name="seen" value="', 1)[1].split('"', 1)[0]
    preview = client.post(f"/cases/{number}/steps/host_refuses", data={**data, "seen": last_entry})
    assert "Refused" in confirm(client, preview).text


def test_a_form_without_its_token_changes_nothing(office: OfficeAtWork, log_in: LogIn) -> None:
    number = nominated(office)
    client = log_in("vera")
    for token in ({}, {"token": "made up"}, {"token": token_of(log_in("dusan"), "/work")}):
        data = {**token, "version": "6", "reason": "no"}
        answer = client.post(f"/cases/{number}/steps/host_refuses", data=data)
        assert "It is not saved yet." in answer.text
        assert "Nominated to the host" in answer.text
    assert "Refused" not in client.get(f"/cases/{number}/history").text


def test_a_date_that_does_not_exist_is_shown_at_its_field(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number = nominated(office)
    answer = send(
        log_in("vera"),
        f"/cases/{number}",
        f"/cases/{number}/steps/host_accepts",
        {"from": "2026-02-30", "to": "2027-02-12"},
    )
    assert answer.status_code == 422
    assert "There is no such date." in answer.text
    assert 'id="step-host_accepts-from-problem"' in answer.text
    assert 'value="2027-02-12"' in answer.text


def test_an_unknown_case_step_or_fact_is_a_clean_404(office: OfficeAtWork, log_in: LogIn) -> None:
    number = office.open("Ana Petrović")
    client = log_in("vera")
    token = {"token": token_of(client, "/work")}
    assert client.get("/cases/BMU-1999-0001").status_code == 404
    assert "There is no such page" in client.get("/cases/BMU-1999-0001").text
    assert client.post(f"/cases/{number}/steps/fly", data=token).status_code == 404
    assert client.post(f"/cases/{number}/facts/rumour", data=token).status_code == 404


def test_a_step_of_the_whole_call_can_not_be_taken_with_one_case(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number = office.apply("Ana Petrović")
    client = log_in("vera")
    page = client.get(f"/cases/{number}").text
    assert "of the whole call" in page
    assert f'href="/calls/{office.call_id}#publish"' in page
    data = {"token": token_of(client, "/work"), "version": "4"}
    assert client.post(f"/cases/{number}/steps/publish_list", data=data).status_code == 404


def test_courses_are_typed_row_by_row_and_blank_rows_are_left_out(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number = nominated(office)
    rows = {
        "courses.0.title": "Databases",
        "courses.0.code": "INF.101",
        "courses.0.ects": "7,5",
        "courses.0.replaces.title": "Baze podataka",
        "courses.0.replaces.ects": "8",
        "courses.1.title": "",
        "courses.7.title": "Robotics",
        "courses.7.ects": "6",
    }
    send(
        log_in("vera"),
        f"/cases/{number}",
        f"/cases/{number}/facts/agreement",
        {"language": "en", "semesters": "1", **rows},
    )
    page = log_in("ana.k").get(f"/cases/{number}/agreement").text
    assert ">Learning Agreement</h2>" in page
    assert "Version 1" in page
    assert "7.5" in page
    assert "Baze podataka, ECTS: 8" in page
    assert "Robotics" in page


def test_one_more_row_comes_with_its_own_key(office: OfficeAtWork, log_in: LogIn) -> None:
    number = nominated(office)
    path = f"/cases/{number}/rows/agreement/courses?key=9&at=fact-agreement"
    row = log_in("vera").get(path).text
    assert 'name="courses.9.title"' in row
    assert 'name="courses.9.replaces.hours"' in row
    assert log_in("vera").get(f"/cases/{number}/rows/agreement/language").status_code == 404
    assert log_in("vera").get(f"/cases/{number}/rows/nonsense/courses").status_code == 404


def test_the_head_acts_for_the_academic_coordinator_and_the_history_says_so(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number = accepted(office)
    office.substitute("head_of_ico", "academic_coordinator", "2026-05-01", "2026-05-31")
    client = log_in("dusan")
    assert number in client.get("/work").text, "their work is mine while I stand in for them"
    page = client.get(f"/cases/{number}").text
    assert "5 conditions not met" in page
    send(
        client,
        f"/cases/{number}",
        f"/cases/{number}/facts/agreement",
        {"language": "en", "courses.0.title": "Databases"},
    )
    assert "instead of: Academic Coordinator" in client.get(f"/cases/{number}/history").text
    office.now = at("2026-06-01")
    assert number not in client.get("/work").text


def test_what_people_type_is_never_part_of_the_page(office: OfficeAtWork, log_in: LogIn) -> None:
    number = office.apply("<b>Ana</b> Petrović")
    reason = '<script>alert("x")</script>'
    client = log_in("vera")
    address = f"/cases/{number}"
    preview = send(client, address, f"{address}/steps/refuse_application", {"reason": reason})
    confirm(client, preview)
    page = preview.text + client.get(f"{address}/history").text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page
    assert "<b>Ana" not in page


def test_the_history_is_told_in_words(office: OfficeAtWork, log_in: LogIn) -> None:
    page = log_in("dusan").get(f"/cases/{accepted(office)}/history").text
    history = page.split('class="panel happened"', 1)[1]
    assert "Case opened" in history
    assert "Call → Application received" in history
    assert "Kind of document: CV" in history
    assert "Vera Simić, Mobility Coordinator" in history
    assert "{" not in history, "no JSON"


def test_the_progress_shows_what_is_behind_and_what_lies_ahead(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    page = log_in("vera").get(f"/cases/{nominated(office)}").text
    rail = page.split('class="rail"', 1)[1].split("</ol>", 1)[0]
    assert rail.count('class="rail-passed"') == 3
    assert rail.count('aria-current="step"') == 1
    assert rail.index("Nominated to the host") < rail.index("Accepted by the host")
    assert rail.index("Decree issued") < rail.index("Closed")


def test_an_ended_case_says_so_and_offers_no_step(office: OfficeAtWork, log_in: LogIn) -> None:
    number = office.apply("Ana Petrović")
    office.advance(number, "withdraw", {"reason": "ill"}, "2026-03-12")
    page = log_in("vera").get(f"/cases/{number}").text
    assert "The case has come to its end" in page
    assert "/steps/" not in page


def test_a_mail_can_be_read_as_it_was_written(office: OfficeAtWork, log_in: LogIn) -> None:
    number = office.apply("Ana Petrović")
    client = log_in("vera")
    page = client.get(f"/cases/{number}/mails").text
    assert "waiting to be sent" in page
    letter = page.split('href="/letters/', 1)[1].split('"', 1)[0]
    text = client.get(f"/letters/{letter}").text
    assert "ana@students.example" in text
    assert number in text
    assert client.get("/letters/9999").status_code == 404


def test_the_application_comes_back_filled_in_where_it_was_refused(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number = office.open("Ana Petrović")
    data = {**APPLICATION, "semesters": "1"}
    answer = send(
        log_in("vera"), f"/cases/{number}", f"/cases/{number}/steps/submit_application", data
    )
    assert answer.status_code == 409
    option = '<option value="University of Graz" selected>'
    assert answer.text.count(option) == 1


def test_what_was_typed_for_a_step_that_the_case_has_left_behind_is_still_shown(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number = nominated(office)
    client = log_in("vera")
    page = client.get(f"/cases/{number}").text
    version = page.split('name="version" value="', 1)[1].split('"', 1)[0]
    office.advance(number, "withdraw", {"reason": "ill"}, "2026-04-20")
    data = {"token": token_of(client, "/work"), "version": version, "reason": "No place is left"}
    late = client.post(f"/cases/{number}/steps/host_refuses", data=data)
    assert late.status_code == 409
    assert "What you typed" in late.text
    assert "No place is left" in late.text
    fresh = str(int(version) + 1)
    again = client.post(f"/cases/{number}/steps/host_refuses", data={**data, "version": fresh})
    assert again.status_code == 409
    assert "Refused, for these reasons" in again.text
    assert "The case is closed." in again.text


def test_a_day_that_does_not_exist_typed_for_a_past_step_is_shown_as_it_was_typed(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number = accepted(office)
    client = log_in("vera")
    data = {"token": token_of(client, "/work"), "version": "1", "from": "2026-13-01"}
    late = client.post(f"/cases/{number}/steps/host_accepts", data=data)
    assert late.status_code == 409
    assert "What you typed" in late.text
    assert "2026-13-01" in late.text
