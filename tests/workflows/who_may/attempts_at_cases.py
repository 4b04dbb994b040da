"""What people do with cases and their calls, for the table of who may."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import Connection, update

from persistence import handling, incoming_mails, outside_links, staff, submissions
from persistence.documents import documents_of
from persistence.outside_links import NewLink
from persistence.submissions import NewSubmission
from persistence.tables import cases
from states.decision import Actor
from states.partner_agreements import AgreedPlaces
from states.payloads import read_payload
from tests.workflows.office_fixtures import ANA, at
from tests.workflows.who_may.attempts import DAY, HEAD, PERSON
from tests.workflows.who_may.ground import NOW, Acting
from workflows.cases import (
    advance,
    holds,
    migration,
    recording,
    several,
    signed_agreements,
    takeover,
)
from workflows.cases.advance import Request, advance_case
from workflows.cases.document_views import note_view, viewed
from workflows.cases.signed_agreements import SignedAgreement
from workflows.outside import answering, incoming
from workflows.outside.filing import file_message, read_arrived
from workflows.people import same_persons


def points(acting: Acting) -> dict[str, object]:
    number = acting.locked(acting.ground["case"]).case.number
    return {"member": acting.member.login, "case": number,
            "points": {"programme_compatibility": 51}}  # fmt: skip


def interview_of(acting: Acting) -> dict[str, object]:
    return {"case": acting.locked(acting.ground["case"]).case.number, "on": "2027-03-22"}


def pair(acting: Acting) -> tuple[object, object]:
    locked = acting.locked(acting.ground["case"])
    return locked.case, locked.dossier


def record_several(acting: Acting) -> object:
    work, locked = acting.ground.work, acting.locked(acting.ground["case"])
    details = {"kind": "petition"}
    row = several.FactRow("document", details, read_payload("document", details, ""))
    wish = several.SeveralFacts([row], locked.case.version, locked)
    return several.record_several(acting.connection, work.office, wish, acting.actor, work.clock())


def advance_one(acting: Acting) -> object:
    work = acting.ground.work
    wish = advance.Request(acting.ground["case"], "withdraw", {"reason": "ill"})
    return advance.advance_case(acting.connection, work.office, wish, acting.actor, work.clock())


def advance_many(acting: Acting) -> object:
    work = acting.ground.work
    wish = advance.Request(acting.ground["case"], "withdraw", {"reason": "ill"})
    return advance.advance_cases(
        acting.connection, work.office, [wish], acting.actor, work.clock()
    )[0]


def record(acting: Acting) -> object:
    work = acting.ground.work
    wish = recording.FactRequest(acting.ground["case"], "document", {"kind": "petition"})
    return recording.record_fact(acting.connection, work.office, wish, acting.actor, work.clock())


def migrate(acting: Acting) -> object:
    definition = acting.ground.work.office.definition("bmu/outgoing-studies.2021-06-29")
    return migration.migrate_case(acting.act, acting.ground["case"], definition, "a new text")


def take_over(acting: Acting) -> object:
    definition = acting.ground.work.office.definition("bmu/outgoing-studies.2021-06-29")
    written = {"candidate": PERSON, "state": "call", "since": "2027-03-20", "source": "a folder",
               "not_checked": "nothing", "facts": []}  # fmt: skip
    return takeover.take_over(
        acting.act, acting.ground["open_call"], takeover.read_takeover(definition, written)
    )


def record_signed(acting: Acting) -> object:
    """An agreement with a partner of the register is written down."""
    places = (AgreedPlaces("outgoing", "studies", 2),)
    first, last = date(2026, 10, 1), date(2029, 9, 30)
    signed = SignedAgreement(
        "University of Rijeka", "r@r.example", first, last, date(2026, 9, 1), places
    )
    return signed_agreements.record_signed(acting.act, "bmu", signed)


def its_own(acting: Acting) -> None:
    now = acting.act.now
    handling.assign(acting.connection, acting.ground["case"], acting.member.id, now)


def another_has_it(connection: Connection, login: str, today: date) -> None:
    """The case is with a colleague by now."""
    (member,) = staff.by_logins(connection, [HEAD])
    case_id = connection.exec_driver_sql("SELECT case_id FROM case_handling").scalar_one()
    handling.assign(connection, case_id, member.id, at(NOW))


def put_aside(acting: Acting) -> None:
    holds.put_on_hold(acting.colleague, acting.ground["case"], DAY + timedelta(days=5), "waits")


def open_document(acting: Acting) -> object:
    """A document of the case is opened."""
    stored = documents_of(acting.connection, acting.ground["case"], None)
    return note_view(acting.act, viewed(stored[0]))


def come_in(acting: Acting) -> None:
    """A message of no case lies there."""
    raw = b"From: a@students.example\nTo: mobility@bmu.example\n\nPlease answer sooner."
    act = acting.act
    file_message(acting.connection, act.office, read_arrived(raw, act.now), act.now)


def came_in_long_ago(acting: Acting) -> None:
    """A machine's answer of no case, so long ago that its period is over."""
    raw = b"From: a@students.example\nAuto-Submitted: auto-replied\n\nI am away."
    act, then = acting.act, acting.act.now - timedelta(days=4018)
    file_message(acting.connection, act.office, read_arrived(raw, then), act.now)


def came_in(acting: Acting) -> int:
    """The number of that message."""
    (message,) = incoming_mails.unfiled(acting.connection, ["bmu"], True, (0, 2))
    return message.id


def file_into_case(acting: Acting) -> object:
    number = acting.locked(acting.ground["case"]).case.number
    return incoming.file_into_case(acting.act, came_in(acting), number)


def hand_in(acting: Acting) -> None:
    """The candidate of the case hands a document in, by their own page."""
    new = NewSubmission(
        acting.ground["case"], "candidate", str(ANA["email"]), "fact", "document",
        {"kind": "petition"}, acting.act.now, "a form", "petition",
    )  # fmt: skip
    submissions.add(acting.connection, new)


def received(acting: Acting) -> int:
    """The number of what was handed in."""
    return submissions.of_case(acting.connection, acting.ground["case"])[0].id


def accept_received(acting: Acting) -> object:
    """It is accepted."""
    return answering.accept(acting.act, acting.ground["case"], received(acting))


def give_received_back(acting: Acting) -> object:
    """It is returned."""
    return answering.give_back(acting.act, acting.ground["case"], received(acting), "No stamp.")


def link_of_case(acting: Acting) -> None:
    """A mail has left with a link to the case."""
    until = acting.act.now + timedelta(days=60)
    new = NewLink(acting.ground["case"], "candidate", str(ANA["email"]), "a mail", until)
    outside_links.make(acting.connection, new, acting.act.now)


def give_up(acting: Acting) -> None:
    """The candidate of the case withdraws, before there is a list."""
    work, request = (
        acting.ground.work,
        Request(acting.ground["case"], "withdraw", {"reason": "ill"}),
    )
    advance_case(acting.connection, work.office, request, Actor("candidate"), work.clock())


def who(acting: Acting) -> str:
    """The candidate of the case, by its number."""
    return acting.locked(acting.ground["case"]).case.number


def gave_up_long_ago(acting: Acting) -> None:
    """As `give_up`, so long ago that every period is over."""
    give_up(acting)
    case, eleven_years = acting.ground["case"], timedelta(days=4018)
    ended = update(cases).where(cases.c.id == case)
    acting.connection.execute(ended.values(entered_at=acting.act.now - eleven_years))


def one_person(acting: Acting) -> object:
    """Two cases are said to be one person's."""
    ground = acting.ground
    return same_persons.same_person(acting.act, ground["decreed"], ground["case"], "two addresses")
