"""The register of partners: who they are, how they are reached, and which two are one.

A partner is known by its name. A name that stands twice is merged into the other: calls and cases
keep the name as it was, and whatever is told about either holds for both.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Final

from sqlalchemy import Connection, func, null, or_, select, union_all, update

from persistence.tables import (
    call_hosts,
    calls,
    listed_cases,
    partner_contacts,
    partners,
    placements,
)
from states.frozen import frozen


@frozen
class Partner:
    """A partner institution; `language` is the one that it is written to in, `merged_into` the
    partner that it is one with.
    """

    id: int
    name: str
    email: str
    country: str
    numbers_courses: bool
    erasmus_code: str | None
    address: str | None
    contact: str | None
    language: str | None
    merged_into: int | None

    @property
    def kept_id(self) -> int:
        """The partner that it counts as."""
        return self.merged_into or self.id


@frozen
class Contact:
    """Somebody at a partner; `duty` says what for."""

    id: int
    partner_id: int
    name: str
    email: str
    duty: str | None


@frozen
class PartnerUse:
    """Where a partner is named: calls of institutions that list it, their cases with a place."""

    calls: tuple[tuple[int, str], ...]
    cases: int


_PARTNER: Final = tuple(partners.c[part.name] for part in fields(Partner))
_CONTACT: Final = tuple(partner_contacts.c[part.name] for part in fields(Contact))


def page_of(
    connection: Connection, words: str, offset: int, most: int
) -> tuple[int, list[Partner]]:
    """How many partners have some words in name, code or country, and a page of them by name."""
    statement = select(*_PARTNER).where(partners.c.merged_into.is_(None))
    if words:
        like = f"%{words.casefold()}%"
        statement = statement.where(
            or_(
                func.lower(partners.c.name).like(like),
                func.lower(func.coalesce(partners.c.erasmus_code, "")).like(like),
                func.lower(partners.c.country) == words.casefold(),
            )
        )
    count = connection.execute(select(func.count()).select_from(statement.subquery())).scalar_one()
    rows = connection.execute(
        statement.order_by(partners.c.name, partners.c.id).limit(most).offset(offset)
    )
    return int(count), [Partner(*row) for row in rows]


def find(connection: Connection, partner_id: int) -> Partner | None:
    """A partner by its number."""
    row = connection.execute(select(*_PARTNER).where(partners.c.id == partner_id)).one_or_none()
    return Partner(*row) if row else None


def named(connection: Connection, name: str) -> Partner | None:
    """A partner by its name, merged ones too."""
    row = connection.execute(select(*_PARTNER).where(partners.c.name == name)).one_or_none()
    return Partner(*row) if row else None


def every(connection: Connection) -> list[Partner]:
    """Every partner, merged ones too, in the order of entry."""
    return [Partner(*row) for row in connection.execute(select(*_PARTNER).order_by(partners.c.id))]


def merged_with(connection: Connection, partner_id: int) -> list[Partner]:
    """The names that are one with a partner."""
    rows = connection.execute(
        select(*_PARTNER).where(partners.c.merged_into == partner_id).order_by(partners.c.name)
    )
    return [Partner(*row) for row in rows]


def offered(connection: Connection) -> list[Partner]:
    """Every partner that is not merged into another, by name: for calls to choose hosts from."""
    rows = connection.execute(
        select(*_PARTNER).where(partners.c.merged_into.is_(None)).order_by(partners.c.name)
    )
    return [Partner(*row) for row in rows]


def add(connection: Connection, values: Mapping[str, object]) -> int:
    """Enters a partner by the names of `Partner`; returns its number."""
    statement = partners.insert().returning(partners.c.id)
    number: int = connection.execute(statement, dict(values)).scalar_one()
    return number


def change(connection: Connection, partner_id: int, values: Mapping[str, object]) -> None:
    """Writes what is known of a partner anew."""
    connection.execute(update(partners).where(partners.c.id == partner_id).values(**values))


def merge(connection: Connection, partner_id: int, into: int | None) -> None:
    """A partner, and all names merged into it, is one with another; None: with none any more."""
    own = partners.c.id == partner_id
    names = own if into is None else or_(own, partners.c.merged_into == partner_id)
    connection.execute(update(partners).where(names).values(merged_into=into))


def contacts_of(connection: Connection, *partner_ids: int) -> list[Contact]:
    """The contacts at partners, in the order of entry."""
    rows = connection.execute(
        select(*_CONTACT)
        .where(partner_contacts.c.partner_id.in_(partner_ids))
        .order_by(partner_contacts.c.id)
    )
    return [Contact(*row) for row in rows]


def add_contact(
    connection: Connection, partner_id: int, name: str, email: str, duty: str | None
) -> None:
    """Enters somebody at a partner."""
    row = {"partner_id": partner_id, "name": name, "email": email, "duty": duty}
    connection.execute(partner_contacts.insert(), row)


def remove_contact(connection: Connection, partner_id: int, contact_id: int) -> Contact | None:
    """Takes somebody out of the contacts of a partner; None where nobody is there."""
    contacts = contacts_of(connection, partner_id)
    contact = next((item for item in contacts if item.id == contact_id), None)
    if contact is not None:
        statement = partner_contacts.delete().where(partner_contacts.c.id == contact_id)
        connection.execute(statement)
    return contact


def use_of(
    connection: Connection, names: Sequence[Partner], institutions: Sequence[str]
) -> PartnerUse:
    """Where a partner is named at some institutions, by whichever of its names; of the calls the
    newest twenty."""
    ids = [partner.id for partner in names]
    of_calls = (
        select(calls.c.id, calls.c.title)
        .join(call_hosts, call_hosts.c.call_id == calls.c.id)
        .where(call_hosts.c.partner_id.in_(ids), calls.c.institution.in_(list(institutions)))
        .order_by(calls.c.id.desc())
        .limit(20)
        .subquery()
    )
    of_cases = (
        select(func.count(), null())
        .select_from(placements)
        .join(listed_cases, listed_cases.c.case_id == placements.c.case_id)
        .where(
            placements.c.host.in_([partner.name for partner in names]),
            listed_cases.c.institution.in_(list(institutions)),
        )
    )
    rows = connection.execute(union_all(select(of_calls), of_cases)).all()
    named_calls = sorted(((number, title) for number, title in rows if title), reverse=True)
    return PartnerUse(tuple(named_calls), next(number for number, title in rows if not title))
