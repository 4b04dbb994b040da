"""What of an agreement with a partner only the office's own registers can tell: who is a partner,
and which agreement takes the place of another."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy import Connection

from office.wiring import Office
from persistence import partners
from rules.payload_checks import FieldError
from rules.wording import format_text
from states.calls import Candidate
from states.dossier import Case
from states.fact_declaration import Payload
from states.partner_agreements import BEING_MADE, NextAgreement
from states.text import Text
from states.validation_error import ValidationError
from workflows.cases.partner_agreements import agreement_rows


def partner_agreement_errors(
    connection: Connection, office: Office, case: Case, value: Payload, today: date
) -> Iterator[FieldError]:
    """What takes an agreement's place is another one with that partner, signed by both."""
    if not isinstance(value, NextAgreement):
        return
    rows = agreement_rows(connection, office, [case.institution], today)
    own = next((row for row in rows if row.number == case.number), None)
    other_numbers = [
        row.number
        for row in rows
        if own and row.partner_id == own.partner_id and row.concluded and row != own
    ]
    if value.agreement in other_numbers:
        return
    sentence = format_text(
        "{number} is no other agreement with this partner, signed by both; these are: {known}",
        "{number} није други споразум са овим партнером потписан са обе стране; јесу: {known}",
        number=value.agreement,
        known=", ".join(other_numbers) or "–",
    )
    yield FieldError("agreement", sentence, "registers")


def check_partner(connection: Connection, candidate: Candidate) -> None:
    """Raises ValidationError where the partner of an agreement is not in the register: calls would
    never find what is agreed on with it."""
    partner = partners.named(connection, candidate.name)
    if partner is None:
        raise ValidationError(
            format_text(
                "{name} is no partner of the register: enter it on the page Partners and data, or "
                "write the name that it has there",
                "{name} није у регистру партнера: упишите га на страници „Партнери и подаци“ или "
                "наведите назив под којим је уписан",
                name=candidate.name,
            ),
            ("name",),
        )


def check_no_draft(
    connection: Connection, office: Office, institution: str, name: str, today: date
) -> None:
    """Raises ValidationError where an agreement with the partner is being made already."""
    partner = partners.named(connection, name)
    rows = agreement_rows(connection, office, [institution], today)
    running_case = next(
        (
            row
            for row in rows
            if partner and row.state in BEING_MADE and row.partner_id == partner.kept_id
        ),
        None,
    )
    if running_case is not None:
        raise ValidationError(
            Text(
                f"An agreement with this partner is being made already: {running_case.number}.",
                f"Споразум са овим партнером већ је у припреми: {running_case.number}.",
            ),
            ("name",),
        )
