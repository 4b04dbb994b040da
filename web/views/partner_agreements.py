"""What the page of a partner tells of agreements: each with its days and places, the places used
and left by call, and who went and came by year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Final

from sqlalchemy import Connection

from office.wiring import Office
from persistence import partner_use
from persistence.partner_agreements import AgreementRow
from persistence.partner_use import PlacesOfAgreement, PlacesOfCall, StaysOfYear
from states.frozen import frozen
from states.isced_fields import field_title
from states.moments import civil_date
from states.partner_agreements import CONCLUDED
from states.text import Text
from web.messages.values import value_text
from workflows.cases.partner_agreements import agreement_processes, agreement_rows

SENDING: Final = "outgoing"

NOT_SIGNED_BY_BOTH: Final = Text("Not signed by both", "Нису потписале обе стране")
"""How an agreement stands whose signature was withdrawn after it had been concluded."""


@frozen
class AgreementLine:
    """An agreement as the partner's page tells it: its state in words, its places in lines.

    `holds` is whether it is in force today.
    """

    agreement: AgreementRow
    state: Text
    places: tuple[Text, ...]
    holds: bool


@frozen
class PartnerAgreements:
    """An institution's agreements with a partner and what they are used for.

    `process` is that of its agreements, None where it keeps none; `yearly` the places a year for
    who goes out that the agreements in force today name together.
    """

    institution: str
    process: str | None
    agreements: Sequence[AgreementLine]
    calls: Sequence[PlacesOfCall]
    stays: Sequence[StaysOfYear]
    stays_counted_at: datetime
    yearly: int


def partner_agreements(
    connection: Connection,
    office: Office,
    institutions: Sequence[str],
    partner: tuple[int, Sequence[str]],
    now: datetime,
) -> list[PartnerAgreements]:
    """What each institution has agreed on with a partner, who is given by number and all names."""
    (partner_id, names), today = partner, civil_date(now)
    rows = [
        row
        for row in agreement_rows(connection, office, institutions, today, names)
        if row.partner_id == partner_id
    ]
    places = partner_use.agreed_places(connection, [row.case_id for row in rows])
    lines = [_line(office, row, places, today) for row in reversed(rows)]
    incoming = {key: _incoming(office, key, today) for key in institutions}
    of_calls = partner_use.places_by_call(connection, institutions, names)
    of_years = partner_use.stays_by_year(connection, incoming, names, now)
    by_institution = []
    for institution in institutions:
        own = [line for line in lines if line.agreement.institution == institution]
        by_institution.append(
            PartnerAgreements(
                institution,
                next(iter(agreement_processes(office, institution, today)), None),
                own,
                [call for call in of_calls if call.institution == institution],
                [stays for stays in of_years.numbers if stays.institution == institution],
                of_years.at,
                _yearly(own, places),
            )
        )
    return by_institution


def _incoming(office: Office, institution: str, today: date) -> Sequence[str]:
    """The processes of those who come to an institution."""
    definitions = office.processes(institution, today)
    return [definition.process for definition in definitions if definition.kind.incoming]


def _yearly(lines: Sequence[AgreementLine], places: Sequence[PlacesOfAgreement]) -> int:
    """The places a year for who goes out that the agreements in force today name together."""
    in_force = {line.agreement.case_id for line in lines if line.holds}
    return sum(
        of_agreement.yearly_places
        for of_agreement in places
        if of_agreement.case_id in in_force and of_agreement.direction == SENDING
    )


def holding_until(
    connection: Connection, office: Office, institutions: Sequence[str], today: date
) -> Mapping[int, date]:
    """By partner the last day of what is in force today with any of the institutions."""
    until: dict[int, date] = {}
    for row in agreement_rows(connection, office, institutions, today):
        concluded_agreement = row.concluded
        if concluded_agreement is not None and concluded_agreement.holds_on(today):
            latest = until.get(row.partner_id, concluded_agreement.last_day)
            until[row.partner_id] = max(latest, concluded_agreement.last_day)
    return until


def _line(
    office: Office, row: AgreementRow, places: Sequence[PlacesOfAgreement], today: date
) -> AgreementLine:
    state = office.definition(row.definition).states[row.state].title
    if row.state in CONCLUDED and row.concluded_on is None:
        state = NOT_SIGNED_BY_BOTH
    of_it = tuple(_in_words(place) for place in places if place.case_id == row.case_id)
    holds = row.concluded is not None and row.concluded.holds_on(today)
    return AgreementLine(row, state, of_it, holds)


def _in_words(places: PlacesOfAgreement) -> Text:
    parts = [
        value_text("direction", places.direction),
        value_text("mobility", places.mobility),
        *([value_text("level", places.level)] if places.level else []),
        *([field_title(places.field)] if places.field else []),
    ]
    en, sr = (", ".join(part.in_(language) for part in parts) for language in ("en", "sr"))
    return Text(f"{places.yearly_places}: {en}", f"{places.yearly_places}: {sr}")
