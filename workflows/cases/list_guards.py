"""A call's list before it is published: what it is made of, and all that keeps it back.

Publishing it is `workflows.calls.publishing`'s; nothing is changed here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Connection

from office.wiring import Office
from persistence import calls as call_rows
from persistence import dossiers, staff
from persistence import scores as score_rows
from rules.guards import JudgedApplication, ListDraft
from states.calls import Call, CallProgress
from states.definition import ProcessDefinition, Transition
from states.dossier import Case, Dossier
from states.frozen import frozen
from states.moments import civil_date
from states.reasons import Reason
from states.text import Text
from states.validation_error import ValidationError
from workflows.cases.status import call_owner

CasesById = Mapping[int, tuple[Case, Dossier]]
Versions = Sequence[ProcessDefinition]
Scores = Mapping[int, Mapping[str, Mapping[str, Decimal]]]
"""The points given, by the id of the case, by member, by criterion."""


@frozen
class ListMaterial:
    """What a call's list is made of: the cases, and what the commission has entered on them.

    `versions` are those of the process on which the cases run, the newest last.
    """

    call_id: int
    versions: Versions
    call: Call
    progress: CallProgress
    cases: CasesById
    points: Scores
    interviews: Mapping[int, date]
    member_names: Mapping[str, str]

    def draft(self, now: datetime) -> ListDraft:
        """The list as the guards judge it at an instant."""
        applications = (
            JudgedApplication(
                case.number, dossier.candidate, self.points.get(id_, {}), self.interviews.get(id_)
            )
            for id_, (case, dossier) in self.cases.items()
        )
        return ListDraft(self.call, tuple(applications), now, self.member_names)

    def reasons_against(self, now: datetime) -> tuple[Reason, ...]:
        """All that keeps the list from being published; what two versions ask alike comes once."""
        draft, today = self.draft(now), civil_date(now)
        reasons = [
            Reason(guard.rule, reason.message, reason.remedy, reason.by)
            for version in self.versions
            for guard in list_step(version).call_guards
            for reason in guard.check(draft, {**version.numbers(guard.rule, today), **guard.given})
        ]
        return tuple(dict.fromkeys((*reasons, *_nothing_new(self.versions, self.cases))))


def list_step(definition: ProcessDefinition) -> Transition:
    """The step that publishes the list; raises ValidationError where nobody is ranked (BMU-26b)."""
    step = next((step for step in definition.transitions.values() if step.of_call), None)
    if step is None:
        raise ValidationError(
            f"{definition.key} has no list: nobody is scored, interviewed or ranked"
        )
    return step


def versions_of_list(
    connection: Connection, office: Office, call_id: int, now: datetime
) -> tuple[ProcessDefinition, ...]:
    """The versions on which a call's open cases run, the newest last; else the one in force.

    Those that rank nobody are left out, unless none of them does.
    """
    versions = tuple(office.definition(key) for key in call_rows.versions_in(connection, call_id))
    if versions:
        ranking = (v for v in versions if any(step.of_call for step in v.transitions.values()))
        return tuple(ranking) or versions
    owner = call_owner(connection, call_id)
    return (office.in_force(owner.institution, owner.process, civil_date(now)),)


def list_material(
    connection: Connection, versions: Versions, call_id: int, for_update: bool = False
) -> ListMaterial:
    """What a call's list is made of under these versions; `for_update` locks its cases."""
    cases = dossiers.load(connection, _ids_of_list(connection, versions, call_id), for_update)
    call, progress = _call_of(connection, call_id, cases)
    points = score_rows.points_in(connection, call_id)
    interviews = score_rows.interviews_in(connection, call_id)
    members = staff.by_logins(connection, call.commission)
    names = {member.login: member.name for member in members}
    return ListMaterial(call_id, versions, call, progress, cases, points, interviews, names)


def reasons_against_list(
    connection: Connection, versions: Versions, call_id: int, now: datetime
) -> tuple[Reason, ...]:
    """All that keeps a call's list from being published under these versions; changes nothing."""
    return list_material(connection, versions, call_id).reasons_against(now)


def _ids_of_list(connection: Connection, versions: Versions, call_id: int) -> list[int]:
    steps = [list_step(version) for version in versions]
    states = {state for step in steps for state in (*step.sources, str(step.target))}
    return call_rows.cases_in(connection, call_id, *sorted(states))


def _call_of(connection: Connection, call_id: int, cases: CasesById) -> tuple[Call, CallProgress]:
    """The call as its cases were loaded with it; one that has none is read by itself."""
    for _, dossier in cases.values():
        return dossier.call, dossier.progress
    return call_rows.load(connection, call_id)


def _nothing_new(versions: Versions, cases: CasesById) -> list[Reason]:
    """A list is made of applications, or made again because an appeal against it was upheld."""
    waiting = {state for version in versions for state in list_step(version).sources}
    if any(case.state in waiting for case, _ in cases.values()):
        return []
    for _, dossier in cases.values():
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
