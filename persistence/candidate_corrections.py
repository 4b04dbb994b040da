"""A candidate's data corrected: the case's own, and those of the person, which all cases share."""

from __future__ import annotations

from dataclasses import fields
from typing import Final, NamedTuple

from sqlalchemy import Connection, Select, select, update

from persistence.persons import IS_NO_PERSON, looked_up_by, make_one
from persistence.tables import candidates, mails, outbox, persons
from persistence.tables.work import NOT_ARRIVED
from states.addresses import address_key
from states.calls import Candidate

_NAMES: Final = frozenset(part.name for part in fields(Candidate))
OF_PERSON: Final = tuple(column.name for column in persons.c if column.name in _NAMES)
"""What the cases of one person share."""
TO_THE_SUBJECT: Final = ("candidate", "project_team", "partner")
"""As whom mails go to whom, or to what, a case is about."""
NOT_SENT: Final = ("waiting", *NOT_ARRIVED)


class KnownPerson(NamedTuple):
    """A person of whom the office has a case."""

    id: int
    name: str


def person_at(connection: Connection, address: str, case_id: int) -> KnownPerson | None:
    """Whom an address belongs to already; None where it is nobody but the case's own candidate, and
    for a project or a partner, which is no person."""
    if _is_no_person(connection, case_id):
        return None
    row = connection.execute(
        select(persons.c.id, persons.c.name)
        .where(persons.c.key == address_key(address))
        .where(persons.c.id != _person_of(case_id).scalar_subquery())
        .order_by(persons.c.id)
    ).first()
    return KnownPerson(*row) if row else None


def correct(connection: Connection, case_id: int, candidate: Candidate) -> None:
    """Writes a candidate as corrected: where the address is another person's, the two are one.

    So are the entries of a partner that is written to at the address already.

    Mails to the person that have not left, or came back, go to the address that holds now.
    """
    person_id = connection.execute(_person_of(case_id)).scalar_one()
    known_person = person_at(connection, candidate.email, case_id)
    known_person = known_person or _same_subject(connection, candidate, case_id)
    if known_person is not None:
        of_person = candidates.c.person_id == person_id
        connection.execute(update(candidates).where(of_person).values(person_id=known_person.id))
        make_one(connection, person_id, known_person.id)
        person_id = known_person.id
    person_values = {name: getattr(candidate, name) for name in OF_PERSON}
    if not _is_no_person(connection, case_id):
        person_values["key"] = address_key(candidate.email)
    person_values |= looked_up_by(candidate.name, candidate.email, candidate.name_in_other_script)
    connection.execute(update(persons).where(persons.c.id == person_id).values(person_values))
    own = {
        column.name: getattr(candidate, column.name)
        for column in candidates.c
        if column.name in _NAMES
    }
    connection.execute(update(candidates).where(candidates.c.case_id == case_id).values(own))
    _readdress(connection, person_id, candidate)
    _readdress_home(connection, case_id, candidate)


def _same_subject(connection: Connection, candidate: Candidate, case_id: int) -> KnownPerson | None:
    """Another entry of the same partner at the same address; all agreements at one address share
    one (`persons.subject_entry`)."""
    if not _is_no_person(connection, case_id):
        return None
    row = connection.execute(
        select(persons.c.id, persons.c.name)
        .where(persons.c.name == candidate.name, persons.c.email == candidate.email, IS_NO_PERSON)
        .where(persons.c.id != _person_of(case_id).scalar_subquery())
    ).first()
    return KnownPerson(*row) if row else None


def _is_no_person(connection: Connection, case_id: int) -> bool:
    """Whether a case is about a project or a partner, whose entry no address finds."""
    of_case = (
        select(persons.c.id)
        .join(candidates, candidates.c.person_id == persons.c.id)
        .where(candidates.c.case_id == case_id, IS_NO_PERSON)
    )
    return connection.execute(of_case).first() is not None


def _readdress(connection: Connection, person_id: int, candidate: Candidate) -> None:
    cases_of = select(candidates.c.case_id).where(candidates.c.person_id == person_id)
    unsent_keys = select(outbox.c.mail_key).where(
        outbox.c.case_id.in_(cases_of), outbox.c.status.in_(NOT_SENT)
    )
    connection.execute(
        update(mails)
        .where(mails.c.recipient.in_(TO_THE_SUBJECT), mails.c.key.in_(unsent_keys))
        .values(to_name=candidate.name, to_address=candidate.email)
    )


def _readdress_home(connection: Connection, case_id: int, candidate: Candidate) -> None:
    """What its home institution could not be sent, or has not been yet, goes where it is now."""
    if candidate.home_email is None:
        return
    unsent_keys = select(outbox.c.mail_key).where(
        outbox.c.case_id == case_id, outbox.c.status.in_(NOT_SENT)
    )
    name = candidate.home_institution or candidate.home_email
    connection.execute(
        update(mails)
        .where(mails.c.recipient == "home_institution", mails.c.key.in_(unsent_keys))
        .values(to_name=name, to_address=candidate.home_email)
    )


def _person_of(case_id: int) -> Select[int]:
    return select(candidates.c.person_id).where(candidates.c.case_id == case_id)
