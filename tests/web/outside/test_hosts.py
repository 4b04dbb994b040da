"""What a host does by its page: answers a nomination; and what it is not shown."""

from __future__ import annotations

import html

import pytest
from fastapi import FastAPI

from persistence import dossiers
from persistence.database import reading
from tests.web.browsing import LogIn, send
from tests.web.journey import nominated
from tests.web.office_at_work import OfficeAtWork
from tests.web.outside.conftest import PDF, Guest
from tests.web.outside.test_links import numbers
from tests.web.outside.test_submitting import dossier


@pytest.fixture
def graz(office: OfficeAtWork, outside: FastAPI) -> Guest:
    """The desk of the host, to which Ana was nominated on 30 March 2026."""
    nominated(office)
    office.now = office.now.replace(month=3, day=30, hour=12)
    return Guest(office, "incoming@graz.example", outside)


def test_a_host_sees_the_nomination_and_nothing_that_is_the_candidates(graz: Guest) -> None:
    page = html.unescape(graz.page())
    assert "Ana Petrović" in page and "Nominated to the host" in page
    assert "What the office has of yours" not in page and "What has happened" not in page
    graz.prove()
    page = html.unescape(graz.page())
    assert "/submit/step/host_accepts" in page and "/submit/step/host_refuses" in page
    assert "/submit/step/withdraw" not in page


@pytest.mark.parametrize("step", ["withdraw", "publish_list", "issue_decree", "nominate"])
def test_a_host_takes_no_step_that_is_not_its_own(
    office: OfficeAtWork, graz: Guest, step: str
) -> None:
    graz.prove()
    answer = graz.send(f"step/{step}", {"mark": "m", "confirmed": "yes"})
    assert answer.status_code == 404
    with reading(office.app.engine) as connection:
        pair = dossiers.find(connection, numbers(office)[0])
    assert pair is not None and pair[0].state == "nominated"


def test_a_host_confirms_the_exact_period_and_the_office_accepts_it(
    office: OfficeAtWork, graz: Guest, log_in: LogIn
) -> None:
    number = numbers(office)[0]
    graz.prove()
    period = {"from": "2026-10-05", "to": "2027-02-05"}
    assert graz.hand_in("step/host_accepts", period).status_code == 303
    assert dossier(office, number).host_answer is None
    vera = log_in("vera")
    assert "by the host institution" in vera.get(f"/cases/{number}").text
    send(vera, f"/cases/{number}", f"/cases/{number}/submissions/1/accept")
    answer = dossier(office, number).host_answer
    assert answer is not None and answer.accepted
    assert (str(answer.first_day), str(answer.last_day)) == ("2026-10-05", "2027-02-05")


def test_a_host_refuses_with_its_reason(office: OfficeAtWork, graz: Guest, log_in: LogIn) -> None:
    number = numbers(office)[0]
    graz.prove()
    graz.hand_in("step/host_refuses", {"reason": "No places left.", "confirmed": "yes"})
    send(log_in("vera"), f"/cases/{number}", f"/cases/{number}/submissions/1/accept")
    answer = dossier(office, number).host_answer
    assert answer is not None and (answer.accepted, answer.reason) == (False, "No places left.")


def test_what_the_law_refuses_goes_on_waiting_and_the_clerk_reads_why(
    office: OfficeAtWork, graz: Guest, log_in: LogIn
) -> None:
    """Two months are fewer than the three that article 5 asks for."""
    number = numbers(office)[0]
    graz.prove()
    graz.hand_in("step/host_accepts", {"from": "2026-10-05", "to": "2026-11-30"})
    accept = f"/cases/{number}/submissions/1/accept"
    answer = send(log_in("vera"), f"/cases/{number}", accept)
    assert answer.status_code == 409 and "BMU-5" in answer.text
    assert "waits for the office" in graz.page()


def test_a_host_is_told_at_once_of_a_stay_that_ends_before_it_begins(
    office: OfficeAtWork, graz: Guest
) -> None:
    graz.prove()
    turned_round = {"mark": "m", "from": "2027-02-05", "to": "2026-10-05"}
    answer = graz.send("step/host_accepts", turned_round)
    assert answer.status_code == 422 and 'value="2027-02-05"' in answer.text
    assert "Nothing yet." in graz.page(), "nothing was received"


def test_neither_side_reads_what_the_other_has_handed_in(
    office: OfficeAtWork, outside: FastAPI, graz: Guest
) -> None:
    ana = Guest(office, "ana@students.example", outside)
    graz.prove()
    ana.prove()
    graz.hand_in("fact/document", {"kind": "acceptance_letter"}, PDF)
    assert "Nothing yet." in ana.page() and "Nothing yet." not in graz.page()
