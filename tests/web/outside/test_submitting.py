"""What a candidate hands in: received with its instant, then accepted or returned by the office."""

from __future__ import annotations

import html
from datetime import timedelta

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from persistence import dossiers, submissions
from persistence.database import reading
from persistence.integrity import audit
from states.dossier import Dossier
from tests.web.browsing import LogIn, send
from tests.web.delivered import delivered
from tests.web.office_at_work import OfficeAtWork, at
from tests.web.outside.conftest import PDF, Guest
from tests.web.outside.test_links import numbers
from tests.web.page_forms import forms_of


@pytest.fixture
def guest(ana: Guest) -> Guest:
    """Ana, who has typed her code."""
    ana.prove()
    return ana


def dossier(office: OfficeAtWork, number: str) -> Dossier:
    with reading(office.app.engine) as connection:
        pair = dossiers.find(connection, number)
    assert pair is not None
    return pair[1]


def case_page(client: TestClient, number: str) -> str:
    return html.unescape(client.get(f"/cases/{number}").text)


def test_a_document_is_received_seen_by_the_clerk_and_accepted_with_the_day_of_receipt(
    office: OfficeAtWork, guest: Guest, log_in: LogIn
) -> None:
    number = numbers(office)[0]
    office.now = at("2026-03-13", 23)
    guest.prove()
    answer = guest.hand_in("fact/document", {"kind": "motivation_letter", "language": "en"}, PDF)
    assert answer.status_code == 303 and "received=yes" in answer.headers["location"]
    page = guest.page()
    assert "Motivation letter" in page and "waits for the office" in page and "23:00" in page
    assert "motivation_letter" not in dossier(office, number).documents
    office.now = at("2026-03-16")
    vera = log_in("vera")
    work = vera.get("/work").text
    assert "Handed in from outside and not looked at yet" in work and number in work
    page_of_case = case_page(vera, number)
    assert "by the candidate" in page_of_case and "Motivation letter" in page_of_case
    assert vera.get(f"/cases/{number}/submissions/1/file").content == PDF
    send(vera, f"/cases/{number}", f"/cases/{number}/submissions/1/accept")
    document = dossier(office, number).documents["motivation_letter"]
    assert str(document.delivered_on) == "2026-03-13" and document.file
    assert "accepted" in guest.page()
    assert "not looked at yet" not in vera.get("/work").text
    with reading(office.app.engine) as connection:
        assert audit(connection, office.app.office.data, office.app.office.calendar).is_sound


def test_a_document_is_returned_with_a_reason_which_is_mailed_and_stays_on_the_page(
    office: OfficeAtWork, guest: Guest, log_in: LogIn
) -> None:
    number = numbers(office)[0]
    guest.hand_in("fact/document", {"kind": "cv"}, PDF)
    vera = log_in("vera")
    page, form = f"/cases/{number}", f"/cases/{number}/submissions/1/return"
    empty = send(vera, page, form, {"reason": "  "})
    assert empty.status_code == 422 and "Write something first" in empty.text
    assert 'aria-invalid="true"' in empty.text, "at its field"
    long_reason = send(vera, page, form, {"reason": "because " * 1000})
    assert long_reason.status_code == 422
    assert ("because " * 1000).strip() in long_reason.text, "what was typed stands there again"
    send(vera, page, form, {"reason": "The second page is missing."})
    assert "The second page is missing." in delivered(office, "ana@students.example")
    assert "The second page is missing." in guest.page()
    assert dossier(office, number).documents["cv"].file is None


def test_what_a_colleague_has_settled_is_not_settled_twice(
    office: OfficeAtWork, guest: Guest, log_in: LogIn
) -> None:
    number = numbers(office)[0]
    guest.hand_in("fact/document", {"kind": "cv"}, PDF)
    vera, ana_k = log_in("vera"), log_in("ana.k")
    page, accept = f"/cases/{number}", f"/cases/{number}/submissions/1/accept"
    text = ana_k.get(page).text
    token = text.partition('name="token" value="')[2].partition('"')[0]
    send(vera, page, accept)
    late = ana_k.post(accept, data={"token": token})
    assert late.status_code == 422 and "A colleague has settled it" in late.text


def test_the_same_form_sent_twice_is_received_once(office: OfficeAtWork, guest: Guest) -> None:
    data = {"mark": "the-same", "kind": "cv"}
    for _ in range(2):
        assert guest.send("fact/document", data, PDF).status_code == 303
    with reading(office.app.engine) as connection:
        assert len(submissions.of_case(connection, office.case_id(numbers(office)[0]))) == 1


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (None, "Choose the file."),
        (b"", "The file is empty."),
        (b"MZ not what it says", "whatever its name says"),
        (b"%PDF-" + b"x" * 20_500_000, "larger than 20 MB"),
    ],
)
def test_a_file_that_is_not_taken_is_told_and_nothing_is_received(
    office: OfficeAtWork, guest: Guest, file: bytes | None, sentence: str
) -> None:
    answer = guest.send("fact/document", {"mark": "m", "kind": "cv"}, file)
    assert answer.status_code in (422, 413)
    assert sentence in html.unescape(answer.text) or answer.status_code == 413
    assert "Nothing yet." in guest.page()


def test_a_file_beyond_what_a_request_may_have_is_not_read_to_its_end(guest: Guest) -> None:
    answer = guest.send("fact/document", {"mark": "m", "kind": "cv"}, b"%PDF-" + b"x" * 22_000_000)
    assert answer.status_code == 413 and "up to 20 MB" in answer.text


def test_a_field_that_is_wrong_is_told_at_its_place_with_what_was_typed(guest: Guest) -> None:
    answer = guest.send("fact/extra_support", {"mark": "m", "what": "a ramp <b>"}, None)
    assert answer.status_code == 422
    assert "a ramp &lt;b&gt;" in answer.text and "Please fill this in." in answer.text


def test_support_that_is_asked_for_waits_with_the_day_on_which_it_was(
    office: OfficeAtWork, guest: Guest, log_in: LogIn
) -> None:
    number = numbers(office)[0]
    guest.hand_in("fact/extra_support", {"support": "disability", "what": "A ramp."})
    office.now += timedelta(days=2)
    send(log_in("vera"), f"/cases/{number}", f"/cases/{number}/submissions/1/accept")
    (support,) = dossier(office, number).extra_supports
    assert (str(support.asked_on), support.what) == ("2026-03-11", "A ramp.")


def test_a_withdrawal_is_a_right_taken_at_once_but_only_when_it_is_meant(
    office: OfficeAtWork, guest: Guest
) -> None:
    number = numbers(office)[0]
    unmeant = guest.hand_in("step/withdraw", {"reason": "I stay."})
    assert unmeant.status_code == 422 and "it can't be taken back" in html.unescape(unmeant.text)
    withdrawal = guest.hand_in("step/withdraw", {"reason": "I stay.", "confirmed": "yes"})
    assert withdrawal.status_code == 303
    with reading(office.app.engine) as connection:
        pair = dossiers.find(connection, number)
    assert pair is not None and pair[0].state == "withdrawn"
    assert "Withdrawn" in guest.page()


def test_an_appeal_against_the_list_is_lodged_on_the_last_day_by_the_candidate(
    office: OfficeAtWork, outside: FastAPI, log_in: LogIn
) -> None:
    """The window of 8 days ends on 27 March 2026, 24:00; a minute before is in time."""
    lena = after_the_list(office, outside)
    office.now = at("2026-03-27", 23) + timedelta(minutes=59)
    lena.prove()
    assert lena.hand_in("step/lodge_ranking_appeal", {"grounds": "My points."}).status_code == 303
    (appeal,) = dossier(office, numbers(office)[0]).appeals
    assert (str(appeal.on), appeal.grounds) == ("2026-03-27", "My points.")
    assert "taken at once: a right" in case_page(log_in("vera"), numbers(office)[0])


def test_an_appeal_a_moment_too_late_is_kept_with_its_instant_and_what_stands_against_it(
    office: OfficeAtWork, outside: FastAPI, log_in: LogIn
) -> None:
    lena = after_the_list(office, outside)
    office.now = at("2026-03-28", 0)
    lena.prove()
    answer = lena.send("step/lodge_ranking_appeal", {"mark": "m", "grounds": "My points."})
    assert answer.status_code == 200
    text = html.unescape(answer.text)
    assert "It is kept with its day and time" in text and "00:00" in text
    assert dossier(office, numbers(office)[0]).appeals == ()
    assert "My points." in case_page(log_in("vera"), numbers(office)[0])


def after_the_list(office: OfficeAtWork, outside: FastAPI) -> Guest:
    """Lena, whose application was not selected by the list of 19 March 2026."""
    number = office.apply("Lena Tot")
    office.score_by_all(number, 10)
    office.publish()
    office.now = at("2026-03-19", 12)
    return Guest(office, "lena@students.example", outside)


def test_who_may_not_record_it_may_neither_accept_nor_return_it(
    office: OfficeAtWork, guest: Guest, log_in: LogIn
) -> None:
    number = numbers(office)[0]
    guest.hand_in("fact/extra_support", {"support": "social"})
    ana_k = log_in("ana.k")
    text = ana_k.get(f"/cases/{number}").text
    assert "submissions/1/accept" not in text
    token = text.partition('name="token" value="')[2].partition('"')[0]
    for act in ("accept", "return"):
        data = {"token": token, "reason": "no"}
        assert ana_k.post(f"/cases/{number}/submissions/1/{act}", data=data).status_code == 403
    assert "waits for the office" in guest.page()


def test_what_was_typed_stays_where_a_sign_in_it_can_not_be_written_down(guest: Guest) -> None:
    answer = guest.hand_in("fact/extra_support", {"support": "social", "what": "A room\0nearby"})
    assert answer.status_code == 422 and "can&#39;t be written down" in answer.text
    (form,) = (form for form in forms_of(answer.text, guest.link) if "extra_support" in form.action)
    values = form.data()
    assert values["support"] == ["social"] and "nearby" in values["what"][0]


def test_who_is_nominated_by_then_is_asked_no_more_but_the_office_records_what_came_in_time(
    office: OfficeAtWork, outside: FastAPI, log_in: LogIn
) -> None:
    """Nominated on the 30th; a letter of the last day, the 27th, is found a day later."""
    number = office.apply("Lena Tot")
    office.score_by_all(number, 40)
    office.publish()
    office.advance(number, "nominate", {}, "2026-03-30")
    office.now = at("2026-03-31")
    lena = Guest(office, "lena@students.example", outside)
    lena.prove()
    assert "step/lodge_ranking_appeal" not in lena.page()
    letter = {"on": "2026-03-27", "grounds": "My average."}
    office.advance(number, "lodge_ranking_appeal", letter, "2026-03-31")
    page = case_page(log_in("vera"), number)
    assert "Nominated to the host" in page and "Decision on the appeal against the list" in page
    rector = log_in("rektor")
    assert number in rector.get("/work").text
    assert "dismiss_ranking_appeal" in rector.get(f"/cases/{number}").text
