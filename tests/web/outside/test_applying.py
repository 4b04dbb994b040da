"""A candidate applies from outside: the right is kept from the moment of receipt."""

from __future__ import annotations

import html
from datetime import timedelta

import pytest
from fastapi import FastAPI

from persistence.database import reading, write_transaction
from persistence.integrity import audit
from states.decision import Refused
from tests.web.browsing import Browser, LogIn, send
from tests.web.delivered import delivered, mails_to
from tests.web.office_at_work import CRITERIA, REQUIRED, OfficeAtWork, at
from tests.web.outside.applying import APPLICATION, Applicant
from tests.web.outside.conftest import PDF
from tests.web.outside.test_links import numbers
from tests.web.outside.test_submitting import dossier
from workflows.act import Act
from workflows.calls.publishing import publish_list
from workflows.running.sweep import sweep

STEP = "step/submit_application"


@pytest.fixture
def mina(office: OfficeAtWork, outside: FastAPI) -> Applicant:
    """Mina, whom the office does not know."""
    return Applicant(office, outside, "mina@students.example")


def test_the_page_of_a_call_tells_conditions_places_documents_and_the_closing_day(
    office: OfficeAtWork, outside: FastAPI
) -> None:
    browser = Browser(outside)
    assert "Autumn semester 2026/27" in browser.get("/apply?lang=en").text
    page = html.unescape(browser.get("/apply/1?lang=en").text)
    for words in (
        "University of Graz (AT): 2",
        "Mon 16 Mar 2026",
        "24:00 of that day",
        "list of passed exams",
        "days from the publication of the list): 8",
        "article 14 paragraph 1 of the Rulebook",
    ):
        assert words in page, words
    assert "BMU-" not in page
    office.now = at("2026-03-17", 0)
    assert browser.get("/apply/1").status_code == 404
    assert "Autumn semester 2026/27" not in browser.get("/apply").text


def test_whoever_applies_hands_in_documents_sees_what_is_missing_and_the_office_accepts(
    office: OfficeAtWork, mina: Applicant, log_in: LogIn
) -> None:
    guest = mina.begun()
    number = numbers(office)[0]
    page = mina.page()
    assert "What is still missing" in page and "CV" in page and "(article 15" in page
    assert "names no host" in page and "BMU-15" not in page
    for kind in REQUIRED:
        assert guest.hand_in("fact/document", {"kind": kind}, PDF).status_code == 303
    assert "names no host" in mina.page() and "(article 15" in mina.page()
    assert guest.hand_in(STEP, APPLICATION).status_code == 303
    page = mina.page()
    assert "What is still missing" not in page and "waits for the office" in page
    assert f'action="{mina.link}/submit/{STEP}"' not in page
    assert dossier(office, number).application is None
    office.now += timedelta(days=1)
    vera = log_in("vera")
    for submission in (1, 2, 3):
        send(vera, f"/cases/{number}", f"/cases/{number}/submissions/{submission}/accept")
    application = dossier(office, number).application
    assert application is not None and str(application.received_on) == "2026-03-11"
    assert "Application received" in mina.page()
    with reading(office.app.engine) as connection:
        assert audit(connection, office.app.office.data, office.app.office.calendar).is_sound


def test_an_application_of_the_last_minute_counts_though_it_is_written_down_later(
    office: OfficeAtWork, mina: Applicant, log_in: LogIn
) -> None:
    """Received at 23:59 of 16 March 2026: time lets the call lapse for nobody who waits, and no
    list leaves them out."""
    office.now = at("2026-03-16", 23)
    guest = mina.begun()
    for kind in REQUIRED:
        guest.hand_in("fact/document", {"kind": kind}, PDF)
    office.now += timedelta(minutes=59)
    assert guest.hand_in(STEP, APPLICATION).status_code == 303
    other = office.apply("Ana Petrović")
    office.now = at("2026-03-18")
    number = numbers(office)[0]
    for _ in range(3):
        with write_transaction(office.app.engine) as connection:
            sweep(connection, office.app.office, office.now)
    assert "Not applied" not in mina.page()
    for member in ("m.ilic", "j.kos", "s.rus"):
        office.score(other, member, 10)
    with write_transaction(office.app.engine) as connection:
        act = Act(connection, office.app.office, office.actor("mobility_coordinator"), office.now)
        refusal = publish_list(act, 1)
    assert (
        isinstance(refusal, Refused)
        and "has not been looked at yet" in refusal.reasons[-1].message.en
    )
    vera = log_in("vera")
    for submission in (1, 2, 3):
        send(vera, f"/cases/{number}", f"/cases/{number}/submissions/{submission}/accept")
    application = dossier(office, number).application
    assert application is not None and str(application.received_on) == "2026-03-16"
    for member in ("m.ilic", "j.kos", "s.rus"):
        office.score(number, member, 20)
    office.publish("2026-03-19")
    placement = dossier(office, number).placement
    assert placement is not None and placement.rank == 1 and CRITERIA


def test_an_application_a_moment_too_late_is_kept_with_its_instant_and_refused_by_the_rule(
    office: OfficeAtWork, mina: Applicant, log_in: LogIn
) -> None:
    office.now = at("2026-03-16", 23) + timedelta(minutes=50)
    guest = mina.begun()
    for kind in REQUIRED:
        guest.hand_in("fact/document", {"kind": kind}, PDF)
    office.now = at("2026-03-17", 0)
    answer = guest.send(STEP, {"mark": "late", **APPLICATION})
    text = html.unescape(answer.text)
    assert answer.status_code == 200 and "closed on" in text and "(article 15" in text
    number, vera = numbers(office)[0], log_in("vera")
    for submission in (1, 2):
        send(vera, f"/cases/{number}", f"/cases/{number}/submissions/{submission}/accept")
    late = send(vera, f"/cases/{number}", f"/cases/{number}/submissions/3/accept")
    assert late.status_code == 409 and "closed on" in html.unescape(late.text)
    send(vera, f"/cases/{number}", f"/cases/{number}/submissions/3/return", {"reason": "Too late."})
    assert "Too late." in delivered(office, "mina@students.example")


def test_what_was_typed_is_kept_and_counts_as_what_is_missing(mina: Applicant) -> None:
    guest = mina.begun()
    answer = guest.hand_in(STEP, {"hosts": "University of Graz", "from": "no day", "keep": "yes"})
    assert "received=kept" in answer.headers["location"]
    page = mina.page()
    assert 'value="no day"' in page and "kept, not handed in" in page
    assert '<option value="University of Graz" selected>' in page
    guest.hand_in(STEP, {**APPLICATION, "keep": "yes"})
    assert "names no host" not in mina.page()
    answer = guest.hand_in(STEP, APPLICATION)
    assert answer.status_code == 200 and "It is kept with its day and time" in answer.text
    assert "kept, not handed in" not in mina.page()


def test_who_has_begun_is_led_to_their_case_and_nobody_is_told_who_has(
    office: OfficeAtWork, outside: FastAPI, mina: Applicant
) -> None:
    guest = mina.begun()
    first, older = guest.link, mina.page()
    assert "Mina Lukić" in older
    answers = {
        Browser(outside).post("/apply/1?lang=en", data={"address": address}).text
        for address in ("mina@students.example", "nobody@students.example")
    }
    assert len(answers) == 1
    assert "A link to your page was asked for" in delivered(office, "mina@students.example")
    assert guest.newest_link() != first and len(numbers(office)) == 1
    (stranger,) = mails_to(office, "nobody@students.example")
    assert "Nothing is applied for yet" in stranger


def test_two_links_of_one_address_lead_to_one_case(office: OfficeAtWork, mina: Applicant) -> None:
    first = mina.ask()
    mina.begun()
    assert len(numbers(office)) == 1
    mina.link = first
    assert "Mina Lukić" in mina.page()


def test_an_address_known_by_another_name_tells_nobody_whose_it_is(
    office: OfficeAtWork, outside: FastAPI
) -> None:
    number = office.apply("Ana Petrović")
    office.advance(number, "withdraw", {"reason": "changed plans"}, "2026-03-11")
    again = Applicant(office, outside, "ana@students.example")
    again.ask()
    again.prove()
    answer = again.begin(name="Somebody Else")
    text = html.unescape(answer.text)
    assert answer.status_code == 422 and "knows another name" in text and "Petrović" not in text
    assert again.begin(name="Ana Petrović").status_code == 303
    assert len(numbers(office)) == 2


def test_nothing_is_begun_without_the_code_and_what_is_wrong_is_told_at_its_field(
    office: OfficeAtWork, mina: Applicant
) -> None:
    mina.ask()
    assert mina.begin().headers["location"].endswith("#code")
    assert numbers(office) == []
    mina.prove()
    wrong = mina.begin(name=" ", year="none")
    text = html.unescape(wrong.text)
    assert wrong.status_code == 422 and "The application was not begun" in text
    assert numbers(office) == []
