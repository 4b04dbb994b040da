"""A call as its page shows it: hosts, commission, who has scored whom, and the list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from sqlalchemy import Connection

from actions.documents.list_history import CallList, ListStory, free_places, story_of
from office.wiring import Office
from persistence import call_applicants, call_overview, ranking_lists
from persistence import scores as score_rows
from persistence.call_applicants import ListedApplicant, Numbers
from persistence.call_overview import Applicant, CallLine
from persistence.documents import StoredDocument, documents_of_call
from persistence.ranking_lists import Place
from persistence.scores import PointsOfMembers
from rules.asked_documents import asked_documents
from rules.call_conditions import notes_of_call
from rules.weighting import total_of
from states.calls import Call, CallProgress
from states.definition import ProcessDefinition, Transition
from states.frozen import frozen
from states.text import Text
from web.views.call_publishing import (
    CallAnswer,
    CallOutline,
    Publishing,
    list_step_of,
    publishing_of,
)
from web.views.paging import PAGE_SIZE, ListAddress, Listing, Paging, Sort
from web.views.viewer import Viewer
from workflows.calls.blind_points import has_to_score, waits_for_list

FIRST_PLACES: Final = 20
"""Places that the page of the call shows; the whole list has a page of its own."""


@frozen
class Seat:
    """A member of the commission: login and name."""

    login: str
    name: str


@frozen
class ApplicantRow:
    """An applicant with the points of each member, in the order of the seats.

    `totals` holds None where a member has not given points for every criterion; `waits` says
    whether the applicant waits for the list. `blind` where the reader sits on the commission and
    has not given their own points: others' are not for them to see yet.
    `papers` are the kinds of document that were handed in.
    """

    applicant: Applicant
    state: Text
    totals: tuple[Decimal | None, ...]
    interview: date | None
    waits: bool
    blind: bool
    papers: frozenset[str]


@frozen
class CallPage:
    """All that a call's page shows. `publishing` is the step of the whole call, if it has one."""

    line: CallLine
    call: Call
    progress: CallProgress
    process: Text
    seats: tuple[Seat, ...]
    numbers: Numbers
    listing: Listing
    applicants: tuple[ApplicantRow, ...]
    not_applied: tuple[Applicant, ...]
    places: Sequence[Place]
    places_count: int
    documents: Sequence[StoredDocument]
    story: ListStory
    free: tuple[Text, ...]
    notes: tuple[Text, ...]
    asked: Mapping[str, bool]
    publishing: Publishing | None
    mine: bool
    interviews: bool
    successors: tuple[Seat, ...]


def call_page(
    viewer: Viewer,
    outline: CallOutline,
    answer: CallAnswer | None = None,
    page: int = 1,
    is_judged: bool = False,
) -> CallPage:
    """The page of a call at an instant; `answer` is for who has just tried to publish its list."""
    connection, office, now = viewer.connection, viewer.office, viewer.now
    line, call, progress = outline.line, outline.call, outline.progress
    numbers = outline.numbers
    listing = Listing(
        ListAddress(f"/calls/{line.id}"), Sort("number"), Paging(page, numbers.applied)
    )
    offset = listing.paging.offset
    shown_applicants, opened_only = call_applicants.page_of(connection, line.id, offset, PAGE_SIZE)
    version = progress.list_version
    places = (
        ranking_lists.places(connection, line.id, version, most=FIRST_PLACES) if version else []
    )
    of_call = CallList(line.id, call, version, line.stamps)
    story = story_of(connection, office, of_call, now, viewer.person.people)
    publish, newest = outline.list_step, outline.versions[-1]
    return CallPage(
        line=line,
        call=call,
        progress=progress,
        process=newest.title,
        seats=tuple(Seat(login, story.members[login]) for login in call.commission),
        numbers=numbers,
        listing=listing,
        applicants=tuple(_applicant_row(viewer, (call, progress), row) for row in shown_applicants),
        not_applied=tuple(opened_only),
        places=places,
        places_count=places[0].of_list if places else 0,
        documents=documents_of_call(connection, line.id),
        story=story,
        free=tuple(free_places(connection, line.stamps, call, progress)) if version else (),
        notes=tuple(notes_of_call(call, newest)),
        asked=asked_documents(call, newest),
        publishing=publishing_of(viewer, outline, answer or CallAnswer(), is_judged),
        mine=viewer.person.member.login in call.commission,
        interviews=_asks_for_interviews(publish) or numbers.interviewed,
        successors=_successors(viewer, line, call) if publish else (),
    )


def waiting_for_points(
    connection: Connection, office: Office, call: tuple[int, Call], login: str
) -> Applicant | None:
    """The first applicant who waits for the list and has no points of a member yet."""
    call_id, terms = call
    points = score_rows.points_in(connection, call_id)
    for applicant in call_overview.applicants(connection, call_id):
        definition = office.shown_definition(applicant.definition)
        waits = applicant.submitted_at and waits_for_list(definition, applicant.state)
        if waits and total_of(terms, points.get(applicant.id, {}).get(login)) is None:
            return applicant
    return None


def _asks_for_interviews(publish: Transition | None) -> bool:
    """Whether the list asks that the commission has talked to the candidates (BEE-C3)."""
    guards = publish.call_guards if publish else ()
    return any(guard.name == "interviews_are_held" for guard in guards)


def _successors(viewer: Viewer, line: CallLine, call: Call) -> tuple[Seat, ...]:
    """Who may be given a seat: commission members of the institution who have none (BEE-C3)."""
    members = viewer.person.people.holders(line.institution, "commission_member", viewer.today)
    return tuple(
        Seat(member.login, member.name) for member in members if member.login not in call.commission
    )


def _applicant_row(
    viewer: Viewer, of_call: tuple[Call, CallProgress], listed_applicant: ListedApplicant
) -> ApplicantRow:
    """An applicant of the page, with points, papers and interview."""
    (call, progress), applicant = of_call, listed_applicant.applicant
    definition = viewer.office.shown_definition(applicant.definition)
    return ApplicantRow(
        applicant,
        state_title(definition, applicant.state),
        tuple(total_of(call, listed_applicant.points.get(login)) for login in call.commission),
        listed_applicant.interviewed_on,
        waits_for_list(definition, applicant.state) or applicant.number in progress.upheld,
        _is_blind(viewer, call, applicant, listed_applicant.points),
        listed_applicant.papers,
    )


def _is_blind(
    viewer: Viewer, call: Call, applicant: Applicant, of_members: PointsOfMembers
) -> bool:
    definition = viewer.office.shown_definition(applicant.definition)
    login = viewer.person.member.login
    return waits_for_list(definition, applicant.state) and has_to_score(call, of_members, login)


def state_title(definition: ProcessDefinition, state: str) -> Text:
    """What a state of a definition is called."""
    return definition.states[state].title


def call_status(line: CallLine, definition: ProcessDefinition, today: date) -> Text:
    """How far a call of a process has come on a civil date, in a few words."""
    if line.list_version:
        return Text(f"list published, version {line.list_version}",
                    f"ранг листа објављена, верзија {line.list_version}")  # fmt: skip
    if today > line.closes and list_step_of(definition) is not None:
        return Text("closed, the list is being made", "затворен, ранг листа је у припреми")
    if today > line.closes:
        return Text("closed", "затворен")
    if today < line.published:
        return Text("not published yet", "још није објављен")
    return Text("open for applications", "отворен за пријаве")
