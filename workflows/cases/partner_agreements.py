"""Agreements with partners, asked for by name: what an institution has concluded with whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import Connection

from office.wiring import Office
from persistence.partner_agreements import AgreementRow, agreements_of, concluded_with
from states.partner_agreements import ConcludedAgreement


def agreement_processes(office: Office, institution: str, today: date) -> tuple[str, ...]:
    """The processes of an institution whose cases are agreements with partners."""
    definitions = office.processes(institution, today)
    return tuple(definition.process for definition in definitions if definition.kind.of_partner)


def agreements_with(
    connection: Connection, office: Office, institution: str, names: Sequence[str], today: date
) -> Mapping[str, tuple[ConcludedAgreement, ...]]:
    """By a partner's name what the institution has concluded with it; an unknown one: nothing."""
    processes = agreement_processes(office, institution, today)
    return concluded_with(connection, institution, processes, names)


def agreement_rows(
    connection: Connection,
    office: Office,
    institutions: Sequence[str],
    today: date,
    names: Sequence[str] | None = None,
) -> list[AgreementRow]:
    """The agreements of institutions with all partners, or with those of some names, whatever has
    come of them."""
    processes = {key: agreement_processes(office, key, today) for key in institutions}
    return agreements_of(connection, processes, names)
