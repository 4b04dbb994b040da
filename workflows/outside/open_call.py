"""The calls that one may apply in from outside, what one may ask for without any, and a link of
somebody who has not begun yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from actions.addressees import Addressee
from office.wiring import Office
from persistence import calls as call_rows
from persistence import open_calls, outside_links
from persistence.outside_links import OutsideLink
from persistence.requests import requests_call
from persistence.roster import roster
from states.calls import Call
from states.definition import ProcessDefinition, Transition
from states.frozen import frozen
from states.moments import civil_date
from states.text import Language

CANDIDATE: Final = "candidate"
APPLICATION: Final = "application"


@frozen
class OpenCall:
    """A call that one may apply in, with the process that its new cases run on; or the one that
    stands for all requests of a process."""

    id: int
    call: Call
    definition: ProcessDefinition


@frozen
class Beginning:
    """A link to a call, of somebody who has not begun to apply there."""

    link: OutsideLink
    open_call: OpenCall


def application_step(definition: ProcessDefinition) -> Transition | None:
    """The step by which a candidate applies in a process; None where none is the candidate's."""
    steps = definition.leaving(definition.initial)
    return next(
        (step for step in steps if step.takes == APPLICATION and CANDIDATE in step.roles), None
    )


def is_asked_for(definition: ProcessDefinition) -> bool:
    """Whether a person may ask for a case of a process, in no call."""
    return definition.by_request and not definition.kind.nobody_goes


def asked_for_on(connection: Connection, office: Office, now: datetime) -> list[ProcessDefinition]:
    """The processes that a person may ask for a case of, at an instant: of institutions where
    somebody works who would take it."""
    people, today = roster(connection), civil_date(now)
    return [
        definition
        for institution in sorted(office.regulations)
        if people.has_staff(institution, today)
        for definition in office.processes(institution, today)
        if is_asked_for(definition)
    ]


def requests_of(connection: Connection, definition: ProcessDefinition, now: datetime) -> int:
    """The id of the call that stands for all requests of a process."""
    title = definition.title.en
    return requests_call(
        connection, definition.institution, definition.process, title, civil_date(now)
    )


def open_calls_on(connection: Connection, office: Office, now: datetime) -> list[OpenCall]:
    """The calls that one may apply in at an instant, those that close first before others."""
    return list(_open(connection, office, open_calls.on(connection, civil_date(now)), now))


def open_call_of(
    connection: Connection, office: Office, call_id: int, now: datetime
) -> OpenCall | None:
    """A call that one may apply in, or ask in, at an instant; None for every other."""
    ids = [id_ for id_ in open_calls.on(connection, civil_date(now)) if id_ == call_id]
    if open_calls.is_of_requests(connection, call_id):
        ids = [call_id]
    return next(_open(connection, office, ids, now), None)


def open_beginning(
    connection: Connection, office: Office, link_token: str, now: datetime
) -> Beginning | None:
    """The call of a link by which nobody has begun to apply; None for every other link."""
    link = outside_links.find(connection, link_token, now)
    if link is None or link.call_id is None:
        return None
    begun_case = outside_links.case_of(connection, link)
    if begun_case is not None and not begun_case.ended:
        return None
    open_call = open_call_of(connection, office, link.call_id, now)
    return Beginning(link, open_call) if open_call else None


def applicant(address: str, language: Language) -> Addressee:
    """Who is about to apply, as mails know them: nothing is known but the address."""
    return Addressee(CANDIDATE, address, address, language)


def _open(
    connection: Connection, office: Office, ids: Iterable[int], now: datetime
) -> Iterator[OpenCall]:
    for call_id in ids:
        row = call_rows.row_of(connection, call_id)
        assert row is not None
        definition = office.served(row.institution, row.process, civil_date(now))
        if definition is None:
            continue
        if is_asked_for(definition) or application_step(definition) is not None:
            yield OpenCall(call_id, call_rows.load(connection, call_id)[0], definition)
