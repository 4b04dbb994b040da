"""Publishing a call's list: who may, what keeps it back, the ranking, and every case's step.

A list is published whole or not at all: the list, every case's step and every letter are one
transaction.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection

from actions.documents.of_step import RankedCall, ranking_document
from actions.documents.producing import RankingEntry
from office.wiring import Office
from persistence import call_lists, dossiers, staff
from persistence import calls as call_rows
from persistence import cases as case_rows
from persistence import scores as score_rows
from persistence.directory import Directory
from persistence.dossiers import LockedCase
from persistence.saving import enqueue, save
from rules.deadlines import due_after
from rules.guards import JudgedApplication, ListDraft
from rules.ranking import Ranked, Scored, rank
from rules.weighting import counted
from states.calls import Call, CallProgress
from states.decision import Actor, Refused, wrong_role
from states.definition import ProcessDefinition
from states.dossier import Case, Dossier, Placement
from states.frozen import frozen
from states.moments import civil_date
from states.reasons import Reason
from states.text import Text
from workflows.calls.opening import call_row, list_step
from workflows.cases.advance import Request, advance_cases
from workflows.cases.steps import Situation, announced


@frozen
class Published:
    """The list as it was published: version, and its places in order."""

    version: int
    places: tuple[Ranked, ...]


def publish_list(
    connection: Connection, office: Office, call_id: int, actor: Actor, now: datetime
) -> Published | Refused:
    """Ranks the call's applications and publishes the list, or says why it can't be.

    After an appeal was upheld, a new version takes the place of the list, with a new time to
    appeal; who has been nominated keeps the place. Where a new version of the process came into
    force while the call was open, each case takes the step of its own, and all are asked.
    """
    call_rows.lock_call(connection, call_id)
    versions = versions_of_list(connection, office, call_id, now)
    loaded = dossiers.load(connection, _ids_of_list(connection, versions, call_id), True)
    call, progress = _call_of(connection, call_id, loaded)
    points = score_rows.points_in(connection, call_id)
    interviews = score_rows.interviews_in(connection, call_id)
    draft = _draft(connection, call, loaded, points, interviews, now)
    refused = _may_publish(versions, draft, loaded, actor, now)
    if refused:
        return refused
    places = _ranked(connection, call, progress.taken, loaded, points)
    version = progress.list_version + 1
    placed = {place.case: _placement(place, version) for place in places}
    until = _appeal_until(office, versions[-1].institution, call, now)
    _write_list(connection, call_id, places, placed, loaded, until, now)
    progress = CallProgress(
        version, civil_date(now), until, _taken_with(progress.taken, loaded, placed),
        progress.open_appeals,
    )  # fmt: skip
    commission = tuple(map(draft.name_of, call.commission))
    ranked = RankedCall(call_id, call, progress, commission, _entries(places, placed, loaded))
    paper = ranking_document(connection, office, versions[-1], ranked, now)
    enqueue(connection, [(None, call_id, (), [paper])], now)
    _announce(connection, office, _placed(progress, loaded, placed), actor, now)
    return Published(version, places)


Loaded = Mapping[int, tuple[Case, Dossier]]


Versions = Sequence[ProcessDefinition]


def versions_of_list(
    connection: Connection, office: Office, call_id: int, now: datetime
) -> tuple[ProcessDefinition, ...]:
    """The versions on which a call's open cases run, the newest last; else the one in force.

    Those that rank nobody are left out, unless none of them does.
    """
    found = tuple(office.definition(key) for key in call_rows.versions_in(connection, call_id))
    if found:
        ranking = (v for v in found if any(step.of_call for step in v.transitions.values()))
        return tuple(ranking) or found
    owner = call_row(connection, call_id)
    return (office.in_force(owner.institution, owner.process, civil_date(now)),)


def _call_of(connection: Connection, call_id: int, loaded: Loaded) -> tuple[Call, CallProgress]:
    """The call as its cases were loaded with it; one that has none is read by itself."""
    for _, dossier in loaded.values():
        return dossier.call, dossier.progress
    return call_rows.load(connection, call_id)


def _ids_of_list(connection: Connection, versions: Versions, call_id: int) -> list[int]:
    steps = [list_step(version) for version in versions]
    states = {state for step in steps for state in (*step.sources, str(step.target))}
    return call_rows.cases_in(connection, call_id, *sorted(states))


def _may_publish(
    versions: Versions, draft: ListDraft, loaded: Loaded, actor: Actor, now: datetime
) -> Refused | None:
    today = civil_date(now)
    for step in map(list_step, versions):
        if actor.acts_as(today) not in step.roles:
            return Refused(step.title, (wrong_role(step.rule, step.title, step.roles, actor),))
    reasons = _reasons(versions, draft, loaded, today)
    return Refused(list_step(versions[-1]).title, reasons) if reasons else None


def reasons_against_list(
    connection: Connection, versions: Versions, call_id: int, now: datetime
) -> tuple[Reason, ...]:
    """All that keeps a call's list from being published under these versions; changes nothing."""
    loaded = dossiers.load(connection, _ids_of_list(connection, versions, call_id))
    call, _ = _call_of(connection, call_id, loaded)
    points = score_rows.points_in(connection, call_id)
    interviews = score_rows.interviews_in(connection, call_id)
    draft = _draft(connection, call, loaded, points, interviews, now)
    return _reasons(versions, draft, loaded, civil_date(now))


def _reasons(
    versions: Versions, draft: ListDraft, loaded: Loaded, today: date
) -> tuple[Reason, ...]:
    reasons = [
        Reason(guard.rule, reason.message, reason.remedy)
        for version in versions
        for guard in list_step(version).call_guards
        for reason in guard.check(draft, {**version.numbers(guard.rule, today), **guard.given})
    ]
    # What two versions ask alike is said once.
    return tuple(dict.fromkeys((*reasons, *_nothing_new(versions, loaded))))


def _nothing_new(versions: Versions, loaded: Loaded) -> list[Reason]:
    """A list is made of applications, or made again because an appeal against it was upheld."""
    waiting = {state for version in versions for state in list_step(version).sources}
    if any(case.state in waiting for case, _ in loaded.values()):
        return []
    for _, dossier in loaded.values():
        version = dossier.placement.list_version if dossier.placement else 0
        if version == dossier.progress.list_version and any(
            appeal.against == "list" and appeal.upheld for appeal in dossier.appeals
        ):
            return []
    message = Text(
        "There is no application to rank, and no appeal against the list was upheld.",
        "Нема пријава за рангирање, нити је усвојена жалба на листу.",
    )
    remedy = Text("There is nothing to publish.", "Нема шта да се објави.")
    return [Reason(list_step(versions[-1]).rule, message, remedy)]


Scores = Mapping[int, Mapping[str, Mapping[str, Decimal]]]


Placed = Mapping[str, Placement]
"""By the number of the case."""


def _draft(
    connection: Connection, call: Call, loaded: Loaded, points: Scores,
    interviews: Mapping[int, date], now: datetime,
) -> ListDraft:  # fmt: skip
    judged = (
        JudgedApplication(case.number, dossier.candidate, points.get(id_, {}), interviews.get(id_))
        for id_, (case, dossier) in loaded.items()
    )
    names = {one.login: one.name for one in staff.by_logins(connection, call.commission)}
    return ListDraft(call, tuple(judged), now, names)


def _ranked(
    connection: Connection, call: Call, taken: Mapping[str, int], loaded: Loaded, points: Scores
) -> tuple[Ranked, ...]:
    """The list; on a new version only the places that nobody nominated holds are given."""
    applied = call_rows.submitted_in(connection, list(loaded))
    scored = [
        Scored(
            case.number,
            _counted(call, points[id_]),
            dossier.candidate.earlier_mobilities,
            dossier.candidate.grade_average,
            applied[id_],
            dossier.application.hosts if dossier.application else (),
        )
        for id_, (case, dossier) in loaded.items()
    ]
    held = _held_by_others(taken, loaded)
    free = {host.name: host.places - held.get(host.name, 0) for host in call.hosts}
    return rank(scored, free, call.minimum_points)


def _held_by_others(taken: Mapping[str, int], loaded: Loaded) -> dict[str, int]:
    """The places that the list does not give: those of who is beyond it, the nominated say."""
    held = dict(taken)
    for _, dossier in loaded.values():
        placement = dossier.placement
        if placement and placement.outcome == "selected" and placement.host:
            held[placement.host] = held.get(placement.host, 0) - 1
    return held


def _taken_with(taken: Mapping[str, int], loaded: Loaded, placed: Placed) -> dict[str, int]:
    """The places held at each host once the list is written."""
    held = _held_by_others(taken, loaded)
    for placement in placed.values():
        if placement.outcome == "selected" and placement.host:
            held[placement.host] = held.get(placement.host, 0) + 1
    return {host: places for host, places in held.items() if places}


def _counted(call: Call, given: Mapping[str, Mapping[str, Decimal]]) -> dict[str, Any]:
    """The points of those who sit on the commission now; who has left no longer counts (BEE-C3)."""
    return {member: counted(call, given[member]) for member in call.commission if member in given}


def _placement(place: Ranked, version: int) -> Placement:
    return Placement(place.outcome, place.rank, points_of(place), place.host, version)


def _appeal_until(office: Office, institution: str, call: Call, now: datetime) -> date:
    """The last day on which a list that is published now can be appealed against."""
    today, regulation = civil_date(now), office.regulations[institution]
    days = call.appeal_days or regulation.appeal_days(today)
    event = Text("list published", "објављивање ранг листе")
    window = due_after(
        regulation.rule_of("list_appeal"), event, today, days, "days", office.calendar
    )
    return window.due


def _write_list(
    connection: Connection, call_id: int, places: Sequence[Ranked], placed: Placed,
    loaded: Loaded, until: date, now: datetime,
) -> None:  # fmt: skip
    ids = {case.number: id_ for id_, (case, _) in loaded.items()}
    entries = [
        {
            "case_id": ids[place.case],
            "rank": place.rank,
            "outcome": place.outcome,
            "points": placed[place.case].points,
            "host": place.host,
            "explanation": [[line.en, line.sr] for line in place.explanation],
        }
        for place in places
    ]
    version = placed[places[0].case].list_version
    call_lists.write_list(connection, call_id, version, now, civil_date(now), until, entries)
    case_rows.mark_present(connection, list(ids.values()), "placement")


def _entries(places: Sequence[Ranked], placed: Placed, loaded: Loaded) -> tuple[RankingEntry, ...]:
    """The places as the list's paper prints them, with the candidates' names."""
    names = {case.number: dossier.candidate.name for case, dossier in loaded.values()}
    return tuple(
        RankingEntry(
            place.rank, place.case, names[place.case], placed[place.case].points, place.outcome,
            place.host, place.above, place.told,
        )
        for place in places
    )  # fmt: skip


def points_of(place: Ranked) -> Decimal:
    """The commission's mean to two decimals, as lists print it."""
    exact = Decimal(place.points.numerator) / Decimal(place.points.denominator)
    return exact.quantize(Decimal("0.01")).normalize() + Decimal(0)


def _announce(
    connection: Connection, office: Office, placed: Loaded, actor: Actor, now: datetime
) -> None:
    """Every application takes its step; who is on the list already is told of the new version."""
    requests, notices = [], []
    directory = Directory(connection)
    for id_, (case, dossier) in placed.items():
        definition = office.definition_of(case, dossier)
        step = list_step(definition)
        if case.state in step.sources:
            locked = LockedCase(case, dossier)
            requests.append(Request(id_, step.trigger, of_call=True, locked=locked))
        else:
            there = Situation(office, definition, case, dossier, now)
            notices.append(announced(there, step, actor, directory))
    save(connection, notices, now)
    advance_cases(connection, office, requests, actor, now)


def _placed(progress: CallProgress, loaded: Loaded, placed: Placed) -> Loaded:
    """The dossiers as they stand once the list is written."""
    return {
        id_: (case, replace(dossier, progress=progress, placement=placed[case.number]))
        for id_, (case, dossier) in loaded.items()
    }
