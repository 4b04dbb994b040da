"""What the home institution of an incoming student is told, and what is said while it can't be."""

from __future__ import annotations

import html
from datetime import date

from persistence.database import reading, write_transaction
from persistence.tables import mails
from states.calls import Call, Candidate
from tests.web.browsing import LogIn, send
from tests.web.office_at_work import OfficeAtWork, at
from workflows.act import Act
from workflows.calls.new_call import open_call
from workflows.cases.new_case import open_case

HINT = "letters to it can't be sent"


def accepted(office: OfficeAtWork) -> str:
    """The number of an incoming student's case that we have accepted."""
    call = Call("Incoming", date(2026, 2, 16), date(2026, 3, 16), required=("application_form",))
    lea = Candidate(
        "Lea Huber", "lea@uni-graz.example", "undergraduate", 1, writes_in="en",
        home_institution="University of Graz",
    )  # fmt: skip
    with write_transaction(office.app.engine) as connection:
        act = Act(
            connection, office.app.office, office.actor("mobility_coordinator"), at("2026-03-02")
        )
        call_id = open_call(act, "bmu", "incoming-studies", call)
        number = open_case(act, call_id, lea).number
    office.record(number, "document", {"kind": "application_form"})
    office.advance(number, "submit_application", {"from": "2026-10-01", "to": "2027-02-12"})
    proposal = {"kind": "proposed_learning_agreement", "signed_by": ["home institution"]}
    office.record(number, "document", {**proposal, "certified": True})
    office.record(number, "document", {"kind": "transcript_of_records"})
    office.advance(number, "accept_application", {}, role="academic_coordinator")
    return number


def test_a_letter_without_an_address_is_not_skipped_but_waits_and_says_so(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    number = accepted(office)
    office.advance(
        number, "host_changes_stay", {"from": "2026-10-05", "to": "2027-02-12"},
        role="academic_coordinator",
    )  # fmt: skip
    client = log_in("vera")
    page = html.unescape(client.get(f"/cases/{number}/dossier").text)
    assert "not recorded: letters to it can't be sent" in page
    letters = html.unescape(client.get(f"/cases/{number}/mails").text)
    assert "no address is recorded: home institution" in letters
    client.get("/language/sr")
    assert "дописи јој се не могу послати" in client.get(f"/cases/{number}/dossier").text
    address = {"home_email": "outgoing@uni-graz.example", "reason": "She told us"}
    send(client, f"/cases/{number}", f"/cases/{number}/facts/candidate", address)
    with reading(office.app.engine) as connection:
        letter = connection.execute(
            mails.select().where(mails.c.recipient == "home_institution")
        ).one()
    assert letter.to_address == "outgoing@uni-graz.example"
    assert letter.to_name == "University of Graz"
    client.get("/language/en")
    assert "letters to it can't be sent" not in html.unescape(
        client.get(f"/cases/{number}/dossier").text
    )


def test_who_sends_the_student_signs_as_the_home_institution(
    office: OfficeAtWork, log_in: LogIn
) -> None:
    """Here we are the host: no page, reason or letter calls the partner so."""
    number = accepted(office)
    course = {"code": "IT101", "title": "Databases", "ects": "20"}
    office.record(number, "agreement", {"language": "en", "courses": [course]})
    signature = {"document": "learning_agreement", "party": "student", "on": "2026-03-02"}
    office.record(number, "signature", signature)
    client = log_in("vera")
    case, agreement = (
        html.unescape(client.get(f"/cases/{number}{tab}").text) for tab in ("", "/agreement")
    )
    assert "Signature missing on the Learning Agreement, version 1: the home institution." in case
    assert "the home institution" in agreement
    office.record(number, "signature", {**signature, "party": "host"})
    history = html.unescape(client.get(f"/cases/{number}/history").text)
    assert "the home institution" in history
    assert all("the host institution" not in page.lower() for page in (case, agreement, history))
