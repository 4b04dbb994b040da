"""A form that is printed long after it was signed: it names who signed, not who would today."""

from __future__ import annotations

import io
import re
from datetime import date, timedelta

from pypdf import PdfReader

from actions.documents.case_forms import AskedForm, make_form
from office.wiring import Office
from persistence import staff
from persistence.database import write_transaction
from persistence.staff import Assignment, Member
from states.moments import civil_date
from tests.simulation.played_stories import played
from workflows.cases.status import load_case

FORM = AskedForm("learning_agreement", "en")


def test_a_signature_keeps_the_name_of_the_rector_of_its_day(office: Office) -> None:
    """Signed by the one on 21 May 2026; since the spring of 2027 there is another."""
    with played(office, "bmu/outgoing-in-time") as stage:
        today = civil_date(stage.now)
        with write_transaction(stage.engine) as connection:
            (former,) = (
                appointment
                for appointment in staff.appointments_at(connection, "bmu")
                if appointment.given.role == "rector"
            )
            staff.end_assignment(connection, former.id, today - timedelta(days=1), None)
            successor = Member(0, "n.novak", "Nada Novak", "n.novak@bmu.example", "en")
            staff.add(connection, successor, [Assignment("bmu", "rector", today)])
            case = load_case(connection, stage.case_id(next(iter(stage.numbers or {}))))
            pdf = make_form(connection, stage.office, case, FORM, stage.now)
    assert date(2026, 5, 21) < today
    pages = PdfReader(io.BytesIO(pdf)).pages
    text = re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pages))
    agreement_text, change = text.split("Changes to the Learning Agreement", 1)
    assert "Rector" in agreement_text and "Nada Novak" not in agreement_text
    assert "Nada Novak" in change
