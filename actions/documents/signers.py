"""Who holds each role today, and who signed for it on the days on which agreements were signed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sqlalchemy import Connection

from actions.documents.content import Words
from persistence import absences, history
from persistence.commitments import ERASED
from persistence.roster import Roster, roster
from persistence.staff import Member
from states.agreements import SignedVersion
from states.decision import Actor
from states.dossier import Case, Signature
from states.moments import civil_date
from states.vocabulary import OFFICE_ROLES

SIGNATURE = "signature"
Signed = tuple[date, str]
"""A day, and the role for which somebody signed on it."""


def signers(connection: Connection, institution: str, at: datetime) -> dict[str, Words]:
    """Who holds each role today, the first where several do, with the title before the name."""
    people, today = roster(connection), civil_date(at)
    holders = ((role, people.holders(institution, role, today)) for role in OFFICE_ROLES)
    return {role: members[0].both_names for role, members in holders if members}


def signers_on(
    connection: Connection,
    case: Case,
    versions: Sequence[SignedVersion],
    signatures: Sequence[Signature],
    actor: Actor | None = None,
) -> dict[date, dict[str, Words]]:
    """Who signed for each role on each day on which versions of an agreement, or the newest, were
    signed: the deputy who wrote that down or takes the step now, where one of that day; else who
    held the role and was there, else who deputised for it.
    """
    if not versions:
        return {}
    of_versions = (signature for version in versions for signature in version.signatures)
    all_signatures = {*signatures, *of_versions}
    deputies = _deputies_who_signed(connection, case, all_signatures, actor)
    days = {signature.on for signature in all_signatures}
    return {day: _signers_of(connection, case.institution, day, deputies) for day in days}


def _deputies_who_signed(
    connection: Connection, case: Case, signatures: Iterable[Signature], actor: Actor | None
) -> dict[Signed, str]:
    """By day and role the role of the deputy that acted for it."""
    deputies: dict[Signed, str] = {}
    if actor is not None and actor.deputy_for is not None:
        for signature in signatures:
            if signature.party == actor.deputy_for and actor.acts_as(signature.on):
                deputies[signature.on, signature.party] = actor.role
    for written_entry in history.recorded(connection, case.id, (SIGNATURE,)):
        entry = written_entry.entry
        if entry.deputy_for is None or entry.data == ERASED:
            continue
        recorded_signature = json.loads(entry.data)
        if recorded_signature["party"] == entry.deputy_for:
            on = date.fromisoformat(recorded_signature["on"])
            deputies[on, entry.deputy_for] = entry.role
    return deputies


def _signers_of(
    connection: Connection, institution: str, day: date, deputies: dict[Signed, str]
) -> dict[str, Words]:
    people = roster(connection)
    away = {absence.login for absence in absences.between(connection, day, day)}
    names: dict[str, Words] = {}
    for role in OFFICE_ROLES:
        deputy = deputies.get((day, role))
        members = people.holders(institution, deputy, day) if deputy else []
        members = members or _who_signs(people, institution, role, day, away)
        if members:
            names[role] = members[0].both_names
    return names


def _who_signs(
    people: Roster, institution: str, role: str, day: date, away: set[str]
) -> list[Member]:
    holders = people.holders(institution, role, day)
    present = [member for member in holders if member.login not in away]
    deputising = [
        member
        for deputy in people.deputies(institution, role, day)
        for member in people.holders(institution, deputy, day)
        if member.login not in away
    ]
    return present or deputising or holders
