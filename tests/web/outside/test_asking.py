"""A student asks for a Transcript of Records by a link: from the address alone to the limit."""

from __future__ import annotations

import html

import pytest
from fastapi import FastAPI
from sqlalchemy import update

from persistence.database import write_transaction
from persistence.tables import role_assignments
from tests.web.browsing import Browser, LogIn, send
from tests.web.delivered import mails_to
from tests.web.journey import conclude
from tests.web.office_at_work import OfficeAtWork, at
from tests.web.outside.applying import Applicant
from tests.web.outside.conftest import PDF, Guest
from tests.web.outside.test_links import numbers
from tests.web.outside.test_submitting import dossier
from tests.web.test_home_institution import accepted

PLACE = "/ask/bmu/transcript-request"
ACT = "fact/transcript_request"
WHO = {
    "name": "Mina Lukić",
    "level": "undergraduate",
    "year": "2",
    "study_programme": "Computer Science",
    "writes_in": "en",
}


class Asker(Applicant):
    """Somebody with an address who asks for what no call is needed for."""

    def ask(self) -> str:
        answer = self.browser.post(PLACE, data={"address": self.address})
        assert answer.status_code == 200, answer.text
        return self.follow()

    def follow(self) -> str:
        """The link of the newest mail."""
        self.link = Guest(self.office, self.address, self.app).link
        return self.link

    def opened(self) -> Guest:
        """All of it until the case is opened, and nothing is asked for yet."""
        self.ask()
        self.prove()
        answer = self.browser.post(f"{self.link}/begin", data=WHO, follow_redirects=False)
        assert answer.status_code == 303, html.unescape(answer.text)
        return self.guest()


@pytest.fixture
def mina(office: OfficeAtWork, outside: FastAPI) -> Asker:
    return Asker(office, outside, "mina@students.example")


def test_a_student_asks_by_an_act_of_the_link_and_the_ten_working_days_run_from_it(
    office: OfficeAtWork, mina: Asker, log_in: LogIn
) -> None:
    browser = Browser(mina.app)
    assert PLACE in browser.get("/apply?lang=en").text
    assert "Transcript of Records" in browser.get(f"{PLACE}?lang=en").text
    guest = mina.opened()
    mails = mails_to(office, mina.address)
    assert any("The link below opens the request" in mail for mail in mails)
    (number,) = numbers(office)
    assert "Ask for your Transcript of Records" in guest.page()
    assert guest.hand_in(ACT).status_code == 303
    page = html.unescape(guest.page())
    assert "waits for the office" in page and f"/submit/{ACT}" not in page, "it is asked for once"
    assert "transcript_request" not in dossier(office, number).documents
    office.now = at("2026-03-13")
    vera = log_in("vera")
    send(vera, f"/cases/{number}", f"/cases/{number}/submissions/1/accept")
    request = dossier(office, number).documents["transcript_request"]
    assert str(request.delivered_on) == "2026-03-11", "the day of receipt, not of acceptance"
    case = html.unescape(vera.get(f"/cases/{number}").text)
    assert "25 Mar 2026" in case and "10 working days" in case
    assert f"/submit/{ACT}" not in guest.page()


def test_who_asked_already_comes_back_to_the_same_case_and_nobody_learns_of_it(
    office: OfficeAtWork, mina: Asker
) -> None:
    mina.opened()
    other = Asker(office, mina.app, mina.address)
    other.ask()
    assert "Ask for your Transcript of Records" not in other.page(), "a code first"
    other.prove()
    assert "Ask for your Transcript of Records" in other.page()
    assert len(numbers(office)) == 1
    stranger = Asker(office, mina.app, "nobody@students.example")
    first, again = (
        asker.browser.post(PLACE, data={"address": asker.address}).text
        for asker in (mina, stranger)
    )
    assert first == again


def test_only_what_a_person_may_ask_for_is_asked_for_there(mina: Asker) -> None:
    for process in ("outgoing-studies", "international-project", "inter-institutional-agreement"):
        assert mina.browser.get(f"/ask/bmu/{process}").status_code == 404
        assert (
            mina.browser.post(f"/ask/bmu/{process}", data={"address": "a@b.example"}).status_code
            == 404
        )
    assert mina.browser.get("/ask/bee/transcript-request").status_code == 404
    assert mina.browser.post(PLACE, data={"address": "no address"}).status_code == 422


def test_nothing_is_offered_of_an_institution_where_nobody_works(
    office: OfficeAtWork, mina: Asker
) -> None:
    assert f'href="{PLACE}"' in mina.browser.get("/apply").text
    with write_transaction(office.app.engine) as connection:
        connection.execute(update(role_assignments).values(institution="bee"))
    assert f'href="{PLACE}"' not in mina.browser.get("/apply").text
    assert mina.browser.get(PLACE).status_code == 404


def test_a_student_before_the_stay_has_no_such_act_in_the_case_of_a_mobility(ana: Guest) -> None:
    ana.prove()
    assert f"/submit/{ACT}" not in ana.page()
    assert ana.send(ACT, {"mark": "m"}, PDF).status_code == 404


@pytest.fixture
def lea(office: OfficeAtWork, outside: FastAPI) -> tuple[str, Guest]:
    """An incoming student who has left again, with her results; her case, and her link."""
    number = accepted(office)
    course = {"code": "CS101", "title": "Algorithms", "ects": 20}
    office.record(number, "agreement", {"language": "en", "semesters": 1, "courses": [course]})
    conclude(office, number, "2026-03-16", "2026-03-17")
    for fact in ("insurance", "residence_permit"):
        office.record(number, fact, {"from": "2026-10-01", "to": "2027-02-12"}, "2026-09-21")
    office.advance(number, "start_mobility", {}, "2026-10-01")
    office.now = at("2027-02-22")
    return number, Guest(office, "lea@uni-graz.example", outside)


def test_who_comes_to_us_asks_on_the_page_of_the_own_case_and_the_limit_runs_from_that_day(
    office: OfficeAtWork, lea: tuple[str, Guest], log_in: LogIn
) -> None:
    number, guest = lea
    guest.prove()
    assert "Ask for your Transcript of Records" in guest.page()
    assert guest.hand_in(ACT).status_code == 303
    assert f"/submit/{ACT}" not in guest.page(), "it is asked for once"
    stay = {"arrived_on": "2026-10-01", "returned_on": "2027-02-12"}
    office.record(number, "stay", stay, "2027-02-24")
    office.advance(number, "end_mobility", {}, "2027-02-24")
    office.now = at("2027-02-24", 12)
    vera = log_in("vera")
    before = html.unescape(vera.get(f"/cases/{number}").text)
    assert "Tue 2 Mar 2027" in before, "ten working days after the end, over Sretenje"
    send(vera, f"/cases/{number}", f"/cases/{number}/submissions/1/accept")
    assert str(dossier(office, number).documents["transcript_request"].delivered_on) == "2027-02-22"
    after = html.unescape(vera.get(f"/cases/{number}").text)
    assert "Mon 8 Mar 2027" in after, "ten working days after the day on which it was received"


def test_who_has_not_come_yet_asks_for_no_transcript(
    office: OfficeAtWork, outside: FastAPI
) -> None:
    accepted(office)
    guest = Guest(office, "lea@uni-graz.example", outside)
    guest.prove()
    assert f"/submit/{ACT}" not in guest.page()
    assert guest.send(ACT, {"mark": "m"}).status_code == 404
