"""Publishing a call's list: who may, what keeps it back, the ranking, and every case's step.

A list is published whole or not at all: the list, every case's step and every mail are one
transaction.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from sqlalchemy import Connection

from actions.documents.of_step import RankedCall, ranking_document
from actions.documents.producing import RankingEntry
from persistence import calls as call_rows
from persistence import cases as case_rows
from persistence import ranking_lists
from persistence.directory import Directory
from persistence.dossiers import LockedCase
from persistence.saving import enqueue, save
from rules.ranking import Ranked, Scored, rank
from rules.weighting import counted
from states.calls import Call, CallProgress
from states.decision import Refused, wrong_role
from states.dossier import Placement
from states.frozen import frozen
from states.moments import civil_date
from workflows.act import Act
from workflows.calls.windows import last_day_to_appeal
from workflows.cases.advance import Request, advance_cases
from workflows.cases.list_guards import (
    CasesById,
    ListMaterial,
    list_material,
    list_step,
    versions_of_list,
)
from workflows.cases.steps import Situation, announced


@frozen
class Published:
    """The list as it was published: version, and its places in order."""

    version: int
    places: tuple[Ranked, ...]


def publish_list(act: Act, call_id: int) -> Published | Refused:
    """Ranks the call's applications and publishes the list, or says why it can't be.

    After an appeal was upheld, a new version takes the place of the list, with a new time to
    appeal; who has been nominated keeps the place. Where a new version of the process came into
    force while the call was open, each case takes the step of its own, and all are asked.
    """
    connection, office, now = act.connection, act.office, act.now
    call_rows.lock_call(connection, call_id)
    versions = versions_of_list(connection, office, call_id, now)
    material = list_material(connection, versions, call_id, for_update=True)
    if refused := _refused(act, material):
        return refused
    call, progress = material.call, material.progress
    places = _ranked(connection, material)
    version = progress.list_version + 1
    placements = {place.case: _placement(place, version) for place in places}
    until = last_day_to_appeal(office, versions[-1].institution, call.appeal_days, civil_date(now))
    _write_list(act, material, places, placements, until)
    progress = CallProgress(
        version, act.today, until, _taken_with(material, placements), progress.open_appeals
    )
    names = material.member_names
    commission = tuple(names.get(member, member) for member in call.commission)
    entries = _entries(places, placements, material.cases)
    ranked_call = RankedCall(call_id, call, progress, commission, entries)
    document = ranking_document(connection, office, versions[-1], ranked_call, now)
    enqueue(connection, [(None, call_id, (), [document])], now)
    _announce(act, _placed(progress, material.cases, placements))
    return Published(version, places)


Placements = Mapping[str, Placement]
"""By the number of the case."""


def _refused(act: Act, material: ListMaterial) -> Refused | None:
    for step in map(list_step, material.versions):
        if act.role not in step.roles:
            return Refused(step.title, (wrong_role(step.rule, step.title, step.roles, act.actor),))
    reasons = material.reasons_against(act.now)
    return Refused(list_step(material.versions[-1]).title, reasons) if reasons else None


def _ranked(connection: Connection, material: ListMaterial) -> tuple[Ranked, ...]:
    """The list; on a new version only the places that nobody nominated holds are given."""
    call, cases = material.call, material.cases
    submitted = call_rows.submitted_in(connection, list(cases))
    scored = [
        Scored(
            case.number,
            _counted(call, material.points[id_]),
            dossier.candidate.earlier_mobilities,
            dossier.candidate.grade_average,
            submitted[id_],
            dossier.application.hosts if dossier.application else (),
        )
        for id_, (case, dossier) in cases.items()
    ]
    taken_places = _taken_beyond(material)
    free = {host.name: host.places - taken_places.get(host.name, 0) for host in call.hosts}
    return rank(scored, free, call.minimum_points)


def _taken_beyond(material: ListMaterial) -> dict[str, int]:
    """The places that the list does not give: those of who is beyond it, the nominated say."""
    taken_places = dict(material.progress.taken)
    for _, dossier in material.cases.values():
        placement = dossier.placement
        if placement and placement.outcome == "selected" and placement.host:
            taken_places[placement.host] = taken_places.get(placement.host, 0) - 1
    return taken_places


def _taken_with(material: ListMaterial, placements: Placements) -> dict[str, int]:
    """The places taken_places at each host once the list is written."""
    taken_places = _taken_beyond(material)
    for placement in placements.values():
        if placement.outcome == "selected" and placement.host:
            taken_places[placement.host] = taken_places.get(placement.host, 0) + 1
    return {host: places for host, places in taken_places.items() if places}


def _counted(
    call: Call, points: Mapping[str, Mapping[str, Decimal]]
) -> dict[str, Mapping[str, Decimal | Fraction]]:
    """The points of those who sit on the commission now; who has left no longer counts (BEE-C3)."""
    return {member: counted(call, points[member]) for member in call.commission if member in points}


def _placement(place: Ranked, version: int) -> Placement:
    return Placement(place.outcome, place.rank, points_of(place), place.host, version)


def _write_list(
    act: Act, material: ListMaterial, places: Sequence[Ranked], placements: Placements, until: date
) -> None:
    ids = {case.number: id_ for id_, (case, _) in material.cases.items()}
    entries = [
        {
            "case_id": ids[place.case],
            "rank": place.rank,
            "outcome": place.outcome,
            "points": placements[place.case].points,
            "host": place.host,
            "explanation": [[line.en, line.sr] for line in place.explanation],
            "kept": False,
        }
        for place in places
    ]
    version = placements[places[0].case].list_version
    publication = ranking_lists.Publication(version, act.now, act.today, until)
    ranking_lists.write_list(act.connection, material.call_id, publication, entries)
    case_rows.mark_present(act.connection, list(ids.values()), "placement")


def _entries(
    places: Sequence[Ranked], placements: Placements, cases: CasesById
) -> tuple[RankingEntry, ...]:
    """The places as the list's document prints them, with the candidates' names."""
    names = {case.number: dossier.candidate.name for case, dossier in cases.values()}
    return tuple(
        RankingEntry(
            place.rank, place.case, names[place.case], placements[place.case].points, place.outcome,
            place.host, place.above, place.told,
        )
        for place in places
    )  # fmt: skip


def points_of(place: Ranked) -> Decimal:
    """The commission's mean to two decimals, as lists print it."""
    exact = Decimal(place.points.numerator) / Decimal(place.points.denominator)
    return exact.quantize(Decimal("0.01")).normalize() + Decimal(0)


def _announce(act: Act, cases: CasesById) -> None:
    """Every application takes its step; who is on the list already is told of the new version."""
    requests, notices = [], []
    directory = Directory(act.connection)
    for id_, (case, dossier) in cases.items():
        definition = act.office.definition_of(case, dossier)
        step = list_step(definition)
        if case.state in step.sources:
            locked = LockedCase(case, dossier)
            requests.append(Request(id_, step.trigger, of_call=True, locked=locked))
        else:
            situation = Situation(act.office, definition, case, dossier, act.now)
            notices.append(announced(situation, step, act.actor, directory))
    save(act.connection, notices, act.now)
    advance_cases(act.connection, act.office, requests, act.actor, act.now)


def _placed(progress: CallProgress, cases: CasesById, placements: Placements) -> CasesById:
    """The cases with their dossiers as they stand once the list is written."""
    return {
        id_: (case, replace(dossier, progress=progress, placement=placements[case.number]))
        for id_, (case, dossier) in cases.items()
    }
