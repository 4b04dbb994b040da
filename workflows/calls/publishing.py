"""Publishing a call's list: who may, what keeps it back, the ranking, and every case's step.

A list is published whole or not at all: the list, every case's step and every mail are one
transaction.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from actions.documents.list_history import upheld_appeals
from actions.documents.of_step import RankedCall, ranking_document
from actions.documents.producing import ListChoice, RankingEntry
from persistence import call_locks, ranking_lists, staff, submissions
from persistence import cases as case_rows
from persistence.directory import Directory
from persistence.dossiers import LockedCase
from persistence.ranking_lists import Choice, Publication
from persistence.saving import DocumentRow, enqueue, save
from rules.list_changes import ListPlace, causes_of_correction, changes_between
from rules.ranking import Ranked
from states.calls import CallProgress
from states.decision import Refused, wrong_role
from states.definition import ProcessDefinition, Transition
from states.dossier import Case, Dossier
from states.frozen import frozen
from states.payloads import ChosenOrder, read_payload
from states.text import Text
from workflows.act import Act
from workflows.calls.windows import last_day_to_appeal
from workflows.cases.advance import Request, advance_cases
from workflows.cases.list_guards import (
    CasesById,
    ListMaterial,
    list_material,
    list_step,
    reasons_of_waiting,
    versions_of_list,
)
from workflows.cases.list_making import MadeList, Placements, as_list_places, made_list
from workflows.cases.steps import Situation, announced
from workflows.who_may import check_holds_role, check_seat


@frozen
class Published:
    """The list as it was published: version, and its places in order."""

    version: int
    places: tuple[Ranked, ...]


def publish_list(
    act: Act, call_id: int, details: Mapping[str, object] | None = None
) -> Published | Refused:
    """Ranks the call's applications and publishes the list, or says why it can't be.

    After an appeal was upheld, a new version takes the place of the list, with a new time to
    appeal; who has been nominated keeps the place. Where a new version of the process came into
    force while the call was open, each case takes the step of its own, and all are asked. Where
    the call names no commission, `details` hold the order in which somebody chose (BMU-29);
    ValidationError where that is none.
    """
    connection, office, now = act.connection, act.office, act.now
    judged_list = _judged(act, call_id, details)
    if isinstance(judged_list, Refused):
        return judged_list
    material, order, new_list = judged_list
    institution, days = material.versions[-1].institution, material.call.appeal_days
    until = last_day_to_appeal(office, institution, days, act.today)
    _write_list(act, material, new_list, _publication(act, material, new_list, until, order))
    progress = CallProgress(
        new_list.version, act.today, until, new_list.taken, material.progress.open_appeals
    )
    document = _document(act, material, new_list, progress, order)
    enqueue(connection, [(None, call_id, (), [document])], now)
    _announce(act, _placed(progress, material.cases, new_list.placements), order.reason)
    return Published(new_list.version, new_list.places)


@frozen
class ListPreview:
    """A list before it is published: its places, what it would change of the one in force, and
    why another one is made."""

    version: int
    places: tuple[ListPlace, ...]
    changes: tuple[Text, ...]
    causes: tuple[Text, ...] = ()


def preview_list(
    act: Act, call_id: int, details: Mapping[str, object] | None = None
) -> ListPreview | Refused:
    """What publishing now would bring, or why it can't be; nothing is written."""
    judged_list = _judged(act, call_id, details)
    if isinstance(judged_list, Refused):
        return judged_list
    material, _, new_list = judged_list
    in_force = material.progress.list_version
    places = as_list_places(new_list, material)
    if not in_force:
        return ListPreview(new_list.version, tuple(places), ())
    (before,) = ranking_lists.places_of_versions(act.connection, call_id, in_force)
    causes = _causes(act, call_id, material)
    return ListPreview(new_list.version, tuple(places), changes_between(before, places), causes)


def _causes(act: Act, call_id: int, material: ListMaterial) -> tuple[Text, ...]:
    """Why the list in force is made anew: appeals that were upheld, what it lacked or had wrong."""
    progress = material.progress
    published_on = progress.list_published_on or act.today
    appeal_sentences = upheld_appeals(act.connection, act.office, call_id, published_on, act.today)
    names = {case.number: of.candidate.both_names for case, of in material.cases.values()}
    return (*(appeal_sentences if progress.upheld else ()), *causes_of_correction(progress, names))


class _Judged(NamedTuple):
    """What a list is made of, in which order somebody chose, and the list that comes of it."""

    material: ListMaterial
    order: ChosenOrder
    new_list: MadeList


def _judged(act: Act, call_id: int, details: Mapping[str, object] | None) -> _Judged | Refused:
    """The list that may be published; asked in order: the role, what is handed in, all guards."""
    connection, office, now = act.connection, act.office, act.now
    call_locks.lock_call(connection, call_id)
    versions = versions_of_list(connection, office, call_id, now)
    material = list_material(connection, versions, call_id, for_update=True)
    if refusal := _wrong_role(act, material):
        return refusal
    newest = versions[-1]
    call_list = material.judged
    rule = call_list.rule_for(newest, list_step(newest).rule)
    order = read_payload("chosen_order", details, rule)
    assert isinstance(order, ChosenOrder)
    waiting_since = submissions.first_waiting(connection, call_id)
    if reasons := call_list.reasons_against(now) + reasons_of_waiting(call_list, waiting_since):
        return Refused(list_step(newest).title, reasons)
    return _Judged(material, order, made_list(connection, material, order))


def _wrong_role(act: Act, material: ListMaterial) -> Refused | None:
    """Refuses other roles than the step's; raises NotTheirs for who holds none, or no seat."""
    institution = material.versions[-1].institution
    check_holds_role(act.connection, act.actor, institution, act.today)
    check_seat(act.actor, material.call, act.today)
    call_list = material.judged
    for version in call_list.versions:
        step = list_step(version)
        rule = call_list.rule_for(version, step.rule)
        roles = call_list.chosen.roles if call_list.chosen else step.roles
        if act.role not in roles:
            return Refused(step.title, (wrong_role(rule, step.title, roles, act.actor),))
    return None


def _publication(
    act: Act, material: ListMaterial, new_list: MadeList, until: date, order: ChosenOrder
) -> Publication:
    """The version with its time to appeal, and who chose it, where no commission gave points."""
    actor = act.actor
    choice = None
    if material.chosen is not None:
        choice = Choice(actor.name, actor.role, actor.deputy_for, order.reason)
    return Publication(new_list.version, act.now, act.today, until, choice)


def _write_list(
    act: Act, material: ListMaterial, new_list: MadeList, publication: Publication
) -> None:
    ids = {case.number: id_ for id_, (case, _) in material.cases.items()}
    entries = [
        {
            "case_id": ids[place.case],
            "rank": place.rank,
            "outcome": place.outcome,
            "points": new_list.placements[place.case].points,
            "host": place.host,
            "explanation": [[line.en, line.sr] for line in place.explanation],
            "kept": place.kept,
        }
        for place in new_list.places
    ]
    ranking_lists.write_list(act.connection, material.call_id, publication, entries)
    case_rows.mark_present(act.connection, list(ids.values()), "placement")


def _document(
    act: Act,
    material: ListMaterial,
    new_list: MadeList,
    progress: CallProgress,
    order: ChosenOrder,
) -> DocumentRow:
    """The list as a document, with the names of the candidates and of who made it."""
    names = {case.number: dossier.candidate.both_names for case, dossier in material.cases.values()}
    call = material.call
    seat_holders = staff.by_logins(act.connection, call.commission)
    members = {member.login: member.both_names for member in seat_holders}
    entries = tuple(
        RankingEntry(
            place.rank, place.case, names[place.case], new_list.placements[place.case].points,
            place.outcome, place.host, place.tie, place.told, place.kept,
        )
        for place in new_list.places
    )  # fmt: skip
    commission = tuple(members.get(member) or member for member in call.commission)
    choice = ListChoice(act.actor, order.reason) if material.chosen else None
    ranked_call = RankedCall(material.call_id, call, progress, commission, entries, choice)
    return ranking_document(act.connection, act.office, material.versions[-1], ranked_call, act.now)


def _announce(act: Act, cases: CasesById, reason: str | None) -> None:
    """Who comes onto the list, or back onto it, takes the step; the others on it are told.

    Each case's history keeps the reason of who chose, where one was given.
    """
    requests, notices = [], []
    directory = Directory(act.connection)
    for id_, (case, dossier) in cases.items():
        definition = act.office.definition_of(case, dossier)
        step = list_step(definition)
        if _moves(definition, step, case, dossier):
            locked_case = LockedCase(case, dossier)
            details = {"reason": reason} if reason and step.takes != "nothing" else {}
            requests.append(Request(id_, step.trigger, details, of_call=True, locked=locked_case))
        else:
            situation = Situation(act.office, definition, case, dossier, act.now)
            notices.append(announced(situation, step, act.actor, directory, reason))
    save(act.connection, notices, act.now)
    advance_cases(act.connection, act.office, requests, act.actor, act.now)


def _moves(definition: ProcessDefinition, step: Transition, case: Case, dossier: Dossier) -> bool:
    """Whether the list moves the case: onto it, or back onto it with a place or a hope of one."""
    if case.state not in step.sources or case.state == step.target:
        return False
    is_closed = definition.states[case.state].end
    return not (is_closed and dossier.placement and dossier.placement.outcome == "rejected")


def _placed(progress: CallProgress, cases: CasesById, placements: Placements) -> CasesById:
    """The cases with their dossiers as they stand once the list is written."""
    return {
        id_: (case, replace(dossier, progress=progress, placement=placements[case.number]))
        for id_, (case, dossier) in cases.items()
    }
