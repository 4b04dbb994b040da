"""From the agreement to the Decree on one's own page: what is asked for, told and read there."""

from __future__ import annotations

import html

import pytest
from fastapi import FastAPI

from tests.web.browsing import LogIn, send
from tests.web.journey import conclude, drawn_up
from tests.web.office_at_work import OfficeAtWork, at
from tests.web.outside.conftest import PDF, Guest
from tests.web.outside.test_submitting import dossier
from tests.web.test_decree import decreed


@pytest.fixture
def away(office: OfficeAtWork) -> str:
    """Ana's case with the agreement in force, on the first day of her stay."""
    number = drawn_up(office)
    conclude(office, number, "2026-04-13", "2026-04-14")
    office.advance(number, "start_mobility", {}, "2026-10-01")
    office.now = at("2026-10-02", 12)
    return number


def accept_all(office: OfficeAtWork, log_in: LogIn, number: str, *submissions: int) -> None:
    """The Mobility Coordinator accepts what was handed in, some days later."""
    office.now = at("2027-02-19", 12)
    vera = log_in("vera")
    for submission in submissions:
        send(vera, f"/cases/{number}", f"/cases/{number}/submissions/{submission}/accept")


def test_a_student_asks_that_the_status_rests_and_the_day_is_that_of_the_request(
    office: OfficeAtWork, outside: FastAPI, away: str, log_in: LogIn
) -> None:
    ana = Guest(office, "ana@students.example", outside)
    ana.prove()
    assert "Ask that your status rests" in ana.page()
    assert ana.hand_in("fact/student_status", {"status": "dormant"}).status_code == 303
    assert dossier(office, away).student_status is None
    accept_all(office, log_in, away, 1)
    status = dossier(office, away).student_status
    assert status is not None
    assert (str(status.requested_on), status.status, status.decided_on) == (
        "2026-10-02", "dormant", None,
    )  # fmt: skip


def test_student_and_host_both_tell_of_arrival_and_departure(
    office: OfficeAtWork, outside: FastAPI, away: str, log_in: LogIn
) -> None:
    ana = Guest(office, "ana@students.example", outside)
    ana.prove()
    assert ana.hand_in("fact/stay", {"arrived_on": "2026-10-03"}).status_code == 422, "to come"
    assert ana.hand_in("fact/stay", {"arrived_on": "2026-10-02"}).status_code == 303
    graz = Guest(office, "incoming@graz.example", outside)
    office.now = at("2027-02-12", 12)
    graz.browser.post("/", data={"address": graz.address})
    graz.link = graz.newest_link()
    graz.prove()
    assert graz.hand_in("fact/stay", {"returned_on": "2027-02-11"}).status_code == 303
    accept_all(office, log_in, away, 1, 2)
    stay = dossier(office, away).stay
    assert (str(stay.arrived_on), str(stay.returned_on)) == ("2026-10-02", "2027-02-11")


def test_the_candidate_reads_the_decree_its_remedy_and_its_last_day_and_the_host_nothing_of_it(
    office: OfficeAtWork, outside: FastAPI
) -> None:
    number = decreed(office)
    office.record(number, "delivery", {"document": "decree", "on": "2027-03-08"}, "2027-03-08")
    ana = Guest(office, "ana@students.example", outside)
    page = html.unescape(ana.page())
    decree = dossier(office, number).decree
    assert decree is not None and str(decree.number) in page
    assert "What you may still do" in page and "Tue 16 Mar 2027" in page
    assert "appeal" in page.partition("The Decree")[2] and "Rector" in page
    document = page.partition("/documents/")[2].partition('"')[0]
    paper = ana.browser.get(f"{ana.link}/documents/{document}")
    assert paper.content.startswith(PDF[:5])
    ana.prove()
    answer = ana.hand_in("step/lodge_appeal", {"grounds": "A course is missing.", "confirmed": "y"})
    assert answer.status_code == 303
    assert dossier(office, number).appeals[-1].decided_on is None
    host = html.unescape(Guest(office, "incoming@graz.example", outside).page())
    assert "The stay is over" in host and str(decree.number) not in host
