"""A call as its page shows it: hosts, commission, who has scored whom, and the list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import date
from decimal import Decimal

from sqlalchemy import Connection

from actions.documents.list_history import CallList, ListStory, free_places, names_of, story_of
from office.wiring import Office
from persistence import call_overview, ranking_lists
from persistence import calls as call_rows
from persistence import scores as score_rows
from persistence.call_overview import Applicant, CallLine
from persistence.calls import OFF_THE_LIST
from persistence.documents import StoredDocument, documents_of_call
from persistence.ranking_lists import Place
from persistence.roster import roster
from persistence.scores import PointsOfMembers
from rules.asked_documents import asked_documents
from rules.call_conditions import notes_of_call
from rules.weighting import total_of
from states.calls import Call, CallProgress
from states.definition import ProcessDefinition, Transition
from states.frozen import frozen
from states.text import Text
from states.vocabulary import ROLES
from web.views.cited_reasons import CitedReason, cited_reasons
from web.views.rules import RuleLink, rule_link
from web.views.viewer import Viewer
from workflows.calls.blind_points import has_to_score, waits_for_list
from workflows.cases.list_guards import reasons_against_list, versions_of_list


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
    """

    applicant: Applicant
    state: Text
    totals: tuple[Decimal | None, ...]
    interview: date | None
    waits: bool
    blind: bool


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
    `missing` says what stands against taking it now, `refused` why it was just not taken.

    `may_publish` says whether the reader has a role that publishes it. Where somebody chooses
    without a commission, `choice` holds the cases to be put in order."""

    line: CallLine
    call: Call
    progress: CallProgress
    process: Text
    seats: tuple[Seat, ...]
    applicants: tuple[ApplicantRow, ...]
    not_applied: tuple[ApplicantRow, ...]
    places: Sequence[Place]
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
            or not self.missing
            or any(row.waits for row in self.applicants)
        )


def call_page(viewer: Viewer, line: CallLine, answer: CallAnswer | None = None) -> CallPage:
    """The page of a call at an instant; `answer` is for who has just tried to publish its list."""
    answer = answer or CallAnswer()
    connection, office, now = viewer.connection, viewer.office, viewer.now
    call, progress = call_rows.load(connection, line.id)
    versions = versions_of_list(connection, office, line.id, now)
    publish = list_step_of(versions[-1])
    rows = _applicant_rows(viewer, line, call, progress)
    roles = publish.roles_in(call) if publish else ()
    version = progress.list_version
    return CallPage(
        line=line,
        call=call,
        progress=progress,
        process=versions[-1].title,
        seats=_seats(connection, call),
        applicants=tuple(row for row in rows if row.applicant.submitted_at),
        not_applied=tuple(row for row in rows if not row.applicant.submitted_at),
        places=ranking_lists.places(connection, line.id, version) if version else (),
        documents=documents_of_call(connection, line.id),
        story=story_of(connection, office, CallList(line.id, call, version), now),
        free=tuple(free_places(connection, line.id, call, progress)),
        notes=tuple(notes_of_call(call, versions[-1])),
        asked=asked_documents(call, versions[-1]),
        publish=publish,
        publish_rule=(
            rule_link(office, line.institution, publish.rule_in(call)) if publish else None
        ),
        publish_roles=tuple(ROLES[role] for role in roles),
        may_publish=bool(viewer.person.roles_at(line.institution).intersection(roles)),
        choice=_choice(publish, call, rows, answer.typed),
        refused=answer.refused,
        missing=_missing(viewer, versions, line) if publish else (),
        mine=viewer.person.member.login in call.commission,
        interviews=_interviews(publish, rows),
        successors=_successors(viewer, line, call) if publish else (),
        answer=answer,
    )


def _choice(
    publish: Transition | None,
    call: Call,
    rows: Sequence[ApplicantRow],
    typed: Mapping[str, str],
) -> tuple[ChosenPlace, ...]:
    """The applications that somebody puts in order where the call names no commission (BMU-29)."""
    if publish is None or publish.without_commission is None or call.commission:
        return ()
    standing = [row.applicant for row in rows if row.applicant.state not in OFF_THE_LIST]
    return tuple(
        ChosenPlace(applicant.number, applicant.name, typed.get(applicant.number, ""))
        for applicant in standing
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
        definition = office.definition(applicant.definition)
        waits = applicant.submitted_at and waits_for_list(definition, applicant.state)
        if waits and total_of(terms, points.get(applicant.id, {}).get(login)) is None:
            return applicant
    return None


def _interviews(publish: Transition | None, rows: Sequence[ApplicantRow]) -> bool:
    """Whether the commission talks to the candidates: the list asks for it (BEE-C3), or it did."""
    guards = publish.call_guards if publish else ()
    asked_for = any(guard.name == "interviews_are_held" for guard in guards)
    return asked_for or any(row.interview for row in rows)


def _missing(
    viewer: Viewer, versions: Sequence[ProcessDefinition], line: CallLine
) -> tuple[CitedReason, ...]:
    """What stands against publishing the list now, whoever asks."""
    reasons = reasons_against_list(viewer.connection, versions, line.id, viewer.now)
    return cited_reasons(viewer.office, line.institution, reasons)


def _seats(connection: Connection, call: Call) -> tuple[Seat, ...]:
    names = names_of(connection, call.commission)
    return tuple(Seat(login, name) for login, name in names.items())


def _successors(viewer: Viewer, line: CallLine, call: Call) -> tuple[Seat, ...]:
    """Who may be given a seat: commission members of the institution who have none (BEE-C3)."""
    members = roster(viewer.connection).holders(line.institution, "commission_member", viewer.today)
    return tuple(
        Seat(member.login, member.name) for member in members if member.login not in call.commission
    )


def _applicant_rows(
    viewer: Viewer, line: CallLine, call: Call, progress: CallProgress
) -> list[ApplicantRow]:
    points = score_rows.points_in(viewer.connection, line.id)
    interviews = score_rows.interviews_in(viewer.connection, line.id)
    seats = names_of(viewer.connection, call.commission)
    return [
        ApplicantRow(
            applicant,
            state_title(viewer.office.definition(applicant.definition), applicant.state),
            tuple(total_of(call, points.get(applicant.id, {}).get(login)) for login in seats),
            interviews.get(applicant.id),
            waits_for_list(viewer.office.definition(applicant.definition), applicant.state)
            or applicant.number in progress.upheld,
            _is_blind(viewer, call, applicant, points.get(applicant.id, {})),
        )
        for applicant in call_overview.applicants(viewer.connection, line.id)
    ]


def _is_blind(
    viewer: Viewer, call: Call, applicant: Applicant, of_members: PointsOfMembers
) -> bool:
    definition = viewer.office.definition(applicant.definition)
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
