"""A call's list before it is published: what it is made of, and all that keeps it back.

Publishing it is `workflows.calls.publishing`'s; nothing is changed here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Connection

from office.wiring import Office
from persistence import calls as call_rows
from persistence import dossiers
from persistence import scores as score_rows
from persistence.list_applicants import GivenPoints, ListApplicant, applied_in
from persistence.roster import roster
from rules.guards import JudgedApplication, ListDraft
from rules.remedy_words import REMEDY_WORDS
from rules.wording import format_text, listed
from states.calls import Call, CallProgress
from states.definition import ProcessDefinition, Transition, WithoutCommission
from states.dossier import Case, Dossier
from states.frozen import frozen
from states.moments import civil_date, end_of
from states.reasons import Reason
from states.text import Text
from states.validation_error import ValidationError
from workflows.cases.status import call_owner

CasesById = Mapping[int, tuple[Case, Dossier]]
Versions = Sequence[ProcessDefinition]
AgainstList = Callable[[Connection, Versions, int, datetime], tuple[Reason, ...]]
"""Says what keeps a call's list from being published: `reasons_against_list`, or `asked_once`."""
Scores = Mapping[int, Mapping[str, Mapping[str, Decimal]]]
"""The points given, by the id of the case, by member, by criterion."""


@frozen
class JudgedList:
    """A call's list, by what keeps it from being published: who stands on it, and what the
    commission has entered on them.

    `versions` are those of the process on which the cases run, the newest last. `chosen` says who
    makes the list where the call names no commission and the process knows what to do then.
    """

    versions: Versions
    call: Call
    progress: CallProgress
    applicants: Mapping[int, ListApplicant]
    points: Mapping[int, GivenPoints]
    interviews: Mapping[int, date]
    member_names: Mapping[str, str]

    @property
    def chosen(self) -> WithoutCommission | None:
        """Who chooses, and under which rule; None where a commission gives points."""
        return _chosen(self.call, self.versions)

    @property
    def kept(self) -> frozenset[int]:
        """The ids of who was nominated by an earlier version, or has come further since."""
        on_the_list = {state for version in self.versions for state in _states_of_list(version)}
        return frozenset(
            id_
            for id_, applicant in self.applicants.items()
            if applicant.placed and applicant.state not in on_the_list
        )

    def draft(self, now: datetime) -> ListDraft:
        """The list as the guards judge it at an instant."""
        kept_ids = self.kept
        applications = (
            JudgedApplication(
                applicant.number,
                applicant,
                self.points.get(id_, {}),
                self.interviews.get(id_),
                id_ in kept_ids,
            )
            for id_, applicant in self.applicants.items()
        )
        is_order_chosen = self.chosen is not None
        return ListDraft(self.call, tuple(applications), now, self.member_names, is_order_chosen)

    def reasons_against(self, now: datetime) -> tuple[Reason, ...]:
        """All that keeps the list from being published; what two versions ask alike comes once."""
        draft, today = self.draft(now), civil_date(now)
        reasons = [
            Reason(
                self.rule_for(version, guard.rule),
                reason.message,
                reason.remedy,
                reason.by,
                reason.fills,
                guard.name,
            )
            for version in self.versions
            for guard in list_step(version).call_guards
            for reason in guard.check(draft, {**version.numbers(guard.rule, today), **guard.given})
        ]
        return tuple(dict.fromkeys((*reasons, *(self._to_recall() or self._without_a_cause()))))

    def rule_for(self, version: ProcessDefinition, rule: str) -> str:
        """The rule that answers where another makes the list: the step's own is that one's then."""
        return self.chosen.rule if self.chosen and rule == list_step(version).rule else rule

    def _to_recall(self) -> list[Reason]:
        """A corrected list would leave them a place that they never applied for, and go on from it.

        BMU-15d, BEE-L3.
        """
        cases, version = self.progress.to_recall, self.versions[-1]
        if not cases:
            return []
        message = format_text(
            "Nominated to a host that the application does not name: {cases}.",
            "Номинација код установе која у пријави није наведена: {cases}.",
            cases=listed(cases),
        )
        remedy = Text(
            "Recall the nomination first; the corrected list gives the place anew.",
            "Најпре опозвати номинацију; место се додељује исправљеном листом.",
        )
        rule = self.rule_for(version, list_step(version).rule)
        return [Reason(rule, message, remedy, ("recalled", "application_correction"))]

    def _without_a_cause(self) -> list[Reason]:
        """A list is made of applications; made again of what it lacks, or of what was put right.

        That is an upheld appeal, or what was corrected since of that by which it was made.
        """
        if (
            self.progress.upheld
            or self.progress.corrected
            or not all(applicant.placed for applicant in self.applicants.values())
        ):
            return []
        version = self.versions[-1]
        if self.progress.list_version:
            message = format_text(
                "The list is published; {none_upheld} against it was upheld, no application is "
                "missing on it, and nothing was corrected since that would give another place.",
                "Ранг листа је објављена; {none_upheld} на њу, нити на њој недостаје пријава, нити "
                "је од тада исправљено нешто што би променило редослед.",
                **REMEDY_WORDS[version.rulebook.contests_lists_by()],
            )
        else:
            message = Text("There is no application to rank.", "Нема пријава за рангирање.")
        remedy = Text("There is nothing to publish.", "Нема шта да се објави.")
        return [Reason(self.rule_for(version, list_step(version).rule), message, remedy)]


@frozen
class ListMaterial:
    """What a call's list is made of: the cases, and what the commission has entered on them;
    `versions` and `chosen` as of a `JudgedList`."""

    call_id: int
    versions: Versions
    call: Call
    progress: CallProgress
    cases: CasesById
    points: Scores
    interviews: Mapping[int, date]
    member_names: Mapping[str, str]

    @property
    def judged(self) -> JudgedList:
        """The same as it is judged."""
        return JudgedList(
            self.versions,
            self.call,
            self.progress,
            {id_: _applicant(*pair) for id_, pair in self.cases.items()},
            self.points,
            self.interviews,
            self.member_names,
        )

    @property
    def chosen(self) -> WithoutCommission | None:
        """Who chooses, and under which rule; None where a commission gives points."""
        return _chosen(self.call, self.versions)

    @property
    def kept(self) -> frozenset[int]:
        """The ids of who was nominated by an earlier version, or has come further since."""
        return self.judged.kept


def _chosen(call: Call, versions: Versions) -> WithoutCommission | None:
    return None if call.commission else list_step(versions[-1]).without_commission


def _applicant(case: Case, dossier: Dossier) -> ListApplicant:
    candidate, is_placed = dossier.candidate, dossier.placement is not None
    return ListApplicant(
        case.number, case.state, candidate.name, candidate.commission_name, is_placed
    )


def _states_of_list(version: ProcessDefinition) -> Iterator[str]:
    """The states of who waits by the list, is not on it yet, was closed by it, or appeals."""
    step = list_step(version)
    yield from step.sources
    yield from filter(None, [step.target])
    for other in version.transitions.values():
        if other.takes == "ranking_appeal" and other.target:
            yield other.target


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
    versions = versions_of_keys(office, call_rows.versions_in(connection, call_id))
    if versions:
        return versions
    owner = call_owner(connection, call_id)
    return (office.in_force(owner.institution, owner.process, civil_date(now)),)


def versions_of_keys(office: Office, keys: Sequence[str]) -> tuple[ProcessDefinition, ...]:
    """The same where the keys of the versions have been read; nothing where there is none.

    Those that are missing are left out: no list with their cases is published.
    """
    versions = tuple(office.definition(key) for key in keys if office.knows(key))
    ranking = (v for v in versions if any(step.of_call for step in v.transitions.values()))
    return tuple(ranking) or versions


def list_material(
    connection: Connection, versions: Versions, call_id: int, for_update: bool = False
) -> ListMaterial:
    """What a call's list is made of under these versions; `for_update` locks its cases."""
    ids = call_rows.applicants_in(connection, call_id)
    cases = dossiers.load(connection, ids, for_update)
    call, progress = _call_of(connection, call_id, cases)
    names = roster(connection).names_of(call.commission)
    of_commission = score_rows.found_in(connection, call_id)
    return ListMaterial(call_id, versions, call, progress, cases, *of_commission, names)


def reasons_against_list(
    connection: Connection, versions: Versions, call_id: int, now: datetime
) -> tuple[Reason, ...]:
    """All that keeps a call's list from being published under these versions; changes nothing.

    No more of the dossiers is read than this is judged by: there may be a thousand.
    """
    of_call = applied_in(connection, call_id)
    stamps = of_call.stamps or call_rows.stamps_of(connection, call_id)
    call, progress = call_rows.load_under(connection, stamps)
    names = roster(connection, of_call.staff).names_of(call.commission)
    of_commission = (of_call.points, of_call.interviews)
    call_list = JudgedList(versions, call, progress, of_call.applicants, *of_commission, names)
    return call_list.reasons_against(now) + reasons_of_waiting(call_list, of_call.first_waiting)


def asked_once() -> AgainstList:
    """The same for a change of many cases: a call's list is judged once under each version, and
    later answers are what it lacked then. Judged anew for each of its cases, ten thousand of them
    would be read ten thousand times.
    """
    answers: dict[tuple[int | ProcessDefinition, ...], tuple[Reason, ...]] = {}

    def against_list(
        connection: Connection, versions: Versions, call_id: int, now: datetime
    ) -> tuple[Reason, ...]:
        key: tuple[int | ProcessDefinition, ...] = (call_id, *versions)
        if key not in answers:
            answers[key] = reasons_against_list(connection, versions, call_id, now)
        return answers[key]

    return against_list


def reasons_of_waiting(call_list: JudgedList, first_waiting: datetime | None) -> tuple[Reason, ...]:
    """What was received from outside in time, and has not been looked at, belongs on the list."""
    if first_waiting is None or first_waiting >= end_of(call_list.call.closes):
        return ()
    newest = call_list.versions[-1]
    message = Text(
        "An application that was received from outside in time has not been looked at yet.",
        "Пријава примљена преко странице у року још није прегледана.",
    )
    remedy = Text(
        "Accept it, or return it with a reason.", "Прихватити је или вратити уз образложење."
    )
    rule = newest.leaving(newest.initial)[0].rule
    return (Reason(rule, message, remedy),)


def _call_of(connection: Connection, call_id: int, cases: CasesById) -> tuple[Call, CallProgress]:
    """The call as its cases were loaded with it; one that has none is read by itself."""
    for _, dossier in cases.values():
        return dossier.call, dossier.progress
    return call_rows.load(connection, call_id)
