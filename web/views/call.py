"""A call as its page shows it: hosts, commission, who has scored whom, and the list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Connection

from actions.documents.list_history import ListStory, free_places, names_of, story_of
from office.wiring import Office
from persistence import call_pages, pages
from persistence import calls as call_rows
from persistence import scores as score_rows
from persistence.call_pages import Applicant, CallLine, Place
from persistence.pages import Paper
from persistence.roster import roster
from rules.weighting import total_of
from states.definition import ProcessDefinition, Transition
from states.dossier import Call, CallProgress
from states.frozen import frozen
from states.moments import civil_date
from states.text import Text
from states.vocabulary import ROLES
from web.people import Person
from web.views.rules import Cited, cited
from web.views.ways import Judged
from workflows.calls.publishing import reasons_against_list, versions_of_list


@frozen
class Seat:
    """A member of the commission: login and name."""

    login: str
    name: str


@frozen
class Scored:
    """An applicant with the points of each member, in the order of the seats.

    `totals` holds None where a member has not given points for every criterion.
    """

    applicant: Applicant
    state: Text
    totals: tuple[Decimal | None, ...]
    interview: date | None
    waits: bool


@frozen
class CallPage:
    """All that a call's page shows. `publish` is the step of the whole call, if it has one."""

    line: CallLine
    call: Call
    progress: CallProgress
    process: Text
    seats: tuple[Seat, ...]
    scored: tuple[Scored, ...]
    outside: tuple[Scored, ...]
    missing: int
    places: Sequence[Place]
    papers: Sequence[Paper]
    story: ListStory
    free: tuple[Text, ...]
    publish: Transition | None
    publish_rule: Cited | None
    publish_roles: tuple[Text, ...]
    refused: tuple[Judged, ...]
    reasons: tuple[Judged, ...]
    mine: bool
    interviews: bool
    successors: tuple[Seat, ...]

    @property
    def undecided(self) -> bool:
        """Whether there is a list to publish: none yet, new applications, or an upheld appeal."""
        return not self.line.list_version or not self.reasons or any(s.waits for s in self.scored)


def call_page(
    connection: Connection,
    office: Office,
    person: Person,
    line: CallLine,
    now: datetime,
    refused: tuple[Judged, ...] = (),
) -> CallPage:
    """The page of a call at an instant; `refused` says why its list was just not published."""
    call, progress = call_rows.load(connection, line.id)
    versions = versions_of_list(connection, office, line.id, now)
    definition = versions[-1]
    publish = next((one for one in definition.transitions.values() if one.of_call), None)
    seats = _seats(connection, call)
    scored = _scored(connection, office, line, call, seats, publish)
    version = progress.list_version
    return CallPage(
        line=line,
        call=call,
        progress=progress,
        process=definition.title,
        seats=seats,
        scored=tuple(one for one in scored if one.applicant.submitted_at),
        outside=tuple(one for one in scored if not one.applicant.submitted_at),
        missing=sum(one.totals.count(None) for one in scored if one.waits),
        places=call_pages.places(connection, line.id, version) if version else (),
        papers=pages.papers_of_call(connection, line.id),
        story=story_of(connection, office, line.id, version, now),
        free=tuple(free_places(connection, line.id)),
        publish=publish,
        publish_rule=cited(office, line.institution, publish.rule) if publish else None,
        publish_roles=tuple(ROLES[role] for role in publish.roles) if publish else (),
        refused=refused,
        reasons=_reasons_against(connection, office, versions, line, publish, now),
        mine=person.member.login in call.commission,
        interviews=_interviews(publish, scored),
        successors=_successors(connection, line, call, civil_date(now)) if publish else (),
    )


def _interviews(publish: Transition | None, scored: Sequence[Scored]) -> bool:
    """Whether the commission talks to the candidates: the list asks for it (BEE-C3), or it did."""
    guards = publish.call_guards if publish else ()
    asked = any(guard.name == "interviews_are_held" for guard in guards)
    return asked or any(one.interview for one in scored)


def _reasons_against(
    connection: Connection,
    office: Office,
    versions: Sequence[ProcessDefinition],
    line: CallLine,
    publish: Transition | None,
    now: datetime,
) -> tuple[Judged, ...]:
    """What stands against publishing the list now, whoever asks."""
    if publish is None:
        return ()
    reasons = reasons_against_list(connection, versions, line.id, now)
    return tuple(Judged(one, cited(office, line.institution, one.rule)) for one in reasons)


def _seats(connection: Connection, call: Call) -> tuple[Seat, ...]:
    names = names_of(connection, call.commission)
    return tuple(Seat(login, name) for login, name in names.items())


def _successors(
    connection: Connection, line: CallLine, call: Call, today: date
) -> tuple[Seat, ...]:
    """Who may be given a seat: commission members of the institution who have none (BEE-C3)."""
    found = roster(connection).holders(line.institution, "commission_member", today)
    return tuple(Seat(one.login, one.name) for one in found if one.login not in call.commission)


def _scored(
    connection: Connection,
    office: Office,
    line: CallLine,
    call: Call,
    seats: Sequence[Seat],
    publish: Transition | None,
) -> list[Scored]:
    given = score_rows.points_in(connection, line.id)
    talked = score_rows.interviews_in(connection, line.id)
    sources = publish.sources if publish else ()
    return [
        Scored(
            applicant,
            state_title(office.definition(applicant.definition), applicant.state),
            tuple(total_of(call, given.get(applicant.id, {}).get(seat.login)) for seat in seats),
            talked.get(applicant.id),
            applicant.state in sources,
        )
        for applicant in call_pages.applicants(connection, line.id)
    ]


def state_title(definition: ProcessDefinition, state: str) -> Text:
    """What a state of a definition is called."""
    return definition.states[state].title


def stands(line: CallLine, today: date) -> Text:
    """How far a call has come on a civil date, in a few words."""
    if line.list_version:
        return Text(f"list published, version {line.list_version}",
                    f"ранг листа објављена, верзија {line.list_version}")  # fmt: skip
    if today > line.closes:
        return Text("closed, the list is being made", "затворен, листа је у припреми")
    if today < line.published:
        return Text("not published yet", "још није објављен")
    return Text("open for applications", "отворен за пријаве")
