"""A call as its page shows it: hosts, commission, who has scored whom, and the list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import date
from decimal import Decimal
from typing import Final

from sqlalchemy import Connection

from actions.documents.list_history import CallList, ListStory, free_places, story_of
from office.unknown_definitions import UnknownDefinition
from office.wiring import Office
from persistence import call_applicants, call_overview, ranking_lists
from persistence import calls as call_rows
from persistence import scores as score_rows
from persistence.call_applicants import ListedApplicant, Numbers
from persistence.call_overview import Applicant, CallLine
from persistence.calls import OFF_THE_LIST
from persistence.documents import StoredDocument, documents_of_call
from persistence.ranking_lists import Place
from persistence.scores import PointsOfMembers
from rules.asked_documents import asked_documents
from rules.call_conditions import notes_of_call
from rules.weighting import total_of
from states.calls import Call, CallProgress
from states.definition import ProcessDefinition, Transition
from states.frozen import frozen
from states.reasons import Reason
from states.text import Text
from states.vocabulary import ROLES
from web.views.cited_reasons import CitedReason, cited_reasons
from web.views.paging import PAGE_SIZE, ListAddress, Listing, Paging, Sort
from web.views.rules import RuleLink, rule_link
from web.views.viewer import Viewer
from workflows.calls.blind_points import has_to_score, waiting_states, waits_for_list
from workflows.cases.list_guards import reasons_against_list, versions_of_keys

MOST_JUDGED: Final = 100
"""Applications of a call up to which its page judges, unasked, what stands against its list."""
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
class ChosenPlace:
    """An application to be put in order, with the place that was typed for it."""

    case: str
    name: str
    place: str


@frozen
class CallAnswer:
    """What a page says to who has just tried to publish in vain: why not.

    `typed` are the places that were typed, by case, and `reason` the reason; `error` says what is
    wrong with them.
    """

    refused: tuple[CitedReason, ...] = ()
    typed: Mapping[str, str] = field(default_factory=dict)
    reason: str = ""
    error: Text | None = None


@frozen
class CallPage:
    """All that a call's page shows. `publish` is the step of the whole call, if it has one;
    `missing` says what stands against taking it now, `refused` why it was just not taken; `waiting`
    counts those who wait for it.

    `may_publish` says whether the reader has a role that publishes it. Where somebody chooses
    without a commission, `choice` holds the cases to be put in order."""

    line: CallLine
    call: Call
    progress: CallProgress
    process: Text
    seats: tuple[Seat, ...]
    numbers: Numbers
    waiting: int
    listing: Listing
    is_judged: bool
    applicants: tuple[ApplicantRow, ...]
    not_applied: tuple[Applicant, ...]
    places: Sequence[Place]
    places_count: int
    documents: Sequence[StoredDocument]
    story: ListStory
    free: tuple[Text, ...]
    notes: tuple[Text, ...]
    asked: Mapping[str, bool]
    publish: Transition | None
    publish_rule: RuleLink | None
    publish_roles: tuple[Text, ...]
    may_publish: bool
    choice: tuple[ChosenPlace, ...]
    refused: tuple[CitedReason, ...]
    missing: tuple[CitedReason, ...]
    mine: bool
    interviews: bool
    successors: tuple[Seat, ...]
    answer: CallAnswer

    @property
    def undecided(self) -> bool:
        """Whether there is a list to publish: none yet, new applications, or an upheld appeal."""
        return (
            not self.line.list_version
            or (self.is_judged and not self.missing)
            or bool(self.waiting or self.progress.upheld)
        )


def call_page(
    viewer: Viewer,
    line: CallLine,
    answer: CallAnswer | None = None,
    page: int = 1,
    is_judged: bool = False,
) -> CallPage:
    """The page of a call at an instant; `answer` is for who has just tried to publish its list.

    What stands against the list is judged on all of its cases: of more than `MOST_JUDGED` where
    somebody asks for it (`is_judged`).
    """
    answer = answer or CallAnswer()
    connection, office, now = viewer.connection, viewer.office, viewer.now
    call, progress = call_rows.load_under(connection, line.stamps)
    numbers = call_applicants.numbers(connection, line.id)
    versions = versions_of_keys(office, numbers.versions) or (
        office.in_force(line.institution, line.process, viewer.today),
    )
    publish = list_step_of(versions[-1])
    listing = Listing(
        ListAddress(f"/calls/{line.id}"), Sort("number"), Paging(page, numbers.applied)
    )
    offset = listing.paging.offset
    shown_applicants, opened_only = call_applicants.page_of(connection, line.id, offset, PAGE_SIZE)
    is_judged = is_judged or numbers.applied <= MOST_JUDGED
    roles = publish.roles_in(call) if publish else ()
    version = progress.list_version
    places = (
        ranking_lists.places(connection, line.id, version, most=FIRST_PLACES) if version else []
    )
    of_call = CallList(line.id, call, version, line.stamps)
    story = story_of(connection, office, of_call, now, viewer.person.people)
    return CallPage(
        line=line,
        call=call,
        progress=progress,
        process=versions[-1].title,
        seats=tuple(Seat(login, story.members[login]) for login in call.commission),
        numbers=numbers,
        waiting=numbers.waiting(waiting_states(versions)),
        listing=listing,
        is_judged=is_judged,
        applicants=tuple(_applicant_row(viewer, (call, progress), row) for row in shown_applicants),
        not_applied=tuple(opened_only),
        places=places,
        places_count=places[0].of_list if places else 0,
        documents=documents_of_call(connection, line.id),
        story=story,
        free=tuple(free_places(connection, line.id, call, progress)) if version else (),
        notes=tuple(notes_of_call(call, versions[-1])),
        asked=asked_documents(call, versions[-1]),
        publish=publish,
        publish_rule=(
            rule_link(office, line.institution, publish.rule_in(call)) if publish else None
        ),
        publish_roles=tuple(ROLES[role] for role in roles),
        may_publish=bool(viewer.person.roles_at(line.institution).intersection(roles)),
        choice=_choice(viewer, publish, (line.id, call), answer.typed),
        refused=answer.refused,
        missing=(
            *_without_definition(viewer, line, numbers.versions, publish),
            *(_missing(viewer, versions, line) if publish and is_judged else ()),
        ),
        mine=viewer.person.member.login in call.commission,
        interviews=_asks_for_interviews(publish) or numbers.interviewed,
        successors=_successors(viewer, line, call) if publish else (),
        answer=answer,
    )


def _choice(
    viewer: Viewer,
    publish: Transition | None,
    of_call: tuple[int, Call],
    typed_places: Mapping[str, str],
) -> tuple[ChosenPlace, ...]:
    """The applications that somebody puts in order where the call names no commission (BMU-29)."""
    call_id, call = of_call
    if publish is None or publish.without_commission is None or call.commission:
        return ()
    applicants = call_overview.applicants(viewer.connection, call_id)
    standing_applicants = [
        applicant for applicant in applicants if applicant.state not in OFF_THE_LIST
    ]
    return tuple(
        ChosenPlace(applicant.number, applicant.name, typed_places.get(applicant.number, ""))
        for applicant in standing_applicants
        if applicant.submitted_at
    )


def list_step_of(definition: ProcessDefinition) -> Transition | None:
    """The step that publishes a call's list; None where nobody is ranked."""
    return next((step for step in definition.transitions.values() if step.of_call), None)


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


def _without_definition(
    viewer: Viewer, line: CallLine, keys: Sequence[str], publish: Transition | None
) -> tuple[CitedReason, ...]:
    """Of cases whose definition is missing: no list is published with them."""
    remedy = Text("Tell who runs the system.", "Обавестите администратора система.")
    reasons = [
        Reason(publish.rule, UnknownDefinition(key).message.capitalised(), remedy)
        for key in keys
        if publish is not None and not viewer.office.knows(key)
    ]
    return cited_reasons(viewer.office, line.institution, reasons)


def _missing(
    viewer: Viewer, versions: Sequence[ProcessDefinition], line: CallLine
) -> tuple[CitedReason, ...]:
    """What stands against publishing the list now, whoever asks."""
    reasons = reasons_against_list(viewer.connection, versions, line.id, viewer.now)
    return cited_reasons(viewer.office, line.institution, reasons)


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


def call_status(line: CallLine, today: date) -> Text:
    """How far a call has come on a civil date, in a few words."""
    if line.list_version:
        return Text(f"list published, version {line.list_version}",
                    f"ранг листа објављена, верзија {line.list_version}")  # fmt: skip
    if today > line.closes:
        return Text("closed, the list is being made", "затворен, листа је у припреми")
    if today < line.published:
        return Text("not published yet", "још није објављен")
    return Text("open for applications", "отворен за пријаве")
