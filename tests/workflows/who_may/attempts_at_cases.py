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


def points(writer: Acting) -> dict[str, object]:
    number = writer.locked(writer.ground["case"]).case.number
    return {"member": writer.member.login, "case": number,
            "points": {"programme_compatibility": 51}}  # fmt: skip


def interview_of(writer: Acting) -> dict[str, object]:
    return {"case": writer.locked(writer.ground["case"]).case.number, "on": "2027-03-22"}


def pair(writer: Acting) -> tuple[object, object]:
    locked_case = writer.locked(writer.ground["case"])
    return locked_case.case, locked_case.dossier


def record_several(writer: Acting) -> object:
    work, locked_case = writer.ground.work, writer.locked(writer.ground["case"])
    details = {"kind": "petition"}
    row = several.FactRow("document", details, read_payload("document", details, ""))
    wish = several.SeveralFacts([row], locked_case.case.version, locked_case)
    return several.record_several(writer.connection, work.office, wish, writer.actor, work.clock())


def advance_one(writer: Acting) -> object:
    work = writer.ground.work
    wish = advance.Request(writer.ground["case"], "withdraw", {"reason": "ill"})
    return advance.advance_case(writer.connection, work.office, wish, writer.actor, work.clock())


def advance_many(writer: Acting) -> object:
    work = writer.ground.work
    wish = advance.Request(writer.ground["case"], "withdraw", {"reason": "ill"})
    return advance.advance_cases(
        writer.connection, work.office, [wish], writer.actor, work.clock()
    )[0]


def record(writer: Acting) -> object:
    work = writer.ground.work
    wish = recording.FactRequest(writer.ground["case"], "document", {"kind": "petition"})
    return recording.record_fact(writer.connection, work.office, wish, writer.actor, work.clock())


def migrate(writer: Acting) -> object:
    definition = writer.ground.work.office.definition("bmu/outgoing-studies.2021-06-29")
    return migration.migrate_case(writer.act, writer.ground["case"], definition, "a new text")


def take_over(writer: Acting) -> object:
    definition = writer.ground.work.office.definition("bmu/outgoing-studies.2021-06-29")
    payload = {"candidate": PERSON, "state": "call", "since": "2027-03-20", "source": "a folder",
               "not_checked": "nothing", "facts": []}  # fmt: skip
    return takeover.take_over(
        writer.act, writer.ground["open_call"], takeover.read_takeover(definition, payload)
    )


def record_signed(writer: Acting) -> object:
    """An agreement with a partner of the register is written down."""
    places = (AgreedPlaces("outgoing", "studies", 2),)
    first, last = date(2026, 10, 1), date(2029, 9, 30)
    agreement = SignedAgreement(
        "University of Rijeka", "r@r.example", first, last, date(2026, 9, 1), places
    )
    return signed_agreements.record_signed(writer.act, "bmu", agreement)


def its_own(writer: Acting) -> None:
    now = writer.act.now
    handling.assign(writer.connection, writer.ground["case"], writer.member.id, now)


def another_has_it(connection: Connection, login: str, today: date) -> None:
    """The case is with a colleague by now."""
    (member,) = staff.by_logins(connection, [HEAD])
    case_id = connection.exec_driver_sql("SELECT case_id FROM case_handling").scalar_one()
    handling.assign(connection, case_id, member.id, at(NOW))


def put_aside(writer: Acting) -> None:
    holds.put_on_hold(writer.colleague, writer.ground["case"], DAY + timedelta(days=5), "waits")


def open_document(writer: Acting) -> object:
    """A document of the case is opened."""
    papers = documents_of(writer.connection, writer.ground["case"], None)
    return note_view(writer.act, viewed(papers[0]))


def come_in(writer: Acting) -> None:
    """A message of no case lies there."""
    raw = b"From: a@students.example\nTo: mobility@bmu.example\n\nPlease answer sooner."
    act = writer.act
    file_message(writer.connection, act.office, read_arrived(raw, act.now), act.now)


def came_in_long_ago(writer: Acting) -> None:
    """A machine's answer of no case, so long ago that its period is over."""
    raw = b"From: a@students.example\nAuto-Submitted: auto-replied\n\nI am away."
    act, then = writer.act, writer.act.now - timedelta(days=4018)
    file_message(writer.connection, act.office, read_arrived(raw, then), act.now)


def came_in(writer: Acting) -> int:
    """The number of that message."""
    (message,) = incoming_mails.unfiled(writer.connection, ["bmu"], True, (0, 2))
    return message.id


def file_into_case(writer: Acting) -> object:
    number = writer.locked(writer.ground["case"]).case.number
    return incoming.file_into_case(writer.act, came_in(writer), number)


def hand_in(writer: Acting) -> None:
    """The candidate of the case hands a document in, by their own page."""
    new = NewSubmission(
        writer.ground["case"], "candidate", str(ANA["email"]), "fact", "document",
        {"kind": "petition"}, writer.act.now, "a form", "petition",
    )  # fmt: skip
    submissions.add(writer.connection, new)


def received(writer: Acting) -> int:
    """The number of what was handed in."""
    return submissions.of_case(writer.connection, writer.ground["case"])[0].id


def accept_received(writer: Acting) -> object:
    """It is accepted."""
    return answering.accept(writer.act, writer.ground["case"], received(writer))


def give_received_back(writer: Acting) -> object:
    """It is returned."""
    return answering.give_back(writer.act, writer.ground["case"], received(writer), "No stamp.")


def link_of_case(writer: Acting) -> None:
    """A mail has left with a link to the case."""
    until = writer.act.now + timedelta(days=60)
    new = NewLink(writer.ground["case"], "candidate", str(ANA["email"]), "a mail", until)
    outside_links.make(writer.connection, new, writer.act.now)


def give_up(writer: Acting) -> None:
    """The candidate of the case withdraws, before there is a list."""
    work, request = (
        writer.ground.work,
        Request(writer.ground["case"], "withdraw", {"reason": "ill"}),
    )
    advance_case(writer.connection, work.office, request, Actor("candidate"), work.clock())


def who(writer: Acting) -> str:
    """The candidate of the case, by its number."""
    return writer.locked(writer.ground["case"]).case.number


def gave_up_long_ago(writer: Acting) -> None:
    """As `give_up`, so long ago that every period is over."""
    give_up(writer)
    case, eleven_years = writer.ground["case"], timedelta(days=4018)
    of_case = update(cases).where(cases.c.id == case)
    writer.connection.execute(of_case.values(entered_at=writer.act.now - eleven_years))


def one_person(writer: Acting) -> object:
    """Two cases are said to be one person's."""
    ground = writer.ground
    return same_persons.same_person(writer.act, ground["decreed"], ground["case"], "two addresses")
