"""A form that is printed long after it was signed: it names who signed, not who would today."""

from __future__ import annotations

import io
import re
from datetime import date, timedelta

import pytest
from pypdf import PdfReader
from sqlalchemy import Connection

from actions.documents.case_forms import AskedForm, make_form
from office.wiring import Office
from persistence import absences, staff
from persistence.absences import NewAbsence
from persistence.database import write_transaction
from persistence.deputies import add_deputy
from persistence.staff import Appointed, Assignment, Member
from simulation.rehearsal.player import Stage
from states.dossier import Period
from states.moments import civil_date
from tests.simulation.played_stories import played
from workflows.cases.status import load_case

FORM = AskedForm("learning_agreement", "en")
SIGNED_ON = date(2026, 5, 21)
"""When the Rector signed in `bmu/outgoing-in-time`."""
A_DAY = timedelta(days=1)
THEN, LATER = Period(SIGNED_ON, SIGNED_ON + A_DAY), Period(SIGNED_ON + A_DAY, SIGNED_ON + 2 * A_DAY)


def form_text(connection: Connection, stage: Stage) -> str:
    """The agreement as it is printed now."""
    case = load_case(connection, stage.case_id(next(iter(stage.numbers or {}))))
    pages = PdfReader(io.BytesIO(make_form(connection, stage.office, case, FORM, stage.now))).pages
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pages))


def rector_of(connection: Connection) -> Appointed:
    """Whoever holds the role throughout a story."""
    (appointment,) = (
        appointment
        for appointment in staff.appointments_at(connection, "bmu")
        if appointment.given.role == "rector"
    )
    return appointment


def test_a_signature_keeps_the_name_of_the_rector_of_its_day(office: Office) -> None:
    """Signed by the one on 21 May 2026; since the spring of 2027 there is another."""
    with played(office, "bmu/outgoing-in-time") as stage:
        today = civil_date(stage.now)
        with write_transaction(stage.engine) as connection:
            staff.end_assignment(connection, rector_of(connection).id, today - A_DAY, None)
            successor = Member(0, "n.novak", "Nada Novak", "n.novak@bmu.example", "en")
            staff.add(connection, successor, [Assignment("bmu", "rector", today)])
            text = form_text(connection, stage)
    assert today > SIGNED_ON
    agreement_text, change = text.split("Changes to the Learning Agreement", 1)
    assert "Rector" in agreement_text and "Nada Novak" not in agreement_text
    assert "Nada Novak" in change


@pytest.mark.parametrize(
    ("deputy_days", "days_away", "is_named"),
    [(THEN, THEN, True), (THEN, LATER, False), (LATER, THEN, False), (THEN, None, False)],
)
def test_while_the_rector_was_away_the_deputy_of_that_day_had_signed(
    office: Office, deputy_days: Period, days_away: Period | None, is_named: bool
) -> None:
    """Who was there signed; who deputised for somebody that was away did."""
    story = "bmu/outgoing-in-time"
    with played(office, story) as stage, write_transaction(stage.engine) as connection:
        add_deputy(connection, "bmu", "general_secretary", "rector", deputy_days)
        if days_away is not None:
            rector = rector_of(connection).member
            absences.record(connection, NewAbsence(rector.id, days_away), stage.now)
        text = form_text(connection, stage)
    assert ("General Secretary" in text) is is_named


def test_who_wrote_the_signature_down_in_anothers_place_had_signed(office: Office) -> None:
    """Also where the coordinator concluded the agreement on another day."""
    story = "who-decides/who-stands-in-for-the-coordinator-signs-and-another-day-concludes"
    with played(office, story) as stage, write_transaction(stage.engine) as connection:
        text = form_text(connection, stage)
    assert "Head of ICO" in text


def test_who_concludes_in_anothers_place_had_not_signed_before(office: Office) -> None:
    """The coordinator signed on the day before the deputy's days began."""
    story = "bmu/a-substitute-on-dated-days"
    with played(office, story) as stage, write_transaction(stage.engine) as connection:
        text = form_text(connection, stage)
    assert "Head of ICO" not in text
